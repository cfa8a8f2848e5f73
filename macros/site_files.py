"""Files written straight into the site's folder, which the engine would keep in memory: in a build by a process beside,
in a preview by a thread when the pages are there.

They are two fifths of the work, and nothing waits for them but their sizes at the foot of pages.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from macros.pages import VirtualFile

Result = TypeVar("Result")


def work_apart(function: Callable[..., Result], *arguments: object) -> Result:
    """The function's result, computed by a process of its own, so that what it took on the way does not stay: checking a
    plan takes six times the memory of the plan. Where a system cannot fork, here.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return function(*arguments)
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        return pool.submit(function, *arguments).result()


class AddressTakenError(Exception):
    """Two files want one address; the argument is the address."""


class SiteFiles:
    """`taken` are addresses of the engine's own files; `sizes` of what was written, in bytes, by address."""

    def __init__(self, folder: Path, taken: Iterable[str]) -> None:
        self._folder = folder
        self._taken = set(taken)
        self._made: set[Path] = set()
        self.sizes: dict[str, int] = {}

    def write(self, files: Iterable[VirtualFile]) -> dict[str, int]:
        """The sizes of these files; raises AddressTakenError."""
        sizes: dict[str, int] = {}
        for file in files:
            if file.uri in self._taken:
                raise AddressTakenError(file.uri)
            self._taken.add(file.uri)
            path = self._folder / file.uri
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            sizes[file.uri] = path.write_bytes(file.content.encode() if isinstance(file.content, str) else file.content)
        self.sizes |= sizes
        return sizes


#: What the process beside works on; it is forked, and so finds what stands here.
_work: list[tuple[SiteFiles, Callable[[], Iterator[VirtualFile]]]] = []


class WorkBeside:
    """Files that a second process writes while this one goes on; where a system cannot fork, they are written at once."""

    def __init__(self, files: SiteFiles, create: Callable[[], Iterator[VirtualFile]]) -> None:
        self._files = files
        self._future: Future[dict[str, int]] | None = None
        if "fork" not in multiprocessing.get_all_start_methods():
            files.write(create())
            return
        _work[:] = [(files, create)]
        gc.collect()
        gc.freeze()  # neither collector looks through what stands by now, so that the two go on sharing it
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("fork"))
        self._future = self._pool.submit(_do_work)

    def join(self) -> None:
        """Wait for the files; what went wrong with them is raised here."""
        if self._future:
            self._files.sizes |= self._future.result()
            self._pool.shutdown()
            self._future = None


class WorkLater:
    """Files that a thread writes when it is started, until it is told to stop: a newer edition makes them anew."""

    def __init__(self, files: SiteFiles, create: Callable[[], Iterator[VirtualFile]]) -> None:
        self._is_wanted = True
        wanted = takewhile(lambda _: self._is_wanted, create())
        self._thread = threading.Thread(target=files.write, args=(wanted,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_wanted = False
        if self._thread.is_alive():
            self._thread.join()


def _do_work() -> dict[str, int]:
    files, create = _work[0]
    return files.write(create())
