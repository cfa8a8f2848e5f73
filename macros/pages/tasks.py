"""The plan as it is printed: the whole table, and a page a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page, UnitUrl
from macros.html.render import DEADLINE_KIND_NAMES
from macros.model import DeadlineKind, Plan, Section, Task, Unit
from macros.pages.site import Site
from macros.views.duties import Mention
from macros.views.progress import ProgressRow
from macros.views.table import TableSection, list_months
from macros.views.targets import TargetRow


@dataclass(frozen=True)
class PlanTable(Page):
    plan: Annotated[Plan, "The plan with the heads of its columns."]
    table: Annotated[tuple[TableSection, ...], "The printed rows, section by section, with the spans of merged cells."]
    kinds: Annotated[list[tuple[str, str]], "The kinds of deadlines that the plan has, each with its Chinese name."]
    months: Annotated[list[tuple[str, str]], "The months in which a measure falls due, each with its Chinese name."]
    agencies: Annotated[tuple[Unit, ...], "The agencies by which rows can be filtered."]
    groups: Annotated[Mapping[str, tuple[Unit, ...]], "The collective names that cover a body, by its id."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def plan_table(site: Site) -> str:
    """整张计划表，分栏、合并单元格和原表一样。"""
    views = site.views
    months = [(month, f"{month[:4]}年{int(month[5:])}月") for month in list_months(views.table)]
    held = {measure.deadline.kind for measure in site.plan.measures}
    kinds = [(kind.value, DEADLINE_KIND_NAMES[kind]) for kind in DeadlineKind if kind in held]
    return PlanTable(
        site.plan, views.table, kinds, months, views.acting_agencies, views.groups_by_unit, site.unit_url
    ).render()


@dataclass(frozen=True)
class TaskPage(Page):
    plan: Annotated[Plan, "The plan with its roles and the heads of its columns."]
    section: Annotated[Section, "The section in which the task stands."]
    task: Annotated[Task, "The task with its measures."]
    before: Annotated[Task | None, "The task above it in the plan, if there is one."]
    after: Annotated[Task | None, "The task below it in the plan, if there is one."]
    targets: Annotated[Mapping[str, tuple[TargetRow, ...]], "The targets of each measure, by its id."]
    mentions: Annotated[Mapping[str, tuple[Mention, ...]], "The bodies that each measure's text names, by its id."]
    progress: Annotated[Mapping[str, tuple[ProgressRow, ...]], "The last reports on a measure, by its id."]
    dated: Annotated[frozenset[str], "The ids of measures that have a calendar file."]
    edit_url: Annotated[str | None, "The address where tasks.yaml is edited, if it is known."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def task_page(site: Site, task_id: str) -> str:
    """一项任务的全部措施，例如 task_page("t14")。"""
    views, tasks = site.views, site.plan.tasks
    number = views.task_numbers.get(task_id)
    if number is None:
        raise ValueError(f"没有编号是“{task_id}”的任务")
    task = tasks[number]
    return TaskPage(
        plan=site.plan,
        section=next(section for section in site.plan.sections if section.id == task.section),
        task=task,
        before=tasks[number - 1] if number else None,
        after=tasks[number + 1] if number + 1 < len(tasks) else None,
        targets=views.targets_by_measure,
        mentions=views.mentions_by_measure,
        progress=views.progress,
        dated=views.measures_with_events,
        edit_url=site.edit_url,
        unit_url=site.unit_url,
    ).render()
