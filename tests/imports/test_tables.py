"""Tables as Word, Excel and others write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from macros.imports.importing import import_document
from macros.imports.readers.document import Table
from macros.imports.readers.recognising import read_document
from macros.imports.readers.word.numbering import Numbering
from macros.imports.readers.word.styles import Styles
from tests.imports.reading import TITLES, TODAY, WHOLE, A, B, C, cell, cells, read_rows, row, take


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
    for line in (TITLES, ("1", "任务一", "一。", "年底前", A, B), ("2", "任务二", "二。", "年底前", A, B)):
        sheet.append(line)
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
    numbering = Numbering(root, Styles(None))
    paragraphs = [
        parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>')
        for number in (1, 1, 2, 3, 3)
    ]
    assert [numbering.next_number(paragraph).text for paragraph in paragraphs] == ["①", "②", "③", "①", "②"]
