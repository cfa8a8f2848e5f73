"""Words of Word files as a person sees them: guides, forms, fields, hidden and struck text, raised and lowered letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.word_plans import SPACES, WordFile, cell, field_of, paragraph, row, run, take

PLACE = "第1张表第2行“工作措施”栏："


def style(name: str, inside: str, *, based: str = "", kind: str = "paragraph", title: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{title or name}"/>{base}{inside}</w:style>'
    )


def hide(switch: str = "<w:vanish/>") -> str:
    return f"<w:rPr>{switch}</w:rPr>"


# Guides to reading


def ruby(base: str, guide: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(guide)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"


@pytest.mark.parametrize("guide", ["yù", "玉", "ㄩˋ", "よく"])
def test_a_guide_to_reading_is_left_out_and_reported(tmp_path: Path, guide: str) -> None:
    inside = f"{run('完成甲')}{ruby('峪', guide)}{run('河整治')}{ruby('三公里', guide + '二')}{run('。')}"
    taken = take(tmp_path, WordFile(text=inside, bodies=f"{run('乙')}{ruby('峪', guide)}{run('镇')}"))
    assert (taken.text, taken.bodies) == ("完成甲峪河整治三公里。", ["乙峪镇"])
    assert f"{PLACE}注音没有导入，只取正文：“{guide}”、“{guide}二”" in taken.decisions
    assert f"第1张表第2行“责任单位”栏：注音没有导入，只取正文：“{guide}”" in taken.decisions


# Forms


def drop_down(entries: str, chosen: str = "") -> str:
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries.split())
    return field_of(" FORMDROPDOWN ", form=f"<w:ffData><w:ddList>{chosen}{listed}</w:ddList></w:ffData>")


@pytest.mark.parametrize(
    ("chosen", "due"),
    [('<w:result w:val="1"/>', "9月底前"), ('<w:default w:val="2"/>', "年底前"), ("", "6月底前"), ('<w:result w:val="0"/><w:default w:val="1"/>', "6月底前")],
)  # fmt: skip
def test_a_drop_down_shows_what_is_chosen(tmp_path: Path, chosen: str, due: str) -> None:
    taken = take(tmp_path, WordFile(due=drop_down("6月底前 9月底前 年底前", chosen)))
    assert taken.due == due
    assert any(f"下拉列表取选中的“{due}”" in line for line in taken.decisions)


def test_a_drop_down_without_its_choice_is_asked_about(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(bodies=drop_down("甲局 丁局", '<w:result w:val="7"/>')))
    assert taken.bodies == []
    assert taken.unread == ["第1张表第2行“责任单位”栏：有一个下拉列表，看不出选的是哪一项，列出的有：“甲局、丁局”"]


@pytest.mark.parametrize(
    ("states", "sign"),
    [("<w:checked/>", "☒"), ('<w:checked w:val="0"/>', "☐"), ('<w:default w:val="1"/>', "☒"), ('<w:default w:val="1"/><w:checked w:val="false"/>', "☐"), ("", "☐")],
)  # fmt: skip
def test_a_check_box_is_read_as_it_is_seen(tmp_path: Path, states: str, sign: str) -> None:
    box = field_of(" FORMCHECKBOX ", form=f"<w:ffData><w:checkBox>{states}</w:checkBox></w:ffData>")
    assert take(tmp_path, WordFile(text=f"{box}{run('新建充电桩。')}")).text == f"{sign}新建充电桩。"


def control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inside", "sign"),
    [
        (run("☒"), "☒"), (run("☐"), "☐"), ("", "☒"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"), ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "☐"),
    ],
)  # fmt: skip
def test_a_modern_check_box(tmp_path: Path, inside: str, sign: str) -> None:
    box = control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', inside)
    assert take(tmp_path, WordFile(text=f"{box}{run('新建。')}")).text == f"{sign}新建。"


def test_controls_show_their_words(tmp_path: Path) -> None:
    due = control('<w:date w:fullDate="2024-09-30T00:00:00Z"><w:dateFormat w:val="M月底前"/></w:date>', run("9月底前"))
    bodies = control('<w:dropDownList><w:listItem w:displayText="丁局" w:value="1"/></w:dropDownList>', run("丁局"))
    taken = take(tmp_path, WordFile(due=due, bodies=bodies))
    assert (taken.due, taken.bodies) == ("9月底前", ["丁局"])


PLACEHOLDER = style("a3", hide('<w:color w:val="808080"/>'), kind="character", title="Placeholder Text")


@pytest.mark.parametrize(
    ("properties", "look"),
    [("<w:showingPlcHdr/><w:date/>", ""), ('<w:showingPlcHdr w:val="1"/>', ""), ("<w:text/>", '<w:rStyle w:val="a3"/>'), ("<w:text/>", '<w:rStyle w:val="PlaceholderText"/>')],
)  # fmt: skip
def test_the_prompt_of_an_empty_control_is_no_text(tmp_path: Path, properties: str, look: str) -> None:
    prompt = control(properties, run("单击此处选择单位。", look))
    taken = take(tmp_path, WordFile(bodies=prompt, styles=PLACEHOLDER))
    assert taken.bodies == []
    assert "第1张表第2行“责任单位”栏：控件还没有填，里面的提示文字没有导入：“单击此处选择单位。”" in taken.asides


def test_a_control_around_a_cell_or_a_paragraph_may_be_empty_too(tmp_path: Path) -> None:
    around = control("<w:showingPlcHdr/>", paragraph("单击此处输入。"))
    taken = take(tmp_path, WordFile(text=f"{paragraph('组织更新。')}{around}"))
    assert taken.text == "组织更新。"
    assert f"{PLACE}控件还没有填，里面的提示文字没有导入：“单击此处输入。”" in taken.asides


def test_a_control_that_is_filled_in_is_text(tmp_path: Path) -> None:
    filled = control('<w:showingPlcHdr w:val="0"/>', run("丁局"))
    assert take(tmp_path, WordFile(bodies=filled)).bodies == ["丁局"]


# Fields


@pytest.mark.parametrize(
    ("instruction", "seen"),
    [
        (r"EQ \f(1,3)", "1/3"), (r"eq \f(a+b,2)", "(a+b)/2"), (r"EQ \r(3,8)", "³√8"), (r"EQ \r(2)", "√2"), (r"EQ \o\ac(○,21)", "㉑"),
        (r"EQ \o\ac(○,3)", "③"), (r"EQ \o\ac(○,A)", "Ⓐ"), (r"EQ \o\ac(○,正)", "㊣"), (r"EQ \o\ac(○,密)", "密"), (r"EQ \o\ac(□,急)", "急"),
        (r"EQ \x(特急)", "特急"), (r"EQ \b(1,2)", ""), (r"EQ \b\bc\[(a)", "[a]"), (r"EQ \l(a,b)", "a,b"), (r"EQ \f(\r(3),2)", "√3/2"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yù),峪)', "峪"), (r"EQ m\s\up8(2)", "m²"), (r"EQ CO\s\do2(2)", "CO₂"),
        (r"SYMBOL 176 \f \"Symbol\" \s 12".replace("\\\"", '"'), "°"), ('SYMBOL 254 \\f "Wingdings"', "☑"), ("SYMBOL 8451 \\u", "℃"),
        ("SYMBOL 0xB1 \\f Symbol", "±"), ("SYMBOL 128 \\a", "€"),
    ],
)  # fmt: skip
def test_a_field_that_word_draws_is_read_by_its_instruction(tmp_path: Path, instruction: str, seen: str) -> None:
    whole = field_of(f" {instruction} ")
    simple = f'<w:fldSimple w:instr="{instruction.replace(chr(34), "&quot;")}"/>'
    pieces = "".join(
        f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in (" ", *instruction)
    )
    cut = whole.replace(whole[whole.index("<w:r><w:instrText") : whole.index("</w:instrText></w:r>") + 20], pieces)
    for inside in (whole, simple, cut):
        taken = take(tmp_path, WordFile(text=f"{run('乙')}{inside}{run('丙。')}"))
        assert taken.text == f"乙{seen}丙。"
        told = "".join("".join([*taken.decisions, *taken.unread]).split())
        assert "".join(instruction.split()) in told or "yù" in told or seen in told


@pytest.mark.parametrize(
    "instruction",
    [r"EQ \i(1,5,3)", r"EQ \a(甲,乙)", r"EQ \x\to(AB)", r"EQ \f(1", r"EQ \q(1)", "EQ " + r"\f(" * 300, "SYMBOL 9 \\f 某字体", "AUTONUM", "LISTNUM 1", "DATE", "SYMBOL"],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_asked_about(tmp_path: Path, instruction: str) -> None:
    taken = take(tmp_path, WordFile(text=f"{run('乙')}{field_of(instruction)}{run('丙。')}"))
    assert taken.text == "乙丙。"
    [question] = taken.unread
    assert question.startswith(PLACE)
    assert "".join(instruction.split()) in "".join(question.split())


def test_a_power_drawn_by_a_field(tmp_path: Path) -> None:
    taken = take(
        tmp_path, WordFile(text=f"{run('减排10')}{field_of('EQ ' + chr(92) + 's' + chr(92) + 'up8(3)')}{run('吨。')}")
    )
    assert taken.text == "减排10³吨。"


def test_results_of_fields_are_text(tmp_path: Path) -> None:
    inside = (
        run("见") + field_of(' REF a \\h ', run("第三条"))
        + f'<w:hyperlink r:id="link">{run("附表")}</w:hyperlink>'
        + f'<w:fldSimple w:instr=" SEQ 表 ">{run("4")}</w:fldSimple>' + field_of(" XE 索引词 ") + run("。")
    )  # fmt: skip
    taken = take(tmp_path, WordFile(text=inside, ties=(("link", "hyperlink", "http://example.org/a"),)))
    assert taken.text == "见第三条附表4。"
    assert f"{PLACE}有 REF 域，照文件里存的结果导入，域代码是：“REF a \\h”" in taken.decisions
    assert f"{PLACE}链接只取文字，没有导入的地址是：“http://example.org/a”" in taken.decisions
    assert f"{PLACE}有不显示的 XE 域，没有导入：“XE 索引词”" in taken.asides


def test_a_field_in_the_instruction_of_another(tmp_path: Path) -> None:
    inner = field_of(" PAGE ", run("3"))
    whole = field_of("IF ", run("甲类")).replace(
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        f'{inner}<w:r><w:instrText> &gt; 2 "甲类" "乙类"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    )
    taken = take(tmp_path, WordFile(text=f"{run('按')}{whole}{run('办理。')}"))
    assert taken.text == "按甲类办理。"
    assert any('IF 3 > 2 "甲类" "乙类"' in line for line in taken.decisions)


def test_a_field_over_two_paragraphs(tmp_path: Path) -> None:
    begin, end = field_of("BOOK ", f"{run('一是更新。')}¶{run('二是检查。')}").split("¶")
    taken = take(tmp_path, WordFile(text=paragraph(begin) + paragraph(end)))
    assert taken.text == "一是更新。\n二是检查。"


def test_a_field_without_an_end_is_asked_about(tmp_path: Path) -> None:
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 某处</w:instrText></w:r>'
    taken = take(tmp_path, WordFile(after=paragraph(open_field) + paragraph("另有要求。")))
    assert taken.unread == ["有一个域没有写完，域代码是：“REF 某处另有要求。”"]


# Hidden and struck text

HIDDEN_STYLES = (
    style("H", hide()) + style("HB", "", based="H") + style("HO", hide('<w:vanish w:val="0"/>'), based="H")
    + style("C", hide(), kind="character") + style("CB", "", based="C", kind="character") + style("Loop", "", based="Loop")
    + style("S", hide("<w:strike/>")) + style("SC", hide("<w:dstrike/>"), kind="character")
)  # fmt: skip


@pytest.mark.parametrize(
    ("paragraph_style", "look"),
    [("", "<w:vanish/>"), ("", '<w:rStyle w:val="C"/>'), ("", '<w:rStyle w:val="CB"/>'), ("H", ""), ("HB", ""), ("HB", '<w:rStyle w:val="C"/>'), ("", '<w:vanish w:val="true"/>')],
)  # fmt: skip
def test_hidden_text_is_left_out_and_reported(tmp_path: Path, paragraph_style: str, look: str) -> None:
    inside = paragraph("组织更新。") + paragraph(
        run("内部意见", look), f'<w:pStyle w:val="{paragraph_style}"/>' if paragraph_style else ""
    )
    taken = take(tmp_path, WordFile(text=inside, styles=HIDDEN_STYLES))
    assert taken.text == "组织更新。"
    assert f"{PLACE}隐藏的文字没有导入：“内部意见”" in taken.asides


@pytest.mark.parametrize(
    ("paragraph_style", "look"),
    [("HO", ""), ("H", '<w:vanish w:val="0"/>'), ("", "<w:webHidden/>"), ("", '<w:vanish w:val="false"/>'), ("Loop", ""), ("None", ""), ("", '<w:specVanish/>'), ("S", '<w:strike w:val="0"/>')],
)  # fmt: skip
def test_text_that_is_seen_stays(tmp_path: Path, paragraph_style: str, look: str) -> None:
    inside = paragraph(run("组织更新。", look), f'<w:pStyle w:val="{paragraph_style}"/>' if paragraph_style else "")
    assert take(tmp_path, WordFile(text=inside, styles=HIDDEN_STYLES)).text == "组织更新。"


def test_usual_styles_and_styles_of_tables_hide_too(tmp_path: Path) -> None:
    usual = style("N", hide(), more=' w:default="1"') + style("V", hide('<w:vanish w:val="0"/>'), based="N")
    seen = '<w:pStyle w:val="V"/>'
    around = paragraph("联系人张某") + paragraph("注：甲局汇总。", seen)
    table = style("T", hide(), kind="table") + style("TB", "", based="T", kind="table")
    file = WordFile(
        after=f'{around}<w:tbl><w:tblPr><w:tblStyle w:val="TB"/></w:tblPr>{row("内部", "意见")}</w:tbl>',
        styles=table + style("V", ""),
    )
    taken = take(tmp_path, file)
    assert "第2张表第1行第1格：隐藏的文字没有导入：“内部”" in taken.asides
    cells = [paragraph(words, seen) for words in ("序号", "重点任务", "工作措施", "完成时限", "责任单位")]
    shown = "".join(
        f"<w:tr>{''.join(cell(item) for item in line)}</w:tr>"
        for line in (cells, [paragraph(words, seen) for words in ("1", "更新", "组织更新。", "全年", "甲局")])
    )
    taken = take(tmp_path, WordFile(before=f"<w:tbl>{shown}</w:tbl>", after=around, styles=usual))
    assert taken.rows[0][4] == "组织更新。"
    assert len(taken.rows) == 1
    assert "联系人张某" in "".join(taken.asides)


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="SC"/>', '<w:strike w:val="on"/>'])
def test_struck_text_is_never_published(tmp_path: Path, look: str) -> None:
    file = WordFile(
        text=f"{run('组织更新')}{run('100台', look)}{run('50台。')}", due=f"{run('6月底前', look)}{run('9月底前')}",
        bodies=f"{run('乙镇、')}{run('丁镇', look)}", styles=HIDDEN_STYLES,
    )  # fmt: skip
    taken = take(tmp_path, file)
    assert (taken.text, taken.due, taken.bodies) == ("组织更新50台。", "9月底前", ["乙镇"])
    for words in (
        "“工作措施”栏：加了删除线的文字没有导入：“100台”",
        "“完成时限”栏：加了删除线的文字没有导入：“6月底前”",
        "“责任单位”栏：加了删除线的文字没有导入：“丁镇”",
    ):
        assert words in taken.report


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>"])
def test_a_row_that_is_struck_out_or_hidden_is_no_measure(tmp_path: Path, look: str) -> None:
    left_out = row(
        *(run(words, look) for words in ("3", "拟删", "组织拟删。", "年底前", "丁局")), properties="<w:hidden/>"
    )
    taken = take(tmp_path, WordFile(rows=left_out))
    assert len(taken.rows) == 2
    assert "第1张表第4行：整行是隐藏的或者加了删除线的，没有导入。" in taken.asides
    assert "丁局" in "".join(taken.asides)


def test_a_row_whose_mark_alone_is_hidden_is_a_measure(tmp_path: Path) -> None:
    """ECMA-376, part 1, 17.4.20: the mark hides the end of the row, not what stands in it; LibreOffice prints the row."""
    taken = take(tmp_path, WordFile(rows=row("3", "登记", "办理登记。", "年底前", "丁局", properties="<w:hidden/>")))
    assert len(taken.rows) == 3


def test_a_deleted_row_is_reported(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(rows=row("3", "拟删", "组织拟删。", "年底前", "丁局", properties="<w:del/>")))
    assert len(taken.rows) == 2
    assert "第1张表第4行：是修订里删除的行，没有导入：“3拟删组织拟删。年底前丁局”" in taken.asides


def test_a_deleted_end_of_a_paragraph_joins_the_next_one(tmp_path: Path) -> None:
    inside = paragraph("市甲", '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>') + paragraph("局")
    assert take(tmp_path, WordFile(bodies=inside)).bodies == ["市甲局"]


# Spaces


def test_spaces_and_hyphens(tmp_path: Path) -> None:
    inside = "".join(f"{run(letter)}<w:r>{sign}</w:r>" for letter, sign in zip("ABCDEF", ("<w:ptab/>", "<w:tab/>", "<w:softHyphen/>", "<w:noBreakHyphen/>", "<w:lastRenderedPageBreak/>", "<w:br/>"), strict=True))  # fmt: skip
    assert take(tmp_path, WordFile(text=f"{inside}{run('级设备。')}")).text == "A B CD-EF\n级设备。"


# Raised and lowered letters

RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("before", "raised", "after", "seen"),
    [
        ("减排10", "3", "吨。", "减排10³吨。"), ("绿化50m", "2", "。", "绿化50m²。"), ("浓度10", "-3", "级。", "浓度10⁻³级。"),
        ("绿化50米", "2", "。", "绿化50米²。"), ("更新50台", "1", "。", "更新50台。"), ("组织更新", "[2]", "。", "组织更新。"),
        ("组织更新", "①", "。", "组织更新。"), ("按第5", "th", "号办理。", "按第5th号办理。"),
    ],
)  # fmt: skip
def test_raised_letters_are_exponents_or_marks_of_notes(
    tmp_path: Path, before: str, raised: str, after: str, seen: str
) -> None:
    split = "".join(run(letter, RAISED) for letter in raised)
    for inside in (run(raised, RAISED), split, run(raised, '<w:position w:val="6"/><w:sz w:val="12"/>')):
        taken = take(tmp_path, WordFile(text=f"{run(before)}{inside}{run(after)}"))
        assert taken.text == seen
        assert f"“{raised}”" in taken.report or raised in seen


def test_lowered_letters(tmp_path: Path) -> None:
    taken = take(
        tmp_path, WordFile(text=f"{run('CO')}{run('2', LOWERED)}{run('和PM')}{run('2.5', LOWERED)}{run('下降。')}")
    )
    assert taken.text == "CO₂和PM2.5下降。"


def test_a_raised_mark_by_a_style(tmp_path: Path) -> None:
    styles = style("FR", hide(RAISED), kind="character", title="footnote reference")
    taken = take(
        tmp_path,
        WordFile(
            due=f"{run('6月底前')}{run('2', '<w:rStyle w:val=' + chr(34) + 'FR' + chr(34) + '/>')}", styles=styles
        ),
    )
    assert taken.due == "6月底前"
    assert "有上标，看来是注的记号，没有导入（前面的字是“6月底前”）：“2”" in taken.report


def test_a_line_that_stands_higher_as_a_whole_is_not_raised(tmp_path: Path) -> None:
    assert take(tmp_path, WordFile(text=run("更新3台。", '<w:position w:val="6"/>'))).text == "更新3台。"


def test_notes_are_reported_where_their_marks_stand(tmp_path: Path) -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{0}Reference w:id="2"/></w:r>'
    note = '<w:{0}s {1}><w:{0} w:id="2">{2}</w:{0}><w:{0} w:id="9">{3}</w:{0}></w:{0}s>'
    parts = {
        f"word/{kind}s.xml": note.format(kind, SPACES, paragraph(f"{kind}的话"), paragraph(f"{kind}别的话"))
        for kind in ("footnote", "endnote", "comment")
    }
    ties = tuple((kind, f"{kind}s", f"{kind}s.xml") for kind in ("footnote", "endnote", "comment"))
    marks = "".join(mark.format(kind) for kind in ("footnote", "endnote", "comment"))
    taken = take(tmp_path, WordFile(text=f"{run('组织更新')}{marks}{run('。')}", parts=dict(parts), ties=ties))
    assert taken.text == "组织更新。"
    for kind, name in (("footnote", "脚注"), ("endnote", "尾注"), ("comment", "批注")):
        assert f"{PLACE}{name}不属于表格，没有导入：“{kind}的话”" in taken.asides
        assert f"{name}不属于表格，没有导入：“{kind}别的话”" in taken.asides
