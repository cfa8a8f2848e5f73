"""The deadline calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page, UnitUrl
from macros.model import Plan, Unit
from macros.pages.charts import ColumnChart, place_years
from macros.pages.site import Site
from macros.views.calendar import CalendarView


@dataclass(frozen=True)
class DeadlineCalendar(Page):
    plan: Annotated[Plan, "The plan with its roles and bodies."]
    calendar: Annotated[CalendarView, "Months, days and lists of measures by when they fall due."]
    charts: Annotated[tuple[ColumnChart, ...], "The places of the columns in the picture of each year."]
    agencies: Annotated[tuple[Unit, ...], "The agencies by which measures can be filtered."]
    groups: Annotated[Mapping[str, tuple[Unit, ...]], "The collective names that cover a body, by its id."]
    site_url: Annotated[str | None, "The address at which the site will stand, if it is known."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def deadline_calendar(site: Site) -> str:
    """时限日历：十二个月、按日期的清单、全年进行的、日期另定的。"""
    views = site.views
    return DeadlineCalendar(
        plan=site.plan,
        calendar=views.calendar,
        charts=place_years(views.calendar.months, site.plan.years),
        agencies=views.acting_agencies,
        groups=views.groups_by_unit,
        site_url=site.site_url,
        unit_url=site.unit_url,
    ).render()
