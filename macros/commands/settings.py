"""Arguments that the environment may give as well: `make check BASE=main` and `python -m macros check --base main` are one.

Make hands every variable of its command line to a command as it is, so that no shell reads a name with blanks or `;`.
An argument on the command line wins; an empty variable counts as none.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from macros.store.load import PLAN_FOLDER
from macros.store.writing import NotWrittenError, finish_writing


def add_setting(
    parser: ArgumentParser,
    name: str,
    variable: str,
    words: str,
    *,
    convert: Callable[[str], Any] = str,
    choices: Sequence[str] | None = None,
    default: object = None,
) -> None:
    """An argument called `name` (an option with its dashes, else a positional one) with its environment variable.

    `convert` raises ArgumentTypeError with a Chinese message. A variable that cannot be read ends the command with
    status 2.
    """
    if given := os.environ.get(variable):
        default = _read(parser, variable, given, convert, choices)
    more: dict[str, Any] = {} if name.startswith("-") else {"nargs": "?"}
    parser.add_argument(name, type=convert, choices=choices, default=default, help=f"{words}（{variable}=）", **more)


def _read(
    parser: ArgumentParser, variable: str, given: str, convert: Callable[[str], Any], choices: Sequence[str] | None
) -> object:
    try:
        value = convert(given)
    except ArgumentTypeError as error:
        parser.error(f"{variable}={given}：{error}")
    if choices and value not in choices:
        parser.error(f"{variable}={given}：只能是{'、'.join(choices)}")
    return value


def add_switch(parser: ArgumentParser, name: str, variable: str, words: str) -> None:
    """An option without a value; the variable says 1, or 0 for no."""
    given = os.environ.get(variable) or "0"
    if given not in ("0", "1"):
        parser.error(f"{variable}={given}：应写 1（要）或 0（不要）")
    parser.add_argument(name, action="store_true", default=given == "1", help=f"{words}（{variable}=1）")


def add_plan_folder(parser: ArgumentParser, name: str = "folder") -> None:
    """The plan's folder; what a run that was interrupted had decided to write is finished before anything reads it."""
    words = f"计划所在的文件夹，默认 {PLAN_FOLDER}"
    add_setting(parser, name, "PLAN", words, convert=_read_plan_folder, default=PLAN_FOLDER)


def _read_plan_folder(text: str) -> Path:
    folder = Path(text)
    try:
        finish_writing(folder)
    except NotWrittenError as error:
        raise ArgumentTypeError(str(error)) from None
    return folder


def read_count(text: str) -> int:
    """A whole number from 0 on."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError("应填整数")
    return int(text)


def read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("应填日期，如 2026-11-23") from None
