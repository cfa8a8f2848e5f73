"""Changes the code a little, many times, and counts how often a test notices: `make mutants` (COUNT=, SEED=, ONLY=).

mutmut 3 leaves alone what stands outside of functions (the forms of deadlines, the table of rules), and many of our tests
start a command or a build in a process of its own, where its switch would not follow. So: one process imports the
packages and forks a worker for each mutant; the worker imports the project with one module changed in memory and runs
the tests that were seen to pass through that line, until one fails. Commands run in the worker too; of a site all files
are written by it but the pages, which are those of an unchanged build. A mutant is thus asked less than `make test`
would ask: what counts as survived may yet be killed there.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from macros.commands.settings import add_setting, read_count
from tools.mutant_tests import TESTS, Watcher, run_tests
from tools.mutations import Mutation, find_mutations

ROOT = Path(__file__).resolve().parents[1]

WORK, SURVIVORS = ROOT / "build" / "mutants", ROOT / "build" / "mutants.txt"
#: Survivors that were looked at: a line as `Mutant.name` gives it, then its reason, indented.
REASONS = ROOT / "tests" / "data" / "surviving-mutants.txt"
MODULES = (
    "macros/check/checker.py", "macros/check/rules/*.py", "macros/words/wording.py", "macros/views/deadlines.py", "macros/views/units.py",
    "macros/views/duties.py", "macros/exports/*.py",
)  # fmt: skip
_SLOWEST = 3.0  # seconds, of a test that is asked
_FIRST = 8  # tests that are asked before all others: those that pass through the fewest lines
_ENOUGH = 20.0  # seconds of tests that one mutant is given at most, in turn from each file


@dataclass
class Mutant:
    path: str
    number: int
    mutation: Mutation
    tests: list[str]
    limit: float  # seconds
    result: str = ""

    @property
    def name(self) -> str:
        """The name that it keeps as long as the place is not changed, wherever that moves."""
        change = self.mutation
        before, after = (" ".join(code.split()) for code in (change.before, change.after))
        return f"{self.path} {change.function}: {before[:90]} -> {after[:90]}"


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with one change, from its source alone."""

    number = 0

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  # the interface's
        tree = ast.parse(Path(self.path).read_bytes())
        find_mutations(tree)[self.number].apply()
        return compile(ast.fix_missing_locations(tree), self.path, "exec")


class Mutator(importlib.abc.MetaPathFinder):
    """Finds one module of the project, changed."""

    def __init__(self, mutant: Mutant) -> None:
        self._path = ROOT / mutant.path
        self._name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self._number = mutant.number

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        loader = _Loader(name, str(self._path))
        loader.number = self._number
        inside = [str(self._path.parent)] if self._path.stem == "__init__" else None
        return importlib.util.spec_from_file_location(
            name, self._path, loader=loader, submodule_search_locations=inside
        )


def read_mutations(path: str) -> list[Mutation]:
    return find_mutations(ast.parse((ROOT / path).read_bytes()))


def list_modules() -> list[str]:
    return [str(path.relative_to(ROOT)) for pattern in MODULES for path in sorted(ROOT.glob(pattern))]


def fork(function: Callable[[], int]) -> int:
    """The id of a silent process that runs the function, whose result is its exit status."""
    if child := os.fork():
        return child
    os.setsid()
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        os._exit(function())
    except BaseException:  # noqa: BLE001  # nothing of the parent may go on in the child
        os._exit(1)


def watch(workers: int) -> dict[str, Any]:
    """One run of all tests without a change: who passes where, and how long it takes."""
    known: dict[str, Any] = {"lines": defaultdict(list), "seconds": {}, "failed": []}
    children = {}
    for worker in range(workers):
        file = WORK / f"seen-{worker}.json"
        children[fork(lambda tests=TESTS[worker::workers], file=file: _watch(tests, file))] = file  # type: ignore[misc]
    for child, file in children.items():
        assert os.waitpid(child, 0)[1] == 0, "the tests could not be watched"
        part = json.loads(file.read_text(encoding="utf-8"))
        for place, tests in part["lines"].items():
            known["lines"][place] += tests
        known["seconds"] |= part["seconds"]
        known["failed"] += part["failed"]
    return known


def _watch(tests: Sequence[str], file: Path) -> int:
    watcher = Watcher({str(ROOT / path): path for path in list_modules()})
    run_tests([f"tests/{name}.py" for name in tests], [watcher], WORK / "sites")
    seconds = {test: took for test, took in watcher.seconds.items() if took <= _SLOWEST and test not in watcher.failed}
    lines: dict[str, list[str]] = defaultdict(list)
    for test in seconds:
        for name, line in watcher.lines[test]:
            lines[f"{name}:{line}"].append(test)
    known = {"lines": lines, "seconds": seconds, "failed": sorted(watcher.failed)}
    return 0 if file.write_text(json.dumps(known), encoding="utf-8") else 1


