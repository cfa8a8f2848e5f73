"""The editor's preview: saving tasks.yaml shows in the browser, and a mistake is told without ending it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.preview import Preview, run_preview
from tests.conftest import CLEAN, PLAN

#: Only ends a test that would never end.
_FOR_EVER = 600_000  # milliseconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(PLAN, tmp_path / "plan")


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    with run_preview(folder, CLEAN) as running:
        yield running


def test_saving_shows_in_the_browser(preview: Preview, folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(preview.address + "tasks/23/")
    expect(page.locator("#t23-1")).to_contain_text("采暖季前")
    tasks = folder / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")

    tasks.write_text(text.replace("due: 采暖季前", "due: 采暖前"), encoding="utf-8")
    preview.wait_for("完成时限“采暖前”没有登记，是不是“采暖季前”？")
    assert "Traceback" not in preview.said
    expect(page.get_by_role("heading", name="数据有问题，网页没有更新")).to_be_visible(timeout=_FOR_EVER)
    expect(page.get_by_role("listitem").first).to_contain_text("tasks.yaml:")
    expect(page.get_by_role("listitem").first).to_contain_text("完成时限“采暖前”没有登记，是不是“采暖季前”？")
    assert page.context.request.get(preview.address + "calendar/").text().count("采暖前") == 1

    tasks.write_text(text.replace("due: 采暖季前", "due: 10月底前"), encoding="utf-8")
    expect(page.locator("#t23-1")).to_contain_text("2023年10月31日前", timeout=_FOR_EVER)
    page.wait_for_function(  # files to take away come a little after the pages
        """async words => (await (await fetch("../../downloads/measures.csv")).text()).includes(words)""",
        arg=",10月底前,by,,2023-10-31,",
        timeout=_FOR_EVER,
    )
    page.close()
