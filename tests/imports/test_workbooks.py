"""Workbooks: a cell says what a person sees in it, and everything else is reported with its place and its words."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from macros.imports.importing import import_document
from macros.imports.readers.document import Document, Table, UnreadableError
from macros.imports.readers.recognising import read_document
from tests.imports.books import (
    DRAWING,
    HEAD,
    MAIN,
    PLAIN,
    TIES,
    create_styles,
    create_ties,
    line,
    rich,
    text,
    write_book,
)
from tests.imports.reading import TODAY, read_rows

_STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    TIES: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_STYLES = (("styles", "styles.xml"),)


def read(path: Path) -> tuple[list[list[str]], Document]:
    """The texts of all rows of all tables, and the document."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = read_document(path)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows], document


def told(document: Document) -> tuple[list[str], list[str], list[str]]:
    return document.unread, document.asides, document.decisions


def write_plan(path: Path, third: str, **more: object) -> Path:
    """A head in row 2, and a row 3 that the test is about."""
    return write_book(path, line(2, *HEAD) + third, **more)  # type: ignore[arg-type]


# Parts by how they are tied


def test_a_strict_workbook_with_parts_of_other_names(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx",
        line(2, *HEAD) + line(3, *PLAIN[:5], '<c r="F3" t="s"><v>0</v></c>'),
        book_ties=(("sharedStrings", "../XL/Texts.xml"), ("styles", "/xl/Looks.xml")),
        parts={"xl/texts.XML": f'<sst xmlns="{MAIN}"><si><t>乙镇</t></si></sst>', "xl/Looks.xml": create_styles()},
    )
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    for old, new in _STRICT.items():
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name.replace("/", "\\") if "sheet1.xml" in name else name, part)
    rows, document = read(path)
    assert rows == [list(HEAD), list(PLAIN)]
    assert told(document) == ([], [], [])


def test_a_workbook_is_one_whatever_its_name(tmp_path: Path) -> None:
    assert read(write_plan(tmp_path / "a.docx", line(3, *PLAIN)))[0] == [list(HEAD), list(PLAIN)]


def test_a_part_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "a.xlsx", line(3, *PLAIN), book_ties=(("sharedStrings", "none.xml"),))
    with pytest.raises(UnreadableError, match=r"文件可能坏了.*none\.xml"):
        read_document(path)


@pytest.mark.parametrize(
    "cell", ['<c r="A3" t="s"><v>5</v></c>', '<c r="甲3"><v>5</v></c>', '<c r="A3" t="s"><v>x</v></c>']
)
def test_a_damaged_cell_is_said(tmp_path: Path, cell: str) -> None:
    with pytest.raises(UnreadableError, match="文件可能坏了"):
        read_document(write_plan(tmp_path / "a.xlsx", line(3, cell)))


# Cells as they are shown


def test_dates_and_numbers_as_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    for number, value, code in (
        (2, datetime.datetime(2024, 9, 1), 'yyyy"年"m"月"'),  # noqa: DTZ001
        (3, datetime.datetime(2024, 6, 30), "m-d"),  # noqa: DTZ001
        (4, datetime.time(9, 30), "h:mm"),
        (5, 0.85, "0.0%"),
        (6, 50, '0"台"'),
        (7, True, "General"),
    ):
        sheet.append(PLAIN)
        sheet.cell(number, 4).value = value
        sheet.cell(number, 4).number_format = code
    book.save(tmp_path / "a.xlsx")
    rows, document = read(tmp_path / "a.xlsx")
    assert [row[3] for row in rows[1:]] == ["2024年9月", "6-30", "9:30", "85.0%", "50台", "TRUE"]
    assert told(document) == ([], [], [])


def test_a_month_is_not_its_first_day_in_the_plan(tmp_path: Path) -> None:
    styles = create_styles('numFmtId="27"')
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN[:3], '<c r="D3" s="1"><v>45536</v></c>', *PLAIN[4:]),
        book_ties=_STYLES, parts={"xl/styles.xml": styles},
    )  # fmt: skip
    import_document(path, tmp_path / "plan", TODAY)
    assert [row[5] for row in read_rows(tmp_path / "plan")] == ["2024年9月"]


