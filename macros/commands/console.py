"""The console of all commands: Chinese on any machine. It imports nothing, so that `make help` runs on any Python."""

from __future__ import annotations

import io
import sys


def speak_utf8() -> None:
    """Windows and the C locale would stop at the first Chinese word; any, at a file's name that is no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
