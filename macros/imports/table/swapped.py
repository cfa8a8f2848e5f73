"""Title and content of the work, told apart by what stands in the columns and not by what these are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros.imports.readers.document import Row, Table
from macros.imports.report import Report
from macros.imports.table.heads import Column, Head, Kind
from macros.model import QuestionKind

#: Characters from which a text is no title, and how many times as long as what is called the content it must be.
_LONGEST_TITLE, _TIMES = 20, 1.5


def put_right(table: Table, head: Head, report: Report) -> Head:
    """The head with title and content changed over where the titles are the longer ones; a person is asked."""
    titles, texts = head.of(Kind.TASK), head.of(Kind.MEASURE)
    if not titles or not texts:
        return head
    rows = table.rows[head.last + 1 :]
    title, text = (_measure(rows, head, column) for column in (titles[0], texts[0]))
    if title <= _LONGEST_TITLE or title <= _TIMES * text:
        return head
    kinds = {titles[0].index: Kind.MEASURE, texts[0].index: Kind.TASK}
    names = titles[0].name, texts[0].name
    message = f"“{names[0]}”栏的字比“{names[1]}”栏多得多：按“{names[1]}”是任务名称、“{names[0]}”是措施导入，对不对？"
    report.ask_once(QuestionKind.COLUMN, f"{table.place}“{names[0]}”“{names[1]}”", message, place=table.place)
    columns = tuple(replace(column, kind=kinds.get(column.index, column.kind)) for column in head.columns)
    return replace(head, columns=columns)


def _measure(rows: Sequence[Row], head: Head, column: Column) -> float:
    """The average length of the texts in a column."""
    fitted = [head.grid.fit(row) for row in rows] if head.grid else rows
    lengths = [
        len(cell.squeezed) for row in fitted for cell in row.cells if cell.column == column.index and cell.squeezed
    ]
    return sum(lengths) / len(lengths) if lengths else 0
