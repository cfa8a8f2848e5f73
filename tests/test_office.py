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

import openpyxl
import pytest

from macros.exports.word_sheets import create_plan_docx, create_unit_docx
from macros.exports.xlsx import TextTooLongError, create_plan_xlsx, create_unit_xlsx
from macros.model import Plan, Withdrawal
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
    assert [cell.value for cell in sheet[3]][6:] == ["进展", "进展情况", "存在问题", "下一步措施", "填报人", "日期"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["G4:G39"].formula1 == '"未启动,推进中,达进度,欠进度,已完成"'
    assert rules["L4:L39"].type == "date"
    assert sheet.protection.sheet
    assert all(sheet.cell(4, column).protection.locked for column in range(1, 7))
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


def test_a_text_that_no_cell_can_hold_is_refused(plan: Plan) -> None:
    section = plan.sections[0]
    task = section.tasks[0]
    measure = replace(task.measures[0], text="长" * 32768)
    small = replace(plan, sections=(replace(section, tasks=(replace(task, measures=(measure,)),)),))
    with pytest.raises(TextTooLongError, match="32768 characters"):
        create_plan_xlsx(PlanViews(small))
