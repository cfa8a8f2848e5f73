"""Fixtures of all tests: the real plan, a way to break a copy of it, and the site built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from macros.check.checker import check_plan
from macros.model import Plan
from macros.publish.release import make_release
from macros.store.problems import Level
from macros.views.plan_views import PlanViews
from tests.browser.served import LAUNCH_FLAGS, find_browser, serve
from tests.programs import find_missing_office, require

ROOT = Path(__file__).resolve().parent.parent
#: The first edition of the real plan. What editors change in plan/ must turn no test red: expected values are from this.
PLAN = ROOT / "tests" / "data" / "mentougou"
OTHER = ROOT / "tests" / "data" / "other"

#: The environment without the variables that a developer may have set for the site or a command.
_SETTINGS = [
    "PLAN",
    "BASE",
    "HEAD",
    "WHY",
    "ON",
    "SOURCE",
    "FROM",
    "INTO",
    "STRICT",
    "FORMAT",
    "CHECK",
    "FOLDER",
    "PORT",
    "ENGINE",
    "SITE_URL",
    "REPO_URL",
    "EDIT_URI",
]
#: Of a make that has started the tests: a make in a test is none of its children, and says no more than it would alone.
_OUTER_MAKE = ("MAKELEVEL", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES")
CLEAN = {name: value for name, value in os.environ.items() if name not in (*_SETTINGS, *_OUTER_MAKE)}
CLEAN["NO_MKDOCS_2_WARNING"] = "1"

#: Breaks a copy of a plan: (file, old, new) -> the messages of the check, places relative to the copy.
Breaker = Callable[..., list[str]]


def load(folder: Path) -> Plan:
    plan, problems = check_plan(folder)
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    assert plan is not None
    return plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load(PLAN)


@pytest.fixture(scope="session")
def views(plan: Plan) -> PlanViews:
    return PlanViews(plan)


@pytest.fixture(scope="session")
def other_views() -> PlanViews:
    return PlanViews(load(OTHER))


@pytest.fixture
def break_plan(tmp_path: Path) -> Breaker:
    """Replace text in one file of a copy of the real plan; the text must stand there exactly once."""

    def breaker(file: str, old: str, new: str, *, times: int = 1) -> list[str]:
        folder = tmp_path / "plan"
        shutil.copytree(PLAN, folder, dirs_exist_ok=True)
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == times
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        loaded, problems = check_plan(folder)
        assert (loaded is None) == any(problem.level is Level.ERROR for problem in problems)
        return [str(problem).removeprefix(f"{folder}/") for problem in problems]

    return breaker


def run_mkdocs(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run mkdocs as the Makefile does, on the first edition; `environment` is added to a clean one."""
    mkdocs = Path(sys.executable).with_name("mkdocs")
    return subprocess.run(
        [mkdocs, *arguments],
        cwd=cwd,
        env={**CLEAN, "PLAN": str(PLAN), **environment},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site, built strictly; a warning fails every test that asks for it."""
    folder = tmp_path_factory.mktemp("site")
    result = run_mkdocs("build", "--strict", "--site-dir", str(folder))
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    return folder


@pytest.fixture(scope="session")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other plan's site, for a sub-path of its host; one of its bodies had another id."""
    folder = tmp_path_factory.mktemp("other")
    result = run_mkdocs(
        "build", "--strict", "--site-dir", str(folder),
        PLAN=str(OTHER), SITE_URL="https://plan.example/sub/", REPO_URL="https://git.example/o/r",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def release(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the real plan's site; compressed quickly, not as small as can be."""
    folder = tmp_path_factory.mktemp("published") / "release"
    make_release(site, folder, quality=5)
    return folder


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The program that runs it."""
    require(find_missing_office())
    return "soffice"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serve(site) as root:
        yield root
