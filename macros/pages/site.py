"""The site that pages and files are made for."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Plan, Unit
from macros.store.provenance import Provenance
from macros.urls import unit_url
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

    @property
    def plan(self) -> Plan:
        return self.views.plan

    def unit_url(self, unit: Unit) -> str:
        """The address of a body's page, or of a collective name's place on an index."""
        return unit_url(unit, self.plan)

    def keys_of(self, unit: Unit) -> str:
        """The words by which the finder finds a body, parted by bars: its name, and all that stands for it."""
        return "|".join((unit.name, *self.views.keys[unit.id]))
