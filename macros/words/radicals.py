"""Letters that look like a plain one and are another: radicals and compatibility ideographs, as PDF converters leave them.

The plain letters are Unicode's EquivalentUnifiedIdeograph (14.0); NFKC alone leaves ⻋, ⻔ and ⻓.
"""

from __future__ import annotations

import re
import unicodedata

_RADICALS = "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
_PLAIN = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
_SUPPLEMENT = dict(zip(_RADICALS, _PLAIN, strict=True))
#: CJK radicals, Kangxi radicals, compatibility ideographs; those twelve that are plain letters themselves are left.
_LOOKALIKE = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")


def find_plain(letter: str) -> str:
    """The plain letter that one looks like; the letter itself where there is no other."""
    return _SUPPLEMENT.get(letter) or unicodedata.normalize("NFKC", letter)


def find_lookalikes(text: str) -> list[str]:
    """The letters of a text that another one should stand for, in their order."""
    return [letter for letter in _LOOKALIKE.findall(text) if find_plain(letter) != letter]


def write_plain(text: str) -> str:
    """A text with plain letters."""
    return _LOOKALIKE.sub(lambda match: find_plain(match[0]), text)
