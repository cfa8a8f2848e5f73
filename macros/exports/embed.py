"""A body's duties as a page of its own, light enough for a frame on another site. It asks nothing of anybody else."""

from __future__ import annotations

from macros.html.policy import add_policy
from macros.html.render import place_links, render
from macros.model import Unit
from macros.urls import embed_url, unit_url
from macros.views.plan_views import PlanViews


def create_embed(views: PlanViews, unit: Unit, site_url: str | None) -> str:
    """The HTML of `/embed/…/<id>/`: certain duties in printed order, what became of each, the body's last report, a link."""
    page_url = unit_url(unit, views.plan)
    html = render(
        "pages/embed.html",
        plan=views.plan,
        view=views.units[unit.id],
        progress=views.progress,
        page_url=page_url,
        canonical=f"{site_url}{page_url}" if site_url else None,
    )
    root = "../" * embed_url(unit, views.plan).count("/")
    return add_policy(place_links(html, root))
