"""Parts of Word files that are no text, and files that are put together in another way."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from macros.imports.importing import import_document
from macros.imports.readers.document import UnreadableError
from tests.imports.reading import TODAY
from tests.imports.word_plans import SPACES, WordFile, cell, create_ties, paragraph, row, run, take

PLACE = "第1张表第2行“工作措施”栏："


def drawing(inside: str, description: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="图 1" descr="{description}"/>'
        f'<a:graphic><a:graphicData uri="x">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


PICTURE = "<pic:pic><pic:nvPicPr/><pic:blipFill/></pic:pic>"
BOX = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph('框里的话')}</w:txbxContent></wps:txbx></wps:wsp>"
OLD_BOX = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('框里的话')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"

UNREAD = {
    drawing(PICTURE, "设备清单"): "有图片，没有导入：“设备清单”",
    drawing(PICTURE): "有图片，没有导入。",
    '<w:r><w:pict><v:shape alt="清单"><v:imagedata r:id="p" o:title=""/></v:shape></w:pict></w:r>': "有图片，没有导入：“清单”",
    '<w:r><w:object><v:shape><v:imagedata r:id="p"/></v:shape><o:OLEObject ProgID="Equation.DSMT4" r:id="o"/></w:object></w:r>': "有嵌入的对象（公式，Equation.DSMT4），没有导入。",
    '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="o"/></w:object></w:r>': "有嵌入的对象（Excel表格，Excel.Sheet.12），没有导入。",
    '<w:r><w:object><o:OLEObject r:id="o"/></w:object></w:r>': "有嵌入的对象（不知道是什么），没有导入。",
    '<w:r><w:object><w:control r:id="o" w:name="CheckBox1"/></w:object></w:r>': "有控件（ActiveX），没有导入：“CheckBox1”",
    '<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>': "有艺术字，没有导入：“内部资料”",
    drawing('<c:chart r:id="chart"/>', "减排图"): "有图表，没有导入：“减排图排放量、一季度、125”",
    drawing('<dgm:relIds r:dm="diagram"/>'): "有SmartArt图，没有导入：“摸底、更新”",
    '<w:r><w:contentPart r:id="o"/></w:r>': "有认不出的内容（w:contentPart），没有导入。",
    "<w:r><w:dayLong/></w:r>": "有Word自动填的内容，没有导入：“日（打开文件那一天的）”",
    '<w:r><w:sym w:font="某字体" w:char="F0FE"/></w:r>': "有一个符号字体（某字体）里的字符认不出来，请对照原文补上，它的编码是：“F0FE”",
}  # fmt: skip
_PARTS: dict[str, str | bytes] = {
    "word/c.xml": f"<c:chartSpace {SPACES}><a:t>排放量</a:t><c:v>一季度</c:v><c:v>125</c:v></c:chartSpace>",
    "word/d.xml": f"<dgm:dataModel {SPACES}><a:t>摸底</a:t><a:t>更新</a:t></dgm:dataModel>",
}
_TIES = (("chart", "chart", "c.xml"), ("diagram", "diagramData", "d.xml"))


@pytest.mark.parametrize("element", [element for element in UNREAD if "contentPart" not in element])
def test_objects_are_asked_about_with_their_place(tmp_path: Path, element: str) -> None:
    file = WordFile(text=f"{run('按')}{element}{run('办理。')}", after=paragraph(element), parts=_PARTS, ties=_TIES)
    taken = take(tmp_path, file)
    assert taken.text.replace("□", "") == "按办理。"
    told = ["".join(question.split()) for question in taken.unread]
    assert told == [f"{place}{UNREAD[element]}" for place in (PLACE, "正文第2段：")]


def test_a_picture_of_the_only_body(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(bodies=drawing(PICTURE, "印章")))
    assert taken.bodies == []
    assert taken.unread == ["第1张表第2行“责任单位”栏：有图片，没有导入：“印章”"]


@pytest.mark.parametrize("box", [drawing(BOX), OLD_BOX])
def test_text_boxes_are_reported_with_their_words_once(tmp_path: Path, box: str) -> None:
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing(BOX)[5:-6]}</mc:Choice><mc:Fallback>{OLD_BOX[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>'
    for inside in (box, both):
        taken = take(tmp_path, WordFile(text=f"{run('更新。')}{inside}"))
        assert taken.text == "更新。"
        assert taken.asides.count(f"{PLACE}文本框不属于表格，没有导入：“框里的话”") == 1
        assert taken.unread == []


def test_a_picture_in_a_text_box_is_asked_about(tmp_path: Path) -> None:
    box = BOX.replace("</w:txbxContent>", f"{paragraph(drawing(PICTURE, '印章'))}</w:txbxContent>")
    taken = take(tmp_path, WordFile(text=f"{run('更新。')}{drawing(box)}"))
    assert taken.unread == [f"{PLACE}有图片，没有导入：“印章”"]


def test_a_line_without_words_is_no_question(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(before=paragraph('<w:r><w:pict><v:line from="0,0" to="9,0"/></w:pict></w:r>')))
    assert taken.unread == []
    assert "正文第2段：有没有文字的图形，没有导入。" in taken.asides


def test_a_hidden_picture_is_no_question(tmp_path: Path) -> None:
    hidden = drawing(PICTURE, "草图").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    taken = take(tmp_path, WordFile(text=f"{run('更新。')}{hidden}"))
    assert taken.unread == []
    assert f"{PLACE}有图片，没有导入：“草图”" in taken.asides


# Elements that no list has


@pytest.mark.parametrize(
    ("before", "text", "place"),
    [
        ("<x:new><x:p>新的话</x:p></x:new>", "更新。", "正文第1段："), (paragraph("<x:new>新的话</x:new>"), "更新。", "正文第2段："),
        ("", f"{run('更新。')}<x:new>新的话</x:new>", PLACE), ("", "<w:r><w:t>更新。</w:t><w:newer><w:t>新的话</w:t></w:newer></w:r>", PLACE),
        ("", f"{paragraph('更新。')}<w:newer><w:p><w:r><w:t>新的话</w:t></w:r></w:p></w:newer>", PLACE),
    ],
)  # fmt: skip
def test_what_is_not_known_is_asked_about_with_its_words(tmp_path: Path, before: str, text: str, place: str) -> None:
    taken = take(tmp_path, WordFile(before=before, text=text))
    assert taken.text == "更新。"
    [question] = taken.unread
    assert question.startswith(f"{place}有认不出的内容（")
    assert question.endswith("），没有导入：“新的话”")


def test_what_is_not_known_and_has_no_words_is_mentioned(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(text=f"{run('更新。')}<x:new/>"))
    assert taken.unread == []
    assert f"{PLACE}有认不出的内容（x:new），没有导入。" in taken.asides


def test_what_is_not_known_between_rows_and_cells(tmp_path: Path) -> None:
    file = WordFile(
        rows=f"<x:new>行间的话</x:new><w:tr><x:new>格间的话</x:new>{''.join(map(cell, ('3', '登记', '登记。', '全年', '甲局')))}</w:tr>"
    )
    taken = take(tmp_path, file)
    assert len(taken.rows) == 3
    assert [question.partition("：")[2] for question in taken.unread] == [
        "有认不出的内容（x:new），没有导入：“行间的话”",
        "有认不出的内容（x:new），没有导入：“格间的话”",
    ]


def test_marks_without_words_are_silent(tmp_path: Path) -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="a"/><w:proofErr w:type="spellStart"/><w:permStart w:id="2"/><w:commentRangeStart w:id="3"/><w:bookmarkEnd w:id="1"/>'
    taken = take(tmp_path, WordFile(before=marks, text=f"{marks}{run('更新。')}", rows=marks))
    plain = take(tmp_path, WordFile(text="更新。"))
    assert (taken.text, taken.asides, taken.unread) == (plain.text, plain.asides, [])


# Two ways to show the same


def ways(choice: str, fallback: str, requires: str = "w14") -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


def test_of_two_ways_one_is_read_wherever_it_stands(tmp_path: Path) -> None:
    added = row("3", "登记", "办理登记。", "全年", "甲局")
    file = WordFile(
        text=f"{paragraph('组织更新。')}{ways(paragraph('另办理登记。'), paragraph('另办理登记。'))}",
        bodies=ways(run("甲局"), run("甲局")), due=f"<w:r>{ways('<w:t>9月底前</w:t>', '<w:t>9月底前</w:t>')}</w:r>",
        before=ways(paragraph("注：甲局汇总。"), paragraph("注：甲局汇总。")), rows=ways(added, added),
    )  # fmt: skip
    taken = take(tmp_path, file)
    assert (taken.text, taken.due, taken.bodies) == ("组织更新。\n另办理登记。", "9月底前", ["甲局"])
    assert len(taken.rows) == 3
    assert "注：甲局汇总。" in taken.report
    assert taken.unread == []


def test_a_way_that_is_not_known_is_not_taken(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(text=ways(run("新的写法。"), run("旧的写法。"), "x")))
    assert taken.text == "旧的写法。"
    assert f"{PLACE}有给别的版本的 Word 看的文字，没有导入：“新的写法。”" in taken.asides
    taken = take(
        tmp_path,
        WordFile(text=f"{run('更新。')}{ways(run('新的写法。'), '', 'x').replace('<mc:Fallback></mc:Fallback>', '')}"),
    )
    assert taken.text == "更新。"
    assert taken.unread == [f"{PLACE}有给别的版本的 Word 看的文字，没有导入：“新的写法。”"]


# Files in files


CHUNK = "<html><head><title>无</title></head><body><p>另有要求：</p><p>乙镇8月底前报送&#21517;单。</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("c.html", CHUNK, "：“另有要求：乙镇8月底前报送名单。”"), ("c.txt", "另有要求。", "：“另有要求。”"), ("c.docx", b"PK", "。"), ("c.htm", CHUNK.replace("<head>", '<head><meta charset="gbk">').encode("gbk"), "：“另有要求：乙镇8月底前报送名单。”")],
)  # fmt: skip
def test_a_file_that_is_taken_in_is_asked_about(tmp_path: Path, name: str, content: str | bytes, words: str) -> None:
    chunk, parts, ties = '<w:altChunk r:id="c"/>', {f"word/{name}": content}, (("c", "aFChunk", name),)
    for file, place in (
        (WordFile(after=chunk, parts=dict(parts), ties=ties), "第1张表后面："),
        (WordFile(text=f"{paragraph('组织更新。')}{chunk}", parts=dict(parts), ties=ties), PLACE),
    ):
        taken = take(tmp_path, file)
        assert taken.text == "组织更新。"
        assert taken.unread == [f"{place}嵌着另一个文件（{name}），没有导入{words}"]


@pytest.mark.parametrize(
    ("body", "words"), [('<w:altChunk r:id="c"/>', "嵌着另一个文件（c.html）"), (paragraph('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'), "Excel 表格")]
)  # fmt: skip
def test_a_plan_that_stands_in_what_is_not_read_is_refused_by_its_name(tmp_path: Path, body: str, words: str) -> None:
    path = WordFile(
        parts={"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>", "word/c.html": CHUNK},
        ties=(("c", "aFChunk", "c.html"),),
    ).write(tmp_path / "a.docx")
    with pytest.raises(UnreadableError, match="没有读的：") as error:
        import_document(path, tmp_path / "plan", TODAY)
    assert words in str(error.value)


def test_a_long_question_is_whole_in_the_report(tmp_path: Path) -> None:
    words = "".join(f"第{number}句话。" for number in range(600))
    taken = take(
        tmp_path,
        WordFile(after='<w:altChunk r:id="c"/>', parts={"word/c.txt": words}, ties=(("c", "aFChunk", "c.txt"),)),
    )
    assert words in taken.report


# Files that are put together in another way


@pytest.mark.parametrize("main", ["word/document2.xml", "Word/Document.xml", "document.xml", "doc/main.xml"])
def test_the_main_part_is_found_by_its_tie(tmp_path: Path, main: str) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    inside = paragraph("组织更新。") + paragraph("内部", '<w:pStyle w:val="H"/>')
    taken = take(tmp_path, WordFile(main=main, text=inside, styles=styles))
    assert (taken.text, len(taken.rows)) == ("组织更新。", 2)


def test_headers_and_footers_are_found_by_their_ties(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/kopf.xml": f"<w:hdr {SPACES}>{paragraph('内部资料')}{paragraph(drawing(PICTURE, '印章'))}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {SPACES}>{paragraph('第1页')}</w:ftr>",
    }
    taken = take(tmp_path, WordFile(parts=parts, ties=(("h", "header", "kopf.xml"), ("x", "newKind", "new.xml"))))
    for words in (
        "页眉不属于表格，没有导入：“内部资料”",
        "页眉里有图片，没有导入：“印章”",
        "页脚不属于表格，没有导入：“第1页”",
        "文件里有认不出的部分，没有导入：“newKind（word/new.xml）”",
    ):
        assert words in taken.asides
    assert taken.unread == []


def make_strict(source: Path, target: Path) -> Path:
    """The same file in the strict variant of the standard."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for family in ("wordprocessingml", "officeDocument", "drawingml"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{family}/2006/", f"http://purl.oclc.org/ooxml/{family}/"
                )
            new.writestr(name, text)
    return target


