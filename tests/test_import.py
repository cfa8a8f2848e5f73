"""Documents come in whole: every row, every name, every deadline, from every format, and no character is lost."""

from __future__ import annotations

import io
import random
import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from macros.__main__ import main
from macros.audit import audit_site
from macros.exports.csv_files import create_csv, create_datapackage
from macros.exports.word_sheets import create_plan_docx
from macros.exports.xlsx import create_plan_xlsx
from macros.imports.importing import NotImportedError, import_document, read_document
from macros.imports.readers.document import Cell, Row, Table, UnreadableError
from macros.imports.readers.word_numbering import Numbering
from macros.imports.report import Report, find_lost
from macros.imports.table.heads import find_head
from macros.views.flat_tables import build_measures_table
from macros.views.plan_views import PlanViews
from tests.conftest import PLAN, run_mkdocs
from tests.documents import TITLE, WRITERS, make_plan, write_html, write_torn_text

TODAY = date(2024, 5, 6)


def read_rows(folder: Path) -> list[tuple[object, ...]]:
    """A plan folder's measures by PyYAML, names per role."""
    roles = [role["id"] for role in load(folder / "plan.yaml").get("roles", [])]
    found: list[tuple[object, ...]] = []
    names: list[list[str]] = []
    for section, task, measure in walk(folder):
        names = names if "units_as" in measure else [measure[role] for role in roles]
        words = (measure["text"], measure["due"], names)
        found.append((section.get("part"), section["title"], task["no"], task["title"], *words))
    return found


def walk(folder: Path) -> Iterator[tuple[Any, Any, Any]]:
    for section in load(folder / "tasks.yaml")["sections"]:
        for task in section["tasks"]:
            yield from ((section, task, measure) for measure in task["measures"])


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # it makes words only


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
    asked = "\n".join(map(str, done.report.questions))
    subjects = re.findall("“([^”]+)”（", asked)
    assert subjects == [
        "各镇街", "相关镇街", "各相关单位", "区空气重污染应急指挥部成员单位",
        "中关村门头沟区管委会", "中关村门头沟园管委会", "按时间节点完成", "采暖季前",
    ]  # fmt: skip
    assert len(done.report.questions) == 7
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


# What each way of printing means


HEAD = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t牵头单位\n\t主责单位\n\t协办单位\n\n"


def take(tmp_path: Path, body: str, head: str = HEAD, before: str = "某市2024年行动计划\n") -> tuple[list[Any], Any]:
    """The measures of a document in the text form: text, deadline, names per role; and what the import says."""
    path = tmp_path / "document.txt"
    path.write_text(before + head + body, encoding="utf-8")
    done = import_document(path, tmp_path / "plan", TODAY)
    assert "没有着落" not in done.text
    return [row[4:] for row in read_rows(tmp_path / "plan")], done


def row(*cells: str) -> str:
    return "\n".join(f"\t{cell}" for cell in cells) + "\n\n"


