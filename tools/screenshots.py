"""Pictures of every kind of page, for people to look at: `make screenshots` writes them to build/screenshots/."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser.served import LAUNCH_FLAGS, find_browser, serve

ROOT = Path(__file__).resolve().parents[1]

PAGES = {
    "home": "",
    "plan": "plan/",
    "task": "tasks/14/",
    "agencies": "agencies/",
    "agency": "agencies/urban-management/",
    "towns": "towns/",
    "town": "towns/tanzhesi/",
    "calendar": "calendar/",
    "targets": "targets/",
    "overview": "overview/",
    "changes": "changes/",
    "data": "data/",
    "editing": "editing/",
    "accessibility": "accessibility/",
}
WIDTHS = (360, 768, 1280, 1920)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(browser: Browser, root: str, folder: Path, names: list[str]) -> None:
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale="zh-CN",
            )
            page = context.new_page()
            for name in names:
                response = page.goto(root + PAGES[name])
                assert response, name
                assert response.ok, f"{name}: {response.status}"
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", choices=[[], *PAGES], help="只拍这几页")


def run(options: Namespace) -> int:
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with serve(ROOT / "site") as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH_FLAGS)
        take(browser, root, folder, options.names or list(PAGES))
        browser.close()
    print(f"{folder.relative_to(ROOT)}/")
    return 0
