"""Rows that are cut, merged or torn: which line is a measure, and which the rest of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.importing import import_document
from tests.documents import make_plan, write_torn_text
from tests.imports.reading import HEAD, SECOND, TODAY, WHOLE, A, B, C, D, read_rows, row, take


def test_a_cell_merged_over_two_rows_of_bodies(tmp_path: Path) -> None:
    """One measure whose bodies stand in two rows."""
    measures, done = take(tmp_path, row("1", "任务", "措施。", "年底前", A, "—", "—") + row("", "", "", "", B, C, "—"))
    assert measures == [("措施。", "年底前", [[A, B], [C], []])]
    assert "这一行的单位并入上一条措施" in done.text


@pytest.mark.parametrize("at", range(1, 7))
def test_a_row_cut_anywhere_is_one_row(tmp_path: Path, at: int) -> None:
    cells = ("1", "任务", "措施一。", "年底前", A, B, C)
    rest = row("", "", "措施二。", "6月底", B, "—", D)
    measures, done = take(tmp_path, row(*cells[:at]) + row(*cells[at:]) + rest)
    assert measures == [("措施一。", "年底前", [[A], [B], [C]]), ("措施二。", "6月底", [[B], [], [D]])]
    assert "断成了几段" in done.text


@pytest.mark.parametrize(
    ("first", "measure"),
    [
        ("\t1\n\t任务\n\t措施的前一半，\n\n后一半。\n\t年底前\n\t市甲局\n\t市乙委\n\t市丙中心\n\n", ("措施的前一半，后一半。", "年底前", [[A], [B], [C]])),
        ("\t1\n\t任务\n\t第一段。\n\n第二段。\n\t年底前\n\t市甲局\n\t市乙委\n\t市丙中心\n\n", ("第一段。\n第二段。", "年底前", [[A], [B], [C]])),
        ("\t1\n\t任务\n\t措施一。\n\t年底前\n\t市甲局\n\n市戊局\n\t市乙委\n\t市丙中心\n\n", ("措施一。", "年底前", [[A, "市戊局"], [B], [C]])),
        (row("1", "任务", "措施一。", "年底前", A, B, C) + "市戊局\n\n", ("措施一。", "年底前", [[A], [B], [C, "市戊局"]])),
        (row("1", "任务", "措施一。", "年底前", A, B, C) + "\t市戊局\n\n", ("措施一。", "年底前", [[A], [B], [C, "市戊局"]])),
        (row("1", "任务", "开展专项检") + row("查工作。", "年底前", A, B, C), ("开展专项检查工作。", "年底前", [[A], [B], [C]])),
        (row("1", "任务", "措施一。", "年底前", A, B, C) + "— 5 —\n\n", WHOLE),
        (row("1", "任务", "措施一。", "年底前", A, B, C) + "第6页\n\n7\n\n", WHOLE),
        (row("1", "任务", "措施一。", "年底前", A, B, C) + row("序号", "重点任务") + row("工作措施", "完成时限", "牵头单位", "主责单位", "协办单位"), WHOLE),
    ],
)  # fmt: skip
def test_what_converters_do_to_a_row(tmp_path: Path, first: str, measure: tuple[object, ...]) -> None:
    """Empty lines inside cells, texts cut in their middle, numbers of pages, a head in pieces."""
    measures, _ = take(tmp_path, first + SECOND)
    assert measures == [measure, ("措施二。", "年底前", [[A], [B], [C]])]


@pytest.mark.parametrize("due", ["分两阶段", "取暖季前", "", "年底前"])
@pytest.mark.parametrize("cells", [(f"{A}\n{B}", C), (f"{A}\n{B}\n{C}",)])
def test_a_short_row_swallows_no_heading(tmp_path: Path, due: str, cells: tuple[str, ...]) -> None:
    first = row("1", "任务", "措施一。", due, *cells)
    take(tmp_path, "\t一、甲\n\n" + first + "\t二、乙\n\n" + SECOND)
    rows = read_rows(tmp_path / "plan")
    assert [measure[1] for measure in rows] == ["一、甲", "二、乙"]
    shared = [[A, B], [A, B], [C]] if len(cells) == 2 else [[A, B, C]] * 3
    assert rows[0][5:] == (due or "原文没有写明", shared)


@pytest.mark.parametrize("seed", range(20))
def test_a_random_plan_torn_by_a_converter(tmp_path: Path, seed: int) -> None:
    plan = make_plan(seed)
    write_torn_text(plan, tmp_path / "plan.txt")
    done = import_document(tmp_path / "plan.txt", tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == plan.rows()
    assert "没有着落" not in done.text


def test_an_empty_role_cell_where_the_document_leaves_none_empty_is_merged(tmp_path: Path) -> None:
    body = row("1", "任务", "一。", "年底前", A, B, C) + row("", "", "二。", "年底前", D, "", "")
    measures, done = take(tmp_path, body)
    assert measures[1][2] == [[D], [B], [C]]
    assert "“主责单位”空着，按和上面一行合并导入" in done.text


def test_a_row_with_bodies_of_its_own_is_no_rest_of_a_text_without_a_full_stop(tmp_path: Path) -> None:
    """Deadlines merged over several rows leave their cells empty, as page breaks do."""
    body = row("1", "任务", "措施一", "年底前", A, B, C) + row("", "", "措施二", "", B, C, D) + SECOND
    found, _ = take(tmp_path, body)
    assert found[:2] == [("措施一", "年底前", [[A], [B], [C]]), ("措施二", "年底前", [[B], [C], [D]])]
    assert len(found) == 3


def test_an_empty_row_is_a_measure_where_cells_are_merged_and_full_stops_left_out(tmp_path: Path) -> None:
    body = row("1", "任务", "措施一", "年底前", A, B, C) + row("", "", "措施二", "", "", "", "")
    proof = row("2", "任务二", "措施三", "6月底", A, B, C) + row("", "", "措施四。", "全年", A, B, C)
    found, done = take(tmp_path, body + proof + row("", "", "措施五。", "", B, A, C))
    assert [measure[0] for measure in found] == ["措施一", "措施二", "措施三", "措施四。", "措施五。"]
    assert found[1] == ("措施二", "年底前", [[A], [B], [C]])
    assert "按另一条措施导入；如果是上一条被换页断开的，请合并" in done.text


def test_a_cut_row_with_its_number_and_title_again(tmp_path: Path) -> None:
    body = (
        row("1", "任务", "措施的前半", "年底前", A, B, C) + HEAD + row("1", "任务", "后半。", "", "", "", "") + SECOND
    )
    found, _ = take(tmp_path, body)
    assert [measure[0] for measure in found] == ["措施的前半后半。", "措施二。"]


def test_cells_merged_over_numbered_rows(tmp_path: Path) -> None:
    """A number for each row, and the title, the deadline and the bodies merged over several."""
    body = (
        row("1", "任务", *WHOLE[:2], A, B, C) + row("2", "", "措施二。", "", "", "", "") + SECOND.replace("2", "3", 1)
    )
    found, done = take(tmp_path, body)
    assert found[1] == ("措施二。", "年底前", [[A], [B], [C]])
    assert "时限格空着，按和上面一行合并导入，也是“年底前”" in done.text


def test_a_two_row_head_of_bare_words(tmp_path: Path) -> None:
    head = row("序号", "重点任务", "工作措施", "完成时限", "责任单位") + row("牵头", "责任", "协办")
    found, done = take(tmp_path, row("1", "任务", "措施一。", "年底前", A, B, C), head)
    assert found == [WHOLE]
    assert [role.name for role in done.plan.roles] == ["牵头", "责任", "协办"]
