"""The command `schema`: JSON Schemas of a plan's files, from which editing programs complete names and fields."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands.refusal import refuse
from macros.commands.settings import add_plan_folder
from macros.exports.schema import create_schemas
from macros.store.load import load_draft


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)


def run(options: Namespace) -> int:
    return write_schemas(options.folder)


def write_schemas(folder: Path) -> int:
    """Into schema/ of a plan folder; the result is the exit status."""
    draft, problems = load_draft(folder)
    if problems:
        return refuse(problems)
    target = folder / "schema"
    target.mkdir(exist_ok=True)
    for name, text in create_schemas(draft).items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return 0
