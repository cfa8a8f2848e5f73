"""deadlines.yaml of an import: wordings that no general form explains, and that the vocabulary does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.imports.files.tasks import NO_COLUMN, NO_DUE
from macros.imports.files.texts import Item
from macros.imports.report import Report
from macros.imports.values import Yaml
from macros.model import QuestionKind
from macros.store.records import DeadlineRecord
from macros.words.wording import UNREAD_BASIS, Unread, read_deadline, suggest_deadline
from macros.words.years import has_far_year

#: What readers are told where no deadline was printed.
_BLANK = {NO_DUE: "原文的时限格空着。", NO_COLUMN: "原表没有时限一栏；措施里写到的日期，以原文为准。"}


def create_deadlines(
    sections: list[Yaml], vocabulary: tuple[DeadlineRecord, ...], years: tuple[int, int | None], report: Report
) -> Iterator[Item]:
    """The wordings that stand in tasks.yaml and mean nothing yet, for a person to explain; `years` are the plan's first and last."""
    measures = [measure for section in sections for task in section["tasks"] for measure in task["measures"]]
    dues = dict.fromkeys(due for m in measures for due in (m["due"], *(move["was"] for move in m.get("moved", []))))
    counts = Counter(measure["due"] for measure in measures)
    for due in dues:
        deadline = read_deadline(due, years[0], vocabulary, years[1])
        if not isinstance(deadline, Unread) and not has_far_year(deadline, years[0]):
            continue  # a form, or the vocabulary, says what it means
        values = {"text": due, "kind": "as_scheduled", "basis": UNREAD_BASIS}
        if due in _BLANK:
            values["basis"] = _BLANK[due]
            yield values, []
            continue
        if deadline is Unread.YEARLESS:
            asked = f"没有写年份，计划从{years[0]}年到{years[1]}年，是哪一年的？"
        else:
            asked = "是什么意思？" if isinstance(deadline, Unread) else f"的年份离计划（{years[0]}年）太远，对不对？"
        message = f"完成时限“{due}”（{counts[due]}处）{asked}写明以前按“日期另定”显示。"
        near = suggest_deadline(due, years[0], ()) if deadline is Unread.UNKNOWN else None
        report.ask_once(QuestionKind.WORDING, due, message, proposal=(near,) if near else ())
        yield values, []
