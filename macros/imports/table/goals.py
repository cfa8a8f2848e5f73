"""Deadlines of a plan that has no column for them: those with which a goal or a text begins or ends."""

from __future__ import annotations

import re

from macros.imports.report import Report
from macros.imports.table.heads import Kind
from macros.imports.table.printed import PrintedMeasure, PrintedPlan
from macros.words.wording import Unread, read_deadline

_FIRST = re.compile(r"^(.{2,16}?)(?:，|,)")
_LAST = re.compile(r"(?:，|,|。|^)([^，,。]{2,16}?)(?:完成)?[。；;]?$")
_DATED = re.compile(r"\d|[一二三四]季度|[上下]半年|年[底末]")
#: Any year serves to see whether words are a date.
_SOME_YEAR = 2024


def find_dues(plan: PrintedPlan, report: Report) -> None:
    """Give measures the dates that their goals name, each at its beginning or end and none besides; the rest stays open."""
    if plan.head.of(Kind.DEADLINE):
        return
    found = [(measure, _find_due(measure)) for measure in plan.measures]
    taken = [(measure, due) for measure, due in found if due]
    for measure, due in taken:
        measure.due = due
        report.added.append(due)
    if taken:
        report.decide(
            "", f"原表没有时限一栏，{len(taken)}条按措施、目标里写的日期填了时限，如“{taken[0][1]}”，请核对。"
        )


def _find_due(measure: PrintedMeasure) -> str:
    """The one date of a measure; "" for none or several."""
    texts = [measure.text, *(words for _, words in measure.extras)]
    dues = {due for text in texts for line in text.split("\n") for due in _list_dues(line)}
    return dues.pop() if len(dues) == 1 else ""


def _list_dues(line: str) -> list[str]:
    words = [match[1] for form in (_FIRST, _LAST) if (match := form.search(line))]
    return [text for text in words if _DATED.search(text) and _is_date(text)]


def _is_date(text: str) -> bool:
    deadline = read_deadline(text, _SOME_YEAR, ())
    return not isinstance(deadline, Unread) and deadline.is_dated