def test_a_date_in_words_of_iso(tmp_path: Path) -> None:
    cells = '<c r="D3" s="1" t="d"><v>2024-06-30T00:00:00</v></c>'
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN[:3], cells),
        book_ties=_STYLES, parts={"xl/styles.xml": create_styles('numFmtId="31"')},
    )  # fmt: skip
    assert read(path)[0][1][3] == "2024年6月30日"


def test_a_format_that_nobody_knows_and_one_that_hides(tmp_path: Path) -> None:
    cells = '<c r="D3" s="1"><v>45473</v></c>' + '<c r="E3" s="2"><v>7</v></c>' + text("F3", "乙镇", ' s="2"')
    styles = create_styles('numFmtId="164"', 'numFmtId="165"', formats="[$-130000]yyyy\n;;;")
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN[:3], cells), book_ties=_STYLES, parts={"xl/styles.xml": styles}
    )
    rows, document = read(path)
    assert rows[1] == [*PLAIN[:3], "45473", "", ""]
    assert document.unread == [
        "工作表“表”的 D3的显示格式（[$-130000]yyyy）认不出来，写成了存着的数45473；请对照原文改成看到的样子。"
    ]
    assert document.asides == [
        "工作表“表”的 E3里的数7按它的显示格式不显示，没有导入。",
        "工作表“表”的 F3的显示格式把内容藏起来了，没有导入：“乙镇”。",
    ]


def test_a_box_in_a_cell(tmp_path: Path) -> None:
    ticked, empty = (f'<c r="{name}" s="1" t="b"><v>{value}</v></c>' for name, value in (("D3", 1), ("E3", 0)))
    styles = create_styles('numFmtId="0"').replace(
        'numFmtId="0"/></cellXfs>',
        'numFmtId="0"><extLst><ext><x:xfComplement xmlns:x="x" i="0"/></ext></extLst></xf></cellXfs>',
    )
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN[:3], ticked, empty), book_ties=_STYLES, parts={"xl/styles.xml": styles}
    )
    assert read(path)[0][1][3:5] == ["☒", "☐"]


# Struck, raised, guides


def test_struck_text_never_comes_in(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for cells in (
        HEAD,
        PLAIN,
        ("2", "拟删", "作废的任务。", "全年", "丁局", "乙镇"),
        ("3", "检查", "每月检查。", "全年", "丙局", "丁镇"),
    ):
        sheet.append(cells)
    for cell in [*sheet[3], sheet["F4"]]:
        cell.font = Font(strike=True)
    book.save(tmp_path / "a.xlsx")
    rows, document = read(tmp_path / "a.xlsx")
    assert rows == [list(HEAD), list(PLAIN), ["3", "检查", "每月检查。", "全年", "丙局", ""]]
    assert "工作表“表”的 C3里加了删除线的文字没有导入：“作废的任务。”。" in document.asides
    assert document.asides[-1] == "工作表“表”的 F4里加了删除线的文字没有导入：“丁镇”。"
    import_document(tmp_path / "a.xlsx", tmp_path / "plan", TODAY)
    published = (path for path in (tmp_path / "plan").rglob("*") if path.is_file() and path.name != "import-report.md")
    assert not any("作废" in path.read_text(encoding="utf-8") for path in published)


def test_runs_of_a_cell(tmp_path: Path) -> None:
    cells = [
        rich("C3", ("", "更新"), ("<strike/>", "100台"), ("<b/>", "50台"), ('<strike val="0"/>', "，减排10"), ('<vertAlign val="superscript"/>', "3"), ("", "吨CO"), ('<vertAlign val="subscript"/>', "2"), ("", "。")),
        "<c r='D3' t='inlineStr'><is><t>甲峪河</t><rPh sb='1' eb='2'><t>yù</t></rPh></is></c>",
        rich("E3", ("", "甲局"), ('<vertAlign val="superscript"/>', "[1]")),
        text("F3", "乙镇_x000D_\n丙镇_x005F_"),
    ]  # fmt: skip
    rows, document = read(write_plan(tmp_path / "a.xlsx", line(3, "1", "更新", *cells)))
    assert rows[1] == ["1", "更新", "更新50台，减排10³吨CO₂。", "甲峪河", "甲局", "乙镇\n丙镇_"]
    assert document.asides == [
        "工作表“表”的 C3里加了删除线的文字没有导入：“100台”。",
        "工作表“表”的 E3里有上标“[1]”，看来是注的记号，没有导入；前面的字是“甲局”。",
    ]
    assert document.decisions == [
        "工作表“表”的 C3里的上标“3”写成“³”。", "工作表“表”的 C3里的下标“2”写成“₂”。", "工作表“表”的 D3里的注音没有导入，只取正文：“yù”。",
    ]  # fmt: skip


def test_white_words_and_words_under_a_merge_are_told(tmp_path: Path) -> None:
    styles = create_styles('numFmtId="0" fontId="1"', fonts='<font><color rgb="FFFFFFFF"/></font>')
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN[:4], text("E3", "甲局", ' s="1"'), text("F3", "丁局")), book_ties=_STYLES,
        parts={"xl/styles.xml": styles}, around='<mergeCells><mergeCell ref="E3:F3"/></mergeCells>',
    )  # fmt: skip
    rows, document = read(path)
    assert rows[1] == [*PLAIN[:4], "甲局"]
    assert document.asides == [
        "工作表“表”的 E3里是没有底色的白字，可能看不见，也导入了，请核对：“甲局”。",
        "工作表“表”的 F3和别的格合并了，里面另有看不见的文字，没有导入：“丁局”。",
    ]


