"""The answers of a plan folder, applied to the texts of its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from macros.answers.values import AnswerError, PlanValues
from macros.check.checker import check_plan
from macros.check.rules.answers import is_settled
from macros.check.rules.subject import Subject
from macros.imports.values import dump_record
from macros.model import DeadlineKind, QuestionKind
from macros.store.format import format_folder
from macros.store.load import ANSWERS, Draft, load_draft
from macros.store.problems import Level, Problem
from macros.store.records import AnswerRecord
from macros.store.rewriting import rewrite
from macros.store.writing import Contents
from macros.words.answers import (
    ACCEPT,
    AS_IMPORTED,
    CHOICES,
    LEFT_OUT,
    NO,
    OPEN,
    POSSIBLE,
    UNDATED,
    UNLISTED,
    WRITTEN,
    YES,
)
from macros.words.names import Register
from macros.words.wording import Unread

#: Questions about texts, which depend on whom the other answers make responsible.
_LATE = frozenset({QuestionKind.FIGURES, QuestionKind.MENTIONS})


@dataclass
class Applied:
    """`contents` are the files to be written; `done` says what each answer changed, in Chinese; `left` counts what is open.
    Beside problems nothing is to be written.
    """

    contents: Contents = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    left: int = 0
    problems: list[Problem] = field(default_factory=list)


def apply_answers(folder: Path) -> Applied:
    """Every answer in answers.yaml applied to the plan's files, and the questions that stay open."""
    draft, problems = load_draft(folder)
    if problems or ANSWERS not in draft.texts:
        return Applied(problems=problems)
    applied = Applied()
    texts: dict[str, str] = {}
    still_open: list[AnswerRecord] = []
    late = [record for record in draft.answers.questions if record.kind in _LATE]
    early = [record for record in draft.answers.questions if record.kind not in _LATE]
    for records in (early, late):
        now, _ = load_draft(folder, texts)
        values = PlanValues(now)
        still_open += _apply_round(values, now, records, applied)
        texts |= values.create_texts()
    applied.left = len(still_open)
    if not applied.problems and applied.done:
        _prove(folder, texts | _create_answers(draft, still_open), applied)
    return applied


def _apply_round(values: PlanValues, draft: Draft, records: list[AnswerRecord], applied: Applied) -> list[AnswerRecord]:
    """Apply some answers to the values of a draft; the questions among them that stay open."""
    subject = Subject(draft, Register(draft.units.units))
    still_open = []
    for record in records:
        if is_settled(subject, record.kind, record.words):
            applied.done.append(f"“{record.words}”：计划的文件里已经定了。")
        elif record.answer == (OPEN,):
            still_open.append(record)
        else:
            try:
                applied.done.append(f"“{record.words}”：{_APPLIERS[record.kind](values, record)}")
            except AnswerError as error:
                message = f"“{record.words}”的答案用不上：{error}。可以写{CHOICES[record.kind]}。"
                applied.problems.append(Problem(record.at("answer"), "answers", message))
    return still_open


def _create_answers(draft: Draft, still_open: list[AnswerRecord]) -> dict[str, str]:
    """The text of answers.yaml with what is open still; none where nothing is."""
    if not still_open:
        return {}
    ours = [record for record in draft.answers.questions if record in still_open]
    return {ANSWERS: rewrite(draft.texts[ANSWERS], draft.answers, {"questions": [dump_record(item) for item in ours]})}


def _prove(folder: Path, texts: dict[str, str], applied: Applied) -> None:
    """Lay the texts out and check them as if they stood in the folder."""
    formatted = format_folder(folder, texts)
    texts |= {name: text for name, text in formatted.changed.items() if name in texts}
    _, problems = check_plan(folder, instead=texts) if not formatted.problems else (None, formatted.problems)
    applied.problems += [problem for problem in problems if problem.level is Level.ERROR]
    applied.contents = {ANSWERS: None, **texts}


