"""benchmarks/RESULTS.md: what was measured, on what, against what was asked for."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.browsing import Visit
from benchmarks.builds import CHECK, LIMIT, OURS, USUAL, ZENSICAL, Size, growth
from benchmarks.measure import NotMeasuredError

#: Ratios of issue 8: so many plans -> the most that this project may take, in shares of another.
_ASKED = {
    1: ((ZENSICAL, 1.0, True), (USUAL, 0.4, True)),
    10: ((ZENSICAL, 0.35, True), (LIMIT, 5.5, False)),
    50: ((ZENSICAL, 0.35, True), (LIMIT, 4.5, False)),
}
_MOST_GROWTH, _MOST_MEMORY = 5.0, 250  # times from ten to fifty plans; MiB at fifty
_MOST_CHECK = {68: 0.35, 2720: 1.2}  # seconds, by the number of measures
_MOST_SAVING = 0.8  # seconds
_KILO = 1000


@dataclass(frozen=True)
class Editing:
    """The waits of an editor, in seconds: `check` by the number of measures, and from saving to the new words."""

    checks: dict[int, float]
    saving: float


def create_results(sizes: list[Size], editing: Editing, visit: Visit, answer: float, peers: str) -> str:
    """The file's text; `answer` of the search in milliseconds, `peers` names the versions of what is compared."""
    return "\n".join([*_head(peers), *_builds(sizes), *_ratios(sizes, editing, visit, answer), ""])


def _head(peers: str) -> Iterator[str]:
    load = os.getloadavg()[0]
    yield from (
        "# What was measured",
        "",
        "Written by `make bench`; not a test. Figures are of one run on one machine: compare ratios, not seconds.",
        "",
        f"Python {platform.python_version()}, {_processor()}, {os.cpu_count()} cores, load {load:.1f} at the end. "
        f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}, {peers}.",
        "",
        "One plan is the real one (27 tasks, 68 measures, 42 bodies); ten and fifty are that many copies in one site, "
        "with bodies of their own. Every program is a whole process. Seconds are medians by the clock, in brackets of "
        "the processor (children too). Peers get the same pages with their HTML finished, and none of the files to take "
        "away (JSON, calendars, Excel, Word), which this project makes in the same run. “Limit”: the plan is "
        "checked and its pages rendered by the same macros into a bare frame, without an engine and without the files. "
        "Zensical refuses pages of more than 128 KB of text in its search, so those are left out of its index. "
        "“Material, all in nav” (search and macros plugins, every page in the navigation) is not run with fifty plans: "
        "it took 882 s there once.",
        "",
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _builds(sizes: list[Size]) -> Iterator[str]:
    yield "| plans | pages | " + " | ".join((OURS, LIMIT, ZENSICAL, USUAL, CHECK)) + " |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for size in sizes:
        cells = [_times(size, name) for name in (OURS, LIMIT, ZENSICAL, USUAL, CHECK)]
        yield f"| {size.plans} | {size.pages} | " + " | ".join(cells) + " |"
    yield ""


def _times(size: Size, name: str) -> str:
    if name not in size.runs:
        return "–"
    words = f"{size.wall(name):.2f} s ({size.cpu(name):.2f} s)"
    if name in size.memory:
        words += f", {size.memory[name]:.0f} MiB"
    return words + (f", {size.megabytes[name]:.0f} MB" if size.megabytes[name] else "")


def _ratios(sizes: list[Size], editing: Editing, visit: Visit, answer: float) -> Iterator[str]:
    """A row for each figure that was asked for."""
    by_plans = {size.plans: size for size in sizes}
    yield "| what | asked for | measured | |"
    yield "| --- | --- | --- | --- |"
    for plans, size in by_plans.items():
        for other, most, is_wall in _ASKED.get(plans, ()):
            kind = "by the clock" if is_wall else "processor"
            ratio = size.ratio(OURS, other, is_wall=is_wall)
            yield _row(f"{_plans(plans)}, in shares of {other} ({kind}, pair by pair)", most, ratio, "×")
    if {10, 50} <= by_plans.keys():
        ten, fifty = by_plans[10], by_plans[50]
        yield _row("growth from ten to fifty plans (processor)", _MOST_GROWTH, fifty.cpu(OURS) / ten.cpu(OURS), "×")
        yield f"| exponent of that growth | | {growth(ten, fifty, OURS):.2f}; limit {growth(ten, fifty, LIMIT):.2f}; Zensical {growth(ten, fifty, ZENSICAL):.2f} | |"
        yield _row("peak memory at fifty plans (PSS of all processes)", _MOST_MEMORY, fifty.memory[OURS], "MiB")
    for measures, seconds in editing.checks.items():
        yield _row(f"`check`, {measures:,} measures", _MOST_CHECK[measures], seconds, "s")
    yield _row("save tasks.yaml → new words in the browser", _MOST_SAVING, editing.saving, "s")
    yield _row(
        f"a town's page, first visit, {visit.first_requests} answers, brotli", 85, visit.first_page / _KILO, "KB"
    )
    yield _row("of that, HTML", 8, visit.first_html / _KILO, "KB")
    yield _row("the next page", 8, visit.next_page / _KILO, "KB")
    yield _row("search index, fetched with the first query", 25, visit.search_index / _KILO, "KB")
    yield _row("last key → first result", 100, answer, "ms")


def _plans(count: int) -> str:
    return "one plan" if count == 1 else f"{count} plans"


def _row(what: str, most: float, measured: float, unit: str) -> str:
    """Raises NotMeasuredError for a figure that cannot be one: nothing takes no time and weighs nothing."""
    if not 0 < measured < math.inf:
        raise NotMeasuredError(f"{what}: {measured} {unit}")
    verdict = "reached" if measured <= most else "**not reached**"
    return f"| {what} | ≤ {most:g} {unit} | {measured:.2f} {unit} | {verdict} |"
