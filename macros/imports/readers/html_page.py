"""Web pages: outermost tables and the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import lxml.html

from macros.imports.readers.document import (
    MOST_COLUMNS,
    Cell,
    Document,
    Paragraph,
    Row,
    Table,
    UnreadableError,
    check_size,
    clean,
)
from macros.imports.table.heads import find_head

#: Of a web page: elements take a hundred times their length in memory, and Python follows so many levels.
_MOST_ELEMENTS, _DEEPEST = 400_000, 200
#: Rows among which the head of a plan is looked for, with one more, and so many pieces of the words of a cell.
_FIRST_ROWS, _FIRST_WORDS = 31, 100


_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "ul",
        "ol",
        "table",
    ]
)


def read_html(text: str) -> Document:
    """Outermost tables and the text around them. Raises UnreadableError."""
    if text.count("<") > _MOST_ELEMENTS:
        raise UnreadableError(f"网页里的标签超过{_MOST_ELEMENTS // 10_000}万个，太大了，不像计划表；请只留下表格再试。")
    try:
        root = lxml.html.document_fromstring(text)
    except (lxml.etree.ParserError, ValueError) as error:
        raise UnreadableError("这不是完整的网页文件。") from error
    for element in list(root.iter("script", "style", "head", "noscript", "template")):
        element.drop_tree()
    _check_depth(root)
    reader = _HtmlReader(_find_layout(root))
    reader.read(root)
    reader.end_paragraph()
    return reader.document


def _check_depth(root: Any) -> None:
    """Raises UnreadableError for a page of more levels than Python follows."""
    depth = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise UnreadableError(f"网页里的标签套了{_DEEPEST}层以上，读不出来；请用浏览器或 Word 打开，另存一份再试。")


class _HtmlReader:
    def __init__(self, layout: set[Any]) -> None:
        """`layout`: tables that only hold the page together."""
        self._layout = layout
        self.document = Document()
        self._words: list[str] = []
        self._tables = 0

    def end_paragraph(self) -> None:
        if text := clean("".join(self._words)):
            self.document.blocks += [Paragraph(line) for line in text.split("\n")]
        self._words.clear()

    def read(self, element: Any) -> None:
        if element.tag == "table" and element not in self._layout:
            self.end_paragraph()
            self._tables += 1
            self.document.blocks.append(_read_html_table(element, f"第{self._tables}张表", self.document))
        elif isinstance(element.tag, str):  # else a comment
            edge = "\n" if element.tag in _BLOCKS or element.tag in ("td", "th") else ""
            self._words += [edge, _flow(element.text)]
            for child in element:
                self.read(child)
            self._words.append(edge)
        self._words.append(_flow(element.tail))


def _find_layout(root: Any) -> set[Any]:
    """Tables that only hold the page together: a plan's is inside, and they are none themselves."""
    plans = [table for table in root.iter("table") if find_head(_read_beginning(table))]
    return {above for plan in plans for above in plan.iterancestors("table")} - set(plans)


def _read_beginning(element: Any) -> Table:
    """So much of a table as may hold a head: the first words of its first rows."""
    return _read_html_table(element, "", Document(), most_rows=_FIRST_ROWS, most_words=_FIRST_WORDS)


def _flow(text: str | None) -> str:
    """Text of HTML, where a line end in the file is a space, and nothing between Chinese characters."""
    joined = re.sub(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])", "", (text or "").replace("\xa0", " "))
    return re.sub(r"\s+", " ", joined)


def _read_html_table(
    element: Any, place: str, document: Document, *, most_rows: int | None = None, most_words: int | None = None
) -> Table:
    """A table with its merges; of its cells' words no more than `most_words` pieces."""
    spans: dict[int, tuple[int, int]] = {}  # column -> rows still covered, width
    rows = []
    for number, line in enumerate(islice(_walk_own(element, "tr"), most_rows), 1):
        check_size(place, number, 0)
        cells: list[Cell] = []
        column = 0

        def take_covered(cells: list[Cell], column: int) -> int:
            while column in spans:
                left, width = spans[column]
                cells.append(Cell("", column, width, is_above=True))
                if left > 1:
                    spans[column] = left - 1, width
                else:
                    del spans[column]
                column += width
            return column

        for item in _walk_own(line, "td", "th"):
            column = take_covered(cells, column)
            width, height = (min(_read_span(item.get(name)), MOST_COLUMNS) for name in ("colspan", "rowspan"))
            check_size(f"{place}第{number}行", 0, len(cells) + 1)
            if next(item.iter("table"), None) is not None:
                document.asides.append(f"{place}第{number}行的格里还有一张表，文字照顺序并进这一格，请核对。")
            cells.append(Cell(clean("".join(islice(_walk_html_words(item), most_words))), column, width))
            if height > 1:
                spans[column] = height - 1, width
            column += width
        take_covered(cells, column)
        rows.append(Row(number, tuple(cells)))
    return Table(place, tuple(rows), has_merges=True)


def _walk_own(element: Any, *tags: str) -> Iterator[Any]:
    """Descendants with a tag that stand in no table of their own, and not one in another."""
    walk = lxml.etree.iterwalk(element, events=("start",))
    next(walk)
    for _, child in walk:
        if child.tag in tags:
            yield child
        if child.tag in tags or child.tag == "table":
            walk.skip_subtree()


def _read_span(value: str | None) -> int:
    return max(1, int(value)) if value and value.isdecimal() and len(value) < 5 else 1


def _walk_html_words(element: Any) -> Iterator[str]:
    """The texts in an element, in their order, with a line end where a block begins or ends."""
    for event, child in lxml.etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        is_edge = child is not element and child.tag in _BLOCKS
        if event == "start":
            yield from ["\n"] * is_edge
            yield _flow(child.text)
            continue
        yield from ["\n"] * (is_edge and event == "end")
        if child is not element:
            yield _flow(child.tail)
