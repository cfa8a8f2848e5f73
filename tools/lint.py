"""The command `lint`: ruff and mypy over all code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tools.steps import LINT, run_steps


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    return run_steps(LINT)
