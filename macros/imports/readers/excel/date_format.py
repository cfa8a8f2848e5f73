"""Dates and times as a format shows them. A number counts days from 1900, and the fraction is the time of day."""

from __future__ import annotations

import datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from macros.imports.readers.excel.chinese_digits import write_short, write_with_digits
from macros.imports.readers.excel.format_code import Section, UnknownFormatError, read_sections

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_CHINESE_DAYS = "日一二三四五六"
#: The format of the computer's own settings, in Chinese.
_SYSTEM = {"date": "yyyy年m月d日", "time": "h:mm:ss"}
_SECONDS = 86_400
#: Excel's last day, 9999-12-31; and days between its two ways to count.
_LAST, _FROM_1904 = 2_958_465, 1_462


class _Moment(NamedTuple):
    """`weekday` from 0, a Sunday; `total` are seconds since the beginning of the count, for times over a day."""

    year: int
    month: int
    day: int
    weekday: int
    second: int
    total: Decimal


def create_date_text(number: Decimal, section: Section, *, is_1904: bool) -> str:
    """The text of a date. Raises UnknownFormatError for one that Excel cannot show, and for a format with more than a date."""
    if section.system:
        [section] = read_sections(_SYSTEM[section.system])
    tokens = list(section.tokens)
    if number < 0 or any(kind in ("general", "text", "percent", "exponent", "slash") for kind, _ in tokens):
        raise UnknownFormatError(section.code)
    places = _count_decimals(tokens)
    moment = _read_moment(number, places, is_1904=is_1904)
    has_noon = any(kind == "noon" for kind, _ in tokens)
    words, is_fraction = [], False
    for at, (kind, form) in enumerate(tokens):
        if kind == "date":
            words.append(_write_part(form.lower(), moment, section, _is_minute(tokens, at), has_noon=has_noon))
        elif kind == "elapsed":
            divisor = {"h": 3_600, "m": 60, "s": 1}[form[0].lower()]
            words.append(write_with_digits(str(int(moment.total) // divisor).zfill(len(form)), section.digits))
        elif kind == "noon":
            words.append(_write_noon(form, section, is_late=moment.second >= _SECONDS // 2))
        elif kind == "point":
            is_fraction = places > 0
            words.append(f".{int(moment.total % 1 * 10**places):0{places}}" if is_fraction else ".")
        elif kind == "digit" and not is_fraction:
            raise UnknownFormatError(section.code)
        elif kind != "digit":
            words.append(form)
    return "".join(words)


def _count_decimals(tokens: list[tuple[str, str]]) -> int:
    """Digits of a fraction of a second."""
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    count = 0
    for kind, words in tokens[point + 1 :]:
        if kind != "digit" or words != "0":
            break
        count += 1
    return count


def _read_moment(number: Decimal, places: int, *, is_1904: bool) -> _Moment:
    total = (number * _SECONDS).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    serial = int(number.to_integral_value(ROUND_FLOOR))
    second = int(total) - serial * _SECONDS
    if second >= _SECONDS:  # the last half second of a day
        serial, second = serial + 1, second - _SECONDS
    day = serial + _FROM_1904 * is_1904
    if day > _LAST:
        raise UnknownFormatError(str(number))
    weekday = (day + 6) % 7
    if day == 60:  # Excel takes 1900 for a leap year
        return _Moment(1900, 2, 29, weekday, second, total)
    if day == 0:
        return _Moment(1900, 1, 0, weekday, second, total)
    date = datetime.date(1899, 12, 30 if day > 60 else 31) + datetime.timedelta(day)
    return _Moment(date.year, date.month, date.day, weekday, second, total)


def _is_minute(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether an m is a minute's: it follows hours, or seconds follow it."""

    def find(parts: list[tuple[str, str]]) -> str:
        return next((words[0].lower() for kind, words in parts if kind in ("date", "elapsed")), "")

    return len(tokens[at][1]) <= 2 and (find(tokens[:at][::-1]) == "h" or find(tokens[at + 1 :]) == "s")


def _write_part(form: str, moment: _Moment, section: Section, is_minute: bool, *, has_noon: bool) -> str:  # noqa: FBT001
    letter, width = form[0], len(form)
    if letter in ("y", "e"):
        year = str(moment.year) if letter == "e" or width > 2 else f"{moment.year % 100:02}"
        return write_with_digits(year, section.digits)
    if letter == "a" or (letter == "d" and width > 2):
        return _name_day(form, moment.weekday, is_chinese=section.is_chinese)
    if letter == "m" and width > 2:
        return _name_month(width, moment.month, is_chinese=section.is_chinese)
    hour = moment.second // 3_600
    if letter == "h" and has_noon:
        hour = (hour + 11) % 12 + 1
    minute = moment.second // 60 % 60
    number = {"m": minute if is_minute else moment.month, "d": moment.day, "h": hour, "s": moment.second % 60}[letter]
    if width == 2 and number < 10:
        return write_with_digits(f"0{number}", section.digits)
    return write_short(number, section.digits)


def _name_day(form: str, weekday: int, *, is_chinese: bool) -> str:
    if form[0] == "d" and not is_chinese:
        return _DAYS[weekday][:3] if len(form) == 3 else _DAYS[weekday]
    day = _CHINESE_DAYS[weekday]
    return f"星期{day}" if len(form) == 4 else f"周{day}" if is_chinese else day


def _name_month(width: int, month: int, *, is_chinese: bool) -> str:
    if not is_chinese:
        name = _MONTHS[month - 1]
        return name[:3] if width == 3 else name[:1] if width == 5 else name
    return (
        f"{month}月"
        if width == 3
        else _CHINESE_MONTHS[month - 1][:1]
        if width == 5
        else f"{_CHINESE_MONTHS[month - 1]}月"
    )


def _write_noon(form: str, section: Section, *, is_late: bool) -> str:
    if form == "上午/下午" or (section.is_chinese and len(form) > 3):
        return "下午" if is_late else "上午"
    return form.partition("/")[2 if is_late else 0]
