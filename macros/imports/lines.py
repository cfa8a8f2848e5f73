"""A document's tables to the lines of one plan: each with a text for every column, headings apart, repeated heads gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.imports.bodies import are_bodies
from macros.imports.document import Cell, Document, Paragraph, Row, Table, UnreadableError, join_lines
from macros.imports.heads import Head, Kind, find_head, is_head_again
from macros.imports.report import Report
from macros.wording import looks_like_deadline

_HEADING = re.compile(r"第?[一二三四五六七八九十]+[、.．章节篇部][^。]*|[（(][一二三四五六七八九十]+[）)][^。]*")
_NUMBER = re.compile(r"\d{1,4}(?:[-.—]\d{1,3})*[.、]?|[一二三四五六七八九十]+")


@dataclass(frozen=True)
class Slot:
    """What one column has on one line. `is_above`: merged with the line above; `is_open`: empty, and nobody can say whether
    it is merged with the line above.
    """

    text: str = ""
    is_above: bool = False
    is_open: bool = False

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
    head: Head
    before: list[str]
    after: list[str]
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
    lines: list[Line | Heading] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if number > first:
                after.append(block.text)
        elif number < first or not _belongs(block, heads[number], head):
            texts = "\n".join(cell.text for row in block.rows for cell in row.cells if cell.squeezed)
            report.drop(block.place, texts, "这张表的表头和计划表不一样，没有导入")
        else:
            lines += _take_paragraphs(after, report)
            lines += _read_table(block, heads[number], head, report, is_first=number == first)
    return PlanLines(head, before, after, lines)


def _read_titles(block: Table | Paragraph, head: Head) -> list[str]:
    rows = block.rows[: head.first] if isinstance(block, Table) else ()
    return [cell.text for row in rows for cell in row.cells if cell.squeezed]


def _belongs(table: Table, own: Head | None, head: Head) -> bool:
    """Whether a table goes on with the plan: the same head, or none and as many columns."""
    if own is not None:
        return own.names == head.names
    return table.may_go_on and bool(table.rows) and max(_width(row) for row in table.rows) == head.width


def _width(row: Row) -> int:
    return max((cell.column + cell.columns for cell in row.cells), default=0)


def _take_paragraphs(between: list[str], report: Report) -> Iterator[Heading]:
    """Paragraphs between two tables of the plan: headings are the plan's, the others stay outside."""
    for text in between:
        if _HEADING.fullmatch(text) and len(text) < 60:
            yield Heading("两张表之间", text)
        else:
            report.drop("两张表之间", text, "表格外面的文字")
    between.clear()


def _read_table(
    table: Table, own: Head | None, head: Head, report: Report, *, is_first: bool
) -> Iterator[Line | Heading]:
    rows = list(table.rows)
    if own is not None:
        texts = [cell.text for row in rows[own.first : own.last + 1] for cell in row.cells]
        report.drop(table.place, "\n".join(filter(None, texts)), "表头" if is_first else "重复印出的表头")
        if not is_first:
            report.drop(table.place, "\n".join(_read_titles(table, own)), "表格上方的文字")
        rows = rows[own.last + 1 :]
    kept: list[Row] = []
    for row in rows:
        if is_head_again(row, head):
            text = "\n".join(cell.text for cell in row.cells if cell.text)
            report.drop(f"{table.place}第{row.number}行", text, "重复印出的表头")
        elif not row.is_blank or any(cell.is_above for cell in row.cells):
            kept.append(row)
    yield from (_read_merged(table, kept, head) if table.has_merges else _Aligner(table, kept, head, report).read())


def _read_merged(table: Table, rows: Sequence[Row], head: Head) -> Iterator[Line | Heading]:
    """Lines of a table that says which cells are merged."""
    measure = head.of(Kind.MEASURE)[0].index
    for row in rows:
        place = f"{table.place}第{row.number}行"
        if heading := _find_heading(row, head, measure):
            yield Heading(place, heading)
            continue
        slots = [Slot()] * head.width
        shared: list[int] = []
        for cell in row.cells:
            columns = [c for c in range(cell.column, cell.column + cell.columns) if c < head.width]
            for column in columns:
                slots[column] = Slot(cell.text, cell.is_above)
            shared += columns if len(columns) > 1 and cell.squeezed else []
        yield Line(place, tuple(slots), tuple(shared))


def _find_heading(row: Row, head: Head, measure: int) -> str | None:
    """The text of a heading row: one cell over the measures' column, or nothing but a first cell that reads like one."""
    if any(cell.is_above for cell in row.cells):
        return None
    filled = [cell for cell in row.cells if cell.squeezed]
    if not filled:
        return None
    *before, last = filled
    is_wide = last.column <= measure < last.column + last.columns and last.columns > 1
    rest_is_wide = last.columns >= 3 or last.column + last.columns >= head.width
    if is_wide and rest_is_wide and len(before) <= 1 and all(_NUMBER.fullmatch(cell.squeezed) for cell in before):
        return "、".join([*(cell.squeezed for cell in before), join_lines(last.text)])
    if len(filled) == 1 and last.column < measure and (_HEADING.fullmatch(last.squeezed) or last.columns > 1):
        return join_lines(last.text)
    return None