def test_a_strict_file_is_read_like_any_other(tmp_path: Path) -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    inside = paragraph(
        f"{run('减少')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
        '<w:numPr><w:numId w:val="1"/></w:numPr>',
    )
    source = WordFile(text=inside, after=paragraph(drawing(PICTURE, "印章")), numbering=numbering).write(
        tmp_path / "a.docx"
    )
    done = import_document(make_strict(source, tmp_path / "b.docx"), tmp_path / "plan", TODAY)
    assert [measure.text for measure in done.plan.measures] == ["（一）减少1/3", "每月检查一次。"]
    assert "正文第2段：有图片，没有导入：“印章”" in done.text


def test_a_text_that_names_the_strict_variant_stays(tmp_path: Path) -> None:
    words = "见http://purl.oclc.org/ooxml/wordprocessingml/main。"
    assert take(tmp_path, WordFile(text=words)).text == words


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"_rels/.rels": create_ties([("m", "officeDocument", "ppt/presentation.xml")]), "ppt/presentation.xml": "<p/>", "word/x.xml": "<x/>"}, "扩展名可能改过"),
        ({"word/styles.xml": "<x/>"}, "里面没有正文"), ({"a.txt": "x"}, "扩展名可能改过"), ({"_rels/.rels": create_ties([("m", "officeDocument", "gone.xml")]), "word/x.xml": "<x/>"}, "里面没有正文"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(tmp_path: Path, parts: dict[str, str], message: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    with pytest.raises(UnreadableError, match=message):
        import_document(tmp_path / "a.docx", tmp_path / "plan", TODAY)
