"""Every page that has no source under docs/, and what goes with a page: its feeds, files, data and scripts. Knows no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.exports.json_ld import create_body, create_dataset
from macros.model import Plan, Unit
from macros.urls import (
    DEADLINES_JSON_URL,
    DUTIES_CSV_URL,
    MEASURES_CSV_URL,
    PLAN_DOCX_URL,
    PLAN_JSON_URL,
    PLAN_XLSX_URL,
    PROGRESS_JSON_URL,
    TOPICS_JSON_URL,
    TOPICS_URL,
    atom_url,
    duties_url,
    feed_url,
    folder_of,
    office_url,
    task_json_url,
    task_url,
    topic_url,
    unit_json_url,
    unit_url,
)
from macros.views.plan_views import PlanViews

_ATOM = "application/atom+xml"
_TASK_MACRO, _TOPIC_MACRO = "task_page", "topic_page"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a page offers to programs in its head; `url` from the site's root."""

    url: str
    title: str
    type: str = "text/calendar"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that says the same as a page, to take away; `url` from the site's root."""

    url: str
    title: str
    format: str


@dataclass(frozen=True, slots=True)
class VirtualPage:
    """A page that is one macro called with an id; titles and descriptions are plain text, not yet escaped."""

    uri: str
    title: str
    description: str
    macro: str
    id: str
    hub: str  # the page under docs/ that it belongs to
    feeds: tuple[Feed, ...] = ()


def create_hub_feeds(plan: Plan) -> dict[str, tuple[Feed, ...]]:
    """The feeds of pages under docs/, by page."""
    return {
        "calendar.md": (Feed(feed_url(None, plan), f"{plan.short_title}的时限"),),
        "changes.md": (Feed(atom_url(None, plan), f"{plan.short_title}的更新记录", _ATOM),),
    }


def build_pages(views: PlanViews) -> Iterator[VirtualPage]:
    """One page a topic, a task and a body, in the plan's order; a second one for a town."""
    yield from _build_topic_pages(views)
    yield from _build_task_pages(views.plan)
    for unit in views.plan.bodies:
        yield from _build_unit_pages(views, unit)


def _build_topic_pages(views: PlanViews) -> Iterator[VirtualPage]:
    plan = views.plan
    for view in views.topics.values():
        yield VirtualPage(
            uri=topic_url(view.topic).rstrip("/") + ".md",
            title=view.topic.name,
            description=f"{plan.title}（{plan.status}）里和“{view.topic.name}”有关的{len(view.rows)}条措施：原文、时限、由谁做。",
            macro=_TOPIC_MACRO,
            id=view.topic.id,
            hub=f"{TOPICS_URL}index.md",
        )


def _build_task_pages(plan: Plan) -> Iterator[VirtualPage]:
    for task in plan.tasks:
        yield VirtualPage(
            uri=task_url(task).rstrip("/") + ".md",
            title=f"任务{task.no} {task.title}",
            description=f"{plan.title}（{plan.status}）任务{task.no}“{task.title}”：{len(task.measures)}条措施的"
            "时限、责任单位和指标。",
            macro=_TASK_MACRO,
            id=task.id,
            hub="plan.md",
        )


def _build_unit_pages(views: PlanViews, unit: Unit) -> Iterator[VirtualPage]:
    plan = views.plan
    page = VirtualPage(
        uri=unit_url(unit, plan).rstrip("/") + ".md",
        title=unit.name,
        description=_describe(views, unit),
        macro="town_page" if unit.is_town else "agency_page",
        id=unit.id,
        hub=f"{folder_of(unit, plan)}/index.md",
        feeds=tuple(_list_feeds(unit, plan)),
    )
    yield page
    if unit.is_town:
        uri = duties_url(unit, plan).rstrip("/") + ".md"
        yield replace(page, uri=uri, title=f"{unit.name}任务分工表", macro="town_duties")


def _list_feeds(unit: Unit, plan: Plan) -> Iterator[Feed]:
    yield Feed(feed_url(unit, plan), f"{unit.name}的时限")
    if plan.revisions:
        yield Feed(atom_url(unit, plan), f"{unit.name}的更新记录", _ATOM)


