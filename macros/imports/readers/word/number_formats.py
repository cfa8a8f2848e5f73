"""The ways in which Word writes the number of a paragraph (ECMA-376, part 1, 17.18.59)."""

from __future__ import annotations

import re
from collections.abc import Callable

_LARGEST = 99_999
_UNITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
          "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
          (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MARKS = "*†‡§"
_LONGEST = 40  # of a letter or mark that is repeated


def write_number(number: int, form: str, pattern: str = "") -> str | None:
    """A number as a format shows it, "" for a format that shows none; None for a format that is not known.

    `pattern` is that of a custom format: “001, 002, 003, …”. Numbers that a format has no sign for are written with digits.
    """
    if form == "custom":
        zeros = re.fullmatch(r"(0*)1, 0*2, 0*3, \.\.\.", pattern)
        return str(number).zfill(len(zeros[1]) + 1) if zeros else None
    write = _FORMS.get(form)
    if write is None:
        return None
    return write(number) if 0 <= number <= _LARGEST else str(number)


def _take(signs: str) -> Callable[[int], str]:
    """Signs one after the other, digits when they are used up."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _span(*starts: tuple[str, int]) -> str:
    return "".join(chr(ord(first) + at) for first, count in starts for at in range(count))


_CIRCLED = _span(("①", 20), ("㉑", 15), ("㊱", 15))


def _repeat(signs: str) -> Callable[[int], str]:
    """A sign after the other, then each of them twice, three times."""

    def write(number: int) -> str:
        times, at = divmod(number - 1, len(signs))
        return signs[at] * (times + 1) if number and times < _LONGEST else str(number)

    return write


def _digits(signs: str) -> Callable[[int], str]:
    return lambda number: str(number).translate(str.maketrans("0123456789", signs))


def _count(signs: str, tens: str, ten_thousand: str, *, says_one_ten: bool) -> Callable[[int], str]:
    """Chinese counting: digits with their places, and one zero for a gap. `tens` are ten, a hundred and a thousand."""
    places = ("", *tens)

    def write_part(number: int) -> str:
        words = "".join(
            signs[int(digit)] + (places[place] if digit != "0" else "")
            for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True)
        )
        return re.sub(f"{signs[0]}+", signs[0], words).rstrip(signs[0])

    def write(number: int) -> str:
        if number == 0:
            return signs[0]
        many, rest = divmod(number, 10_000)
        words = write_part(many) + ten_thousand if many else ""
        words += signs[0] if many and 0 < rest < 1000 else ""  # one place is empty
        words += write_part(rest) if rest else ""
        return words if says_one_ten or not words.startswith(signs[1] + tens[0]) else words[1:]

    return write


def _write_roman(number: int) -> str:
    if not 0 < number < 40_000:  # more would be a row of M
        return str(number)
    words = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        words += sign * times
    return words


def _write_ordinal(number: int) -> str:
    end = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def _write_words(number: int) -> str:
    if not 0 < number < 1000:  # no list of a plan is longer
        return str(number)
    hundreds, rest = divmod(number, 100)
    words = [f"{_UNITS[hundreds]} hundred"] if hundreds else []
    if rest:
        small = _UNITS[rest] if rest < len(_UNITS) else f"{_TENS[rest // 10]}-{_UNITS[rest % 10]}".rstrip("-")
        words.append(small)
    return " ".join(words).capitalize()


def _write_ordinal_words(number: int) -> str:
    words = _write_words(number)
    if words.isdecimal():
        return words
    before, last = re.fullmatch(r"(.*[ -])?(\w+)", words).groups("")  # type: ignore[union-attr]  # words end in a word
    ordinal = _ORDINALS.get(last.lower()) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return before + (ordinal if before else ordinal.capitalize())


_counting = _count("零一二三四五六七八九", "十百千", "万", says_one_ten=False)
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalHalfWidth"), str),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digits("０１２３４５６７８９")),
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _counting,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits("〇一二三四五六七八九")
    ),
    "chineseLegalSimplified": _count("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万", says_one_ten=True),
    "ideographLegalTraditional": _count("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬", says_one_ten=True),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _take(_CIRCLED)),
    "decimalEnclosedFullstop": _take(_span(("⒈", 20))),
    "decimalEnclosedParen": _take(_span(("⑴", 20))),
    "ideographEnclosedCircle": _take(_span(("㊀", 10))),
    "ideographTraditional": _take(_STEMS),
    "ideographZodiac": _take(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        f"{_STEMS[(number - 1) % 10]}{_BRANCHES[(number - 1) % 12]}" if 1 <= number <= 60 else str(number)
    ),
    "upperRoman": _write_roman,
    "lowerRoman": lambda number: _write_roman(number).lower(),
    "upperLetter": _repeat(_span(("A", 26))),
    "lowerLetter": _repeat(_span(("a", 26))),
    "decimalZero": lambda number: f"{number:02}",
    "hex": lambda number: f"{number:X}",
    "chicago": _repeat(_MARKS),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _write_ordinal,
    "cardinalText": _write_words,
    "ordinalText": _write_ordinal_words,
    **dict.fromkeys(("none", "bullet"), lambda _: ""),
}
