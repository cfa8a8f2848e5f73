"""A figure that could not be taken is a failure of the bench, not a small figure."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import __main__ as bench
from benchmarks.browsing import weigh, weigh_visit
from benchmarks.measure import Command, NotMeasuredError, measure_memory, time_run
from benchmarks.report import _row
from tests.browser.served import serve


def test_an_answer_that_is_not_there_has_no_weight(tmp_path: Path) -> None:
    with pytest.raises(NotMeasuredError, match=r"none\.html: it is not there"):
        weigh(tmp_path / "none.html")


def test_a_page_that_is_not_found_is_no_small_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>a</title>", encoding="utf-8")
    with serve(tmp_path) as address, pytest.raises(NotMeasuredError, match=r"towns/wangping/: 404"):
        weigh_visit(browser, address, tmp_path)


@pytest.mark.parametrize("figure", [0.0, -1.0, math.nan, math.inf])
def test_nothing_is_never_reached(figure: float) -> None:
    with pytest.raises(NotMeasuredError, match="the next page"):
        _row("the next page", 8, figure, "KB")
    assert "| reached |" in _row("the next page", 8, 7.5, "KB")
    assert "| **not reached** |" in _row("the next page", 8, 8.5, "KB")


def test_a_command_that_fails_is_no_quick_one(tmp_path: Path) -> None:
    command = Command((sys.executable, "-c", "raise SystemExit(3)"), tmp_path, tmp_path / "none")
    for measure in (time_run, measure_memory):
        with pytest.raises(Exception, match="status 3"):
            measure(command)


def test_the_bench_fails_and_leaves_its_results(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise NotMeasuredError("visit of /towns/: 404")

    before = bench._RESULTS.read_bytes()  # noqa: SLF001  # the file that people read
    monkeypatch.setattr(bench, "run_bench", fail)
    monkeypatch.setattr(sys, "argv", ["benchmarks"])
    assert bench.main() == 1
    assert "not measured: visit of /towns/: 404" in capsys.readouterr().err
    assert bench._RESULTS.read_bytes() == before  # noqa: SLF001  # as above
