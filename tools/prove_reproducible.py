"""Build the site, the release and the offline copy twice, as differently as one machine can, and compare every byte.

`make reproducible` runs it: other folder, user, locale, time zone, hash seed, umask, and order in which the disk lists
files. What could not be made different here is said. Who gets another SHA256SUMS of the same code and data on another
machine has found what this cannot find.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_NOBODY = 65534
#: What is compared, from the project's folder: what `make site`, `make offline` and `make release` make.
_MADE = ("site", "build/release", "build/site-offline.zip")
_COMMANDS = ("site", "offline", "release")
#: Python takes this file before anything else; with it, folders are listed from their end.
_BACKWARDS = """
import os

_scandir, _listdir = os.scandir, os.listdir

class _Backwards(list):
    def __enter__(self): return iter(self)
    def __exit__(self, *_): pass
    def __iter__(self): return self
    def __next__(self):
        if not self: raise StopIteration
        return self.pop()
    def close(self): self.clear()

def _scan(*path):
    with _scandir(*path) as entries:
        return _Backwards(sorted(entries, key=lambda entry: entry.name))

os.scandir = _scan
os.listdir = lambda *path: sorted(_listdir(*path), reverse=True)
"""


@dataclass(frozen=True)
class Surroundings:
    """The surroundings on which no build may depend. `user` is None for the one who runs this."""

    folder: str
    locale: str
    zone: str
    seed: str
    umask: int
    is_backwards: bool
    user: int | None = None
    #: Settings of other programs that a build inherits.
    inherited: Mapping[str, str] = field(default_factory=dict)

    def describe(self) -> str:
        order = "倒序" if self.is_backwards else "正序"
        who = "另一个用户" if self.user is not None else "当前用户"
        return f"文件夹“{self.folder}”，{who}，{self.locale}，{self.zone}，散列种子 {self.seed}，umask {self.umask:03o}，文件{order}{''.join(f'，{name}={value}' for name, value in self.inherited.items())}"


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    one = Surroundings("一", "C", "UTC", "0", 0o022, is_backwards=False)
    two = create_other()
    with tempfile.TemporaryDirectory(prefix="reproducible-") as folder:
        built = []
        for surroundings in (one, two):
            print(f"生成：{surroundings.describe()}")
            built.append(build(Path(folder), surroundings, _COMMANDS))
        difference = next(
            filter(None, (find_difference(*(project / made for project in built)) for made in _MADE)), None
        )
        count = sum(1 for made in _MADE for path in (built[0] / made).rglob("*") if path.is_file()) + 1
    if two.user is None:
        print("没有换用户：要由 root 运行，并且有 setpriv。")
    if difference:
        print(f"两次生成的不一样：{difference}")
        return 1
    print(f"两次生成的一个字节也不差：{count} 个文件（site/、build/release/、build/site-offline.zip）。")
    return 0


def create_other() -> Surroundings:
    """As different from the usual as this machine allows."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().split()
    wanted = ("zh_CN.UTF-8", "en_US.UTF-8", "C.UTF-8")
    locale = next((name for name in wanted if name.lower().replace("utf-8", "utf8") in known), "C")
    user = _NOBODY if _can_be(_NOBODY) else None
    return Surroundings(
        "另一个 文件夹/深一层", locale, "Pacific/Kiritimati", "4242", 0o077, is_backwards=True, user=user,
        inherited={"SOURCE_DATE_EPOCH": "1", "PYTHONOPTIMIZE": "2", "PYTHONIOENCODING": "gbk"},
    )  # fmt: skip


def _can_be(user: int) -> bool:
    """Whether we may become that user and run this Python as such."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"):
        return False
    command = [*_become(user), sys.executable, "-c", "import mkdocs"]
    return subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0


def _become(user: int | None) -> list[str]:
    """The words before a command that makes it another user's: it may read everything, as Python may stand in root's home, but write only its own."""
    if user is None:
        return []
    read = "+dac_read_search"
    return [
        "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", f"--inh-caps={read}", f"--ambient-caps={read}",
    ]  # fmt: skip


def build(folder: Path, surroundings: Surroundings, commands: tuple[str, ...], plan: str = "") -> Path:
    """A copy of the project below `folder`, in which the commands have run. Raises RuntimeError with what they said."""
    project = folder / surroundings.folder
    copy_project(project, is_backwards=surroundings.is_backwards)
    early = folder / f"early-{surroundings.seed}"
    early.mkdir()
    (early / "sitecustomize.py").write_text(_BACKWARDS if surroundings.is_backwards else "", encoding="utf-8")
    if surroundings.user is not None:
        for path in (project, *project.rglob("*"), *folder.glob(surroundings.folder.partition("/")[0])):
            os.chown(path, surroundings.user, surroundings.user)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(early), "PYTHONPATH": str(early), "PYTHONHASHSEED": surroundings.seed,
        "LC_ALL": surroundings.locale, "LANG": surroundings.locale, "TZ": surroundings.zone, "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1", **surroundings.inherited,
    } | {name: value for name in ("PLAN", "SITE_URL", "REPO_URL", "EDIT_URI") if (value := os.environ.get(name))}  # fmt: skip
    for command in commands:
        done = subprocess.run(
            [*_become(surroundings.user), sys.executable, "-m", "macros", command],
            cwd=project, env=environment | ({"PLAN": plan} if plan else {}), umask=surroundings.umask,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
    return project


def copy_project(folder: Path, *, is_backwards: bool = False) -> Path:
    """Copy what git knows, as a fresh clone has it, with this working tree's content; written in order or from the end."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in sorted(names, reverse=is_backwards):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def find_difference(one: Path, other: Path) -> str | None:
    """The first file in which two folders (or two files) differ, in Chinese with the place; None if none does."""
    if one.is_file() and other.is_file():
        return _find_byte(one, other)
    first, second = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} for folder in (one, other)
    )
    for name in sorted(first | second):
        if name not in first & second:
            return f"{one.name}/{name}：只有一次生成了这个文件"
        if difference := _find_byte(one / name, other / name):
            return difference
    return None


def _find_byte(one: Path, other: Path) -> str | None:
    if filecmp.cmp(one, other, shallow=False):
        return None
    a, b = one.read_bytes(), other.read_bytes()
    place = next(
        (number for number, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), min(len(a), len(b))
    )
    return f"{one}：第 {place + 1} 个字节起，{a[place : place + 40]!r} 和 {b[place : place + 40]!r}"
