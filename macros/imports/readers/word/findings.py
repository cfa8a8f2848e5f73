"""Sentences about a document; what is said of one place is said together."""

from __future__ import annotations

from collections.abc import Iterable

from macros.imports.readers.document import Document

#: Sentences of one kind that are said place by place; and places that are named where there are more.
_MOST, _SHOWN = 300, 20


class Findings:
    """`place` is where the reader is; "" for the whole. `what` of a finding is a clause (“有图片没有导入”); its words follow in
    quotes.
    """

    def __init__(self) -> None:
        self.place = ""
        self._unread: dict[tuple[str, str], list[str]] = {}
        self._asides: dict[tuple[str, str], list[str]] = {}
        self._decisions: dict[tuple[str, str], list[str]] = {}

    def miss(self, what: str, words: str = "") -> None:
        """Something that people see and the reader could not read."""
        self._unread.setdefault((self.place, what), []).append(" ".join(words.split()))

    def mention(self, what: str, words: str = "") -> None:
        """Something else that stands in the file."""
        self._asides.setdefault((self.place, what), []).append(" ".join(words.split()))

    def mention_once(self, what: str) -> None:
        """Something that holds for the whole."""
        self._asides.setdefault(("", what), [])

    def decide_once(self, what: str) -> None:
        """Something that the reader did throughout."""
        self._decisions.setdefault(("", what), [])

    def decide(self, what: str, words: str = "") -> None:
        """Something that the reader did."""
        self._decisions.setdefault((self.place, what), []).append(" ".join(words.split()))

    def write(self, document: Document) -> None:
        """Put the sentences into the lists of the document."""
        for found, lines in (
            (self._unread, document.unread),
            (self._asides, document.asides),
            (self._decisions, document.decisions),
        ):
            together = found if len(found) <= _MOST else _put_together(found)
            lines += [_write(place, what, words) for (place, what), words in together.items()]


def _put_together(found: dict[tuple[str, str], list[str]]) -> dict[tuple[str, str], list[str]]:
    """The same said of all its places at once."""
    places: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    for (place, what), those in found.items():
        places.setdefault(what, []).append(place)
        words.setdefault(what, []).extend(those)
    return {
        (shown[0] if len(shown) == 1 else f"{'、'.join(filter(None, shown[:_SHOWN]))}等{len(shown)}处", what): words[
            what
        ]
        for what, shown in places.items()
    }


def _write(place: str, what: str, words: Iterable[str]) -> str:
    quoted = "、".join(f"“{word}”" for word in dict.fromkeys(filter(None, words)))
    return f"{f'{place}：' if place else ''}{what.removesuffix('。')}{f'：{quoted}' if quoted else '。'}"
