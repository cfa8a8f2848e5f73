"""Excel workbooks, CSV files, HTML pages, and the text form in which each cell begins with a tab."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html

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
    squeeze,
)
from macros.imports.readers.workbook import open_workbook
from macros.imports.table.heads import find_head

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LARGEST_TEXT = 8_000_000  # bytes: a hundred times a plan's table as a web page
#: Of a web page: elements take a hundred times their length in memory, and Python follows so many levels.
_MOST_ELEMENTS, _DEEPEST = 400_000, 200
#: What a word processor's converter leaves in a text; nobody printed it.
_MARK = re.compile(r"\[bookmark: [^\[\]\n]*\]")
_PAGE = re.compile(r"[-—–－]*第?\d{1,3}页?(?:[/共]\d{1,3}页?)?[-—–－]*")
#: What stands above a table of its own.
_CAPTION = re.compile(r"附[件表]?\s*[\d一二三四五六七八九十]+|(?:表|专栏)\s*[\d一二三四五六七八九十]+")
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


def read_excel(path: Path) -> Document:
    """Every sheet that has text is a table. Raises UnreadableError."""
    document = Document()
    book, formulas = open_workbook(path, is_calculated=True), open_workbook(path)
    for sheet in book.worksheets:
        check_size(f"工作表“{sheet.title}”", sheet.max_row, sheet.max_column)
        document.asides += _tell_hidden(sheet)
        areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {
            (row, column): area
            for area in areas.values()
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        rows = []
        for line in sheet.iter_rows():
            cells: list[Cell] = []
            for item in line:
                area = covered.get((item.row, item.column))
                if area is not None and item.column != area.min_col:
                    continue
                columns = area.max_col - area.min_col + 1 if area is not None else 1
                is_above = area is not None and item.row != area.min_row
                if formulas[sheet.title].cell(item.row, item.column).data_type == "f" and item.value is None:
                    place = f"工作表“{sheet.title}”的 {item.coordinate}"
                    document.asides.append(f"{place}是公式，文件里没有存下结果，请打开另存一份再导入。")
                cells.append(Cell("" if is_above else _read_value(item.value), item.column - 1, columns, is_above))
            rows.append(Row(line[0].row, tuple(cells)))
        if any(not row.is_blank for row in rows):
            document.blocks.append(Table(f"工作表“{sheet.title}”", tuple(rows), has_merges=True, may_go_on=False))
    return document


def _tell_hidden(sheet: Worksheet) -> list[str]:
    """What who opens the workbook does not see; it is read all the same, and a person decides."""
    place = f"工作表“{sheet.title}”"
    hidden = [f"{place}是隐藏的"] if sheet.sheet_state != "visible" else []
    hidden += [f"{place}第{number}行是隐藏的" for number, row in sorted(sheet.row_dimensions.items()) if row.hidden]
    hidden += [f"{place}{name}栏是隐藏的" for name, column in sorted(sheet.column_dimensions.items()) if column.hidden]
    return [f"{words}，里面的内容也导入了，请核对。" for words in hidden]


def _read_value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value).replace("_x000D_", ""))


def read_text_file(path: Path) -> str:
    """A text file in the encodings that are met: UTF-8, UTF-16 with its mark, GB 18030. Raises UnreadableError."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("这不是文件，读不出来。")
        with path.open("rb") as file:
            content = file.read(_LARGEST_TEXT + 1)
        if len(content) > _LARGEST_TEXT:
            raise UnreadableError(f"文件超过{_LARGEST_TEXT // 1_000_000}MB，不读。")
    except FileNotFoundError:
        raise UnreadableError("找不到这个文件。") from None
    except OSError:
        raise UnreadableError("文件打不开，请看看有没有读取的权限。") from None
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableError("认不出文件的文字编码，请另存为 UTF-8 再试。")


def read_titles(path: Path) -> dict[str, str]:
    """Printed heads of the columns of our own CSV, from the description that stands beside it; {} where there is none."""
    package = path.with_name("datapackage.json")
    if not package.is_file():
        return {}
    try:
        resources = json.loads(read_text_file(package))["resources"]
        fields = [field for item in resources if item["path"] == path.name for field in item["schema"]["fields"]]
        return {field["name"]: field["title"] for field in fields}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError("旁边的 datapackage.json 读不出来，请删掉，或者和 CSV 一起重新下载。") from error


