"""Web pages: what comes in is what a browser shows, and the rest is reported with its place and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.importing import import_document
from macros.imports.readers.document import Document, Paragraph, Table
from macros.imports.readers.html.page import read_html
from tests.imports.reading import TODAY, read_rows

HEAD = "<tr><th>序号<th>重点任务<th>工作措施<th>完成时限<th>牵头单位<th>责任单位</tr>"


def read(body: str, style: str = "") -> tuple[list[list[str]], Document]:
    """The rows of the tables under their head, “^” for a cell that goes on from above; and the document."""
    head = f"<head><style>{style}</style></head>" if style else ""
    document = read_html(f"<!doctype html><html>{head}<body>{body}</body></html>")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [["^" if cell.is_above else cell.text for cell in row.cells] for table in tables for row in table.rows]
    return rows, document


def read_cell(words: str, style: str = "") -> tuple[str, Document]:
    """One cell of a table."""
    rows, document = read(f"<table><tr><td>{words}</td></tr></table>", style)
    return rows[0][0], document


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        # numbers of lists (HTML standard 4.4.5; CSS counter styles 3)
        ("<ol><li>甲<li>乙</ol>", "1.甲\n2.乙"),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", "3.甲\n7.乙\n8.丙"),
        ("<ol reversed><li>甲<li>乙</ol>", "2.甲\n1.乙"),
        ("<ol type=a start=26><li>甲<li>乙</ol>", "z.甲\naa.乙"),
        ("<ol type=A><li>甲</ol>", "A.甲"),
        ("<ol type=i start=4><li>甲</ol>", "iv.甲"),
        ("<ol type=I start=9><li>甲</ol>", "IX.甲"),
        ("<ol><li type=a>甲<li>乙</ol>", "a.甲\n2.乙"),
        ("<ol><li>甲<ol type=a><li>子</ol><li>乙</ol>", "1.甲\na.子\n2.乙"),
        ("<ol><li hidden>甲<li>乙</ol>", "1.乙"),
        ("<ul><li>甲<li value=3>乙</ul>", "甲\n乙"),
        ("<ol style='list-style: none'><li>甲</ol>", "甲"),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li value=12>乙</ol>", "一、甲\n十二、乙"),
        ("<ul style='list-style:decimal inside'><li>甲</ul>", "1.甲"),
        ("<ol><li></li></ol>", "1."),
        # lines
        ("<pre>一\n 二</pre>", "一\n二"),
        ("<p style='white-space:pre-line'>一\n二</p>", "一\n二"),
        ("<textarea>一\n二</textarea>", "一\n二"),
        ("一\n二", "一二"),
        ("<p style='white-space:nowrap'>a\nb</p>", "a b"),
        ("<pre><span style='white-space:normal'>一\n二</span></pre>", "一二"),
        ("一<br>二<hr>三<wbr>四&shy;五<span style='display:block'>六</span>", "一\n二\n三四五\n六"),
        ("<table><tr><td>甲<td>乙</tr></table>", "甲\n乙"),
        # raised and lowered
        ("10<sup>3</sup>吨，5m<sup>2</sup>，CO<sub>2</sub>，10<sup>-3</sup>，x<sup>n+1</sup>", "10³吨，5m²，CO₂，10⁻³，xⁿ⁺¹"),
        ("10<span style='vertical-align:super'>3</span>吨，50米<sup>2</sup>", "10³吨，50米²"),
        ("甲局<sup>1</sup>，乙局<sup>[2]</sup>，5%<sup>①</sup>，8<sup>*</sup>。<sup>注1</sup>", "甲局，乙局，5%，8。"),
        ("第1<sup>st</sup>，甲局<sup>（暂）</sup>", "第1st，甲局（暂）"),
        # others
        ("<ruby>峪<rp>(</rp><rt>yù</rt><rp>)</rp></ruby>河", "峪河"),
        ("<ruby><rb>峪</rb><rtc>玉</rtc></ruby>镇", "峪镇"),
        ("<q>甲<q>乙</q></q>", "“甲‘乙’”"),
        ("<bdo dir=rtl>前底月6</bdo>", "6月底前"),
        ("<o:p>甲</o:p><font color=red>乙</font><marquee>丙</marquee>", "甲乙丙"),
        ("<details><summary>甲</summary>乙</details>", "甲\n乙"),
        # forms
        ("更新<input value=50>台<input type=number value=3>", "更新50台3"),
        ("<select><option>甲<option selected>乙</select>", "乙"),
        ("<select><option>甲<option>乙</select>", "甲"),
        ("<select multiple><option>甲<option selected>乙<option selected>丙</select>", "乙、丙"),
        ("<input type=checkbox checked>甲<input type=radio>乙", "☒甲☐乙"),
        # shown all the same
        ("<div style='font-size:0'><b style='font-size:14px'>甲</b></div>", "甲"),
        ("<div style='visibility:hidden'><b style='visibility:visible'>甲</b></div>", "甲"),
        ("<del style='text-decoration:none'>甲</del>", "甲"),
        ("<u>甲</u><ins>乙</ins>", "甲乙"),
        ("<div hidden style='display:block'>甲</div>", "甲"),
    ],
)  # fmt: skip
def test_words_as_a_browser_shows_them(words: str, shown: str) -> None:
    assert read_cell(words)[0] == shown


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("甲<span style='display:none'>密</span>", ""),
        ("甲<span style='DISPLAY : NONE !important'>密</span>", ""),
        ("甲<span hidden>密</span>", ""),
        ("甲<span style='visibility:hidden'>密</span>", ""),
        ("甲<span style='opacity:0'>密</span>", ""),
        ("甲<span style='mso-hide:all'>密</span>", ""),
        ("甲<span style='font-size:0pt'>密</span>", ""),
        ("甲<b class='x old'>密</b>", ".old{display:none}"),
        ("甲<b id=old>密</b>", "#old { display: none; }"),
        ("甲<b>密</b>", "td b{display:none}"),
        ("甲<b class=old>密</b>", "td > b.old, i{display:none}"),
        ("甲<b class=old>密</b>", "@media screen{.old{display:none}}"),
        ("甲<b class=old>密</b>", "/* .old{} */ b{display:inline} .old{display:none} b{display:inline}"),
        ("甲<template>密</template><datalist><option>密</datalist><noscript>密</noscript>", ""),
        ("甲<dialog>密</dialog>", ""),
        ("甲<!-- 密 -->", ""),
        ("甲<input type=hidden value=密>", ""),
        ("甲<input placeholder=密>", ""),
        ("甲<button>密</button><input type=submit value=密>", ""),
        ("<span title=密>甲</span>", ""),
        ("甲<del>密</del>", ""),
        ("甲<s>密</s>", ""),
        ("甲<strike>密</strike>", ""),
        ("甲<span style='text-decoration: line-through red'>密</span>", ""),
        ("甲<span class=old>密</span>", ".old{text-decoration-line:line-through}"),
    ],
)  # fmt: skip
def test_hidden_and_struck_words_are_left_out_and_told(words: str, style: str) -> None:
    text, document = read_cell(words, style)
    assert text == "甲"
    assert document.unread == document.decisions == []
    [told, *_] = document.asides
    assert "第1张表第1行第1格" in told
    assert "“密”" in told


@pytest.mark.parametrize(
    "style",
    ["@media print{b{display:none}}", "b{display:none} b{display:inline}", "b{display:none} td b{display:inline}", "i{display:none}"],
)  # fmt: skip
def test_a_rule_that_does_not_hold_hides_nothing(style: str) -> None:
    text, document = read_cell("甲<b>乙</b>", style)
    assert text == "甲乙"
    assert document.asides == []


def test_a_rule_that_is_not_known_is_told() -> None:
    text, document = read_cell(
        "甲<b>乙</b>", "td:nth-child(1){display:none} @media (max-width:9px){b{display:none}} a:hover{color:red}"
    )
    assert text == "甲乙"
    assert document.asides == [
        "网页样式里有2条会隐藏或划掉文字的规则，写法复杂，没有照办（例如“td:nth-child(1)”），请对照网页核对。"
    ]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("<img src=a.png alt=清单>", "图片"), ("<picture><img alt=清单></picture>", "图片"), ("<svg><text>清单</text></svg>", "图形"),
        ("<canvas>清单</canvas>", "画出来的图形"), ("<object>清单</object>", "嵌入的对象"), ("<iframe src=清单></iframe>", "嵌入的网页"),
        ("<video>清单</video>", "视频"), ("<math><mi>清单</mi></math>", "公式"), ("<embed src=清单>", "嵌入的对象"), ("<progress value=清单></progress>", "图形的进度"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(words: str, what: str) -> None:
    text, document = read_cell(f"甲{words}乙")
    assert text == "甲乙"
    assert document.unread == [f"第1张表第1行第1格有{what}，没有导入，请对照原文补上文字：“清单”。"]


def test_pictures_around_the_table() -> None:
    _, document = read(
        "<nav><img alt=标志></nav><a href=x><img alt=广告></a><img width=1 height=1><p>文<img alt=流程>字</p>"
    )
    assert document.unread == ["表格外面有图片，没有导入，请对照原文补上文字：“流程”。"]
    assert document.asides == ["表格外面有图片，没有导入：“标志”、“广告”。"]


def test_words_that_a_style_sheet_writes() -> None:
    style = r'.a::after{content:"（暂定）"} .b::before{content:"\f101"} .c::before{content:"没有这个"}'
    _, document = read_cell("<p class=a>甲<p class=b>乙", style)
    assert document.unread == ["网页样式里另外写了文字，网页上看得见，没有导入：“（暂定）”。"]


def test_what_was_done_is_told() -> None:
    words = "10<sup>3</sup><ruby>峪<rt>yù</rt></ruby><select><option>甲<option>乙</select><details>丙</details>"
    assert read_cell(words)[1].decisions == [
        "第1张表第1行第1格有上标，写成“³”：“3”。", "第1张表第1行第1格的注音没有导入，只取正文：“yù”。",
        "第1张表第1行第1格的下拉框只取选中的，没有选的是：“乙”。", "第1张表第1行第1格有折叠着的内容，也导入了。",
    ]  # fmt: skip


# Tables (HTML standard 4.9.12)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody>", [["甲", "1"], ["^", "2"], ["乙", "3"]]),
        ("<tbody><tr><td rowspan=9>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody>", [["甲", "1"], ["^", "2"], ["乙", "3"]]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [["甲", "1"], ["^", "2"]]),
        ("<thead><tr><th rowspan=2>头<th>a</thead><tbody><tr><td>乙<td>3</tbody>", [["头", "a"], ["乙", "3"]]),
        ("<tfoot><tr><td>尾</tfoot><tr><td>甲</tr><thead><tr><th>头</thead>", [["头"], ["甲"], ["尾"]]),
        ("<tr><td rowspan='2px'>甲<td>1<tr><td>2", [["甲", "1"], ["^", "2"]]),
        ("<tr><td>1<td rowspan=2>甲<tr><td colspan=0>2", [["1", "甲"], ["2", "^"]]),
        ("<tr><td rowspan=70>甲<td>1" + "<tr><td>2" * 69, [["甲", "1"], *[["^", "2"]] * 69]),
        ("<tr><td>1<td>甲<td rowspan=2>丙<tr><td>2", [["1", "甲", "丙"], ["2", "^"]]),
        ("<td>1<td>2", [["1", "2"]]),
        ("<form><tr><td>1<td>2</tr></form>", [["1", "2"]]),
        ("<tr><td>1<td style='display:none'>密<td>2", [["1", "2"]]),
        ("<tr><td>1<td style='visibility:hidden'>密<td>2", [["1", "", "2"]]),
        ("<tr><td>1<tr hidden><td>密<tr><td>2", [["1"], ["2"]]),
        ("<tr><td rowspan=2>1<tr hidden><td>密<tr><td>2", [["1"], ["^", "2"]]),
        ("<tbody hidden><tr><td>密</tbody><tr><td>2", [["2"]]),
        ("<tr><td>1<tr style='text-decoration:line-through'><td>密<tr><td>2", [["1"], ["2"]]),
        ("<tr><td rowspan=2>1<td>2<tr><td><s>密</s>", [["1", "2"]]),
        ("<tr><td rowspan=2>1<td>2<tr><td><img alt=章>", [["1", "2"], ["^", ""]]),
    ],
)  # fmt: skip
def test_rows_and_spans(table: str, rows: list[list[str]]) -> None:
    found, document = read(f"<table>{table}</table>")
    assert found == rows
    assert ("密" in "".join(document.asides)) == ("密" in table)


def test_captions_and_stray_words_stand_above_their_table() -> None:
    _, document = read("<table><caption>附表</caption>散字<tr>又散<td>1</td></tr><div>块</div></table>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["散字", "附表", "又散", "块"]


def test_a_hidden_table_and_a_title_are_told() -> None:
    _, document = read("<table hidden><tr><td>旧表</table><p>正文")
    assert document.asides == ["表格外面有看不见的文字，没有导入：“旧表”。"]
    assert read_html("<html><head><title>某网</title></head><body><p>正文</body></html>").decisions == [
        "网页的标题没有导入：“某网”。"
    ]


def test_a_page_with_style_files_says_so() -> None:
    document = read_html("<html><head><link rel=stylesheet href=a.css></head><body><p>正文</body></html>")
    assert document.asides == ["网页另有1个样式文件没有读，里面如果隐藏或划掉了文字，看不出来，请对照网页核对。"]


def test_numbers_of_tasks_by_a_list_come_into_the_plan(tmp_path: Path) -> None:
    lines = "".join(
        f"<tr><td><ol start={number}><li></li></ol><td>更新<td>措施{number}。<td>全年<td>甲局<td>乙镇</tr>"
        for number in (1, 2)
    )
    (tmp_path / "a.html").write_text(f"<p>某区2024年行动计划<table>{HEAD}{lines}</table>", encoding="utf-8")
    import_document(tmp_path / "a.html", tmp_path / "plan", TODAY)
    assert [row[2] for row in read_rows(tmp_path / "plan")] == ["1", "2"]
