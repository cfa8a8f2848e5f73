"""Every file that has no source under docs/: what exists, where, and what makes it. Knows no engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from macros.exports.api import (
    create_deadlines_json,
    create_plan_json,
    create_progress_json,
    create_task_json,
    create_topics_json,
    create_unit_json,
)
from macros.exports.atom import create_atom
from macros.exports.card import create_card
from macros.exports.csv_files import create_csv, create_datapackage
from macros.exports.embed import create_embed
from macros.exports.ics import FeedWriter
from macros.exports.openapi import create_openapi
from macros.exports.redirects import create_redirect, create_redirect_list
from macros.exports.search import create_search_json
from macros.exports.word_sheets import create_plan_docx, create_unit_docx
from macros.exports.xlsx import create_plan_xlsx, create_unit_xlsx
from macros.model import Unit
from macros.pages.site import Site
from macros.store.provenance import Provenance
from macros.urls import (
    CARD_URL,
    DATA_SUMS_URL,
    DATA_URL,
    DATAPACKAGE_URL,
    DEADLINES_JSON_URL,
    DUTIES_CSV_URL,
    MEASURES_CSV_URL,
    OPENAPI_URL,
    PLAN_DOCX_URL,
    PLAN_JSON_URL,
    PLAN_XLSX_URL,
    PROGRESS_JSON_URL,
    REDIRECTS_URL,
    SEARCH_URL,
    SOURCE_URL,
    TOPICS_JSON_URL,
    atom_url,
    embed_url,
    feed_url,
    folder_of,
    measure_ics_url,
    office_url,
    task_json_url,
    unit_json_url,
    unit_url,
)
from macros.views.deadlines import Event
from macros.views.flat_tables import Table
from macros.views.measures import name_measure
from macros.views.plan_views import PlanViews


@dataclass(frozen=True)
class VirtualFile:
    uri: str
    content: str | bytes


#: Makes some files when it is called.
FileJob = Callable[[], Iterator[VirtualFile]]


def build_files(site: Site) -> Iterator[VirtualFile]:
    """JSON, feeds, the document as received, and the files at the addresses that bodies had before."""
    views, site_url = site.views, site.site_url
    plan = views.plan
    yield VirtualFile(PLAN_JSON_URL, create_plan_json(views, site.provenance))
    yield VirtualFile(DEADLINES_JSON_URL, create_deadlines_json(views))
    yield VirtualFile(OPENAPI_URL, create_openapi(plan, site_url))
    yield from _build_parts(views)
    yield from _build_tables(views)
    yield VirtualFile("robots.txt", create_robots(site_url))
    yield VirtualFile(SEARCH_URL, create_search_json(views.search))
    if site_url and views.matrices:  # who shows links wants a whole address
        yield VirtualFile(CARD_URL, create_card(views.matrices[0]))
    writer = FeedWriter(plan, site_url)
    yield from _build_feeds(views, writer)
    if views.history:
        yield VirtualFile(atom_url(None, plan), create_atom(views, None, site_url))
    if plan.source:
        yield VirtualFile(SOURCE_URL, plan.source)
    yield from _build_data(site.provenance)
    yield from _build_redirect_list(views)
    for unit in plan.bodies:
        content = create_unit_json(views, unit)
        yield VirtualFile(f"{embed_url(unit, plan)}index.html", create_embed(views, unit, site_url))
        yield VirtualFile(unit_json_url(unit.id), content)
        feeds = [*_build_unit_feeds(views, unit, writer), *_build_unit_atom(views, unit, site_url)]
        yield from feeds
        folder = folder_of(unit, plan)
        for former in unit.former_ids:
            yield VirtualFile(unit_json_url(former), content)
            for feed in feeds:
                yield VirtualFile(feed.uri.replace(f"/{unit.id}/", f"/{former}/"), feed.content)
            for place in ("", "embed/"):
                yield VirtualFile(f"{place}{folder}/{former}/index.html", create_redirect(f"../{unit.id}/", unit.name))


def _build_parts(views: PlanViews) -> Iterator[VirtualFile]:
    """The JSON of each task, and of what a plan need not have."""
    plan = views.plan
    if plan.progress:
        yield VirtualFile(PROGRESS_JSON_URL, create_progress_json(plan))
    if plan.topics:
        yield VirtualFile(TOPICS_JSON_URL, create_topics_json(plan))
    for task in plan.tasks:
        yield VirtualFile(task_json_url(task), create_task_json(views, task))


def _build_data(made_of: Provenance | None) -> Iterator[VirtualFile]:
    """The plan's own files as they are, and what they are verified with."""
    if made_of:
        yield from (VirtualFile(f"{DATA_URL}{name}", content) for name, content in made_of.files.items())
        yield VirtualFile(DATA_SUMS_URL, made_of.sums)


