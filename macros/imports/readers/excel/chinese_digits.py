"""Numbers in the digits that [DBNum1], [DBNum2] and [DBNum3] ask for: 一百二十三, 壹佰贰拾叁, １２３."""

from __future__ import annotations

from decimal import Decimal

from macros.imports.readers.excel.format_code import UnknownFormatError

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "万亿")


def write_general(number: Decimal, digits: int) -> str:
    """A number without a format of its own, in plain digits (0) or in Chinese."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if not digits:
        return text
    whole, _, decimals = text.partition(".")
    words = _write_whole(whole, digits)
    return words + (f".{write_with_digits(decimals, digits)}" if decimals else "")


def write_with_digits(text: str, digits: int) -> str:
    """A text whose digits are put one by one into those of `digits`; 0 leaves them."""
    return text.translate(str.maketrans("0123456789", _DIGITS[digits])) if digits else text


def write_short(number: int, digits: int) -> str:
    """A number below a hundred, as in dates: 十二, not 一十二; full-width digits stay digits."""
    if digits in (0, 3):
        return write_with_digits(str(number), digits)
    tens, ones = divmod(number, 10)
    own, ten = _DIGITS[digits], _UNITS[digits][1]
    front = (own[tens] * (digits == 2 or tens > 1) + ten) if tens else ""
    return front + (own[ones] if ones or not tens else "")


def _write_whole(whole: str, digits: int) -> str:
    own, units = _DIGITS[digits], _UNITS[digits]
    if len(whole) > 4 * len(_GROUPS):
        raise UnknownFormatError(whole)
    words, is_gap = "", False
    for at, digit in enumerate(whole):
        place = len(whole) - 1 - at
        if digit != "0":
            words += own[0] * is_gap + own[int(digit)] + units[place % 4]
            is_gap = False
        elif words:
            is_gap = True
        if place % 4 == 0 and place and int(whole[max(0, at - 3) : at + 1]):
            words += _GROUPS[place // 4]
    return words or own[0]
