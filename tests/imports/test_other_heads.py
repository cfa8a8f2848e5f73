"""Plans whose tables differ: other heads, sheets, years side by side, roles and dates in words; nothing is dropped in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from macros.check.checker import check_plan
from macros.imports.importing import import_document
from macros.model import QuestionKind
from tests.imports.reading import TODAY, load, read_rows, take
from tests.imports.reading import row as text_row
from tests.imports.word_files import paragraph, row, run, table, write_word

TITLE = paragraph(run("某市2024年行动计划（试行）"))


def take_word(tmp_path: Path, body: str) -> tuple[list[Any], Any]:
    done = import_document(write_word(tmp_path / "a.docx", body), tmp_path / "plan", TODAY)
    assert "没有着落" not in done.text
    return read_rows(tmp_path / "plan"), done


def line(text: str) -> str:
    return paragraph(run(text))


def names_of(folder: Path) -> list[str]:
    return [role["name"] for role in load(folder / "plan.yaml")["roles"]]


def test_tables_whose_heads_differ_are_all_of_the_plan(tmp_path: Path) -> None:
    heads = ("序号", "重点任务", "工作措施", "完成时限", "牵头单位")
    body = (
        TITLE
        + line("一、大气") + table(row(*heads, "主责单位"), row("1", "甲", "洒水。", "年底前", "市甲局", "市乙局"))
        + line("二、水") + table(row(*heads, "责任单位"), row("2", "乙", "清淤。", "6月底前", "市丙局", "市乙局"))
        + line("三、土") + table(row(*heads, "主责单位", "配合单位"), row("3", "丙", "调查。", "年底前", "市丁局", "市甲局", "市乙局"))
    )  # fmt: skip
    measures, done = take_word(tmp_path, body)
    assert [(m[1], m[4], m[6]) for m in measures] == [
        ("一、大气", "洒水。", [["市甲局"], ["市乙局"], []]),
        ("二、水", "清淤。", [["市丙局"], ["市乙局"], []]),
        ("三、土", "调查。", [["市丁局"], ["市甲局"], ["市乙局"]]),
    ]
    assert names_of(tmp_path / "plan") == ["牵头单位", "主责单位", "配合单位"]
    assert "第2张表：“责任单位”栏按前面的“主责单位”栏导入。" in done.text
    assert "第3张表：多出“配合单位”栏" in done.text


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("编号", "任务", "主要措施", "时限", "牵头部门"), ("2", "乙", "清淤。", "6月底前", "市丙局")),
        (("重点任务", "工作措施", "牵头单位", "完成时限", "序号"), ("乙", "清淤。", "市丙局", "6月底前", "2")),
        (("序号", "工作措施", "完成时限", "牵头单位"), ("2", "清淤。", "6月底前", "市丙局")),
    ],
)
def test_columns_are_matched_by_what_they_are(tmp_path: Path, heads: tuple[str, ...], cells: tuple[str, ...]) -> None:
    """Other words, another order, a column less."""
    first = table(
        row("序号", "重点任务", "工作措施", "完成时限", "牵头单位"), row("1", "甲", "洒水。", "年底前", "市甲局")
    )
    measures, _ = take_word(tmp_path, TITLE + first + line("下面是水。") + table(row(*heads), row(*cells)))
    assert [m[4:] for m in measures] == [("洒水。", "年底前", [["市甲局"]]), ("清淤。", "6月底前", [["市丙局"]])]


def test_a_column_that_only_a_later_table_has_is_asked_about(tmp_path: Path) -> None:
    first = table(row("序号", "工作措施", "责任单位"), row("1", "洒水。", "市甲局"))
    later = table(row("序号", "工作措施", "责任单位", "投资额"), row("2", "清淤。", "市丙局", "20万元"))
    measures, done = take_word(tmp_path, TITLE + first + line("另附：") + later)
    assert len(measures) == 2
    assert (QuestionKind.COLUMN, "第2张表“投资额”") in done.report.open
    assert "原表“投资额”栏：20万元" in (tmp_path / "plan" / "tasks.yaml").read_text(encoding="utf-8")


def test_each_sheet_is_a_section(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, title, words in (
        ("大气", "某市大气污染防治2024年行动计划", "洒水。"),
        ("水", "某市水污染防治2024年行动计划", "清淤。"),
    ):
        sheet = book.create_sheet(name)
        for cells in (
            [title],
            ["序号", "重点任务", "工作措施", "完成时限", "责任单位"],
            [1, words[0], words, "年底前", "市甲局"],
        ):
            sheet.append(cells)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    import_document(tmp_path / "a.xlsx", tmp_path / "plan", TODAY)
    assert [(m[1], m[4]) for m in read_rows(tmp_path / "plan")] == [
        ("某市大气污染防治2024年行动计划", "洒水。"),
        ("某市水污染防治2024年行动计划", "清淤。"),
    ]


@pytest.mark.parametrize(("names", "sections"), [(("大气", "水"), ["大气", "水"]), (("Sheet1", "Sheet2"), None)])
def test_sheets_without_titles_go_by_their_names(
    tmp_path: Path, names: tuple[str, ...], sections: list[str] | None
) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(names, 1):
        sheet = book.create_sheet(name)
        sheet.append(["序号", "重点任务", "工作措施", "完成时限", "责任单位"])
        sheet.append([number, f"任务{number}", f"措施{number}。", "年底前", "市甲局"])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    import_document(tmp_path / "a.xlsx", tmp_path / "plan", TODAY)
    found = list(dict.fromkeys(m[1] for m in read_rows(tmp_path / "plan")))
    assert found == sections if sections else len(found) == 1


def test_a_line_above_each_table_is_its_heading(tmp_path: Path) -> None:
    one = row("序号", "重点任务", "工作措施", "完成时限", "责任单位")
    body = TITLE + line("大气方面") + table(one, row("1", "甲", "洒水。", "年底前", "市甲局"))
    body += line("水环境方面") + table(one, row("2", "乙", "清淤。", "年底前", "市乙局"))
    measures, done = take_word(tmp_path, body)
    assert [m[1] for m in measures] == ["大气方面", "水环境方面"]
    assert done.plan.title == "某市2024年行动计划"


def test_a_sentence_between_two_tables_is_no_heading(tmp_path: Path) -> None:
    one = row("序号", "重点任务", "工作措施", "完成时限", "责任单位")
    body = TITLE + table(one, row("1", "甲", "洒水。", "年底前", "市甲局")) + line("以下由各区落实。")
    measures, done = take_word(tmp_path, body + table(one, row("2", "乙", "清淤。", "年底前", "市乙局")))
    assert len({m[1] for m in measures}) == 1
    assert "“以下由各区落实。”" in done.text


def test_title_and_content_are_told_apart_by_what_they_are(tmp_path: Path) -> None:
    """改革举措 is the short name, 主要内容 the long text; in either order."""
    long = "由甲部门召集，乙部门参加，每季度会商一次，共同研究跨区域的问题，形成会议纪要。"
    for number, (heads, cells) in enumerate(
        [(("改革举措", "主要内容"), ("会商机制", long)), (("主要内容", "改革举措"), (long, "会商机制"))]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        measures, done = take_word(folder, TITLE + table(row("序号", *heads, "责任单位"), row("1", *cells, "市甲局")))
        assert [(m[3], m[4]) for m in measures] == [("会商机制", long)]
        assert any(item.kind is QuestionKind.COLUMN for item in done.report.open.values())


def test_titles_and_measures_as_usual_are_not_changed_over(tmp_path: Path) -> None:
    _, done = take(
        tmp_path, text_row("1", "任务名称比较长的一项重点工作任务", "措施。", "年底前", "市甲局", "——", "——")
    )
    assert not any(item.kind is QuestionKind.COLUMN for item in done.report.open.values())


def test_years_side_by_side_are_measures_due_in_their_year(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>{}</w:tc>'
    from tests.imports.word_files import cell  # noqa: PLC0415

    down = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    start = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc>'
    head = (
        "<w:tr>" + "".join(start.format(line(name)) for name in ("序号", "主要任务"))
        + wide.format(3, line("任务分解及实施进度")) + start.format(line("牵头单位")) + "</w:tr>"
        + f"<w:tr>{down}{down}{''.join(map(cell, ('2024年', '2025年', '2026年')))}{down}</w:tr>"
    )  # fmt: skip
    rows = (
        f"<w:tr>{cell('1')}{cell('土地详查')}{cell('完成详查，摸清底数。')}{wide.format(2, line('建立档案。'))}{cell('市甲局')}</w:tr>"
        + row("2", "清单编制", "", "编制分类清单，报市政府批准。", "完成划定。", "市乙局")
    )
    measures, done = take_word(tmp_path, TITLE + table(head, rows))
    assert [(m[3], m[4], m[5], m[6]) for m in measures] == [
        ("土地详查", "完成详查，摸清底数。", "2024年", [["市甲局"]]),
        ("土地详查", "建立档案。", "2026年", [["市甲局"]]),
        ("清单编制", "编制分类清单，报市政府批准。", "2025年", [["市乙局"]]),
        ("清单编制", "完成划定。", "2026年", [["市乙局"]]),
    ]
    assert "每格作为一条措施" in done.text


@pytest.mark.parametrize("name", ["2024年计划", "2024年目标", "2024年", "完成情况", "进展情况"])
def test_a_column_beside_the_deadline_is_a_note(tmp_path: Path, name: str) -> None:
    body = table(
        row("序号", "主要内容", "计划节点", "牵头部门", name),
        row("1", "改造管网。", "2024年6月底前", "市乙局", "改造20公里。"),
    )
    measures, _ = take_word(tmp_path, TITLE + body)
    assert [m[5] for m in measures] == ["2024年6月底前"]
    assert f"原表“{name}”栏：改造20公里。" in (tmp_path / "plan" / "tasks.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("goal", "due"),
    [
        ("2024年6月底前，知晓率达90%以上。", "2024年6月底前"),
        ("知晓率达90%以上，2024年6月底前完成。", "2024年6月底前"),
        ("6月底前完成一半，年底前，全部完成。", "原文没有单列时限"),
        ("知晓率达90%以上。", "原文没有单列时限"),
    ],
)
def test_a_date_in_the_goal_is_the_deadline_where_there_is_no_column(tmp_path: Path, goal: str, due: str) -> None:
    body = table(row("序号", "工作内容", "目标任务", "责任单位"), row("1", "加强宣传。", goal, "市甲局"))
    measures, _ = take_word(tmp_path, TITLE + body)
    assert [m[5] for m in measures] == [due]
    said = (tmp_path / "plan" / "deadlines.yaml").read_text(encoding="utf-8")
    assert "原文没有写明" not in said


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市甲局牵头，市乙局、市丙局配合", {"牵头单位": ["市甲局"], "配合单位": ["市乙局", "市丙局"]}),
        ("牵头单位：市甲局\n配合单位：市乙局、市丙局", {"牵头单位": ["市甲局"], "配合单位": ["市乙局", "市丙局"]}),
        ("市甲局（牵头）、市乙局", {"牵头单位": ["市甲局"], "责任单位": ["市乙局"]}),
        ("牵头：市甲局；参与：市乙局", {"牵头单位": ["市甲局"], "参与单位": ["市乙局"]}),
        ("市甲局牵头负责，市乙局协助", {"牵头单位": ["市甲局"], "配合单位": ["市乙局"]}),
    ],
)
def test_roles_in_words_are_columns(tmp_path: Path, cell: str, names: dict[str, list[str]]) -> None:
    head = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t责任单位\n\n"
    [measure], done = take(tmp_path, text_row("1", "任务", "措施。", "年底前", cell), head=head)
    found = dict(zip(names_of(tmp_path / "plan"), measure[2], strict=True))
    assert {role: bodies for role, bodies in found.items() if bodies} == names
    assert "一栏里写着各单位的责任" in done.text


def test_duties_that_are_no_roles_stay_as_they_are(tmp_path: Path) -> None:
    head = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t责任单位\n\n"
    body = "".join(text_row(str(n), f"任务{n}", "措施。", "年底前", "市甲局、市乙局按职责分工负责") for n in (1, 2))
    measures, _ = take(tmp_path, body, head=head)
    assert [m[2] for m in measures] == [[["市甲局", "市乙局"]]] * 2
    assert names_of(tmp_path / "plan") == ["责任单位"]


def test_a_long_paragraph_is_several_notes(tmp_path: Path) -> None:
    sentence = "本表所称单位包括有关主管单位和受委托单位，各单位要按照分工落实责任，加强协作，及时报送情况。"
    long = sentence * 60
    _, done = take(tmp_path, text_row("1", "任务", "措施。", "年底前", "市甲局", "——", "——") + long + "\n")
    notes = [note.removeprefix("原表下方写有：“").removesuffix("”") for note in done.plan.notes]
    assert len(notes) > 1
    assert "".join(notes) == long
    assert all(note.endswith("。") for note in notes)


def test_texts_broken_at_every_line_are_whole_again(tmp_path: Path) -> None:
    one = "主要道路每天洒水，背街小巷每\n周冲洗两次，重点路段在2024年6\n月底前完成设备更新50台。\n各单位每季度末报送情况。"
    two = "建立裸地台账，9月底前完成覆盖\n，做到应盖尽盖。"
    body = text_row("1", "任务", one, "年底前", "市甲局", "——", "——") + text_row(
        "2", "任务二", two, "年底前", "市甲局", "——", "——"
    )
    measures, done = take(tmp_path, body)
    assert (
        measures[0][0]
        == "主要道路每天洒水，背街小巷每周冲洗两次，重点路段在2024年6月底前完成设备更新50台。\n各单位每季度末报送情况。"
    )
    assert measures[1][0] == "建立裸地台账，9月底前完成覆盖，做到应盖尽盖。"
    assert "处接成了整段" in done.text


def test_paragraphs_and_lists_are_not_joined(tmp_path: Path) -> None:
    one = "加强检查，每月通报一次。\n（一）道路保洁达到要求\n（二）工地扬尘达到要求\n一是洒水"
    two = "完善制度，明确分工。\n落实责任。"
    body = text_row("1", "任务", one, "年底前", "市甲局", "——", "——") + text_row(
        "2", "任务二", two, "年底前", "市甲局", "——", "——"
    )
    measures, _ = take(tmp_path, body)
    assert [m[0] for m in measures] == [one, two]


def test_a_flat_table_raises_no_warning_of_the_imports_own(tmp_path: Path) -> None:
    head = "\t序号\n\t工作措施\n\t责任单位\n\n"
    body = "".join(
        text_row(str(n), words, "市甲局、市乙局")
        for n, words in enumerate(
            (
                "优化监测网络，增设站点，全面开展监测工作，逐步形成覆盖全市的网络。",
                "实时发布数据，加强公众监督，接受各方面意见。",
            ),
            1,
        )
    )
    take(tmp_path, body, head=head)
    assert [problem.message for problem in check_plan(tmp_path / "plan")[1] if problem.rule != "answers"] == []
