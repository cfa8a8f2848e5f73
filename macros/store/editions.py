"""Editions of a plan other than the one at hand: a folder, or what git holds at a revision. The only place that asks git.

What git holds is read as it was committed, file by file: attributes that a commit may carry (export-ignore, filters) change
nothing of it.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from macros.store.disk import shorten

#: Bytes of all files of an edition, and their number: revisions may take twenty million, the document as received eight.
_LARGEST, _MOST_FILES = 100_000_000, 50_000
_ENTRY = re.compile(rb"(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)", re.DOTALL)
_FILES = (b"100644", b"100755")


class NoEditionError(Exception):
    """There is no such edition; the message is Chinese and complete in itself."""


@contextmanager
def open_edition(name: str, folder: Path) -> Iterator[Path]:
    """The folder of an edition of the plan in `folder`: `name` is a folder with a plan, or a git revision of `folder`.

    What git holds is unpacked into a folder that is gone afterwards; links in it are left out, as they are not read
    either. Raises NoEditionError.
    """
    if _is_plan(name):
        yield Path(name)
        return
    if not folder.is_dir():
        raise NoEditionError(f"找不到文件夹“{shorten(str(folder))}”。")
    commit = _find_commit(name, folder)
    files = list(_list_files(commit, folder))
    if not files:
        raise NoEditionError(f"git 版本“{shorten(name)}”里没有“{folder}”。")
    if len(files) > _MOST_FILES or sum(file.size for file in files) > _LARGEST:
        raise NoEditionError(f"git 版本“{shorten(name)}”里的“{folder}”太大，不像计划文件夹，没有读。")
    contents = _read_blobs(files, folder)
    with tempfile.TemporaryDirectory() as unpacked:
        for file, content in zip(files, contents, strict=True):
            path = Path(unpacked, file.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Path(unpacked)


def _is_plan(name: str) -> bool:
    try:
        return (Path(name) / "plan.yaml").is_file()
    except OSError:  # longer than a name can be
        return False


def _find_commit(name: str, folder: Path) -> str:
    """The id of a revision. Raises NoEditionError, which says how to get what a shallow clone lacks."""
    found = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    detail = found.stderr.decode(errors="replace").strip().splitlines()
    reason = f"（git：{detail[0]}）" if detail else ""
    is_shallow = _run(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    advice = "这里只取了最近的几次提交，请先运行 git fetch --unshallow 取来全部历史。" if is_shallow else ""
    raise NoEditionError(f"找不到 git 版本“{shorten(name)}”{reason}。{advice}")


@dataclass(frozen=True)
class _File:
    name: str
    blob: str
    size: int


def _list_files(commit: str, folder: Path) -> Iterator[_File]:
    """The files below `folder` in a commit, by their names from there on."""
    listed = _ask(folder, "ls-tree", "-r", "-l", "-z", commit, ".")
    for entry in listed.split(b"\0")[:-1]:
        match = _ENTRY.fullmatch(entry)
        assert match, entry  # git's own format
        mode, _, blob, size, name = match.groups()
        parts = PurePosixPath(os.fsdecode(name)).parts
        if mode in _FILES:  # neither a link nor a repository in the repository
            if ".." in parts or parts[0] == "/" or "\\" in os.fsdecode(name):
                raise NoEditionError(f"上一版里有不能用的文件名“{shorten(os.fsdecode(name))}”。")
            yield _File(os.fsdecode(name), blob.decode(), int(size))


def _read_blobs(files: list[_File], folder: Path) -> Iterator[bytes]:
    """The content of each file, byte by byte as it was committed."""
    told = _ask(folder, "cat-file", "--batch", given="".join(f"{file.blob}\n" for file in files).encode())
    start = 0
    for file in files:
        start = told.index(b"\n", start) + 1
        yield told[start : start + file.size]
        start += file.size + 1


def _ask(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(folder, *arguments, given=given)
    if done.returncode:
        detail = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoEditionError(f"上一版读不出来（git：{detail[0] if detail else done.returncode}）。")
    return done.stdout


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    surroundings = os.environ | {
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }  # the commit itself, not a replacement
    try:
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=False, env=surroundings)  # noqa: S603  # no shell
    except FileNotFoundError:
        raise NoEditionError("这台机器没有安装 git，只能和文件夹比较。") from None
    except OSError:  # a name longer than an argument can be
        raise NoEditionError(f"找不到版本“{shorten(arguments[-1])}”。") from None
