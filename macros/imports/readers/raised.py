"""Raised and lowered text: an exponent is part of the number (10³, m²), a raised mark behind words leads to a note."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ")
_ONE = r"(?:\d{1,3}|[①-⑳]|[a-zA-Z]|[*＊※†‡#]{1,3})"
#: One mark or several: 1, [2], 注3, ①, 1,2, 3-5.
_MARK = re.compile(rf"[\[［(（〔]?注?{_ONE}(?:[,，、\-–~—]{_ONE})*[\]］)）〕]?")
#: A mark that is never an exponent.
_PLAIN_MARK = re.compile(r".*[\[［〔注①-⑳*＊※†‡#]")
#: What an exponent stands behind: a digit, a letter, a bracket around such.
_BASE = re.compile(r"[0-9A-Za-zµμΩα-ω℃]$|\([\x00-\x7f]*\)$")
#: Chinese units of length behind a number, whose square and cube are written so: 50米².
_LENGTH = re.compile(r"\d\s*(?:公里|千米|分米|厘米|毫米|米|里|尺|丈)$")


def read_raised(before: str, words: str) -> str | None:
    """The plain text of a raised one that stands behind `before`; None for a mark that leads to a note."""
    mark = "".join(words.split())
    is_measure = mark in ("2", "3") and _LENGTH.search(before)
    is_mark = _MARK.fullmatch(mark) and before.strip() and not is_measure
    if is_mark and (_PLAIN_MARK.match(mark) or not _BASE.search(before.rstrip())):
        return None
    return write_raised(words)


def write_raised(words: str) -> str:
    """The plain text of a power: 10³."""
    return _convert(words, _RAISED)


def read_lowered(words: str) -> str:
    """The plain text of a lowered one: CO₂."""
    return _convert(words, _LOWERED)


def _convert(words: str, table: dict[int, int]) -> str:
    """The characters that Unicode has in that place; a text with others stays as it is."""
    mark = "".join(words.split())
    return mark.translate(table) if mark and all(ord(character) in table for character in mark) else words
