"""A document's tables to the lines of one plan: each with a text for every column, headings apart, repeated heads gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.imports.prose.title import TITLE
from macros.imports.readers.document import Document, Paragraph, Row, Table, UnreadableError, join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.align import Aligner
from macros.imports.table.aligned import AlignedRow, AlignedText, Block
from macros.imports.table.grid import Grid, find_grid, list_joined
from macros.imports.table.heads import Head, Kind, count_head_rows, find_head
from macros.imports.table.signs import CHINESE_NUMBER, HEADING, LONGEST_HEADING, NOTE, NUMBER, join_number


@dataclass(frozen=True)
class Slot:
    """The cell of one column on one line. `is_above`: merged with the line above; `is_open`: empty, and it is not known whether
    it is merged with the line above; `is_beside`: or with the column to its left.
    """

    text: str = ""
    is_above: bool = False
    is_open: bool = False
    is_beside: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.is_above


@dataclass(frozen=True)
class Line:
    place: str
    slots: tuple[Slot, ...]  # one per column of the head
    shared: tuple[int, ...] = ()  # columns over which one cell goes


@dataclass(frozen=True)
class Heading:
    place: str
    text: str


@dataclass(frozen=True)
class PlanLines:
    """`between` are notes that stand among the lines."""

    head: Head
    before: list[str]
    after: list[str]
    between: list[str]
    lines: list[Line | Heading]


def read_lines(document: Document, report: Report) -> PlanLines:
    """Every line of every table that belongs to the plan. Raises UnreadableError where no table is one."""
    heads = {number: find_head(block) for number, block in enumerate(document.blocks) if isinstance(block, Table)}
    first = next((number for number, head in heads.items() if head), None)
    head = heads.get(first) if first is not None else None
    if first is None or head is None:
        found = f"里面有{len(heads)}张表，" if heads else "里面没有表格，"
        raise UnreadableError(
            f"{found}没有找到计划表：表头要有工作措施（或任务、工作内容），还要有序号、时限、责任单位中的一种。"
        )
    before = [block.text for block in document.blocks[:first] if isinstance(block, Paragraph)]
    before += _read_titles(document.blocks[first], head)
    after: list[str] = []
    between: list[str] = []
    lines: list[Line | Heading] = list(_take_headings(before))
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if number > first:
                after.append(block.text)
        elif number < first or not _belongs(block, heads[number], head):
            texts = "\n".join(cell.text for row in block.rows for cell in row.cells if cell.squeezed)
            report.drop(block.place, texts, "这张表的表头和计划表不一样，没有导入")
        else:
            lines += _take_paragraphs(after, report)
            rows = _drop_heads(block, heads[number], head, report, is_first=number == first)
            if block.has_merges:
                grid = heads[number].grid if heads[number] else find_grid(block, head.width)  # type: ignore[union-attr]
                rows = _fit_rows(block, rows, grid, head, report) if grid else rows
                lines += _read_merged(block, rows, head, report, between=between, after=after)
            else:
                lines += _read_aligned(block, rows, head, report, between=between, after=after)
    return PlanLines(head, before, after, between, lines)


def _read_titles(block: Table | Paragraph, head: Head) -> list[str]:
    rows = block.rows[: head.first] if isinstance(block, Table) else ()
    return [cell.text for row in rows for cell in row.cells if cell.squeezed]


def _belongs(table: Table, own: Head | None, head: Head) -> bool:
    """Whether a table goes on with the plan: the same head, or none and as many columns."""
    if own is not None:
        return own.names == head.names
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


def _drop_heads(table: Table, own: Head | None, head: Head, report: Report, *, is_first: bool) -> list[Row]:
    """The rows under the head, without those that repeat it and those without any text."""
    rows = list(table.rows)
    if own is not None:
        texts = [cell.text for row in rows[own.first : own.last + 1] for cell in row.cells]
        report.drop(table.place, "\n".join(filter(None, texts)), "表头" if is_first else "重复印出的表头")
        if not is_first:
            report.drop(table.place, "\n".join(_read_titles(table, own)), "表格上方的文字")
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


def _read_aligned(
    table: Table, rows: Sequence[Row], head: Head, report: Report, *, between: list[str], after: list[str]
) -> Iterator[Line | Heading]:
    """Lines of a table that says nothing of merges; notes among them go to `between`, those below them to `after`."""
    notes: list[str] = []
    blocks = [Block(row.number, tuple(cell.text for cell in row.cells), row.is_loose) for row in rows]
    for found in Aligner(table.place, blocks, head, report).align():
        place = f"{table.place}第{found.number}行"
        if isinstance(found, AlignedText) and not found.is_heading:
            notes.append(found.text)
            continue
        between += notes
        notes.clear()
        if isinstance(found, AlignedRow):
            slots = (
                Slot(text, is_open=not text, is_beside=table.is_padded and not text and at > 0)
                for at, text in enumerate(found.texts)
            )
            yield Line(place, tuple(slots), found.shared)
        else:
            yield Heading(place, found.text)
    after += notes


def _fit_rows(table: Table, rows: Sequence[Row], grid: Grid, head: Head, report: Report) -> list[Row]:
    """Rows with their cells under the head's columns; cells that share one, or have none, are reported."""
    fitted = []
    for row in rows:
        found = grid.fit(row)
        place = f"{table.place}第{row.number}行"
        for cell in list_joined(row, found):
            if cell.column < head.width:
                name = head.columns[cell.column].name
                report.ask(place, f"“{name}”栏下有几格，按一格导入：“{join_lines(cell.text)[:40]}”，请对照原文。")
        fitted.append(found)
    return fitted


