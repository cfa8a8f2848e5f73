"""WCAG 2.2 AA on every kind of page, as far as a program can tell (axe), light and dark, desktop and phone."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

KINDS = (
    "", "plan/", "tasks/14/", "agencies/", "agencies/urban-management/", "agencies/tax/", "towns/", "towns/tanzhesi/",
    "topics/", "topics/noise/", "calendar/", "targets/", "overview/", "changes/", "data/", "editing/", "accessibility/", "404.html",
)  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: Literal["light", "dark"], width: int) -> None:
    # 404.html links from the host's root, and stands there; without reduced motion colours are caught half-way
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    for kind in KINDS:
        page.goto(address + kind)
        assert find_violations(page) == [], (kind, scheme, width)
    context.close()


def find_violations(page: Page) -> list[tuple[str, str]]:
    """The rules of axe that a page breaks, each with the element."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert results.response["passes"]
    return [
        (violation["id"], node["html"][:200])
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_in_what_is_opened(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Folded parts, the list of what the search found, and what it offers where it found nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{address}towns/tanzhesi/")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert find_violations(page) == []
    page.keyboard.press("/")
    for query, shown in (("油烟", ".md-search-result__item"), ("烟嚯嚯嚯", ".ap-near")):
        page.locator(".md-search__input").fill(query)
        page.locator(shown).first.wait_for()
        assert find_violations(page) == [], query
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_large_type_is_remembered_and_fits(browser: Browser, address: str, width: int) -> None:
    """One press: every text is a quarter larger, on every page, and nothing is pushed out of the window."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    measure = "() => parseFloat(getComputedStyle(document.querySelector('.md-typeset')).fontSize)"
    page.goto(address)
    small = page.evaluate(measure)
    button = page.get_by_role("button", name="大字")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate(measure) >= small * 1.2
    for kind in KINDS:
        page.goto(address + kind)
        assert page.evaluate(measure) >= small * 1.2, kind
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), kind
    page.get_by_role("button", name="大字").click()
    page.reload()
    assert page.evaluate(measure) == small
    context.close()


def test_large_type_where_nothing_may_be_stored(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    page = context.new_page()
    page.goto(address)
    button = page.get_by_role("button", name="大字")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    context.close()