def choose(known: dict[str, Any], count: int, seed: int, only: str) -> list[Mutant]:
    """So many places, as evenly over the modules as their sizes allow; every seed takes others."""
    found: dict[str, list[tuple[int, Mutation]]] = {}
    for path in list_modules():
        found[path] = list(enumerate(read_mutations(path)))
        random.Random(f"{seed} {path}").shuffle(found[path])  # noqa: S311  # a sample
    found = {path: changes for path, changes in found.items() if only in path}
    share = next((n for n in range(1, count) if sum(min(n, len(c)) for c in found.values()) >= count), count)
    chosen = [(path, number, change) for path, changes in found.items() for number, change in changes[:share]]
    return [Mutant(path, number, change, *_find_tests(known, path, change)) for path, number, change in chosen]


def _find_tests(known: dict[str, Any], path: str, change: Mutation) -> tuple[list[str], float]:
    """Tests that pass through the line, or, for what is done on import, through the module; and a limit of time."""
    lines, seconds = known["lines"], known["seconds"]
    passing = lines.get(f"{path}:{change.line}") or [
        test for place, tests in lines.items() if place.startswith(f"{path}:") for test in tests
    ]
    breadth = Counter(test for tests in lines.values() for test in tests)
    by_file: dict[str, list[str]] = defaultdict(list)
    special = sorted(set(passing or seconds), key=lambda test: (breadth[test], test))
    for test in special:
        by_file[test.partition("::")[0]].append(test)
    mixed = sorted((rank, file, test) for file, tests in by_file.items() for rank, test in enumerate(tests))
    chosen: dict[str, float] = {}
    for test in (*special[:_FIRST], *(test for _, _, test in mixed)):
        if sum(chosen.values()) + seconds[test] <= _ENOUGH:
            chosen[test] = seconds[test]
    return list(chosen), 30 + 4 * sum(chosen.values())


def judge(mutants: list[Mutant], workers: int) -> None:
    """Fills in what became of each. Who takes far too long would be noticed."""
    waiting = mutants[::-1]
    running: dict[int, tuple[Mutant, float]] = {}
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            running[fork(lambda mutant=mutant: _try(mutant))] = mutant, time.monotonic() + mutant.limit  # type: ignore[misc]
        for child, (mutant, end) in list(running.items()):
            done, status = os.waitpid(child, os.WNOHANG)
            if not done and time.monotonic() < end:
                continue
            if not done:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
            mutant.result = "timed out" if not done else "killed" if status else "survived"
            del running[child]
            print(f"{mutant.result:9} {mutant.name}", flush=True)
        time.sleep(0.02)


def _try(mutant: Mutant) -> int:
    sys.meta_path.insert(0, Mutator(mutant))
    for tests in (mutant.tests[:_FIRST], mutant.tests[_FIRST:]):  # to collect few files is quick, and often enough
        if tests and (status := run_tests(["-x", *tests], [], WORK / "sites")):
            return status
    return 0


def report(mutants: list[Mutant]) -> None:
    """The scores, and the survivors in a file; one that survives without a reason is reported."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant in mutants:
        rows[mutant.path][mutant.result] += 1
        rows["all"][mutant.result] += 1
    print(f"\n{'module':34} made killed timed out survived score")
    for path, row in sorted(rows.items(), key=lambda item: item[0] == "all"):
        killed, late, survived = (row[result] for result in ("killed", "timed out", "survived"))
        print(f"{path:34} {row.total():4} {killed:6} {late:9} {survived:8} {1 - survived / row.total():5.0%}")
    known = REASONS.read_text(encoding="utf-8").splitlines() if REASONS.exists() else []
    survivors = [mutant for mutant in mutants if mutant.result == "survived"]
    new = [mutant for mutant in survivors if mutant.name not in known]
    texts = [
        f"{mutant.name}\n  line {mutant.mutation.line}, {len(mutant.tests)} tests asked"
        f"{'' if mutant in new else ', has its reason'}\n- {mutant.mutation.before}\n+ {mutant.mutation.after}\n"
        for mutant in survivors
    ]
    SURVIVORS.write_text("\n".join(texts), encoding="utf-8")
    print(
        f"\n{len(survivors)} survivors in {SURVIVORS.relative_to(ROOT)}, {len(new)} without a reason in {REASONS.name}"
    )


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "--count", "COUNT", "改几处", convert=read_count, default=300)
    add_setting(parser, "--seed", "SEED", "种子", convert=read_count, default=9)
    add_setting(parser, "--only", "ONLY", "模块路径的一部分", default="")
    parser.add_argument("--workers", type=int, default=2, help="同时运行几个进程")
    parser.add_argument("--again", action="store_true", help="沿用上一次没有改动时看到的")


def run(options: Namespace) -> int:
    os.chdir(ROOT)
    WORK.mkdir(parents=True, exist_ok=True)
    seen = WORK / "seen.json"
    if not (options.again and seen.exists()):
        seen.write_text(json.dumps(watch(options.workers)), encoding="utf-8")
    known = json.loads(seen.read_text(encoding="utf-8"))
    print(f"{len(known['seconds'])} tests, {sum(known['seconds'].values()):.0f} s; not asked: {known['failed']}")
    for name in TESTS:  # what they need of other packages is imported once, before the forks
        importlib.import_module(f"tests.{name.replace('/', '.')}")
    mutants = choose(known, options.count, options.seed, options.only)
    judge(mutants, options.workers)
    report(mutants)
    return 0
