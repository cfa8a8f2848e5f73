"""Pages that were read once, without a network; and never old text for those who have one."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import serve

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
    expect(page.locator(".ap-offline")).to_have_text(re.compile(r"现在连不上网站，看到的是\d{4}年\d+月\d+日存下的页面"))
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.ap-row')).display") == "grid"
    )  # its style is there too
    page.goto(address + "towns/tanzhesi/?unit=x#dated")
    expect(page.get_by_role("heading", level=1)).to_have_text("潭柘寺镇")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".ap-offline")).to_have_count(0)
    page.context.set_offline(True)
    expect(page.get_by_text("现在没有网络，看到的是以前存下的页面。")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".ap-offline")).to_have_count(0)


def test_a_page_that_was_never_read_says_so(page: Page, address: str) -> None:
    visit(page, address)
    page.context.set_offline(True)
    page.goto(address + "calendar/")
    expect(page.get_by_role("heading")).to_have_text("现在没有网络")


def test_with_a_network_what_was_stored_is_never_shown(page: Page, address: str) -> None:
    visit(page, address + "targets/")
    page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            await cache.put(location.href, new Response("old", { headers: { "Content-Type": "text/html" } }));
        }"""
    )
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("量化目标")


def test_only_pages_of_this_site_that_are_whole_are_stored(page: Page, address: str) -> None:
    visit(page, address)
    page.goto(address + "no/such/page/")
    stored = page.evaluate(
        "caches.keys().then(names => caches.open(names[0])).then(c => c.keys()).then(keys => keys.map(key => key.url))"
    )
    assert address in stored
    assert not [url for url in stored if "no/such" in url or not url.startswith(address)]


class Editions:
    """A site whose edition, gaps and slowness a test sets, behind an address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.waits = folder, threading.Event()
        self.waits.set()

    def publish(self, words: str) -> None:
        """A new edition of the pages that the tests read: the words stand in their headings."""
        for name in ("plan/index.html", "targets/index.html"):
            path = self.folder / name
            path.write_text(
                re.sub(r"<h1[^>]*>.*?</h1>", f"<h1>{words}</h1>", path.read_text(encoding="utf-8")), encoding="utf-8"
            )


@pytest.fixture
def editions(site: Path, tmp_path: Path) -> Iterator[tuple[Editions, str]]:
    folder = shutil.copytree(site, tmp_path / "host" / "plan2023")
    shutil.copytree(folder, tmp_path / "host" / "plan2024")
    (tmp_path / "host" / "other.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    editions = Editions(folder)
    with serve(tmp_path / "host", before_page=editions.waits.wait) as address:
        yield editions, address
    editions.waits.set()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def names_of_caches(page: Page) -> list[str]:
    return list(page.evaluate("caches.keys()"))


def test_the_newest_text_that_was_read_is_shown_whatever_the_filter(page: Page, editions: tuple[Editions, str]) -> None:
    site, address = editions
    plan = f"{address}plan2023/plan/"
    site.publish("第一版")
    visit(page, f"{plan}?unit=water")
    site.publish("第二版")
    for query in ("", "?unit=finance"):
        page.goto(plan + query, wait_until="networkidle")
        assert heading(page) == "第二版"
    page.context.set_offline(True)
    for query in ("", "?unit=water", "?unit=finance", "?unit=tax#measures"):
        page.goto(plan + query)
        assert heading(page) == "第二版"
    page.context.set_offline(False)
    stored = page.evaluate(
        "caches.keys().then(names => caches.open(names[0])).then(c => c.keys()).then(keys => keys.map(key => key.url))"
    )
    assert [url for url in stored if "/plan/" in url] == [plan]


def test_caches_of_others_are_left_alone(page: Page, editions: tuple[Editions, str]) -> None:
    """Of another application of the host, and of another plan; but what the version before kept of this one goes."""
    _, address = editions
    page.goto(f"{address}other.html")
    page.evaluate(
        """async ([ours, theirs]) => {
            await caches.open("other-app-v3");
            await caches.open("plan:" + ours + ":1");
            const before = await caches.open("plan-1");
            for (const url of [ours, theirs]) await before.put(url, new Response("old"));
        }""",
        [f"{address}plan2023/", f"{address}plan2024/"],
    )
    visit(page, f"{address}plan2023/")
    visit(page, f"{address}plan2024/")
    assert sorted(names_of_caches(page)) == [
        "other-app-v3", f"plan:{address}plan2023/:2", f"plan:{address}plan2024/:2"
    ]  # fmt: skip


def test_a_page_that_is_gone_is_forgotten(page: Page, editions: tuple[Editions, str]) -> None:
    site, address = editions
    gone = f"{address}plan2023/targets/"
    visit(page, gone)
    (site.folder / "targets" / "index.html").unlink()
    (site.folder / "targets").rename(site.folder / "elsewhere")
    page.goto(gone, wait_until="networkidle")
    page.context.set_offline(True)
    page.goto(gone)
    expect(page.get_by_role("heading")).to_have_text("现在没有网络")


def test_a_slow_network_is_told(page: Page, editions: tuple[Editions, str]) -> None:
    """The server keeps silent until the worker's patience is at its end."""
    site, address = editions
    plan = f"{address}plan2023/plan/"
    site.publish("第一版")
    visit(page, plan)
    site.publish("第二版")
    site.waits.clear()
    page.goto(plan, wait_until="commit", timeout=0)
    assert heading(page) == "第一版"
    expect(page.locator(".ap-offline")).to_have_text(
        re.compile(r"网络太慢，先显示\d{4}年\d+月\d+日存下的这一页，可能不是最新的。请过一会儿重新打开。")
    )
    site.waits.set()
    while heading(page) != "第二版" or page.locator(".ap-offline").count():  # a loaded machine is slow too
        page.goto(plan, wait_until="networkidle", timeout=0)
