"""A command, interrupted at each moment at which it is about to change the disk; a program of its own, for it forks.

`python -m tests.store.interrupted FOLDER HOW COMMAND…`: FOLDER holds the plan folder `plan` as it is before; the command is
tried on copies. HOW is `kill`, `full` (the disk is, from that moment on) or `stop` (Ctrl+C). The result is a line of JSON a
moment: the exit status, what was printed, and the digest of the folder once the next command has run; the first line is of
a run that nothing interrupts. MOMENTS bounds how many are tried, spread over all.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from macros.__main__ import main
from macros.store import disk

_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "test.flush"}


def digest(folder: Path) -> str:
    """Of every file's name and content, hidden ones too, and of the folders; of what is no file the kind alone."""
    lines = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        lines.append(f"{path.relative_to(folder)} {path.is_dir()} {hashlib.sha256(content).hexdigest()}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _interrupt(how: str) -> None:
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "stop":
        raise KeyboardInterrupt
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _watch(how: str, moment: int, folder: Path) -> Callable[[], int]:
    """Interrupt at the change of that number; the result tells how many there were."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        is_open = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if not is_open and event not in _CHANGES:
            return
        is_here = event == "test.flush" or str(folder) in str(arguments[0])
        count += is_here
        if is_here and (
            count == moment or (how == "full" and 0 < moment <= count and (is_open or event == "os.mkdir"))
        ):
            _interrupt(how)

    flush = os.fsync

    def fsync(file: int) -> None:
        sys.audit("test.flush")
        flush(file)

    disk.os.fsync = fsync  # type: ignore[attr-defined]  # what was written is not yet on the disk
    sys.addaudithook(hook)
    return lambda: count


def _run(place: Path, how: str, moment: int, command: list[str]) -> int:
    """Fork, and run the command there; the result is the status as the system tells it."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    said = io.StringIO()
    counted = _watch(how, moment, place / "plan")
    status = 99
    try:
        with redirect_stdout(said), redirect_stderr(said):
            status = main(command)
    except BaseException as error:  # noqa: BLE001  # a traceback is what is looked for
        said.write(f"Traceback {error!r}")
    finally:
        (place / "told.json").write_text(json.dumps([said.getvalue(), counted()]), encoding="utf-8")
        os._exit(status)


def _try(folder: Path, how: str, moment: int, command: list[str]) -> dict[str, object]:
    place = folder / "tried"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / "plan", place / "plan")
    status = _run(place, how, moment, [word.replace("{plan}", str(place / "plan")) for word in command])
    told = place / "told.json"
    said, count = json.loads(told.read_text(encoding="utf-8")) if told.exists() else ["", 0]
    with redirect_stdout(io.StringIO()):
        checked = main(["check", str(place / "plan")])
    return {"status": status, "said": said, "count": count, "checked": checked, "digest": digest(place / "plan")}


if __name__ == "__main__":
    where, manner, *words = sys.argv[1:]
    whole = _try(Path(where), manner, 0, words)
    sys.stdout.write(json.dumps(whole) + "\n")
    count = int(str(whole["count"]))
    chosen = range(1, count + 1)
    if most := int(os.environ.get("MOMENTS", "0")):
        chosen = sorted({1 + number * (count - 1) // (most - 1) for number in range(most)})  # type: ignore[assignment]
    for number in chosen:
        sys.stdout.write(json.dumps(_try(Path(where), manner, number, words)) + "\n")