def read_csv(text: str, titles: dict[str, str]) -> Document:
    """One table; `titles` stand in for the names of its first line. Raises UnreadableError."""
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        lines = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), MOST_ROWS + 1))
    except csv.Error as error:
        if "limit" in str(error):
            raise UnreadableError("CSV 有一格太长了，多半是引号不成对。") from error
        raise UnreadableError(f"CSV 的引号或分隔号不成对：{error}。") from error
    check_size("CSV 表", len(lines), max(map(len, lines), default=0))
    if lines:
        lines[0] = [titles.get(name, name) for name in lines[0]]
    width = max(map(len, lines), default=0)  # programs leave out the empty cells at the end of a line
    rows = [
        _create_row(number, [clean(_strip_guard(cell)) for cell in [*line, *[""] * (width - len(line))]])
        for number, line in enumerate(lines, 1)
        if line
    ]
    return Document([Table("CSV 表", tuple(rows), has_merges=False, is_padded=True)])


def _strip_guard(cell: str) -> str:
    """A text without the quote that keeps spreadsheets from taking it for a formula (exports/csv_files writes it)."""
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


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
    reader = _HtmlReader()
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
    def __init__(self) -> None:
        self.document = Document()
        self._words: list[str] = []
        self._tables = 0

    def end_paragraph(self) -> None:
        if text := clean("".join(self._words)):
            self.document.blocks += [Paragraph(line) for line in text.split("\n")]
        self._words.clear()

    def read(self, element: Any) -> None:
        if element.tag == "table" and not _is_layout(element):
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


def _is_layout(element: Any) -> bool:
    """Whether a table only holds the page together: a plan's is inside, and it is none itself."""
    own, *inner = [find_head(_read_html_table(table, "", Document())) for table in element.iter("table")]
    return own is None and any(inner)


def _flow(text: str | None) -> str:
    """Text of HTML, where a line end in the file is a space, and nothing between Chinese characters."""
    joined = re.sub(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])", "", (text or "").replace("\xa0", " "))
    return re.sub(r"\s+", " ", joined)


def _read_html_table(element: Any, place: str, document: Document) -> Table:
    spans: dict[int, tuple[int, int]] = {}  # column -> rows still covered, width
    rows = []
    for number, line in enumerate(_walk_own(element, "tr"), 1):
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
            if next(item.iter("table"), None) is not None:
                document.asides.append(f"{place}第{number}行的格里还有一张表，文字照顺序并进这一格，请核对。")
            cells.append(Cell(clean("".join(_walk_html_words(item))), column, width))
            if height > 1:
                spans[column] = height - 1, width
            column += width
        take_covered(cells, column)
        rows.append(Row(number, tuple(cells)))
    return Table(place, tuple(rows), has_merges=True)


def _walk_own(element: Any, *tags: str) -> Iterator[Any]:
    """Descendants with a tag that stand in no table of their own."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag != "table" and isinstance(child.tag, str):
            yield from _walk_own(child, *tags)


def _read_span(value: str | None) -> int:
    return max(1, int(value)) if value and value.isdecimal() and len(value) < 5 else 1


def _walk_html_words(element: Any) -> Iterator[str]:
    yield _flow(element.text)
    for child in element:
        is_block = child.tag in _BLOCKS
        if is_block:
            yield "\n"
        if isinstance(child.tag, str):
            yield from _walk_html_words(child)
        if is_block:
            yield "\n"
        yield _flow(child.tail)


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
            rows.append(_create_row(len(rows) + 1, cells))
    _end_table(document, rows)
    return document


def _cut_blocks(text: str, document: Document) -> Iterator[tuple[list[str], list[str]]]:
    """What stands between empty lines: the lines before the first cell, and the cells. Numbers of pages go apart."""
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


def _create_row(number: int, cells: list[str]) -> Row:
    return Row(number, tuple(Cell(cell, column) for column, cell in enumerate(cells)))


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
    rows = [_create_row(number, cells) for number, cells in enumerate(filter(None, following), 1)][:2]
    return bool(rows) and (head := find_head(Table("", tuple(rows), has_merges=False))) is not None and not head.first
