"""Sections of tasks.yaml as the document gives them: the printed tasks and measures under their ids."""

from __future__ import annotations

import re

from macros.imports.earlier import Earlier
from macros.imports.files.names import Names
from macros.imports.files.numbers import Ids, number_tasks
from macros.imports.files.texts import cut_line, spell
from macros.imports.names.unit_names import NONE_MARK
from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.heads import Kind
from macros.imports.table.printed import PrintedMeasure, PrintedPlan, PrintedSection, PrintedTask
from macros.imports.values import Yaml
from macros.model import QuestionKind
from macros.store.limits import LONGEST_LINE

#: What stands where a document has nothing and a plan must have something.
NO_DUE = "原文没有写明"
#: What stands there where the document has no column of deadlines; a text may name dates all the same.
NO_COLUMN = "原文没有单列时限"
_NO_TEXT, _UNREAD_TEXT = "（原文空着）", "（没有读到文字，请看原文）"
#: Characters of a head before what stood under it.
_LONGEST_HEAD = 100


class TaskWriter:
    """Records of tasks.yaml from the printed plan; `title` is the document's."""

    def __init__(self, printed: PrintedPlan, title: str, names: Names, earlier: Earlier, *, report: Report) -> None:
        self._printed, self._title, self._names, self._earlier = printed, title, names, earlier
        self._report = report
        #: Measure -> where in the document it stands.
        self.places: dict[str, str] = {}
        self._ids = Ids(earlier.ids)

    def create(self) -> list[Yaml]:
        """The sections of tasks.yaml, with all that stands in them."""
        numbers = number_tasks(self._printed, self._report)
        sections: list[Yaml] = []
        titles = [(section.title or self._title, section.part) for section in self._printed.sections]
        known = self._earlier.match_sections(titles, [section.tasks for section in self._printed.sections])
        for section, section_id in zip(self._printed.sections, known, strict=True):
            values = self._create_section(section, section_id)
            values["tasks"] = [self._create_task(task, numbers[task]) for task in section.tasks]
            sections.append(values)
        return sections

    def _create_section(self, section: PrintedSection, section_id: str | None) -> Yaml:
        title = section.title
        if not title:
            title = self._title
            self._report.decide("", f"表里没有分部分，全部任务放在“{title}”下面。")
            self._report.added.append(title)
        values: Yaml = {"id": section_id or self._ids.take("s"), "title": spell(title)}
        if section.part:
            values["part"] = spell(section.part)
        return values

    def _create_task(self, task: PrintedTask, no: str) -> Yaml:
        title = task.title
        if not title:
            words = task.measures[0].text.split("\n")[0] or _NO_TEXT
            title = words if len(words) <= 24 else f"{words[:24]}…"
            self._report.decide(task.measures[0].place, f"表里没有任务名称，用措施开头的话：“{title}”。")
            self._report.added.append(title)
        stem = f"t{re.sub('[^0-9a-z]+', '-', no.lower()).strip('-')}"
        if known := self._earlier.tasks.get(task):
            task_id = known
        elif re.fullmatch(r"t[0-9a-z]+(-[0-9a-z]+)*", stem) and self._ids.claim(stem):
            task_id = stem
        else:
            task_id = self._ids.take("t", at=len(self._printed.tasks) + 1)
        measures: list[Yaml] = []
        for measure in task.measures:
            measures.append(self._create_measure(measure, task_id, measures[-1]["id"] if measures else None))
        return {"id": task_id, "no": no, "title": spell(title), "measures": measures}

    def _create_measure(self, measure: PrintedMeasure, task_id: str, above: str | None) -> Yaml:
        if known := self._earlier.measures.get(measure):
            values: Yaml = {"id": known}
        elif measure.id and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", measure.id) and self._ids.claim(measure.id):
            values = {"id": measure.id}
        else:
            values = {"id": self._ids.take(f"{task_id}-")}
        if measure.id:
            self._report.drop(measure.place, measure.id, "编号")
        due = measure.due
        if not due or NONE_MARK.fullmatch(squeeze(due)):
            self._report.drop(measure.place, due, "没有时限的格")
            due = NO_DUE if self._printed.head.of(Kind.DEADLINE) else NO_COLUMN
            self._report.added.append(due)
        values |= {"text": self._read_text(measure), "due": due}
        if measure.is_merged and above:
            values["units_as"] = above
        else:
            values |= {
                role: names for (role, _), names in zip(self._names.roles, self._names.cells[measure], strict=True)
            }
        notes = list(measure.notes)
        self._report.added += measure.notes
        for head, words in measure.extras:
            form = f"原表“{head[:_LONGEST_HEAD]}”栏："
            pieces = cut_line(join_lines(words), LONGEST_LINE - len(form))
            notes += [f"{form}{piece}" for piece in pieces]
            self._report.added += [form] * len(pieces)
        if self._names.roles and not measure.is_merged and not any(self._names.cells[measure]):
            is_unread = self._has_unread(measure.place)
            self._report.ask(measure.place, f"这一条没有{'读到' if is_unread else '写'}责任单位。")
            notes.append("这一条没有读到责任单位，请看原文。" if is_unread else "原表这一条没有写责任单位。")
            self._report.added.append(notes[-1])
        values |= {"notes": notes} if notes else {}
        values["rows"] = measure.rows
        self.places[values["id"]] = measure.place
        return values

    def _read_text(self, measure: PrintedMeasure) -> str:
        if not measure.text:
            self._report.ask(measure.place, "这一行没有措施的文字，请对照原文。")
            stand_in = _UNREAD_TEXT if self._has_unread(measure.place) else _NO_TEXT
            self._report.added.append(stand_in)
            return stand_in
        return spell(measure.text)

    def _has_unread(self, place: str) -> bool:
        """Whether something that stands in a row could not be read: what is missing here is not missing there."""
        sheet, _, line = place.rpartition("第")
        cells = rf"{re.escape(sheet)}的 [A-Z]+{line.removesuffix('行')}(?!\d)"
        return any(
            about.startswith((f"{place}第", f"{place}“")) or re.match(cells, about)
            for kind, about in self._report.open
            if kind is QuestionKind.PART
        )
