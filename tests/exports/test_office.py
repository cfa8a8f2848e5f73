"""Excel and Word, read with other libraries than the ones that wrote them: nothing lost, nothing added, same order."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from macros.exports.word_sheets import create_plan_docx, create_plan_sheet, create_unit_docx
from macros.exports.xlsx import create_plan_xlsx, create_unit_xlsx
from macros.exports.xlsx_book import TextTooLongError
from macros.model import Measure, Plan, Role, Withdrawal
from macros.views.plan_views import PlanViews

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def data(site: Path) -> Any:
    return json.loads((site / "api" / "v1" / "plan.json").read_text(encoding="utf-8"))


def expected_rows(data: Any) -> list[tuple[str, ...]]:
    return [
        (
            task["no"], task["title"], measure["text"], measure["deadline"]["text"],
            *("\n".join(measure["units"][role["id"]]) or "——" for role in data["roles"]),
        )
        for task in data["tasks"] for measure in task["measures"]
    ]  # fmt: skip


def read_sheet(content: bytes, name: str) -> list[list[Any]]:
    """Every cell's value; a merged area has its value in all of its cells."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                rows[row - 1][column - 1] = rows[area.min_row - 1][area.min_col - 1]
    return rows


def read_document(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The paragraphs before the table and its rows, from the XML itself; merged cells repeat the text above."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))  # noqa: S314  # written by this test's subject
    body = root.find(f"{W}body")
    assert body is not None
    lines = [text_of(paragraph) for paragraph in body.findall(f"{W}p")]
    rows: list[list[str]] = []
    for row in body.iter(f"{W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{W}tc"):
            merge, span = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}gridSpan")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            text = rows[-1][len(cells)] if goes_on else "\n".join(text_of(p) for p in cell.findall(f"{W}p"))
            cells += [text] * (int(span.get(f"{W}val") or 1) if span is not None else 1)
        rows.append(cells)
    return lines, rows


def text_of(paragraph: Any) -> str:
    return "".join(part.text or "" for part in paragraph.iter(f"{W}t"))


def test_the_printed_sheet_is_the_plan(site: Path, data: Any) -> None:
    rows = read_sheet((site / "downloads" / "plan.xlsx").read_bytes(), "计划表")
    assert rows[0][0] == "附件2"
    assert rows[1][0] == "北京市门头沟区大气污染防治2023年行动计划（征求意见稿）"
    assert rows[2] == ["序号", "重点任务", "工作措施", "完成时限", "牵头单位", "主责单位"]
    sections = [row[0] for row in rows[3:] if len(set(row)) == 1]
    assert sections == [section["title"] for section in data["sections"]]
    assert [tuple(row) for row in rows[3:] if len(set(row)) > 1] == expected_rows(data)


