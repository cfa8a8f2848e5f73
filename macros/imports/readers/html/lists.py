"""The numbers that a browser prints before the items of a list (HTML standard, 4.4.5; CSS counter styles)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_CHINESE = "零一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_BULLETS = re.compile("none|disc|circle|square|disclosure-open|disclosure-closed")
#: Styles of lists that are not words of other properties in the shorthand.
_OTHERS = re.compile("inside|outside|initial|inherit|unset")


def number_items(element: Any, items: list[Any]) -> dict[Any, int]:
    """The number of each item of a list: from its start, up or down, an item may set its own."""
    is_down = element.tag == "ol" and element.get("reversed") is not None
    start = read_integer(element.get("start")) if element.tag == "ol" else None
    number = (len(items) if is_down else 1) if start is None else start
    numbers = {}
    for item in items:
        own = read_integer(item.get("value"))
        number = number if own is None else own
        numbers[item] = number
        number += -1 if is_down else 1
    return numbers


def read_integer(text: str | None) -> int | None:
    """A number as HTML reads it: what follows the digits does not matter."""
    match = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(match[1]) if match else None


def find_type(look: dict[str, str]) -> str | None:
    """The style of numbers that an element asks for."""
    if "list-style" in look and "list-style-type" not in look:
        return _choose(look["list-style"].split())
    if "list-style" in look and look["list-style-type"] in ("disc", "decimal"):  # a browser's own
        return _choose(look["list-style"].split()) or look["list-style-type"]
    return look.get("list-style-type")


def _choose(words: Iterable[str]) -> str | None:
    return next((word for word in words if not _OTHERS.fullmatch(word) and not word.startswith("url(")), None)


def write_number(number: int, style: str) -> str:
    """The number with its sign, as printed: “1.”, “b.”, “iv.”, “三、”; "" for bullets."""
    if _BULLETS.fullmatch(style):
        return ""
    if style.startswith(("'", '"')):
        return style.strip("'\"")
    if style in ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"):
        is_plain = style == "cjk-decimal" or not 0 <= number < 100
        return f"{_write_digits(number) if is_plain else _write_short(number)}、"
    if style in ("cjk-heavenly-stem", "cjk-earthly-branch"):
        names = _STEMS if "stem" in style else _BRANCHES
        return f"{names[number - 1] if 1 <= number <= len(names) else _write_short(number)}、"
    if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and number > 0:
        letters = _write_letters(number)
        return f"{letters.upper() if style.startswith('upper') else letters}."
    if style in ("lower-roman", "upper-roman") and 0 < number < 4_000:
        roman = _write_roman(number)
        return f"{roman.upper() if style.startswith('upper') else roman}."
    return f"{number:02}." if style == "decimal-leading-zero" else f"{number}."


def _write_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _write_roman(number: int) -> str:
    roman = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        roman += letters * count
    return roman


def _write_digits(number: int) -> str:
    return "".join(_CHINESE[int(digit)] for digit in str(abs(number)))


def _write_short(number: int) -> str:
    if not 0 <= number < 100:
        return _write_digits(number)
    tens, ones = divmod(number, 10)
    front = ("" if tens < 2 else _CHINESE[tens]) + ("十" if tens else "")
    return front + (_CHINESE[ones] if ones or not tens else "")