# What cannot be read


def test_a_row_under_a_merge_stays_for_a_picture_and_goes_with_struck_words(tmp_path: Path) -> None:
    merge = '<mergeCells><mergeCell ref="A3:A5"/></mergeCells>'
    struck = rich("C4", ("<strike/>", "作废"))
    picture = '<c r="C5" t="str"><f>DISPIMG("ID_0A",1)</f><v>x</v></c>'
    rows = line(3, *PLAIN) + line(4, struck) + line(5, picture)
    path = write_plan(tmp_path / "a.xlsx", rows, around=merge)
    tables = [block for block in read(path)[1].blocks if isinstance(block, Table)]
    assert [row.number for table in tables for row in table.rows] == [2, 3, 5]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('<c r="F3" t="str"><f>_xlfn.DISPIMG("ID_0A",1)</f><v>=DISPIMG("ID_0A",1)</v></c>', "里是图片（ID_0A），没有导入；请对照原文补上文字。"),
        ('<c r="F3" t="str"><v>=DISPIMG("ID_0A",1)</v></c>', "里是图片（ID_0A），没有导入；请对照原文补上文字。"),
        ('<c r="F3" t="e"><f>_xlfn.IMAGE("http://a/b","公章")</f><v>#VALUE!</v></c>', "里是图片（http://a/b，公章），没有导入；请对照原文补上文字。"),
        ('<c r="F3" t="e" vm="1"><v>#VALUE!</v></c>', "里是图片，没有导入；请对照原文补上文字。"),
        ('<c r="F3" t="e"><f>A9</f><v>#REF!</v></c>', "里是出错的公式（#REF!），没有导入；请在表格里改好再导入。"),
        ('<c r="F3"><f>A9</f></c>', "是公式，文件里没有存下结果，请打开另存一份再导入。"),
        ('<c r="F3"><f>A9</f><v/></c>', "是公式，文件里没有存下结果，请打开另存一份再导入。"),
        ('<c r="F3"><new>新东西</new></c>', "里有读不懂的内容“new”：“新东西”。"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read(tmp_path: Path, cell: str, message: str) -> None:
    path = write_plan(tmp_path / "a.xlsx", line(3, *PLAIN[:5], cell))
    rows, document = read(path)
    assert rows[1] == [*PLAIN[:5], ""] if len(rows[1]) > 5 else [*PLAIN[:5]]
    assert document.unread == [f"工作表“表”的 F3{message}"]
    import_document(path, tmp_path / "plan", TODAY)  # the rest comes in


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="F3" t="str"><f>A9</f><v>乙镇</v></c>', "乙镇"),
        ('<c r="F3" t="str"><f>A9</f><v></v></c>', ""),
        (text("F3", "IMAGE是图片的意思"), "IMAGE是图片的意思"),
        ('<c r="F3"><f>A9</f><v>0</v></c>', "0"),
    ],
)
def test_a_formula_with_its_result_is_read_without_a_word(tmp_path: Path, cell: str, shown: str) -> None:
    rows, document = read(write_plan(tmp_path / "a.xlsx", line(3, *PLAIN[:5], cell)))
    assert rows[1] == [*PLAIN[:5], shown]
    assert told(document) == ([], [], [])


