"""Rules that ask: a measure's fields against its own words, and its words against the document.

Each asks about words that a person can confirm (`confirmed`, `mentions`, a note), and then asks no more. A rule's docstring
is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate

from macros.check.rules.subject import Finding, Subject
from macros.model import TOWN_KINDS, Deadline, QuestionKind, UnitKind
from macros.store.load import UNITS
from macros.store.records import MeasureRecord, TargetRecord, TaskRecord, UnitRecord
from macros.words.running_text import COUNTED_UNITS, FIGURE, find_deadlines
from macros.words.wording import Unread, date_words


def check_names_in_text(subject: Subject) -> Iterator[Finding]:
    """正文点到名的单位，应当在责任栏里，或者写进 mentions；正文逐个点了几个镇街的名，责任栏单独列出的镇街也都应当点到；mentions 的原话不能说的是别的单位。"""
    is_asked = subject.asks_about(QuestionKind.MENTIONS)  # all together, by an import
    for _, task, measure in subject.draft.measures():
        yield from () if is_asked else _check_named_in_text(subject, task, measure)
        for mention in measure.mentions:
            reference = subject.register.find(mention.unit)
            named = {unit.id: unit.name for unit, _ in subject.register.scan(mention.words)}
            is_other = reference and named and reference.unit.id not in named
            if is_other and not _is_confirmed(measure, mention.words):
                others = "、".join(named.values())
                yield (
                    mention.at("words"),
                    f"“{mention.words}”说的是{others}，不是{mention.unit}；没有问题的，写进“confirmed”。",
                )


def list_unlisted(subject: Subject, task: TaskRecord, measure: MeasureRecord) -> list[tuple[UnitRecord, str]]:
    """The bodies that a measure's text names and no role, with the words that name each; none where a role has a wrong name."""
    names = subject.names_of(task, measure)
    if not all(subject.register.find(name) for name in names):
        return []  # a wrong name is check_registered's finding
    duties = subject.duties_of(task, measure)
    groups = {reference.unit.id for name in names if (reference := subject.register.find(name))}
    mentioned = {reference.unit.id for item in measure.mentions if (reference := subject.register.find(item.unit))}
    told = duties | groups | mentioned
    in_text = {unit.id: words for unit, words in reversed(subject.register.scan(measure.text))}
    return [
        (unit, words)
        for unit_id, words in in_text.items()
        if unit_id not in told
        and not _is_confirmed(measure, words)
        and (unit := subject.register.by_id[unit_id]).kind not in (UnitKind.OUTSIDE, UnitKind.GROUP)
    ]


def _check_named_in_text(subject: Subject, task: TaskRecord, measure: MeasureRecord) -> Iterator[Finding]:
    for unit, words in list_unlisted(subject, task, measure):
        meaning, hint = "", ""
        if words != unit.name:
            meaning = f"（{unit.name}）"
            hint = f"；指的是别处单位的，在 {subject.draft.paths[UNITS]} 把它登记为 outside"
        yield measure.at("text"), f"正文提到“{words}”{meaning}，责任栏里没有；只是提到的，请写进“mentions”{hint}。"
    names = subject.names_of(task, measure)
    in_text = {unit.id for unit, _ in subject.register.scan(measure.text)}
    towns = {reference.unit.id: name for name in names if (reference := subject.register.find(name))}
    towns = {unit: name for unit, name in towns.items() if subject.register.by_id[unit].kind in TOWN_KINDS}
    if in_text & towns.keys():
        for unit_id, name in towns.items():
            if unit_id not in in_text and not any(name in note for note in measure.notes):
                advice = "请核对；没有问题的，在“notes”里说明"
                yield measure.at(), f"责任栏列了“{name}”，正文点了别的镇街的名，没有点它，{advice}。"


def check_revised_on(subject: Subject) -> Iterator[Finding]:
    """整理日期（revised_on）应在计划的前一年到以后十年之间；不是的请核对，没有问题的把日期写进 plan.yaml 的 confirmed。"""
    on, year = subject.plan.revised_on, subject.plan.year
    is_possible = 2000 <= on.year <= 2099  # else it is check_year's finding
    if (
        is_possible
        and not year - 1 <= on.year <= year + 10
        and not any(str(on) in words for words in subject.plan.confirmed)
    ):
        yield (
            subject.plan.at("revised_on"),
            f"整理日期{on}离计划年度（{year}）太远，请核对；没有问题的，写进“confirmed”。",
        )


