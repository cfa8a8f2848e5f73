"""Parts of the home page, and the facts of the document that other pages show too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page, UnitUrl
from macros.model import Plan, Unit
from macros.pages.site import Site
from macros.views.calendar import CalendarView
from macros.views.targets import TargetRow

#: So many agencies stand on the home page before a visitor has typed.
_FIRST_AGENCIES = 9


@dataclass(frozen=True)
class PlanOverview(Page):
    plan: Annotated[Plan, "The plan with its title and status."]


def plan_overview(site: Site) -> str:
    """首页抬头：文件标题、状态，一句话说明这是什么。"""
    return PlanOverview(site.plan).render()


@dataclass(frozen=True)
class WaysIn(Page):
    plan: Annotated[Plan, "The plan with its towns and agencies."]
    first_agencies: Annotated[tuple[Unit, ...], "The agencies that are shown before a visitor types."]
    acting_count: Annotated[int, "The number of agencies that hold a certain duty."]
    keys_of: Annotated[UnitUrl, "The words by which the finder finds a body, parted by bars."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def ways_in(site: Site) -> str:
    """几个入口：“我关心的事”（有 topics.yaml 的）、“我住的镇街”和“我所在的单位”。"""
    acting = site.views.acting_agencies
    return WaysIn(site.plan, acting[:_FIRST_AGENCIES], len(acting), site.keys_of, site.unit_url).render()


@dataclass(frozen=True)
class KeyFigures(Page):
    plan: Annotated[Plan, "The plan whose parts are counted."]
    acting_count: Annotated[int, "The number of agencies that hold a certain duty."]
    target_count: Annotated[int, "The number of quantified targets, withdrawn measures left out."]


def key_figures(site: Site) -> str:
    """关键数字：几个部分、几项任务、几条措施、多少单位、多少指标。"""
    return KeyFigures(site.plan, len(site.views.acting_agencies), len(site.views.targets)).render()


@dataclass(frozen=True)
class YearPicture(Page):
    plan: Annotated[Plan, "The plan with its year."]
    calendar: Annotated[CalendarView, "The calendar with one lane for each day or span on which measures fall due."]


def year_picture(site: Site) -> str:
    """一年时限一览图：什么时候有多少条措施到期。"""
    return YearPicture(site.plan, site.views.calendar).render()


@dataclass(frozen=True)
class HeadlineTargets(Page):
    rows: Annotated[list[TargetRow], "The targets that editors marked as the plan's headlines; may be empty."]
    target_count: Annotated[int, "The number of all targets."]


def headline_targets(site: Site) -> str:
    """主要指标：tasks.yaml 里标了 headline: true 的量化目标。"""
    targets = site.views.targets
    return HeadlineTargets([row for row in targets if row.target.headline], len(targets)).render()


@dataclass(frozen=True)
class SectionIndex(Page):
    plan: Annotated[Plan, "The plan with its sections and tasks."]


def section_index(site: Site) -> str:
    """各部分及其任务的目录。"""
    return SectionIndex(site.plan).render()


@dataclass(frozen=True)
class PlanFacts(Page):
    plan: Annotated[Plan, "The plan with the facts of its document."]


def plan_facts(site: Site) -> str:
    """文件信息：标题、附件、状态、年度，以及关于整份文件的编者注。"""
    return PlanFacts(site.plan).render()
