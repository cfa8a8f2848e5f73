"""The command `help`: all commands with the variables that each reads."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.commands import COMMANDS


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    for command in COMMANDS.values():
        print(f"  make {command.name:16} {command.summary}")
    print("没有 make 的电脑：python -m macros 命令；大写的那些写成环境变量，或者看 python -m macros 命令 --help。")
    return 0