def test_the_description_of_a_picture_of_wps(tmp_path: Path) -> None:
    images = '<e:cellImages xmlns:e="e" xmlns:x="x"><x:pic><x:nvPicPr><x:cNvPr id="1" name="ID_0A" descr="乙镇的章"/></x:nvPicPr></x:pic></e:cellImages>'
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN[:5], '<c r="F3" t="str"><f>DISPIMG("ID_0A",1)</f><v>x</v></c>'),
        book_ties=(("http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),), parts={"xl/cellimages.xml": images},
    )  # fmt: skip
    assert read(path)[1].unread == ["工作表“表”的 F3里是图片（乙镇的章），没有导入；请对照原文补上文字。"]


# Around the cells


def _drawing(*anchors: tuple[int, int, str]) -> str:
    made = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:to/>{content}<xdr:clientData/></xdr:twoCellAnchor>"
        for column, row, content in anchors
    )
    return f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{TIES}" xmlns:c="{DRAWING}/chart">{made}</xdr:wsDr>'


def _shape(words: str) -> str:
    return f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


def test_what_lies_over_the_cells(tmp_path: Path) -> None:
    chart = f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"><c:title><c:tx><a:p><a:r><a:t>减排图</a:t></a:r></a:p></c:tx></c:title><c:ser><c:tx><c:v>甲线</c:v></c:tx></c:ser></c:chartSpace>'
    picture = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图片 1" descr="流程图"/></xdr:nvPicPr></xdr:pic>'
    frame = '<xdr:graphicFrame><a:graphic><a:graphicData><c:chart r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN), ties=(("drawing", "../drawings/d.xml"), ("vmlDrawing", "../drawings/v.vml")),
        parts={
            "xl/drawings/d.xml": _drawing((5, 2, picture), (1, 6, _shape("另：各镇8月底前报送。")), (1, 9, frame), (0, 9, f"<xdr:grpSp>{_shape('组里的字')}</xdr:grpSp>"), (0, 0, "<xdr:cxnSp/>"), (2, 2, "<xdr:contentPart/>")),
            "xl/drawings/_rels/d.xml.rels": create_ties(("chart", "../charts/c.xml")),
            "xl/charts/c.xml": chart,
            "xl/drawings/v.vml": '<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>同意<br></div></v:textbox><x:ClientData ObjectType="Checkbox"><x:Anchor>3, 0, 4, 0, 5, 0, 6, 0</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape><v:shape><v:textbox>批注的框</v:textbox><x:ClientData ObjectType="Note"/></v:shape></xml>',
        },
    )  # fmt: skip
    rows, document = read(path)
    assert rows == [list(HEAD), list(PLAIN)]
    assert document.unread == [
        "工作表“表”的 F3上有一张图片（流程图），没有导入；请对照原文补上文字。",
        "工作表“表”的 B10上有一个图表（减排图、甲线），没有导入；请对照原文补上文字。",
        "工作表“表”的 C3上有手写的墨迹，没有导入；请对照原文补上文字。",
    ]
    assert document.asides == [
        "工作表“表”的 B7上有文本框，不属于表格，没有导入：“另：各镇8月底前报送。”。",
        "工作表“表”的 A10上有文本框，不属于表格，没有导入：“组里的字”。",
        "工作表“表”的 A1上画着线条或图形，里面没有文字。",
        "工作表“表”的 D5上有复选框，没有导入：“☒同意”。",
    ]


