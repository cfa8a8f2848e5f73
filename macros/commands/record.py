"""The command `record`: the changes of a new edition, written into the plan folder before that is published."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from macros.check.checker import check_plan
from macros.commands.settings import add_plan_folder, add_setting, read_date
from macros.model import Plan
from macros.model.changes import Changes, Revision
from macros.store.editions import open_edition
from macros.store.load import PLAN
from macros.store.problems import Level, Problem
from macros.store.revision_files import create_digest, create_revision_text, find_name
from macros.store.text_files import UnreadableTextError, read_text_file
from macros.store.unseen import has_unseen
from macros.store.writing import Contents, editing
from macros.views.comparison import build_changes_between
from macros.views.plan_views import PlanViews


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "base", "BASE", "上一次登记时的版本：git 版本或文件夹；第一次登记不用写")
    add_setting(parser, "--why", "WHY", "这次修订的原因，显示给读者", default="")
    add_setting(parser, "--on", "ON", "修订的日期，默认是 plan.yaml 的 revised_on", convert=read_date)
    add_plan_folder(parser, "--folder")


def run(options: Namespace) -> int:
    try:
        path = record_revision(options.folder, options.base, options.why, options.on)
    except NotRecordedError as error:
        for problem in error.problems:
            print(problem)
        print(error)
        return 1
    print(f"已登记：{path}" if path else "内容和最近一次修订一样，不用登记。")
    return 0


class NotRecordedError(Exception):
    """Why nothing was recorded; the message is Chinese and complete in itself. `problems` are those of the plan."""

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


def record_revision(folder: Path, base: str | None, why: str, on: date | None) -> Path | None:
    """Write the revision that leads from `base` (a folder or a git revision) to the plan as it is; None if there is none.

    Records that `base` does not have were never published: the new one takes their place. `on` is the plan's own date
    unless it is given. Raises NotRecordedError and NoEditionError.
    """
    if not why.strip() or "\n" in why or has_unseen(why):
        raise NotRecordedError("请写明原因，写一行，例如：make record BASE=origin/main WHY=按会议纪要调整时限")
    with editing(folder) as edit:
        instead = _redate(folder, on) if on else {}
        written = _create_record(folder, base, why, instead)
        if written is None:
            return None
        path, contents = written
        edit.write({**instead, **contents})
        return folder / path


def _create_record(folder: Path, base: str | None, why: str, instead: dict[str, str]) -> tuple[str, Contents] | None:
    """The new revision's name, and what the folder's files are to be; `instead` holds texts that are to be written with it."""
    if base is None:
        old, new = None, _load(folder, None, instead)
        published: tuple[Revision, ...] = ()
        if new.revisions:
            raise NotRecordedError("请写明上一次公布时的版本，例如：make record BASE=origin/main WHY=原因")
    else:
        with open_edition(base, folder) as earlier:
            old, faults = check_plan(earlier)
            new = _load(folder, earlier, instead)
        if old is None:
            raise NotRecordedError(f"上一版（{base}）没有通过检查，不能比较。", faults)
        published = old.revisions
        if published and published[-1].digest != create_digest(old):
            raise NotRecordedError(f"“{base}”里有没有登记过的改动，请换成最近一次公布时的版本。")
    digest = create_digest(new)
    if published and published[-1].digest == digest:
        return None
    day = new.revised_on
    if published and day < published[-1].on:
        raise NotRecordedError(f"修订的日期 {day} 早于最近一次修订（{published[-1].on}），请用 ON=日期 写明。")
    changes = build_changes_between(PlanViews(old).edition, PlanViews(new).edition) if old and published else Changes()
    text = create_revision_text(Revision(day, why, digest, changes))
    superseded = range(len(published), len(new.revisions))
    gone: dict[str, str | None] = {find_name(new.revisions[:at], new.revisions[at].on): None for at in superseded}
    path = find_name(published, day)
    return path, {**gone, path: text}


def _load(folder: Path, earlier: Path | None, instead: dict[str, str]) -> Plan:
    plan, problems = check_plan(folder, earlier, instead=instead)
    if plan is None:
        raise NotRecordedError("改好以后再登记。", [problem for problem in problems if problem.level is Level.ERROR])
    return plan


def _redate(folder: Path, on: date) -> dict[str, str]:
    try:
        return {PLAN: _set_revised_on(read_text_file(folder / PLAN, folder), on)}
    except UnreadableTextError as error:
        raise NotRecordedError(f"{PLAN}：{error}") from None


def _set_revised_on(text: str, on: date) -> str:
    """plan.yaml with another date in the one line that says it; every other character stays."""
    pattern = r"(?m)^(['\"]?)revised_on\1[ ]*:.*?(\r?)$"
    changed, count = re.subn(pattern, rf"revised_on: {on.isoformat()}\2", text)
    if count != 1:
        raise NotRecordedError("plan.yaml 里找不到 revised_on，请先写上。")
    return changed
