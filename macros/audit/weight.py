"""The weight of pages. A plan fifty times as large may have pages fifty times as large; what we add to them may not grow."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from macros.audit.files import HOST_NAME, Page, Site
from macros.urls import PLAN_JSON_URL, PROGRESS_JSON_URL

#: Bytes, as the files are (about a fifth of it goes over the line). Today's largest are well below.
FRAME = 550_000  # of style sheets, scripts and pictures that one page loads: a first visit without the page itself
PAGE = 150_000  # of any page's HTML, whatever the plan
PAGE_PER_DATA = 4  # of a page's HTML, for each byte of the data below
HEAVY_PAGE = 2_000_000  # of HTML: published, but the publisher is warned that telephones wait for it
_DATA = (PLAN_JSON_URL, PROGRESS_JSON_URL, "changes/atom.xml")


def check_weight(site: Site) -> Iterator[str]:
    """Pages against what their data justify; the frame against a fixed limit."""
    data = sum((site.folder / name).stat().st_size for name in _DATA if site.has(name))
    most = PAGE + PAGE_PER_DATA * data
    frames: dict[tuple[str, ...], int] = {}
    for page in site.pages.values():
        if page.size > most:
            yield f"{page.path}：网页有 {page.size // 1000}KB，按数据的多少不应超过 {most // 1000}KB。"
        loads = tuple(sorted(_list_loads(site, page)))
        if loads not in frames:
            frames[loads] = sum((site.folder / name).stat().st_size for name in loads)
        if frames[loads] > FRAME:
            yield f"{page.path}：加载的样式、脚本和图共 {frames[loads] // 1000}KB，不应超过 {FRAME // 1000}KB。"


def find_heavy_pages(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        if page.size > HEAVY_PAGE:
            yield f"提示：{page.path} 有 {page.size / 1e6:.1f}MB，手机上打开会慢；计划很大时可以分成几份。"


def _list_loads(site: Site, page: Page) -> set[str]:
    root = urlsplit(site.root).path
    found = set()
    for load in page.loads:
        target = urlsplit(urljoin(site.root + page.path, load))
        name = unquote(target.path.removeprefix(root))
        if target.netloc == HOST_NAME and name.endswith((".css", ".js", ".svg", ".png")) and name in site.names:
            found.add(name)
    return found
