"""Parts that every page must have, and parts that none may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from macros.audit.files import Page, Site, squeeze
from macros.urls import PROGRESS_JSON_URL

#: Signs of a template that has not been filled in.
_MARKS = ("{{", "{%")
#: What was published when.
_REVISIONS = "downloads/data/revisions/"
_FEWEST = 20  # characters of an article


def check_pages(site: Site) -> Iterator[str]:
    marked = _find_marked_texts(site)
    for name in site.files:
        if not (site.folder / name).stat().st_size:
            yield f"{name}：是空文件。"
    for page in site.pages.values():
        yield from _check_page(page, marked)


def _check_page(page: Page, marked: list[str]) -> Iterator[str]:
    left = "\n".join(_strip_marked(piece, marked) for piece in (*page.pieces, page.title))
    for mark in _MARKS:
        if mark in left:
            yield f"{page.path}：留有没有处理的模板标记“{mark}”。"
    twice = sorted(name for name, count in Counter(page.ids).items() if count > 1)
    if twice:
        yield f"{page.path}：锚点“{'、'.join(twice)}”重复。"
    if page.is_redirect:
        return
    if page.headings != 1 or len(page.text.strip()) < _FEWEST:
        yield f"{page.path}：页面是空的，或者一级标题不是正好一个。"
    if "default-src 'none'" not in page.policy or "//" in page.policy or "unsafe" in page.policy:
        yield f"{page.path}：没有“只从本站加载”的安全策略（Content-Security-Policy）。"


def _strip_marked(piece: str, marked: list[str]) -> str:
    """A text between two tags without what the data say: nothing where it is a part of that, as a redline shows it."""
    if not any(mark in piece for mark in _MARKS):
        return ""
    shown = squeeze(piece)
    if any(shown in words for words in marked):
        return ""
    for words in marked:
        shown = shown.replace(words, "")
    return shown


def _find_marked_texts(site: Site) -> list[str]:
    """Texts of the data that hold braces of their own, whole and by paragraph, without white space: also what once was said."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.extend(squeeze(part) for part in (value, *value.split("\n")) if any(mark in part for mark in _MARKS))
        elif isinstance(value, (list, dict)):
            for item in value.values() if isinstance(value, dict) else value:
                collect(item)

    collect(site.plan)
    if site.has(PROGRESS_JSON_URL):
        collect(site.read_json(PROGRESS_JSON_URL))
    for name in site.files:
        if name.startswith(_REVISIONS):
            content = (site.folder / name).read_bytes()
            if any(mark.encode() in content for mark in _MARKS):
                collect(yaml.load(content, Loader=yaml.CSafeLoader))  # it makes plain values only
    return sorted(found, key=len, reverse=True)  # a text may hold a shorter one
