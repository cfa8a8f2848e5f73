"""The command `returns`: progress forms that bodies filled in, into progress.yaml.

Of a form with a fault nothing is written, so that one body's slip does not silence the others; ALL=1 takes in all or none.
The name of who filled in a form is for asking back only and does not reach the published data.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.check.checker import check_plan
from macros.commands.refusal import refuse
from macros.commands.settings import add_plan_folder, add_setting, add_switch
from macros.returns.collect import collect_forms, list_extras
from macros.returns.forms import CellProblem, load_returns
from macros.returns.progress_file import create_progress_text
from macros.store.load import PROGRESS
from macros.store.scalars import WebAddress
from macros.store.writing import Edit, editing
from macros.views.plan_views import PlanViews


def add_arguments(parser: ArgumentParser) -> None:
    given = os.environ.get("FROM")
    words = "各单位填好的 .xlsx 文件，或者放着这些文件的文件夹，连同里面的文件夹（FROM=，一个）"
    parser.add_argument("files", nargs="*", type=Path, default=[Path(given)] if given else [], help=words)
    add_plan_folder(parser, "--folder")
    add_switch(parser, "--all", "ALL", "全部收进，或者一份也不收")
    add_setting(
        parser,
        "--source",
        "SOURCE",
        "这些进展在哪里公开发布过（http 或 https 网址），没有就不写",
        convert=_read_address,
    )


def _read_address(text: str) -> str:
    try:
        return TypeAdapter(WebAddress).validate_python(text)
    except ValidationError as error:
        raise ArgumentTypeError(error.errors(include_url=False)[0]["msg"]) from None


def run(options: Namespace) -> int:
    if not options.files:
        print("请写明填好的表在哪里，例如：make returns FROM=收到的表")
        return 1
    with editing(options.folder) as edit:
        return _take_in(options, edit)


def _take_in(options: Namespace, edit: Edit) -> int:
    plan, problems = check_plan(options.folder)
    if plan is None:
        return refuse(problems)
    views = PlanViews(plan)
    sent = collect_forms(options.files)
    for path, reason in sent.skipped:
        print(f"没有读：{path}：{reason}")
    if not sent.forms:
        print("没有找到填好的 .xlsx 表格。")
        return 1
    entries, faults = load_returns(sent.forms, views, date.today(), options.source)  # noqa: DTZ011  # the editor's own day
    _report(sent.forms, faults, is_all=options.all)
    if entries and not (faults and options.all):
        edit.write({PROGRESS: create_progress_text(options.folder, entries)})
        for unit in plan.bodies:
            if count := sum(entry.unit == unit.id for entry in entries):
                print(f"{unit.name}：{count}条")
        print(f"已写进 {options.folder / PROGRESS}，共 {len(entries)} 条。")
    elif not faults:
        print("没有新的进展。")
    return int(bool(faults))


def _report(forms: list[Path], faults: list[CellProblem], *, is_all: bool) -> None:
    """Print what is not taken in: every fault, then what right forms hold besides their cells."""
    for fault in faults:
        print(fault)
    wrong = {fault.file for fault in faults}
    for path in [path for path in forms if str(path) not in wrong]:
        for extra in list_extras(path):
            print(f"没有收：{path}：里面的{extra}没有地方放，文字已收；要用的请另行保存。")
    if faults:
        done = "改好以前一条也没有写" if is_all else "有错的表一条也没有收，改好以后再收一次"
        print(f"\n{len(forms)} 份表里 {len(wrong)} 份有错，共 {len(faults)} 处要改；{done}。")
