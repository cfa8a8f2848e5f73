"""Every page and file that has no source under docs/: what exists, where, and what makes it. Knows no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.exports.api import create_plan_json, create_unit_json
from macros.exports.redirects import create_redirect
from macros.model import Unit
from macros.urls import PLAN_JSON_URL, SOURCE_URL, folder_of, task_url, unit_json_url, unit_url
from macros.views.plan_views import PlanViews


@dataclass(frozen=True)
class VirtualPage:
    """A page whose `body` is one macro call with an id; titles and descriptions are plain text, not yet escaped."""

    uri: str
    title: str
    description: str
    body: str
    hub: str  # the page under docs/ that it belongs to


@dataclass(frozen=True)
class VirtualFile:
    uri: str
    content: str


def build_pages(views: PlanViews) -> Iterator[VirtualPage]:
    """One page a task and a body, in the plan's order."""
    plan = views.plan
    for task in plan.tasks:
        yield VirtualPage(
            uri=task_url(task).rstrip("/") + ".md",
            title=f"任务{task.no} {task.title}",
            description=f"{plan.title}（{plan.status}）任务{task.no}“{task.title}”：{len(task.measures)}条措施的"
            "时限、责任单位和指标。",
            body=f'{{{{ task_page("{task.id}") }}}}',
            hub="plan.md",
        )
    for unit in plan.bodies:
        macro = "town_page" if unit.is_town else "agency_page"
        yield VirtualPage(
            uri=unit_url(unit, plan).rstrip("/") + ".md",
            title=unit.name,
            description=_describe(views, unit),
            body=f'{{{{ {macro}("{unit.id}") }}}}',
            hub=f"{folder_of(unit, plan)}/index.md",
        )


def _describe(views: PlanViews, unit: Unit) -> str:
    view = views.units[unit.id]
    counts = "、".join(f"{count.role.name}{count.count}条" for count in view.counts)
    return f"{unit.name}在{views.plan.title}（{views.plan.status}）中的责任：{counts}，附时限和原文。"


def find_unused_hubs(views: PlanViews) -> frozenset[str]:
    """Pages under docs/ that make no sense for this plan; they are left out rather than empty."""
    unused = {"towns/index.md": not views.plan.towns, "targets.md": not views.targets}
    return frozenset(uri for uri, is_unused in unused.items() if is_unused)


def build_files(views: PlanViews) -> Iterator[VirtualFile]:
    """The JSON of the contract, the document as received, and what stands at the addresses that bodies had before."""
    yield VirtualFile(PLAN_JSON_URL, create_plan_json(views))
    if views.plan.source:
        yield VirtualFile(SOURCE_URL, views.plan.source)
    for unit in views.plan.bodies:
        content = create_unit_json(views, unit)
        yield VirtualFile(unit_json_url(unit.id), content)
        folder = folder_of(unit, views.plan)
        for former in unit.former_ids:
            yield VirtualFile(unit_json_url(former), content)
            yield VirtualFile(f"{folder}/{former}/index.html", create_redirect(f"../{unit.id}/", unit.name))
