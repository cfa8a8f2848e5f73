"""The command `profile`: where the time of a build goes."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from macros.commands.settings import add_setting, read_count
from tools.steps import run_steps


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "--plans", "PLANS", "几份计划", convert=read_count, default=1)


def run(options: Namespace) -> int:
    return run_steps([(sys.executable, "-m", "benchmarks", "profile", str(options.plans))])
