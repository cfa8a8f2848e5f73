"""Deadline wording: every form of the document and of plans of this kind, and what must not be understood."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from macros.model import Plan
from macros.store.records import DeadlineRecord
from macros.words.wording import (
    ImpossibleDateError,
    Unread,
    create_deadline,
    create_pattern,
    create_reading,
    figure_words,
    looks_like_deadline,
    parse_deadline,
    parse_frequency,
    read_deadline,
    size_words,
    suggest_deadline,
)
from tests.conftest import PLAN, Breaker


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "precision"),
    [
        ("6月底", "by", None, "2023-06-30", "month"),
        ("6月底前", "by", None, "2023-06-30", "month"),
        ("2月底", "by", None, "2023-02-28", "month"),
        ("12月末", "by", None, "2023-12-31", "month"),
        ("9月15日前", "by", None, "2023-09-15", "day"),
        ("2024年3月1日之前", "by", None, "2024-03-01", "day"),
        ("2024年2月29日前", "by", None, "2024-02-29", "day"),
        ("11月15日起", "from", "2023-11-15", None, "day"),
        ("2023年11月起", "from", "2023-11-01", None, "month"),
        ("6-9月", "window", "2023-06-01", "2023-09-30", "month"),
        ("6月至9月", "window", "2023-06-01", "2023-09-30", "month"),
        ("11月—2月", "window", "2023-11-01", "2024-02-29", "month"),
        ("9月15日", "by", None, "2023-09-15", "day"),
        ("2023年12月31日", "by", None, "2023-12-31", "day"),
        ("2023年10月至2024年3月", "window", "2023-10-01", "2024-03-31", "month"),
        ("2023年11月1日-2024年3月31日", "window", "2023-11-01", "2024-03-31", "day"),
        ("11月15日至3月15日", "window", "2023-11-15", "2024-03-15", "day"),
        ("上半年", "by", None, "2023-06-30", "month"),
        ("一季度末", "by", None, "2023-03-31", "month"),
        ("第三季度末前", "by", None, "2023-09-30", "month"),
        ("年底前", "by", None, "2023-12-31", "year"),
        ("2025年底前", "by", None, "2025-12-31", "year"),
        ("6月", "by", None, "2023-06-30", "month"),
        ("9月份", "by", None, "2023-09-30", "month"),
        ("2023年9月", "by", None, "2023-09-30", "month"),
        ("下半年", "by", None, "2023-12-31", "month"),
        ("三季度", "by", None, "2023-09-30", "month"),
        ("第3季度", "by", None, "2023-09-30", "month"),
        ("2024年第三季度", "by", None, "2024-09-30", "month"),
        ("2023年度", "by", None, "2023-12-31", "year"),
        ("2024年", "by", None, "2024-12-31", "year"),
        ("十月底前", "by", None, "2023-10-31", "month"),
        ("十二月三十一日", "by", None, "2023-12-31", "day"),
        ("二〇二四年底前", "by", None, "2024-12-31", "year"),
        ("６月３０日前", "by", None, "2023-06-30", "day"),
        ("6 月底前", "by", None, "2023-06-30", "month"),
        ("2023-12-31", "by", None, "2023-12-31", "day"),
        ("2023/6/30", "by", None, "2023-06-30", "day"),
        ("2024.12.31前", "by", None, "2024-12-31", "day"),
        ("2024-09", "by", None, "2024-09-30", "month"),
        ("2024-06-30 0:00:00", "by", None, "2024-06-30", "day"),
        ("2024-06-30T00:00:00", "by", None, "2024-06-30", "day"),
        ("2023年底前完成", "by", None, "2023-12-31", "year"),
        ("至2025年底", "by", None, "2025-12-31", "year"),
        ("截至9月30日", "by", None, "2023-09-30", "day"),
        ("2023年底前并长期坚持", "by", None, "2023-12-31", "year"),
        ("每年10月底前", "by", None, "2023-10-31", "month"),
        ("12月中旬", "by", None, "2023-12-20", "day"),
        ("2月下旬前", "by", None, "2023-02-28", "day"),
        ("11月15日至次年3月15日", "window", "2023-11-15", "2024-03-15", "day"),
        ("10月至次年3月", "window", "2023-10-01", "2024-03-31", "month"),
        ("每季度末", "ongoing", None, None, None),
        ("贯穿全年", "ongoing", None, None, None),
        ("全年", "ongoing", None, None, None),
        ("每月", "ongoing", None, None, None),
        ("按月", "ongoing", None, None, None),
        ("每季度", "ongoing", None, None, None),
        ("按季度", "ongoing", None, None, None),
        ("长期实施", "ongoing", None, None, None),
        ("常态工作", "ongoing", None, None, None),
        ("持续推进", "ongoing", None, None, None),
    ],
)
def test_general_forms(text: str, kind: str, start: str | None, end: str | None, precision: str | None) -> None:
    deadline = parse_deadline(text, 2023, ())
    assert deadline is not None
    assert deadline.text == text
    assert deadline.kind == kind
    assert deadline.start == (date.fromisoformat(start) if start else None)
    assert deadline.end == (date.fromisoformat(end) if end else None)
    assert deadline.precision == precision
    assert deadline.basis


@pytest.mark.parametrize(
    "text",
    [
        "",
        "年低前",
        "6月前",
        "每月25日前",
        "国庆节前",
        "6月底前、年底前",
        "适时",
        "尽快",
        "按时间节点完成",
        "采暖季前",
        "6月底左右",
        "见附件",
        "6月底\n",
    ],
)
def test_wording_that_nobody_explained_is_not_guessed(text: str) -> None:
    assert parse_deadline(text, 2023, ()) is None


@pytest.mark.parametrize(
    "text",
    [
        "2月30日前",
        "13月底",
        "0月底",
        "2023年2月29日前",
        "9-13月",
        "13月起",
        "6月31日起",
        "0000年底前",
        "0000年上半年",
        "2月30日",
        "2023年10月至2022年3月",
        "2023年11月1日至2023年3月1日",
    ],
)
def test_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_deadline(text, 2023, ())


@pytest.mark.parametrize(
    ("text", "end"),
    [("2024年底前", "2024-12-31"), ("2025年6月底前", "2025-06-30"), ("2026/12/31", "2026-12-31"), ("长期实施", None)],
)
def test_a_plan_over_several_years_has_dates_of_each(text: str, end: str | None) -> None:
    deadline = parse_deadline(text, 2024, (), 2026)
    assert deadline is not None
    assert (deadline.end and str(deadline.end)) == end


@pytest.mark.parametrize("text", ["年底前", "6月底前", "9月15日前", "上半年", "11月起", "6-9月"])
def test_a_day_without_its_year_is_not_guessed_in_a_plan_over_several(text: str) -> None:
    assert read_deadline(text, 2024, (), 2026) is Unread.YEARLESS
    assert not isinstance(read_deadline(text, 2024, ()), Unread)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, "2025-06-30", (None, date(2025, 6, 30))),
        ("2024-10-01", "2025-03-31", (date(2024, 10, 1), date(2025, 3, 31))),
        ("2024-10-01", "03-31", (date(2024, 10, 1), date(2025, 3, 31))),
    ],
)
def test_a_registered_day_may_name_its_year(
    start: str | None, end: str, expected: tuple[date | None, date | None]
) -> None:
    kind = "window" if start else "by"
    words = {"text": "某期", "kind": kind, "start": start, "end": end, "precision": "day", "basis": "另有规定。"}
    given = {key: value for key, value in words.items() if value}
    deadline = create_deadline(DeadlineRecord.model_validate(given), 2023)
    assert (deadline.start, deadline.end) == expected


def test_a_registered_time_that_ends_before_it_begins_is_impossible() -> None:
    words = {
        "text": "某期",
        "kind": "window",
        "start": "2025-10-01",
        "end": "2024-03-31",
        "precision": "day",
        "basis": "有。",
    }
    with pytest.raises(ImpossibleDateError):
        create_deadline(DeadlineRecord.model_validate(words), 2024)


def test_the_documents_wording(plan: Plan) -> None:
    """Counted in the document, repeats once: 34, 28, 3, 1, 1, 1 make 68."""
    found = Counter(
        (deadline.text, deadline.kind.value, str(deadline.end))
        for deadline in (measure.deadline for measure in plan.measures)
    )
    assert found == {
        ("年底前", "by", "2023-12-31"): 34,
        ("长期实施", "ongoing", "None"): 28,
        ("按时间节点完成", "as_scheduled", "None"): 3,
        ("6-9月", "window", "2023-09-30"): 1,
        ("6月底", "by", "2023-06-30"): 1,
        ("采暖季前", "by", "2023-11-14"): 1,
    }


def test_a_start_in_the_text_is_kept_beside_the_wording(plan: Plan) -> None:
    deadlines = {measure.id: measure.deadline for measure in plan.measures}
    starts = {measure: deadline.start for measure, deadline in deadlines.items() if deadline.start}
    assert starts == {"t8-2": date(2023, 6, 1), "t10-4": date(2023, 11, 1)}
    deadline = deadlines["t10-4"]
    assert (deadline.kind, deadline.end, deadline.is_dated) == ("as_scheduled", None, False)
    assert "2023年11月起" in deadline.basis
    assert create_reading(deadline) == "自2023年11月起，完成日期另定"


def test_recurrences_are_those_of_the_texts(plan: Plan) -> None:
    found = {(measure.id, recurrence.every.value) for measure in plan.measures for recurrence in measure.recurrences}
    assert {item for item in found if item[1] != "定期"} == {
        ("t5-1", "全年"),
        ("t5-2", "每季度"),
        ("t12-1", "全年"),
        ("t15-6", "每月"),
        ("t26-2", "全年"),
    }


def test_registered_wording_goes_before_general_forms() -> None:
    """A district may mean something else by 年底前; its own words then hold."""
    words = {"text": "年底前", "kind": "by", "end": "12-20", "precision": "day", "basis": "按12月20日推算。"}
    record = DeadlineRecord.model_validate(words)
    deadline = parse_deadline("年底前", 2023, [record])
    assert deadline is not None
    assert deadline.end == date(2023, 12, 20)


def test_unexplained_wording_names_the_line_and_the_place_to_explain_it(break_plan: Breaker) -> None:
    [message] = break_plan("tasks.yaml", "due: 采暖季前", "due: 采暖季结束前")
    lines = (PLAN / "tasks.yaml").read_text(encoding="utf-8").split("\n")
    line = 1 + next(number for number, text in enumerate(lines) if "due: 采暖季前" in text)
    assert message.startswith(f"tasks.yaml:{line}:18: 完成时限“采暖季结束前”没有登记，是不是“采暖季前”？（登记处：")
    assert "plan/deadlines.yaml" in message


@pytest.mark.parametrize(
    ("due", "meant"),
    [
        ("年低前", "年底前"),
        ("6月低前", "6月底前"),
        ("十二月低前", "12月底前"),
        ("六月三十号钱", "6月30日前"),
        ("11月1日启", "11月1日前"),
        ("采暖季节前", "采暖季前"),
    ],
)
def test_what_was_meant_is_suggested(break_plan: Breaker, due: str, meant: str) -> None:
    [message] = break_plan("tasks.yaml", "due: 采暖季前", f"due: {due}")
    assert f"完成时限“{due}”没有登记，是不是“{meant}”？" in message


@pytest.mark.parametrize("due", ["6月底前，长期实施", "明年6月底前", "6/30", "适时"])
def test_nothing_is_suggested_that_would_change_the_meaning(break_plan: Breaker, due: str) -> None:
    messages = break_plan("tasks.yaml", "due: 采暖季前", f"due: {due}")
    [error] = [message for message in messages if "提示：" not in message]
    assert "是不是" not in error


@pytest.mark.parametrize("due", ["2013年底前", "2032年底前", "2034年6月起"])
def test_far_years_are_asked(break_plan: Breaker, due: str) -> None:
    messages = break_plan("tasks.yaml", "due: 采暖季前", f"due: {due}")
    assert any("年份不对，这是2023年的计划" in message for message in messages) == (due != "2032年底前")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (80, "80"),
        (5.0, "5.0"),
        (20000, "2万"),
        (1234567, "123.4567万"),
        (100000001, "10000.0001万"),
        (12345.5, "1.23455万"),
        (9999, "9999"),
        (10_000, "1万"),
        (-20_000, "-2万"),
    ],
)
def test_figures_are_never_rounded(value: float, words: str) -> None:
    assert figure_words(value) == words


def test_a_year_does_not_hide_a_recurrence() -> None:
    assert parse_frequency("2023年每月") == parse_frequency("每月") == "每月"
    assert parse_frequency("每月一次检查") is None


@pytest.mark.parametrize(
    ("text", "reading", "basis"),
    [
        ("6-9月", "2023年6月1日至2023年9月30日", "按2023年6月1日至2023年9月30日（含首尾两日）推算。"),
        ("9月15日前", "2023年9月15日前（含当日）", "按2023年9月15日（含当日）推算。"),
        ("3月起", "自2023年3月起", "自2023年3月1日起，没有写明结束日期。"),
        ("3月5日起", "自2023年3月5日起", "自2023年3月5日起，没有写明结束日期。"),
        ("长期实施", "长期开展", "长期开展，没有截止日期。"),
        ("每月", "长期开展", "反复进行，没有单独的截止日期。"),
    ],
)
def test_every_reading_says_its_dates_and_why(text: str, reading: str, basis: str) -> None:
    deadline = parse_deadline(text, 2023, ())
    assert deadline is not None
    assert (create_reading(deadline), deadline.basis) == (reading, basis)


def test_a_date_that_is_set_elsewhere_is_read_as_that() -> None:
    words = {"text": "按时间节点完成", "kind": "as_scheduled", "basis": "日期另定。"}
    assert create_reading(create_deadline(DeadlineRecord.model_validate(words), 2023)) == "日期另定"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("二季度末", None, "2023-06-30"), ("4季度底前", None, "2023-12-31"), ("2季度末", None, "2023-06-30"),
        ("3季度末", None, "2023-09-30"), ("四季度末", None, "2023-12-31"), ("1季度末", None, "2023-03-31"),
        ("三季度末", None, "2023-09-30"), ("12月底", None, "2023-12-31"), ("1月底", None, "2023-01-31"),
        ("年内", None, "2023-12-31"), ("2024年年底", None, "2024-12-31"), ("2024年内", None, "2024-12-31"),
        ("3月份起", "2023-03-01", None), ("1-12月", "2023-01-01", "2023-12-31"), ("9-9月", "2023-09-01", "2023-09-30"),
        ("12月至1月", "2023-12-01", "2024-01-31"), ("2024年1-2月", "2024-01-01", "2024-02-29"),
        ("9月15日至9月15日", "2023-09-15", "2023-09-15"), ("9月15日至9月14日", "2023-09-15", "2024-09-14"),
        ("9月15日至10月1日止", "2023-09-15", "2023-10-01"), ("10月至2024年3月底", "2023-10-01", "2024-03-31"),
    ],
)  # fmt: skip
def test_first_and_last_days_of_general_forms(text: str, start: str | None, end: str | None) -> None:
    deadline = parse_deadline(text, 2023, ())
    assert deadline is not None
    assert (deadline.start and str(deadline.start), deadline.end and str(deadline.end)) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("11-15", "03-15", (date(2023, 11, 15), date(2024, 3, 15))),
        ("06-01", "06-01", (date(2023, 6, 1), date(2023, 6, 1))),
        ("06-01", "09-30", (date(2023, 6, 1), date(2023, 9, 30))),
    ],
)
def test_a_registered_window_that_ends_before_it_starts_ends_next_year(
    start: str, end: str, days: tuple[date, date]
) -> None:
    words = {"text": "某季", "kind": "window", "start": start, "end": end, "precision": "day", "basis": "另有规定。"}
    deadline = create_deadline(DeadlineRecord.model_validate(words), 2023)
    assert (deadline.start, deadline.end) == days


@pytest.mark.parametrize(
    ("texts", "every"),
    [
        (("每周", "按周"), "每周"), (("每月", "按月", "每个月"), "每月"), (("每季度", "每季", "按季", "每个季度"), "每季度"),
        (("每半年",), "每半年"), (("每年",), "每年"), (("全年", "2023年全年"), "全年"), (("定期",), "定期"),
        (("每月一次", "按月底", "月"), None),
    ],
)  # fmt: skip
def test_every_word_for_how_often(texts: tuple[str, ...], every: str | None) -> None:
    assert [parse_frequency(text) for text in texts] == [every] * len(texts)


def test_chinese_numbers_of_every_day_and_month_are_read_as_their_figures() -> None:
    ones = "一二三四五六七八九"
    words = [*ones, "十", *(f"十{one}" for one in ones), "二十", *(f"二十{one}" for one in ones), "三十", "三十一"]
    assert [suggest_deadline(f"三月{word}日前", 2023, ()) for word in words] == [
        f"3月{day}日前" for day in range(1, 32)
    ]
    assert [suggest_deadline(f"{word}月底前", 2023, ()) for word in words[:12]] == [f"{n}月底前" for n in range(1, 13)]


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("采暖前", ["采暖季前"], "采暖季前"),
        ("汛前", ["采暖季前"], None),
        ("6月7日钱", [], "6月7日前"),
        ("2024年6月底钱", [], None),
        ("次年6月底钱", [], None),
        ("2月30日钱", [], None),
        ("6月其", [], None),
    ],
)
def test_a_suggestion_has_the_same_numbers_and_is_near(text: str, known: list[str], meant: str | None) -> None:
    assert suggest_deadline(text, 2023, known) == meant


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1KB"), (1, "1KB"), (1000, "1KB"), (1001, "2KB"), (999_999, "1000KB"), (1_000_000, "1.0MB"), (2_660_000, "2.7MB")],
)  # fmt: skip
def test_sizes_are_rounded_up_and_never_nothing(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("年底前", True), ("长期", True), ("采暖季结束前", True), ("6月", True), ("到镇区的汛期", True), ("", False),
        ("区城管局年底前", True), ("年底前区城管局", False), ("年底前报区政府", False), ("城子街道年底", False),
        ("永定镇年底", False), ("某公司年底", False), ("加强巡查", False), ("长期。", False),
        ("年底" + "某" * 16, True), ("年底" + "某" * 17, False), ("某" * 16 + "年底", True), ("某" * 17 + "年底", False),
        ("某" * 14 + "年底" + "某" * 14, True), ("某" * 15 + "年底" + "某" * 14, False),
    ],
)  # fmt: skip
def test_which_cells_look_like_a_deadline(text: str, is_one: bool) -> None:  # noqa: FBT001
    """Thirty characters at most, sixteen beside the word that says a time; no name of a body."""
    assert looks_like_deadline(text) is is_one


def test_the_pattern_for_editors_takes_what_the_program_reads() -> None:
    pattern = create_pattern()
    assert "?P<" not in pattern
    taken = [
        "6月底前",
        "2024年9月15日前",
        "11月15日起",
        "3月起",
        "6-9月",
        "9月1日至9月5日",
        "上半年",
        "一季度末",
        "年底前",
        "每月",
        "长期",
    ]
    assert [text for text in taken if not re.fullmatch(pattern, text)] == []
    assert not re.fullmatch(pattern, "尽快")


@pytest.mark.parametrize(("year", "is_told"), [(2022, True), (2023, False), (2033, False), (2034, True)])
def test_a_deadline_lies_in_the_ten_years_from_the_plans_on(break_plan: Breaker, year: int, is_told: bool) -> None:  # noqa: FBT001
    messages = break_plan("tasks.yaml", "due: 采暖季前", f"due: {year}年底前")
    assert any("年份不对" in message for message in messages) is is_told
