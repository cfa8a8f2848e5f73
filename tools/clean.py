"""The command `clean`: everything that the project's commands have made goes, the virtual environments last."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MADE = ("site", ".site.*", "build", ".venv-*", ".venv")


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    for pattern in _MADE:
        for path in ROOT.glob(pattern):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    return 0
