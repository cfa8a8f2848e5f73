"""Things to take away from a page: its files, the frame for another site, the copy for a computer without a network."""

from __future__ import annotations

import http.server
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.publish.offline import make_offline, write_zip
from tests.conftest import PLAN, run_mkdocs


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_every_page_with_files_lists_them_with_their_sizes(page: Page, address: str, site: Path) -> None:
    for path, formats in {
        "": ["Word", "Excel", "CSV", "JSON", "日历", "Atom"],
        "plan/": ["Word", "Excel", "CSV", "JSON"],
        "tasks/14/": ["JSON"],
        "towns/tanzhesi/": ["Word", "Excel", "JSON", "日历", "Atom"],
        "agencies/urban-management/": ["Word", "Excel", "JSON", "日历", "Atom"],
        "calendar/": ["日历", "JSON"],
        "targets/": ["Excel", "JSON"],
        "overview/": ["CSV", "JSON"],
        "towns/": ["CSV", "JSON"],
        "agencies/": ["CSV", "JSON"],
        "changes/": ["Atom"],
    }.items():
        page.goto(address + path)
        files = page.locator(".ap-files")
        shown = [re.split("[　，]", item) for item in files.locator("li").all_inner_texts()]
        assert [item[-2] for item in shown] == formats, path
        for link, (*_, size) in zip(files.locator("li a").all(), shown, strict=True):
            url = link.evaluate("link => link.href")
            bytes_there = (site / url.removeprefix(address)).stat().st_size
            assert size == f"{-(-bytes_there // 1000)}KB", (path, url)
        expect(files).to_contain_text("数据日期：2026年11月23日。使用许可：原文没有写明。")


def test_the_frame_grows_with_its_content_on_another_site(browser: Browser, address: str, tmp_path: Path) -> None:
    """The snippet is copied as it stands on the page to a page of another host."""
    context = browser.new_context(viewport={"width": 700, "height": 500}, locale="zh-CN")
    page = context.new_page()
    page.goto(address + "towns/tanzhesi/")
    page.get_by_text("放到别的网站上").click()
    snippet = page.locator(".ap-code").inner_text().replace("https://网站地址/", address)
    portal = tmp_path / "portal.html"
    portal.write_text(f"<!doctype html><meta charset=utf-8><h1>门户</h1>{snippet}", encoding="utf-8")
    handler = lambda *arguments: http.server.SimpleHTTPRequestHandler(*arguments, directory=str(tmp_path))  # noqa: E731
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://localhost:{server.server_port}/portal.html")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_have_text("潭柘寺镇")
        expect(frame.locator("li")).to_have_count(36)
        expect(frame.locator("body")).to_contain_text("征求意见稿")
        page.wait_for_function("() => document.querySelector('iframe').offsetHeight > 3000")
        inner = frame.locator("html").evaluate(
            "root => [root.scrollHeight, root.clientHeight, root.scrollWidth, root.clientWidth]"
        )
        assert inner[0] == inner[1]
        assert inner[2] == inner[3]
        wide = page.locator("iframe").evaluate("frame => frame.offsetHeight")
        page.set_viewport_size({"width": 340, "height": 500})
        page.wait_for_function("height => document.querySelector('iframe').offsetHeight > height", arg=wide)
        for link in frame.get_by_role("link").all():
            assert link.get_attribute("target") == "_blank"
        server.shutdown()
    context.close()


def test_a_frame_is_light_and_complete(page: Page, address: str, site: Path) -> None:
    requested: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(address + "embed/agencies/urban-management/")
    assert [url.removeprefix(address) for url in requested] == [
        "embed/agencies/urban-management/", "assets/embed.css", "assets/embed.js",
    ]  # fmt: skip
    assert faults == []
    rows = page.locator("li").count()
    page.goto(address + "agencies/urban-management/")
    expect(page.get_by_text(f"区城管委有{rows}条措施要做")).to_be_visible()
    bodies = [path.name for kind in ("towns", "agencies") for path in (site / kind).iterdir() if path.is_dir()]
    assert sorted(path.name for path in (site / "embed").glob("*/*")) == sorted(bodies)


def test_a_former_id_of_a_body_leads_to_its_frame(tmp_path: Path) -> None:
    result = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path), PLAN=str(PLAN.parent / "other"))
    assert result.returncode == 0, result.stderr
    assert "../first-bureau/" in (tmp_path / "embed" / "agencies" / "old-bureau" / "index.html").read_text(
        encoding="utf-8"
    )


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy as somebody gets it: out of its zip."""
    folder = tmp_path_factory.mktemp("offline")
    make_offline(site, folder / "site-offline")
    write_zip(folder / "site-offline", folder / "a.zip")
    write_zip(folder / "site-offline", folder / "b.zip")
    assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()
    with zipfile.ZipFile(folder / "a.zip") as archive:
        archive.extractall(folder / "解压 后")
    return folder / "解压 后" / "site-offline"


def test_the_copy_is_read_searched_and_filtered_from_a_disk(browser: Browser, copy: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("link", name="潭柘寺镇", exact=True).click()
    expect(page.get_by_text("潭柘寺镇有36条措施要做")).to_be_visible()
    page.get_by_role("textbox", name="搜索").click()
    page.keyboard.type("油换电")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("任务24")
    assert "tasks/24/index.html" in page.url
    page.goto((copy / "calendar" / "index.html").as_uri())
    page.get_by_label("单位").select_option("tanzhesi")
    expect(page.locator("form output")).to_have_text("显示36条，共68条")
    assert faults == []
    page.close()
