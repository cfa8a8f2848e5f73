"""Documents come in whole: every row, every name, every deadline, and no character is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.imports.importing import import_document
from macros.imports.report import Report, find_lost
from tests.conftest import PLAN
from tests.documents import TITLE, WRITERS, make_plan
from tests.imports.reading import HEAD, SECOND, TODAY, A, B, C, D, read_rows, row, take, walk


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("seed", range(15))
def test_a_random_plan_comes_in_whole(tmp_path: Path, kind: str, seed: int) -> None:
    plan = make_plan(seed)
    if kind == "csv":
        for section in plan.sections:
            section.part = None
    path = tmp_path / f"plan.{kind}"
    WRITERS[kind](plan, path)
    done = import_document(path, tmp_path / "plan", TODAY)
    wanted = plan.rows()
    if kind == "csv":  # it says nothing of the title, which a plan without sections takes for its one section
        wanted = [(row[0], row[1] if row[1] != TITLE else "plan", *row[2:]) for row in wanted]
    assert read_rows(tmp_path / "plan") == wanted
    assert "没有着落" not in done.text
    assert done.plan.title == (TITLE if kind != "csv" else "plan")
    assert done.plan.status == ("征求意见稿" if kind != "csv" else "原文没有注明状态")


def test_the_real_document_is_the_hand_made_plan(tmp_path: Path) -> None:
    done = import_document(PLAN / "source" / "plan.txt", tmp_path / "plan", TODAY)
    keys = ("id", "text", "due", "lead", "responsible", "units_as", "rows")
    made, read = (
        [
            (s["id"], s["title"], t["id"], t["no"], t["title"], *(measure.get(key) for key in keys))
            for s, t, measure in walk(folder)
        ]
        for folder in (PLAN, tmp_path / "plan")
    )
    assert read == made
    assert len(read) == 68
    assert "没有着落" not in done.text
    asked = "\n".join([*map(str, done.report.questions), *(question.message for question in done.report.open.values())])
    subjects = re.findall("“([^”]+)”（", asked)
    assert subjects == [
        "各镇街", "相关镇街", "各相关单位", "区空气重污染应急指挥部成员单位",
        "中关村门头沟区管委会", "中关村门头沟园管委会", "按时间节点完成", "采暖季前",
    ]  # fmt: skip
    assert len(done.report.questions) + len(done.report.open) == 9  # with all figures and bodies of the texts
    decided = "\n".join(map(str, done.report.decisions))
    for words in (
        "去掉了转换软件留下的10处书签标记", "第26行：这一行断成了几段", "第69行：这一行断成了几段",
        "第37行：责任单位各格和上面一条合并", "第38行：责任单位各格和上面一条合并",
        "序号15和“强化施工扬尘精细化管控”重复印出", "序号16和“强化道路扬尘管控”重复印出",
        "第49行：和第1张表第46行一字不差", "第50行：和第1张表第48行一字不差",
        "“中关村门头沟园管委会”在格里折成两行", "“区科信局（区新能源汽车联席会议办公室）”在格里折成两行",
    ):  # fmt: skip
        assert words in decided
    assert len(done.report.decisions) == 12


def test_what_stands_under_the_table_is_kept(tmp_path: Path) -> None:
    _, done = take(tmp_path, row("1", "任务", "措施。", "年底前", A, B, C) + "注：各区指十六个区。\n")
    assert done.plan.notes == ("原表下方写有：“注：各区指十六个区。”",)


def test_a_heading_right_above_the_table_and_text_above_it(tmp_path: Path) -> None:
    """Plans with a table for each heading; the title is over the text, not beside the table."""
    text = "某市人民政府\n某市2024年空气质量改善行动计划\n（试行）\n为改善空气质量，制定本计划。\n一、重点任务\n"
    for before in (text, f"附件1\n{text}"):
        _, done = take(tmp_path, SECOND, before=before)
        assert done.plan.title.endswith("某市2024年空气质量改善行动计划")
        assert [section.title for section in done.plan.sections] == ["一、重点任务"]
        assert "“为改善空气质量，制定本计划。”" in done.text


def test_a_title_over_several_lines_and_no_status(tmp_path: Path) -> None:
    _, done = take(
        tmp_path, row("1", "任务", "措施。", "年底前", A, B, C), before="附件\n某市2024年\n行动计划任务分解表\n"
    )
    assert (done.plan.annex, done.plan.title, done.plan.year) == ("附件", "某市2024年行动计划任务分解表", 2024)
    assert done.plan.status == "原文没有注明状态"
    assert "没有看到文件状态" in done.text


def test_ditto_is_written_out(tmp_path: Path) -> None:
    measures, done = take(
        tmp_path, row("1", "甲", "一。", "年底前", A, B, C) + row("2", "乙", "二。", "同上", "同上", "—", D)
    )
    assert measures[1] == ("二。", "年底前", [[A], [], [D]])
    assert "“同上”按上一行写全" in done.text


def test_kinds_are_guessed_from_names(tmp_path: Path) -> None:
    _, done = take(
        tmp_path,
        row(
            "1",
            "甲",
            "一。",
            "年底前",
            "东湖镇、西山街道、朝阳区政府",
            "某某集团有限公司、某开发区管委会",
            "市甲局、相关部门",
        ),
    )
    kinds = {unit.name: unit.kind.value for unit in done.plan.units.values()}
    assert kinds == {
        "东湖镇": "town", "西山街道": "subdistrict", "朝阳区政府": "district", "某某集团有限公司": "enterprise",
        "某开发区管委会": "park", "市甲局": "agency", "相关部门": "group",
    }  # fmt: skip
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", unit) for unit in done.plan.units)


def test_nothing_is_lost_without_a_line(tmp_path: Path) -> None:
    """The count of characters finds what a reader of documents forgets: here a name that is taken away."""
    path = tmp_path / "document.txt"
    path.write_text("某市2024年行动计划\n" + HEAD + row("1", "任务", "措施。", "年底前", A, B, C), encoding="utf-8")
    done = import_document(path, tmp_path / "plan", TODAY)
    report = Report(read=[*done.report.read, "忘记了的字"], dropped=done.report.dropped, added=done.report.added)
    kept = ["某市2024年行动计划", "1", "任务", "措施。", "年底前", A, B, C, *done.report.added]
    assert find_lost(done.report, kept).total() == 0
    assert "".join(sorted(find_lost(report, kept).elements())) == "".join(sorted("忘记了的字"))