A, B, C, D = "市甲局", "市乙委", "市丙中心", "各区政府"


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (("1", "任务", "措施一。", "年底前", A, B, C), [[A], [B], [C]]),
        (("1", "任务", "措施一。", "年底前", f"{A}、{B}", "——", "/"), [[A, B], [], []]),
        (("1", "任务", "措施一。", "年底前", f"{A}，{B}；{C}", "", D), [[A, B, C], [], [D]]),
        (("1", "任务", "措施一。", "年底前", f"{A}\n{B}", D), [[A, B], [A, B], [D]]),  # one cell for two roles
        (("1", "任务", "措施一。", "年底前", f"{A}\n{D}"), [[A, D], [A, D], [A, D]]),  # one cell for all three
        (("1", "任务", "措施一。", "年底前", f"{A}、{B}等部门", "无", "无"), [[A, B, "等部门"], [], []]),
        (("1", "任务", "措施一。", "年底前", f"{A}及各区政府", "—", "—"), [[A, D], [], []]),
        (("1", "任务", "措施一。", "年底前", "各区政府（含甲管委会、乙管委会）", A, "—"), [["各区政府（含甲管委会、乙管委会）"], [A], []]),
        (("1", "任务", "措施一。", "年底前", "北京经济技术\n开发区管委会", "市规划自然资\n源委", "相关区\n政府"), [["北京经济技术开发区管委会"], ["市规划自然资源委"], ["相关区政府"]]),
        (("1", "任务", "措施一。", "年底前", "某某集团有\n限公司", "市甲局\n（某某办公室）", "市城管\n委"), [["某某集团有限公司"], ["市甲局（某某办公室）"], ["市城管委"]]),
        (("1", "任务", "措施一。", "年底前", f"{A}、\n{B}。", "—", "—"), [[A, B], [], []]),
        (("1", "任务", "措施一。", "年底前", "市市场\n监管局\n市城市\n管理委", "北京市\n税务局", "市委\n宣传部"), [["市市场监管局", "市城市管理委"], ["北京市税务局"], ["市委宣传部"]]),
        (("1", "任务", "措施一。", "年底前", "首都机场\n集团公司\n国网北京市\n电力公司", "北京经济技术开发\n区管委会", "—"), [["首都机场集团公司", "国网北京市电力公司"], ["北京经济技术开发区管委会"], []]),
        (("1", "任务", "措施一。", "年底前", f"{A}、中\n国石油公司", "市人力资源社会\n保障局", "相关\n区政府"), [[A, "中国石油公司"], ["市人力资源社会保障局"], ["相关区政府"]]),
        (("1", "任务", "措施一。", "年底前", f"{A}会同{B}", "—", "—"), [[A, B], [], []]),
        (("1", "任务", "措施一。", "年底前", f"{A} {B}", "市 丙 中 心", "—"), [[A, B], [C], []]),
        (("1", "任务", "措施一。", "年底前", "各区政府及某开发区管委会", f"{A}等市有关部门", f"{B}等重点企业"), [["各区政府", "某开发区管委会"], [A, "等市有关部门"], [B, "等重点企业"]]),
        (("1", "任务", "措施一。", "年底前", "市文化和旅游局、市规划和自然资源委", "某高等级公路中心", "市级相关部门和单位"), [["市文化和旅游局", "市规划和自然资源委"], ["某高等级公路中心"], ["市级相关部门和单位"]]),
    ],
)  # fmt: skip
def test_names_of_a_cell(tmp_path: Path, cells: tuple[str, ...], names: list[list[str]]) -> None:
    [measure], _ = take(tmp_path, row(*cells))
    assert measure == ("措施一。", "年底前", names)


@pytest.mark.parametrize(
    ("cell", "names", "question"),
    [
        ("朝阳、海淀区政府", ["朝阳", "海淀区政府"], "“朝阳”不像一个单位的全称"),
        (f"{A}（牵头）、{B}", [A, B], "格里写着“（牵头）”，没有放进计划"),
        (f"{A}、{B}按职责分工负责", [A, B], "格里写着“按职责分工负责”，没有放进计划"),
        (f"牵头单位：{A}", [A], "格里写着“牵头单位：”，没有放进计划"),
        (f"{A}和园林绿化局", [A, "园林绿化局"], "按两个名称导入：“市甲局”和“园林绿化局”"),
        ("市公安局\n公安交通管理局", ["市公安局", "公安交通管理局"], "按两个单位导入；如果是一个名称折成两行"),
        (f"{A}、{A}", [A], "“市甲局”在一格里写了两次"),
    ],
)
def test_names_that_are_asked_about(tmp_path: Path, cell: str, names: list[str], question: str) -> None:
    [measure], done = take(tmp_path, row("1", "任务", "措施一。", "年底前", cell, "—", "—"))
    assert measure == ("措施一。", "年底前", [names, [], []])
    assert question in "\n".join(map(str, done.report.questions))


def test_two_names_that_never_come_apart_are_asked_about(tmp_path: Path) -> None:
    """市科委、中关村管委会 is one body with two names; 市甲局、市乙委 stand alone too."""
    cell = f"市科委、中关村管委会、{A}、{B}"
    body = "".join(row(str(at), "任务", f"措施{at}。", "年底前", cell, "—", "—") for at in (1, 2, 3))
    _, done = take(tmp_path, body + row("4", "任务", "措施四。", "年底前", A, B, C))
    asked = "\n".join(map(str, done.report.questions))
    assert "“市科委”和“中关村管委会”每次都连着写（3处）" in asked
    assert f"“{A}”和“{B}”每次" not in asked