def test_comments_and_threads(tmp_path: Path) -> None:
    comments = f'<comments xmlns="{MAIN}"><commentList><comment ref="D3"><text><r><t>改为9月底前</t></r></text></comment><comment ref="E3"><text><t>[线程批注] 你的Excel版本</t></text></comment></commentList></comments>'
    thread = '<ThreadedComments xmlns="t"><threadedComment ref="E3"><text>换成丙局？</text></threadedComment><threadedComment ref="E3"><text>同意</text></threadedComment></ThreadedComments>'
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN),
        ties=(("comments", "../comments7.xml"), ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/t.xml")),
        parts={"xl/comments7.xml": comments, "xl/threadedComments/t.xml": thread},
    )  # fmt: skip
    assert read(path)[1].asides == [
        "工作表“表”的 E3有批注，没有导入：“换成丙局？”。",
        "工作表“表”的 E3有批注，没有导入：“同意”。",
        "工作表“表”的 D3有批注，没有导入：“改为9月底前”。",
    ]


def test_what_stands_beside_the_cells(tmp_path: Path) -> None:
    around = (
        '<conditionalFormatting sqref="C3:C9"><cfRule type="expression" dxfId="0"/></conditionalFormatting>'
        '<dataValidations><dataValidation sqref="D3" promptTitle="时限" prompt="写到月"/></dataValidations>'
        '<hyperlinks><hyperlink ref="B3" tooltip="见附件"/></hyperlinks>'
        "<headerFooter><oddHeader>&amp;C&amp;&quot;宋体&quot;&amp;12内部资料&amp;&amp;草稿</oddHeader><oddFooter>&amp;L第&amp;P页&amp;R&amp;G</oddFooter></headerFooter>"
        '<picture r:id="rId9"/><newThing 说明="没见过"/>'
    )
    styles = create_styles(changes="<dxf><font><strike/></font></dxf>")
    path = write_plan(
        tmp_path / "a.xlsx", line(3, *PLAIN), around=around, book_ties=_STYLES, ties=(("madeUp", "x.xml"),),
        parts={"xl/styles.xml": styles},
    )  # fmt: skip
    document = read(path)[1]
    assert document.unread == [
        "工作表“表”的页脚里有图片，没有导入。", "工作表“表”有背景图片，没有导入。", "工作表“表”有读不懂的内容“newThing”，没有导入：“没见过”。",
    ]  # fmt: skip
    assert document.asides == [
        "工作表“表”另带着读不懂的内容“madeUp”，没有导入。",
        "工作表“表”的页眉没有导入：“内部资料&草稿”。",
        "工作表“表”的页脚没有导入：“第页”。",
        "工作表“表”的 D3有输入提示，没有导入：“时限写到月”。",
        "工作表“表”的 B3的链接有提示，没有导入：“见附件”。",
        "工作表“表”的 C3:C9有条件格式，符合条件时加删除线；程序没有判断条件，文字都导入了，请核对。",
    ]


def test_rows_that_a_filter_hides_are_told_once(tmp_path: Path) -> None:
    rows = "".join(
        line(number, *PLAIN, more=' hidden="1"' if number in (4, 5, 7, 9) else "") for number in range(3, 10)
    )
    around = '<autoFilter ref="A2:F8"><filterColumn colId="0"><filters/></filterColumn></autoFilter>'
    document = read(write_plan(tmp_path / "a.xlsx", rows, around=around))[1]
    assert document.asides == [
        "工作表“表”的筛选隐藏了第4至5行、第7行，里面的内容也导入了，请核对。",
        "工作表“表”第9行是隐藏的，里面的内容也导入了，请核对。",
    ]


def test_columns_that_are_hidden(tmp_path: Path) -> None:
    cols = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="8" max="16384" hidden="1"/></cols>'
    document = read(write_plan(tmp_path / "a.xlsx", line(3, *PLAIN), before=cols))[1]
    assert document.asides == [
        "工作表“表”B至C栏是隐藏的，里面的内容也导入了，请核对。", "工作表“表”E栏是隐藏的，里面的内容也导入了，请核对。",
    ]  # fmt: skip


def test_a_sheet_that_is_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_plan(
        path, line(3, *PLAIN), book_ties=(("chartsheet", "c.xml"),), parts={"xl/c.xml": f'<chartsheet xmlns="{MAIN}"/>'}
    )
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="图" sheetId="2" r:id="rId2"/></sheets>'
    )
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    assert read(path)[1].unread == ["“图”是图表，不是工作表，没有导入。"]
