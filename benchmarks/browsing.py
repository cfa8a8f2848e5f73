"""Requests of a visitor's browser, compressed as deploy/ serves them, and the time to the search's answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

import brotli
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import NotMeasuredError
from tests.browser.served import LAUNCH_FLAGS, find_browser, serve

_TOWN, _NEXT_TOWN = "towns/wangping/", "towns/tanzhesi/"
_QUERIES = (
    "降尘量",
    "王平镇",
    "VOCs",
    "新能源",
    "城管委",
    "市场监管",
    "采暖季",
    "加油站",
)  # what stands before the last key finds something too
_SMALL = 200  # bytes: smaller answers are sent as they are


@dataclass(frozen=True)
class Visit:
    """Bytes on the wire, answers' heads left out."""

    first_page: int
    first_html: int
    first_requests: int
    next_page: int
    search_index: int


def measure_browsing(site: Path) -> tuple[Visit, float]:
    """A visit, and how soon the search answers, in milliseconds."""
    with serve(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH_FLAGS)
        found = weigh_visit(browser, root, site), _time_search(browser, root)
        browser.close()
    return found


def weigh_visit(browser: Browser, root: str, site: Path) -> Visit:
    """A phone opens one town's page of the real plan, then another's; `site` is the folder behind the address `root`."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    fetched: list[Path] = []
    page.on("requestfinished", lambda request: fetched.append(_find_file(site, request.url)))
    _open(page, root + _TOWN)
    first = fetched[:]
    _open(page, root + _NEXT_TOWN)
    following = [path for path in fetched[len(first) :] if path not in first]
    context.close()
    index = weigh(site / "search" / "entries.json")
    html = sum(weigh(path) for path in first if path.suffix == ".html")
    return Visit(sum(map(weigh, first)), html, len(first), sum(map(weigh, following)), index)


def _open(page: Page, address: str) -> None:
    """Raises NotMeasuredError for a page that is not found: a small answer too, but not the one that is meant."""
    response = page.goto(address, wait_until="networkidle")
    if response is None or not response.ok:
        raise NotMeasuredError(f"visit of {address}: {response.status if response else 'no answer'}")


def _time_search(browser: Browser, root: str) -> float:
    """From the last key of a query to the list of what it finds, the median of the queries."""
    page = browser.new_page()
    times: list[float] = []
    for query in _QUERIES:
        _open(page, root)
        page.click("[data-md-component=search-query]")
        page.keyboard.type(query[:-1], delay=50)
        page.locator(".md-search-result__item").first.wait_for()
        page.evaluate("() => new Promise(done => requestIdleCallback(done))")  # the keys before have been answered
        page.evaluate(
            """() => {
                const box = document.querySelector("[data-md-component=search-query]")
                const list = document.querySelector(".md-search-result")
                let typed
                box.addEventListener("input", () => { typed = performance.now() }, {capture: true})
                window.waited = new Promise(resolve => {
                    new MutationObserver(() => resolve(performance.now() - typed)).observe(
                        list, {childList: true, subtree: true, characterData: true})
                })
            }"""
        )
        page.keyboard.type(query[-1])
        times.append(page.evaluate("() => window.waited"))
    return float(median(times))


def _find_file(site: Path, url: str) -> Path:
    path = site / unquote(urlsplit(url).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def weigh(path: Path) -> int:
    """Bytes as brotli sends them (level 11, made once). Raises NotMeasuredError where there is no answer to weigh."""
    if not path.is_file():
        raise NotMeasuredError(f"size of {path}: it is not there")
    content = path.read_bytes()
    return len(content) if len(content) < _SMALL else min(len(content), len(brotli.compress(content)))
