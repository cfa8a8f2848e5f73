"""Dates in any notation to the one that the forms of deadlines have: 2024-12-31, 二〇二四年十二月, 6 月底 → figures and 年月日."""

from __future__ import annotations

import re

_ONES = "一二三四五六七八九"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [*_ONES, "十", *(f"十{one}" for one in _ONES), "二十", *(f"二十{one}" for one in _ONES), "三十", "三十一"], 1
    )
}
_NUMBER = re.compile(rf"(?<![0-9])({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?=[月日号])")
_FIGURES = {figure: str(number) for number, figures in enumerate(["〇零", *_ONES]) for figure in figures}
_YEAR_WORDS = re.compile(r"([二〇零一三四五六七八九]{4})(?=年)")
#: As a pattern of ECMA-262; a month alone may stand for its end.
ISO_DATE = r"[12１２][0-9０-９]{3}[-/.][0-9０-９]{1,2}(?:[-/.][0-9０-９]{1,2})?(?:前|之前|以前)?(?:[ T][0０]?[0０]:[0０]{2}(?::[0０]{2}(?:\.[0０]+)?)?)?"
#: The time that programs write behind a day.
_MIDNIGHT = re.compile(r"(?<=\d)[ T]0?0:00(?::00(?:\.0+)?)?$")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
#: A blank beside figures is the printer's.
_GAPS = re.compile(r"(?<=[0-9]) (?![0-9])|(?<![0-9]) (?=[0-9])")
_ISO = re.compile(r"([12]\d{3})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(前|之前|以前)?", re.ASCII)


def write_figures(text: str) -> str:
    """A wording with plain Arabic figures without blanks beside them, and dates with 年, 月 and 日; any other text as it is."""
    plain = _MIDNIGHT.sub("", text.translate(_WIDE))
    if match := _ISO.fullmatch(plain):
        year, month, day, end = match.groups()
        return f"{year}年{int(month)}月{f'{int(day)}日' if day else '底'}{end or ''}"
    plain = _GAPS.sub("", plain)
    plain = _YEAR_WORDS.sub(lambda match: "".join(_FIGURES[word] for word in match[1]), plain)
    return _NUMBER.sub(lambda match: str(_NUMBERS[match[1]]), plain).replace("号", "日")


def spell_figures(pattern: str) -> str:
    """A regular expression for figures, widened to what write_figures takes for them."""
    wide = pattern.replace(r"\d{1,2}", r" ?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}) ?")
    return wide.replace(r"\d{4}", r" ?(?:[0-9０-９]{4}|[〇零一二三四五六七八九]{4}) ?").replace("日", "[日号]")
