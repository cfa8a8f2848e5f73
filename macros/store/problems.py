"""Problems of the plan's files, as values with a place; collected in one run, never raised one by one."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from macros.store.limits import LONGEST_GUESSED, LONGEST_QUOTE, MOST_GUESSED

_LONG_QUOTE = re.compile(rf"(“[^“”]{{{LONGEST_QUOTE}}})[^“”]+")


class Place(NamedTuple):
    """A spot in a file; line and column count from 1. Places sort in reading order within one file."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Level(StrEnum):
    """An error keeps the plan from being published; a warning asks a person to look, and says how to answer."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to be mended or looked at: `rule` is the rule's name, `message` is Chinese and complete in itself."""

    place: Place
    rule: str
    message: str
    level: Level = Level.ERROR

    def __post_init__(self) -> None:
        """Quotations short enough to read: a value may be a megabyte."""
        object.__setattr__(self, "message", _LONG_QUOTE.sub(lambda match: f"{match[1]}…", self.message))

    def __str__(self) -> str:
        message = self.message.replace("\r", "").replace("\n", "\\n")  # one line, whatever the plan's words hold
        return f"{self.place}: {'提示：' if self.level is Level.WARNING else ''}{message}"


def create_suggestion(word: str, known: Iterable[str]) -> str:
    """“，是不是“…”？” for the nearest known word, or "" where none is near."""
    candidates = list(dict.fromkeys(known))
    near = []
    if len(word) <= LONGEST_GUESSED and len(candidates) <= MOST_GUESSED:
        near = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    if not near:
        near = [candidate for candidate in candidates if len(word) > 1 and word in candidate][:1]
    return f"，是不是“{near[0]}”？" if near else "。"


def show_path(path: Path) -> str:
    """A path as people read it: from the current folder on where it is below it, links as they are called."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() follows links, and may not come to an end
    shown = whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else path
    return shown.as_posix().encode("utf-8", "backslashreplace").decode()
