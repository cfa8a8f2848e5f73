"""The built site, read as a visitor's browser reads it: is everything there, and does every link lead somewhere?

It knows files and HTML only, neither the engine nor the templates, so that it finds what they did wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from macros.urls import PLAN_JSON_URL, PROGRESS_JSON_URL, unit_json_url

_HOST_NAME = "site.invalid"
_HOST = f"http://{_HOST_NAME}/"
_LOADED = frozenset({"stylesheet", "icon", "alternate", "preload"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass
class _Page(HTMLParser):
    """What one page has: ids, links, what it loads, the text of its article."""

    path: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: int = 0
    text: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    is_redirect: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and _LOADED & set(values.get("rel", "").split()):
            self.loads.append(values.get("href", ""))
        elif tag in ("img", "script", "iframe", "source") and "src" in values:
            self.loads.append(values["src"])
        elif tag == "meta" and values.get("http-equiv") == "refresh":
            self.is_redirect = True
        self.headings += tag == "h1"
        if tag not in _VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "article" in self.stack and not {"code", "pre", "script", "style"} & set(self.stack):
            self.text.append(data)


def audit_site(folder: Path, site_path: str = "/") -> list[str]:
    """What is wrong with a built site, one Chinese sentence each; empty if nothing is.

    `site_path` is where the site will stand on its host (`/plan/`): 404.html alone links from the host's root.
    """
    site = _Site(folder, site_path)
    findings: list[str] = []
    for page in site.pages.values():
        findings += _audit_page(page, site.marked_texts)
        for link in page.links:
            findings += _audit_link(site, page.path, link)
        for load in page.loads:
            if urlsplit(urljoin(_HOST, load)).netloc != _HOST_NAME:
                findings.append(f"{page.path}：从站外加载“{load}”。")
            else:
                findings += _audit_link(site, page.path, load)
    return findings + _audit_counts(site)


class _Site:
    def __init__(self, folder: Path, site_path: str) -> None:
        self.folder = folder
        path = site_path.strip("/")
        self.root = f"{_HOST}{path}/" if path else _HOST
        self.pages = {
            path.relative_to(folder).as_posix(): _read(path, folder) for path in sorted(folder.rglob("*.html"))
        }
        self.anchors = {path: set(page.ids) for path, page in self.pages.items()}
        self.plan = json.loads((folder / PLAN_JSON_URL).read_text(encoding="utf-8"))

    @cached_property
    def marked_texts(self) -> list[str]:
        """Texts of the plan that hold braces of their own, as a page may show them: by paragraph."""
        found: list[str] = []

        def collect(value: Any) -> None:
            if isinstance(value, str):
                found.extend(part for part in value.split("\n") if "{{" in part or "{%" in part)
            elif isinstance(value, (list, dict)):
                for item in value.values() if isinstance(value, dict) else value:
                    collect(item)

        collect(self.plan)
        progress = self.folder / PROGRESS_JSON_URL
        if progress.is_file():
            collect(json.loads(progress.read_text(encoding="utf-8")))
        return found


def _read(path: Path, folder: Path) -> _Page:
    page = _Page(path.relative_to(folder).as_posix())
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def _audit_page(page: _Page, marked_texts: list[str]) -> list[str]:
    text = "".join(page.text)
    unmarked = text
    for words in marked_texts:
        unmarked = unmarked.replace(words, "")
    findings = [f"{page.path}：留有没有处理的模板标记“{mark}”。" for mark in ("{{", "{%") if mark in unmarked]
    if len(page.ids) != len(set(page.ids)):
        twice = sorted({name for name in page.ids if page.ids.count(name) > 1})
        findings.append(f"{page.path}：锚点“{'、'.join(twice)}”重复。")
    if not page.is_redirect and (page.headings != 1 or len(text.strip()) < 20):
        findings.append(f"{page.path}：页面是空的，或者一级标题不是正好一个。")
    return findings


def _audit_link(site: _Site, path: str, link: str) -> list[str]:
    url = urljoin(site.root + path, link)
    target = urlsplit(url)
    if target.scheme not in ("http", "https") or target.netloc != _HOST_NAME:
        allowed = target.scheme in ("http", "https", "mailto", "webcal")
        return [] if allowed else [f"{path}：链接“{link}”的协议不允许。"]
    file = unquote(target.path.removeprefix(urlsplit(site.root).path))
    if file.endswith("/") or not file:
        file += "index.html"
    if not url.startswith(site.root) or not (site.folder / file).is_file():
        return [f"{path}：链接“{link}”指向的“{file}”不存在。"]
    fragment = unquote(target.fragment)
    if fragment and file in site.anchors and fragment not in site.anchors[file]:
        return [f"{path}：链接“{link}”指向的锚点不存在。"]
    return []


def _audit_counts(site: _Site) -> list[str]:
    """Every measure of the JSON stands on the whole table and on its task's page; every body has a page and JSON."""
    findings = []
    for task in site.plan["tasks"]:
        for measure in task["measures"]:
            findings += [
                f"{page}：缺少措施 {measure['id']}。"
                for page in ("plan/index.html", f"tasks/{task['no']}/index.html")
                if measure["id"] not in site.anchors.get(page, set())
            ]
    for unit in site.plan["units"]:
        if unit["kind"] != "group":
            pages = [f"{kind}/{unit['id']}/index.html" for kind in ("agencies", "towns")]
            has_page = any(page in site.anchors for page in pages)
            if not has_page or not (site.folder / unit_json_url(unit["id"])).is_file():
                findings.append(f"单位 {unit['id']}（{unit['name']}）没有页面或数据。")
    return findings
