"""The end of a command whose plan cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from macros.exports.problem_report import PROBLEM_FORMATS
from macros.store.problems import Level, Problem


def refuse(problems: Iterable[Problem]) -> int:
    """Print the errors among the problems that stopped a command; the result is its exit status."""
    print(PROBLEM_FORMATS["text"](None, [problem for problem in problems if problem.level is Level.ERROR]))
    return 1
