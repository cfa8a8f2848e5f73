"""Cells that name bodies in other ways than one after the other: no body is lost, none is made up, no cell ends the import."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.check.checker import check_plan
from macros.model import QuestionKind
from macros.store.problems import Level
from tests.imports.reading import A, B, C, load, row, take

KNOWN = row("1", "任务", "措施一。", "年底前", "区甲局", "区丙局", "东山镇、西河镇")


def take_cell(tmp_path: Path, cell: str) -> tuple[list[str], str]:
    """The names of a cell of the first role, and the report."""
    [_, measure], done = take(tmp_path, KNOWN + row("2", "任务二", "措施二。", "年底前", cell, "——", "——"))
    return measure[2][0], done.text


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("区甲局/区丙局", ["区甲局", "区丙局"]),
        ("区甲局／区丙局", ["区甲局", "区丙局"]),
        ("东山镇 西河镇", ["东山镇", "西河镇"]),
        ("东山镇　西河镇", ["东山镇", "西河镇"]),
        ("东山镇·西河镇", ["东山镇", "西河镇"]),
        ("东山镇・西河镇、区甲局", ["东山镇", "西河镇", "区甲局"]),
        ("区甲局 区丙局", ["区甲局", "区丙局"]),
        ("区甲局/\n区丙局/东山镇", ["区甲局", "区丙局", "东山镇"]),
    ],
)
def test_names_parted_by_other_signs_are_several(tmp_path: Path, cell: str, names: list[str]) -> None:
    found, said = take_cell(tmp_path, cell)
    assert found == names
    assert "隔开，按" in said


@pytest.mark.parametrize("cell", ["区水务局/水利站", "某集团A/B公司"])
def test_a_stroke_that_may_be_inside_a_name_is_asked_about(tmp_path: Path, cell: str) -> None:
    [_, measure], done = take(tmp_path, KNOWN + row("2", "任务二", "措施二。", "年底前", cell, "——", "——"))
    assert measure[2][0] == [cell]
    assert (QuestionKind.NAME, cell) in done.report.open


@pytest.mark.parametrize(
    "cell",
    [
        "市甲局(某某办公室)",
        "市甲局（某某办公室)",
        "市甲局 （某某办公室）",
        "市甲局〔某某办公室〕",
        "市甲局（某某办公室）",
    ],
)
def test_brackets_of_any_width_say_the_capacity(tmp_path: Path, cell: str) -> None:
    body = row("1", "任务", "措施一。", "年底前", cell, "——", "——") + row(
        "2", "任务二", "措施二。", "年底前", A, B, "——"
    )
    measures, done = take(tmp_path, body)
    assert [measure[2][0] for measure in measures] == [["市甲局（某某办公室）"], [A]]
    assert [unit["name"] for unit in load(tmp_path / "plan" / "units.yaml")["units"]] == [A, B]
    assert "没有着落" not in done.text


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("各县、市、区政府", ["各县市区政府"]),
        ("各街道、镇", ["各街道镇"]),
        ("各镇、街道，区甲局", ["各镇街道", "区甲局"]),
        ("各区、有关部门", ["各区", "有关部门"]),
        ("各县（市、区）政府", ["各县市区政府"]),
        ("各县、市、区人民政府和甲管委会", ["各县市区人民政府", "甲管委会"]),
        ("各乡镇、街道", ["各乡镇街道"]),
        ("各区、市公安局", ["各区", "市公安局"]),
    ],
)
def test_a_collective_name_that_counts_up_kinds_is_one(tmp_path: Path, cell: str, names: list[str]) -> None:
    assert take_cell(tmp_path, cell)[0] == names


def test_a_bracket_of_several_names_does_not_end_the_import(tmp_path: Path) -> None:
    [_, measure], done = take(
        tmp_path, KNOWN + row("2", "任务二", "措施二。", "年底前", "甲集团（乙公司、丙公司）", "——", "——")
    )
    assert measure[2][0] == ["甲集团"]
    question = done.report.open[QuestionKind.PART, "甲集团（乙公司、丙公司）"]
    assert question.places == ["第1张表第3行“牵头单位”"]
    assert "（乙公司、丙公司）" in done.text


@pytest.mark.parametrize("cell", ["各区政府（含甲区、乙区）", "各镇（不含甲镇、乙镇）"])
def test_a_bracket_that_says_who_is_meant_belongs_to_the_name(tmp_path: Path, cell: str) -> None:
    assert take_cell(tmp_path, cell)[0] == [cell]


def test_names_at_the_end_of_a_sentence_are_taken(tmp_path: Path) -> None:
    cell = "减少裸地扬尘污染，加强日常巡查。（责任单位：市乙局、市丙局）"
    [_, measure], done = take(tmp_path, KNOWN + row("2", "任务二", "措施二。", "年底前", cell, "——", "——"))
    assert measure[2][0] == ["市乙局", "市丙局"]
    [question] = [item for item in done.report.open.values() if item.kind is QuestionKind.PART]
    assert question.places == ["第1张表第3行“牵头单位”"]
    assert f"原表“牵头单位”栏：{cell}" in (tmp_path / "plan" / "tasks.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("length", [61, 446, 1999])
def test_words_too_long_for_a_name_are_a_note(tmp_path: Path, length: int) -> None:
    cell = "请各有关方面结合实际认真抓好落实并及时报告进展情况" * 100
    [_, measure], done = take(tmp_path, KNOWN + row("2", "任务二", "措施二。", "年底前", cell[:length], B, "——"))
    assert measure[2] == [[], [B], []]
    assert any(item.places == ["第1张表第3行“牵头单位”"] for item in done.report.open.values())


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ("市甲乙丙丁委", "市甲乙和丙丁委", True),
        ("市交通委", "市交通委员会", True),
        ("市生态环境局", "市生态环境保护局", False),  # two characters more
        ("市公安局", "市教育局", False),
        ("甲市东城区政府", "甲市东城区人民政府", True),
        ("东城区政府", "西城区政府", False),
        ("东城区", "东城区政府", True),
        ("东城区", "东城区人民政府", True),
        ("东山镇政府", "东山镇", True),
        ("甲街道", "甲街道办事处", True),
        ("甲街道办", "甲街道办事处", True),
        ("甲街道", "甲街道办", True),
        ("市委编办", "市编办", True),
        ("市委宣传部", "宣传部", True),
        ("甲局", "市甲局", True),
        ("市甲局", "区甲局", False),
        ("市政府", "区政府", False),
        ("东城区", "西城区政府", False),
        ("市委编办", "区编办", False),
    ],
)
def test_names_nearly_alike_are_asked_about_once(tmp_path: Path, one: str, other: str, is_asked: bool) -> None:  # noqa: FBT001  # a case
    body = "".join(
        row(str(n), f"任务{n}", f"措施{n}。", "年底前", name, "——", "——") for n, name in enumerate((one, other, one), 1)
    )
    _, done = take(tmp_path, body)
    same = [item for item in done.report.open.values() if item.kind is QuestionKind.SAME]
    assert len(same) == is_asked
    if is_asked:
        assert same[0].about == f"{other}、{one}"
        assert same[0].proposal == (one,)


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        ("市乙局、某航东北地区\n管理局", "某航东北地区、管理局"),
        ("市乙局、国家某某监督管理总局\n甲市监管局、市丙局", "国家某某监督管理总局、甲市监管局"),
        ("市乙局、国家某某监督管理总局\n北京市监管局、市丙局", "国家某某监督管理总局、北京市监管局"),
    ],
)
def test_two_lines_that_may_be_one_name_are_joined_or_asked_about(tmp_path: Path, cell: str, pair: str) -> None:
    """Also where the second half stands in another row, or begins like a name."""
    body = "".join(row(str(n), f"任务{n}", f"措施{n}。", "年底前", cell, C, "——") for n in (1, 2))
    measures, done = take(tmp_path, body)
    joined = pair.replace("、", "")
    assert all(joined in measure[2][0] for measure in measures) or (QuestionKind.NAME, pair) in done.report.open


def test_lines_of_names_that_stand_alone_elsewhere_are_not_asked_about(tmp_path: Path) -> None:
    body = row("1", "任务", "措施一。", "年底前", "市甲局\n市乙局", "——", "——") + row(
        "2", "任务二", "措施二。", "年底前", A, "市乙局", "——"
    )
    measures, done = take(tmp_path, body)
    assert measures[0][2][0] == ["市甲局", "市乙局"]
    assert not [item for item in done.report.open.values() if item.kind is QuestionKind.NAME]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("相关部门（市甲局、市乙局）", ["相关部门"]),
        (f"市甲局（{'某' * 70}）", []),
        ("市甲局、|乙局", ["市甲局"]),
        ("市②局、市乙局", ["市乙局"]),
        ("区а局", []),
    ],
)
def test_no_name_ends_the_import(tmp_path: Path, cell: str, names: list[str]) -> None:
    """The register would refuse it: the cell is a question with its place, and the rest comes in."""
    [_, measure], done = take(tmp_path, KNOWN + row("2", "任务二", "措施二。", "年底前", cell, "——", "——"))
    assert measure[2][0] == names
    asked = [item for item in done.report.open.values() if item.kind is QuestionKind.PART]
    assert [item.places for item in asked] == [["第1张表第3行“牵头单位”"]]
    assert [str(problem) for problem in check_plan(tmp_path / "plan")[1] if problem.level is Level.ERROR] == []


@pytest.mark.parametrize("words", ["targets", "ongoing", "role-lead", "due-x"])
def test_an_id_that_pages_use_is_not_taken_over(tmp_path: Path, words: str) -> None:
    """Found by the nightly run: our own CSV with such an id."""
    head = "\t措施编号\n\t任务编号\n\t工作措施\n\t完成时限\n\t牵头单位\n\n"
    take(tmp_path, row(words, "1", "措施一。", "年底前", A), head=head)
    [measure] = [
        m for s in load(tmp_path / "plan" / "tasks.yaml")["sections"] for t in s["tasks"] for m in t["measures"]
    ]
    assert measure["id"] != words
