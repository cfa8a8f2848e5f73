"""The command `test`: lint, then every test, with a browser and the servers that are found or fetched first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tools.steps import LINT, run_macros, run_pytest, run_steps


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    return run_steps([*LINT, run_macros("browser"), run_macros("programs"), run_pytest()])
