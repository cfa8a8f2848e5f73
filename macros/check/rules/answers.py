"""Rules about answers.yaml: what an import left open stays open until a person has decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.check.rules.questions import list_figures, list_unlisted
from macros.check.rules.subject import Finding, Subject
from macros.model import DeadlineKind, QuestionKind
from macros.words.answers import CHOICES, OPEN
from macros.words.wording import UNREAD_BASIS

_MOST_PLACES = 3


def check_answers(subject: Subject) -> Iterator[Finding]:
    """导入时没有定的事（answers.yaml）都要有人定：填好 answer，运行 make answer；直接改好计划其他文件的，就不再提示。"""
    for record in subject.draft.answers.questions:
        if is_settled(subject, record.kind, record.words):
            continue  # its line stays until `make answer` runs, and asks nothing
        if record.answer == (OPEN,):
            places = "、".join(record.places[:_MOST_PLACES])
            more = f"等{len(record.places)}处" if len(record.places) > _MOST_PLACES else ""
            where = f"（{places}{more}）" if places else ""
            message = f"还没有定：{record.question}{where}answer 填{CHOICES[record.kind]}，再运行 make answer。"
        else:
            message = f"“{record.words}”的答案已经填了，还没有写进计划：请运行 make answer。"
        yield record.at("answer"), message


def is_settled(subject: Subject, kind: QuestionKind, words: str) -> bool:
    """Whether the plan's other files answer a question about some words already, or there is nothing left to ask about."""
    return _SETTLED[kind](subject, words)


def _have_members(subject: Subject, name: str) -> bool:
    found = subject.register.find(name)
    unit = found.unit if found else None
    return unit is None or not unit.is_undecided


def _are_told_apart(subject: Subject, words: str) -> bool:
    found = [subject.register.find(name) for name in words.split("、")]
    units = {item.unit.id: item.unit for item in found if item}
    is_confirmed = any(name in unit.confirmed for unit in units.values() for name in words.split("、"))
    return len(units) < len(found) or is_confirmed


def _is_explained(subject: Subject, wording: str) -> bool:
    found = next((record for record in subject.deadlines.deadlines if record.text == wording), None)
    return found is None or found.kind is not DeadlineKind.AS_SCHEDULED or found.basis != UNREAD_BASIS


def _is_filled(subject: Subject, words: str) -> bool:
    """Whether a field has another value than the one that stands in for it: `words` are “field：value”."""
    field, _, stand_in = words.partition("：")
    return str(getattr(subject.plan, field, "")) != stand_in or words in subject.plan.confirmed


def _is_confirmed(subject: Subject, words: str) -> bool:
    return words in subject.plan.confirmed


def _have_no_figures(subject: Subject, _: str) -> bool:
    return not any(list_figures(measure) for _, _, measure in subject.draft.measures())


def _have_no_mentions(subject: Subject, _: str) -> bool:
    return not any(list_unlisted(subject, task, measure) for _, task, measure in subject.draft.measures())


_SETTLED: dict[QuestionKind, Callable[[Subject, str], bool]] = {
    QuestionKind.MEMBERS: _have_members,
    QuestionKind.SAME: _are_told_apart,
    QuestionKind.NAME: _is_confirmed,
    QuestionKind.WORDING: _is_explained,
    QuestionKind.FIELD: _is_filled,
    QuestionKind.COLUMN: _is_confirmed,
    QuestionKind.PART: _is_confirmed,
    QuestionKind.FIGURES: _have_no_figures,
    QuestionKind.MENTIONS: _have_no_mentions,
}
