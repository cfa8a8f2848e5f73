"""A body's duties as a page of its own, light enough for a frame on another site. It fetches nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page
from macros.html.policy import add_policy
from macros.html.render import place_links
from macros.model import Plan, Unit
from macros.urls import embed_url, unit_url
from macros.views.plan_views import PlanViews
from macros.views.progress import ProgressRow
from macros.views.units import UnitView


@dataclass(frozen=True)
class EmbeddedDuties(Page):
    plan: Annotated[Plan, "The plan with its title, status and date."]
    view: Annotated[UnitView, "The body with its duties."]
    progress: Annotated[Mapping[str, tuple[ProgressRow, ...]], "The last reports on a measure, by its id."]
    page_url: Annotated[str, "The address of the body's own page, from the site's root."]
    canonical: Annotated[str | None, "The same with the site's address, if that is known."]


def create_embed(views: PlanViews, unit: Unit, site_url: str | None) -> str:
    """The HTML of `/embed/…/<id>/`: certain duties in printed order, what became of each, the body's last report, a link."""
    page_url = unit_url(unit, views.plan)
    html = EmbeddedDuties(
        plan=views.plan,
        view=views.units[unit.id],
        progress=views.progress,
        page_url=page_url,
        canonical=f"{site_url}{page_url}" if site_url else None,
    ).render()
    root = "../" * embed_url(unit, views.plan).count("/")
    return add_policy(place_links(html, root))
