"""The command `bench`: this build beside others, in one run, into benchmarks/RESULTS.md."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from macros.commands.settings import add_setting, read_count
from tools.steps import run_steps


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "--plans", "PLANS", "几份计划，可以写几个数，用空格隔开", default="1 10 50")
    add_setting(parser, "--rounds", "ROUNDS", "每一项测几轮", convert=read_count, default=5)


def run(options: Namespace) -> int:
    counts = [str(read_count(word)) for word in options.plans.split()]
    return run_steps([(sys.executable, "-m", "benchmarks", "--plans", *counts, "--rounds", str(options.rounds))])
