"""Bodies: the two indexes, a page for each, and the comparison of towns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from macros.html.page import Page, UnitUrl
from macros.model import Measure, Plan, Task, Unit
from macros.pages.site import Site
from macros.urls import folder_of
from macros.views.calendar import Month
from macros.views.history import RevisionRow
from macros.views.progress import ProgressRow
from macros.views.towns import TownComparison, TownView
from macros.views.units import UnitView


@dataclass(frozen=True)
class UnitPage(Page):
    """An agency's page; for a town the sheet behind its page, which is printed."""

    plan: Annotated[Plan, "The plan with its title and roles."]
    view: Annotated[UnitView, "The body with its duties, targets and partners."]
    months: Annotated[tuple[Month, ...], "The months in which something falls due for it; may be empty."]
    has_events: Annotated[bool, "Whether its calendar feed holds anything."]
    history: Annotated[tuple[RevisionRow, ...], "The revisions that concern it, newest first."]
    progress: Annotated[Mapping[str, tuple[ProgressRow, ...]], "The last reports on a measure, by its id."]
    site_url: Annotated[str | None, "The address at which the site will stand, if it is known."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


@dataclass(frozen=True)
class TownPage(UnitPage):
    town: Annotated[TownView, "Its duties, what is its own apart from what others have as well."]


def agency_page(site: Site, unit_id: str) -> str:
    """一个部门单位的全部责任，例如 agency_page("urban-management")。"""
    view = site.views.units.get(unit_id)
    if view is None or view.unit.is_town:
        raise ValueError(f"没有编号是“{unit_id}”的部门单位")
    return UnitPage(**_fill(site, view)).render()


def town_page(site: Site, unit_id: str) -> str:
    """一个镇街的页面：自己的在前，再是大家关心的事，别的镇街也要做的折起来；例如 town_page("yongding")。"""
    return TownPage(**_fill(site, _find_town(site, unit_id)), town=site.views.town_of(unit_id)).render()


def town_duties(site: Site, unit_id: str) -> str:
    """一个镇街的任务分工表，按时限排列，打印用；例如 town_duties("yongding")。"""
    return UnitPage(**_fill(site, _find_town(site, unit_id))).render()


def _find_town(site: Site, unit_id: str) -> UnitView:
    view = site.views.units.get(unit_id)
    if view is None or not view.unit.is_town:
        raise ValueError(f"没有编号是“{unit_id}”的镇街")
    return view


def _fill(site: Site, view: UnitView) -> dict[str, Any]:
    """The values of a UnitPage."""
    views, unit = site.views, view.unit
    return {
        "plan": site.plan,
        "view": view,
        "months": views.months_of(unit.id),
        "has_events": bool(views.events_of(unit.id)),
        "history": views.history_of(unit),
        "progress": views.progress,
        "site_url": site.site_url,
        "unit_url": site.unit_url,
    }


@dataclass(frozen=True)
class UnitIndex(Page):
    plan: Annotated[Plan, "The plan with the name that it gives to its towns."]
    kind: Annotated[str, "The index: `agencies` or `towns`."]
    acting: Annotated[list[UnitView], "Bodies that hold a duty, or may hold one through a collective name."]
    named: Annotated[list[UnitView], "Bodies that only the text of a measure names."]
    absent: Annotated[list[UnitView], "Bodies of the register that the plan does not name at all."]
    groups: Annotated[
        list[tuple[Unit, list[Unit], tuple[tuple[Task, Measure], ...]]],
        "Each collective name with the bodies that it covers or may cover, and the measures in whose columns it stands.",
    ]
    keys_of: Annotated[UnitUrl, "The words by which the finder finds a body, parted by bars."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def unit_index(site: Site, kind: str) -> str:
    """单位目录：unit_index("agencies") 是部门单位，unit_index("towns") 是镇街。"""
    plan, views = site.plan, site.views
    if kind not in ("agencies", "towns"):
        raise ValueError(f"unit_index 的参数只能是 agencies 或 towns，现在是“{kind}”")
    shown = [views.units[unit.id] for unit in (plan.towns if kind == "towns" else plan.agencies)]
    others = [view for view in shown if not (view.rows or view.possible)]
    groups = [group for group in plan.groups if folder_of(group, plan) == kind]
    return UnitIndex(
        plan=plan,
        kind=kind,
        acting=[view for view in shown if view.rows or view.possible],
        named=[view for view in others if view.mentions],
        absent=[view for view in others if not view.mentions],
        groups=[
            (group, [plan.units[unit] for unit in group.members + group.possible_members], views.entries_of[group.id])
            for group in groups
        ],
        keys_of=site.keys_of,
        unit_url=site.unit_url,
    ).render()


@dataclass(frozen=True)
class TownComparisonTable(Page):
    plan: Annotated[Plan, "The plan with its roles."]
    comparison: Annotated[TownComparison, "The towns side by side, and the duties in which they differ."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def town_comparison(site: Site) -> str:
    """各镇街放在一起看：几条措施，自己的指标，哪里不同。"""
    return TownComparisonTable(site.plan, site.views.town_comparison, site.unit_url).render()
