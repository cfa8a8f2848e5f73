"""The head of a plan's table: which row it is, and what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from macros.imports.readers.document import Cell, Row, Table
from macros.imports.table.grid import Grid, create_grid


class Kind(StrEnum):
    SECTION = "section"
    NO = "no"
    TASK = "task"
    MEASURE = "measure"
    DEADLINE = "deadline"
    ROLE = "role"
    ID = "id"  # of our own files
    PART = "part"  # as above
    DERIVED = "derived"  # what our own files have besides, made from the rest
    OTHER = "other"


#: Heads of our own files for what is made from the rest.
_OUR_DERIVED = re.compile(
    r"任务里的第几条|时限种类|开始日期（本站推算）|截止日期（本站推算，含当日）|量化目标|撤销日期|在原表措施行中的行号|"
    r"position|deadline_kind|start|end|targets|withdrawn_on|source_rows"
)
#: What heads say, without spaces; the first that fits wins.
_HEADS: tuple[tuple[Kind, str], ...] = (
    (Kind.ID, r"措施编号|id"),
    (Kind.PART, r"上一级标题|part"),
    (Kind.NO, r"序号|编号|任务编号|任务序号|项目编号|号|no\.?|task_no|#"),
    (Kind.DEADLINE, r".*(?:时限|期限|完成时间|时间节点|时间要求|时间安排|完成日期|进度安排|进度要求|实施时间|节点).*|时间|deadline"),
    (Kind.OTHER, r".*(?:进展|完成|落实)情况|备注"),
    (Kind.DEADLINE, r"(?:20\d\d年)(?:度)?(?:目标|任务|计划|完成时限|工作目标|年底前)?"),
    (Kind.ROLE, r"(?:.*(?:牵头|主责|责任|负责|主办|协办|配合|参加|参与|落实|督办|督导|承办|支持|监管|主管|实施|监督|协同|协作|协助|完成|指导|督查|督察|考核|协调|组织|审核|验收|检查)(?:单位|部门|主体|机构|处室|科室|镇街|街镇).*|牵头|主责|责任|负责|主办|协办|配合|参加|落实|督办|lead|responsible|assist|support|participate|supervise|责任分工|单位|部门|责任单位及分工)"),
    (Kind.ROLE, r"(?:牵头|主责|责任|负责|主办|协办|配合|参加)(?:（.*）|\(.*\))"),
    (Kind.SECTION, r"类别|分类|领域|板块|方面|部分|任务类别|工作类别|任务分类|专项|专项行动|类型|section"),
    (Kind.TASK, r"重点任务|主要任务|工作任务|任务|任务名称|任务事项|重点工作|工作事项|事项|项目|工作项目|项目名称|任务目标|行动|重点行动|专项任务|task"),
    (Kind.MEASURE, r"(?:.*(?:措施|举措|做法).*|工作内容|具体内容|主要内容|任务内容|具体任务|工作要求|任务要求|具体要求|内容|建设内容|主要工作|重点内容|工作内容及要求|目标任务|任务及措施|任务措施|text)"),
    # what is left, by the word that it ends in
    (Kind.SECTION, r".*(?:类别|分类|领域|类型)"),
    (Kind.DEADLINE, r"时间.{0,4}|.{0,4}进度"),
    (Kind.TASK, r"(?:20\d\d年)?.{0,4}(?:任务|事项|工程|目标|行动)(?:名称|分解|分工|计划)?"),
    (Kind.MEASURE, r".{0,4}(?:内容|要求)"),
)  # fmt: skip


#: Characters of the longest head that we know, with its explanation in brackets, and as many again.
_LONGEST_NAME = 100
_YEAR_COLUMN = re.compile(r"20\d\d年度?(?:目标|任务|计划|工作目标|年底前)?")
#: What only the column of the measures is called.
_MEASURES = re.compile(r"措施|举措|做法")


@dataclass(frozen=True)
class Column:
    kind: Kind
    name: str  # as printed, without spaces
    index: int


@dataclass(frozen=True)
class Head:
    """`first` and `last` are the places of the head's rows in its table, from 0; `rows` their texts; `grid` where its
    columns stand, if the table has merged cells.
    """

    columns: tuple[Column, ...]
    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]
    grid: Grid | None = None

    def of(self, kind: Kind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind is kind)

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def width(self) -> int:
        return len(self.columns)


def find_head(table: Table) -> Head | None:
    """The first row (or two) that names the columns of a plan; None for a table of something else."""
    for place, row in enumerate(table.rows[:30]):
        if len({cell.squeezed for cell in row.cells if cell.squeezed}) < 2:
            continue
        for names, last, grid in _list_forms(table, place):
            columns = _name_columns(names)
            if _is_plan(columns):
                texts = tuple(_list_texts([row]) for row in table.rows[place : last + 1])
                return Head(columns, place, last, texts, grid)
    return None


def _list_forms(table: Table, place: int) -> Iterator[tuple[list[str], int, Grid | None]]:
    """The names of columns if the head begins with a row, the place of its last row, the columns' places in the grid."""
    row = table.rows[place]
    below = table.rows[place + 1] if place + 1 < len(table.rows) else None
    if not table.has_merges:
        yield from ((names, last, None) for names, last in _join_short_rows(row, below, place))
        yield _spread(row.cells), place, None
        return
    if below is not None:
        grid = create_grid(table, (row, below))
        yield from ((names, last, grid) for names, last in _join_rows(grid.fit(row), grid.fit(below), place))
    grid = create_grid(table, (row,))
    yield _spread(grid.fit(row).cells), place, grid


