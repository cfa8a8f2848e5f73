"""The digits of a number put where a format wants them: #,##0.00, 0%, 0.0E+0, 0!.0,"万"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from macros.imports.readers.excel.format_code import Section, UnknownFormatError

#: Digits of a number before its point, and places for digits in a format: no plan has so many.
_LONGEST, _MOST_PLACES = 30, 40


def fill_placeholders(number: Decimal, section: Section) -> tuple[str, bool]:
    """The text of a number that is not negative, and whether all of its digits are 0, so that it has no sign."""
    tokens = list(section.tokens)
    if number.adjusted() > _LONGEST or sum(kind == "digit" for kind, _ in tokens) > _MOST_PLACES:
        raise UnknownFormatError(section.code)
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    power = next((at for at, (kind, _) in enumerate(tokens) if kind == "exponent"), len(tokens))
    whole, decimals, exponent = tokens[: min(point, power)], tokens[point + 1 : power], tokens[power + 1 :]
    places = sum(kind == "digit" for kind, _ in decimals)
    with localcontext(prec=_LONGEST + 2 * _MOST_PLACES):
        number = number.scaleb(2 * sum(kind == "percent" for kind, _ in tokens))
        number = number.scaleb(-3 * _count_scaling(tokens))
        shift = 0
        if power < len(tokens):
            number, shift = _normalize(number, max(1, sum(kind == "digit" for kind, _ in whole)), places)
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    front, _, back = f"{rounded:f}".partition(".")
    words = _fill_whole(whole, front.lstrip("0"), is_grouped=_is_grouped(whole))
    if point < len(tokens) and point < power:
        words += "." + _fill_decimals(decimals, back)
    if power < len(tokens):
        sign = "-" if shift < 0 else "+" * (tokens[power][1][1] == "+")
        words += f"E{sign}{_fill_whole(exponent, str(abs(shift)).lstrip('0'), is_grouped=False)}"
    return words, rounded == 0


def _count_scaling(tokens: list[tuple[str, str]]) -> int:
    """Commas behind the last digit before the point: each divides by a thousand."""
    count, is_behind = 0, False
    for kind, _ in tokens:
        if kind in ("point", "exponent"):
            break
        if kind == "digit":
            count, is_behind = 0, True
        elif kind == "comma" and is_behind:
            count += 1
        elif kind != "comma":
            is_behind = False
    return count + _count_behind_decimals(tokens)


def _count_behind_decimals(tokens: list[tuple[str, str]]) -> int:
    """As above, behind the last digit after the point."""
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    after = tokens[point + 1 :]
    last = max((at for at, (kind, _) in enumerate(after) if kind == "digit"), default=-1)
    count = 0
    for kind, _ in after[last + 1 :]:
        if kind != "comma":
            break
        count += 1
    return count


def _is_grouped(tokens: list[tuple[str, str]]) -> bool:
    """Whether a comma stands between two digits."""
    digits = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    return bool(digits) and any(kind == "comma" for kind, _ in tokens[digits[0] : digits[-1]])


def _normalize(number: Decimal, width: int, places: int) -> tuple[Decimal, int]:
    """The number between 1 and 10 to the power of `width`, and the exponent of ten, a multiple of `width`."""
    if number == 0:
        return number, 0
    shift = number.adjusted() // width * width
    scaled = number.scaleb(-shift)
    if scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) >= Decimal(10).scaleb(width - 1):
        shift += width
        scaled = number.scaleb(-shift)
    return scaled, shift


def _fill_whole(tokens: list[tuple[str, str]], digits: str, *, is_grouped: bool) -> str:
    """From the right; the first place takes all digits that are left."""
    count = sum(kind == "digit" for kind, _ in tokens)
    if not count and digits and any(kind == "point" for kind, _ in tokens):
        raise UnknownFormatError(digits)
    written: list[str] = []
    left, seen, used = digits, 0, 0
    for kind, words in reversed(tokens):
        if kind in ("literal", "percent"):
            written.append(words)
        if kind != "digit":
            continue
        seen += 1
        wanted = len(left) if seen == count else 1
        for _ in range(max(wanted, 1)):
            digit, left = (left[-1], left[:-1]) if left else ("0" if words == "0" else "", "")
            if digit and is_grouped and used and used % 3 == 0:
                written.append(",")
            used += bool(digit)
            written.append(digit)
    return "".join(reversed(written))


def _fill_decimals(tokens: list[tuple[str, str]], digits: str) -> str:
    """From the left; zeros at the end only where the format insists."""
    forms = [words for kind, words in tokens if kind == "digit"]
    keep = len(forms)
    while keep and forms[keep - 1] != "0" and digits[keep - 1 : keep] == "0":
        keep -= 1
    written, at = [], 0
    for kind, words in tokens:
        if kind == "digit":
            written.append(digits[at] if at < keep else "")
            at += 1
        elif kind in ("literal", "percent"):
            written.append(words)
    return "".join(written)
