"""Blocks of cells, and the ways in which they can be read as lines."""

from __future__ import annotations

from dataclasses import dataclass

from macros.imports.readers.document import squeeze


@dataclass(frozen=True)
class Block:
    """Cells that stand together; a loose one has no cell of its own, it goes on with the cell above or stands between."""

    number: int
    texts: tuple[str, ...]
    is_loose: bool = False

    @property
    def squeezed(self) -> list[str]:
        return [squeeze(text) for text in self.texts]


@dataclass(frozen=True)
class AlignedRow:
    """One text for each column; `shared` are columns over which one cell goes."""

    number: int
    texts: tuple[str, ...]
    shared: tuple[int, ...] = ()


@dataclass(frozen=True)
class AlignedText:
    """A text between the rows: a heading, or else a note."""

    number: int
    text: str
    is_heading: bool


@dataclass(frozen=True)
class Joint:
    """The meeting of two blocks in one row: at a new cell, or in the middle of one."""

    before: str
    after: str
    column: int | None  # of the cell that goes on
    is_whole: bool = False  # what comes after has all cells of a row


@dataclass(frozen=True)
class Reading:
    cost: float
    length: int  # in blocks
    found: AlignedRow | AlignedText | None  # nothing, if all cells are empty
    joints: tuple[Joint, ...] = ()
    missing: int = 0  # cells that the row has not, and no merge explains
    extra: tuple[str, ...] = ()  # cells that no column takes, or that say the heading again