def _apply_members(values: PlanValues, record: AnswerRecord) -> str:
    unit = values.find_unit(record.words)
    if record.answer == (UNLISTED,):
        unit.setdefault("notes", []).append("原文没有列出是哪些单位。")
        values.touch("units")
        return "登记为原文没有列出"
    is_possible = POSSIBLE in record.answer
    others = [name for name in record.answer if name not in (ACCEPT, POSSIBLE)]
    names = [*record.proposal, *others] if len(others) < len(record.answer) else others
    if not names:
        raise AnswerError("没有建议的答案可以接受")
    new = [name for name in names if values.register(name)]
    unit["possible_members" if is_possible else "members"] = list(dict.fromkeys(names))
    values.touch("units")
    more = f"，新登记了{'、'.join(new)}" if new else ""
    return f"{'可能' if is_possible else ''}包括{len(names)}个单位{more}"


def _apply_same(values: PlanValues, record: AnswerRecord) -> str:
    names = record.words.split("、")
    [answer] = record.answer if len(record.answer) == 1 else [""]
    if answer == NO:
        values.find_unit(names[-1]).setdefault("confirmed", []).extend(names[:-1])
        values.touch("units")
        return "不是一个单位"
    if answer not in (YES, ACCEPT):
        raise AnswerError("看不出是不是一个单位")
    kept = record.proposal[0] if record.proposal else names[-1]
    for name in names:
        if name != kept:
            values.join_units(name, kept)
    return f"是一个单位，登记为“{kept}”"


def _apply_name(values: PlanValues, record: AnswerRecord) -> str:
    if record.answer == (AS_IMPORTED,):
        return _confirm(values, record, "不改")
    names = record.proposal if record.answer == (ACCEPT,) else record.answer
    if not names:
        raise AnswerError("没有建议的答案可以接受")
    count = values.replace_names(record.words.split("、"), list(names))
    if not count:
        raise AnswerError("责任栏里找不到这几个名称")
    return f"{count}处改成“{'、'.join(names)}”"


def _apply_wording(values: PlanValues, record: AnswerRecord) -> str:
    [answer] = record.proposal[:1] if record.answer == (ACCEPT,) else record.answer[:1] or [""]
    entry = values.find_deadline(record.words)
    if answer == UNDATED:
        entry["basis"] = f"编者核对过，“{record.words}”没有写明是哪一天。"
        values.touch("deadlines")
        return "没有日期"
    deadline = values.read(answer)
    if isinstance(deadline, Unread) or deadline.kind is DeadlineKind.AS_SCHEDULED:
        raise AnswerError(f"“{answer}”也看不出是哪一天")
    values.explain(entry, deadline, f"“{record.words}”按“{answer}”理解。")
    return f"按“{answer}”理解"


def _apply_field(values: PlanValues, record: AnswerRecord) -> str:
    name, _, stand_in = record.words.partition("：")
    [answer] = record.proposal[:1] if record.answer == (ACCEPT,) else record.answer[:1] or [""]
    if answer == stand_in:
        return _confirm(values, record, "就是这样")
    values.fill(name, answer)
    return f"{name} 改成“{answer}”"


def _apply_seen(values: PlanValues, record: AnswerRecord) -> str:
    if record.answer not in ((ACCEPT,), (LEFT_OUT,), (WRITTEN,)):
        raise AnswerError("看不出是不是看过了")
    return _confirm(values, record, record.answer[0])


def _apply_figures(values: PlanValues, record: AnswerRecord) -> str:
    _prove_accepted(record)
    count = values.confirm_figures()
    return f"{count}条措施里的数字记在 confirmed 里"


def _apply_mentions(values: PlanValues, record: AnswerRecord) -> str:
    _prove_accepted(record)
    return f"{values.add_mentions()}处写进了 mentions"


def _prove_accepted(record: AnswerRecord) -> None:
    if record.answer != (ACCEPT,):
        raise AnswerError("看不出是不是都这样办")


def _confirm(values: PlanValues, record: AnswerRecord, done: str) -> str:
    values.confirm(record.words)
    return f"{done}，记在 plan.yaml 的 confirmed 里，以后不再问"


_APPLIERS: dict[QuestionKind, Callable[[PlanValues, AnswerRecord], str]] = {
    QuestionKind.MEMBERS: _apply_members,
    QuestionKind.SAME: _apply_same,
    QuestionKind.NAME: _apply_name,
    QuestionKind.WORDING: _apply_wording,
    QuestionKind.FIELD: _apply_field,
    QuestionKind.COLUMN: _apply_seen,
    QuestionKind.PART: _apply_seen,
    QuestionKind.FIGURES: _apply_figures,
    QuestionKind.MENTIONS: _apply_mentions,
}
