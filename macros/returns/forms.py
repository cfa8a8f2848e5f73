"""Return forms that bodies filled in, to entries of progress.yaml: the command `returns`.

A form is compared with the one that the plan gives today; of one that differs, or in which what was filled in makes no
sense, nothing is taken.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import TypeAdapter, ValidationError

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.workbook import open_workbook
from macros.model import ProgressEntry, ProgressState, Unit
from macros.store.load import PROGRESS
from macros.store.scalars import Text
from macros.store.unseen import has_unseen
from macros.views.plan_views import PlanViews
from macros.views.return_form import (
    COMPANIONS,
    FIRST_ROW,
    FORM,
    HEAD_ROW,
    ISSUES,
    NEXT_STEPS,
    ON,
    SHEET,
    STATE,
    TITLE_ROW,
    WORDS,
    build_companions,
    build_given_rows,
    create_title,
    list_given_heads,
)
from macros.words.years import is_report_year

_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True)
class CellProblem:
    """A fault of a return with its place; `cell` is as a spreadsheet names it (`G4`), "" for the whole file."""

    file: str
    cell: str
    message: str

    def __str__(self) -> str:
        return "：".join(part for part in (self.file, self.cell and f"{SHEET}!{self.cell}", self.message) if part)


def load_returns(
    paths: Iterable[Path], views: PlanViews, today: date, source: str | None
) -> tuple[list[ProgressEntry], list[CellProblem]]:
    """The entries of all forms without a problem, in their order, but for those that the plan has already; every problem.

    `today` is the day on which the forms are read: nothing can be reported for a later one. `source` is where they are
    published, if they are.
    """
    known = {(entry.measure, entry.reporter, entry.on): entry for entry in views.plan.progress}
    entries: list[ProgressEntry] = []
    problems: list[CellProblem] = []
    for path in paths:
        try:
            form = _Form(path, views)
        except UnreadableError as error:
            problems.append(CellProblem(str(path), "", str(error)))
            continue
        new = form.read_new(known, today, source)
        if not form.problems:
            known |= {(entry.measure, entry.reporter, entry.on): entry for entry in new}
            entries += new
        problems += form.problems
    return entries, problems


#: Entries by measure, reporter and day.
_Known = Mapping[tuple[str, str, date], ProgressEntry]


class _Form:
    """One workbook; raises UnreadableError where it is no return form of any body."""

    def __init__(self, path: Path, views: PlanViews) -> None:
        self.problems: list[CellProblem] = []
        self._path = path
        book = open_workbook(path, may_have_macros=True)
        if SHEET not in book.sheetnames:
            raise UnreadableError(f"里面没有“{SHEET}”这张工作表；请用本站下载的填报表填写。")
        self._sheet: Worksheet = book[SHEET]
        for other in book.worksheets:
            if other.title != SHEET and any(cell.value is not None for cell in other._cells.values()):  # noqa: SLF001  # a sheet may claim a million rows
                self._report("", f"另有工作表“{other.title}”，里面的内容没有地方放；请填进“{SHEET}”，再删掉它。")
        self._unit = self._find_unit(views)
        self._years, self._period = views.plan.years, views.plan.period
        self._heads = [*map(_text, list_given_heads(views.plan)), *FORM]
        view = views.units[self._unit.id]
        self._given = {row[0]: row for row in build_given_rows(view)}
        self._companions = {"": COMPANIONS, **build_companions(view)}

    def _find_unit(self, views: PlanViews) -> Unit:
        title = _text(self._sheet.cell(TITLE_ROW, 1).value)
        for unit in views.plan.bodies:
            if title == _text(create_title(unit)):
                return unit
        raise UnreadableError(f"第{TITLE_ROW}行应是“某某单位{SHEET}”，现在是“{title}”，计划里没有这个单位。")

    def _report(self, cell: str, message: str) -> None:
        self.problems.append(CellProblem(str(self._path), cell, message))

    def read_new(self, known: _Known, today: date, source: str | None) -> list[ProgressEntry]:
        """The entries that are not known yet; one that says otherwise than a known one is a problem."""
        new = []
        for cell, entry in self._read(today, source):
            earlier = known.get((entry.measure, entry.reporter, entry.on))
            if earlier is None:
                new.append(entry)
            elif replace(earlier, source=entry.source) != entry:  # where it is published may come later
                message = f"{entry.on} 对 {entry.measure} 的进展已经填报过，内容不同；请改用后来的日期，或者直接修改 {PROGRESS}。"
                self._report(cell, message)
        return new

    def _read(self, today: date, source: str | None) -> Iterator[tuple[str, ProgressEntry]]:
        """Each entry with the cell of its state; what is wrong is left in `problems`."""
        heads = [_text(cell.value) for cell in self._cells(HEAD_ROW)]
        if heads != self._heads:
            wanted = next(number for number, head in enumerate(self._heads) if head != heads[number])
            cell = self._sheet.cell(HEAD_ROW, wanted + 1).coordinate
            self._report(cell, f"栏名应是“{self._heads[wanted]}”，现在是“{heads[wanted]}”；请不要增删、移动各栏。")
            return
        self._find_misplaced()
        seen: dict[str, str] = {}
        for number in self._rows:
            cells = self._cells(number)
            if all(_text(cell.value) == "" for cell in cells):
                continue
            measure = _text(cells[0].value)
            if measure in seen:
                self._report(cells[0].coordinate, f"措施 {measure} 在 {seen[measure]} 已经有一行。")
            elif self._check_given(measure, cells):
                yield from self._read_entry(measure, cells, today, source)
            seen.setdefault(measure, cells[0].coordinate)
        for measure in [measure for measure in self._given if measure not in seen]:
            self._report("", f"少了措施 {measure} 的一行；没有进展的，整行留着，不填就行。")

    @property
    def _rows(self) -> list[int]:
        """Rows from the first of the form that hold anything, formatting included."""
        return sorted({row for row, _ in self._sheet._cells if row >= FIRST_ROW})  # noqa: SLF001  # a form may claim a million

    def _find_misplaced(self) -> None:
        """Words in places where nothing belongs: beside the table, in a comment, over several rows."""
        for (row, column), cell in sorted(self._sheet._cells.items()):  # noqa: SLF001  # as above
            if column > len(self._heads) and _text(cell.value) and not self._is_companions(row, column):
                self._report(cell.coordinate, f"表格外面写了“{_text(cell.value)}”，没有地方放；请填进表里，再删掉它。")
            if getattr(cell, "comment", None):
                self._report(cell.coordinate, "有批注，不会收；请把内容填进表里，再删掉批注。")
        for area in self._sheet.merged_cells.ranges:
            if area.min_row >= FIRST_ROW:
                self._report(str(area), "这几格合并了，不知道属于哪一条；请取消合并，每一条单独填。")

    def _is_companions(self, row: int, column: int) -> bool:
        """Whether a cell behind the form is as it was handed out."""
        measure = _text(self._sheet.cell(row, 1).value) if row != HEAD_ROW else ""
        wanted = self._companions.get(measure)
        return (
            column == len(self._heads) + 1
            and wanted is not None
            and _text(self._sheet.cell(row, column).value) == _text(wanted)
        )

    def _cells(self, row: int) -> Sequence[Cell | MergedCell]:
        return [self._sheet.cell(row, number) for number in range(1, len(self._heads) + 1)]

    def _check_given(self, measure: str, cells: Sequence[Cell | MergedCell]) -> bool:
        """Whether a row's printed part is the plan's."""
        if not measure:
            filled = next(cell.coordinate for cell in cells if _text(cell.value))
            self._report(filled, "这一行没有措施编号；表格下面不能另写内容，请填进表里。")
            return False
        if measure not in self._given:
            cell = cells[0].coordinate
            self._report(cell, f"{self._unit.name}没有编号是“{measure}”的措施；是不是别的单位的行，或者编号改动过？")
            return False
        wrong = [
            (cell.coordinate, head)
            for cell, head, wanted in zip(cells, self._heads, self._given[measure], strict=False)
            if _text(cell.value) != _text(wanted)
        ]
        for cell, head in wrong:
            self._report(cell, f"“{head}”和现在的计划不一样：不要改动，或者重新下载填报表再填。")
        return not wrong

    def _read_entry(
        self, measure: str, cells: Sequence[Cell | MergedCell], today: date, source: str | None
    ) -> Iterator[tuple[str, ProgressEntry]]:
        form = dict(zip(FORM, cells[len(self._heads) - len(FORM) :], strict=True))
        filled = {head: _text(cell.value) for head, cell in form.items()}
        if not any(filled.values()):
            return
        before = len(self.problems)
        for head, cell in form.items():
            if fault := _find_cell_fault(head, cell):
                self._report(cell.coordinate, fault)
        on = self._read_date(form[ON], today) if filled[ON] and form[ON].data_type not in ("f", "e") else None
        if len(self.problems) == before and on:
            yield (
                form[STATE].coordinate,
                ProgressEntry(
                    measure=measure,
                    unit=self._unit.id,
                    on=on,
                    state=ProgressState(filled[STATE]),
                    words=filled[WORDS],
                    issues=filled[ISSUES] or None,
                    next_steps=filled[NEXT_STEPS] or None,
                    source=source,
                    reporter=self._unit.name,
                ),
            )

    def _read_date(self, cell: Cell | MergedCell, today: date) -> date | None:
        value: Any = cell.value
        on = None
        if isinstance(value, datetime.datetime):
            on = value.date()
        elif match := _DATE.fullmatch(_text(value)):
            try:
                on = date(*map(int, match.groups()))
            except ValueError:
                on = None
        if on is None:
            self._report(cell.coordinate, f"“{ON}”应是日期，例如 {self._years[0]}-06-30，现在是“{_text(value)}”。")
        elif on > today:
            self._report(cell.coordinate, f"“{ON}”{on} 还没有到，请核对。")
            return None
        elif not is_report_year(on, self._years):
            self._report(cell.coordinate, f"“{ON}”{on} 离计划年度（{self._period}）太远，请核对。")
            return None
        return on


def _find_cell_fault(head: str, cell: Cell | MergedCell) -> str | None:
    """The fault of a cell of the form, but for the day itself."""
    words = _text(cell.value)
    if cell.data_type == "f":
        return f"“{head}”里是公式，请改成文字。"
    if cell.data_type == "e":
        return f"“{head}”里是出错的公式（{words}）。"
    if not words:
        return f"填了进展的措施，“{head}”不能空着。" if head in (STATE, WORDS, ON) else None
    if head != ON and not _is_words(cell.value):
        return f"“{head}”被表格软件当成了数字或日期；请把这一格改成文本格式，再输入一次。"
    if has_unseen(words):
        return f"“{head}”里有看不见的特殊字符，请重新输入。"
    if head == STATE and words not in list(ProgressState):
        return f"“{head}”只能是{'、'.join(ProgressState)}，现在是“{words}”。"
    fault = _find_fault(words)
    return f"“{head}”{fault}" if fault else None


def _is_words(value: object) -> bool:
    """Whether a cell holds words that were typed: not those that a program made of them (80% is 0.8, 6月30日 a day of this year)."""
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _find_fault(words: str) -> str | None:
    """Why the plan's files would not take a text."""
    if words.startswith(("|", "｜")):
        return "不能以竖线开头。"
    try:
        _TEXT.validate_python(words)
    except ValidationError as error:
        return error.errors(include_url=False)[0]["msg"]
    return None


def _text(value: object) -> str:
    """The text of a cell, line ends as in the plan; programs add a `\\r` or spaces at the ends."""
    return str("" if value is None else value).replace("_x000D_", "").replace("\r", "").strip()
