"""plan.yaml of an import: what the document says of itself, and how much there is of everything."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from itertools import pairwise

from pypinyin import lazy_pinyin

from macros.imports.files.names import Names
from macros.imports.files.texts import cut_line
from macros.imports.prose.title import Title
from macros.imports.readers.document import join_lines
from macros.imports.report import Report
from macros.imports.table.heads import Kind
from macros.imports.table.printed import PrintedPlan
from macros.imports.values import Yaml, walk_measures
from macros.model import UnitKind
from macros.store.limits import LONGEST_LINE
from macros.store.migrations import FORMAT

#: The field of each column that a plan has, and its name where the document has no such column.
_COLUMNS = (
    (Kind.NO, "no", "序号"),
    (Kind.TASK, "task", "任务"),
    (Kind.MEASURE, "measure", "措施"),
    (Kind.DEADLINE, "deadline", "时限"),
)


class PlanWriter:
    """The record of plan.yaml."""

    def __init__(self, printed: PrintedPlan, title: Title, names: Names, *, today: date, report: Report) -> None:
        self._printed, self._title, self._names = printed, title, names
        self._today, self._report = today, report

    def create(self, sections: list[Yaml]) -> Yaml:
        """The values of plan.yaml as the document gives them; `sections` are those of tasks.yaml."""
        title = self._title
        kinds = {body.kind for body in self._names.bodies.values()}
        values: Yaml = {
            "format": FORMAT,
            "id": _create_plan_id(title),
            "title": title.title,
            "short_title": title.title,
            **({"annex": title.annex} if title.annex else {}),
            "status": title.status,
            "year": title.year,
            "until_year": title.until,
            "columns": self._name_columns(),
            "roles": [{"id": role, "name": name} for role, name in self._names.roles],
            "none_mark": self._names.none_mark,
            "towns_name": "区县" if kinds & {UnitKind.DISTRICT} else "镇街",
            "source": "source/plan.txt",
            "counts": count(sections, self._printed.row_count),
            "revised_on": self._today.isoformat(),
            "confirmed": list(confirm_numbers(sections, (), self._report)),
            "notes": list(self._create_notes()),
        }
        return {key: value for key, value in values.items() if value not in ([], None) or key == "roles"}

    def _create_notes(self) -> Iterator[str]:
        printed = self._printed
        texts = [
            *((line, "原表下方写有：“{}”") for text in printed.after for line in text.split("\n")),
            *((join_lines(text), "原表中间写有：“{}”") for text in printed.loose),
            *((text, "原表另有标题“{}”，下面没有措施。") for text in printed.empty),
        ]
        for text, form in texts:
            for piece in cut_line(text, LONGEST_LINE - len(form)):
                self._report.added.append(form.format(""))
                yield form.format(piece)

    def _name_columns(self) -> dict[str, str]:
        """The printed name of each column that a plan has, by its field."""
        columns = {}
        for kind, field, stand_in in _COLUMNS:
            found = self._printed.head.of(kind)
            columns[field] = found[0].name if found else stand_in
            if not found:
                self._report.decide("", f"原表没有“{stand_in}”栏，网站上这一栏按“{stand_in}”显示。")
        return columns


def confirm_numbers(sections: list[Yaml], known: Container[str], report: Report) -> Iterator[str]:
    """Numbers that jump in the document jump here too; that was looked at. Those that are `known` are not asked about."""
    numbers = [str(task["no"]) for section in sections for task in section["tasks"]]
    if not all(number.isdigit() for number in numbers):
        return
    for before, after in pairwise(numbers):
        if int(after) > int(before) + 1 or int(after) < int(before):
            words = f"序号{before}之后是{after}"
            if words not in known:
                report.ask("", f"{words}，照印导入，请对照原文。")
                report.added.append(words)
            yield words


def count(sections: list[Yaml], row_count: int) -> Yaml:
    """The numbers that plan.yaml declares."""
    return {
        "sections": len(sections),
        "tasks": sum(len(section["tasks"]) for section in sections),
        "measures": sum(1 for _ in walk_measures(sections)),
        "rows": row_count,
    }


def _create_plan_id(title: Title) -> str:
    words = [re.sub(r"[^a-z]", "", word.lower()) for word in lazy_pinyin(re.sub(r"[\d年]", "", title.title))]
    return "-".join([*[word for word in words if word][:6], str(title.year)]) if any(words) else f"plan-{title.year}"
