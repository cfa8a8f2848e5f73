"""A folder or file that is replaced whole or not at all, whatever happens to the program that makes it.

The new one is made beside the old one, under a hidden name in the same folder, and takes its place in one step once it
is finished and on the disk. Beside `site` these may stand:

- `.site.lock`, empty: who makes or copies `site` holds it; the system lets go of it when the holder dies.
- `.site.new`: what is being made, or what a killed run left; the next run, which has the lock, removes it.
- `.site.old`: the good one, between the two renames of systems that cannot exchange two names (below); the next run
  puts it back.

Linux exchanges the two names (renameat2), so that there is a whole `site` at every moment. Elsewhere, and on the few
file systems that refuse, it takes two renames: a kill between them leaves no `site` until the next run puts it back.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros.store.disk import flush_folder, remove, wait_for_lock

#: So long a second run waits for the first: longer than any build, shorter than a person's patience.
PATIENCE = 600.0  # seconds
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


class BusyError(Exception):
    """Another run did not finish in time; the argument says so in Chinese."""


@dataclass(frozen=True)
class Beside:
    """The place where the new one is to be made; it is empty."""

    path: Path
    #: A file descriptor. A program that inherits it keeps others waiting even when we are dead, as long as it writes.
    lock: int


@contextmanager
def replacing(target: Path, patience: float = PATIENCE) -> Iterator[Beside]:
    """Replace `target` by the result of the block once it ends well; else the result goes, and `target` stays as it was.

    Raises BusyError, and OSError where the disk is full or the like.
    """
    target = _follow(target)
    if os.path.ismount(target):
        raise OSError(errno.EBUSY, f"是挂载点，不能整个换上；请改为挂载它的上一级文件夹{target.parent}", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    new, old = _beside(target, "new"), _beside(target, "old")
    with _locked(target, patience, is_shared=False) as lock:
        _recover(target, new, old)
        try:
            yield Beside(new, lock)
            _flush(new)
            _swap(target, new, old)
        finally:
            remove(new)


@contextmanager
def reading(target: Path, patience: float = PATIENCE) -> Iterator[None]:
    """While the block runs, no other run replaces `target`: a copy of it is of one edition. Raises BusyError."""
    with _locked(_follow(target), patience, is_shared=True):
        yield


def _follow(target: Path) -> Path:
    """The place that a link leads to: the link stays, and what it leads to is replaced."""
    try:
        return target.resolve()
    except RuntimeError:  # before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target)) from None


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.{kind}")


def _recover(target: Path, new: Path, old: Path) -> None:
    """Clear up after a run that was killed: the good one is put back, the rest goes."""
    remove(new)
    if old.exists():
        old.rename(new if target.exists() else target)
        remove(new)


def _swap(target: Path, new: Path, old: Path) -> None:
    if not target.exists() or new.is_file():
        new.replace(target)
    elif not _exchange(new, target):
        target.rename(old)
        new.rename(target)
        old.rename(new)  # `.old` is always whole: what is being removed has the other name
    flush_folder(target.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two things in one step; False where the system cannot."""
    rename = getattr(_library(), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _flush(new: Path) -> None:
    """Onto the disk, so that after a loss of power the name does not lead to empty files."""
    sync = getattr(_library(), "syncfs", None)
    if sync is None:
        getattr(os, "sync", lambda: None)()  # Windows has neither
        return
    place = os.open(new, os.O_RDONLY)
    try:
        if sync(place):  # an error of writing is reported here at the latest
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(new))
    finally:
        os.close(place)


def _library() -> ctypes.CDLL | None:
    """The C library, where it is Linux's."""
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@contextmanager
def _locked(target: Path, patience: float, *, is_shared: bool) -> Iterator[int]:
    path = _beside(target, "lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:  # another user made it: a lock needs no right to write
        file = os.open(path, os.O_RDONLY)
    try:

        def wait() -> None:
            print(f"另一个程序正在生成 {target.name}，等它做完……", flush=True)

        if not wait_for_lock(file, patience, is_shared=is_shared, wait=wait):
            raise BusyError(f"另一个程序正在生成 {target.name}，等了{patience:.0f}秒还没有完")
        yield file
    finally:
        os.close(file)
