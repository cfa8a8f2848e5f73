"""The editor's preview: saving tasks.yaml shows in the browser, and a mistake is told without ending it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import CLEAN, PLAN, ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(log: Path, words: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while words not in log.read_text(encoding="utf-8", errors="replace"):
        assert time.monotonic() < end, log.read_text(encoding="utf-8", errors="replace")
        time.sleep(0.1)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[str, Path, Path]]:
    """The address, the plan folder that it shows, and the log."""
    folder, log, port = tmp_path / "plan", tmp_path / "log", free_port()
    shutil.copytree(PLAN, folder)
    mkdocs = Path(sys.executable).with_name("mkdocs")
    command = [str(mkdocs), "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**CLEAN, "PLAN": str(folder)}
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(log, "Serving on")
            yield f"http://127.0.0.1:{port}/", folder, log
        finally:
            server.terminate()
            server.wait()


def test_saving_shows_in_the_browser(preview: tuple[str, Path, Path], browser: Browser) -> None:
    address, folder, log = preview
    page = browser.new_page()
    page.goto(address + "tasks/23/")
    expect(page.locator("#t23-1")).to_contain_text("采暖季前")
    tasks = folder / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")

    tasks.write_text(text.replace("due: 采暖季前", "due: 采暖前"), encoding="utf-8")
    wait_for(log, "完成时限“采暖前”没有登记，是不是“采暖季前”？")
    assert "Traceback" not in log.read_text(encoding="utf-8")

    tasks.write_text(text.replace("due: 采暖季前", "due: 10月底前"), encoding="utf-8")
    expect(page.locator("#t23-1")).to_contain_text("2023年10月31日前", timeout=60_000)
    end = time.monotonic() + 60  # files to take away come a little after the pages
    while ",10月底前,by,,2023-10-31," not in page.request.get(address + "downloads/measures.csv").text():
        assert time.monotonic() < end
        time.sleep(0.1)
    page.close()
