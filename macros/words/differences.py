"""Differences of two texts, found in a time that has an end: difflib's grows with the square of their length, and beyond."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from macros.store.limits import MOST_PAIRS

#: As difflib says it: what is done, from where to where in the first text, and in the second.
Operation = tuple[str, int, int, int, int]


def find_differences(was: Sequence[str], now: Sequence[str]) -> list[Operation]:
    """The steps that make `now` of `was`. Of texts too long to compare, all between their common beginning and end is one change."""
    if len(was) * len(now) <= MOST_PAIRS:
        return list(difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes())
    start = _count_common(was, now)
    end = _count_common(was[start:][::-1], now[start:][::-1])
    old, new = len(was) - end, len(now) - end
    middle = "replace" if start < old and start < new else "delete" if start < old else "insert"
    operations = [
        ("equal", 0, start, 0, start),
        (middle, start, old, start, new),
        ("equal", old, len(was), new, len(now)),
    ]
    return [item for item in operations if item[1] < item[2] or item[3] < item[4]]


def _count_common(was: Sequence[str], now: Sequence[str]) -> int:
    """The length of the common beginning."""
    differing = (number for number, (old, new) in enumerate(zip(was, now, strict=False)) if old != new)
    return next(differing, min(len(was), len(now)))


def measure_likeness(matcher: difflib.SequenceMatcher[str], pairs: int) -> float:
    """difflib's ratio of the matcher's two texts; of texts too long to compare, that of the characters they share."""
    return matcher.ratio() if pairs <= MOST_PAIRS else matcher.quick_ratio()
