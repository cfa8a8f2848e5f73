"""Files written straight into the site's folder, which the engine would keep in memory: in a build by a process beside,
in a preview by a thread when the pages are there.

They are two fifths of the work, and nothing waits for them but their sizes at the foot of pages.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path

from macros.apart import Apart
from macros.html.render import place_sizes
from macros.pages.virtual_files import FileJob, VirtualFile
from macros.sums import sha256


def list_plain_files(folders: Iterable[str]) -> list[str]:
    """Names with slashes, sorted, of all files in these folders but for those in folders whose name begins with a dot."""
    found: set[str] = set()
    for folder in folders:
        for place, inside, names in os.walk(folder):
            inside[:] = [name for name in inside if not name.startswith(".")]
            start = Path(place).relative_to(folder)
            found.update((start / name).as_posix() for name in names)
    return sorted(found)


class AddressTakenError(Exception):
    """Two files want one address; the argument is the address."""


class SiteFiles:
    """`taken` are addresses of the engine's own files; `sizes` (bytes) and `digests` (SHA-256) of what was written, by
    address.
    """

    def __init__(self, folder: Path, taken: Iterable[str]) -> None:
        self._folder = folder
        self._taken = set(taken)
        self._made: set[Path] = set()
        self.sizes: dict[str, int] = {}
        self.digests: dict[str, str] = {}

    def write(self, files: Iterable[VirtualFile]) -> None:
        """Raises AddressTakenError."""
        for file in files:
            self._take([file.uri])
            path = self._folder / file.uri
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            content = file.content.encode() if isinstance(file.content, str) else file.content
            self.sizes[file.uri] = path.write_bytes(content)
            self.digests[file.uri] = sha256(content)

    def add(self, written: SiteFiles) -> None:
        """Take in the account of another process that wrote into the same folder. Raises AddressTakenError."""
        self._take(written.sizes)
        self.sizes |= written.sizes
        self.digests |= written.digests

    def write_sizes(self, pages: Iterable[str]) -> None:
        """Write the sizes of files into pages that are there already: these did not wait for the files."""
        for address in pages:
            path = self._folder / address
            content = place_sizes(path.read_bytes().decode(), self.sizes).encode()
            path.write_bytes(content)
            self.digests[address] = sha256(content)

    def _take(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            if address in self._taken:
                raise AddressTakenError(address)
            self._taken.add(address)


class WorkBeside:
    """Files that a second process writes while this one goes on; `join` makes what is left by then in both, so that
    neither waits long for the other. Where a system cannot fork, `join` makes them all.
    """

    def __init__(self, files: SiteFiles, jobs: Sequence[FileJob]) -> None:
        self._files, self._jobs = files, jobs
        self._begun = multiprocessing.Value("i", 0)  # how many of the jobs one of the two has begun
        gc.collect()
        gc.freeze()  # neither collector looks through what stands by now, so that the two go on sharing it
        self._other = Apart(self._work)

    def join(self) -> None:
        """All files are written when it returns; what went wrong with them is raised here."""
        self._work()
        other = self._other.result()
        if other is not self._files:
            self._files.add(other)

    def _work(self) -> SiteFiles:
        """Begin one job after the other, until all are begun."""
        while (number := self._begin()) < len(self._jobs):
            self._files.write(self._jobs[number]())
        return self._files

    def _begin(self) -> int:
        with self._begun:
            number: int = self._begun.value
            self._begun.value = number + 1
            return number


#: Seconds in which the browser fetches the page that it has been sent to, before the files take the processor.
_PAUSE = 1.0


class WorkLater:
    """Files that a thread writes a while after it is started, until it is stopped: a newer edition makes them anew."""

    def __init__(self, files: SiteFiles, jobs: Iterable[FileJob]) -> None:
        self._is_wanted = True
        wanted = takewhile(lambda _: self._is_wanted, (file for job in jobs for file in job()))
        self._thread = threading.Timer(_PAUSE, files.write, args=(wanted,))
        self._thread.daemon = True

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_wanted = False
        self._thread.cancel()
        if self._thread.is_alive():
            self._thread.join()