class _Aligner:
    """Lines of a table that says nothing of merges: short rows are headings, rows broken over two blocks, or have one
    cell for several roles.
    """

    def __init__(self, table: Table, rows: Sequence[Row], head: Head, report: Report) -> None:
        self._table, self._rows, self._head, self._report = table, rows, head, report
        roles = head.of(Kind.ROLE)
        is_at_end = bool(roles) and [role.index for role in roles] == list(range(roles[0].index, head.width))
        self._roles = [role.index for role in roles] if is_at_end else []
        due = head.of(Kind.DEADLINE)
        self._due = due[0].index if len(due) == 1 else None
        number = head.of(Kind.NO)
        self._no = number[0].index if number else None
        self._dues = {
            row.cells[self._due].squeezed for row in rows if self._due is not None and len(row.cells) == head.width
        }

    def read(self) -> Iterator[Line | Heading]:
        begun: list[Cell] = []
        start = 0
        for at, row in enumerate(self._rows):
            cells = list(row.cells)
            filled = [cell for cell in cells if cell.squeezed]
            if not begun and self._is_heading(cells, filled):
                yield Heading(self._place(row.number), join_lines(filled[0].text))
                continue
            if not begun:
                start = row.number
            elif len(begun) + len(cells) > self._head.width:
                yield self._end(begun, start)
                begun, start = [], row.number
            begun = begun + cells
            is_short = self._has_shared_role(begun) and not self._goes_on(begun, self._rows[at + 1 : at + 2])
            if len(begun) >= self._head.width or is_short:
                if row.number != start:
                    self._report.decide(self._place(start), f"这一行断成了几段（到第{row.number}行为止），接成一行。")
                yield self._end(begun, start)
                begun = []
        if begun:
            yield self._end(begun, start)

    def _goes_on(self, begun: Sequence[Cell], following: Sequence[Row]) -> bool:
        """Whether the next block has just the cells that a short row lacks, and they hold nothing but bodies."""
        cells = following[0].cells if following else ()
        return len(begun) + len(cells) == self._head.width and all(are_bodies(cell.text) for cell in cells)

    def _place(self, number: int) -> str:
        return f"{self._table.place}第{number}行"

    def _is_heading(self, cells: Sequence[Cell], filled: Sequence[Cell]) -> bool:
        if len(filled) != 1 or filled[0] is not cells[0]:
            return False
        return not _NUMBER.fullmatch(filled[0].squeezed) and (len(cells) == 1 or len(cells) == self._head.width)

    def _has_shared_role(self, cells: Sequence[Cell]) -> bool:
        """Whether a short row is whole: its deadline stands in its column, and it has fewer cells than roles behind it."""
        if len(self._roles) < 2 or not self._roles[0] < len(cells) < self._head.width:
            return False
        if self._no is not None and cells[self._no].squeezed and not _NUMBER.fullmatch(cells[self._no].squeezed):
            return False
        if self._due is None or self._due >= self._roles[0]:
            return self._no is not None
        due = cells[self._due].squeezed
        return due in self._dues or looks_like_deadline(due)

    def _end(self, cells: Sequence[Cell], start: int) -> Line:
        width = self._head.width
        texts = [cell.text for cell in cells]
        shared: tuple[int, ...] = ()
        if len(texts) > width:
            extra = texts[width:]
            self._report.ask(self._place(start), f"这一行多出{len(extra)}格，没有栏可以放：“{'｜'.join(extra)}”。")
            self._report.drop(self._place(start), "\n".join(extra), "多出的格")
            texts = texts[:width]
        elif len(texts) < width and self._has_shared_role(cells):
            missing = width - len(texts)
            at = self._roles[0]
            shared = tuple(range(at, at + missing + 1))
            texts[at : at + 1] = [texts[at]] * (missing + 1)
            names = "”“".join(self._head.columns[column].name for column in shared)
            self._report.ask(
                self._place(start),
                f"这一行少{missing}格，按“{names}”合并成一格导入，格里的单位每种责任都算；请对照原文，看是不是这几栏合并。",
            )
        elif len(texts) < width:
            self._report.ask(
                self._place(start), f"这一行只有{len(texts)}格，少{width - len(texts)}格，后面的按空着导入。"
            )
            texts += [""] * (width - len(texts))
        return Line(self._place(start), tuple(Slot(text, is_open=not text) for text in texts), shared)
