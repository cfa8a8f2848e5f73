"""The same pages for other tools, and for no tool at all: every page of a plan's site with its finished HTML inside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment

from macros.check.checker import check_plan
from macros.html.render import place_links, place_sizes
from macros.pages.data import create_page_foot
from macros.pages.page_macros import MACROS
from macros.pages.site import Site
from macros.pages.virtual_pages import build_pages, find_unused_hubs, list_page_files
from macros.views.plan_views import PlanViews

ROOT = Path(__file__).resolve().parent.parent
#: Pages under docs/ that stand in the navigation, and those that do not.
_HUBS = (
    "index.md",
    "towns/index.md",
    "agencies/index.md",
    "plan.md",
    "calendar.md",
    "targets.md",
    "overview.md",
    "data.md",
)
#: Bytes of text above which Zensical refuses a page in its search.
_MOST_SEARCHED = 120_000
_OTHERS = ("accessibility.md", "changes.md", "editing.md")


@dataclass(frozen=True)
class Source:
    """A page before a tool makes it one: `uri` under docs/, `html` what stands in it."""

    uri: str
    title: str
    description: str
    html: str


def render_pages(views: PlanViews) -> Iterator[Source]:
    """Every page of a plan's site, hubs first, by the project's own macros."""
    site = Site(views)
    environment = Environment(autoescape=False)  # noqa: S701  # what it puts together is finished HTML
    environment.globals.update({macro.__name__: _bind(macro, site) for macro in MACROS})
    environment.globals["config"] = {"repo_url": None, "site_url": None}
    unused = find_unused_hubs(views)
    for uri in (*_HUBS, *_OTHERS):
        if uri not in unused:
            head, text = _split((ROOT / "docs" / uri).read_text(encoding="utf-8"))
            html = environment.from_string(text).render()
            yield Source(uri, head.get("title", uri), head.get("description", ""), _place(html, uri))
    macros = {macro.__name__: macro for macro in MACROS}
    for page in build_pages(views):
        html = macros[page.macro](site, page.id) + create_page_foot(site, list_page_files(views, page))
        yield Source(page.uri, page.title, page.description, _place(html, page.uri))


def _bind(macro: Any, site: Site) -> Any:
    return lambda *arguments: macro(site, *arguments)


def _split(text: str) -> tuple[dict[str, str], str]:
    match = re.match(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    return (yaml.load(match[1], Loader=yaml.CSafeLoader), match[2]) if match else ({}, text)


def _place(html: str, uri: str) -> str:
    path = uri.removesuffix("index.md").removesuffix(".md")
    root = "../" * (path.strip("/").count("/") + 1) if path else "./"
    return place_sizes(place_links(html, root), None)


def write_sources(folder: Path, plan: Path) -> int:
    """docs/ for a tool that knows nothing of us: one file a page, its HTML as one block. The number of pages."""
    count = 0
    for source in render_pages(_load(plan)):
        path = folder / "docs" / source.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = {"title": source.title, "description": source.description}
        html = re.sub(r"\n\s*\n", "\n", source.html)  # an empty line ends a block of HTML
        if len(re.sub(r"<[^>]*>", "", html).encode()) > _MOST_SEARCHED:
            values["search"] = {"exclude": True}
        head = yaml.dump(values, allow_unicode=True, width=10_000)
        path.write_text(f"---\n{head}---\n\n<div>\n{html}\n</div>\n", encoding="utf-8")
        count += 1
    return count


def write_config(folder: Path, *, is_usual: bool) -> None:
    """mkdocs.yml as its users write it: the theme with search. `is_usual`: every page in the navigation, and the macros
    plugin, as the theme's documentation shows it; otherwise the hubs alone are in the navigation.
    """
    docs = folder / "docs"
    uris = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")) if is_usual else _HUBS
    config: dict[str, Any] = {
        "site_name": "bench",
        "site_url": "http://localhost/",
        "theme": {
            "name": "material",
            "language": "zh",
            "font": False,
            "features": ["navigation.tabs", "navigation.top"],
        },
        "plugins": [
            {"search": {"lang": ["en"], "separator": r"[\s\-，。、；：（）]+"}},
            *(["macros"] if is_usual else []),
        ],
        "nav": [uri for uri in uris if (docs / uri).is_file()],
        "markdown_extensions": ["attr_list", "tables", "toc"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False, indent=1), encoding="utf-8")


_PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="{{ description }}"></head><body><main>{{ html }}</main></body></html>
"""


def build_limit(folder: Path, plan: Path) -> None:
    """Build the part that cannot be saved: the plan read and checked, its pages rendered into a bare frame and written, by no engine."""
    template = Environment(autoescape=False).from_string(_PAGE)  # noqa: S701  # as above
    views = _load(plan)
    for source in render_pages(views):
        path = folder / source.uri.replace(".md", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(template.render(**vars(source)).encode())


def _load(folder: Path) -> PlanViews:
    plan, problems = check_plan(folder)
    if plan is None:
        raise ValueError("\n".join(map(str, problems)))
    return PlanViews(plan)
