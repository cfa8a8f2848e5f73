"""Numbers as their format shows them: 0.85 as 85.0%, 50 as 50台, 45536 as 2024年9月 (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal

from macros.imports.readers.excel.chinese_digits import write_general, write_with_digits
from macros.imports.readers.excel.date_format import create_date_text
from macros.imports.readers.excel.format_code import Section, UnknownFormatError, read_sections
from macros.imports.readers.excel.placeholders import fill_placeholders

#: The formats that Excel knows by their number, as a Chinese one shows them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 23: "General", 24: "General", 25: "General", 26: "General",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "上午/下午h时mm分", 35: "上午/下午h时mm分ss秒", 36: "yyyy年m月", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-";@', 42: '"¥"#,##0;"¥"-#,##0;"¥""-";@',
    43: '#,##0.00;-#,##0.00;"-";@', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-";@', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "上午/下午h时mm分", 56: "上午/下午h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
#: Digits that Excel keeps of a number; what comes after is the noise of binary fractions.
_DIGITS = 15


def read_number(text: str) -> Decimal:
    """The number of a cell, with as many digits as Excel keeps. Raises ValueError for what is none."""
    number = Decimal(f"{float(text):.{_DIGITS}g}")
    if not number.is_finite():
        raise ValueError(text)
    return number


def show_number(number: Decimal, code: str, *, is_1904: bool = False) -> str:
    """A number in a format; "" where that shows nothing. Raises UnknownFormatError for a format that is not known whole."""
    sections = read_sections(code)
    section, is_signed = _choose(sections, number)
    if section is None:
        raise UnknownFormatError(code)
    if section.is_date:
        return create_date_text(number, section, is_1904=is_1904)
    sign = "-" if number < 0 and is_signed else ""
    return _show(number, sign, section)


def show_text(text: str, code: str) -> str:
    """A text in a format: most leave it alone, “@台” adds to it, “;;;” hides it."""
    if code == "General":
        return text
    sections = read_sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) < 4 and not section.has("text"):
        return text
    return "".join(text if kind == "text" else words for kind, words in section.tokens if kind in ("text", "literal"))


def _choose(sections: list[Section], number: Decimal) -> tuple[Section | None, bool]:
    """The section for a number, and whether its sign is shown before it."""
    numeric = [section for section in sections[:3] if len(sections) == 1 or not section.has("text")] or sections[:1]
    if not any(section.condition for section in numeric):
        if number < 0 and len(numeric) > 1:
            return numeric[1], False
        return (numeric[2] if number == 0 and len(numeric) > 2 else numeric[0]), True
    for section in numeric:
        if section.condition is None:
            return section, section is numeric[0] or not _is_negative(numeric[0])
        sign, limit = section.condition
        if _COMPARE[sign](number, limit):
            return section, not (_is_negative(section) and section is not numeric[0])
    return None, True


def _is_negative(section: Section) -> bool:
    """Whether only numbers below zero come to a section by its condition."""
    return section.condition is not None and section.condition[0] in ("<", "<=") and section.condition[1] <= 0


def _show(number: Decimal, sign: str, section: Section) -> str:
    number = abs(number)
    if section.has("general") or section.has("text"):
        shown = write_general(number, section.digits)
        words = "".join(shown if kind in ("general", "text") else words for kind, words in section.tokens)
        return sign + words
    if section.has("slash"):
        return sign + _show_fraction(number, section)
    words, is_zero = fill_placeholders(number, section)
    return ("" if is_zero else sign) + write_with_digits(words, section.digits)


def _show_fraction(number: Decimal, section: Section) -> str:
    """A whole number and a fraction: 1 1/2; of one with a fixed denominator, that."""
    form = "".join(words if kind in ("digit", "slash") else " " * (words == " ") for kind, words in section.tokens)
    match = re.fullmatch(r"(?:([0#?]+) )?([0#?]+)/(?:([0#?]+)|([1-9]\d*))", form.strip())
    if match is None:
        raise UnknownFormatError(section.code)
    whole_form, _, places, fixed = match.groups()
    numerator, denominator = number.as_integer_ratio()
    whole, rest = divmod(numerator, denominator) if whole_form else (0, numerator)
    parts = _round_ratio(rest, denominator, int(fixed) if fixed else None, len(places or ""))
    if whole_form and parts[0] == parts[1]:
        whole, parts = whole + 1, (0, 1)
    shown = f"{parts[0]}/{parts[1]}" if parts[0] or not whole_form else ""
    before = str(whole) if whole_form and (whole or not shown or "0" in whole_form) else ""
    at = [place for place, (kind, words) in enumerate(section.tokens) if kind in ("digit", "slash") or words == " "]
    head = "".join(words for _, words in section.tokens[: at[0]])
    tail = "".join(words for _, words in section.tokens[at[-1] + 1 :])
    return head + " ".join(filter(None, (before, shown))) + tail


def _round_ratio(numerator: int, denominator: int, fixed: int | None, places: int) -> tuple[int, int]:
    """The nearest fraction with a denominator of so many digits, or with the fixed one."""
    from fractions import Fraction  # noqa: PLC0415  # few documents have fractions

    if fixed:
        return int(Fraction(numerator * fixed, denominator) + Fraction(1, 2)), fixed
    nearest = Fraction(numerator, denominator).limit_denominator(10 ** min(places, 5) - 1)
    return nearest.numerator, nearest.denominator
