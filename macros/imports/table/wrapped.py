"""Texts that carry a line end at every visual line, as copying from a PDF leaves them: one paragraph again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from macros.imports.readers.document import Cell, Document, Paragraph, Row, Table
from macros.imports.report import Report

#: After these a paragraph may end.
_ENDS = "。；：！？;:!?）)”"
#: How a new paragraph begins: the items of a list.
_ITEM = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]|[①-⑳]|[一二三四五六七八九十]是|第[一二三四五六七八九十]+|[-—·•●○◆■])"
)
#: A line of a text, not of names: as long as a cell is wide.
_SHORTEST = 10
#: Shares of line ends that are none of a paragraph, from which all of the document are taken for the page's.
_MOST = 0.6


def join_wrapped(document: Document, report: Report) -> None:
    """Join the lines of texts where most of a document's line ends are the page's; told once, and undone by nobody."""
    texts = [text for text in _walk_texts(document.blocks) if "\n" in text]
    ends = [_is_wrapped(before, after) for text in texts for before, after in _pair_lines(text)]
    if sum(ends) < 2 or sum(ends) < _MOST * len(ends):
        return
    document.blocks[:] = [_join_block(block) for block in document.blocks]
    report.decide("", f"文字在每一行的末尾都断开（多半是从 PDF 复制的），{sum(ends)}处接成了整段，请对照原文看分段。")


def _walk_texts(blocks: Iterable[Table | Paragraph]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells if _is_text(cell.text))


def _is_text(text: str) -> bool:
    """Whether a cell holds sentences: names of bodies are joined where they are read."""
    return any(sign in text for sign in "。；，") and max(map(len, text.split("\n"))) >= _SHORTEST


def _pair_lines(text: str) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    yield from pairwise(lines)


def _is_wrapped(before: str, after: str) -> bool:
    return len(before) >= _SHORTEST and before[-1] not in _ENDS and not _ITEM.match(after)


def _join_block(block: Table | Paragraph) -> Table | Paragraph:
    if isinstance(block, Paragraph):
        return block
    rows = tuple(Row(row.number, tuple(map(_join_cell, row.cells)), row.is_loose) for row in block.rows)
    return replace(block, rows=rows)


def _join_cell(cell: Cell) -> Cell:
    if not _is_text(cell.text):
        return cell
    joined = ""
    for line in cell.text.split("\n"):
        is_new = bool(joined) and not _is_wrapped(joined.rpartition("\n")[2], line)
        joined += f"\n{line}" if is_new else line
    return replace(cell, text=joined)
