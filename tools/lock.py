"""The command `lock`: requirements/*.txt anew from requirements/*.in, with the hash of every file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from tools.steps import ROOT, run_steps

_UV = str(Path(sys.executable).with_name("uv"))
_OPTIONS = (
    "--quiet", "--generate-hashes", "--python-version", "3.11", "--no-emit-index-url", "--upgrade",
    "--custom-compile-command", "make lock",
)  # fmt: skip
#: Locks for the one system that has wheels of what they hold; all others suit every system.
_LINUX_ONLY = ("fuzz",)


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    return run_steps(_list_steps())


def _list_steps() -> Iterator[tuple[str, ...]]:
    for source in sorted((ROOT / "requirements").glob("*.in")):
        systems = () if source.stem in _LINUX_ONLY else ("--universal",)
        name = source.relative_to(ROOT).as_posix()
        yield _UV, "pip", "compile", *_OPTIONS, *systems, name, "--output-file", name.removesuffix(".in") + ".txt"
