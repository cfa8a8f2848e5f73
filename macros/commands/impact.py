"""The command `impact`: the differences between two editions, whom they concern and who should sign them off."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.check.checker import check_plan
from macros.commands.refusal import refuse
from macros.commands.settings import add_plan_folder, add_setting
from macros.exports.impact_report import IMPACT_FORMATS
from macros.pages.outputs import find_changed_files
from macros.store.editions import open_edition
from macros.store.problems import Level
from macros.store.spellings import load_spellings
from macros.views.comparison import build_changes_between
from macros.views.impact import build_impact
from macros.views.plan_views import PlanViews


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "base", "BASE", "上一版：git 版本或文件夹，默认 HEAD", default="HEAD")
    add_setting(parser, "head", "HEAD", "这一版：git 版本或文件夹，默认是现在的文件")
    add_plan_folder(parser, "--folder")
    add_setting(parser, "--format", "FORMAT", "结果的格式", choices=tuple(IMPACT_FORMATS), default="text")


def run(options: Namespace) -> int:
    with open_edition(options.base, options.folder) as base:
        old, faults = check_plan(base)
    if old is None:
        errors = sum(fault.level is Level.ERROR for fault in faults)
        print(f"上一版（{options.base}）有 {errors} 个问题，不能比较。")
        return 1
    if options.head:
        with open_edition(options.head, options.folder) as head:
            new, problems = check_plan(head)
    else:
        new, problems = check_plan(options.folder)
    if new is None:
        return refuse(problems)
    known = load_spellings()
    before, after = PlanViews(old, known), PlanViews(new, known)
    changes = build_changes_between(before.edition, after.edition)
    impact = build_impact(changes, before.counts, after.counts, find_changed_files(before, after))
    print(IMPACT_FORMATS[options.format](impact, new), end="")
    return 0
