"""A page as a document: its outermost tables and the text around them."""

from __future__ import annotations

import re
from typing import Any

import lxml.html

from macros.imports.readers.document import Document, Paragraph, Table, UnreadableError, clean, squeeze
from macros.imports.readers.html.findings import Findings
from macros.imports.readers.html.grid import Rows, gather_lines
from macros.imports.readers.html.looks import Looks, is_hidden
from macros.imports.readers.html.words import Piece, State, WordReader
from macros.imports.table.heads import find_head

#: Of a web page: elements take a hundred times their length in memory, and Python follows so many levels.
_MOST_ELEMENTS, _DEEPEST = 400_000, 200
#: Rows among which the head of a plan is looked for, with one more, and so many pieces of the words of a cell.
_FIRST_ROWS, _FIRST_WORDS = 31, 100
#: Elements without an end that the library takes for open ones; they show nothing.
_EMPTY = re.compile(r"</?(?:wbr|source|track)\b[^<>]*>", re.IGNORECASE)
_EMBED = re.compile(r"<embed\b[^<>]*>", re.IGNORECASE)


def read_html(text: str) -> Document:
    """Outermost tables and the text around them. Raises UnreadableError."""
    if text.count("<") > _MOST_ELEMENTS:
        raise UnreadableError(f"网页里的标签超过{_MOST_ELEMENTS // 10_000}万个，太大了，不像计划表；请只留下表格再试。")
    try:
        root = lxml.html.document_fromstring(_EMBED.sub(r"\g<0></embed>", _EMPTY.sub("", text)))
    except (lxml.etree.ParserError, ValueError) as error:
        raise UnreadableError("这不是完整的网页文件。") from error
    _check_depth(root)
    looks = Looks(root)
    return _PageReader(root, looks, _find_layout(root, looks)).read()


def _check_depth(root: Any) -> None:
    """Raises UnreadableError for a page of more levels than Python follows."""
    depth = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise UnreadableError(f"网页里的标签套了{_DEEPEST}层以上，读不出来；请用浏览器或 Word 打开，另存一份再试。")


class _PageReader:
    def __init__(self, root: Any, looks: Looks, layout: set[Any]) -> None:
        """`layout`: tables that only hold the page together."""
        self._root, self._looks, self._layout = root, looks, layout
        self._findings = Findings()
        self._words = WordReader(looks, self._findings, self._read_table)
        self._document = Document()
        self._paragraph: list[str] = []
        self._tables = 0

    def read(self) -> Document:
        for piece in self._words.walk(self._root, State(is_page=True)):
            if isinstance(piece, Table):
                self._end_paragraph()
                self._document.blocks.append(piece)
            else:
                self._paragraph.append(piece)
                self._words.say(piece)
        self._end_paragraph()
        self._report_title()
        self._findings.write(self._document)
        self._document.unread += self._looks.unread
        self._document.asides += self._looks.asides
        return self._document

    def _end_paragraph(self) -> None:
        if text := clean("".join(self._paragraph)):
            self._document.blocks += [Paragraph(line) for line in text.split("\n")]
        self._paragraph.clear()

    def _report_title(self) -> None:
        """The title that a browser shows above the page, unless the page says it too."""
        title = squeeze(self._root.findtext(".//title") or "")
        if title and title not in squeeze("".join(self._document.walk_texts())):
            self._findings.decide("", "网页的标题没有导入", title)

    def _read_table(self, element: Any) -> list[Piece] | None:
        if element in self._layout:
            return None
        self._tables += 1
        place = f"第{self._tables}张表"
        lines, strays = gather_lines(element)
        reader = WordReader(self._looks, self._findings, self._read_table)

        def read_cell(cell: Any, at: str) -> str:
            if next((table for table in cell.iter("table") if not is_hidden(self._looks.of(table))), None) is not None:
                told = f"{at}的格里还有一张表，文字照顺序并进这一格，请核对。"
                self._document.asides.append(told)
            return reader.read_cell(cell, at)

        rows = tuple(Rows(self._looks, self._findings, place, read_cell).walk(lines, None))
        above: list[Piece] = [words for stray in strays if (words := self._read_stray(reader, stray, place))]
        return [*above, "\n", Table(place, rows, has_merges=True)]

    def _read_stray(self, reader: WordReader, stray: Any, place: str) -> str:
        holder = lxml.html.Element("div")
        if isinstance(stray, str):
            holder.text = stray
        else:
            stray.tail = None  # one of the texts
            holder.append(stray)
        return f"\n{reader.read_cell(holder, f'{place}上方')}\n"


def _find_layout(root: Any, looks: Looks) -> set[Any]:
    """Tables that only hold the page together: a plan's is inside, and they are none themselves."""
    plans = [table for table in root.iter("table") if find_head(_read_beginning(table, looks))]
    return {above for plan in plans for above in plan.iterancestors("table")} - set(plans)


def _read_beginning(element: Any, looks: Looks) -> Table:
    """So much of a table as may hold a head: the first words of its first rows."""
    findings = Findings()
    reader = WordReader(looks, findings, lambda _: None)
    rows = Rows(looks, findings, "", lambda cell, place: reader.read_cell(cell, place, _FIRST_WORDS))
    return Table("", tuple(rows.walk(gather_lines(element).lines, _FIRST_ROWS)), has_merges=True)
