"""The command `quick`, for one's own loop: lint, types, and the tests of the rooms in which something has changed.

Tests that are marked as slow are left to `make test`; so are browsers, servers and other programs.
"""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from tools.steps import LINT, ROOT, run_pytest, run_steps

#: Of every change: the house as a whole.
_ALWAYS = ("tests/test_rooms.py",)
#: Folders that are not rooms, and the tests that look at what is in them.
_OTHERS = {
    "overrides": ("tests/html", "tests/pages"),
    "docs": ("tests/pages",),
    "plan": ("tests/store", "tests/check/test_check.py"),
    "benchmarks": ("tests/test_benchmarks.py",),
    ".github": ("tests/test_workflows.py",),
}


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    tests = choose_tests(list_changed())
    print(f"测试：{'、'.join(tests)}（慢的、要浏览器和别的程序的，留给 make test）", flush=True)
    return run_steps([*LINT, run_pytest("-q", "-m", "not slow", *tests)])


def list_changed() -> list[str]:
    """Files that differ from the main branch as it was fetched, or else from the last commit; new ones too."""
    base = _git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    return [*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")]


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.split("\n")[:-1]


def choose_tests(changed: Iterable[str]) -> list[str]:
    """Folders and files of tests, each once, in order."""
    chosen = set(_ALWAYS)
    for name in changed:
        first, *rest = Path(name).parts
        if first == "macros" and len(rest) > 1 and (ROOT / "tests" / rest[0]).is_dir():
            chosen.add(f"tests/{rest[0]}")
        elif first == "macros" and len(rest) == 1:  # a door or a leaf: whatever builds a site
            chosen.add("tests/publish")
        elif first == "tests" and rest[-1].startswith("test_") and (ROOT / name).is_file() and rest[0] != "browser":
            chosen.add(name)
        else:
            chosen.update(_OTHERS.get(first, ()))
    return sorted(test for test in chosen if str(Path(test).parent) not in chosen)