def _build_redirect_list(views: PlanViews) -> Iterator[VirtualFile]:
    """The old addresses for servers; none where no body ever had another id."""
    if redirects := dict(list_redirects(views)):
        yield VirtualFile(REDIRECTS_URL, create_redirect_list(redirects))


def list_redirects(views: PlanViews) -> Iterator[tuple[str, str]]:
    """(old address, new one) of every page and file of a body that had another id, in the register's order."""
    for unit in views.plan.bodies:
        for former in unit.former_ids:
            yield from zip(_list_addresses(views, replace(unit, id=former)), _list_addresses(views, unit), strict=True)


def _list_addresses(views: PlanViews, unit: Unit) -> Iterator[str]:
    """Every page and file that is a body's alone."""
    plan = views.plan
    yield from (unit_url(unit, plan), embed_url(unit, plan), unit_json_url(unit.id), feed_url(unit, plan))
    if plan.roles:
        yield feed_url(unit, plan, lead_only=True)
    if views.history:
        yield atom_url(unit, plan)
    yield from (office_url(unit, kind) for kind in ("xlsx", "docx"))


def _build_tables(views: PlanViews) -> Iterator[VirtualFile]:
    """The flat tables as CSV, and the description that stands beside them."""
    measures, duties = views.measures_table, views.duties_table
    files: dict[str, tuple[Table[Any], bytes]] = {
        MEASURES_CSV_URL: (measures, create_csv(measures)),
        DUTIES_CSV_URL: (duties, create_csv(duties)),
    }
    for url, (_, content) in files.items():
        yield VirtualFile(url, content)
    described = {url.rpartition("/")[2]: file for url, file in files.items()}
    yield VirtualFile(DATAPACKAGE_URL, create_datapackage(views.plan, described))


def list_file_jobs(site: Site) -> list[FileJob]:
    """All files without a source under docs/, in portions that can be made apart from each other, the largest first."""
    return [
        partial(_build_plan_office_files, site.views),
        partial(build_files, site),
        *(partial(_build_unit_office_files, site.views, unit) for unit in site.views.plan.bodies),
    ]


def _build_plan_office_files(views: PlanViews) -> Iterator[VirtualFile]:
    yield VirtualFile(PLAN_XLSX_URL, create_plan_xlsx(views))
    yield VirtualFile(PLAN_DOCX_URL, create_plan_docx(views))


def _build_unit_office_files(views: PlanViews, unit: Unit) -> Iterator[VirtualFile]:
    """Under the ids that the body had before too."""
    for kind, content in (("xlsx", create_unit_xlsx(views, unit)), ("docx", create_unit_docx(views, unit))):
        yield VirtualFile(office_url(unit, kind), content)
        for former in unit.former_ids:
            yield VirtualFile(office_url(unit, kind).replace(f"/{unit.id}.", f"/{former}."), content)


def create_robots(site_url: str | None) -> str:
    """Everything may be read by all; where the site's address is known, the list of pages is named."""
    sitemap = f"Sitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def _build_feeds(views: PlanViews, writer: FeedWriter) -> Iterator[VirtualFile]:
    """The plan's feed, and one file per dated measure to take away once."""
    plan = views.plan
    yield VirtualFile(feed_url(None, plan), writer.create_feed(plan.short_title, views.events))
    by_measure: dict[str, list[Event]] = {}
    for event in views.events:
        by_measure.setdefault(event.measure.id, []).append(event)
    for events in by_measure.values():
        task, measure = events[0].task, events[0].measure
        name = name_measure(task, measure)
        yield VirtualFile(measure_ics_url(task, measure), writer.create_feed(name, events))


def _build_unit_feeds(views: PlanViews, unit: Unit, writer: FeedWriter) -> Iterator[VirtualFile]:
    plan = views.plan
    events = views.events_of(unit.id)
    yield VirtualFile(feed_url(unit, plan), writer.create_feed(f"{unit.name}：{plan.short_title}", events))
    if plan.roles:
        first = plan.roles[0]
        name = f"{unit.name}（{first.name}）：{plan.short_title}"
        led = views.events_of(unit.id, first.id)
        yield VirtualFile(feed_url(unit, plan, lead_only=True), writer.create_feed(name, led))


def _build_unit_atom(views: PlanViews, unit: Unit, site_url: str | None) -> Iterator[VirtualFile]:
    """The revisions that concern a body; none where nothing was ever recorded."""
    if views.history:
        yield VirtualFile(atom_url(unit, views.plan), create_atom(views, unit, site_url))
