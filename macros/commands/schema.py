"""The command `schema`: JSON Schemas of a plan's files, from which editing programs complete names and fields."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.commands.refusal import refuse
from macros.commands.settings import add_plan_folder
from macros.exports.schema import create_schemas
from macros.store.load import Draft, load_draft
from macros.store.writing import editing


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)


def run(options: Namespace) -> int:
    with editing(options.folder) as edit:
        draft, problems = load_draft(options.folder)
        if problems:
            return refuse(problems)
        edit.write(list_schemas(draft))
    return 0


def list_schemas(draft: Draft) -> dict[str, str]:
    """The schemas of a plan by their names in its folder."""
    return {f"schema/{name}": text for name, text in create_schemas(draft).items()}
