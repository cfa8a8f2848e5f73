"""The preview as an editor starts it, for tests and for the bench."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
#: Starts of a preview whose port was taken between two moments.
_TRIES = 5
#: Seconds without a word after which a preview is taken for dead: no machine is as slow as that.
_PATIENCE = 600


class PreviewEndedError(Exception):
    """The preview ended, or said nothing any more; the argument is what it said."""


class Preview:
    """A preview at work: its address, and its words as they come."""

    def __init__(self, address: str, output: IO[str]) -> None:
        self.address, self.said = address, ""
        self._lines: queue.Queue[str] = queue.Queue()
        self.listener = threading.Thread(target=self._listen, args=(output,))
        self.listener.start()

    def _listen(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self._lines.put(line)
        self._lines.put("")  # the end

    def wait_for(self, words: str) -> None:
        """Until it has said the words; raises PreviewEndedError."""
        while words not in self.said:
            try:
                line = self._lines.get(timeout=_PATIENCE)
            except queue.Empty:
                line = ""
            if not line:
                raise PreviewEndedError(self.said)
            self.said += line


@contextmanager
def run_preview(plan: Path, environment: dict[str, str]) -> Iterator[Preview]:
    """On a free port, for as long as the context lasts."""
    for _ in range(_TRIES):
        port = _find_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "macros", "serve"],
            cwd=ROOT, env={**environment, "PLAN": str(plan), "PORT": str(port), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", start_new_session=True,
        )  # fmt: skip
        assert process.stdout
        preview = Preview(f"http://127.0.0.1:{port}/", process.stdout)
        try:
            preview.wait_for("Serving on")
            yield preview
            return
        except PreviewEndedError:
            if "已被占用" not in preview.said:
                raise
        finally:
            os.killpg(process.pid, 15)
            process.wait()
            preview.listener.join()
    raise AssertionError(f"no free port in {_TRIES} tries")


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
