"""Tables in plain text: CSV with any separator, tables pasted into a text, and files that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.importing import import_document
from macros.imports.readers.document import Document, Table, UnreadableError
from macros.imports.readers.recognising import read_document
from tests.imports.reading import TODAY, read_rows

HEAD = ("序号", "重点任务", "工作措施", "完成时限", "牵头单位", "责任单位")
PLAIN = ("1", "更新", "组织更新，含a,b两类。", "6月底前", "甲局", "乙镇")


def read(path: Path, text: str, encoding: str = "utf-8") -> tuple[list[list[str]], Document]:
    """The rows of the one table in a file, and the document."""
    path.write_bytes(text.encode(encoding))
    document = read_document(path)
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for row in table.rows], document


def join(separator: str, *lines: tuple[str, ...]) -> str:
    return "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in line) + "\n" for line in lines)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "title", ["", "某区2024年行动计划\n", "某区,某市2024年行动计划\n", "某区；2024年\n（征求意见稿）\n"]
)
def test_the_separator_is_found_below_a_title(tmp_path: Path, separator: str, title: str) -> None:
    rows, document = read(tmp_path / "a.csv", title + join(separator, HEAD, PLAIN))
    assert rows[-2:] == [list(HEAD), list(PLAIN)]
    assert document.decisions == document.asides == document.unread == []


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_that_tells_excel_the_separator_is_left_out(tmp_path: Path, first: str) -> None:
    rows, document = read(tmp_path / "a.csv", f"{first}\n" + join(";", HEAD, PLAIN))
    assert rows == [list(HEAD), list(PLAIN)]
    assert document.decisions == [f"第一行“{first}”是给 Excel 看的分隔号，不是正文，没有导入。"]
    assert read(tmp_path / "b.csv", "sep=|\n" + join("|", HEAD, PLAIN))[0] == rows
    assert read(tmp_path / "b.csv", "sep=\t\n" + join("\t", HEAD, PLAIN))[0] == rows


def test_formulas_of_a_csv_file(tmp_path: Path) -> None:
    cells = ('="001"', "=SUM(A1:A9)", "'=SUM(A1)", "-", "+10%", "@某人")
    rows, document = read(tmp_path / "a.csv", join(",", HEAD, cells))
    assert rows[1] == ["001", "", "=SUM(A1)", "-", "+10%", "@某人"]
    assert document.unread == [
        "CSV 表第2行第2格是公式，文件里没有结果，没有导入：“=SUM(A1:A9)”。请用 Excel 打开，另存一份再导入。"
    ]


def test_dates_of_a_csv_file_come_in_as_written(tmp_path: Path) -> None:
    lines = [(*PLAIN[:3], due, *PLAIN[4:]) for due in ("2024/6/30", "2024-09-30", "2024.12.31", "1.10")]
    assert [row[3] for row in read(tmp_path / "a.csv", join(",", HEAD, *lines))[0]][1:] == ["2024/6/30", "2024-09-30", "2024.12.31", "1.10"]  # fmt: skip


# Pasted tables


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_table_pasted_into_a_text(tmp_path: Path, encoding: str) -> None:
    rows, _ = read(tmp_path / "a.txt", "某区2024年行动计划\n" + join("\t", HEAD, PLAIN), encoding)
    assert rows == [["某区2024年行动计划", "", "", "", "", ""], list(HEAD), list(PLAIN)]
    import_document(tmp_path / "a.txt", tmp_path / "plan", TODAY)
    assert [row[4:] for row in read_rows(tmp_path / "plan")] == [(PLAIN[2], "6月底前", [["甲局"], ["乙镇"]])]


def test_cells_with_line_ends_in_a_pasted_table(tmp_path: Path) -> None:
    """Excel puts them in quotes; Word ends the line."""
    quoted = (*PLAIN[:2], '"一是更新。\n二是""检查""。"', *PLAIN[3:])
    assert read(tmp_path / "a.txt", join("\t", HEAD, quoted))[0][1][2] == '一是更新。\n二是"检查"。'
    cut = "1\t更新\t一是更新。\n二是检查。\t6月底前\t甲局\t乙镇\n2\t检查\t每月检查。\t全年\t丙局\t乙镇\n"
    rows, document = read(tmp_path / "a.txt", join("\t", HEAD) + cut)
    assert rows[1:] == [
        ["1", "更新", "一是更新。\n二是检查。", "6月底前", "甲局", "乙镇"],
        ["2", "检查", "每月检查。", "全年", "丙局", "乙镇"],
    ]
    assert document.decisions == ["有1行是上一行的格里另起的一段，接在上一行后面，请核对。"]


def test_quotes_that_are_words_in_a_pasted_table(tmp_path: Path) -> None:
    line = ("1", '"双碳"', '"两高"项目。', "6月底前", "甲局", "乙镇")
    assert read(tmp_path / "a.txt", "\t".join(HEAD) + "\n" + "\t".join(line))[0] == [list(HEAD), list(line)]


def test_the_form_with_a_tab_before_each_cell_stays_what_it_is(tmp_path: Path) -> None:
    lines = ["某市\t2024年行动计划", "", *(f"\t{cell}" for cell in HEAD), "", *(f"\t{cell}" for cell in PLAIN)]
    rows, _ = read(tmp_path / "a.txt", "\n".join(lines))
    assert rows == [list(HEAD), list(PLAIN)]


def test_a_text_with_tabs_and_no_head_is_not_recognised(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="认不出这个文件"):
        read(tmp_path / "a.txt", "甲\t乙\n1\t2\n")


# Files that only look like one of ours


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.xls", '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "这是 Excel 的 XML 表格.*另存为 .xlsx"),
        ("a.xml", '\ufeff<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "这是 Excel 的 XML 表格"),
        ("a.doc", '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package/>', "这是 Word 的 XML 文档.*另存为 .docx"),
        ("a.xml", "<?xml version='1.0'?><w:wordDocument/>", "这是 Word 的 XML 文档"),
        ("a.fods", "<?xml version='1.0'?><office:document/>", "这是 OpenDocument 的 XML 文档"),
        ("a.mht", "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><table>", "这是单个文件的网页（MHT）"),
        ("a.doc", "From: <Saved by Blink>\nSubject: =?utf-8?Q?a?=\n b\nMIME-Version: 1.0\n\n<table>", "这是单个文件的网页（MHT）"),
    ],
)  # fmt: skip
def test_files_of_a_kind_that_is_not_read_are_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=message):
        read_document(tmp_path / name)


def test_a_page_that_excel_saved_is_a_page(tmp_path: Path) -> None:
    page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet></head><table><tr><td>甲</table></html>'
    assert read(tmp_path / "a.xls", page)[0] == [["甲"]]
