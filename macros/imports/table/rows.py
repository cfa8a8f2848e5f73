"""The rows of one table to lines and headings, by what its cells say and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.imports.readers.document import Row, Table, join_lines
from macros.imports.report import Report
from macros.imports.table.align import Aligner
from macros.imports.table.aligned import AlignedRow, AlignedText, Block
from macros.imports.table.grid import Grid, list_joined
from macros.imports.table.headings import Heading
from macros.imports.table.heads import Head, Kind
from macros.imports.table.line import Line, Slot
from macros.imports.table.signs import CHINESE_NUMBER, HEADING, NOTE, NUMBER, join_number


def read_aligned(
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


def fit_rows(table: Table, rows: Sequence[Row], grid: Grid, head: Head, report: Report) -> list[Row]:
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


def read_merged(
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
