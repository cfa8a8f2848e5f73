"""Work in a second process, which is forked and so finds everything as it stands; only its result is sent back."""

from __future__ import annotations

import atexit
import multiprocessing
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Result = TypeVar("Result")

_CAN_FORK = "fork" in multiprocessing.get_all_start_methods()


class Apart(Generic[Result]):
    """A function at work in a process of its own, from now on; where a system cannot fork, it is worked off at `result`.

    A process with threads must not fork, whatever the system can do.
    """

    def __init__(self, function: Callable[[], Result]) -> None:
        self._function = function
        self._receiver: Connection | None = None
        if _CAN_FORK:
            self._fork()

    def _fork(self) -> None:
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(self._function, sender))
        self._process.start()
        sender.close()  # ours: the other end is heard to close when the process dies
        atexit.register(self._process.kill)  # if the result is not asked for, it would wait for ever to send it

    def result(self) -> Result:
        """Waits for it. Raises what the function raised, and EOFError where the process died."""
        if self._receiver is None:
            return self._function()
        outcome: Result | Exception = self._receiver.recv()
        self._process.join()
        atexit.unregister(self._process.kill)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def _work(function: Callable[[], object], sender: Connection) -> None:
    try:
        outcome = function()
    except Exception as error:  # noqa: BLE001  # it is raised where the result is asked for
        error.add_note(traceback.format_exc())
        outcome = error
    sender.send(outcome)
