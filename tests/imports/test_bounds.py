"""Documents and forms that somebody hands in to do harm: each is read or refused within seconds and bounded memory, asks
nobody, and is told in Chinese; never with a traceback.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from macros.exports.xlsx import create_unit_xlsx
from macros.imports.importing import NotImportedError, import_document
from macros.imports.readers import document, package, parts, text_file
from macros.imports.readers.document import UnreadableError
from macros.returns.forms import load_returns
from macros.views.plan_views import PlanViews
from tests.bounded import run_bounded
from tests.tried import record_tried

TODAY = date(2024, 7, 1)
SECONDS = 10
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RANDOM = random.Random(9)  # noqa: S311  # the same bytes each time
_TEXT = text_file._LARGEST_TEXT - 1000  # noqa: SLF001  # as much as is read at all
_HEAD = "序号,重点任务,工作措施,完成时限,责任单位\n"


def zip_parts(parts: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part, method)
    return content.getvalue()


def make_word(body: str, *, before: str = "", **parts: bytes | str) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'
    return zip_parts(
        {"word/document.xml": document, **{name.replace("__", "/").replace("_", "."): p for name, p in parts.items()}}
    )


def make_excel(sheet: str, **others: bytes | str) -> bytes:
    """A workbook of the library, with another sheet in place of its own, and other parts."""
    book = openpyxl.Workbook()
    content = io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content) as file:
        parts: dict[str, bytes | str] = {name: file.read(name) for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><worksheet {S} {R}>{sheet}</worksheet>'
    return zip_parts({**parts, **{name.replace("__", "/").replace("_", "."): part for name, part in others.items()}})


def lie_about_size(content: bytes, name: str) -> bytes:
    """The same file, which says in its directory that a part has ten bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        size = file.getinfo(name).file_size.to_bytes(4, "little")
    return content.replace(size, (10).to_bytes(4, "little"))


def _rows(cells: str, count: int) -> str:
    return "<sheetData>" + "".join(f'<row r="{n}">{cells}</row>' for n in range(1, count)) + "</sheetData>"


_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)
_EXTERNAL = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
)
_TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


