"""Rules about when: the vocabulary, the deadlines, the starts.

A rule's docstring is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.check.rules.subject import Finding, Subject
from macros.model import DeadlineKind
from macros.store.load import DEADLINES
from macros.store.records import DeadlineRecord, MeasureRecord, MoveRecord
from macros.words.ditto import is_ditto
from macros.words.wording import (
    GENERAL_FORMS,
    ImpossibleDateError,
    Unread,
    create_deadline,
    parse_frequency,
    read_deadline,
    suggest_deadline,
)
from macros.words.years import has_far_year


def check_vocabulary(subject: Subject) -> Iterator[Finding]:
    """时限说法不能重复登记；by 只填 end，from 只填 start，window 两个都填，ongoing 和 as_scheduled 都不填；日期必须真实存在，跨几年的计划要写明年份。"""
    wanted = {DeadlineKind.BY: (False, True), DeadlineKind.FROM: (True, False), DeadlineKind.WINDOW: (True, True)}
    seen: dict[str, int] = {}
    for record in subject.deadlines.deadlines:
        if record.text in seen:
            yield record.at("text"), f"时限说法“{record.text}”重复登记了，第{seen[record.text]}行已经登记过。"
        seen.setdefault(record.text, record.at("text").line)
        needs = wanted.get(record.kind, (False, False))
        for key, value, needed in (("start", record.start, needs[0]), ("end", record.end, needs[1])):
            if needed and value is None:
                yield record.at(), f"“{record.text}”的 kind 是 {record.kind}，需要填“{key}”。"
            elif value is not None and not needed:
                yield record.at_key(key), f"“{record.text}”的 kind 是 {record.kind}，不能填“{key}”。"
        if any(needs) and record.precision is None:
            yield record.at(), f"“{record.text}”有日期，需要填“precision”。"
        elif record.precision is not None and not any(needs):
            yield record.at_key("precision"), f"“{record.text}”没有日期，不能填“precision”。"
        yield from _check_dates_exist(record, subject)


def _check_dates_exist(record: DeadlineRecord, subject: Subject) -> Iterator[Finding]:
    year, until = subject.plan.year, subject.plan.until_year
    try:
        deadline = create_deadline(record, year)
    except ImpossibleDateError:
        has_year = any(day and day.year for day in (record.start, record.end))
        which = "不存在，或者截止早于起始" if has_year else f"在{year}年不存在"
        yield record.at(), f"“{record.text}”里的日期{which}。"
        return
    for key, day in (("start", record.start), ("end", record.end)):
        if day and day.year is None and until:
            yield record.at(key), f"计划从{year}年到{until}年，“{record.text}”的日期要写明年份，如 {until}-06-30。"
    if has_far_year(deadline, year) and record.text not in subject.plan.confirmed:
        yield record.at(), f"“{record.text}”登记的年份不对，这是{year}年的计划。"


def check_deadlines(subject: Subject) -> Iterator[Finding]:
    """完成时限（due）的说法要么在 deadlines.yaml 登记过，要么是程序认识的写法；日期必须真实存在，不能早于计划年度，也不能晚十年以上；跨几年的计划，没有写年份的要登记是哪一年。"""
    known = [record.text for record in subject.deadlines.deadlines]
    year = subject.plan.year
    for _, _, measure in subject.draft.measures():
        due = measure.due
        if is_ditto(due):
            continue  # check_ditto reports it
        deadline = subject.read_due(measure)
        if deadline is Unread.IMPOSSIBLE:
            yield measure.at("due"), f"完成时限“{due}”里的日期不存在。"
        elif deadline is Unread.UNKNOWN:
            meant = suggest_deadline(due, year, known)
            hint = f"，是不是“{meant}”？" if meant else "。"
            where = f"（登记处：{subject.draft.paths[DEADLINES]}；不用登记的写法：{GENERAL_FORMS}）"
            yield measure.at("due"), f"完成时限“{due}”没有登记{hint}{where}"
        elif deadline is Unread.YEARLESS:
            yield measure.at("due"), _ask_year(subject, f"完成时限“{due}”")
        elif has_far_year(deadline, year):
            yield measure.at("due"), f"完成时限“{due}”的年份不对，这是{year}年的计划。"


def _ask_year(subject: Subject, words: str) -> str:
    plan, place = subject.plan, subject.draft.paths[DEADLINES]
    return (
        f"{words}没有写年份，这份计划从{plan.year}年到{plan.until_year}年，看不出是哪一年；"
        f"请在 {place} 登记，日期写明年份，如 {plan.until_year}-06-30。"
    )


def check_starts(subject: Subject) -> Iterator[Finding]:
    """起始时间（starts）应写成“2023年11月起”“3月1日起”这样的说法，照抄正文；完成时限本身有起始日期的，不再写 starts。"""
    for _, _, measure in subject.draft.measures():
        if measure.starts is None:
            continue
        start = read_deadline(measure.starts, subject.plan.year, (), subject.plan.until_year)
        due = subject.read_due(measure)
        place, words = measure.at("starts"), f"起始时间“{measure.starts}”"
        if start in (Unread.IMPOSSIBLE, Unread.YEARLESS):
            which = "里的日期不存在。" if start is Unread.IMPOSSIBLE else "没有写年份，这份计划跨几年，看不出是哪一年。"
            yield place, f"{words}{which}"
            continue
        if start is Unread.UNKNOWN or start.kind is not DeadlineKind.FROM:
            yield place, f"{words}看不懂，应写成“3月起”或“3月1日起”。"
        elif has_far_year(start, subject.plan.year):
            yield place, f"{words}的年份不对，这是{subject.plan.year}年的计划。"
        elif measure.starts not in measure.text:
            yield place, f"{words}在正文里找不到，请照抄正文。"
        if isinstance(due, Unread):
            continue  # check_deadlines reports it
        if due.start:
            yield place, f"完成时限“{measure.due}”已有起始日期，不能再写“starts”。"
        elif due.end and start is not Unread.UNKNOWN and start.start and start.start > due.end:
            yield place, f"{words}晚于完成时限“{measure.due}”。"


def check_basis(subject: Subject) -> Iterator[Finding]:
    """时限说法的依据（basis）里写到的日期，应当有一个就是登记的日期；改了日期，依据也要跟着改。"""
    for record in subject.deadlines.deadlines:
        stated = {(int(month), int(day)) for month, day in re.findall(r"(\d{1,2})月(\d{1,2})日", record.basis)}
        registered = {(day.month, day.day) for day in (record.start, record.end) if day}
        if stated and registered and not stated & registered:
            yield record.at("basis"), f"“{record.text}”的依据里写的日期，和登记的日期都对不上，请核对。"


def check_moves(subject: Subject) -> Iterator[Finding]:
    """改过的时限（moved）要写原来的说法、日期和原因，按先后排列，日期不晚于 plan.yaml 的 revised_on；撤销（withdrawn）的日期也一样。"""
    today = subject.plan.revised_on
    for _, _, measure in subject.draft.measures():
        dates = [move.on for move in measure.moved]
        if dates != sorted(dates):
            yield measure.at("moved"), "改时限的记录要按日期先后排列，最早的写在最前面。"
        for move in measure.moved:
            yield from _check_move(subject, measure, move)
        if measure.withdrawn and measure.withdrawn.on > today:
            yield measure.withdrawn.at("on"), f"撤销日期{measure.withdrawn.on}晚于 plan.yaml 的 revised_on（{today}）。"
        if measure.withdrawn and measure.withdrawn.on.year < subject.plan.year - 1:
            far = f"撤销日期{measure.withdrawn.on}比计划早得多，这是{subject.plan.year}年的计划。"
            yield measure.withdrawn.at("on"), far


def _check_move(subject: Subject, measure: MeasureRecord, move: MoveRecord) -> Iterator[Finding]:
    if move.on > subject.plan.revised_on:
        yield (
            move.at("on"),
            f"改时限的日期{move.on}晚于 plan.yaml 的 revised_on（{subject.plan.revised_on}），请把 revised_on 改成这一天或者以后。",
        )
    if move.on.year < subject.plan.year - 1:
        yield move.at("on"), f"改时限的日期{move.on}比计划早得多，这是{subject.plan.year}年的计划。"
    if move is measure.moved[-1] and move.was == measure.due:
        yield move.at("was"), f"原来的时限“{move.was}”和现在的一样。"
    was = subject.read_wording(move.was)
    if was is Unread.UNKNOWN:
        yield move.at("was"), f"原来的时限“{move.was}”没有登记。（登记处：{subject.draft.paths[DEADLINES]}）"
    elif was is Unread.IMPOSSIBLE:
        yield move.at("was"), f"原来的时限“{move.was}”里的日期不存在。"
    elif was is Unread.YEARLESS:
        yield move.at("was"), _ask_year(subject, f"原来的时限“{move.was}”")


def check_recurrences(subject: Subject) -> Iterator[Finding]:
    """同一条措施里，间隔相同的重复性工作（如两个“每月”）要合并成一条。"""
    for _, _, measure in subject.draft.measures():
        seen = {parse_frequency(measure.due)}  # a deadline of 每月 is a recurrence already
        for recurrence in measure.recurs:
            if recurrence.every in seen and recurrence.every.has_interval:
                yield recurrence.at("every"), f"本条措施里“{recurrence.every}”写了两次，请合并成一条。"
            seen.add(recurrence.every)
