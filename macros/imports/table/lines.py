"""A document's tables to the lines of one plan: each with a text for every column, headings apart, repeated heads gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.imports.prose.title import TITLE
from macros.imports.readers.document import Document, Paragraph, Row, Table, UnreadableError, squeeze
from macros.imports.report import Report
from macros.imports.table.columns import Columns, join_heads
from macros.imports.table.grid import find_grid
from macros.imports.table.headings import Heading, TableTitle, find_table_titles
from macros.imports.table.heads import Head, Kind, count_head_rows, find_head
from macros.imports.table.line import Line, PlanLines, Slot
from macros.imports.table.rows import fit_rows, read_aligned, read_merged
from macros.imports.table.signs import HEADING, LONGEST_HEADING
from macros.imports.table.swapped import put_right
from macros.model import QuestionKind

#: Parts that were not read, of which the message names so many where no plan was found.
_MOST_UNREAD = 3


def read_lines(document: Document, report: Report) -> PlanLines:
    """Every line of every table that belongs to the plan. Raises UnreadableError where no table is one."""
    heads = {
        number: put_right(block, own, report) if (own := find_head(block)) else None
        for number, block in enumerate(document.blocks)
        if isinstance(block, Table)
    }
    first = next((number for number, head in heads.items() if head), None)
    head = heads.get(first) if first is not None else None
    if first is None or head is None:
        found = f"里面有{len(heads)}张表，" if heads else "里面没有表格，"
        unread = "".join(f"\n没有读的：{words}" for words in document.unread[:_MOST_UNREAD])
        raise UnreadableError(
            f"{found}没有找到计划表：表头要有工作措施（或任务、工作内容），还要有序号、时限、责任单位中的一种。{unread}"
        )
    is_ours = any(own.of(Kind.ID) for own in heads.values() if own)
    derived = {number for number, own in heads.items() if is_ours and own and own.names != head.names}
    heads |= dict.fromkeys(derived)  # our own files say the same again in other sheets
    before = [block.text for block in document.blocks[:first] if isinstance(block, Paragraph)]
    before += _read_titles(document.blocks[first], head)
    titles = find_table_titles(document.blocks, heads)
    report.added += [title.heading.text for title in titles.values() if not title.dropped]
    reader = _TablesReader(head, titles, report)
    if first in titles:
        before[:] = [text for text in before if text != titles[first].dropped]
        reader.lines.append(titles[first].heading)
    else:
        reader.lines += _take_headings(before)
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if number > first:
                reader.after.append(block.text)
        elif number < first or (heads[number] is None and not _goes_on(block, reader.head)):
            _drop_table(block, report, is_asked=not is_ours)
        else:
            reader.read(block, heads[number], number, is_first=number == first)
    return PlanLines(reader.joined_head, before, reader.after, reader.between, reader.list_lines())


class _TablesReader:
    """Reads the plan's tables one after the other, each by its own head, into lines under one head of all."""

    def __init__(self, head: Head, titles: Mapping[int, TableTitle], report: Report) -> None:
        self.head = head  # of the table that was read last
        self._first, self._titles, self._report = head, titles, report
        self._columns = Columns(list(head.columns))
        self._places = tuple(range(head.width))
        self.lines: list[Heading | tuple[Line, tuple[int, ...]]] = []
        self.after: list[str] = []
        self.between: list[str] = []

    @property
    def joined_head(self) -> Head:
        return join_heads(self._first, self._columns.columns)

    def read(self, table: Table, own: Head | None, number: int, *, is_first: bool) -> None:
        """`own` is the table's own head; without one it goes on with the table before. `number` is its place in the document."""
        title = self._titles.get(number)
        if title is not None and not is_first:
            self.after = [text for text in self.after if text != title.dropped]
        self.lines += _take_paragraphs(self.after, self._report)
        if title is not None and not is_first:
            self.lines.append(title.heading)
        if own is not None and not is_first:
            self._places = self._columns.take_in(own, table.place, self._report)
            self.head = own
        rows = _drop_heads(table, own, self.head, self._report, is_first=is_first, title=title)
        self.lines += [
            line if isinstance(line, Heading) else (line, self._places) for line in self._read_rows(table, rows, own)
        ]

    def _read_rows(self, table: Table, rows: list[Row], own: Head | None) -> Iterator[Line | Heading]:
        head, report = self.head, self._report
        if table.has_merges:
            grid = own.grid if own else find_grid(table, head.width)
            rows = fit_rows(table, rows, grid, head, report) if grid else rows
            return read_merged(table, rows, head, report, between=self.between, after=self.after)
        return read_aligned(table, rows, head, report, between=self.between, after=self.after)

    def list_lines(self) -> list[Line | Heading]:
        """The lines with a slot for every column of all tables."""
        width = len(self._columns.columns)
        return [line if isinstance(line, Heading) else _move_slots(*line, width) for line in self.lines]


