"""Runs a function in a process that may use so much time and memory and no network: for files that want more of them."""

from __future__ import annotations

import math
import multiprocessing
import resource
import socket
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

#: Seconds of the processor, not of the clock, where nothing else runs; the same work has been seen to take half as many
#: again while other programs share the caches.
SECONDS, _SLACK = 10, 1.5
#: Bytes above what the tests themselves have taken: a small machine has two of these.
MEMORY = 1_000_000_000
#: Seconds of the clock after which a process that waits for something is given up.
_PATIENCE = 90


def run_bounded(function: Callable[..., Any], *arguments: object, seconds: int = SECONDS) -> Any:
    """The result of a function. Fails where it raises, takes too long, too much, or asks the network."""
    context = multiprocessing.get_context("fork")  # what is imported here is there
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, function, arguments, seconds))
    process.start()
    sender.close()
    try:
        said = receiver.recv() if receiver.poll(_PATIENCE) else ("fault", "it waits for something")
    except EOFError:
        process.join()
        said = (
            "fault",
            f"it was ended by signal {-(process.exitcode or 0)} (24: too much time; 9, 11: too much memory)",
        )
    process.kill()
    process.join()
    kind, result = said
    assert kind == "result", result
    return result


def _run(sender: Connection, function: Callable[..., Any], arguments: tuple[object, ...], seconds: int) -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    size = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = math.ceil(used.ru_utime + used.ru_stime + seconds * _SLACK)
    resource.setrlimit(resource.RLIMIT_CPU, (end, end))
    socket.socket.connect = _refuse  # type: ignore[method-assign]
    try:
        sender.send(("result", function(*arguments)))
    except BaseException:  # noqa: BLE001  # whatever it is, the test shall say
        sender.send(("fault", traceback.format_exc()[-3000:]))
    sys.stdout.flush()


def _refuse(*_: object) -> None:
    raise AssertionError("it asks the network")