@pytest.mark.parametrize(
    "name", ["16区政府", "城六区政府", "生态涵养区政府", "市属国有企业", "行业主管部门", "各有关单位"]
)
def test_collective_names_are_groups(tmp_path: Path, name: str) -> None:
    _, done = take(tmp_path, row("1", "任务", "措施一。", "年底前", name, "—", "—"))
    assert [unit.kind.value for unit in done.plan.units.values()] == ["group"]


def test_a_shared_cell_is_asked_about(tmp_path: Path) -> None:
    _, done = take(tmp_path, row("1", "任务", "措施。", "年底前", A, B))
    assert "按“牵头单位”“主责单位”合并成一格导入" in str(done.report.questions[0])


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


SECOND = row("2", "任务二", "措施二。", "年底前", A, B, C)
WHOLE = ("措施一。", "年底前", [[A], [B], [C]])


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
    """What a spreadsheet saves as CSV of merged cells."""
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


def test_an_empty_role_cell_where_the_document_leaves_none_empty_is_merged(tmp_path: Path) -> None:
    body = row("1", "任务", "一。", "年底前", A, B, C) + row("", "", "二。", "年底前", D, "", "")
    measures, done = take(tmp_path, body)
    assert measures[1][2] == [[D], [B], [C]]
    assert "“主责单位”空着，按和上面一行合并导入" in done.text


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


def test_numbers_that_begin_again_and_numbers_that_jump(tmp_path: Path) -> None:
    body = "\t一、甲\n\n" + row("1", "任务", "一。", "年底前", A, B, C) + row("3", "任务三", "三。", "年底前", A, B, C)
    _, done = take(tmp_path, body)
    assert "序号1之后是3" in done.text
    body += "\t二、乙\n\n" + row("1", "又一", "四。", "年底前", A, B, C)
    (tmp_path / "again").mkdir()
    _, done = take(tmp_path / "again", body)
    assert [task["no"] for _, task, _ in walk(tmp_path / "again" / "plan")] == ["1", "3", "2-1"]
    assert "序号“1”前面用过了" in done.text


def test_no_deadline_column(tmp_path: Path) -> None:
    head = "\t序号\n\t工作任务\n\t责任单位\n\n"
    measures, done = take(tmp_path, row("1", "开展专项检查。", A) + row("2", "完善制度。", B), head)
    assert measures == [("开展专项检查。", "原文没有写明", [[A]]), ("完善制度。", "原文没有写明", [[B]])]
    assert done.plan.measures[0].deadline.end is None
    assert "原表没有“时限”栏" in done.text


def test_a_deadline_column_for_each_year(tmp_path: Path) -> None:
    head = "\t序号\n\t重点任务\n\t2024年\n\t2025年\n\t责任单位\n\n"
    measures, _ = take(
        tmp_path, row("1", "更新车辆。", "完成一半", "全部完成", A) + row("2", "检查。", "——", "完成", B), head
    )
    assert [measure[1] for measure in measures] == ["2024年：完成一半；2025年：全部完成", "2025年：完成"]


def test_columns_that_a_plan_has_no_field_for_become_notes(tmp_path: Path) -> None:
    head = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t牵头单位\n\t备注\n\n"
    take(tmp_path, row("1", "任务", "措施。", "年底前", A, "省级任务"), head)
    [(_, _, measure)] = walk(tmp_path / "plan")
    assert measure["notes"] == ["原表“备注”栏：省级任务"]


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


# A newer version of the same document