def _read_merged(
    table: Table, rows: Sequence[Row], head: Head, report: Report, *, between: list[str], after: list[str]
) -> Iterator[Line | Heading]:
    """Lines of a table that says which cells are merged; notes among them go to `between`, those below them to `after`."""
    measure = head.of(Kind.MEASURE)[0].index
    notes: list[str] = []
    for row in rows:
        place = f"{table.place}第{row.number}行"
        if note := _find_note(row):
            notes.append(note)
            report.ask(place, f"“{join_lines(note)[:40]}”在表格里，不像标题，按说明导入，请对照原文。")
            continue
        between += notes
        notes.clear()
        if heading := _find_heading(row, head, measure):
            if not HEADING.fullmatch(heading):
                report.ask(place, f"“{heading}”没有编号，按标题导入，请对照原文。")
            yield Heading(place, heading)
            continue
        if row.is_beyond(head.width):
            texts = "\n".join(cell.text for cell in row.cells if cell.squeezed)
            report.ask(place, f"表格外面有字，没有栏可以放：“{join_lines(texts)[:40]}”。")
            report.drop(place, texts, "表格外面的格")
            continue
        slots = [Slot()] * head.width
        shared: list[int] = []
        for cell in row.cells:
            columns = [c for c in range(cell.column, cell.column + cell.columns) if c < head.width]
            for column in columns:
                slots[column] = Slot(cell.text, cell.is_above)
            shared += columns if len(columns) > 1 and cell.squeezed else []
            if not columns and cell.squeezed:
                report.ask(place, f"这一行多出一格，没有栏可以放：“{join_lines(cell.text)}”。")
                report.drop(place, cell.text, "多出的格")
        yield Line(place, tuple(slots), tuple(shared))
    after += notes


def _is_number(words: str) -> bool:
    return (NUMBER.fullmatch(words) or CHINESE_NUMBER.fullmatch(words)) is not None


def _find_note(row: Row) -> str | None:
    """The text of a row that is nothing but a note, in one cell."""
    filled = [cell for cell in row.cells if cell.squeezed]
    is_note = len(filled) == 1 and filled[0].column == 0 and NOTE.match(filled[0].squeezed)
    return filled[0].text if is_note else None


def _find_heading(row: Row, head: Head, measure: int) -> str | None:
    """The text of a heading row: one cell over the measures' column, nothing but a first cell that reads like one or
    stands where numbers do, or nothing but a Chinese number and a title.
    """
    if any(cell.is_above for cell in row.cells):
        return None
    filled = [cell for cell in row.cells if cell.squeezed]
    if not filled:
        return None
    *before, last = filled
    is_wide = last.column <= measure < last.column + last.columns and last.columns > 1
    rest_is_wide = last.columns >= 3 or last.column + last.columns >= head.width
    if is_wide and rest_is_wide and len(before) <= 1 and all(_is_number(cell.squeezed) for cell in before):
        return join_number(before[0].squeezed, last.text) if before else join_lines(last.text)
    if (
        len(filled) == 2
        and CHINESE_NUMBER.fullmatch(before[0].squeezed)
        and last.column <= measure
        and not before[0].column
    ):
        return join_number(before[0].squeezed, last.text)
    if len(filled) == 1 and last.column < measure:
        is_words = head.columns[last.column].kind is Kind.NO and not NUMBER.fullmatch(last.squeezed)
        if is_words or HEADING.fullmatch(last.squeezed) or last.columns > 1:
            return join_lines(last.text)
    return None
