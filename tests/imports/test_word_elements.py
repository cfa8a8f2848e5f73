"""Word documents element by element: what a person sees comes in, and whatever else stands there is told with its place.

Expected values come from ECMA-376 and from what LibreOffice prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from macros.imports.importing import import_document
from macros.imports.readers.document import UnreadableError
from macros.model import QuestionKind
from tests.imports.reading import TODAY, read_rows
from tests.imports.word_files import W, cell, measure, paragraph, row, run, table, write_word


def take_text(tmp_path: Path, text: str, **parts: str) -> tuple[str, Any]:
    """The measure's text, and what the import says."""
    done = import_document(write_word(tmp_path / "a.docx", measure(text), **parts), tmp_path / "plan", TODAY)
    assert "没有着落" not in done.text
    [found] = read_rows(tmp_path / "plan")
    return str(found[4]), done


def field(instruction: str, result: str | None = None) -> str:
    """A field over several runs, with or without a result."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result is not None else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def form_field(data: str, name: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText>{name}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


RUBY = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
DROP = '<w:ddList>{}<w:listEntry w:val="6月底前"/><w:listEntry w:val="9月底前"/></w:ddList>'


def formula(content: str) -> str:
    return f"<m:oMath>{content}</m:oMath>"


def part(name: str, text: str) -> str:
    return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("完成甲") + RUBY.format(run("yù"), run("峪")) + run("河整治。"), "完成甲峪河整治。"),
        (run("完成") + RUBY.format(run("玉"), run("峪口")) + run("。"), "完成峪口。"),
        (run("按") + field(r"EQ \o\ac(○,21)") + run("类更新。"), "按㉑类更新。"),
        (run("按") + field(r"EQ \o\ac(○,3)") + run("类。"), "按③类。"),
        (run("甲") + field(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yù),峪)') + run("河。"), "甲峪河。"),
        (run("减少") + field(r"EQ \f(1,3)") + run("以上。"), "减少1/3以上。"),
        (run("减少") + field(r"EQ \f(a+b,2)") + run("。"), "减少(a+b)/2。"),
        (run("达") + field(r"EQ \r(2)") + run("倍。"), "达√2倍。"),
        (run("10") + field(r"EQ \s\up8(3)") + run("吨。"), "10³吨。"),
        (run("低于26") + field(r'SYMBOL 176 \f "Symbol"') + run("C。"), "低于26°C。"),
        (run("见") + field("REF _Ref1", "第三条") + run("。"), "见第三条。"),
        (run("页") + field("PAGE") + run("。"), "页。"),
        ('<w:fldSimple w:instr="EQ \\f(2,5)"/>' + run("以上。"), "2/5以上。"),
        (form_field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "FORMCHECKBOX") + run("新建"), "☒新建"),
        (form_field('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX") + run("改建"), "☐改建"),
        (run("甲") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("乙"), "甲☑乙"),
        (run("A") + "<w:r><w:ptab/></w:r>" + run("B级"), "A B级"),
        (run("甲") + "<w:r><w:softHyphen/></w:r>" + run("乙"), "甲乙"),
        (run("10") + run("3", '<w:vertAlign w:val="superscript"/>') + run("吨"), "10³吨"),
        (run("50m") + run("2", '<w:vertAlign w:val="superscript"/>') + run("。"), "50m²。"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>') + run("减排"), "CO₂减排"),
        (run("减少") + formula("<m:f>" + part("num", "2") + part("den", "3") + "</m:f>") + run("。"), "减少2/3。"),
        (formula("<m:sSup>" + part("e", "10") + part("sup", "3") + "</m:sSup>") + run("吨"), "10³吨"),
        (formula("<m:sSup>" + part("e", "x") + part("sup", "ab") + "</m:sSup>"), "x^ab"),
        (formula('<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>' + part("e", "2") + "</m:rad>"), "√2"),
        (formula("<m:sSub>" + part("e", "PM") + part("sub", "2") + "</m:sSub>"), "PM₂"),
        (formula("<m:d>" + part("e", "a+b") + "</m:d>"), "(a+b)"),
        ("<mc:AlternateContent><mc:Choice Requires='wps'>" + run("甲") + "</mc:Choice><mc:Fallback>" + run("甲") + "</mc:Fallback></mc:AlternateContent>", "甲"),
        (run("甲") + "<w:sdt><w:sdtPr/><w:sdtContent>" + run("乙") + "</w:sdtContent></w:sdt>", "甲乙"),
    ],
)  # fmt: skip
def test_what_is_seen_comes_in(tmp_path: Path, content: str, expected: str) -> None:
    assert take_text(tmp_path, content)[0] == expected


@pytest.mark.parametrize(
    ("chosen", "due"), [('<w:result w:val="1"/>', "9月底前"), ("", "6月底前"), ('<w:default w:val="1"/>', "9月底前")]
)
def test_a_drop_down_says_what_was_chosen(tmp_path: Path, chosen: str, due: str) -> None:
    body = measure("措施。", due=form_field(DROP.format(chosen), "FORMDROPDOWN"))
    import_document(write_word(tmp_path / "a.docx", body), tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan")[0][5] == due


PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图1" descr="设备清单"/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PICTURE, "第1张表第2行“工作措施”栏：有图片，没有导入：“设备清单”"),
        ('<w:r><w:object><o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r>', "第1张表第2行“工作措施”栏：有嵌入的对象（公式，Equation.DSMT4），没有导入"),
        ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "第1张表第2行“工作措施”栏：有图片，没有导入"),
        (field("DDEAUTO Excel a.xls"), "第1张表第2行“工作措施”栏：有一个域，文件里没有它的结果，读不出来，域代码是：“DDEAUTO Excel a.xls”"),
        (field(r"EQ \zz(1)"), r"第1张表第2行“工作措施”栏：有公式域（EQ），没有导入，域代码是：“EQ \zz(1)”"),
        ('<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>', "有一个符号字体（Webdings）里的字符认不出来，请对照原文补上，它的编码是：“F041”"),
        ("<w:unheard>" + run("没见过的话") + "</w:unheard>", "第1张表第2行“工作措施”栏：有认不出的内容（w:unheard），没有导入：“没见过的话”"),
        ('<w:altChunk r:id="x"/>', "第1张表第2行“工作措施”栏：嵌着另一个文件（找不到的文件），没有导入"),
    ],
)  # fmt: skip
def test_what_was_not_read_is_an_open_question(tmp_path: Path, content: str, said: str) -> None:
    cells = (
        paragraph(run("措施。") + content)
        if not content.startswith("<w:altChunk")
        else paragraph(run("措施。")) + content
    )
    text, done = take_text(tmp_path, cells)
    assert text.startswith("措施。")
    asked = [item.message for item in done.report.open.values() if item.kind is QuestionKind.PART]
    assert bool(asked) is bool(said)
    assert said in "".join(asked)


@pytest.mark.parametrize(
    ("looks", "styles"),
    [
        ("<w:vanish/>", ""),
        ("<w:strike/>", ""),
        ("<w:dstrike/>", ""),
        ('<w:rStyle w:val="c"/>', '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'),
        ('<w:rStyle w:val="c"/>', '<w:style w:type="character" w:styleId="c"><w:basedOn w:val="b"/></w:style><w:style w:type="character" w:styleId="b"><w:rPr><w:strike/></w:rPr></w:style>'),
    ],
)  # fmt: skip
def test_hidden_and_struck_words_stay_out_and_are_told(tmp_path: Path, looks: str, styles: str) -> None:
    text, done = take_text(tmp_path, run("措施。") + run("内部意见", looks), styles=f"<w:styles>{styles}</w:styles>")
    assert text == "措施。"
    assert "没有导入：“内部意见”" in done.text
    assert "内部意见" not in (tmp_path / "plan" / "tasks.yaml").read_text(encoding="utf-8")


def test_a_paragraph_style_hides_its_words_unless_the_run_says_otherwise(tmp_path: Path) -> None:
    style = '<w:styles><w:style w:type="paragraph" w:styleId="p"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    content = paragraph(run("措施。")) + paragraph(
        run("藏起来的") + run("看得见的。", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="p"/>'
    )
    text, done = take_text(tmp_path, content, styles=style)
    assert text == "措施。\n看得见的。"
    assert "隐藏的文字没有导入：“藏起来的”" in done.text


def test_a_mark_behind_words_leads_to_a_note(tmp_path: Path) -> None:
    text, done = take_text(tmp_path, run("更新50台") + run("1", '<w:vertAlign w:val="superscript"/>') + run("。"))
    assert text == "更新50台。"
    assert "有上标，看来是注的记号，没有导入（前面的字是“更新50台”）：“1”" in done.text


@pytest.mark.parametrize("around", ["run", "cell"])
def test_the_prompt_of_an_empty_control_is_no_text(tmp_path: Path, around: str) -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    if around == "run":
        body = measure("措施。", lead=control.format(run("单击选择单位")))
    else:
        cells = "".join(map(cell, ("1", "任务", "措施。", "年底前"))) + control.format(cell("单击选择单位"))
        body = measure("措施。").rpartition("<w:tr>")[0] + f"<w:tr>{cells}</w:tr></w:tbl>"
    done = import_document(write_word(tmp_path / "a.docx", body), tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan")[0][6] == [[]]
    assert "控件还没有填，里面的提示文字没有导入：“单击选择单位”" in done.text


def numbering(levels: str, *, more: str = "") -> str:
    return f'<w:numbering><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>{more}</w:num></w:numbering>'


def level(form: str, text: str, at: int = 0, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


ITEM = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("upperRoman", ["I", "II", "III"]), ("lowerRoman", ["i", "ii", "iii"]), ("ideographTraditional", ["甲", "乙", "丙"]),
        ("chineseLegalSimplified", ["壹", "贰", "叁"]), ("decimalEnclosedParen", ["⑴", "⑵", "⑶"]), ("decimalZero", ["01", "02", "03"]),
        ("decimalFullWidth", ["１", "２", "３"]), ("ideographZodiac", ["子", "丑", "寅"]), ("chineseCountingThousand", ["一", "二", "三"]),
        ("decimalEnclosedCircleChinese", ["①", "②", "③"]), ("upperLetter", ["A", "B", "C"]), ("ordinal", ["1st", "2nd", "3rd"]),
        ("ideographEnclosedCircle", ["㊀", "㊁", "㊂"]), ("numberInDash", ["- 1 -", "- 2 -", "- 3 -"]), ("decimal", ["1", "2", "3"]),
        ("bullet", ["", "", ""]), ("none", ["", "", ""]),
    ],
)  # fmt: skip
def test_numbers_are_printed_in_every_format(tmp_path: Path, form: str, printed: list[str]) -> None:
    content = "".join(paragraph(run(words), ITEM.format(0)) for words in ("甲事。", "乙事。", "丙事。"))
    text, _ = take_text(tmp_path, content, numbering=numbering(level(form, "%1")))
    assert text == "\n".join(
        number + words for number, words in zip(printed, ("甲事。", "乙事。", "丙事。"), strict=True)
    )


def test_a_format_that_nobody_knows_is_told(tmp_path: Path) -> None:
    text, done = take_text(
        tmp_path, paragraph(run("甲事。"), ITEM.format(0)), numbering=numbering(level("thaiLetters", "%1."))
    )
    assert text == "1.甲事。"
    assert "自动编号的格式“thaiLetters”认不出来" in done.text


def test_numbers_of_styles_and_what_takes_them_away(tmp_path: Path) -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="child"><w:basedOn w:val="item"/></w:style></w:styles>'
    )
    content = (
        paragraph(run("登记。"), '<w:pStyle w:val="child"/>')
        + paragraph(run("其中甲类先办。"), '<w:pStyle w:val="item"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph(run("更新。"), '<w:pStyle w:val="item"/>')
    )
    text, _ = take_text(tmp_path, content, styles=styles, numbering=numbering(level("chineseCounting", "（%1）")))
    assert text == "（一）登记。\n其中甲类先办。\n（二）更新。"


def test_a_level_of_its_own_replaces_the_lists(tmp_path: Path) -> None:
    more = f'<w:lvlOverride w:ilvl="0">{level("chineseCounting", "（%1）").replace("<w:start w:val=" + chr(34) + "1", "<w:start w:val=" + chr(34) + "3")}</w:lvlOverride>'
    content = paragraph(run("甲事。"), ITEM.format(0)) + paragraph(run("乙事。"), ITEM.format(0))
    text, _ = take_text(tmp_path, content, numbering=numbering(level("decimal", "%1."), more=more))
    assert text == "（三）甲事。\n（四）乙事。"


def test_a_legal_level_prints_figures(tmp_path: Path) -> None:
    levels = level("chineseCounting", "第%1章") + level("chineseCounting", "%1.%2", 1, "<w:isLgl/>")
    content = (
        paragraph(run("总则。"), ITEM.format(0))
        + paragraph(run("登记。"), ITEM.format(1))
        + paragraph(run("更新。"), ITEM.format(1))
    )
    text, _ = take_text(tmp_path, content, numbering=numbering(levels))
    assert text == "第一章总则。\n1.1登记。\n1.2更新。"


def test_parts_are_found_by_their_ties(tmp_path: Path) -> None:
    path = write_word(
        tmp_path / "a.docx",
        measure("措施。"),
        main="word/document2.xml",
        header=f"<w:hdr>{paragraph(run('内部资料'))}</w:hdr>",
    )
    done = import_document(path, tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan")[0][4] == "措施。"
    assert "页眉不属于表格，没有导入：“内部资料”" in done.text


def test_the_strict_form_is_read(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", measure("措施。"))
    strict = tmp_path / "b.docx"
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            target.writestr(name, content)
    import_document(strict, tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan")[0][4] == "措施。"


def test_a_document_that_is_another_file_inside_says_so(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", '<w:altChunk r:id="x"/>')
    with pytest.raises(UnreadableError, match="没有读的：正文开头：嵌着另一个文件"):
        import_document(path, tmp_path / "plan", TODAY)


def test_a_block_in_alternate_content_comes_in_once(tmp_path: Path) -> None:
    other = "<mc:AlternateContent><mc:Choice Requires='x'>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    text, _ = take_text(tmp_path, paragraph(run("更新。")) + other.format(paragraph(run("另办理登记。"))))
    assert text == "更新。\n另办理登记。"


def test_letters_that_only_look_like_plain_ones_are_replaced(tmp_path: Path) -> None:
    body = measure("⻋辆检查，⽣产设备更新。", due="6⽉底前", lead="⽣态局")
    done = import_document(write_word(tmp_path / "a.docx", body), tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan")[0][4:] == ("车辆检查，生产设备更新。", "6月底前", [["生态局"]])
    assert "“⽣”换成“生”2处" in done.text
    assert "“⻋”换成“车”1处" in done.text


def test_a_table_of_something_else_is_asked_about(tmp_path: Path) -> None:
    """A table of something else is asked about, and never dropped in silence."""
    other = table(row("名称", "电话"), row("张三", "12345"))
    done = import_document(write_word(tmp_path / "a.docx", measure("措施。") + other), tmp_path / "plan", TODAY)
    [question] = [item for item in done.report.open.values() if item.kind is QuestionKind.PART]
    assert question.about == "第2张表（名称、电话）"
    assert "没有导入，共2行" in question.message


def test_what_could_not_be_read_is_never_said_to_be_missing(tmp_path: Path) -> None:
    """A picture in the place of a text and of bodies: the document has something there."""
    done = import_document(write_word(tmp_path / "a.docx", measure(PICTURE, lead=PICTURE)), tmp_path / "plan", TODAY)
    said = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "plan").glob("[tpu]*.yaml"))
    assert "原文空着" not in said
    assert "没有写责任单位" not in said
    assert done.plan.measures[0].notes == ("这一条没有读到责任单位，请看原文。",)