def test_a_newer_version_keeps_ids_and_never_gives_one_again(tmp_path: Path) -> None:
    first = row("1", "任务", "检查加油站油气回收设施运行情况。", "年底前", A, B, C)
    first += row("", "", "更新老旧车辆，完成50台。", "年底前", A, B, C) + row(
        "", "", "开展扬尘治理。", "6月底", A, B, C
    )
    take(tmp_path, first)
    tasks = (tmp_path / "plan" / "tasks.yaml").read_text(encoding="utf-8")
    noted = tasks.replace("rows: [1]", "notes:\n              - 编者写的话\n            rows: [1]")
    assert noted != tasks
    (tmp_path / "plan" / "tasks.yaml").write_text(noted, encoding="utf-8")
    second = row("1", "任务", "推广新能源车。", "年底前", A, B, C)
    second += row("", "", "检查加油站油气回收设施运行情况。", "10月底前", A, B, C)
    second += row("", "", "更新老旧车辆，完成80台。", "年底前", A, B, "市新局")
    _, done = take(tmp_path, second)
    measures = {measure["id"]: measure for _, _, measure in walk(tmp_path / "plan")}
    assert list(measures) == ["t1-4", "t1-1", "t1-2", "t1-3"]
    assert measures["t1-1"]["moved"][0]["was"] == "年底前"
    assert measures["t1-1"]["notes"] == ["编者写的话"]
    assert measures["t1-3"]["withdrawn"]["why"] == "新版文件里没有这一条。"
    asked = "\n".join(map(str, done.report.questions))
    assert "和原来的 t1-2 文字相近，按同一条处理" in asked
    assert "新版文件里没有 t1-3" in asked
    ids = [unit["id"] for unit in load(tmp_path / "plan" / "units.yaml")["units"]]
    assert ids[:4] == ["shi-jia-ju", "shi-yi-wei", "shi-bing-zhong-xin", "shi-xin-ju"]
    _, done = take(tmp_path, first)  # back again: t1-4 stays taken
    assert [measure["id"] for _, _, measure in walk(tmp_path / "plan")] == ["t1-1", "t1-2", "t1-3", "t1-4"]


def make_row(no: int, title: str) -> str:
    return row(str(no), title, f"{title}的措施，第{no}项。", "年底前", A, B, C)


def list_ids(folder: Path) -> dict[str, tuple[str, str, bool]]:
    """Measure -> its section, its task, whether it is withdrawn."""
    return {m["id"]: (section["id"], task["id"], "withdrawn" in m) for section, task, m in walk(folder)}


def test_headings_of_one_name_in_two_parts_keep_their_ids(tmp_path: Path) -> None:
    parts = [("一、工业", "锅炉"), ("二、交通", "货车"), ("三、扬尘", "工地")]
    bodies = [
        row(part) + row("（一）执法监管") + make_row(no, title) + row("（二）能力") + make_row(no + 10, f"{title}监测")
        for no, (part, title) in enumerate(parts, 1)
    ]
    take(tmp_path, "".join(bodies))
    before = list_ids(tmp_path / "plan")
    assert len({section for section, _, _ in before.values()}) == 6
    take(tmp_path, "".join(bodies))
    assert list_ids(tmp_path / "plan") == before
    take(tmp_path, "".join(bodies[1:]))
    after = list_ids(tmp_path / "plan")
    assert {name: where for name, where in after.items() if not where[2]} == dict(list(before.items())[2:])


def test_several_measures_gone_from_the_middle(tmp_path: Path) -> None:
    """They stand withdrawn, without a row; what comes after them is still in the document's order."""
    one = row("一、甲") + "".join(make_row(no, title) for no, title in enumerate(("锅炉", "加油站", "印刷", "餐饮"), 1))
    other = row("二、乙") + make_row(5, "货车")
    take(tmp_path, one + other)
    take(tmp_path, row("一、甲") + make_row(1, "锅炉") + other)
    gone = [name for name, where in list_ids(tmp_path / "plan").items() if where[2]]
    assert gone == ["t2-1", "t3-1", "t4-1"]
    _, done = take(tmp_path, one + other)  # the document has them again
    assert not any(where[2] for where in list_ids(tmp_path / "plan").values())
    assert not any("notes" in measure for _, _, measure in walk(tmp_path / "plan"))
    assert "t3-1 上一版文件里没有，标作撤销，这一版又有，恢复了" in done.text


def test_a_task_goes_by_its_measures_where_titles_are_the_same(tmp_path: Path) -> None:
    first = [
        row(str(no), "执法监管", text, "年底前", A, B, C) for no, text in ((1, "检查锅炉。"), (2, "抽检油品质量。"))
    ]
    take(tmp_path, "".join(first))
    take(tmp_path, first[1])
    assert list_ids(tmp_path / "plan") == {"t2-1": ("s1", "t2", False), "t1-1": ("s1", "t1", True)}


def test_the_same_version_again_changes_nothing(tmp_path: Path) -> None:
    body = row("1", "任务", "检查。", "年底前", A, B, C) + row("", "", "更新。", "供暖季前", A, B, C)
    take(tmp_path, body)
    before = {path.name: path.read_bytes() for path in (tmp_path / "plan").glob("*.yaml")}
    take(tmp_path, body)
    assert {path.name: path.read_bytes() for path in (tmp_path / "plan").glob("*.yaml")} == before


