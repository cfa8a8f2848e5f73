"""A finding stands at the very words that it is about, so that an editor's eye or a form lands on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.check.checker import check_plan
from tests.conftest import OTHER, PLAN, Breaker

DUE = "            due: 采暖季前\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "words"),
    [
        ("units.yaml", "aliases: [公路分局]", "aliases: [公路, 区城管委]", "名称“区城管委”已经登记过", "区城管委]"),
        ("units.yaml", "aliases: [公路分局]", "aliases: [公路]\n    variants: [公路局, 区城管委]", "名称“区城管委”已经登记过", "区城管委]"),
        ("units.yaml", "aliases: [公路分局]", "aliases: [公路]\n    part_of: 没有这个局", "所属单位“没有这个局”没有登记", "没有这个局"),
        ("units.yaml", "id: highway", "id: ecology-environment", "编号“ecology-environment”重复了", "ecology-environment\n    name: 区公路分局"),
        ("plan.yaml", "year: 2023\n", "year: 2023\nuntil_year: 2023\n", "最后一年“2023”不对", "2023\n"),
        ("plan.yaml", "measures: 68", "measures: 67", "声明有67条措施", "67"),
        ("tasks.yaml", DUE, f"{DUE}            withdrawn:\n              why: 无\n              on: 2027-09-01\n", "晚于 plan.yaml 的 revised_on", "2027-09-01"),
    ],
)  # fmt: skip
def test_a_finding_stands_at_its_words(
    break_plan: Breaker, tmp_path: Path, file: str, old: str, new: str, message: str, words: str
) -> None:
    found = [line for line in break_plan(file, old, new) if message in line]
    assert found
    path, line, column, _ = found[0].split(":", 3)
    rest = (tmp_path / "plan" / path).read_text(encoding="utf-8").split("\n", int(line) - 1)[-1][int(column) - 1 :]
    assert rest.startswith(words), rest[:60]


def test_dates_without_a_year_are_asked_about_at_each_date(break_plan: Breaker, tmp_path: Path) -> None:
    break_plan("deadlines.yaml", "kind: by\n    end: 11-14", "kind: window\n    start: 10-01\n    end: 11-14")
    folder = tmp_path / "plan"
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan.replace("year: 2023\n", "year: 2023\nuntil_year: 2025\n"), encoding="utf-8")
    lines = (folder / "deadlines.yaml").read_text(encoding="utf-8").split("\n")
    places = {problem.place for problem in check_plan(folder)[1] if "“采暖季前”的日期要写明年份" in problem.message}
    assert {lines[place.line - 1][place.column - 1 :] for place in places} == {"10-01", "11-14"}


@pytest.mark.parametrize("anchor", ["role-lead", "due-1", "from-here", "revision-1", "year"])
def test_an_id_must_not_be_an_anchor_of_pages(break_plan: Breaker, anchor: str) -> None:
    assert any(
        f"“{anchor}”" in line and "锚点" in line
        for line in break_plan("tasks.yaml", "- id: t14-2\n", f"- id: {anchor}\n")
    )


@pytest.mark.parametrize(("value", "is_asked"), [("0", False), ("100", False), ("-1", True)])
def test_none_and_all_are_shares(break_plan: Breaker, value: str, *, is_asked: bool) -> None:
    assert (
        any("不在0到100之间" in line for line in break_plan("tasks.yaml", "value: 60\n", f"value: {value}\n"))
        is is_asked
    )


def test_a_linked_file_is_reported_once(tmp_path: Path) -> None:
    folder = shutil.copytree(PLAN, tmp_path / "plan")
    (folder / "units.yaml").rename(tmp_path / "units.yaml")
    (folder / "units.yaml").symlink_to(tmp_path / "units.yaml")
    found = [problem.rule for problem in check_plan(folder)[1] if problem.place.path.endswith("units.yaml")]
    assert found == ["file"]


@pytest.mark.parametrize(("most", "is_told"), [(6, True), (7, False)])
def test_duties_are_counted_from_none(monkeypatch: pytest.MonkeyPatch, most: int, *, is_told: bool) -> None:
    """The other plan prints seven names beside its measures."""
    monkeypatch.setattr("macros.check.rules.sizes.MOST_DUTIES", most)
    assert any("措施和单位的组合" in problem.message for problem in check_plan(OTHER)[1]) is is_told


def test_two_spellings_of_one_body_are_no_question(break_plan: Breaker) -> None:
    lines = break_plan(
        "units.yaml", "    aliases: [公路分局]\n", "    aliases: [公路]\n    variants: [区公路分侷, 区公路分局。]\n"
    )
    assert not any("几乎一样" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "value", "is_found"),
    [("三十辆", 30, True), ("十辆", 10, True), ("二十五辆", 25, True), ("三十辆", 31, False), ("三十五辆", 30, False)],
)
def test_chinese_numerals_state_a_value(
    break_plan: Breaker, tmp_path: Path, words: str, value: int, *, is_found: bool
) -> None:
    break_plan("tasks.yaml", "加快推动10辆叉车电动化", f"加快推动{words}叉车电动化", times=2)
    tasks = tmp_path / "plan" / "tasks.yaml"
    old = "                value: 10\n                unit: 辆\n"
    text = tasks.read_text(encoding="utf-8")
    assert text.count(old) == 1
    tasks.write_text(text.replace(old, old.replace("10", str(value))), encoding="utf-8")
    found = [problem.message for problem in check_plan(tmp_path / "plan")[1] if "找不到" in problem.message]
    assert found == ([] if is_found else [f"数值“{value}”在原话“加快推动{words}叉车电动化”里找不到。"])
