"""The command `format`: the files of a plan folder in their one layout, and the schemas for completion beside them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.commands.refusal import refuse
from macros.commands.schema import write_schemas
from macros.commands.settings import add_plan_folder, add_switch
from macros.store.format import format_folder


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)
    add_switch(parser, "--check", "CHECK", "只看要不要排，不改文件")


def run(options: Namespace) -> int:
    changed, problems = format_folder(options.folder)
    if problems:
        return refuse(problems)
    if options.check:
        for path in changed:
            print(f"{path}：需要排版")
        return int(bool(changed))
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path}：已排好")
    return write_schemas(options.folder)
