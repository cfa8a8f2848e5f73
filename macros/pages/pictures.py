"""Pictures and tables that look at the plan as a whole: who does what with whom, and what is to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page, UnitUrl
from macros.model import Plan
from macros.pages.charts import DotChart, place_dots
from macros.pages.site import Site
from macros.views.matrix import Cooperation, Matrix
from macros.views.targets import Scale, TargetRow


@dataclass(frozen=True)
class ResponsibilityMatrix(Page):
    plan: Annotated[Plan, "The plan with its roles."]
    matrices: Annotated[tuple[Matrix, ...], "Tasks against bodies, one matrix a section where a plan is large."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def responsibility_matrix(site: Site) -> str:
    """责任矩阵：哪项任务有哪些单位，担任什么责任。"""
    return ResponsibilityMatrix(site.plan, site.views.matrices, site.unit_url).render()


@dataclass(frozen=True)
class CooperationPicture(Page):
    plan: Annotated[Plan, "The plan with the name of its first role."]
    cooperation: Annotated[Cooperation, "Who leads, and who else stands in the same measures."]
    chart: Annotated[DotChart, "The places of names and dots in the picture."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def cooperation_picture(site: Site) -> str:
    """谁和谁一起做：谁牵头，同一条措施里还有谁。"""
    cooperation = site.views.cooperation
    return CooperationPicture(site.plan, cooperation, place_dots(cooperation), site.unit_url).render()


@dataclass(frozen=True)
class TargetsPicture(Page):
    scales: Annotated[tuple[Scale, ...], "Targets that can be compared, each group on one scale."]


def targets_picture(site: Site) -> str:
    """可以比较的量化目标，画成横条。"""
    return TargetsPicture(site.views.scales).render()


@dataclass(frozen=True)
class TargetsTable(Page):
    rows: Annotated[tuple[TargetRow, ...], "Every target in printed order."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def targets_table(site: Site) -> str:
    """全部量化目标。"""
    return TargetsTable(site.views.targets, site.unit_url).render()
