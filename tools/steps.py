"""Programs run one after the other, as a developer's commands need them; the first that fails ends the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PROGRAMS = Path(sys.executable).parent

LINT: tuple[tuple[str, ...], ...] = (
    (str(_PROGRAMS / "ruff"), "check", "."),
    (str(_PROGRAMS / "ruff"), "format", "--check", "."),
    (str(_PROGRAMS / "mypy"),),
)


def run_steps(steps: Iterable[Sequence[str]]) -> int:
    """Run each in the project's folder; the status of the first that fails, else 0."""
    for step in steps:
        if status := subprocess.run(step, cwd=ROOT, check=False).returncode:
            return status
    return 0


def run_macros(*arguments: str) -> tuple[str, ...]:
    """The step that is another command of ours."""
    return sys.executable, "-m", "macros", *arguments


def run_pytest(*arguments: str) -> tuple[str, ...]:
    """The step that runs tests on all cores, the tests of one file in one process."""
    return sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *arguments
