"""Every link and anchor leads somewhere, and nothing is loaded from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from macros.audit.files import HOST_NAME, Site
from macros.urls import REDIRECTS_URL, SEARCH_URL

_SCHEMES = frozenset({"http", "https", "mailto", "webcal"})
_STYLE_LOAD = re.compile(r"url\(\s*['\"]?([^'\")]*)|@import\s+['\"]([^'\"]*)")


def check_links(site: Site) -> Iterator[str]:
    """Of each page, what it leads to and what it loads."""
    for page in site.pages.values():
        for link in dict.fromkeys(page.links):
            yield from _check_link(site, page.path, link)
        for load in dict.fromkeys(page.loads):
            yield from _check_load(site, page.path, load)


def check_style_sheets(site: Site) -> Iterator[str]:
    for name in site.files:
        if name.endswith(".css"):
            for match in _STYLE_LOAD.finditer(site.read_bytes(name).decode(errors="replace")):
                load = match[1] or match[2] or ""
                if load and not load.startswith(("data:", "#")):
                    yield from _check_load(site, name, load)


def check_lists(site: Site) -> Iterator[str]:
    """Targets of the search, and of the list of old addresses."""
    for entry in site.read_json(SEARCH_URL)["entries"]:
        yield from _check_link(site, SEARCH_URL, urljoin(site.root, entry["location"]))
    if site.has(REDIRECTS_URL):
        for old, new in site.read_json(REDIRECTS_URL).items():
            yield from _check_link(site, REDIRECTS_URL, urljoin(site.root, old))
            yield from _check_link(site, REDIRECTS_URL, urljoin(site.root, new))


def _check_load(site: Site, path: str, load: str) -> Iterator[str]:
    target = urlsplit(urljoin(site.root + path, load))
    if target.scheme == "data":
        return
    if target.netloc != HOST_NAME:
        yield f"{path}：从站外加载“{load}”。"
    else:
        yield from _check_link(site, path, load)


def _check_link(site: Site, path: str, link: str) -> Iterator[str]:
    try:
        url = urljoin(site.root + path, link)
        target = urlsplit(url)
    except ValueError:
        yield f"{path}：链接“{link}”不是网址。"
        return
    if target.scheme not in ("http", "https") or target.netloc != HOST_NAME:
        if target.scheme not in _SCHEMES:
            yield f"{path}：链接“{link}”的协议不允许。"
        return
    file = unquote(target.path.removeprefix(urlsplit(site.root).path))
    if file.endswith("/") or not file:
        file += "index.html"
    if not url.startswith(site.root) or file not in site.names:
        yield f"{path}：链接“{link}”指向的“{file}”不存在。"
        return
    fragment = unquote(target.fragment)
    if fragment and file in site.anchors and fragment not in site.anchors[file]:
        yield f"{path}：链接“{link}”指向的锚点不存在。"
