"""Whole builds of one plan, ten and fifty, by this project, by its peers and by no engine at all, in turn."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.load import ROOT
from benchmarks.measure import Command, Run, count_bytes, measure_memory, time_run
from benchmarks.peers import write_config, write_sources

OURS, LIMIT, ZENSICAL, USUAL = "this project", "limit", "Zensical", "Material, all in nav"
CHECK = "check"
#: Above this many plans the usual set-up takes a quarter of an hour and 8 GB.
_USUAL_UP_TO = 10
#: Long builds differ little from each other: as many rounds as fit into a coffee break.
_FEWER_ROUNDS_FROM = 50


@dataclass
class Size:
    """Figures at one number of plans; runs of the same round stand at the same place."""

    plans: int
    pages: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)  # of the output
    memory: dict[str, float] = field(default_factory=dict)  # MiB

    def wall(self, name: str) -> float:
        return median(run.wall for run in self.runs[name])

    def cpu(self, name: str) -> float:
        return median(run.cpu for run in self.runs[name])

    def ratio(self, name: str, other: str, *, is_wall: bool) -> float:
        """The ratio of `name` to `other`: the median of the rounds' own ratios."""
        pairs = zip(self.runs[name], self.runs[other], strict=True)
        return median((a.wall / b.wall) if is_wall else (a.cpu / b.cpu) for a, b in pairs)


def measure_builds(folder: Path, zensical: Path, loads: Iterable[tuple[int, Path]], rounds: int) -> list[Size]:
    """Sizes in the order of `loads`, numbers of plans with their folder; what is built stays under `folder`."""
    return [_measure_size(folder / str(plans), zensical, plans, plan, rounds) for plans, plan in loads]


def measure_check(plan: Path, rounds: int) -> float:
    """Seconds by the clock that `check` takes, the median."""
    return median(time_run(_create_check(plan)).wall for _ in range(rounds))


def _create_check(plan: Path) -> Command:
    return Command((sys.executable, "-m", "macros", "check", str(plan)), ROOT, plan / "none")


def growth(small: Size, large: Size, name: str) -> float:
    """The exponent of the processor's time by the number of plans: 1 is a straight line."""
    return math.log(large.cpu(name) / small.cpu(name)) / math.log(large.plans / small.plans)


def _measure_size(folder: Path, zensical: Path, plans: int, plan: Path, rounds: int) -> Size:
    pages = write_sources(folder / "zensical", plan)
    write_config(folder / "zensical", is_usual=False)
    commands = {
        OURS: Command(
            (_program("mkdocs"), "build", "-q", "--site-dir", str(folder / "ours")),
            ROOT,
            folder / "ours",
            (("PLAN", str(plan)),),
        ),
        LIMIT: Command(
            (sys.executable, "-m", "benchmarks", "limit", str(plan), str(folder / "limit")), ROOT, folder / "limit"
        ),
        ZENSICAL: Command((str(zensical), "build", "--clean"), folder / "zensical", folder / "zensical" / "site"),
        CHECK: _create_check(plan),
    }
    if plans <= _USUAL_UP_TO:
        write_sources(folder / "usual", plan)
        write_config(folder / "usual", is_usual=True)
        commands[USUAL] = Command((_program("mkdocs"), "build", "-q"), folder / "usual", folder / "usual" / "site")
    size = Size(plans, pages, {name: [] for name in commands})
    for number in range(max(1, rounds // 2) if plans >= _FEWER_ROUNDS_FROM else rounds):
        for name, command in commands.items():
            size.runs[name].append(time_run(command))
            print(f"{plans} plans, round {number + 1}, {name}: {size.runs[name][-1]}", flush=True)
    for name, command in commands.items():
        size.megabytes[name] = count_bytes(command.output) / 1e6
    for name in (OURS, ZENSICAL):
        size.memory[name] = measure_memory(commands[name])
    return size


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
