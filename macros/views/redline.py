"""Two texts as one, with what went and what came: by words, so that whole Chinese words are seen to change."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from macros.words.differences import find_differences

if TYPE_CHECKING:
    from jieba import Tokenizer

#: A shorter piece between two changes that stayed the same counts as changed too: a redline in splinters is unreadable.
_SPLINTER = 2


class SegmentKind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Segment:
    kind: SegmentKind
    text: str


@lru_cache(maxsize=100_000)
def build_redline(was: str, now: str) -> tuple[Segment, ...]:
    """Segments in reading order, never two of one kind in a row; what went stands before what came in its place.

    Without the new ones they spell `was`, without those that went `now`.
    """
    old, new = _split(was), _split(now)
    pieces: list[tuple[str, str]] = []  # (gone, new); equal for what stayed
    for operation, i, j, k, m in find_differences(old, new):
        gone, came = "".join(old[i:j]), "".join(new[k:m])
        is_splinter = operation == "equal" and len(gone) < _SPLINTER and gone not in ("\n", "，", "。", "；", "、")
        is_inside = pieces and j < len(old) and m < len(new)
        if pieces and pieces[-1][0] != pieces[-1][1] and (operation != "equal" or (is_splinter and is_inside)):
            pieces[-1] = (pieces[-1][0] + gone, pieces[-1][1] + came)
        else:
            pieces.append((gone, came))
    segments = []
    for gone, came in pieces:
        if gone == came:
            segments.append(Segment(SegmentKind.SAME, gone))
        else:
            segments += [Segment(SegmentKind.GONE, gone)] if gone else []
            segments += [Segment(SegmentKind.NEW, came)] if came else []
    return tuple(segments)


def _split(text: str) -> list[str]:
    return list(_tokenizer().cut(text, HMM=False))


@cache
def _tokenizer() -> Tokenizer:
    """One of our own: the words that search adds to the shared one must not move our cuts."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()
