"""Atom feeds of the revisions (RFC 4287).

The same plan gives the same bytes. Ids come from the plan's id and the number of the revision, so that they stay when the
site moves.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from xml.etree import ElementTree

from macros.html.page import Page
from macros.model import Plan, Unit
from macros.urls import CHANGES_URL, atom_url, unit_url
from macros.views.history import RevisionRow
from macros.views.plan_views import PlanViews

_NAMESPACE = "http://www.w3.org/2005/Atom"
_ZONE = "T00:00:00+08:00"  # days are those of Beijing, which has no summer time


@dataclass(frozen=True)
class AtomEntry(Page):
    row: Annotated[RevisionRow, "One revision, with all that it changed."]


def create_atom(views: PlanViews, unit: Unit | None, site_url: str | None) -> bytes:
    """All revisions for None, for a body those that concern it; newest first. Valid without entries too.

    The plan must have a revision: the newest is the feed's date. Without the site's address there are no links.
    """
    plan = views.plan
    url, page_url = atom_url(unit, plan), unit_url(unit, plan) if unit else CHANGES_URL
    title = f"{unit.name if unit else plan.short_title}的更新记录"
    ElementTree.register_namespace("", _NAMESPACE)
    feed = ElementTree.Element(_name("feed"))
    name = f"{unit.former_ids[0] if unit.former_ids else unit.id}/atom.xml" if unit else url  # it outlives a new id
    _add(feed, "id", _create_id(plan, name))
    _add(feed, "title", title)
    _add(feed, "updated", _stamp(plan.revisions[-1].on))
    _add(ElementTree.SubElement(feed, _name("author")), "name", plan.short_title)
    if site_url:
        ElementTree.SubElement(feed, _name("link"), rel="self", type="application/atom+xml", href=f"{site_url}{url}")
        ElementTree.SubElement(feed, _name("link"), rel="alternate", type="text/html", href=f"{site_url}{page_url}")
    for row in views.history_of(unit) if unit else views.history:
        entry = ElementTree.SubElement(feed, _name("entry"))
        _add(entry, "id", _create_id(plan, f"{name}#{row.anchor}"))
        _add(entry, "title", f"{row.revision.on.isoformat()}：{row.revision.why}")
        _add(entry, "updated", _stamp(row.revision.on))
        if site_url:
            link = f"{site_url}{CHANGES_URL}#{row.anchor}"
            ElementTree.SubElement(entry, _name("link"), rel="alternate", type="text/html", href=link)
        content = _add(entry, "content", AtomEntry(row).render())
        content.set("type", "html")
    ElementTree.indent(feed)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _name(tag: str) -> str:
    return f"{{{_NAMESPACE}}}{tag}"


def _add(parent: ElementTree.Element, tag: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _name(tag))
    element.text = text
    return element


def _create_id(plan: Plan, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{plan.id}/{name}").urn


def _stamp(day: date) -> str:
    return f"{day.isoformat()}{_ZONE}"
