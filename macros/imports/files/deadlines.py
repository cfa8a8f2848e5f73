"""deadlines.yaml of an import: wordings that no general form explains, and that the vocabulary does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from macros.imports.files.tasks import NO_DUE
from macros.imports.files.texts import Item
from macros.imports.report import Report
from macros.imports.values import Yaml
from macros.model import QuestionKind
from macros.store.records import DeadlineRecord
from macros.words.wording import UNREAD_BASIS, Unread, read_deadline, suggest_deadline
from macros.words.years import has_far_year


def create_deadlines(
    sections: list[Yaml], vocabulary: tuple[DeadlineRecord, ...], year: int, report: Report
) -> Iterator[Item]:
    """The wordings that stand in tasks.yaml and mean nothing yet, for a person to explain."""
    measures = [measure for section in sections for task in section["tasks"] for measure in task["measures"]]
    dues = dict.fromkeys(due for m in measures for due in (m["due"], *(move["was"] for move in m.get("moved", []))))
    counts = Counter(measure["due"] for measure in measures)
    for due in dues:
        if _is_explained(due, year, vocabulary):
            continue
        values = {"text": due, "kind": "as_scheduled", "basis": UNREAD_BASIS}
        if due == NO_DUE:
            values["basis"] = "原文没有写时限。"
            yield values, []
            continue
        message = f"完成时限“{due}”（{counts[due]}处）是什么意思？写明以前按“日期另定”显示。"
        near = suggest_deadline(due, year, ())
        report.ask_once(QuestionKind.WORDING, due, message, proposal=(near,) if near else ())
        yield values, []


def _is_explained(due: str, year: int, vocabulary: Iterable[DeadlineRecord]) -> bool:
    deadline = read_deadline(due, year, vocabulary)
    return not isinstance(deadline, Unread) and not has_far_year(deadline, year)
