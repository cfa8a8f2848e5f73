"""The tests as `make mutants` runs them: all in one process, which may hold a change that stands in no file."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

#: Tests that are asked: without a browser, a server or another program.
TESTS = (
    "audit/test_agreement", "answers/test_applying", "exports/test_api", "views/test_changes", "check/test_check",
    "check/test_members", "check/test_merged_bodies", "check/test_places", "imports/test_answers",
    "views/test_counting", "check/test_editing", "exports/test_feeds", "imports/test_fidelity",
    "publish/test_findable", "pages/test_guide", "store/test_load", "exports/test_office",
    "exports/test_open_data", "pages/test_pictures", "returns/test_progress", "check/test_questions",
    "exports/test_reports", "exports/test_schema", "words/test_wording",
)  # fmt: skip
_NOT_ASKED = "another_office_program"

_real_run = subprocess.run
Lines = set[tuple[str, int]]


def run_tests(arguments: list[str], plugins: list[Any], sites: Path) -> int:
    """pytest in this process, on the project as it is imported from here on; the result is its exit status.

    `sites` is the folder that keeps what unchanged builds made of pages.
    """
    for name in [name for name in sys.modules if name.split(".")[0] in ("macros", "tests")]:
        del sys.modules[name]
    subprocess.run = lambda command, **options: _run_here(command, options, sites)  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(prefix="mutant-", ignore_cleanup_errors=True) as base:
        options = ["-q", "-p", "no:cacheprovider", "-k", f"not {_NOT_ASKED}", f"--basetemp={base}/pytest"]
        return int(pytest.main([*options, *arguments], plugins=plugins))


def _run_here(command: Any, options: dict[str, Any], sites: Path) -> Any:
    """`subprocess.run` for the tests: what is ours happens in this process."""
    words = [str(word) for word in command]
    if words[1:3] == ["-m", "macros"]:
        return _run_command(words, options)
    if Path(words[0]).name == "mkdocs" and words[1:3] == ["build", "--strict"]:
        return _build_site(words, options, sites)
    return _real_run(command, **options)


def _run_command(words: list[str], options: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    main = importlib.import_module("macros.__main__").main
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.chdir(options["cwd"]), contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            status = main(words[3:])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        except Exception:  # noqa: BLE001  # a command that breaks is a result here
            status = 1
            traceback.print_exc()
    return subprocess.CompletedProcess(words, status, output.getvalue(), errors.getvalue())


def _build_site(words: list[str], options: dict[str, Any], sites: Path) -> subprocess.CompletedProcess[str]:
    """The pages of an unchanged build, made once and kept; every other file by the code as it is now."""
    files, provenance = (
        importlib.import_module("macros.pages.virtual_files"),
        importlib.import_module("macros.store.provenance"),
    )
    folder, target = Path(options["env"]["PLAN"]), Path(words[words.index("--site-dir") + 1])
    address = options["env"].get("SITE_URL")
    digest = hashlib.sha256(str(address).encode())
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.read_bytes())
    kept = sites / digest.hexdigest()[:16]
    if not kept.exists():
        result = _real_run(words, **options)
        if result.returncode:
            return result
        beside = shutil.copytree(target, kept.with_suffix(f".{os.getpid()}"))
        with contextlib.suppress(OSError):  # another process was first
            beside.rename(kept)
    shutil.copytree(kept, target, dirs_exist_ok=True)
    plan, _ = importlib.import_module("macros.check.checker").check_plan(folder)
    made_of = provenance.create_provenance(plan, provenance.watch_data(folder).read(), None)
    views = importlib.import_module("macros.views.plan_views").PlanViews(plan)
    site = importlib.import_module("macros.pages.site").Site(views, site_url=address, provenance=made_of)
    for job in files.list_file_jobs(site):
        for file in job():
            content = file.content.encode() if isinstance(file.content, str) else file.content
            (target / file.uri).parent.mkdir(parents=True, exist_ok=True)
            (target / file.uri).write_bytes(content)
    return subprocess.CompletedProcess(words, 0, "", "")


class Watcher:
    """A plugin of pytest that notes through which lines of some files each test passes, its fixtures among them."""

    def __init__(self, files: dict[str, str]) -> None:
        """`files`: the path of each as Python knows it -> the name to note."""
        self._files = files
        self._current: Lines = set()
        self._fixtures: dict[str, Lines] = defaultdict(set)
        self.lines: dict[str, Lines] = {}
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    def _trace(self, frame: FrameType, event: str, _: object) -> Any:
        name = self._files.get(frame.f_code.co_filename)
        if name is None or frame.f_code.co_name == "<module>":
            return None
        if event == "line":
            self._current.add((name, frame.f_lineno))
        return self._trace

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Iterator[None]:
        _forget(item.funcargs.values())
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        _forget(request.getfixturevalue(name) for name in fixturedef.argnames if name != "request")
        outer, self._current = self._current, self._fixtures[fixturedef.argname]
        try:
            return (yield)  # what the plugin before us has made
        finally:
            self._current = outer

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
        self._current = self.lines[item.nodeid] = set()
        sys.settrace(self._trace)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            for name in item.fixturenames:
                self.lines[item.nodeid] |= self._fixtures[name]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.seconds[report.nodeid] += report.duration
        if not report.passed:
            self.failed.add(report.nodeid)


def _forget(values: Iterable[object]) -> None:
    """Forget results of earlier tests, so that each test is seen to pass where it depends on."""
    for name, module in list(sys.modules.items()):
        if name.startswith("macros."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
    for value in values:
        if type(value).__name__ == "PlanViews":
            for name in [name for name in vars(value) if isinstance(getattr(type(value), name, None), cached_property)]:
                del vars(value)[name]
