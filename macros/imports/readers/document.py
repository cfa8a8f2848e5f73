"""A document that is handed in, as tables and the paragraphs around them: readers make it, table/ reads it.

Readers keep every character that the document shows; the rest of a format (deleted text, headers) is reported in
`asides`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros.store.disk import describe
from macros.store.unseen import CONTROLS, JOINERS, NOBODYS, WIDE_SPACES, replace_unassigned

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # those of Word, of pages and of Unicode
_JOINERS, _WIDE_SPACES = re.compile(f"[{CONTROLS}{JOINERS}]"), re.compile(f"[{WIDE_SPACES}]")
_NOBODYS = re.compile(f"[{NOBODYS}]")
#: Stands for a character that only the font of the document shows (a symbol of Word's) or that is damaged: a reader sees
#: that something is there, and the report asks.
UNKNOWN = "□"


#: Of all tables together, and of one row. The largest plan that we know has 451 rows; more would take minutes to check.
MOST_ROWS, MOST_COLUMNS = 3_000, 60
#: Paragraphs and tables of a document: a long report has three thousand.
_MOST_BLOCKS = 30_000
#: Columns of a grid: each of so many cells may end at a place of its own in some rows.
_WIDEST_GRID = 1_000


class UnreadableError(Exception):
    """Why a file cannot be read; the message is Chinese and complete in itself."""


@dataclass(frozen=True)
class Cell:
    """One printed cell; `column` from 0, `columns` wide. `is_above` if it goes on from the row above (then it has no text)."""

    text: str  # paragraphs joined by "\n"
    column: int
    columns: int = 1
    is_above: bool = False

    @property
    def squeezed(self) -> str:
        return squeeze(self.text)


@dataclass(frozen=True)
class Row:
    """`is_loose`: a text between two rows that has no cell of its own, so that it may be the rest of the cell above."""

    number: int  # in its table, from 1, as a person would count
    cells: tuple[Cell, ...]
    is_loose: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell.squeezed for cell in self.cells)

    def is_beyond(self, width: int) -> bool:
        """Whether all of its text stands to the right of so many columns."""
        return not self.is_blank and all(cell.column >= width for cell in self.cells if cell.squeezed or cell.is_above)


@dataclass(frozen=True)
class Table:
    """`has_merges`: an empty cell is empty, and merged cells say so. Otherwise an empty cell may be merged with the one
    above, and a short row may have cells merged side by side. `may_go_on`: without a head of its own it may be the rest of
    the table before, after the end of a page. `is_padded`: it says nothing of merges, and every row has a cell for every
    column, so that one merged with the cell to its left is empty too. `widths`: of the columns of its grid, where the file says them.
    """

    place: str  # “第1张表”
    rows: tuple[Row, ...]
    has_merges: bool
    may_go_on: bool = True
    is_padded: bool = False
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass
class Document:
    """Tables and paragraphs in their order. Sentences for the report: `unread` is what people see in the file and the
    reader could not read, so that the plan lacks it; `asides` are what else the file holds, for a person to look at;
    `decisions` what the reader did with it.
    """

    blocks: list[Table | Paragraph] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)  # numbers of pages that stand between rows

    def prove_size(self) -> None:
        """Raise UnreadableError for a document of more than any plan has."""
        check_size("各张表合起来", sum(len(block.rows) for block in self.blocks if isinstance(block, Table)), 0)
        if len(self.blocks) > _MOST_BLOCKS:
            raise UnreadableError(
                f"文件里的段落和表格超过{_MOST_BLOCKS // 10_000}万个，太大了，不像计划；请只留下计划再试。"
            )

    def walk_texts(self) -> Iterator[str]:
        """Every printed text."""
        yield from self.pages
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row.cells)


def check_size(place: str, rows: int, columns: int) -> None:
    """Of one table. Raises UnreadableError."""
    size = f"超过{MOST_ROWS}行" if rows > MOST_ROWS else f"有{columns}格并排" if columns > MOST_COLUMNS else None
    if size:
        raise UnreadableError(f"{place}{size}，太大了，不像计划表；请删去多余的行和栏。")


def prove_place(place: str, column: int) -> None:
    """Raise UnreadableError for a cell that no table of a plan reaches: a column of the grid is a line that some cell ends at."""
    if column > _WIDEST_GRID:
        raise UnreadableError(f"{place}有一格排到第{column}列，太宽了，不像计划表；请打开另存一份再试。")


def squeeze(text: str) -> str:
    """A text without spaces and line ends: what is compared and counted."""
    return "".join(text.split())


def join_lines(text: str) -> str:
    """One line: what a narrow cell wrapped stands together again."""
    return "".join(line.strip() for line in text.split("\n"))


def prove_file(path: Path) -> None:
    """Raise UnreadableError unless this is a file: a pipe or a device would never end."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UnreadableError("找不到这个文件。") from None
    except OSError as error:
        raise UnreadableError(f"文件打不开：{describe(error)}。") from None
    if not stat.S_ISREG(mode):
        raise UnreadableError("这是文件夹，不是文件。" if stat.S_ISDIR(mode) else "这不是文件，读不出来。")


def clean(text: str) -> str:
    """Lines without spaces at their ends, without blank lines and without what cannot be seen."""
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = _JOINERS.sub("", _WIDE_SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
    known = replace_unassigned(_NOBODYS.sub(UNKNOWN, seen), UNKNOWN)
    return "\n".join(line for part in known.split("\n") if (line := part.strip()))


def create_row(number: int, cells: list[str]) -> Row:
    """A row of cells side by side, none of them merged."""
    return Row(number, tuple(Cell(cell, column) for column, cell in enumerate(cells)))
