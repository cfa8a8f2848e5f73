"""The numbers that Word puts before paragraphs by itself: they are printed, but stand nowhere in the text."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Digits of a number, and characters of what is printed around it (“第%1条”): Word takes no more.
_LONGEST, _LONGEST_FORM = 5, 60
_DIGITS = "零一二三四五六七八九"


class Numbering:
    """Counts as Word does, paragraph by paragraph; to be asked for every paragraph in the document's order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}  # list, level -> format, text, first number
        self._abstracts: dict[str, str] = {}  # list -> the description that it shares with others, and its counts
        self._starts: dict[str, dict[int, int]] = {}  # list -> level -> where it begins again, to be used once
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            for style in styles.iter(f"{W}style"):
                if (found := _read_place(style.find(f"{W}pPr/{W}numPr"))) and found[0] is not None:
                    self._styles[style.get(f"{W}styleId", "")] = found[0], found[1] or 0

    def _read_lists(self, numbering: Any) -> None:
        abstracts = {item.get(f"{W}abstractNumId"): item for item in numbering.iter(f"{W}abstractNum")}
        for item in numbering.iter(f"{W}num"):
            reference = item.find(f"{W}abstractNumId")
            abstract = abstracts.get(reference.get(f"{W}val")) if reference is not None else None
            list_id = item.get(f"{W}numId", "")
            self._abstracts[list_id] = reference.get(f"{W}val", "") if reference is not None else ""
            for override in item.iter(f"{W}lvlOverride"):
                value = override.find(f"{W}startOverride")
                if value is not None and (start := _read_number(value.get(f"{W}val", ""))) is not None:
                    again = self._starts.setdefault(list_id, {})
                    again[_read_number(override.get(f"{W}ilvl", "")) or 0] = start
            for level in abstract.iter(f"{W}lvl") if abstract is not None else ():
                values = [level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start")]
                form, text, first = (value.get(f"{W}val", "") if value is not None else "" for value in values)
                start = _read_number(first)
                number = _read_number(level.get(f"{W}ilvl", "")) or 0
                self._levels[list_id, number] = form, text[:_LONGEST_FORM], 1 if start is None else start

    def next_number(self, paragraph: Any) -> str:
        """The number printed before a paragraph: “3”, “二、”; "" for none or a bullet."""
        list_id, level = _read_place(paragraph.find(f"{W}pPr/{W}numPr")) or (None, None)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if list_id is None and style is not None:
            list_id, level = self._styles.get(style.get(f"{W}val", ""), (None, None))
        level = level or 0
        if list_id is None or (list_id, level) not in self._levels:
            return ""
        counts = self._counts.setdefault(self._abstracts[list_id], {})
        counts |= {at: start - 1 for at, start in self._starts.pop(list_id, {}).items()}
        counts[level] = counts.get(level, self._levels[list_id, level][2] - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        form, text, _ = self._levels[list_id, level]
        if form in ("bullet", "none"):
            return ""

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = self._levels.get((list_id, at))
            return _write(counts.get(at, known[2] if known else 1), known[0] if known else "decimal")

        return re.sub(r"%(\d)", fill, text)


def _read_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None


def _read_place(element: Any) -> tuple[str | None, int | None] | None:
    """The list and the level that a paragraph or a style names; list 0 means none."""
    if element is None:
        return None
    list_id, level = (element.find(f"{W}{name}") for name in ("numId", "ilvl"))
    value = list_id.get(f"{W}val") if list_id is not None else None
    depth = level.get(f"{W}val", "") if level is not None else ""
    return (None if value == "0" else value), _read_number(depth)


def _write(number: int, form: str) -> str:
    if form.startswith(("chinese", "ideographTraditional", "ideographLegal", "japanese", "taiwanese")):
        return _write_chinese(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)


def _write_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return f"{'' if tens < 2 else _DIGITS[tens]}{'十' if tens else ''}{_DIGITS[ones] if ones or not tens else ''}"
