"""The command `fuzz`: the nightly search for files that break the loader, the checker, the importer and the rest."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands.settings import add_setting, read_count
from tools.steps import ROOT, run_steps

_GUIDED_PYTHON = ROOT / ".venv-fuzz" / "bin" / "python"


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "--cases", "CASES", "改坏的计划的个数", convert=read_count, default=100_000)
    add_setting(parser, "--seed", "SEED", "种子；同一个种子投的总是同样的文件", default="")
    add_setting(parser, "--walks", "WALKS", "再随机走计划的一生，走几秒，0 不走", convert=read_count, default=1800)
    add_setting(parser, "--guided", "GUIDED", "再按覆盖率改每种文件几秒，0 不改", convert=read_count, default=60)
    add_setting(parser, "--replay", "REPLAY", "重放存下来的一个", convert=Path)


def run(options: Namespace) -> int:
    if options.replay:
        return run_steps([(sys.executable, "-m", "tests.fuzz", "--replay", str(options.replay))])
    numbers = (
        "--cases",
        str(options.cases),
        "--seed",
        options.seed,
        "--walks",
        str(options.walks),
        "--guided",
        str(options.guided),
    )
    return run_steps([(sys.executable, "-m", "tests.fuzz", *numbers, "--python", str(_GUIDED_PYTHON))])
