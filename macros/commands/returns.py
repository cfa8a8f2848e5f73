"""The command `returns`: progress forms that bodies filled in, into progress.yaml; one fault, and nothing is written.

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
from macros.commands.settings import add_plan_folder, add_setting
from macros.returns.forms import load_returns
from macros.returns.progress_file import create_progress_text
from macros.store.load import PROGRESS
from macros.store.scalars import WebAddress
from macros.store.writing import Edit, editing
from macros.views.plan_views import PlanViews


def add_arguments(parser: ArgumentParser) -> None:
    given = os.environ.get("FROM")
    words = "各单位填好的 .xlsx 文件，或者放着这些文件的文件夹（FROM=，一个）"
    parser.add_argument("files", nargs="*", type=Path, default=[Path(given)] if given else [], help=words)
    add_plan_folder(parser, "--folder")
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
    files = [form for path in options.files for form in (_list_forms(path) if path.is_dir() else [path])]
    if not files:
        print("文件夹里没有 .xlsx 文件。")
        return 1
    entries, faults = load_returns(files, views, date.today(), options.source)  # noqa: DTZ011  # the editor's own day
    for fault in faults:
        print(fault)
    if faults:
        print(f"\n共 {len(faults)} 处要改；改好以前一条也没有写。")
        return 1
    if not entries:
        print("没有新的进展。")
        return 0
    edit.write({PROGRESS: create_progress_text(options.folder, entries, views)})
    for unit in plan.bodies:
        if count := sum(entry.unit == unit.id for entry in entries):
            print(f"{unit.name}：{count}条")
    print(f"已写进 {options.folder / PROGRESS}，共 {len(entries)} 条。")
    return 0


def _list_forms(folder: Path) -> list[Path]:
    """The workbooks of a folder, without the mark that Excel leaves beside one that is open."""
    return sorted(path for path in folder.glob("*.xlsx") if not path.name.startswith("~$"))
