"""From an editor's saving tasks.yaml to the new words in the browser, under the preview."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.load import PLAN
from tests.browser.preview import run_preview
from tests.browser.served import LAUNCH_FLAGS, find_browser

_WORDS = "due: 采暖季前"
_FOR_EVER = 600_000  # milliseconds


def measure_saving(folder: Path, rounds: int) -> float:
    """Seconds, the median of the rounds."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PLAN, folder)
    with run_preview(folder, dict(os.environ)) as preview, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH_FLAGS)
        page = browser.new_page()
        page.goto(f"{preview.address}tasks/23/")
        seconds = [_time_saving(page, folder / "tasks.yaml", 10 + number) for number in range(rounds + 1)]
        browser.close()
    return median(seconds[1:])  # the first build after the start fills the caches


def _time_saving(page: Page, tasks: Path, day: int) -> float:
    """The deadline moves to a day of October; the round ends when the files to take away have it too."""
    text = (PLAN / "tasks.yaml").read_text(encoding="utf-8")
    began = time.perf_counter()
    tasks.write_text(text.replace(_WORDS, f"due: 10月{day}日前"), encoding="utf-8")
    page.wait_for_function(
        "words => document.querySelector('#t23-1')?.textContent.includes(words)",
        arg=f"10月{day}日前",
        polling=20,
        timeout=_FOR_EVER,
    )
    seconds = time.perf_counter() - began
    page.wait_for_function(
        """async words => (await (await fetch("../../downloads/measures.csv")).text()).includes(words)""",
        arg=f",10月{day}日前,",
        timeout=_FOR_EVER,
    )
    return seconds
