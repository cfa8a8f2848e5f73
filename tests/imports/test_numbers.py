"""Printed numbers, missing ones and those that come twice."""

from __future__ import annotations

from pathlib import Path

from tests.imports.reading import SECOND, WHOLE, A, B, C, read_rows, row, take, walk


def test_printed_numbers_are_given_to_nobody_else(tmp_path: Path) -> None:
    body = row("", "任务零", "零。", "年底前", A, B, C) + row("1", "任务一", "一。", "年底前", A, B, C)
    _, done = take(tmp_path, body)
    assert [task["no"] for _, task, _ in walk(tmp_path / "plan")] == ["1-1", "1"]
    assert "任务“任务零”没有序号，编为1-1" in "\n".join(map(str, done.report.questions))


def test_a_number_for_each_measure_under_one_title(tmp_path: Path) -> None:
    measures = row("1", "任务", *WHOLE[:2], A, B, C) + row("2", "", "措施二。", "年底前", A, B, C)
    _, done = take(tmp_path, measures)
    assert [measure[2:5] for measure in read_rows(tmp_path / "plan")] == [
        ("1", "任务", "措施一。"), ("2", "任务", "措施二。"),
    ]  # fmt: skip
    assert "序号2的任务格和上面合并" in done.text


def test_a_title_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    body = row("1", "深入推进老旧车", "措施的前半", "年底前", A, B, C) + row("", "辆淘汰", "后半。", "", "", "", "")
    _, done = take(tmp_path, body + SECOND)
    assert [measure[2:5] for measure in read_rows(tmp_path / "plan")] == [
        ("1", "深入推进老旧车辆淘汰", "措施的前半后半。"), ("2", "任务二", "措施二。"),
    ]  # fmt: skip
    assert "“辆淘汰”没有序号，接在任务" in done.text


def test_numbers_that_begin_again_and_numbers_that_jump(tmp_path: Path) -> None:
    body = "\t一、甲\n\n" + row("1", "任务", "一。", "年底前", A, B, C) + row("3", "任务三", "三。", "年底前", A, B, C)
    _, done = take(tmp_path, body)
    assert "序号1之后是3" in done.text
    body += "\t二、乙\n\n" + row("1", "又一", "四。", "年底前", A, B, C)
    (tmp_path / "again").mkdir()
    _, done = take(tmp_path / "again", body)
    assert [task["no"] for _, task, _ in walk(tmp_path / "again" / "plan")] == ["1", "3", "2-1"]
    assert "序号“1”前面用过了" in done.text
