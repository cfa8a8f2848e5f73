"""The command `format`: the files of a plan folder in their one layout, and the schemas for completion beside them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.commands.refusal import refuse
from macros.commands.schema import list_schemas
from macros.commands.settings import add_plan_folder, add_switch
from macros.store.format import format_folder
from macros.store.writing import editing


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)
    add_switch(parser, "--check", "CHECK", "只看要不要排，不改文件")


def run(options: Namespace) -> int:
    with editing(options.folder) as edit:
        formatted = format_folder(options.folder)
        if formatted.problems:
            return refuse(formatted.problems)
        if options.check:
            for name in formatted.changed:
                print(f"{options.folder / name}：需要排版")
            return int(bool(formatted.changed))
        edit.write({**formatted.changed, **list_schemas(formatted.draft)})
    for name in formatted.changed:
        print(f"{options.folder / name}：已排好")
    return 0
