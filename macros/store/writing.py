"""The only way in which people's files are written: all that belong together or none, however the program ends.

What is to be written is first put on the disk in `.writing.new` inside the plan folder; a rename to `.writing` decides that
it will be written. From then on it can be finished by whoever comes next: `finish_writing` does, and no plan is read before.
A kill leaves the folder as it was before the rename, and as it will be after it.

The journal stands inside the folder, since a folder that is mounted has nothing beside it on the same disk. It names the
file system's number of its own list, so that one that came with a copy or a pull request is refused, never carried out.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from macros.store.disk import describe, flush_folder, locked_folder, remove, shorten, write_flushed

JOURNAL = ".writing"
_STAGED = ".writing.new"
_LIST = "list.json"
#: The ending of what is being written into a file that cannot be replaced.
_IN_PLACE = ".in-place"
#: Seconds for which a run waits for another one that writes: that takes a second at most.
_PATIENCE = 20.0
#: Names of files in a plan folder as commands write them: no hidden ones, none above.
_NAME = re.compile(r"[^./\\\0][^/\\\0]*(?:/[^./\\\0][^/\\\0]*)*")

#: A file's name within the folder, with slashes -> what it holds from now on; None removes it.
Contents = Mapping[str, str | None]


class NotWrittenError(Exception):
    """Why nothing was written, or not yet all; the message is Chinese and complete in itself."""


class Edit:
    """A folder between the moment when it was first read and the moment when it is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = _take_stock(folder)

    def write(self, contents: Contents) -> None:
        """Put all contents in place together. Files that hold them already are left alone.

        Raises NotWrittenError: for a link or anything else that is no file, for files that somebody changed meanwhile, and
        where the disk is full or the like.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with locked_folder(self._folder, _PATIENCE, is_shared=False) as is_held:
                if not is_held:
                    raise NotWrittenError(
                        f"另一个程序正在写“{self._folder}”，等了{_PATIENCE:.0f}秒还没有完；什么也没有写。"
                    )
                self._write(contents)
        except OSError as error:
            raise NotWrittenError(f"没有写，原来的文件没有动：{describe(error)}。") from None

    def _write(self, contents: Contents) -> None:
        for name in contents:
            refuse_odd(self._folder, name)
        if _take_stock(self._folder) != self._seen:
            raise NotWrittenError(f"“{self._folder}”里的文件刚才又被改过，没有写，免得丢了那些改动；请再运行一次。")
        changed = {name: text for name, text in contents.items() if _read(self._folder / name) != _encode(text)}
        if changed:
            _stage(self._folder, changed)
            _finish(self._folder)
        self._seen = _take_stock(self._folder)  # for the next time


@contextmanager
def editing(folder: Path) -> Iterator[Edit]:
    """Read a plan folder, there or not yet, and write it: what others change in between is not overwritten.

    Raises NotWrittenError where an interrupted run left something that cannot be finished.
    """
    finish_writing(folder)
    yield Edit(folder.resolve())


def finish_writing(folder: Path) -> None:
    """Finish what a run that was interrupted had decided to write, and clear away what it had not; mostly nothing.

    Raises NotWrittenError.
    """
    if not any(os.path.lexists(folder / name) for name in (JOURNAL, _STAGED)):
        return
    try:
        with locked_folder(folder, _PATIENCE, is_shared=False) as is_held:
            if is_held:  # else another run is writing just now, and its files are not read before it ends
                _finish(folder.resolve())
                remove(folder / _STAGED)
    except OSError as error:
        raise NotWrittenError(f"上一次写“{folder}”时中断了，现在还不能接着写完：{describe(error)}。") from None


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """While the block runs, no run writes the folder: its files are of one moment."""
    if not folder.is_dir():
        yield
        return
    with locked_folder(folder, _PATIENCE, is_shared=True):
        yield


def is_unfinished(folder: Path) -> bool:
    """Whether files of the folder may be of two states."""
    return os.path.lexists(folder / JOURNAL)


def refuse_odd(folder: Path, name: str) -> None:
    """Raise NotWrittenError unless a regular file stands there, or can, inside the folder and not through a link."""
    if not _NAME.fullmatch(name):
        raise NotWrittenError(f"“{shorten(name)}”不能作计划文件夹里的文件名；什么也没有写。")
    path = folder
    *parents, _ = parts = PurePosixPath(name).parts
    for number, part in enumerate(parts):
        path /= part
        with suppress(FileNotFoundError):
            mode = path.lstat().st_mode
            is_parent = number < len(parents)
            if not (stat.S_ISDIR(mode) if is_parent else stat.S_ISREG(mode)):
                raise NotWrittenError(f"“{path}”{describe_odd(mode, is_folder=is_parent)}；什么也没有写。")


def describe_odd(mode: int, *, is_folder: bool) -> str:
    """Why something that is neither as it should be cannot stand where a file, or a folder, belongs."""
    wanted = "文件夹" if is_folder else "文件"
    if stat.S_ISLNK(mode):
        return f"是链接，计划文件夹里不能有链接；请把{wanted}本身放在这里"
    if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
        return f"应是{wanted}，现在是{'文件夹' if stat.S_ISDIR(mode) else '文件'}"
    return "是管道、设备一类的东西，计划文件夹里不能有"


def _take_stock(folder: Path) -> dict[Path, list[int] | None]:
    """The state of each file that is not hidden."""
    stock: dict[Path, list[int] | None] = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        stock |= {path: _find_state(path) for name in files if not name.startswith(".") for path in [Path(place, name)]}
    return stock


def _encode(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _stage(folder: Path, contents: Contents) -> None:
    """On the disk, all of it, and decided; nothing is left where that fails."""
    staged = folder / _STAGED
    remove(staged)
    staged.mkdir()
    try:
        items = []
        for number, (name, text) in enumerate(contents.items()):
            items.append([name, None if text is None else str(number), _find_state(folder / name)])
            if text is not None:
                write_flushed(staged / str(number), text.encode("utf-8"))
                with suppress(FileNotFoundError):
                    shutil.copymode(folder / name, staged / str(number))
        with (staged / _LIST).open("x", encoding="utf-8") as file:
            entry = {"number": os.fstat(file.fileno()).st_ino, "items": items}
            file.write(json.dumps(entry, ensure_ascii=False))
            file.flush()
            os.fsync(file.fileno())
        flush_folder(staged)
        staged.rename(folder / JOURNAL)
    except BaseException:
        remove(staged)
        raise
    flush_folder(folder)


def _finish(folder: Path) -> None:
    """Carry out the journal; once more from the beginning where that was interrupted."""
    journal = folder / JOURNAL
    if not os.path.lexists(journal):
        return  # another run was faster, or there was nothing to finish
    try:
        items = _load_list(journal)
        for item in items:
            refuse_odd(folder, item.name)
            item.refuse_edited(folder, journal)
        for item in items:
            item.carry_out(folder, journal)
        remove(folder / _STAGED)
        journal.rename(folder / _STAGED)  # the removal may be interrupted
        remove(folder / _STAGED)
        flush_folder(folder)
    except OSError as error:
        advice = "腾出地方或者改好权限以后，再运行任何一个命令，会接着写完。"
        raise NotWrittenError(f"写到一半停下了：{describe(error)}。{advice}") from None


@dataclass(frozen=True)
class _Item:
    """A file that is to be replaced, or removed where `staged` is None; `state` is the one that it had before."""

    name: str
    staged: str | None
    state: list[int] | None

    def refuse_edited(self, folder: Path, journal: Path) -> None:
        """Raise NotWrittenError where somebody edited the file after the interruption."""
        is_waiting = os.path.lexists(folder / self.name if self.staged is None else journal / self.staged)
        if is_waiting and _find_state(folder / self.name) != self.state:
            kept = f"，原来要写的内容在“{journal / self.staged}”里" if self.staged else ""
            raise NotWrittenError(
                f"上一次写“{folder}”时中断了，后来“{self.name}”又被人改过，不能接着写{kept}；请对照着改好，再删掉“{journal}”。"
            )

    def carry_out(self, folder: Path, journal: Path) -> None:
        target = folder / self.name
        if self.staged is None:
            target.unlink(missing_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(journal / self.staged, target)
        flush_folder(target.parent)


def _put(staged: Path, target: Path) -> None:
    """In one step; onto a file that is mounted by itself in place, which the journal can repeat."""
    mounted = staged.with_name(f"{staged.name}{_IN_PLACE}")
    try:
        if staged.exists():
            staged.replace(target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EBUSY):
            raise
        staged.rename(mounted)
    if mounted.exists():
        with target.open("wb") as file:
            file.write(mounted.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        mounted.unlink()


def _find_state(path: Path) -> list[int] | None:
    """Enough of a file's state to see that somebody saved it; None where there is none."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None
    return [state.st_ino, state.st_size, state.st_mtime_ns]


def _load_list(journal: Path) -> list[_Item]:
    """The files to be put in place. Raises NotWrittenError for a journal that no run on this disk has left."""
    foreign = NotWrittenError(
        f"“{journal}”不是在这里写到一半留下的（可能是随文件夹拷来、提交进来的），不能照着写；请核对计划的文件，再删掉它。"
    )
    path = journal / _LIST
    if journal.is_symlink() or not journal.is_dir() or path.is_symlink() or not path.is_file():
        raise foreign
    try:
        entry = json.loads(path.read_bytes())
        items = [_Item(str(name), staged, state) for name, staged, state in entry["items"]]
        is_ours = entry["number"] == path.stat().st_ino
        is_ours &= all(item.staged is None or item.staged.isdecimal() for item in items)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise foreign from None
    if not is_ours:
        raise foreign
    return items
