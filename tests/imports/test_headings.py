"""Headings in every form, among the rows and above them."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.importing import import_document
from tests.imports.reading import HEAD, SECOND, TITLES, TODAY, WHOLE, A, B, C, load, read_rows, row, take


@pytest.mark.parametrize("heading", ["二、清洁能源行动\n\n", row("二", "清洁能源行动"), row(*["二、清洁能源行动"] * 7)])
def test_headings_in_other_forms(tmp_path: Path, heading: str) -> None:
    """Without a cell, number and text in two cells, the same text in each cell of a row."""
    take(tmp_path, "\t一、甲\n\n" + row("1", "任务", *WHOLE[:2], A, B, C) + heading + SECOND)
    assert [measure[1] for measure in read_rows(tmp_path / "plan")] == ["一、甲", "二、清洁能源行动"]


def test_a_heading_without_a_number_is_asked_about(tmp_path: Path) -> None:
    _, done = take(tmp_path, row("1", "任务", *WHOLE[:2], A, B, C) + "\t清洁能源行动\n\n" + SECOND)
    assert [measure[1] for measure in read_rows(tmp_path / "plan")][1] == "清洁能源行动"
    assert "“清洁能源行动”没有编号，按标题导入" in done.text


def test_a_heading_without_a_number_where_nothing_has_one(tmp_path: Path) -> None:
    """It is not the beginning of the title below, whose row is whole."""
    head = row("重点任务", "工作措施", "完成时限", "主责单位", "协办单位")
    body = row("产业优化") + row("深度治理", "措施一。", "年底前", A, B) + row("", "措施二。", "6月底", A, B)
    _, done = take(tmp_path, body + row("扬尘管控") + row("施工扬尘", "措施三。", "全年", A, C), head)
    assert [(task.title, len(task.measures)) for task in done.plan.tasks] == [("深度治理", 2), ("施工扬尘", 1)]
    assert [section.title for section in done.plan.sections] == ["产业优化", "扬尘管控"]


@pytest.mark.parametrize("rest", [(), ("", "", "", "", "")])
def test_a_number_in_brackets_before_a_heading(tmp_path: Path, rest: tuple[str, ...]) -> None:
    title = "工业" if rest else "工业源治理"
    _, done = take(tmp_path, row("（一）", title, *rest) + row("1", "任务", *WHOLE[:2], A, B, C))
    assert [section.title for section in done.plan.sections] == [f"（一）{title}"]
    assert len(done.plan.measures) == 1


def test_notes_among_the_rows_stay_as_notes(tmp_path: Path) -> None:
    first = row("1", "任务", *WHOLE[:2], A, B, C)
    _, done = take(tmp_path, first + "\t以上由市级部门统筹。\n\n" + SECOND + "\t注：各区指十六个区。\n\n")
    assert done.plan.notes == ("原表下方写有：“注：各区指十六个区。”", "原表中间写有：“以上由市级部门统筹。”")
    assert "“以上由市级部门统筹。”在表格中间，不像标题" in done.text


def test_headings_printed_again_after_a_page_break(tmp_path: Path) -> None:
    upper, lower = "\t一、甲\n\n", "\t（一）子\n\n"
    first = row("1", "任务", *WHOLE[:2], A, B, C)
    third = row("3", "任务三", "措施三。", "年底前", A, B, C)
    again = HEAD + "\t一、甲（续）\n\n"
    _, done = take(
        tmp_path, upper + lower + first + again + lower + SECOND + again + third + upper + "\t（二）丑\n\n"
        + row("4", "任务四", "措施四。", "年底前", A, B, C),
    )  # fmt: skip
    assert [measure[:3] for measure in read_rows(tmp_path / "plan")] == [
        ("一、甲", "（一）子", "1"), ("一、甲", "（一）子", "2"), ("一、甲", "（一）子", "3"), ("一、甲", "（二）丑", "4"),
    ]  # fmt: skip
    assert "标题“一、甲”重复印出" in done.text


def test_an_empty_role_cell_never_takes_bodies_from_over_a_heading(tmp_path: Path) -> None:
    """A document without a mark for nobody, which leaves cells empty: they stay so, and are asked about."""
    body = "\t一、甲\n\n" + row("1", "任务", "一。", "年底前", A, B, "") + "\t二、乙\n\n"
    body += row("2", "任务二", "二。", "年底前", A, "", "") + row("", "", "三。", "年底前", B, "", "")
    measures, done = take(tmp_path, body)
    assert [names for *_, names in measures] == [[[A], [B], []], [[A], [], []], [[B], [], []]]
    assert "“主责单位”空着，按没有单位导入" in done.text


def test_a_cell_over_two_roles_in_a_file_with_a_cell_for_each_column(tmp_path: Path) -> None:
    """A spreadsheet saves merged cells like this as CSV."""
    rows = [TITLES, ("一、目标", "", "", "", "", ""), ("1", "任务", "一。", "年底前", A, ""), ("", "", "二。", "", "", ""),
            ("", "", "三。", "全年", B, "——"), ("", "", "四。", "6月底", C, "")]  # fmt: skip
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    done = import_document(path, tmp_path / "plan", TODAY)
    assert [measure[5:] for measure in read_rows(tmp_path / "plan")] == [
        ("年底前", [[A], [A]]), ("年底前", [[A], [A]]), ("全年", [[B], []]), ("6月底", [[C], [C]]),
    ]  # fmt: skip
    assert "没有着落" not in done.text
    assert done.text.count("按和左边一格合并导入") == 2


def test_two_levels_of_headings(tmp_path: Path) -> None:
    body = "\t一、甲\n\n\t（一）子\n\n" + row("1", "任务", "一。", "年底前", A, B, C) + "\t（二）丑\n\n"
    body += (
        row("2", "任务二", "二。", "年底前", A, B, C) + "\t二、乙\n\n" + row("3", "任务三", "三。", "年底前", A, B, C)
    )
    take(tmp_path, body)
    sections = load(tmp_path / "plan" / "tasks.yaml")["sections"]
    assert [(section.get("part"), section["title"]) for section in sections] == [
        ("一、甲", "（一）子"), ("一、甲", "（二）丑"), (None, "二、乙"),
    ]  # fmt: skip
