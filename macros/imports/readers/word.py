"""Word documents (.docx): paragraphs and tables in their order, with the merges that the file says.

It reads the file's own XML (ECMA-376, part 1, 17.3 and 17.4), since what matters here is what libraries leave out:
tracked changes, text boxes, automatic numbers, nested tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

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
from macros.imports.readers.word_numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_word(path: Path) -> Document:
    """Raises UnreadableError."""
    with Package(path, "docx") as package:
        root = package.parse("word/document.xml")
        if root is None:
            raise UnreadableError("这不是 Word 文件（里面没有正文），请另存为 .docx 再试。")
        numbering = Numbering(package.parse("word/numbering.xml"), package.parse("word/styles.xml"))
        reader = _Reader(numbering)
        body = root.find(f"{W}body")
        if body is not None:
            reader.read_blocks(body)
        document = reader.document
        for name in sorted(package.names):
            if name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments")):
                part = package.parse(name)
                text = squeeze("".join(_list_words(part))) if part is not None else ""
                if text:
                    kind = {"h": "页眉", "c": "批注", "e": "尾注"}.get(name[5], "脚注" if "notes" in name else "页脚")
                    document.asides.append(f"{kind}不属于表格，没有导入：“{text}”")
    return document


def _list_words(element: Any) -> Iterator[str]:
    return (part.text or "" for part in element.iter(f"{W}t"))


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self.document = Document()
        self._numbering = numbering
        self._tables = 0

    def read_blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                if text := self._read_paragraph(element):
                    self.document.blocks.append(Paragraph(text))
            elif element.tag == f"{W}tbl":
                self._tables += 1
                self.document.blocks.append(self._read_table(element))
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                self.read_blocks(element)

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
            words = squeeze("".join(part.text or "" for part in element.iter(f"{W}t", f"{W}delText")))
            self.document.asides.append(f"{place}是修订里删除的行，没有导入：“{words}”")
            return [], merged
        cells: list[Cell] = []
        going_on: set[int] = set()
        column = _read_number(element.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in islice(_walk_cells(element), MOST_COLUMNS + 1):
            span = max(1, _read_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
            prove_place(place, column + span)
            text = self._read_cell(cell, place)
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

    def _read_cell(self, element: Any, place: str) -> str:
        texts = []
        for child in element:
            if child.tag == f"{W}p":
                texts.append(self._read_paragraph(child))
            elif child.tag == f"{W}tbl":
                self.document.asides.append(f"{place}的格里还有一张表，文字照顺序并进这一格，请核对。")
                for row in _walk_rows(child):
                    texts += [self._read_cell(cell, place) for cell in _walk_cells(row)]
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
                texts.append(self._read_cell(child, place))
        return clean("\n".join(texts))

    def _read_paragraph(self, element: Any) -> str:
        number = self._numbering.next_number(element)
        return clean(number + "".join(self._walk_runs(element)))

    def _walk_runs(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in _WORDS:
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{W}r" and _is_on(child.find(f"{W}rPr/{W}vanish")):
                if words := squeeze("".join(_list_words(child))):
                    self.document.asides.append(f"隐藏的文字没有导入：“{words}”")
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                if child.tag in _APART:
                    self._tell_apart(child)
                if child.tag not in _LEFT_OUT:
                    yield from self._walk_runs(child)

    def _tell_apart(self, element: Any) -> None:
        """Parts that are not simply words of the paragraph; one inside another has been reported with it."""
        if next(element.iterancestors(element.tag), None) is not None:
            return
        words = squeeze("".join(part.text or "" for part in element.iter(f"{W}t", f"{W}delText")))
        if element.tag == f"{W}sym":
            words = element.get(f"{W}char", "")
        is_accepted = element.tag in _ACCEPTED
        if words:
            told = self.document.decisions if is_accepted else self.document.asides
            told.append(f"{_APART[element.tag]}：“{words}”")
        if words and is_accepted and _UNSETTLED not in self.document.asides:
            self.document.asides.append(_UNSETTLED)


#: Words, and those of formulas.
_WORDS = frozenset({f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
#: What stands for a character.
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_SILENT = frozenset({_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}instrText"})
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}sym"})
_ACCEPTED = frozenset({f"{W}ins", f"{W}moveTo"})
_UNSETTLED = "文件里有还没有接受的修订，增加的文字都按已接受导入，逐处列在下面；请核对这份文件是不是定稿。"
_APART = {
    f"{W}del": "修订里删除的文字没有导入",
    f"{W}moveFrom": "修订里移走的文字没有导入",
    f"{W}ins": "修订里增加的文字按已接受导入",
    f"{W}moveTo": "修订里移来的文字按已接受导入",
    f"{W}txbxContent": "文本框不属于表格，没有导入",
    f"{W}sym": "有一个符号字体里的字符认不出来，请对照原文补上，它的编码是",
}


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


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _is_rest(merge: Any) -> bool:
    """Whether a mark of merged cells says that its cell goes on with another."""
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _read_number(element: Any, default: int, *, name: str = "val") -> int:
    value = element.get(f"{W}{name}", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
