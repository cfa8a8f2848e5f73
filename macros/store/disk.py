"""Onto the disk for good: flushing, locks, and what went wrong in Chinese. Whoever writes in one step builds on it."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK = 0.1  # seconds between two looks at a lock
#: File systems, some of them over a network, that have no locks.
_NO_LOCKS = frozenset({errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS})
_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名字太长",
    errno.EBUSY: "正被占用，或者是挂载点",
    errno.ELOOP: "链接指向自己",
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已经有了",
    errno.EIO: "磁盘读写出错",
}


def describe(error: OSError) -> str:
    """A fault of the system with its place, a Chinese sentence without its full stop."""
    own = error.strerror or str(error)
    is_ours = any("\u4e00" <= letter <= "\u9fff" for letter in own)
    reason = own if is_ours else _REASONS.get(error.errno or 0, own)
    name = error.filename if isinstance(error.filename, str) else ""
    return f"“{shorten(name)}”{reason}" if name else reason


def shorten(name: str) -> str:
    """A name for a message: readable, and not longer than a line."""
    shown = name.encode("utf-8", "backslashreplace").decode()
    return shown if len(shown) <= 120 else f"{shown[:120]}…"


def flush_folder(folder: Path) -> None:
    """New names in a folder outlive a loss of power; Windows keeps them by itself."""
    if hasattr(os, "O_DIRECTORY"):
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def write_flushed(path: Path, content: bytes) -> None:
    """A new file with its content on the disk when this returns. Raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """A file, a link or a folder with all in it; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def wait_for_lock(file: int, patience: float, *, is_shared: bool, wait: Callable[[], None] = lambda: None) -> bool:
    """Whether the lock on an open file could be had within `patience` seconds; `wait` is called once if it is taken."""
    end = time.monotonic() + patience
    has_waited = False
    while not _try_lock(file, is_shared):
        if time.monotonic() >= end:
            return False
        if not has_waited:
            wait()
            has_waited = True
        time.sleep(_LOOK)
    return True


@contextmanager
def locked_folder(folder: Path, patience: float, *, is_shared: bool) -> Iterator[bool]:
    """A folder's own lock, which needs no file; the system lets go of it when the holder dies.

    False where somebody else kept it for all of `patience` seconds. Systems without locks on folders go on without.
    """
    if not hasattr(os, "O_DIRECTORY"):
        yield True
        return
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            is_held = wait_for_lock(place, patience, is_shared=is_shared)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            is_held = True
        yield is_held
    finally:
        os.close(place)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int, is_shared: bool) -> bool:  # noqa: ARG001, FBT001  # it has no shared locks
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: int, is_shared: bool) -> bool:  # noqa: FBT001  # of the system's call
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
