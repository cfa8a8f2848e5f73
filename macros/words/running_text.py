"""Statements of a running text: dates and figures, with the words that state them. It decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from macros.words.wording import Unread, read_deadline

_YEAR = r"(?:\d{4}年)?"
#: Wordings of a deadline as they stand in a sentence; parse_deadline says what they mean. Of another year than the plan's
#: (明年, 次年) and of every year they state nothing about this one.
_DEADLINE = re.compile(
    r"(?=[\d上第一二三四年])"  # how they begin: seven times as fast as trying all of them at each character
    r"(?<!明年)(?<!次年)(?<!每年)(?<!\d)(?:"
    rf"{_YEAR}\d{{1,2}}月\d{{1,2}}日(?:起|之前|以前|前)"
    rf"|{_YEAR}\d{{1,2}}月?(?:-|－|—|–|~|～|至|到)\d{{1,2}}月"
    rf"|{_YEAR}\d{{1,2}}月(?:份?起|[底末](?:之前|以前|前)?)"
    rf"|{_YEAR}(?:上半年|第?[一二三四]季度[末底]前?)"
    r"|\d{4}年年?[底末]前?"
    r"|(?<![明次每])年底前)"
)
#: Units in which people, things and times are counted: their figures are whole numbers.
COUNTED_UNITS = frozenset(
    re.findall(r"\S+", "户 辆 辆次 台 台次 家 座 处 所 套 个 名 人 人次 次 件 批 项 条 株 棵 支 天 栋 艘 眼")
)
_MEASURED = re.findall(
    r"\S+", "吨 蒸吨 立方米 平方公里 平方米 公里 公顷 亩 米 微克 毫克 千克 公斤 分贝 千瓦时 千瓦 元 小时"
)
_UNITS = "|".join(sorted([*COUNTED_UNITS, *_MEASURED], key=len, reverse=True))
#: A number with its unit: `80%`, `百分之八十`, `2万辆次`, `5.0吨`; no year, no number of a standard or a road.
FIGURE = re.compile(
    r"(?=[\d百])"  # as above
    rf"(?:(?<![\d.,A-Za-z第])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?: ?[万亿]?(?:余|多)?(?:{_UNITS})(?!月|工作日|小时|季度)|\s*[%％])"
    r"|百分之[一二三四五六七八九十百零点]+)"
)


def find_deadlines(text: str, year: int) -> Iterator[tuple[str, date | None, date | None]]:
    """Every deadline that a text states: its words, first and last day (inclusive; None where the words give none)."""
    for match in _DEADLINE.finditer(text):
        deadline = read_deadline(match[0].replace("年年", "年"), year, ())
        if not isinstance(deadline, Unread):  # there is nothing to compare with what is no date
            yield match[0], deadline.start, deadline.end