def _move_slots(line: Line, places: tuple[int, ...], width: int) -> Line:
    slots = [Slot()] * width
    for place, slot in zip(places, line.slots, strict=True):
        slots[place] = slot
    return Line(line.place, tuple(slots), tuple(places[at] for at in line.shared))


def _drop_table(table: Table, report: Report, *, is_asked: bool) -> None:
    """Leave out a table that is none of the plan's; whether it is missing, a person says."""
    texts = "\n".join(cell.text for row in table.rows for cell in row.cells if cell.squeezed)
    report.drop(table.place, texts, "这张表的表头和计划表不一样，没有导入")
    first = next((row for row in table.rows if not row.is_blank), None)
    if first is not None and is_asked:
        words = "、".join(cell.squeezed for cell in first.cells if cell.squeezed)[:60]
        message = f"{table.place}（{words}）没有导入，共{len(table.rows)}行：表头里看不出措施。要写进计划吗？"
        report.ask_once(QuestionKind.PART, f"{table.place}（{words}）", message, place=table.place)


def _read_titles(block: Table | Paragraph, head: Head) -> list[str]:
    rows = block.rows[: head.first] if isinstance(block, Table) else ()
    return [cell.text for row in rows for cell in row.cells if cell.squeezed]


def _goes_on(table: Table, head: Head) -> bool:
    """Whether a table without a head of its own goes on with the one before: it has as many columns."""
    if not table.may_go_on or not table.rows:
        return False
    count = sum(len(row.cells) == head.width for row in table.rows)
    return max(_width(row) for row in table.rows) == head.width or 2 * count >= len(table.rows)


def _width(row: Row) -> int:
    return max((cell.column + cell.columns for cell in row.cells), default=0)


def _take_headings(before: list[str]) -> Iterator[Heading]:
    """Headings right above the first table: the plan's, as those between its tables are."""
    first = len(before)
    while first and _is_heading(before[first - 1]):
        first -= 1
    yield from [Heading("表格上方", text) for text in before[first:]]
    del before[first:]


def _is_heading(paragraph: str) -> bool:
    return HEADING.fullmatch(paragraph) is not None and len(paragraph) < LONGEST_HEADING


def _take_paragraphs(between: list[str], report: Report) -> Iterator[Heading]:
    """Paragraphs between two tables of the plan: headings are the plan's, the others stay outside."""
    for text in between:
        if _is_heading(text):
            yield Heading("两张表之间", text)
        else:
            report.drop("两张表之间", text, "表格外面的文字")
            if TITLE.fullmatch(squeeze(text)) and len(text) < LONGEST_HEADING:
                report.ask(
                    "两张表之间",
                    f"“{text}”像是另一份计划的标题，下面的表一起导入了；是两份计划的，请分成两个文件导入。",
                )
    between.clear()


def _drop_heads(
    table: Table, own: Head | None, head: Head, report: Report, *, is_first: bool, title: TableTitle | None
) -> list[Row]:
    """The rows under the head, without those that repeat it and those without any text."""
    rows = list(table.rows)
    if own is not None:
        texts = [cell.text for row in rows[own.first : own.last + 1] for cell in row.cells]
        report.drop(table.place, "\n".join(filter(None, texts)), "表头" if is_first else "重复印出的表头")
        if not is_first:
            above = [text for text in _read_titles(table, own) if title is None or text != title.dropped]
            report.drop(table.place, "\n".join(above), "表格上方的文字")
        rows = rows[own.last + 1 :]
    kept: list[Row] = []
    at = 0
    while at < len(rows):
        row, count = rows[at], count_head_rows(rows[at : at + head.width], head)
        for again in rows[at : at + count]:
            text = "\n".join(cell.text for cell in again.cells if cell.text)
            report.drop(f"{table.place}第{again.number}行", text, "重复印出的表头")
        if not count and (not table.has_merges or not row.is_blank or any(cell.is_above for cell in row.cells)):
            kept.append(row)
        at += max(1, count)
    return kept
