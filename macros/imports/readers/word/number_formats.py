"""Numbers as Word's lists print them (ECMA-376, part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from macros.imports.readers.excel.chinese_digits import write_general, write_short, write_with_digits

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
#: Enclosed numbers: the sign of the first, and how many there are.
_ENCLOSED = {
    "decimalEnclosedCircle": ("①", 20), "decimalEnclosedCircleChinese": ("①", 20), "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20), "ideographEnclosedCircle": ("㊀", 10), "chineseEnclosedParen": ("㈠", 10),
}  # fmt: skip


def _write_roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _write_letter(number: int) -> str:
    """a … z, aa, bb …: Word doubles the letter after the alphabet."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _write_chinese(number: int) -> str:
    return write_short(number, 1) if number < 100 else write_general(Decimal(number), 1)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalFullWidth2": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalHalfWidth": str,
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _write_roman,
    "lowerRoman": lambda number: _write_roman(number).lower(),
    "upperLetter": lambda number: _write_letter(number).upper(),
    "lowerLetter": _write_letter,
    "ordinal": lambda number: f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}",
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), lambda number: write_with_digits(str(number), 1)
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), lambda number: write_general(Decimal(number), 2)),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"),
        _write_chinese,
    ),
}  # fmt: skip


def write_number(number: int, form: str) -> str | None:
    """A number of 1 or more in one of the standard's formats; None for a format that is not known here."""
    if form in _ENCLOSED:
        first, count = _ENCLOSED[form]
        return chr(ord(first) + number - 1) if 1 <= number <= count else str(number)
    writer = _WRITERS.get(form)
    return (writer(number) if number > 0 else str(number)) if writer else None
