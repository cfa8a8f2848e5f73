"""The four files of one import together."""

from __future__ import annotations

from datetime import date

from macros.imports.earlier import Earlier
from macros.imports.files.deadlines import create_deadlines
from macros.imports.files.names import create_units, read_names
from macros.imports.files.plan import PlanWriter
from macros.imports.files.tasks import TaskWriter
from macros.imports.files.texts import create_list, create_text
from macros.imports.prose.title import Title
from macros.imports.report import Report
from macros.imports.table.printed import PrintedPlan
from macros.store.records import DeadlineRecord, MeasureRecord, PlanRecord, UnitRecord


def create_plan_files(
    printed: PrintedPlan, title: Title, earlier: Earlier, *, today: date, source: str, report: Report
) -> dict[str, str]:
    """The text of each file, comments and all, in the form that `format` then lays out; `source` names the document."""
    names = read_names(printed, earlier, report)
    sections = TaskWriter(printed, title.title, names, earlier, today=today, report=report).create()
    plan = PlanWriter(printed, title, names, earlier, today=today, report=report).create(sections)
    draft = earlier.draft
    deadlines = create_deadlines(sections, draft.deadlines.deadlines if draft else (), title.year, report)
    return {
        "plan.yaml": create_text("plan", PlanRecord, [], source, [(plan, [])]),
        "units.yaml": create_list("units", UnitRecord, source, draft, create_units(names.bodies)),
        "deadlines.yaml": create_list("deadlines", DeadlineRecord, source, draft, deadlines),
        "tasks.yaml": create_text("tasks", MeasureRecord, ["sections:"], source, [(s, []) for s in sections]),
    }
