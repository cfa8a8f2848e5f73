"""The nightly run: so many cases of each target, thrown by seeded dice on every core; what fails is kept and can be replayed.

A case has a bound of processor time and of memory. One that ends its process is told like any other failure.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType

from tests.fuzz.case import Case, Target, find_signature, judge_in, read_case, write_case
from tests.fuzz.targets import TARGETS

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz"
#: Seconds of the processor for one case: the slowest honest ones take one. Of the clock, where Python no longer answers.
SECONDS, PATIENCE = 10, 300
_MEMORY = 3_000_000_000
#: Failures with one cause that are kept; more would say the same.
_KEPT = 3


class TooSlowError(Exception):
    """A case took more time of the processor than any may."""


@dataclass
class Tally:
    """The outcomes of one target's cases; `failures` are causes with their numbers."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def count(self) -> int:
        return self.outcomes.total() + self.failures.total()


def throw(target: Target, seed: str, number: int) -> Case:
    """The case with a number: always the same for one seed."""
    return target.make(random.Random(f"{seed}/{target.name}/{number}"))  # noqa: S311  # no secret


@contextlib.contextmanager
def guard_time(seconds: int = SECONDS) -> Iterator[None]:
    """Raises TooSlowError after so much time of the processor; where that is not heard, all threads are shown and the process ends."""

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # as signal wants it
        raise TooSlowError(f"more than {seconds} s")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        faulthandler.cancel_dump_traceback_later()


def make_scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder of our own for thousands of small files, in memory where the system has a place for that."""
    memory = Path("/dev/shm")  # noqa: S108  # the folder in it is ours
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def save_failure(target: Target, case: Case, name: str, trace: str) -> Path:
    """The files of a case, and beside them what went wrong."""
    folder = FOLDER / f"{target.name}-{name}"
    write_case(case, folder / "case")
    (folder / "failure.txt").write_text(trace, encoding="utf-8")
    return folder


def run_target(target: Target, seed: str, cases: int, jobs: int) -> Tally:
    """All cases of a target; failures are told as they come."""
    start = time.monotonic()
    tally = Tally()
    left = [list(range(job, cases, jobs)) for job in range(jobs)]  # numbers, for each worker
    workers = {_start(target, seed, numbers): numbers for numbers in left if numbers}
    while workers:
        for receiver in wait(list(workers)):
            assert isinstance(receiver, Connection)
            numbers = workers[receiver]
            try:
                outcome, signature, trace = receiver.recv()
            except EOFError:  # it has done all, or died of one
                del workers[receiver]
                if not numbers:
                    continue
                outcome, signature, trace = (
                    "",
                    "the process ended",
                    "The process ended: too much memory, or it did not answer.\n",
                )
                if numbers[1:]:
                    workers[_start(target, seed, numbers[1:])] = numbers[1:]
            number = numbers.pop(0) if receiver in workers else numbers[0]
            if outcome:
                tally.outcomes[outcome] += 1
            else:
                _tell(tally, target, seed, number, signature, trace)
    tally.seconds = time.monotonic() - start
    return tally


def _tell(tally: Tally, target: Target, seed: str, number: int, signature: str, trace: str) -> None:
    tally.failures[signature] += 1
    if tally.failures[signature] <= _KEPT:
        folder = save_failure(target, throw(target, seed, number), f"{seed}-{number}", trace)
        print(f"  不对：{signature}\n    重放：make fuzz REPLAY={folder.relative_to(FOLDER.parents[1])}", flush=True)


def _start(target: Target, seed: str, numbers: list[int]) -> Connection:
    context = multiprocessing.get_context("fork")  # what is imported here is there
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_work, args=(sender, target, seed, tuple(numbers)), daemon=True).start()
    sender.close()
    return receiver


def _work(sender: Connection, target: Target, seed: str, numbers: Sequence[int]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    warnings.simplefilter("ignore")  # openpyxl warns of files that are odd, and all are
    sys.stdout = io.StringIO()  # it prints, too
    with make_scratch() as scratch:
        for number in numbers:
            try:
                case = throw(target, seed, number)
                with guard_time():
                    sender.send((judge_in(Path(scratch) / "case", target, case), "", ""))
            except Exception as error:  # noqa: BLE001  # that is what is looked for
                sender.send(("", find_signature(error), traceback.format_exc()))


def replay(folder: Path) -> int:
    """Judge a kept case again; a traceback is what it is kept for."""
    target = TARGETS[folder.name.split("-")[0]]
    with tempfile.TemporaryDirectory() as scratch, guard_time():
        print(judge_in(Path(scratch) / "case", target, read_case(folder / "case")))
    return 0
