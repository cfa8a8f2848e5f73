"""Pages that were read once, without a network; and never old text for those who have one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

READY = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def visit(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_function(READY)
    page.reload(wait_until="networkidle")  # the first visit is past before the worker listens


def test_a_page_that_was_read_is_there_without_a_network(page: Page, address: str) -> None:
    visit(page, address + "towns/tanzhesi/")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("潭柘寺镇有36条措施要做")).to_be_visible()
    expect(page.get_by_text("现在没有网络，看到的是以前存下的页面。")).to_be_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.ap-row')).display") == "grid"
    )  # its style is there too
    page.goto(address + "towns/tanzhesi/?unit=x#dated")
    expect(page.get_by_role("heading", level=1)).to_have_text("潭柘寺镇")
    page.context.set_offline(False)
    expect(page.get_by_text("现在没有网络")).to_have_count(0)


def test_a_page_that_was_never_read_says_so(page: Page, address: str) -> None:
    visit(page, address)
    page.context.set_offline(True)
    page.goto(address + "calendar/")
    expect(page.get_by_role("heading")).to_have_text("现在没有网络")


def test_with_a_network_what_was_stored_is_never_shown(page: Page, address: str) -> None:
    visit(page, address + "targets/")
    page.evaluate(
        """async () => {
            const cache = await caches.open("plan-1");
            await cache.put(location.href, new Response("old", { headers: { "Content-Type": "text/html" } }));
        }"""
    )
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("量化目标")


def test_only_pages_of_this_site_that_are_whole_are_stored(page: Page, address: str) -> None:
    visit(page, address)
    page.goto(address + "no/such/page/")
    stored = page.evaluate("caches.open('plan-1').then(c => c.keys()).then(keys => keys.map(key => key.url))")
    assert address in stored
    assert not [url for url in stored if "no/such" in url or not url.startswith(address)]
