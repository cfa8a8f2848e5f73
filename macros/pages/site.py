"""The site that pages and files are made for."""

from __future__ import annotations

from dataclasses import dataclass

from macros.store.provenance import Provenance
from macros.views.plan_views import PlanViews


@dataclass(frozen=True)
class Site:
    """A plan with its views, and what is known of where it stands.

    `edit_url`: where its YAML can be edited (`…/tasks.yaml`). `site_url`: where it will stand, with a slash at its end.
    `provenance` is known where a site is built, not where editions are compared.
    """

    views: PlanViews
    edit_url: str | None = None
    site_url: str | None = None
    provenance: Provenance | None = None
