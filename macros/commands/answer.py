"""The command `answer`: what a person wrote in answers.yaml, into the plan's other files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.answers.applying import apply_answers
from macros.commands.refusal import refuse
from macros.commands.settings import add_plan_folder
from macros.store.load import ANSWERS
from macros.store.writing import editing


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)


def run(options: Namespace) -> int:
    with editing(options.folder) as edit:
        applied = apply_answers(options.folder)
        if applied.problems:
            return refuse(applied.problems)
        edit.write(applied.contents)
    for line in applied.done:
        print(line)
    if applied.left:
        print(f"还有{applied.left}件没有定，在 {options.folder / ANSWERS}。")
    elif not applied.done:
        print("没有要定的事。")
    return 0
