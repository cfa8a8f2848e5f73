"""Cells of bodies that hold sentences: the names at their end are taken, the words are kept as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from macros.imports.names.unit_names import is_whole, split_cell
from macros.imports.readers.document import squeeze
from macros.store.limits import LONGEST_NAME

_NAMED = re.compile(r"[（(](?:牵头|主责|责任|负责|配合|协办|实施)(?:单位|部门)?[：:]([^（）()]+)[)）][。；;]?\s*$")
#: Characters of the longest words between two separators that may still be a name with its brackets.
_LONGEST = LONGEST_NAME // 2
_SENTENCE = re.compile(r"[。；;](?=.)|[，,].*[。]")


@dataclass(frozen=True)
class Prose:
    """`names` is the part of a cell that names bodies, "" where none can be told; `words` the whole cell."""

    names: str
    words: str


def find_prose(cell: str) -> Prose | None:
    """The sentences in a cell, None for one of names."""
    if match := _NAMED.search(cell):
        return Prose(match[1], cell) if squeeze(cell[: match.start()]) else None
    parts = [squeeze(part) for part in split_cell(cell)]
    is_long = any(len(part) > _LONGEST and not is_whole(re.sub("（[^（）]*）", "", part)) for part in parts)
    is_longest = any(len(re.sub("（[^（）]*）", "", part)) > LONGEST_NAME for part in parts)
    is_sentence = _SENTENCE.search(squeeze(cell)) is not None and len(squeeze(cell)) > _LONGEST
    return Prose("", cell) if is_long or is_longest or (is_sentence and not all(map(is_whole, parts))) else None
