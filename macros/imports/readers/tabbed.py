"""The text form in which each cell begins with a tab, as plan/source/ has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.imports.readers.document import (
    Cell,
    Document,
    Paragraph,
    Row,
    Table,
    check_size,
    clean,
    create_row,
    squeeze,
)
from macros.imports.table.heads import find_head

if TYPE_CHECKING:
    pass


#: What a word processor's converter leaves in a text; it was never printed.
_MARK = re.compile(r"\[bookmark: [^\[\]\n]*\]")


_PAGE = re.compile(r"[-—–－]*第?\d{1,3}页?(?:[/共]\d{1,3}页?)?[-—–－]*")


#: What stands above a table of its own.
_CAPTION = re.compile(r"附[件表]?\s*[\d一二三四五六七八九十]+|(?:表|专栏)\s*[\d一二三四五六七八九十]+")


def read_tabbed(text: str) -> Document:
    """The form of plan/source/: a cell begins with a tab, a line without one goes on with the cell above, an empty line
    ends a row. What stands before the first cell and after the last are paragraphs; what stands between are loose rows,
    unless another table begins there.
    """
    document = Document()
    marks = _MARK.findall(text)
    if marks:
        document.decisions.append(f"去掉了转换软件留下的{len(marks)}处书签标记：{'、'.join(marks)}")
    rows: list[Row] = []
    blocks = list(_cut_blocks(_MARK.sub("", text), document))
    for at, (loose, cells) in enumerate(blocks):
        if loose and rows and not _begins_table(loose, [cells, *(after for _, after in blocks[at + 1 : at + 3])]):
            rows.append(Row(len(rows) + 1, (Cell("\n".join(loose), 0),), is_loose=True))
        elif loose:
            _end_table(document, rows)
            document.blocks += [Paragraph(line) for line in loose]
        if cells:
            rows.append(create_row(len(rows) + 1, cells))
    _end_table(document, rows)
    return document


def _cut_blocks(text: str, document: Document) -> Iterator[tuple[list[str], list[str]]]:
    """Blocks between empty lines: the lines before the first cell, and the cells. Numbers of pages go apart."""
    has_begun = False
    for block in re.split(r"\n[ \u3000]*(?:\n[ \u3000]*)+", text.replace("\f", "\n\n").strip("\n")):
        lines = block.split("\n")
        start = next((number for number, line in enumerate(lines) if line.startswith("\t")), len(lines))
        loose = [clean(line) for line in lines[:start] if squeeze(line)]
        pages = [line for line in loose if has_begun and _PAGE.fullmatch(squeeze(line))]
        if len(loose) > len(pages):  # a bare number among words is one of them
            pages = [line for line in pages if not line.isdecimal()]
        document.pages += pages
        cells = _read_cells(lines[start:])
        has_begun = has_begun or bool(cells)
        if cells or len(loose) > len(pages):
            yield [line for line in loose if line not in pages], cells


def _read_cells(lines: list[str]) -> list[str]:
    check_size("有一行", 1, sum(line.count("\t") for line in lines))
    cells: list[list[str]] = []
    for line in lines:
        if line.startswith("\t"):
            cells += [[cell] for cell in line[1:].split("\t")]
        else:
            cells[-1].append(line)
    return [clean("\n".join(cell)) for cell in cells]


def _end_table(document: Document, rows: list[Row]) -> None:
    after: list[Row] = []
    while rows and rows[-1].is_loose:
        after.insert(0, rows.pop())
    if rows:
        number = sum(isinstance(block, Table) for block in document.blocks) + 1
        document.blocks.append(Table(f"第{number}张表", tuple(rows), has_merges=False))
        rows.clear()
    document.blocks += [Paragraph(line) for row in after for line in row.cells[0].text.split("\n")]


def _begins_table(loose: list[str], following: list[list[str]]) -> bool:
    """Whether lines between two rows are above a table of its own: they say so, or its head comes next."""
    if any(_CAPTION.match(squeeze(line)) for line in loose):
        return True
    rows = [create_row(number, cells) for number, cells in enumerate(filter(None, following), 1)][:2]
    return bool(rows) and (head := find_head(Table("", tuple(rows), has_merges=False))) is not None and not head.first