def _nest(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


#: What is handed in: its name -> its content, and a word of the message; "" where it is read in the end or not.
DOCUMENTS: dict[str, tuple[str, Callable[[], bytes | str], str]] = {
    "random bytes": ("a.docx", lambda: _RANDOM.randbytes(1_000_000), "认不出"),
    "random bytes that begin as a package": ("a.docx", lambda: b"PK\x03\x04" + _RANDOM.randbytes(1_000_000), "不是完整的"),
    "more than is read": ("a.docx", lambda: b"PK\x03\x04" + bytes(10_000_000), "文件超过10MB"),
    "a part of 200 MB": ("a.docx", lambda: zip_parts({"word/document.xml": b" " * 200_000_000}), "展开以后太大"),
    "a part of 200 MB that says ten bytes": (
        "a.docx", lambda: lie_about_size(zip_parts({"word/document.xml": b" " * 200_000_000}), "word/document.xml"), "读不出来",
    ),
    "a hundred parts of a megabyte": ("a.docx", lambda: zip_parts({f"word/{n}.xml": b" " * 1_000_000 for n in range(100)}), "展开以后太大"),
    "many parts": ("a.docx", lambda: zip_parts({f"word/{n}.xml": "" for n in range(5000)}), "展开以后太大"),
    "a package in a package": ("a.docx", lambda: zip_parts({"word/x.zip": zip_parts({"y": bytes(20_000_000)})}), "没有正文"),
    "parts with paths": ("a.docx", lambda: zip_parts({"../../etc/passwd": "x", "/etc/x": "x", "word/../../x": "x"}), "没有正文"),
    "the same part twice": ("a.docx", lambda: make_word("<w:p/>") + b"", "没有"),
    "a method nobody knows": ("a.docx", lambda: make_word("<w:p/>").replace(b"\x08\x00", b"\x63\x00"), ""),
    "entities": ("a.docx", lambda: make_word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", before=_ENTITIES), "DTD、实体"),
    "a document type": ("a.docx", lambda: make_word("", before='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), "DTD、实体"),
    "another encoding": ("a.docx", lambda: zip_parts({"word/document.xml": _ENTITIES.encode("utf-16")}), "DTD、实体或编码"),
    "UTF-7": ("a.docx", lambda: zip_parts({"word/document.xml": '<?xml version="1.0" encoding="UTF-7"?>+ADw-x+AD4-'}), "编码"),
    "an entity in another part": ("a.docx", lambda: make_word("<w:p/>", word__numbering_xml=f"{_ENTITIES}<x>&b;</x>"), "DTD、实体"),
    "an outside template": ("a.docx", lambda: make_word("<w:p/>", word___rels__document_xml_rels=_EXTERNAL), "没有"),
    "macros": ("a.docx", lambda: make_word("<w:p/>", word__vbaProject_bin=b"x"), "文件里有宏"),
    "macros with another ending": ("a.docm", lambda: make_word("<w:p/>", word__vbaProject_bin=b"x"), "文件里有宏"),
    "tables in tables": ("a.docx", lambda: make_word(_nest(80)), "没有"),
    "tables in tables, deeper": ("a.docx", lambda: make_word(_nest(5000)), "不是完整的 XML"),
    "changes in changes": (
        "a.docx", lambda: make_word("<w:p>" + "<w:ins>" * 200 + "<w:r><w:t>字</w:t></w:r>" * 50_000 + "</w:ins>" * 200 + "</w:p>"), "没有",
    ),
    "a table of many cells": ("a.docx", lambda: make_word("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 100_000 + "</w:tbl>"), "超过3000行，太大了"),
    "a paragraph of 10 MB": ("a.docx", lambda: make_word(f"<w:p><w:r><w:t>{'字' * 3_000_000}</w:t></w:r></w:p>"), "没有"),
    "numbers that are none": (
        "a.docx",
        lambda: make_word(
            "<w:p/>",
            word__numbering_xml=f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="x"/><w:lvl w:ilvl="{"9" * 5000}">'
            f'<w:start w:val="{"9" * 5000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
        ),
        "没有",
    ),
    "a workbook of one far cell": (
        "a.xlsx", lambda: make_excel('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="1048576">'
                                     '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'), "没有找到计划表",
    ),
    "a workbook that claims all rows": ("a.xlsx", lambda: make_excel('<dimension ref="A1:XFD1048576"/><sheetData/>'), "没有"),
    "a merge over all cells": ("a.xlsx", lambda: make_excel('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "格超过"),
    "a merge of nothing": ("a.xlsx", lambda: make_excel('<sheetData/><mergeCells><mergeCell ref="??"/></mergeCells>'), "合并的格写得不对"),
    "a link over all cells": ("a.xlsx", lambda: make_excel('<sheetData/><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'), "没有"),
    "many cells": ("a.xlsx", lambda: make_excel(_rows("<c/>" * 50, 5000)), "格超过"),
    "many rows": ("a.xlsx", lambda: make_excel(_rows("", 300_000)), "格超过"),
    "many fonts": ("a.xlsx", lambda: make_excel("<sheetData/>", xl__styles_xml=f"<styleSheet {S}><fonts>{'<font/>' * 300_000}</fonts></styleSheet>"), "展开以后太大"),
    "a sheet with entities": ("a.xlsx", lambda: make_excel("<sheetData/>", xl__sharedStrings_xml=f"{_ENTITIES}<sst {S}><si><t>&b;</t></si></sst>"), "DTD、实体"),
    "a workbook with macros": ("a.xlsm", lambda: make_excel("<sheetData/>", xl__vbaProject_bin=b"x"), "文件里有宏"),
    "links to other workbooks": ("a.xlsx", lambda: make_excel("<sheetData/>", xl__externalLinks___rels__externalLink1_xml_rels=_EXTERNAL), "没有"),
    "a formula that asks": ("a.xlsx", lambda: make_excel('<sheetData><row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9")</f></c></row></sheetData>'), "没有"),
    "10 MB of HTML": ("a.html", lambda: "<table>" + "<b>" * 3_400_000, "文件超过8MB"),
    "tags in tags": ("a.html", lambda: "<table></table>" + "<div>" * 100_000, "层以上"),
    "many tags": ("a.html", lambda: "<table>" + "<b>" * (_TEXT // 3), "标签超过"),
    "tables in tables of HTML": ("a.html", lambda: "<table><tr><td>" * 50_000, "层以上"),
    "wide cells": ("a.html", lambda: "<table>" + "<tr><td colspan=9999 rowspan=9999>x" * 5_000, ""),
    "entities of HTML": ("a.html", lambda: "<table><tr><td>" + "&amp;" * (_TEXT // 5), ""),
    "a page that asks": ("a.html", lambda: '<link href="http://127.0.0.1:9/x.css"><table><tr><td><img src="http://127.0.0.1:9/x"></table>', "没有"),
    "very many rules of style": ("a.html", lambda: "<style>" + "b{display:none}" * 300_000 + "</style><table>" + "<b>" * 300_000, "层以上"),
    "very many rules for many elements": ("a.html", lambda: "<style>" + "b b,i>b{display:none}" * 100_000 + "</style><table>" + "<b>x</b>" * 150_000, ""),
    "selectors without an end": ("a.html", lambda: "<style>" + "a," * (_TEXT // 2 - 100) + "{display:none}</style><table>", ""),
    "comments of style that do not end": ("a.html", lambda: "<style>" + "/*" * (_TEXT // 2 - 100) + "</style><table>", ""),
    "rules in rules": ("a.html", lambda: "<style>" + "@media{" * (_TEXT // 7 - 100) + "</style><table>", ""),
    "braces": ("a.html", lambda: "<style>" + "{" * (_TEXT - 100) + "</style><table>", ""),
    "a style without an end": ("a.html", lambda: '<table><tr><td style="' + "a" * (_TEXT - 100), ""),
    "signs in a comment": ("a.html", lambda: "<table><tr><td><!-- 字" + "<" * 390_000 + "-->", "没有"),
    "a list that counts far": ("a.html", lambda: "<table><tr><td>" + "<ol reversed type=i start=999999999><li>a</ol>" * 60_000, "没有"),
    "raised text in raised text": ("a.html", lambda: "<table><tr><td>" + "<sup>1" * 190 * 9, "层以上"),
    "a pasted table of very many columns": ("a.txt", lambda: "a" + "\ta" * (_TEXT // 2 - 10), "认不出"),
    "a pasted table of very many rows": ("a.txt", lambda: "序号\t工作措施\t责任单位\n" + "1\ta\tb\n" * (_TEXT // 6 - 20), "太大了"),
    "a format without an end": ("a.xlsx", lambda: make_excel(_rows('<c s="1"><v>5</v></c>' * 50, 3000), xl__styles_xml=f'<styleSheet {S}><numFmts><numFmt numFmtId="164" formatCode="{"0," * 400_000}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'), "没有"),
    "numbers without an end": ("a.xlsx", lambda: make_excel(_rows('<c s="1"><v>1E308</v></c>' * 50, 2900), xl__styles_xml=f'<styleSheet {S}><numFmts><numFmt numFmtId="164" formatCode="#,##0.{"0" * 200}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'), "没有"),
    "columns over columns": ("a.xlsx", lambda: make_excel("<cols>" + '<col min="1" max="16384" hidden="1"/>' * 190_000 + "</cols>" + _rows("<c><v>1</v></c>", 2000)), "没有"),
    "a field of CSV": ("a.csv", lambda: f'{_HEAD}"{"字" * (_TEXT // 3 - 100)}"', "有一格太长"),
    "quotes of CSV": ("a.csv", lambda: _HEAD + '"' * (_TEXT - 100), ""),
    "commas": ("a.csv", lambda: _HEAD + "," * (_TEXT - 100), "格并排，太大了"),
    "lines of CSV": ("a.csv", lambda: _HEAD + "1,a,b\n" * (_TEXT // 6 - 20), "超过3000行，太大了"),
    "commas, then lines": ("a.csv", lambda: "," * 100_000 + "\n" + "a\n" * 1_000_000, "太大了"),
    "zeros": ("a.csv", lambda: bytes(_TEXT), "文字编码"),
    "tabs": ("a.txt", lambda: "\t" * _TEXT, "太大了"),
    "one cell of many lines": ("a.txt", lambda: "\t" + "a\n" * (_TEXT // 2), ""),
    "marks that do not end": ("a.txt", lambda: "\t" + "[bookmark: " * (_TEXT // 11), ""),
    "blank lines": ("a.txt", lambda: "\t" + "\n 　" * (_TEXT // 5), ""),
    "a description that is deep": ("a.csv", lambda: _HEAD + "1,a,b,年底前,甲局\n", "datapackage"),
}  # fmt: skip


def _import(path: Path, folder: Path) -> str:
    """The answer to a document that is handed in; "" where it was imported."""
    try:
        import_document(path, folder, TODAY)
    except (UnreadableError, NotImportedError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_document_that_means_harm(tmp_path: Path, what: str) -> None:
    name, make, message = DOCUMENTS[what]
    content = make()
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if what == "a description that is deep":
        (tmp_path / "datapackage.json").write_text("[" * 100_000, encoding="utf-8")
    before = sorted(tmp_path.parent.rglob("*"))
    told = run_bounded(_import, path, tmp_path / "plan", seconds=SECONDS)
    assert message in told, told[:300]
    assert any("一" <= character <= "龥" for character in told)
    assert sorted(tmp_path.parent.rglob("*")) == before  # no part was put anywhere


def _read_form(path: Path, views: PlanViews) -> list[str]:
    entries, problems = load_returns([path], views, TODAY, None)
    assert entries == []
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "what",
    [
        what
        for what, (name, *_) in DOCUMENTS.items()
        if name.endswith((".xlsx", ".xlsm")) or "package" in what or "part" in what
    ],
)
def test_a_form_that_means_harm(tmp_path: Path, other_views: PlanViews, what: str) -> None:
    path = tmp_path / "form.xlsx"
    content = DOCUMENTS[what][1]()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = run_bounded(_read_form, path, other_views, seconds=SECONDS)
    assert len(told) == 1
    assert any("一" <= character <= "龥" for character in told[0])


def test_a_form_with_a_sheet_that_claims_a_million_rows(tmp_path: Path, other_views: PlanViews) -> None:
    book = openpyxl.load_workbook(io.BytesIO(create_unit_xlsx(other_views, other_views.plan.bodies[0])))
    book.create_sheet("别的")["XFD1048576"] = "x"
    path = tmp_path / "form.xlsx"
    book.save(path)
    [told] = run_bounded(_read_form, path, other_views, seconds=SECONDS)
    assert "另有工作表“别的”" in told


def test_what_is_told_of_documents() -> None:
    assert package._LARGEST_PART < package._LARGEST_INSIDE  # noqa: SLF001
    assert parts._LARGEST_OBJECTS < package._LARGEST_PART  # noqa: SLF001
    record_tried(
        "导入的 Word、Excel、CSV、网页、文本（压缩炸弹、实体、宏、外部引用、路径、超大表）",
        len(DOCUMENTS),
        "拒绝或照常读出，不联网，不超过规定的时间和内存",
    )


def make_names(count: int) -> str:
    return "、".join(f"第{number}局" for number in range(count))


def word_row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in cells)}</w:tr>"


def word_table(*rows: str) -> str:
    return f"<w:tbl>{word_row('序号', '重点任务', '工作措施', '完成时限', '责任单位')}{''.join(rows)}</w:tbl>"


def html_rows(count: int) -> str:
    head = "<tr><th>序号<th>工作措施<th>完成时限<th>责任单位</tr>"
    return head + "".join(f"<tr><td>{number}<td>措施{number}。<td>年底前<td>甲局</tr>" for number in range(count))


_ONE = word_row("1", "任务", "措施。", "年底前", "甲局")
_LARGEST = document.MOST_ROWS - 10
#: Documents that are not large as files: each is read, or refused with these words.
COSTLY: dict[str, tuple[str, Callable[[], bytes | str], str]] = {
    "a row of very many cells": ("a.docx", lambda: make_word(word_table(_ONE, word_row(*[""] * 10_000))), "有61格并排，太大了"),
    "a head of very many cells": ("a.docx", lambda: make_word(f"<w:tbl>{word_row(*['工作措施', '时限'] * 1500)}{_ONE}</w:tbl>"), "有61格并排，太大了"),
    "a cell that claims a wide grid": ("a.docx", lambda: make_word(word_table(_ONE).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>', 1)), "太宽了"),
    "very many paragraphs before the table": ("a.docx", lambda: make_word("<w:p><w:r><w:t>话</w:t></w:r></w:p>" * 40_000 + word_table(_ONE)), "太大了，不像计划"),
    "as many paragraphs as are read": ("a.html", lambda: "".join(f"<p>第{number}段某些话</p>" for number in range(29_000)) + f"<table>{html_rows(3)}</table>", ""),
    "as many paragraphs behind the table": ("a.html", lambda: f"<table>{html_rows(3)}</table>" + "".join(f"<p>第{number}段某些话</p>" for number in range(29_000)), ""),
    "very many names in a cell": ("a.docx", lambda: make_word(word_table(word_row("1", "任务", "措施。", "年底前", make_names(8000)))), "一格里有8000个名称，太多了"),
    "very many names in all": ("a.docx", lambda: make_word(word_table(*[word_row(str(n), "任务", "措施。", "年底前", make_names(900)) for n in range(100)])), "合起来超过60000个，太多了"),
    "very many bodies": ("a.csv", lambda: _HEAD + "".join(f'{n},任务,措施{n}。,年底前,"{"、".join(f"第{n}之{m}局" for m in range(20))}"\n' for n in range(300)), "不同的单位名称超过3000个"),
    "as many bodies as are read": ("a.csv", lambda: _HEAD + "".join(f"{n},任务{n},措施{n}。,年底前,第{n}局\n" for n in range(_LARGEST)), ""),
    "bodies of one sound": ("a.csv", lambda: _HEAD + "".join(f"{n},任务{n},措施{n}。,年底前,市{'时实事世式是室市'[n % 8]}{'计记纪级集机几己'[n // 8 % 8]}{'公工功共宫攻弓供'[n // 64 % 8]}{'力利立历理里丽例'[n // 512 % 8]}局\n" for n in range(_LARGEST)), ""),
    "one very long name": ("a.docx", lambda: make_word(word_table(word_row("1", "任务", "措施。", "年底前", "甲" * 20_000 + "局"))), ""),
    "one very long name of conjunctions": ("a.docx", lambda: make_word(word_table(word_row("1", "任务", "措施。", "年底前", "市甲局和" * 5000))), ""),
    "one very long name of ends": ("a.docx", lambda: make_word(word_table(word_row("1", "任务", "措施。", "年底前", "局委办\n" * 5000))), "太多了"),
    "one very long name of brackets": ("a.docx", lambda: make_word(word_table(word_row("1", "任务", "措施。", "年底前", "（" * 9000 + "甲局" + "）" * 9000))), ""),
    "one very long head": ("a.docx", lambda: make_word(f"<w:tbl>{word_row('序号', '责任' * 30_000, '工作措施', '完成时限')}{word_row('1', '甲局', '措施。', '年底前')}</w:tbl>"), ""),
    "one very long deadline": ("a.docx", lambda: make_word(word_table(word_row("1", "任务", "措施。", "2024年" * 20_000, "甲局"))), "没有通过检查"),
    "a stray cell far below": ("a.xlsx", lambda: stray_excel("BH19999"), ""),
    "a stray cell at the very end": ("a.xlsx", lambda: stray_excel("XFD1048576"), ""),
    "tables nested around the plan": ("a.html", lambda: "<table><tr><td>" * 60 + f"<table>{html_rows(_LARGEST)}</table>" + "</table>" * 60, ""),
    "a chain of layout tables": ("a.html", lambda: "<table><tr><td>x</table>" * 2500 + f"<table>{html_rows(300)}</table>", ""),
    "tables of very many empty cells": ("a.html", lambda: f"<table>{html_rows(3)}{('<tr>' + '<td>' * 50 + '</tr>') * 2900}</table>", ""),
    "as many rows as are read": ("a.docx", lambda: make_word(word_table(*[word_row(str(n), f"任务{n}", f"措施{n}。", "年底前", "甲局") for n in range(_LARGEST)])), ""),
    "deadlines that are all different": ("a.csv", lambda: _HEAD + "".join(f"{n},任务{n},措施{n}。,第{n}个时候之前,甲局\n" for n in range(_LARGEST)), "没有通过检查"),
}  # fmt: skip


def stray_excel(place: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "重点任务", "工作措施", "完成时限", "责任单位"])
    sheet.append([1, "任务", "措施。", "年底前", "甲局"])
    sheet[place] = "某人的话"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def import_costly(path: Path, folder: Path) -> str:
    try:
        return import_document(path, folder, TODAY).text
    except (UnreadableError, NotImportedError) as error:
        return f"refused: {error}"


@pytest.mark.slow
@pytest.mark.parametrize("case", COSTLY)
def test_a_small_file_takes_little_time_and_memory(tmp_path: Path, case: str) -> None:
    name, make, message = COSTLY[case]
    content = make()
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    said = run_bounded(import_costly, tmp_path / name, tmp_path / "plan", seconds=SECONDS)
    assert said.startswith("refused") is bool(message), said[:200]
    assert message in said
    record_tried(
        "导入的文件本身不大，读起来费工夫（很多格、很多名称、很长的词、套着的表等）",
        len(COSTLY),
        "读出来，或者说明为什么不读，不超过规定的时间和内存",
    )


def test_a_stray_cell_is_reported_and_no_measure(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(stray_excel("BH19999"))
    done = import_document(tmp_path / "a.xlsx", tmp_path / "plan", TODAY)
    assert len(done.plan.measures) == 1
    assert "第19999行：表格外面有字，没有栏可以放：“某人的话”" in done.text
