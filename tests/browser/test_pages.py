"""The site as a person meets it: a real browser, a phone's width, no JavaScript, no network but the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

#: One of each kind of page.
KINDS = [
    "",
    "plan/",
    "tasks/14/",
    "tasks/10/",
    "agencies/",
    "agencies/urban-management/",
    "agencies/guangning/",
    "towns/",
    "towns/tanzhesi/",
    "topics/noise/",
    "calendar/",
    "targets/",
    "overview/",
    "changes/",
    "data/",
    "editing/",
    "404.html",
]
PHONE = 360


@pytest.fixture(params=["light", "dark"], scope="module")
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": PHONE, "height": 740}, color_scheme=request.param, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_every_page_loads_from_the_site_alone_and_without_an_error(page: Page, address: str, site: Path) -> None:
    outside: list[str] = []
    faults: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            outside.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("response", lambda response: faults.append(response.url) if response.status >= 400 else None)
    for path in sorted(site.rglob("*.html")):
        page.goto(
            address + path.relative_to(site).as_posix(),
            wait_until="networkidle" if "index" not in path.name else "load",
        )
    assert (outside, faults) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, PHONE, 640])  # 1280 px at 400 %, a phone, 1280 px at 200 %
def test_no_page_scrolls_sideways_on_a_phone(phone: BrowserContext, address: str, kind: str, width: int) -> None:
    page = phone.new_page()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address + kind)
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll('article *')]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
            .filter(e => !e.closest('.ap-scroll > *, .ap-contents > *')) // wide tables and pictures scroll inside their own frame
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert too_wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_everything_is_there_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="潭柘寺镇", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("潭柘寺镇")
    expect(page.get_by_text("潭柘寺镇有36条措施要做")).to_be_visible()
    expect(page.locator(".ap-row")).to_have_count(38)
    page.goto(address + "plan/")
    expect(page.locator(".ap-plan__row")).to_have_count(68)
    page.goto(address + "calendar/")
    expect(page.locator(".ap-month")).to_have_count(12)
    expect(page.locator(".ap-due")).to_have_count(68)
    context.close()


def test_a_resident_gets_from_home_to_the_words_in_two_steps(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(address)
    page.get_by_role("link", name="潭柘寺镇", exact=True).click()
    expect(page.get_by_text("不超过 4.5 吨/平方公里·月")).to_be_visible()
    expect(page.get_by_role("heading", name="可能涉及的（2条）")).to_be_visible()
    page.get_by_role("link", name="序号14 · 编号 t14-2").first.click()
    expect(page).to_have_url(address + "tasks/14/#t14-2")
    expect(page.locator("#t14-2")).to_be_in_viewport()
    page.close()


def test_a_clerk_finds_dated_duties_first(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="区城管委").first.click()
    rows = page.locator(".ap-row")
    expect(rows).to_have_count(19)
    expect(rows.first).to_contain_text("采暖季前")
    expect(rows.first).to_contain_text("2023年11月14日前（含当日）")
    assert page.locator(".md-tabs__item--active").inner_text().strip() == "部门单位"


def test_calendar_days_lead_to_their_lists(page: Page, address: str) -> None:
    page.goto(address + "calendar/")
    for month, day, count in ((6, 30, 1), (9, 30, 1), (11, 14, 1), (12, 31, 34)):
        page.get_by_role("link", name=re.compile(rf"^{month}月\s*{day}\s*日\s*到期\s*{count}条$")).click()
        anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
        section = page.locator(f".ap-date:has([id='{anchor}'])")
        expect(section.locator(".ap-due")).to_have_count(count)
    expect(page.locator(".ap-day--window")).to_have_count(30 + 31 + 31 + 30)


def test_touch_targets_on_a_phone_are_large(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    for kind in ("", "agencies/", "plan/"):
        page.goto(address + kind)
        small = page.evaluate(
            """() => [...document.querySelectorAll('.ap-chip, .ap-large-button, .ap-finder__input')]
                .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.textContent)"""
        )
        assert small == []
    page.close()


@pytest.mark.parametrize(("preferred", "scheme"), [("dark", "slate"), ("light", "default")])
def test_the_first_paint_is_in_the_visitors_colours(
    browser: Browser, address: str, preferred: Literal["dark", "light"], scheme: str
) -> None:
    """Before the theme's own script has run, which chooses after the first paint."""
    context = browser.new_context(color_scheme=preferred)
    page = context.new_page()
    page.route("**/assets/javascripts/bundle*", lambda route: route.abort())
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    context.close()


def test_a_choice_of_colours_outlives_what_the_device_prefers(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_title("换成浅色").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.route("**/assets/javascripts/bundle*", lambda route: route.abort())
    page.goto(f"{address}plan/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    context.close()
