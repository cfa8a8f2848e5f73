"""Sentences about a page; words of one kind in one place are said together."""

from __future__ import annotations

from macros.imports.readers.document import Document, squeeze


class Findings:
    """`what` of a finding is what was done, “的图片没有导入”; its words follow in quotes."""

    def __init__(self) -> None:
        self._lists: tuple[dict[tuple[str, str], list[str]], ...] = ({}, {}, {})

    def miss(self, place: str, what: str, words: str = "") -> None:
        """Something that people see and the reader could not read."""
        self._lists[0].setdefault((place, what), []).append(squeeze(words))

    def mention(self, place: str, what: str, words: str = "") -> None:
        """Something else that stands in the page."""
        self._lists[1].setdefault((place, what), []).append(squeeze(words))

    def decide(self, place: str, what: str, words: str = "") -> None:
        """Something that the reader did."""
        self._lists[2].setdefault((place, what), []).append(squeeze(words))

    def write(self, document: Document) -> None:
        for found, lines in zip(self._lists, (document.unread, document.asides, document.decisions), strict=True):
            for (place, what), words in found.items():
                quoted = "、".join(f"“{word}”" for word in dict.fromkeys(filter(None, words)))
                lines.append(f"{place}{what}{f'：{quoted}' if quoted else ''}。")
