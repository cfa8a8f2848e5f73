"""From an editor's saving tasks.yaml to the new words in the browser, under the preview."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.load import PLAN, ROOT
from tests.browser.served import LAUNCH_FLAGS, find_browser

_WORDS = "due: 采暖季前"


def measure_saving(folder: Path, rounds: int) -> float:
    """Seconds, the median of the rounds."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PLAN, folder)
    tasks, port = folder / "tasks.yaml", _find_free_port()
    text = tasks.read_text(encoding="utf-8")
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("mkdocs")), "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env={**os.environ, "PLAN": str(folder), "NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH_FLAGS)
            page = browser.new_page()
            _wait_for_port(port)
            page.goto(f"http://127.0.0.1:{port}/tasks/23/")
            seconds = []
            for number in range(rounds + 1):
                day = 10 + number
                time.sleep(4)  # nobody saves more often; the files of the edition before are there by then
                began = time.perf_counter()
                tasks.write_text(text.replace(_WORDS, f"due: 10月{day}日前"), encoding="utf-8")
                page.wait_for_function(
                    "words => document.querySelector('#t23-1')?.textContent.includes(words)",
                    arg=f"10月{day}日前",
                    polling=20,
                )
                seconds.append(time.perf_counter() - began)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return median(seconds[1:])  # the first build after the start fills the caches


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_port(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers at port {port}")
