"""One command as a whole process: what it took, and what it held."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_ASIDE = ".aside-"
_LOOK_EVERY = 0.02  # seconds between two looks at the memory


class NotMeasuredError(Exception):
    """A figure that could not be taken; the argument says which, and why. It is no figure, least of all a good one."""


@dataclass(frozen=True)
class Command:
    """A command to run: `words` in `folder`; `output` is put aside before each run; `variables` join the environment."""

    words: tuple[str, ...]
    folder: Path
    output: Path
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Run:
    """Seconds by the clock, and of the processor (user and system, children too)."""

    wall: float
    cpu: float


def time_run(command: Command) -> Run:
    """Raises CalledProcessError, with what the command printed, if it failed."""
    _put_aside(command)
    began, before = time.perf_counter(), os.times()
    done = subprocess.run(
        command.words, cwd=command.folder, env=_environment(command), capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:])
        done.check_returncode()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu)


def measure_memory(command: Command) -> float:
    """The most that the process and all under it held at once, in MiB: proportional shares (PSS), so that what a fork
    has in common with its parent counts once.
    """
    _put_aside(command)
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env=_environment(command),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_read_pss, _list_family(process.pid))))
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command.words)
    if not most:
        raise NotMeasuredError(f"memory of {' '.join(command.words)}: the system gives no proportional shares")
    return most / 1024


def _environment(command: Command) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **dict(command.variables)}


def _put_aside(command: Command) -> None:
    """Not deleted: for half a minute ext4 looks for each new file whether its number was a deleted one's, which is a tenth
    of a large build and says nothing of the program.
    """
    if command.output.exists():
        command.output.rename(command.output.with_name(f"{command.output.name}{_ASIDE}{time.time_ns()}"))


def clear(folder: Path) -> None:
    """Delete what was put aside under a folder."""
    for path in [*folder.rglob(f"*{_ASIDE}*")]:
        shutil.rmtree(path, ignore_errors=True)


def _list_family(pid: int) -> list[int]:
    family = [pid]
    for parent in family:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                family += map(int, (task / "children").read_text(encoding="ascii").split())
        except (FileNotFoundError, ProcessLookupError):  # it ended between two looks
            family = [member for member in family if member != parent]
    return family


def _read_pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):  # as above
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def count_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
