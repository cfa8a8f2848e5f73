"""Differences of two editions in the document itself: its facts, titles of sections and tasks, meanings of wordings."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model import Deadline, Plan
from macros.model.changes import Detail
from macros.words.wording import create_reading


def compare_facts(old: Plan, new: Plan) -> Iterator[Detail]:
    """The document's own facts, and the titles and numbers of sections and tasks."""
    before, after = dict(_list_facts(old)), dict(_list_facts(new))
    for key in before | after:
        if key.startswith(("in ", "due ")) and not (key in before and key in after):
            continue  # a task that came or went is reported by itself, so is a deadline
        was, now = before.get(key, ("", ())), after.get(key, ("", ()))
        if was[1] != now[1]:
            yield Detail(now[0] or was[0], was[1], now[1])


def _list_facts(plan: Plan) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """A key, and the name and lines of what stands under it."""
    facts = {
        "编号": plan.id,
        "标题": plan.title,
        "网站名称": plan.short_title,
        "附件号": plan.annex,
        "文件状态": plan.status,
        "对状态的说明": plan.status_note,
        "计划年度": plan.period,
        "镇街的统称": plan.towns_name,
        "没有单位的格": plan.none_mark,
    }
    for name, value in facts.items():
        yield name, (name, (value,) if value else ())
    columns = plan.columns
    yield "columns", ("栏名", (columns.no, columns.task, columns.measure, columns.deadline))
    yield "roles", ("责任栏", tuple(role.name for role in plan.roles))
    yield "notes", ("关于整份文件的编者注", plan.notes)
    # the meaning of a wording is reported once, however many measures use it
    for text, deadline in _find_meanings(plan).items():
        yield f"due {text}", (f"时限说法“{text}”的含义", (f"{create_reading(deadline)}。{deadline.basis}",))
    yield "source", ("收到的原文", tuple((plan.source or "").split("\n")))
    for section in plan.sections:
        yield section.id, ("部分的标题", (section.title,))
        for task in section.tasks:
            yield task.id, ("任务的序号和标题", (f"{task.no} {task.title}",))
            yield f"in {task.id}", (f"任务{task.no}所在的部分", (section.title,))


def _find_meanings(plan: Plan) -> dict[str, Deadline]:
    """Each wording with its meaning; that of a measure whose text adds a start only where there is no other."""
    meanings: dict[str, Deadline] = {}
    for measure in plan.measures:
        known = meanings.get(measure.deadline.text)
        if known is None or (known.start and not measure.deadline.start):
            meanings[measure.deadline.text] = measure.deadline
    return meanings
