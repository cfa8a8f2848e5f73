"""Find a browser for the tests, else get one; note its path in .venv/browser-path. `make browser` runs it.

ROOT = Path(__file__).resolve().parents[1]

In turn: one that is installed, Debian's package (as root), Playwright's download, the browser in npm's
@sparticuz/chromium. If nothing works, say the one command that helps.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from tests.browser.served import LAUNCH_FLAGS, NOTED_PATH, find_browser

ROOT = Path(__file__).resolve().parents[1]


def _run(*command: str, **environment: str) -> str:
    """The output of a command; raises CalledProcessError, or OSError if there is no such program."""
    result = subprocess.run(
        command, check=True, text=True, stdout=subprocess.PIPE, timeout=900, env={**os.environ, **environment}
    )
    return result.stdout.strip()


def get_from_debian() -> str:
    if os.geteuid() != 0:
        raise OSError("not root")
    _run("apt-get", "update", "-qq")
    _run("apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk", DEBIAN_FRONTEND="noninteractive")
    return find_browser()


def get_from_playwright() -> str:
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    script = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return _run(sys.executable, "-c", script)


def get_from_npm() -> str:
    folder = ROOT / ".venv" / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    _run("npm", "install", "--ignore-scripts", "--prefix", str(folder), "@sparticuz/chromium@147")
    script = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))"
    (folder / "unpack.mjs").write_text(script, encoding="utf-8")
    return _run("node", str(folder / "unpack.mjs")).splitlines()[-1]


WAYS: tuple[Callable[[], str], ...] = (find_browser, get_from_debian, get_from_playwright, get_from_npm)


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    for way in WAYS:
        if way is not find_browser:
            NOTED_PATH.unlink(missing_ok=True)  # what was noted does not run
        try:
            path = way()
            version = _run(path, *LAUNCH_FLAGS, "--version")
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            print(f"{way.__name__}: {error}", file=sys.stderr)
            continue
        NOTED_PATH.write_text(path, encoding="utf-8")
        print(f"浏览器：{path}（{version}）")
        return 0
    print("没有找到浏览器，也没能装上。请运行：sudo apt-get install chromium", file=sys.stderr)
    return 1
