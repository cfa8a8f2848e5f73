"""Paragraphs and tables in their order, through everything that may stand around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.imports.readers.word.chunks import describe_chunk
from macros.imports.readers.word.context import Context
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import M, R, W
from macros.imports.readers.word.paragraphs import ParagraphReader
from macros.imports.readers.word.parts import WordParts
from macros.imports.readers.word.runs import RunReader

_ALONE = frozenset({f"{M}oMathPara", f"{M}oMath", f"{W}r"})  # without a paragraph


class BlockReader:
    """Walks the body, or a cell."""

    def __init__(self, parts: WordParts, runs: RunReader, paragraphs: ParagraphReader, findings: Findings) -> None:
        self._parts, self._runs, self._findings = parts, runs, findings
        self.paragraphs = paragraphs

    def walk(self, parent: Any, context: Context) -> Iterator[tuple[Any, Context]]:
        """Paragraphs and tables; what is neither is reported."""
        for child in parent if parent is not None else ():
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child, context
            elif (inside := self._runs.enter(child, context)) is not None:
                yield from self.walk(*inside)
            elif child.tag in _ALONE:
                yield _wrap(child), context
            elif child.tag == f"{W}altChunk":
                name, words = describe_chunk(self._parts, child.get(f"{R}id", ""))
                self._findings.miss(f"嵌着另一个文件（{name}），没有导入", words)
            else:
                self._runs.tell_other(child)


def _wrap(element: Any) -> Any:
    """A paragraph of its own around an element that stands in none."""
    paragraph = element.makeelement(f"{W}p")
    paragraph.append(element)
    return paragraph
