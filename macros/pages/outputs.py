"""Everything that is made of a plan, as text and without the engine, to see what a change of the plan changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from macros.pages.page_macros import MACROS
from macros.pages.site import Site
from macros.pages.virtual_files import build_files
from macros.pages.virtual_pages import build_pages, find_unused_hubs
from macros.views.plan_views import PlanViews

DOCS = Path(__file__).resolve().parents[2] / "docs"

#: What the frame of every page shows of the plan.
_ON_EVERY_PAGE = ("title", "short_title", "status", "status_note", "towns_name")
_CALL = re.compile(r"\{\{\s*(\w+)\(\s*(?:\"([^\"]*)\")?\s*\)\s*\}\}")
_MACROS = {macro.__name__: macro for macro in MACROS}


def find_changed_files(old: PlanViews, new: PlanViews) -> tuple[str, ...]:
    """Addresses from the site's root, sorted, whose content differs, or that only one of the editions has.

    The date of the data, which every page carries, is no difference.
    """
    old = PlanViews(replace(old.plan, revised_on=new.plan.revised_on), old.spellings)
    before, after = dict(list_outputs(Site(old))), dict(list_outputs(Site(new)))
    is_framed = any(getattr(old.plan, name) != getattr(new.plan, name) for name in _ON_EVERY_PAGE)
    return tuple(
        sorted(
            address
            for address in before | after
            if before.get(address) != after.get(address) or (is_framed and (address.endswith("/") or not address))
        )
    )


def list_outputs(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of every page's own part and of every file."""
    unused = find_unused_hubs(site.views)
    for path in sorted(DOCS.rglob("*.md")):
        uri = path.relative_to(DOCS).as_posix()
        calls = _CALL.findall(path.read_text(encoding="utf-8"))
        if calls and uri not in unused:
            yield _create_address(uri), "".join(_MACROS[name](site, *filter(None, [word])) for name, word in calls)
    for page in build_pages(site.views):
        yield _create_address(page.uri), _MACROS[page.macro](site, page.id)
    for file in build_files(site):
        yield file.uri, file.content


def _create_address(uri: str) -> str:
    return re.sub(r"(?:(^|/)index)?\.md$", lambda match: match[1] if match[1] is not None else "/", uri)