def test_a_folder_with_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "letter.txt").write_text("别动我", encoding="utf-8")
    with pytest.raises(NotImportedError, match="里已有文件"):
        take(tmp_path, row("1", "任务", "措施。", "年底前", A, B, C))
    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["letter.txt"]


# Files that are damaged, or something else


def damage(path: Path, name: str, content: bytes | None) -> None:
    """A package with one part replaced or taken away."""
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        if content is not None:
            target.writestr(name, content)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + b"".join(f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode() for before, name in pairwise("bcdefghijkl"))
    + b"]><a>&l;</a>"
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"", "文件是空的"),
        ("a.docx", b"PK\x03\x04 and then nothing", "不是完整的 .docx 文件"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "设了打开密码的文件，或者是旧格式"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "设了打开密码的文件，或者是旧格式"),
        ("a.docx", b"%PDF-1.7 ...", "这是PDF文件"),
        ("a.docx", rb"{\rtf1 ...", "这是RTF文件"),
        ("a.txt", "没有表格的一段话".encode(), "认不出这个文件"),
        ("a.txt", b"\xff\x00\x81\x8d\n\t\xa0", "认不出文件的文字编码"),
        ("a.csv", '序号,工作措施\n1,"没有结束的引号'.encode(), "引号或分隔号不成对"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到计划表"),
        ("a.html", b"<html><body><p>no table</p></body></html>", "里面没有表格"),
        ("a.html", b"<table><tr><td>1<td>2</table>", "没有找到计划表"),
        ("a.txt", "标题\n\t序号\n\t工作措施\n\t责任单位\n".encode(), "下面没有措施"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_in_plain_words(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=message):
        import_document(path, tmp_path / "plan", TODAY)
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_package_cut_off_anywhere_is_refused_or_read_whole(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"plan.{kind}"
    WRITERS[kind](make_plan(7), path)
    whole = path.read_bytes()
    dice = random.Random(7)  # noqa: S311  # no secret
    for length in sorted(dice.sample(range(len(whole)), 40)):
        path.write_bytes(whole[:length])
        with pytest.raises(UnreadableError):
            import_document(path, tmp_path / "plan", TODAY)
    for _ in range(40):
        at = dice.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        folder = tmp_path / f"plan-{at}"
        with suppress(UnreadableError):
            import_document(path, folder, TODAY)
            assert read_rows(folder) == make_plan(7).rows()


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
@pytest.mark.parametrize("content", [None, b"<w:document", BOMB, b"\xff\xfe"])
def test_a_part_that_is_broken(tmp_path: Path, part: str, content: bytes | None) -> None:
    path = tmp_path / "plan.docx"
    WRITERS["docx"](make_plan(7), path)
    damage(path, part, content)
    with suppress(UnreadableError):
        import_document(path, tmp_path / "plan", TODAY)
        assert part != "word/document.xml"
        assert read_rows(tmp_path / "plan") == make_plan(7).rows()


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密的话", encoding="utf-8")
    path = tmp_path / "plan.docx"
    WRITERS["docx"](make_plan(7), path)
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml").decode()
    head, _, rest = text.partition("?>")
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    damage(path, "word/document.xml", f"{head}?>{entity}{rest.replace('<w:t>', '<w:t>&s;', 1)}".encode())
    with suppress(UnreadableError):
        done = import_document(path, tmp_path / "plan", TODAY)
        assert "秘密" not in done.text
    assert not any("秘密" in file.read_text(encoding="utf-8") for file in (tmp_path / "plan").rglob("*.*"))


def test_tracked_changes_text_boxes_and_nested_tables(tmp_path: Path) -> None:
    """What Word shows when all changes are accepted comes in; the rest is told."""
    document = docx.Document()
    document.add_paragraph("某市2024年行动计划")
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[0].cells, ["序号", "工作措施", "完成时限", "责任单位"], strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ["1", "", "年底前", "市甲局"], strict=True):
        cell.text = text
    box = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    table.rows[1].cells[1].paragraphs[0]._p.append(  # noqa: SLF001  # python-docx knows nothing of tracked changes
        parse_xml(f"<w:r {nsdecls('w')}><w:t>开展</w:t></w:r>")
    )
    paragraph = table.rows[1].cells[1].paragraphs[0]._p  # noqa: SLF001  # as above
    for piece in (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>旧的</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="x"><w:r><w:t>新的检查。</w:t></w:r></w:ins>',
        box,
    ):
        paragraph.append(parse_xml(piece.replace(">", f" {nsdecls('w')}>", 1) if "xmlns:w" not in piece else piece))
    inner = table.rows[1].cells[1].add_table(rows=1, cols=1)
    inner.rows[0].cells[0].text = "里面的表。"
    path = tmp_path / "plan.docx"
    document.save(str(path))
    done = import_document(path, tmp_path / "plan", TODAY)
    [measure] = read_rows(tmp_path / "plan")
    assert measure[4] == "开展新的检查。\n里面的表。"
    for words in (
        "修订里删除的文字没有导入：“旧的”",
        "修订里增加的文字按已接受导入：“新的检查。”",
        "文本框不属于表格，没有导入：“框里的话”",
        "格里还有一张表",
    ):
        assert words in done.text
    assert "增加的文字" not in "\n".join(map(str, done.report.questions)).replace("增加的文字都按已接受导入", "")


def test_automatic_numbers_of_word_are_printed(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某市2024年行动计划")
    table = document.add_table(rows=3, cols=4)
    for cell, text in zip(table.rows[0].cells, ["序号", "重点任务", "工作措施", "责任单位"], strict=True):
        cell.text = text
    for at in (1, 2):
        cells = table.rows[at].cells
        cells[0].paragraphs[0].style = document.styles["List Number"]
        for cell, text in zip(cells[1:], [f"任务{at}", f"措施{at}。", "市甲局"], strict=True):
            cell.text = text
    path = tmp_path / "plan.docx"
    document.save(str(path))
    import_document(path, tmp_path / "plan", TODAY)
    assert [task["no"] for _, task, _ in walk(tmp_path / "plan")] == ["1", "2"]


# Tables as Word and others write them


def take_word(tmp_path: Path, *rows: str) -> tuple[list[tuple[object, ...]], Any]:
    """The measures of a Word file of which the rows are given in its own language."""
    names = "".join(f' xmlns:{name}="{address}"' for name, address in NAMES.items())
    document = docx.Document()
    document.add_paragraph("某市2024年行动计划")
    table = parse_xml(f"<w:tbl{names}><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    document.element.body.insert(1, table)
    path = tmp_path / "plan.docx"
    document.save(str(path))
    done = import_document(path, tmp_path / "plan", TODAY)
    assert "没有着落" not in done.text
    return read_rows(tmp_path / "plan"), done


NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
TITLES = ("序号", "重点任务", "工作措施", "完成时限", "牵头单位", "责任单位")


def cell(text: str, span: int = 1, mark: str = "", runs: str = "") -> str:
    words = "".join(f"<w:p>{runs}<w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{mark}</w:tcPr>{words}</w:tc>'


def cells(*texts: str, spans: tuple[int, ...] = (1,) * 6) -> str:
    return "".join(cell(text, span) for text, span in zip(texts, spans, strict=True))


def test_columns_of_the_grid_are_not_those_of_the_head(tmp_path: Path) -> None:
    """One printed column is several of the grid, and rows end their cells a little to the left or the right."""
    found, done = take_word(
        tmp_path,
        cells(*TITLES, spans=(2,) * 6),
        cell("一、目标", 12),
        cells("1", "任务一", "一。", "年底前", A, B, spans=(2,) * 6),
        cells("2", "任务二", "二。", "6月底", A, B, spans=(1, 3, 2, 2, 3, 1)),
        cells("3", "任务三", "三。", "全年", A, spans=(2, 2, 2, 2, 4)),
        cells("4", "任务四", "四。", "另。", "全年", A, B, spans=(2, 2, 1, 1, 2, 2, 2)),
    )
    assert [measure[2:] for measure in found] == [
        ("1", "任务一", "一。", "年底前", [[A], [B]]), ("2", "任务二", "二。", "6月底", [[A], [B]]),
        ("3", "任务三", "三。", "全年", [[A], [A]]), ("4", "任务四", "四。\n另。", "全年", [[A], [B]]),
    ]  # fmt: skip
    assert [role.name for role in done.plan.roles] == ["牵头单位", "责任单位"]
    assert "第6行：“工作措施”栏下有几格，按一格导入" in done.text


def test_merges_of_which_a_file_says_half(tmp_path: Path) -> None:
    rest, old = "<w:vMerge/>", "<w:hMerge/>"
    first = "".join(cell(text, mark=rest) for text in ("年底前", A, B))
    found, _ = take_word(
        tmp_path,
        cells(*TITLES),
        cell("一、目标", 6),
        cell("1") + cell("任务", mark=rest) + cell("一。") + first,
        cell("") + cell("", mark=rest) + cell("二。") + "".join(cell("", mark=rest) for _ in range(3)),
        cell("2") + cell("任务二") + cell("三。") + cell("全年") + cell(A) + cell("", mark=old),
    )
    assert [measure[2:] for measure in found] == [
        ("1", "任务", "一。", "年底前", [[A], [B]]), ("1", "任务", "二。", "年底前", [[A], [B]]),
        ("2", "任务二", "三。", "全年", [[A], [A]]),
    ]  # fmt: skip


def test_hidden_words_are_told_and_formulas_read(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着</w:t></w:r>"
    formula = "<m:oMath><m:r><m:t>5t/</m:t></m:r><m:sSup><m:e><m:r><m:t>km</m:t></m:r></m:e></m:sSup></m:oMath>"
    found, done = take_word(
        tmp_path,
        cells(*TITLES),
        cell("1") + cell("任务") + cell("左右。", runs=hidden + formula) + cells("年底前", A, B, spans=(1,) * 3),
    )
    assert [measure[4] for measure in found] == ["5t/km左右。"]
    assert "隐藏的文字没有导入：“藏着”" in done.text


def test_what_a_workbook_hides_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITLES, ("1", "任务一", "一。", "年底前", A, B), ("2", "任务二", "二。", "年底前", A, B)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["E"].hidden = True
    sheet.title = "表"
    book.create_sheet("旧稿")["A1"] = "旧的话"
    book["旧稿"].sheet_state = "hidden"
    book.save(tmp_path / "plan.xlsx")
    document = read_document(tmp_path / "plan.xlsx")
    assert document.asides == [
        f"工作表“{what}，里面的内容也导入了，请核对。"
        for what in ("表”第3行是隐藏的", "表”E栏是隐藏的", "旧稿”是隐藏的")
    ]
    assert [len(table.rows) for table in document.blocks if isinstance(table, Table)] == [3, 1]


def test_headings_and_notes_in_cells_that_are_not_merged(tmp_path: Path) -> None:
    rows = [cells(str(no), f"任务{no}", f"措施{no}。", "年底前", A, B) for no in (1, 2, 3)]
    found, done = take_word(
        tmp_path, cells(*TITLES), cells("一", "产业优化行动", "", "", "", ""), rows[0],
        cells("主要措施", "", "", "", "", ""), rows[1], cell("注：甲为乙。", 6), rows[2],
    )  # fmt: skip
    assert [measure[1:3] for measure in found] == [("一、产业优化行动", "1"), ("主要措施", "2"), ("主要措施", "3")]
    assert done.plan.notes == ("原表中间写有：“注：甲为乙。”",)
    assert "“主要措施”没有编号，按标题导入" in done.text


def test_a_heading_by_a_number_and_a_title_in_the_text_form(tmp_path: Path) -> None:
    body = row("一", "产业优化行动", "", "", "", "", "") + row("1", "任务", *WHOLE[:2], A, B, C)
    _, done = take(tmp_path, body)
    assert [section.title for section in done.plan.sections] == ["一、产业优化行动"]
    assert len(done.plan.measures) == 1


def test_lists_that_go_on_and_lists_that_begin_again() -> None:
    """Two lists of one description count on; one with a start of its own begins again."""
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:lvlText w:val="%1"/></w:lvl>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{more}</w:num>'
        for number, more in ((1, ""), (2, ""), (3, again))
    )
    root = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>{lists}</w:numbering>'
    )
    numbering = Numbering(root, None)
    paragraphs = [
        parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>')
        for number in (1, 1, 2, 3, 3)
    ]
    assert [numbering.next_number(paragraph) for paragraph in paragraphs] == ["①", "②", "③", "①", "②"]


# Other writers


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "measures.csv"])
def test_our_own_files_come_back_as_the_same_plan(site: Path, tmp_path: Path, name: str) -> None:
    import_document(site / "downloads" / name, tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == read_rows(PLAN)


@pytest.mark.parametrize("seed", [3, 8, 9, 14])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_generated_plans_survive_export_and_import(tmp_path: Path, kind: str, seed: int) -> None:
    plan = make_plan(seed)
    WRITERS["html"](plan, tmp_path / "plan.html")
    views = PlanViews(import_document(tmp_path / "plan.html", tmp_path / "first", TODAY).plan)
    table = build_measures_table(views.plan)
    content = {"docx": create_plan_docx, "xlsx": create_plan_xlsx}[kind](views) if kind != "csv" else create_csv(table)
    path = tmp_path / f"measures.{kind}"
    path.write_bytes(content)
    if kind == "csv":
        (tmp_path / "datapackage.json").write_text(create_datapackage(views.plan, {path.name: (table, content)}))
    import_document(path, tmp_path / "second", TODAY)
    assert read_rows(tmp_path / "second") == read_rows(tmp_path / "first") == plan.rows()


def test_a_word_file_of_libreoffice(libreoffice: str, tmp_path: Path) -> None:
    plan = make_plan(13)
    WRITERS["html"](plan, tmp_path / "plan.html")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        libreoffice,
        profile,
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "plan.html")], check=True, capture_output=True)
    import_document(tmp_path / "plan.docx", tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == plan.rows()


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    plan = make_plan(14)
    write_html(plan, tmp_path / "plan.html", "gb18030")
    import_document(tmp_path / "plan.html", tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == plan.rows()


def test_a_page_that_a_table_holds_together(tmp_path: Path) -> None:
    """The plan is inside a cell of another table; a blank between two names stays, a line end of the file does not."""
    head = "".join(f"<td>{title}</td>" for title in TITLES)
    inner = f"<table><tr>{head}</tr><tr><td>1<td>任务<td>措\n 施。<td>年底前<td>{A} {B}<td>{C}</tr></table>"
    path = tmp_path / "plan.html"
    page = f"<html><table><tr><td>导航<td>栏目</tr><tr><td><h1>某市2024年行动计划</h1>{inner}</tr></table></html>"
    path.write_text(page, encoding="utf-8")
    done = import_document(path, tmp_path / "plan", TODAY)
    [measure] = read_rows(tmp_path / "plan")
    assert measure[2:] == ("1", "任务", "措施。", "年底前", [[A, B], [C]])
    assert done.plan.title == "某市2024年行动计划"
    assert "没有着落" not in done.text


@pytest.mark.parametrize("seed", [0, 8, 14])
def test_any_plan_gives_a_site(tmp_path: Path, seed: int) -> None:
    """No role at all, three, and four with two levels of headings."""
    plan = make_plan(seed)
    WRITERS["docx"](plan, tmp_path / "plan.docx")
    import_document(tmp_path / "plan.docx", tmp_path / "plan", TODAY)
    result = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path / "site"), PLAN=str(tmp_path / "plan"))
    assert result.returncode == 0, result.stderr
    assert audit_site(tmp_path / "site") == []
    table = (tmp_path / "site" / "plan" / "index.html").read_text(encoding="utf-8")
    for section in plan.sections:
        assert f">{section.part}<" in table if section.part else section.title in table
    assert (tmp_path / "site" / "towns").exists() == any(town in table for town in ("东湖镇", "西山街道"))
    if seed == 0:
        assert not (tmp_path / "site" / "agencies").exists()


# The command


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(PLAN / "source" / "plan.txt"), "--into", str(tmp_path / "plan")]) == 0
    said = capsys.readouterr().out
    assert "措施68" in said
    assert "请核对：“各镇街”（34处）是统称" in said
    assert main(["check", str(tmp_path / "plan")]) == 0
    assert main(["format", "--check", str(tmp_path / "plan")]) == 0
    assert main(["import", str(tmp_path / "nothing.docx"), "--into", str(tmp_path / "other")]) == 1
    assert "找不到这个文件" in capsys.readouterr().out


def test_a_new_plan_passes_and_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "计划 一"
    assert main(["new", str(folder)]) == 0
    assert main(["check", "--strict", str(folder)]) == 0
    before = (folder / "tasks.yaml").read_bytes()
    assert main(["new", str(folder)]) == 1
    assert "请换一个名字" in capsys.readouterr().out
    assert (folder / "tasks.yaml").read_bytes() == before
