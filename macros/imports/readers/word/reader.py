"""The tables and paragraphs of a Word document, with the merges that the file says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from macros.imports.readers.document import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Document,
    Paragraph,
    Row,
    Table,
    UnreadableError,
    check_size,
    clean,
    prove_place,
    squeeze,
)
from macros.imports.readers.package import Package
from macros.imports.readers.parts import Parts
from macros.imports.readers.word.names import MC, W, is_on, make_transitional, read_words
from macros.imports.readers.word.numbering import Numbering
from macros.imports.readers.word.runs import RunReader
from macros.imports.readers.word.styles import Styles

#: Parts around the text, and what they are called.
_AROUND = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
#: What only holds paragraphs and tables together, and what stands among them without words.
_THROUGH = frozenset({f"{W}{name}" for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag")})
_SILENT = frozenset(
    f"{W}{name}"
    for name in [
        "sectPr",
        "tblPr",
        "tblGrid",
        "tblPrEx",
        "trPr",
        "tcPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "permStart",
        "permEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
    ]
)


def read_word(path: Path) -> Document:
    """Raises UnreadableError."""
    with Package(path, "docx") as package:
        parts = Parts(package)
        main = parts.find_main("word/document.xml")
        root = package.parse(main)
        if root is None:
            raise UnreadableError("这不是 Word 文件（里面没有正文），请另存为 .docx 再试。")
        around = _Around(package, parts, main)
        styles = Styles(around.parse("styles"))
        reader = _Reader(Numbering(around.parse("numbering"), styles), styles)
        body = make_transitional(root).find(f"{W}body")
        if body is not None:
            reader.read_blocks(body)
        reader.tell_formats()
        reader.document.asides += around.list_asides()
    return reader.document


class _Around:
    """The parts that a document is tied to, whatever they are called."""

    def __init__(self, package: Package, parts: Parts, main: str) -> None:
        self._package, self._parts, self._main = package, parts, main

    def parse(self, kind: str) -> Any:
        name = next(iter(self._parts.list_parts(self._main, kind)), f"word/{kind}.xml")
        root = self._package.parse(name)
        return make_transitional(root) if root is not None else None

    def list_asides(self) -> Iterator[str]:
        for kind, name in _AROUND.items():
            for part in dict.fromkeys(self._parts.list_parts(self._main, kind)):
                root = self._package.parse(part)
                if root is not None and (words := read_words(make_transitional(root))):
                    yield f"{name}不属于表格，没有导入：“{words}”"


class _Reader:
    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self.document = Document()
        self._numbering = numbering
        self._runs = RunReader(self.document, styles)
        self._tables = self._paragraphs = 0

    def tell_formats(self) -> None:
        for form in sorted(self._numbering.unknown):
            self.document.asides.append(f"自动编号的格式“{form}”认不出来，按 1、2、3 导入，请对照原文。")

    def read_blocks(self, parent: Any) -> None:
        for element in parent.iterchildren(etree.Element):
            if element.tag == f"{W}p":
                self._paragraphs += 1
                if text := self._read_paragraph(element, f"正文第{self._paragraphs}段"):
                    self.document.blocks.append(Paragraph(text))
            elif element.tag == f"{W}tbl":
                self._tables += 1
                self.document.blocks.append(self._read_table(element))
            elif (inside := self._find_inside(element, "正文")) is not None:
                self.read_blocks(inside)

    def _find_inside(self, element: Any, place: str) -> Any:
        """The element in which more of the same stands; None for one that has none, which is told if it should have."""
        if element.tag == f"{W}sdt":
            if is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")):
                words = read_words(element)
                self.document.asides.append(f"{place}有一个控件没有填，按空着导入；它的提示是“{words}”")
                return None
            return element
        if element.tag in _THROUGH:
            return element
        if element.tag == f"{MC}AlternateContent":
            choice = element.find(f"{MC}Choice")
            return choice if choice is not None else element.find(f"{MC}Fallback")
        if element.tag == f"{W}altChunk":
            self.document.unread.append(f"{place}嵌着另一份文件（altChunk），没有读；请用 Word 打开，另存一份再导入。")
        elif element.tag not in _SILENT:
            name, words = etree.QName(element).localname, read_words(element)
            self.document.unread.append(f"{place}有一处“{name}”读不懂，里面的文字没有导入：“{words}”")
        return None

    def _read_table(self, element: Any) -> Table:
        place = f"第{self._tables}张表"
        rows: list[Row] = []
        merged: set[int] = set()  # columns where a cell of the row above is merged with others
        for number, row in enumerate(islice(_walk_rows(element), MOST_ROWS + 1), 1):
            cells, merged = self._read_row(row, f"{place}第{number}行", merged)
            check_size(f"{place}第{number}行", 0, len(cells))
            rows.append(Row(number, tuple(cells)))
        check_size(place, len(rows), 0)
        widths = tuple(_read_number(column, 0, name="w") for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
        return Table(place, tuple(rows), has_merges=True, widths=widths if all(widths) else ())

    def _read_row(self, element: Any, place: str, merged: set[int]) -> tuple[list[Cell], set[int]]:
        """Its cells, and where they are merged with others above or below; `merged` says that of the row above."""
        if element.find(f"{W}trPr/{W}del") is not None:
            words = read_words(element)
            self.document.asides.append(f"{place}是修订里删除的行，没有导入：“{words}”")
            return [], merged
        cells: list[Cell] = []
        going_on: set[int] = set()
        column = _read_number(element.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in islice(_walk_cells(element), MOST_COLUMNS + 1):
            span = max(1, _read_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
            prove_place(place, column + span)
            text = self._read_filled(cell, f"{place}第{len(cells) + 1}格")
            if cells and _is_rest(cell.find(f"{W}tcPr/{W}hMerge")):  # an old way to merge side by side
                before = cells.pop()
                words = "\n".join(filter(None, (before.text, text)))
                cells.append(Cell(words, before.column, before.columns + span, before.is_above))
                column += span
                continue
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            is_above = _is_rest(merge)
            if is_above and text and column not in merged:  # some programs leave out where a merge begins
                is_above = False
            if is_above and text:
                self.document.asides.append(
                    f"{place}有一格和上面合并了，里面另有看不见的文字，没有导入：“{squeeze(text)}”"
                )
                text = ""
            if merge is not None:
                going_on.add(column)
            cells.append(Cell(text, column, span, is_above))
            column += span
        return cells, going_on

    def _read_filled(self, cell: Any, place: str) -> str:
        """The text of a cell; none where it only shows the prompt of the control around it."""
        control: Any = next(cell.iterancestors(f"{W}tbl", f"{W}sdt"), None)
        if control.tag == f"{W}sdt" and is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
            words = read_words(cell)
            self.document.asides.append(f"{place}有一个控件没有填，按空着导入；它的提示是“{words}”")
            return ""
        return self._read_cell(cell, place)

    def _read_cell(self, element: Any, place: str) -> str:
        texts = []
        for child in element.iterchildren(etree.Element):
            if child.tag == f"{W}p":
                texts.append(self._read_paragraph(child, place))
            elif child.tag == f"{W}tbl":
                self.document.asides.append(f"{place}的格里还有一张表，文字照顺序并进这一格，请核对。")
                for row in _walk_rows(child):
                    texts += [self._read_cell(cell, place) for cell in _walk_cells(row)]
            elif (inside := self._find_inside(child, place)) is not None:
                texts.append(self._read_cell(inside, place))
        return clean("\n".join(texts))

    def _read_paragraph(self, element: Any, place: str) -> str:
        number = self._numbering.next_number(element)
        return clean(number + self._runs.read(element, place))


def _walk_rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _walk_rows(child)


def _walk_cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _walk_cells(child)


def _is_rest(merge: Any) -> bool:
    """Whether a mark of merged cells says that its cell goes on with another."""
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _read_number(element: Any, default: int, *, name: str = "val") -> int:
    value = element.get(f"{W}{name}", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
