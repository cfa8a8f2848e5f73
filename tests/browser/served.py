"""A browser that is installed, and the built site behind an address."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its own."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The folder behind an address that ends with a slash, for as long as the context lasts."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
