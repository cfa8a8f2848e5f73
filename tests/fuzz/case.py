"""A case is a few files; a target makes cases of one kind and judges them. What fails can be saved and judged again."""

from __future__ import annotations

import random
import re
import shutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: File name, which may have folders in it -> what the file holds.
Case = dict[str, bytes]
#: Whatever chooses: a seed, Hypothesis, or the bytes of a coverage-guided fuzzer.
Dice = random.Random

_CHINESE = re.compile("[一-龥]")


@dataclass(frozen=True)
class Target:
    """`make` throws a case; `judge` gets it and an empty folder, raises where something does not hold, and says in a word
    what came of it.
    """

    name: str
    make: Callable[[Dice], Case]
    judge: Callable[[Case, Path], str]


def judge_in(folder: Path, target: Target, case: Case) -> str:
    """The outcome of a case; `folder` is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return target.judge(case, folder)


def write_case(case: Case, folder: Path) -> None:
    for name, content in case.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def read_case(folder: Path) -> Case:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def is_chinese(message: str) -> bool:
    """Whether a message is for people: in Chinese, and no name of a Python error."""
    return _CHINESE.search(message) is not None and "Traceback" not in message


def find_signature(error: BaseException) -> str:
    """The sign of a defect: the kind of error and the last line of ours that it went through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/macros/" in frame.filename]
    frames = frames or list(traceback.extract_tb(error.__traceback__))
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    words = str(error).split("\n")[0][:60] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {where} {words}".rstrip()
