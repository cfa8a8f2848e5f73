"""A document with plain letters in the place of those that only look like them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from macros.imports.readers.document import Document, Paragraph, Table
from macros.words.radicals import find_lookalikes, find_plain, write_plain


def use_plain_letters(document: Document) -> None:
    """Replace radicals and compatibility ideographs everywhere; each is told once."""
    found = Counter(letter for text in document.walk_texts() for letter in find_lookalikes(text))
    if not found:
        return
    document.blocks[:] = [_make_plain(block) for block in document.blocks]
    said = "、".join(f"“{letter}”换成“{find_plain(letter)}”{count}处" for letter, count in found.most_common())
    document.decisions.append(f"有的字是样子相同的部首或兼容字（多半是从 PDF 转换的），换成了通用的字：{said}。")


def _make_plain(block: Table | Paragraph) -> Table | Paragraph:
    if isinstance(block, Paragraph):
        return Paragraph(write_plain(block.text))
    rows = (
        replace(row, cells=tuple(replace(cell, text=write_plain(cell.text)) for cell in row.cells))
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))