def test_the_workbook_is_set_up_for_reading_and_for_paper(site: Path) -> None:
    book = openpyxl.load_workbook(site / "downloads" / "plan.xlsx")
    assert book.sheetnames == ["计划表", "措施", "责任", "单位", "时限", "量化目标"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        head = 3 if sheet.title == "计划表" else 1
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.freeze_panes == f"A{head + 1}"
        assert bool(sheet.auto_filter.ref) == (sheet.title != "计划表")
    assert book["措施"].max_row == 69
    assert book["责任"].max_row == 644
    assert book["量化目标"].max_row == 15
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_rows_are_as_high_as_their_texts(site: Path) -> None:
    """LibreOffice finds no heights: without them the lines of a cell are printed over its neighbours."""
    for name in ("plan.xlsx", "units/tanzhesi.xlsx", "units/science-it.xlsx"):
        for sheet in openpyxl.load_workbook(site / "downloads" / name):
            columns = sheet.column_dimensions.values()  # neighbours of one width are one entry
            widths = {number: column.width for column in columns for number in range(column.min, column.max + 1)}
            merged = {place for area in sheet.merged_cells.ranges for place in area.cells}
            for cell in [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]:
                if (cell.row, cell.column) in merged or (sheet.title == "计划表" and cell.row < 3):
                    continue
                width = widths[cell.column]
                characters = [sum(2 if ord(c) > 0x2000 else 1 for c in line) for line in cell.value.split("\n")]
                lines = sum(max(1, math.ceil(count / width)) for count in characters)
                height = sheet.row_dimensions[cell.row].height or 15
                assert height >= min(lines * 12, 409), f"{name} {sheet.title}!{cell.coordinate}"


def test_the_top_of_a_cell_is_never_on_the_next_page(site: Path) -> None:
    """A task's cells go over several rows, and so over the page's end, where a text in the middle is cut through."""
    sheet = openpyxl.load_workbook(site / "downloads" / "plan.xlsx")["计划表"]
    assert {cell.alignment.vertical for line in sheet.iter_rows(min_row=5, max_row=5) for cell in line} == {"top"}


def test_dates_in_the_workbook_are_the_plans(site: Path, data: Any) -> None:
    _, *rows = read_sheet((site / "downloads" / "plan.xlsx").read_bytes(), "时限")
    found = [(row[2], *(value.date().isoformat() if value else None for value in row[4:6])) for row in rows]
    measures = [measure for task in data["tasks"] for measure in task["measures"]]
    assert found == [(m["deadline"]["text"], m["deadline"]["start"], m["deadline"]["end"]) for m in measures]


def test_word_has_the_whole_plan_in_one_real_table(site: Path, data: Any) -> None:
    lines, rows = read_document((site / "downloads" / "plan.docx").read_bytes())
    assert lines[:3] == ["附件2", "北京市门头沟区大气污染防治2023年行动计划", "（征求意见稿）"]
    assert rows[0] == ["序号", "重点任务", "工作措施", "完成时限", "牵头单位", "主责单位"]
    sections = [row[0] for row in rows[1:] if len(set(row)) == 1]
    assert sections == [section["title"] for section in data["sections"]]
    assert [tuple(row) for row in rows[1:] if len(set(row)) > 1] == expected_rows(data)


def test_word_repeats_its_head_and_cuts_no_row(site: Path) -> None:
    with zipfile.ZipFile(site / "downloads" / "plan.docx") as file:
        text = file.read("word/document.xml").decode()
        footer = "".join(file.read(name).decode() for name in file.namelist() if "footer" in name)
    assert text.count("<w:tblHeader/>") == 1
    assert text.count("<w:cantSplit/>") == text.count("<w:tr>") == 1 + 6 + 68
    assert 'w:orient="landscape"' in text
    assert "PAGE" in footer


@pytest.mark.parametrize(("unit", "count"), [("tanzhesi", 36), ("urban-management", 19), ("tax", 1)])
def test_a_body_gets_its_own_rows(site: Path, unit: str, count: int) -> None:
    document = json.loads((site / "api" / "v1" / "units" / f"{unit}.json").read_text(encoding="utf-8"))
    certain = list(dict.fromkeys(duty["measure"] for duty in document["duties"] if duty["certain"]))
    rows = read_sheet((site / "downloads" / "units" / f"{unit}.xlsx").read_bytes(), "任务分工表")
    assert [row[0] for row in rows[3:]] == certain
    assert len(certain) == count
    lines, table = read_document((site / "downloads" / "units" / f"{unit}.docx").read_bytes())
    assert lines[0] == f"{document['unit']['name']}任务分工表"
    possible = {duty["measure"] for duty in document["duties"]} - set(certain)
    assert len([row for row in table[1:] if len(set(row)) > 1]) == count + len(possible)


def test_the_form_takes_only_what_it_asks_for(site: Path) -> None:
    sheet = openpyxl.load_workbook(site / "downloads" / "units" / "tanzhesi.xlsx")["任务分工表"]
    assert [cell.value for cell in sheet[3]][6:] == [
        "进展",
        "进展情况",
        "存在问题",
        "下一步措施",
        "填报人",
        "日期",
        "同做单位",
    ]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["G4:G39"].formula1 == '"未启动,推进中,达进度,欠进度,已完成"'
    assert rules["L4:L39"].type == "date"
    assert sheet.protection.sheet
    assert all(sheet.cell(4, column).protection.locked for column in (*range(1, 7), 13))
    assert not any(sheet.cell(4, column).protection.locked for column in range(7, 13))


def test_files_say_nothing_of_when_they_were_made(views: PlanViews, plan: Plan) -> None:
    again = PlanViews(plan)
    unit = plan.bodies[0]
    assert create_plan_xlsx(views) == create_plan_xlsx(again)
    assert create_plan_docx(views) == create_plan_docx(again)
    assert create_unit_xlsx(views, unit) == create_unit_xlsx(again, unit)
    assert create_unit_docx(views, unit) == create_unit_docx(again, unit)


HOSTILE = [
    "=1+1",
    "+cmd|'/C'!A0",
    "<b>&amp;</b>",
    'a "q"',
    "http://evil.example/",
    "𠮷😀",
    "长" * 5000,
    "12.50",
    "_x0041_",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_comes_back_as_it_was(plan: Plan, text: str) -> None:
    section = plan.sections[0]
    task = section.tasks[0]
    measure = replace(task.measures[0], text=f"{text}\n{text}")
    small = replace(plan, sections=(replace(section, tasks=(replace(task, measures=(measure,)),)),))
    sheet = read_sheet(create_plan_xlsx(PlanViews(small)), "计划表")
    assert unescape(sheet[4][2]) == measure.text
    _, rows = read_document(create_plan_docx(PlanViews(small)))
    assert rows[2][2] == measure.text


def unescape(value: str) -> str:
    """Excel writes `_x005F_` for a `_` that would begin such an escape (ECMA-376, 22.9.2.19); openpyxl leaves it."""
    return re.sub(r"_x005F_(?=x[0-9A-F]{4}_)", "_", value)


def test_a_withdrawn_measure_is_said_to_be_one(plan: Plan) -> None:
    """In the printed table it stays, with its end; in the list of deadlines it is no more."""
    section = plan.sections[0]
    task = section.tasks[0]
    gone = replace(task.measures[0], withdrawal=Withdrawal(date(2023, 7, 5), "与下一条合并"))
    tasks = (replace(task, measures=(gone,)), *section.tasks[1:])
    changed = PlanViews(replace(plan, sections=(replace(section, tasks=tasks), *plan.sections[1:])))
    line = "［已撤销：2023年7月5日，与下一条合并］"
    content = create_plan_xlsx(changed)
    assert read_sheet(content, "计划表")[4][2] == f"{gone.text}\n{line}"
    assert len(read_sheet(content, "时限")) == len(read_sheet(create_plan_xlsx(PlanViews(plan)), "时限")) - len(
        task.measures
    )
    _, rows = read_document(create_plan_docx(changed))
    assert rows[2][2] == f"{gone.text}\n{line}"


def test_a_text_that_no_cell_can_hold_is_refused(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing of the unfinished workbook stays on the disk."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    section = plan.sections[0]
    task = section.tasks[0]
    measure = replace(task.measures[0], text="长" * 32768)
    small = replace(plan, sections=(replace(section, tasks=(replace(task, measures=(measure,)),)),))
    with pytest.raises(TextTooLongError, match="32768 characters"):
        create_plan_xlsx(PlanViews(small))
    assert not list(tmp_path.iterdir())


def keep_one(plan: Plan, **changed: Any) -> Plan:
    """The plan with its first measure alone, changed."""
    section = plan.sections[0]
    task = replace(section.tasks[0], title="短")
    measure = replace(task.measures[0], **changed)
    return replace(plan, sections=(replace(section, tasks=(replace(task, measures=(measure,)),)),))


def test_word_is_laid_out_as_official_papers_are(views: PlanViews) -> None:
    """GB/T 9704: the fonts, a title of size 22 in the middle, page numbers between dashes at the outer edge."""
    document = docx.Document(io.BytesIO(create_plan_docx(views)))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    sides = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
    assert [round(getattr(section, side).mm, 1) for side in sides] == [297, 210, 25.5, 25.5, 26, 22]
    lines = [
        (p.runs[0].font.name, p.runs[0].font.size, p.alignment, p.paragraph_format.space_after)
        for p in document.paragraphs
    ]
    centre = WD_ALIGN_PARAGRAPH.CENTER
    assert lines == [
        ("黑体", Pt(16), None, Pt(6)), ("方正小标宋简体", Pt(22), centre, Pt(6)), ("仿宋", Pt(16), centre, Pt(6)),
    ]  # fmt: skip
    [number] = section.footer.paragraphs
    assert number.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert [(run.text, run.font.size.pt, run.font.name) for run in number.runs] == [
        ("— ", 14, "仿宋"), ("", 14, "仿宋"), (" —", 14, "仿宋"),
    ]  # fmt: skip
    field = [(part.tag.rpartition("}")[2], part.text or part.get(f"{W}fldCharType")) for part in number.runs[1]._r[1:]]  # noqa: SLF001
    assert field == [("fldChar", "begin"), ("instrText", "PAGE"), ("fldChar", "end")]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia")} == {"仿宋"}


def test_the_table_in_word_fills_the_page(views: PlanViews) -> None:
    """246 mm between the margins: 13 + 28 + 111 + 22 + 36 + 36, in twentieths of points (1440 / 25.4 in a millimetre)."""
    [table] = docx.Document(io.BytesIO(create_plan_docx(views))).tables
    assert [column.width.twips for column in table.columns] == [737, 1587, 6292, 1247, 2040, 2040]
    assert not table.autofit
    head, section, first = table.rows[:3]
    assert [cell.width.twips for cell in first.cells] == [737, 1587, 6292, 1247, 2040, 2040]
    assert {cell.width.twips for cell in section.cells} == {737 + 1587 + 6292 + 1247 + 2040 + 2040}
    looks = [
        [(p.runs[0].font.name, p.runs[0].font.size.pt, p.alignment is not None) for p in cell.paragraphs]
        for cell in (head.cells[0], section.cells[0], first.cells[0], first.cells[1], first.cells[3])
    ]
    assert looks == [
        [("黑体", 10.5, True)], [("黑体", 10.5, False)], [("仿宋", 10.5, True)], [("仿宋", 10.5, False)],
        [("仿宋", 10.5, True)],
    ]  # fmt: skip
    words = first.cells[2].paragraphs  # two of them: the air is at the top and at the bottom of the cell
    assert [(p.paragraph_format.space_before.pt, p.paragraph_format.space_after.pt) for p in words] == [(2, 0), (0, 2)]


def test_what_programs_are_told_of_a_document(views: PlanViews) -> None:
    said = docx.Document(io.BytesIO(create_plan_docx(views))).core_properties
    assert said.title == "北京市门头沟区大气污染防治2023年行动计划（征求意见稿）"
    assert (said.comments, said.author) == ("本站整理日期 2026-11-23", "")
    assert said.created == said.modified
    assert (said.created.date(), said.created.hour) == (date(2026, 11, 23), 0)


def test_a_documents_frame_carries_nothing_that_it_does_not_use(views: PlanViews) -> None:
    content = create_plan_docx(views)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = file.namelist()
    assert not [name for name in names if re.search("Effects|customXml|thumbnail|numbering", name)]
    styles = {style.style_id for style in docx.Document(io.BytesIO(content)).styles}
    assert styles == {"Normal", "Header", "Footer", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid"}


def test_a_body_without_a_duty_gets_a_sheet_that_says_so(views: PlanViews) -> None:
    idle = next(unit for unit in views.plan.bodies if not views.duties_by_unit[unit.id])
    lines, rows = read_document(create_unit_docx(views, idle))
    assert lines[:3] == [
        f"{idle.name}任务分工表",
        "依据《北京市门头沟区大气污染防治2023年行动计划（征求意见稿）》",
        f"本计划没有给{idle.name}列出责任。",
    ]
    assert rows == []


def test_a_bodys_sheet_says_when_as_what_and_through_whom(views: PlanViews) -> None:
    _, rows = read_document(create_unit_docx(views, views.plan.units["tanzhesi"]))
    assert rows[0] == ["序号、编号", "重点任务", "工作措施", "完成时限", "责任", "同做单位", "来由"]
    groups = [row[0] for row in rows if len(set(row)) == 1]
    assert [group.partition("（")[0] for group in groups] == ["有完成日期的", "长期进行的", "日期另定的", "可能涉及的"]
    first = rows[2]
    assert first[0] == "8\nt8-2"  # 6-9月 ends before all others of its duties
    assert first[3] == "6-9月\n2023年6月1日至2023年9月30日"
    assert first[4:] == ["主责单位", "牵头单位：区商务局、区生态环境局\n主责单位：各镇街", "通过“各镇街”"]


@pytest.mark.parametrize(
    ("name", "widths"),
    [
        ("计划表", [6, 16, 70, 12, 20, 20]),
        ("单位", [24, 12, 12, 12]),
        # two units a character of the longest and two more, from 8 to 18; 60 for texts
        ("措施", [12, 18, 8, 18, 60, 16, *[18] * 6, 60, 10, 18]),
        ("责任", [12, 8, *[18] * 4, 10, 14, 10, 16, *[18] * 3]),
        ("时限", [8, 12, 18, 30, 13, 13, 60]),
        ("量化目标", [36, 12, 10, 18, 40, 40, 14]),
    ],
)
def test_sheets_are_as_wide_as_their_columns_need(views: PlanViews, name: str, widths: list[int]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(create_plan_xlsx(views)))[name]
    columns = [column for column in sheet.column_dimensions.values() for _ in range(column.min, column.max + 1)]
    assert [int(column.width) for column in columns] == widths
    margins = sheet.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.6, 0.6, 0.7, 0.7)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.left.text == "本站整理日期 2026-11-23"


def test_cells_of_the_workbook_look_like_what_they_are(views: PlanViews) -> None:
    book = openpyxl.load_workbook(io.BytesIO(create_plan_xlsx(views)))
    sheet = book["计划表"]
    looks = {
        place: (
            cell.font.name, cell.font.sz, cell.font.b, cell.fill.fgColor.rgb[-6:], cell.alignment.horizontal,
            cell.alignment.vertical, cell.alignment.wrap_text, cell.border.left.style,
        )
        for place in ("A1", "A2", "A3", "A4", "A5", "B5", "D5")
        for cell in [sheet[place]]
    }  # fmt: skip
    assert looks == {
        "A1": ("仿宋", 10, False, "000000", None, None, True, None),
        "A2": ("方正小标宋简体", 18, False, "000000", "center", None, None, None),
        "A3": ("仿宋", 10, True, "E8EEF0", "center", "center", True, "thin"),
        "A4": ("仿宋", 10, True, "DCEEF0", None, "center", True, "thin"),
        "A5": ("仿宋", 10, False, "000000", "center", "top", True, "thin"),
        "B5": ("仿宋", 10, False, "000000", None, "top", True, "thin"),
        "D5": ("仿宋", 10, False, "000000", "center", "top", True, "thin"),
    }
    due = book["时限"]["F2"]
    assert (due.number_format, due.alignment.horizontal) == ("yyyy-mm-dd", "center")
    assert (book.properties.title, book.properties.created.date()) == (
        "北京市门头沟区大气污染防治2023年行动计划（征求意见稿）",
        date(2026, 11, 23),
    )


def test_lists_of_the_workbook_count_and_say_what_the_plan_does(views: PlanViews) -> None:
    content = create_plan_xlsx(views)
    units = read_sheet(content, "单位")
    assert units[0][:4] == ["单位", "牵头单位", "主责单位", "合计"]
    assert ["区城管委", 17, 2, 19] in [row[:4] for row in units]
    targets = read_sheet(content, "量化目标")
    assert targets[0] == ["目标", "比较", "数值", "计量单位", "原话", "约束的单位", "完成时限"]
    assert targets[2][1:] == [
        "约",
        "1万",
        "户",
        "共完成约1万户村庄煤改清洁能源工程",
        "区农业农村局、区城管委",
        "年底前",
    ]
    deadlines = read_sheet(content, "时限")
    assert deadlines[0] == ["序号", "编号", "完成时限", "本站的理解", "开始", "截止（含当日）", "依据"]
    assert deadlines[1][:4] == ["1", "t1-1", "年底前", "2023年12月31日前（含当日）"]


@pytest.mark.parametrize(
    ("characters", "height"),
    # 70 - 1.5 units take 34 wide characters; lines of 14.5 points and 4 of air; Excel keeps quarters of points
    [(34, 18.5), (35, 33), (68, 33), (69, 47.5), (34 * 28 + 1, 409)],
)
def test_a_row_is_as_high_as_the_lines_of_its_longest_text(plan: Plan, characters: int, height: float) -> None:
    small = keep_one(plan, text="长" * characters, assignments=())
    sheet = openpyxl.load_workbook(io.BytesIO(create_plan_xlsx(PlanViews(small))))["计划表"]
    assert sheet.row_dimensions[5].height == pytest.approx(height, abs=0.5)
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[4].height) == (30, pytest.approx(22, abs=0.5))


def test_every_paragraph_begins_a_line(plan: Plan) -> None:
    small = keep_one(plan, text="一\n\n" + "a" * 69, assignments=())  # narrow letters take half: one more than a line
    sheet = openpyxl.load_workbook(io.BytesIO(create_plan_xlsx(PlanViews(small))))["计划表"]
    assert sheet.row_dimensions[5].height == pytest.approx(4 * 14.5 + 4, abs=0.5)


def test_an_ampersand_in_a_name_is_no_command_of_the_footer(views: PlanViews) -> None:
    unit = replace(views.plan.units["tax"], name="甲&乙")
    sheet = openpyxl.load_workbook(io.BytesIO(create_unit_xlsx(views, unit))).active
    assert sheet is not None
    assert sheet.oddFooter.left.text == "甲&&乙　本站整理日期 2026-11-23"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_the_form_is_told_what_days_there_can_be(views: PlanViews) -> None:
    """44562 and 47118 are 2022-01-01 and 2028-12-31 in Excel's days: a year before the plan's to five after."""
    sheet = openpyxl.load_workbook(io.BytesIO(create_unit_xlsx(views, views.plan.units["tax"]))).active
    assert sheet is not None
    states, days = sheet.data_validations.dataValidation
    assert (str(days.sqref), days.operator or "between", days.formula1, days.formula2) == (
        "L4",
        "between",
        "44562",
        "47118",
    )
    assert (states.errorTitle, states.error, days.errorTitle) == ("进展", "请从列表里选一个。", "日期")
    assert (sheet["G4"].number_format, sheet["L4"].number_format) == ("@", "yyyy-mm-dd")
    assert sheet["A4"].fill.fgColor.rgb[-6:] == "F0F4F5"
    assert not sheet.protection.formatRows  # False: what is protected is not this
    assert not sheet.protection.formatColumns
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:M1", "A2:M2"}
    assert sheet.row_dimensions[1].height == 30
    columns = [column for column in sheet.column_dimensions.values() for _ in range(column.min, column.max + 1)]
    assert [int(column.width) for column in columns] == [9, 6, 16, 56, 12, 12, 9, 30, 24, 24, 10, 12, 24]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")


def test_the_longest_text_that_a_cell_can_hold_is_written(plan: Plan) -> None:
    measure: Measure = keep_one(plan, text="长" * 32767).measures[0]
    content = create_plan_xlsx(PlanViews(keep_one(plan, text=measure.text)))
    assert len(read_sheet(content, "计划表")[4][2]) == 32767


def test_a_bodys_sheet_is_laid_out_like_the_plans(views: PlanViews) -> None:
    document = docx.Document(io.BytesIO(create_unit_docx(views, views.plan.units["tax"])))
    centre = WD_ALIGN_PARAGRAPH.CENTER
    lines = [(p.runs[0].font.name, p.runs[0].font.size, p.alignment) for p in document.paragraphs]
    assert lines == [("方正小标宋简体", Pt(22), centre), ("仿宋", Pt(16), centre)]
    [table] = document.tables
    # 19, 28, 92, 34, 20, 34 and 19 mm: 246 together
    assert [column.width.twips for column in table.columns] == [1077, 1587, 5215, 1927, 1133, 1927, 1077]
    group = table.rows[1].cells
    assert {cell.text for cell in group} == {"有完成日期的（1条）"}
    assert group[0].paragraphs[0].runs[0].font.name == "黑体"


def test_many_roles_share_what_is_left_of_the_page(plan: Plan) -> None:
    """36 mm for each of up to three roles; more of them share 120 mm, and the texts keep the rest of 246."""
    more = (Role("third", "丙"), Role("fourth", "丁"))
    for roles, widths in ((plan.roles, [111, 36, 36]), ((*plan.roles, *more), [63, 30, 30, 30, 30])):
        sheet = create_plan_sheet(PlanViews(replace(plan, roles=roles)))
        assert [*sheet.widths[2:3], *sheet.widths[4:]] == widths
