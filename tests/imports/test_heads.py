"""Heads of tables: what columns are called, and which tables are the plan's."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.readers.document import Cell, Row, Table
from macros.imports.table.heads import find_head
from tests.imports.reading import HEAD, SECOND, WHOLE, A, B, C, row, take, walk


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ("序号 重点工作任务 工作措施 完成时限 责任单位", "no task measure deadline role"),
        ("序号 重点任务 工作目标 工作措施 完成时限 责任单位", "no task other measure deadline role"),
        ("序号 目标任务 工作措施 时间进度 责任单位", "no task measure deadline role"),
        ("任务领域 序号 2024年工作任务 责任单位", "section no measure role"),
        ("序号 攻坚任务 攻坚内容 牵头单位 配合单位", "no task measure role role"),
        ("序号 重点任务 主要内容 责任领导 责任单位", "no task measure other role"),
    ],
)
def test_what_columns_are_called(names: str, kinds: str) -> None:
    cells = tuple(Cell(name, at) for at, name in enumerate(names.split()))
    head = find_head(Table("", (Row(1, cells),), has_merges=False))
    assert head is not None
    assert [column.kind.value for column in head.columns] == kinds.split()


def test_roles_by_many_names_and_a_column_behind_them(tmp_path: Path) -> None:
    head = "\t序号\n\t重点任务\n\t工作措施\n\t主责单位\n\t责任单位\n\t协办（配合）单位\n\t督查单位\n\t备注\n\n"
    _, done = take(tmp_path, row("1", "任务", "措施一。", f"{A}\n{B}", C, "——", "市级"), head)
    assert [(role.id, role.name) for role in done.plan.roles] == [
        ("responsible", "主责单位"), ("ze-ren", "责任单位"), ("assist", "协办（配合）单位"), ("supervise", "督查单位"),
    ]  # fmt: skip
    [(_, _, measure)] = walk(tmp_path / "plan")
    assert [measure[role] for role in ("responsible", "ze-ren", "assist", "supervise")] == [[A, B], [A, B], [C], []]
    assert measure["notes"] == ["原表“备注”栏：市级"]


def test_a_two_row_head_in_the_text_form(tmp_path: Path) -> None:
    head = row("序号", "重点任务", "工作措施", "完成时限", "责任单位") + row("牵头单位", "配合单位")
    again = row("1", "任务", "措施一。", "年底前", A, B) + head + row("2", "任务二", "措施二。", "年底前", B, C)
    measures, _ = take(tmp_path, again, head)
    assert [names for *_, names in measures] == [[[A], [B]], [[B], [C]]]


def test_a_second_plan_below_is_asked_about(tmp_path: Path) -> None:
    body = row("1", "任务", *WHOLE[:2], A, B, C) + "附件2\n某市水污染防治2024年行动计划\n\n" + HEAD + SECOND
    found, done = take(tmp_path, body)
    assert len(found) == 2
    assert "“某市水污染防治2024年行动计划”像是另一份计划的标题" in "\n".join(map(str, done.report.questions))


def test_a_table_of_something_else_below_stays_out(tmp_path: Path) -> None:
    _, done = take(tmp_path, SECOND + "附件2\n目标表\n\n" + row("指标", "目标") + row("PM2.5", "35"))
    assert len(done.plan.measures) == 1
    assert "没有导入：“指标／目标／PM2.5／35”" in done.text


def test_no_deadline_column(tmp_path: Path) -> None:
    head = "\t序号\n\t工作任务\n\t责任单位\n\n"
    measures, done = take(tmp_path, row("1", "开展专项检查。", A) + row("2", "完善制度。", B), head)
    assert measures == [("开展专项检查。", "原文没有单列时限", [[A]]), ("完善制度。", "原文没有单列时限", [[B]])]
    assert done.plan.measures[0].deadline.end is None
    assert "原表没有“时限”栏" in done.text


def test_a_deadline_column_for_each_year(tmp_path: Path) -> None:
    head = "\t序号\n\t重点任务\n\t2024年\n\t2025年\n\t责任单位\n\n"
    measures, _ = take(
        tmp_path, row("1", "更新车辆。", "完成一半", "全部完成", A) + row("2", "检查。", "——", "完成", B), head
    )
    assert [measure[:2] for measure in measures] == [("完成一半", "2024年"), ("全部完成", "2025年"), ("完成", "2025年")]


def test_columns_that_a_plan_has_no_field_for_become_notes(tmp_path: Path) -> None:
    head = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t牵头单位\n\t备注\n\n"
    take(tmp_path, row("1", "任务", "措施。", "年底前", A, "省级任务"), head)
    [(_, _, measure)] = walk(tmp_path / "plan")
    assert measure["notes"] == ["原表“备注”栏：省级任务"]