def _is_confirmed(measure: MeasureRecord, words: str) -> bool:
    return any(words in confirmed for confirmed in measure.confirmed)


def check_dates_in_text(subject: Subject) -> Iterator[Finding]:
    """正文写明的日期（如“9月底前”“11月起”）要和完成时限对得上：最晚的一个应当就是完成时限；没有完成日期的措施，正文里也不应有截止日期。"""
    for _, _, measure in subject.draft.measures():
        due = subject.read_due(measure)
        if isinstance(due, Unread):
            continue  # check_deadlines reports it
        found = [
            (words, start, end)
            for words, start, end in find_deadlines(measure.text, subject.plan.year)
            if not _is_confirmed(measure, words) and words not in (measure.starts or "")
        ]
        earlier = [_parse_end(subject, move.was) for move in measure.moved]
        yield from _compare_dates(measure, due, earlier, found)


def _parse_end(subject: Subject, words: str) -> date | None:
    """The last day of a deadline that was moved; the text may still state it. None where it has none, or is check_moves' finding."""
    deadline = subject.read_wording(words)
    return None if isinstance(deadline, Unread) else deadline.end


def _compare_dates(
    measure: MeasureRecord, due: Deadline, earlier: list[date | None], found: list[tuple[str, date | None, date | None]]
) -> Iterator[Finding]:
    place = measure.at("due")
    ends = [(end, words) for words, _, end in found if end]
    if ends and max(ends)[0] not in (due.end, *earlier):
        end, words = max(ends)
        reading = f"{date_words(due.end)}" if due.end else "没有截止日期"
        yield (
            place,
            f"正文写“{words}”（{date_words(end)}），完成时限“{measure.due}”是{reading}，请核对；没有问题的，写进“confirmed”。",
        )
    for words, start, last in found:
        if start and last is None and start != due.start:
            yield place, f"正文写“{words}”，请在“starts”里照抄；不是本条的起始时间的，写进“confirmed”。"


def check_figures_in_text(subject: Subject) -> Iterator[Finding]:
    """正文里带单位的数字（如“10辆”“80%”）应当有量化目标（targets）；不是目标的（如“4.5吨以下”），写进 confirmed。"""
    if subject.asks_about(QuestionKind.FIGURES):
        return  # all together, by an import
    for _, _, measure in subject.draft.measures():
        if missing := list_figures(measure):
            figures = "、".join(f"“{figure}”" for figure in missing)
            yield measure.at("text"), f"正文里的{figures}没有写成量化目标（targets）；不是目标的，写进“confirmed”。"


def list_figures(measure: MeasureRecord) -> list[str]:
    """The figures of a measure's text that are no target and were not looked at, each once."""
    figures_at = list(FIGURE.finditer(measure.text))
    phrases = [*(target.words for target in measure.targets), *measure.confirmed] if figures_at else []
    ends = _find_covered(measure.text, phrases)
    return list(dict.fromkeys(match[0] for match in figures_at if ends[match.start()] < match.end()))


def _find_covered(text: str, phrases: Iterable[str]) -> list[int]:
    """For each place in a text, where the phrase ends that begins there or before and ends last; 0 for none."""
    ends = [0] * len(text)
    for phrase in set(phrases):
        for match in re.finditer(re.escape(phrase), text):
            ends[match.start()] = max(ends[match.start()], match.end())
    return list(accumulate(ends, max))


def check_ranges(subject: Subject) -> Iterator[Finding]:
    """量化目标的数值要在合理范围里：百分数在0到100之间，户、辆、台、名次等只能是不小于零的整数；超出的请核对，没有问题的把原话写进 confirmed。"""
    for _, _, measure in subject.draft.measures():
        for target in measure.targets:
            if (fault := _find_range_fault(target)) and not _is_confirmed(measure, target.words):
                yield target.at("value"), f"量化目标“{target.name}”的数值“{target.value}”{fault}，请核对。"


def _find_range_fault(target: TargetRecord) -> str | None:
    if target.unit in ("%", "％") and not 0 <= target.value <= 100:
        return "不在0到100之间"
    if target.value < 0:
        return "小于零"
    is_counted = target.unit in COUNTED_UNITS and not isinstance(target.value, int)
    return f"不是整数，单位却是“{target.unit}”" if is_counted else None
