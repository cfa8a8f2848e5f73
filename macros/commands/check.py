"""The command `check`: every problem and every question of a plan folder, in one run."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.check.checker import check_plan
from macros.commands.settings import add_plan_folder, add_setting, add_switch
from macros.exports.problem_report import PROBLEM_FORMATS
from macros.store.editions import open_edition


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)
    add_setting(parser, "--base", "BASE", "上一版：git 版本或文件夹；核对有没有丢失、换用编号")
    add_switch(parser, "--strict", "STRICT", "公布之前用：提示也算没有通过，改动都要登记")
    add_setting(parser, "--format", "FORMAT", "结果的格式", choices=tuple(PROBLEM_FORMATS), default="text")


def run(options: Namespace) -> int:
    if options.base is None:
        plan, problems = check_plan(options.folder, for_publication=options.strict, may_fork=True)
    else:
        with open_edition(options.base, options.folder) as earlier:
            plan, problems = check_plan(options.folder, earlier, for_publication=options.strict, may_fork=True)
    print(PROBLEM_FORMATS[options.format](plan, problems))
    if options.strict and plan and problems and options.format != "json":
        print("提示没有处理完，不能公布。")
    return int(plan is None or (options.strict and bool(problems)))
