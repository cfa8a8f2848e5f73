"""Rules about slips of typing and pasting: what looks right and is not.

A rule's docstring is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from macros.check.rules.subject import Finding, Subject
from macros.store.records import UnitRecord
from macros.store.unseen import STRANGE_IN_NAMES
from macros.words.ditto import is_ditto

if TYPE_CHECKING:
    from opencc import OpenCC

_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
#: Forms of characters that fonts show alike: full-width letters and digits, Kangxi radicals, compatibility ideographs.
_FORMS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+|[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_HALF_WIDTH = re.compile(rf"(?<=[{_CJK}])[,;:!?](?=[{_CJK}])|\((?=[{_CJK}])|(?<=[{_CJK}])\)")
_SPACE = re.compile(rf"(?<=[{_CJK}，。；：、（）])[ \u3000]+(?=[{_CJK}，。；：、（）])")
#: With the line end before it; taken whole (++) and not looked into again, however long it is.
_MARGIN = re.compile(r"(?:^|\n)[ \u3000\n]++(?=\S)")
#: What every slip but a traditional character has in it; most words have none of these.
_SUSPICIOUS = re.compile(rf"[,;:!?() \u3000\n]|{_FORMS.pattern}")
#: Characters of the document that are searched for what may be printed like that: two thousand times the largest one.
_MOST_SEARCHED = 5_000_000_000
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
#: Characters that an eye takes for each other; each group counts as one.
_ALIKE = (
    "未末",
    "己已巳",
    "土士",
    "日曰",
    "戊戌戍",
    "人入",
    "大太犬",
    "王玉",
    "千干于",
    "天夭",
    "午牛",
    "候侯",
    "治冶",
    "撤撒",
    "拔拨",
)
_FOLD = str.maketrans({other: group[0] for group in _ALIKE for other in group[1:]})


def check_ditto(subject: Subject) -> Iterator[Finding]:
    """责任单位和完成时限不能写“同上”，要把上面的内容写全；原表的单位格与上一条合并时，写 units_as。"""
    for _, _, measure in subject.draft.measures():
        if is_ditto(measure.due):
            yield measure.at("due"), f"完成时限不能写“{measure.due}”，请把上面的时限写全。"
        for role in subject.roles:
            for index, name in enumerate(measure.names(role.id)):
                if is_ditto(name):
                    yield (
                        measure.at(role.id, index),
                        f"{role.name}不能写“{name}”，请写全单位名称；单位格与上一条合并的，改写“units_as”。",
                    )


def check_slips(subject: Subject) -> Iterator[Finding]:
    """全角的字母数字、中文里的半角标点、汉字之间的空格、繁体字，多半是录入的差错，请核对；收到的原文就是这样的不提示，已写进 confirmed 的也不提示。"""
    allowed = subject.draft.source or ""
    confirmed = [words for _, _, measure in subject.draft.measures() for words in measure.confirmed]
    confirmed += [*subject.plan.confirmed, *(words for unit in subject.units.units for words in unit.confirmed)]
    allowed += "\n".join(["", *confirmed])
    most = _MOST_SEARCHED // (len(allowed) or 1)

    @lru_cache(maxsize=most)
    def is_allowed(snippet: str) -> bool:
        """Whether it is printed like that; of more than an editor can have slipped, none is looked up."""
        return is_allowed.cache_info().misses <= most and snippet in allowed

    for place, words in subject.words:
        for start, end, message in _find_slips(words):
            snippet = words[max(0, start - 2) : end + 2].strip()
            if not is_allowed(snippet):
                yield place, f"“{snippet}”{message.removesuffix('。')}；没有问题的，写进“confirmed”。"


@lru_cache(maxsize=10_000)  # names come again and again
def _find_slips(words: str) -> tuple[tuple[int, int, str], ...]:
    """Slips in a text: where each begins and ends, and its kind."""
    signs = _find_signs(words) if _SUSPICIOUS.search(words) else ()
    traditional = (
        (index, index + 1, f"里的“{words[index]}”是繁体字，应为“{simplified}”。")
        for index, simplified in _find_traditional(words)
    )
    return (*signs, *traditional)


def _find_signs(words: str) -> Iterator[tuple[int, int, str]]:
    """Forms, punctuation and spaces."""
    for match in _FORMS.finditer(words):
        yield *match.span(), f"里的“{match[0]}”不是通常的字符，应为“{unicodedata.normalize('NFKC', match[0])}”。"
    for match in _HALF_WIDTH.finditer(words):
        full = match[0].translate(_FULL_WIDTH)
        yield *match.span(), f"里的“{match[0]}”是半角标点，中文里应为“{full}”。"
    for match in _MARGIN.finditer(words):
        start = match.start() + (match[0].startswith("\n") and match.start() > 0)
        yield start, match.end(), "：段落前面有空格，或者中间有空行，请删去。"
    for match in _SPACE.finditer(words):
        yield *match.span(), "里，汉字之间有空格，请删去。"


def _find_traditional(words: str) -> Iterator[tuple[int, str]]:
    """Traditional characters and their simplified forms."""
    simplified = _simplify(words)
    if simplified != words and len(simplified) == len(words):
        for index, (before, after) in enumerate(zip(words, simplified, strict=True)):
            if before != after:
                yield index, after


def _simplify(words: str) -> str:
    try:
        words.encode("gb2312")  # holds every simplified character in common use, and hardly a traditional one
    except UnicodeEncodeError:
        return str(_converter().convert(words))
    return words


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def check_strange_letters(subject: Subject) -> Iterator[Finding]:
    """名称（单位的名称、别名、异写、身份，责任栏的栏名）只能用汉字、英文字母和数字；别的文字里有的字母和它们一模一样（如俄文的“а”、部首“⽣”），读者看不出来，也搜不到。"""
    named = [(unit.at(key, index), name) for unit in subject.units.units for key, index, name in _list_names(unit)]
    for place, name in [*((role.at("name"), role.name) for role in subject.plan.roles), *named]:
        if match := STRANGE_IN_NAMES.search(name):
            meant = unicodedata.normalize("NFKC", match[0])
            cure = f"应为“{meant}”" if meant != match[0] and not STRANGE_IN_NAMES.search(meant) else "请用键盘重新输入"
            yield place, f"名称“{name}”里的“{match[0]}”（U+{ord(match[0]):04X}）不是汉字、英文字母或数字，{cure}。"


def _list_names(unit: UnitRecord) -> Iterator[tuple[str, int | None, str]]:
    """Every name of a unit, with its key and its place in that list."""
    yield "name", None, unit.name
    for key in ("aliases", "variants", "capacities"):
        yield from ((key, index, name) for index, name in enumerate(getattr(unit, key)))


def check_confusable_names(subject: Subject) -> Iterator[Finding]:
    """两个单位的名称如果只差形近字（如“未”和“末”）、全角半角或者繁简，多半是同一个单位，请核对。"""
    seen: dict[str, tuple[str, str, int]] = {}
    for unit in subject.units.units:
        for key, index, name in (("name", None, unit.name), *(("variants", i, v) for i, v in enumerate(unit.variants))):
            folded = _simplify(unicodedata.normalize("NFKC", name)).translate(_FOLD)
            place = unit.at(key, index)
            other = seen.setdefault(folded, (unit.id, name, place.line))
            if other[0] != unit.id and other[1] != name and name not in unit.confirmed:
                yield (
                    place,
                    f"“{name}”和第{other[2]}行的“{other[1]}”几乎一样，请核对是不是同一个单位；"
                    "确实是两个单位的，把名称写进“confirmed”。",
                )
