"""A browser that is installed, and the built site behind an address."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent

#: Without these Chromium asks hosts of its own for updates, which this project's tests count as requests.
LAUNCH_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Where `make browser` notes what it has found or got.
NOTED_PATH = ROOT / ".venv" / "browser-path"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")


def find_browser() -> str:
    """The executable: $BROWSER_PATH, what `make browser` has found or got, or an installed one.

    Raises RuntimeError with the one command to run.
    """
    candidates = [
        os.environ.get("BROWSER_PATH"),
        NOTED_PATH.read_text(encoding="utf-8").strip() if NOTED_PATH.is_file() else None,
        *map(shutil.which, _NAMES),
    ]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    raise RuntimeError("no browser found: run `make browser`")


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, before_page: Callable[[], object] = lambda: None, **options: Any) -> None:
        self._before_page = before_page
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        if self.path.endswith("/"):
            self._before_page()
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header(
            "Cache-Control", "no-cache"
        )  # else a browser guesses, by the age of the file, for how long it holds
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its own."""


@contextmanager
def serve(folder: Path, before_page: Callable[[], object] = lambda: None) -> Iterator[str]:
    """The folder behind an address that ends with a slash, for as long as the context lasts.

    `before_page` is called before a page is answered, and may wait.
    """
    handler = functools.partial(_QuietHandler, directory=str(folder), before_page=before_page)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