def count_head_rows(rows: Sequence[Row], head: Head) -> int:
    """The number of rows, from the first, that only repeat the head, as tables do after a page break; they may be one row in pieces."""
    names = tuple(head.names)
    texts: tuple[str, ...] = ()
    for count, row in enumerate(rows[: head.width], 1):
        texts += _list_texts([row])
        if texts == names:
            return count
        if texts != names[: len(texts)]:
            break
    first = _list_texts(rows[:1])
    return int(len(first) > 1 and (first in head.rows or _is_short_form(first, head)))


def _is_short_form(texts: tuple[str, ...], head: Head) -> bool:
    return set(texts) <= set(head.names) and len(set(texts)) >= min(3, head.width)


def _list_texts(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(cell.squeezed for row in rows for cell in row.cells if cell.squeezed)


def _spread(cells: Iterable[Cell]) -> list[str]:
    """One text for each column; a wide cell's is that of all its columns."""
    names: list[str] = []
    for cell in cells:
        names += [""] * (cell.column - len(names))
        names += [cell.squeezed] * cell.columns
    return names


def _join_rows(row: Row, below: Row, place: int) -> Iterator[tuple[list[str], int]]:
    """A head of two rows: a wide cell above names parted below, or cells of the first row go down."""
    if not any(cell.is_above or cell.columns > 1 for cell in (*below.cells, *row.cells)):
        return
    upper, lower = _spread(row.cells), _spread(below.cells)
    above = {cell.column + offset for cell in below.cells if cell.is_above for offset in range(cell.columns)}
    wide = {cell.column + offset for cell in row.cells if cell.columns > 1 for offset in range(cell.columns)}
    is_head = all(
        (column in above or not name) if column not in wide else name != upper[column]
        for column, name in enumerate(lower)
        if column < len(upper)
    )
    if is_head and len(lower) == len(upper) and any(lower[column] for column in wide):
        names = []
        for column, name in enumerate(upper):
            part = lower[column] if column in wide else ""
            kind = _find_kind(part) if part else None
            names.append(part if kind in (Kind.ROLE, Kind.DEADLINE) else f"{name}{part}" if part else name)
        yield names, place + 1


def _join_short_rows(row: Row, below: Row | None, place: int) -> Iterator[tuple[list[str], int]]:
    """As above in a form that says nothing of merges: the roles on the second row stand for the last cell of the first."""
    filled = [cell for cell in below.cells if cell.squeezed] if below else []
    names = [cell.squeezed for cell in filled]
    upper = [cell.squeezed for cell in row.cells]
    is_under_last = below is not None and len(below.cells) - len(filled) in (0, len(upper) - 1)
    if is_under_last and len(names) > 1 and all(_find_kind(name) is Kind.ROLE for name in names):
        yield [*upper[:-1], *names], place + 1


def _find_kind(name: str) -> Kind | None:
    if len(name) > _LONGEST_NAME:
        return None
    forms = (name, re.sub(r"[（(][^（）()]*[）)]", "", name))
    return next((kind for text in forms for kind, form in _HEADS if re.fullmatch(form, text, re.IGNORECASE)), None)


def _name_columns(names: list[str]) -> tuple[Column, ...]:
    columns = []
    seen: set[Kind] = set()
    has_dues = any(_find_kind(name) is Kind.DEADLINE and not _YEAR_COLUMN.fullmatch(name) for name in names)
    is_ours = any(_find_kind(name) is Kind.ID for name in names)
    has_measures = any(_MEASURES.search(name) for name in names)
    for index, name in enumerate(names):
        kind = Kind.DERIVED if is_ours and _OUR_DERIVED.fullmatch(name) else _find_kind(name) or Kind.OTHER
        if (
            has_measures and kind is Kind.MEASURE and not _MEASURES.search(name)
        ):  # what is to be reached by the measures
            kind = Kind.OTHER if Kind.TASK in seen else Kind.TASK
        if has_dues and _YEAR_COLUMN.fullmatch(name):  # what is planned for the year, beside the deadline
            kind = Kind.OTHER
        if kind in seen and kind in (Kind.NO, Kind.ID, Kind.SECTION, Kind.PART):
            kind = Kind.OTHER
        if kind is Kind.TASK and kind in seen:
            kind = Kind.OTHER if has_measures or Kind.MEASURE in seen else Kind.MEASURE
        if kind is Kind.MEASURE and kind in seen:
            kind = Kind.OTHER
        seen.add(kind)
        columns.append(Column(kind, name, index))
    if Kind.MEASURE not in seen and Kind.TASK in seen:  # one column of work: what is to be done is the measure
        columns = [Column(Kind.MEASURE, c.name, c.index) if c.kind is Kind.TASK else c for c in columns]
    return tuple(columns)


def _is_plan(columns: tuple[Column, ...]) -> bool:
    kinds = {column.kind for column in columns}
    return (
        Kind.MEASURE in kinds and len(kinds & {Kind.NO, Kind.TASK, Kind.DEADLINE, Kind.ROLE}) >= 1 and len(columns) > 1
    )