def create_hub_files(views: PlanViews) -> dict[str, tuple[PageFile, ...]]:
    """The files of pages under docs/, by page."""
    plan = views.plan
    whole = (
        PageFile(PLAN_DOCX_URL, "计划表", "Word"),
        PageFile(PLAN_XLSX_URL, "计划表", "Excel"),
        PageFile(MEASURES_CSV_URL, "措施", "CSV"),
        PageFile(PLAN_JSON_URL, "整个计划", "JSON"),
    )
    duties = (PageFile(DUTIES_CSV_URL, "各单位的责任", "CSV"), PageFile(PLAN_JSON_URL, "整个计划", "JSON"))
    revisions = (PageFile(atom_url(None, plan), "更新订阅", "Atom"),) if views.history else ()
    return {
        "index.md": (*whole, PageFile(feed_url(None, plan), "全部时限", "日历"), *revisions),
        "plan.md": (*whole, *_list_progress_files(plan)),
        "calendar.md": (
            PageFile(feed_url(None, plan), "全部时限", "日历"),
            PageFile(DEADLINES_JSON_URL, "时限", "JSON"),
        ),
        "targets.md": (PageFile(PLAN_XLSX_URL, "量化目标（在计划表里）", "Excel"), whole[-1]),
        "overview.md": duties,
        "agencies/index.md": duties,
        "towns/index.md": duties,
        "changes.md": revisions,
        f"{TOPICS_URL}index.md": (PageFile(TOPICS_JSON_URL, "各主题的措施", "JSON"),),
    }


def list_page_files(views: PlanViews, page: VirtualPage) -> tuple[PageFile, ...]:
    """The files of a page without a source; asked for page by page, since all together are megabytes."""
    if page.macro == _TOPIC_MACRO:
        return (PageFile(TOPICS_JSON_URL, "各主题的措施", "JSON"), PageFile(MEASURES_CSV_URL, "措施", "CSV"))
    if page.macro != _TASK_MACRO:
        return tuple(_list_unit_files(views, views.plan.units[page.id]))
    task = views.plan.tasks[views.task_numbers[page.id]]
    return (PageFile(task_json_url(task), "本项任务", "JSON"), *_list_progress_files(views.plan))


def _list_progress_files(plan: Plan) -> Iterator[PageFile]:
    if plan.progress:
        yield PageFile(PROGRESS_JSON_URL, "各单位填报的进展", "JSON")


def _list_unit_files(views: PlanViews, unit: Unit) -> Iterator[PageFile]:
    yield PageFile(office_url(unit, "docx"), "任务分工表", "Word")
    yield PageFile(office_url(unit, "xlsx"), "任务分工表和进展填报", "Excel")
    yield PageFile(unit_json_url(unit.id), "全部责任", "JSON")
    yield PageFile(feed_url(unit, views.plan), "时限", "日历")
    if views.history:
        yield PageFile(atom_url(unit, views.plan), "更新订阅", "Atom")


def _describe(views: PlanViews, unit: Unit) -> str:
    view = views.units[unit.id]
    counts = "、".join(f"{count.role.name}{count.count}条" for count in view.counts)
    return f"{unit.name}在{views.plan.title}（{views.plan.status}）中的责任：{counts}，附时限和原文。"


def create_page_data(views: PlanViews, uri: str, root: str) -> str | None:
    """The data of a page about itself for programs (JSON-LD), None for nothing; `root` begins its addresses."""
    plan = views.plan
    if uri in ("index.md", "data.md"):
        return create_dataset(plan, root)
    folder, _, name = uri.removesuffix(".md").rpartition("/")
    unit = plan.units.get(name)
    return create_body(plan, unit, root) if unit and folder in ("agencies", "towns") else None


#: What in a page asks for which script; the rest of the site does without it.
_SCRIPTS = {
    "data-day=": "deadlines.js",
    "data-end=": "deadlines.js",
    "data-filter": "deadlines.js",
    "ap-feed": "deadlines.js",
    "ap-filter__toggle": "filter.js",
    "data-finder=": "finder.js",
    "data-stacks": "stacked-tables.js",
    "data-table-filter": "table.js",
    "ap-fold": "unfold.js",
    "data-print": "unfold.js",
    "data-cite=": "cite.js",
}


def find_scripts(page_html: str) -> list[str]:
    """The scripts under assets/ that a page's content needs, each once."""
    return list(dict.fromkeys(script for mark, script in _SCRIPTS.items() if mark in page_html))


def find_unused_hubs(views: PlanViews) -> frozenset[str]:
    """Pages under docs/ that make no sense for this plan; they are left out rather than empty."""
    unused = {
        "towns/index.md": not views.plan.towns,
        "agencies/index.md": all(folder_of(unit, views.plan) == "towns" for unit in views.plan.units.values()),
        f"{TOPICS_URL}index.md": not views.topics,
        "targets.md": not views.targets,
        "overview.md": not views.duties,
        "changes.md": not views.history,
    }
    return frozenset(uri for uri, is_unused in unused.items() if is_unused)
