"""Sentences about the cells of one sheet; what is said of several cells is said once."""

from __future__ import annotations

from macros.imports.readers.document import Document


class Findings:
    """`place` is “工作表‘表一’”. The words of a finding go on after the cell (“F3” + “里是图片…”)."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.missed_count = 0  # things that could not be read
        self._unread: dict[str, list[str]] = {}
        self._asides: dict[str, list[str]] = {}
        self._decisions: dict[str, list[str]] = {}

    def miss(self, cell: str, words: str) -> None:
        """Something that people see and the reader could not read; `cell` is "" for the sheet as a whole."""
        self.missed_count += 1
        self._unread.setdefault(words, []).append(cell)

    def mention(self, cell: str, words: str) -> None:
        """Something else that stands in the file."""
        self._asides.setdefault(words, []).append(cell)

    def decide(self, cell: str, words: str) -> None:
        """Something that the reader did."""
        self._decisions.setdefault(words, []).append(cell)

    def write(self, document: Document) -> None:
        for found, lines in (
            (self._unread, document.unread),
            (self._asides, document.asides),
            (self._decisions, document.decisions),
        ):
            lines += [f"{self.place}{_join(cells)}{words}" for words, cells in found.items()]


def _join(cells: list[str]) -> str:
    named = list(dict.fromkeys(filter(None, cells)))
    return f"的 {'、'.join(named)}" if named else ""
