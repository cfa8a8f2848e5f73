"""Documents with every kind of element that a format has, in random choice, each with words of its own."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.imports.books import DRAWING, HEAD, MAIN, TIES, create_styles, create_ties, line, rich, text, write_book
from tests.imports.word_files import HEADS, paragraph, row, run, table, write_word


@dataclass
class Maker:
    """Draws elements and gives each a word; `away` are the words that must not come into the plan."""

    dice: random.Random
    here: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)

    def word(self, *, is_away: bool = False) -> str:
        """A new word, of characters that nothing else has."""
        words = self.away if is_away else self.here
        number = len(self.here) + len(self.away)
        words.append(
            f"词{'零一二三四五六七八九'[number // 10 % 10]}{'零一二三四五六七八九'[number % 10]}{'甲乙'[is_away]}语"
        )
        return words[-1]

    def draw(self, kinds: list[str], count: int) -> list[str]:
        """Elements of random kinds; “…” in one stands for a word that is shown, “×××” for one that is not."""
        return [self.fill(kind) for kind in self.dice.choices(kinds, k=count)]

    def fill(self, kind: str) -> str:
        for sign, is_away in (("…", False), ("×××", True)):
            while sign in kind:
                kind = kind.replace(sign, self.word(is_away=is_away), 1)
        return kind


# Pages

_IN_CELLS = [
    "…", "<b>…</b>", "<o:p>…</o:p>", "<p>…<p>…", "<ol><li>…<li>…</ol>", "<ul><li>…</ul>", "<pre>…\n…</pre>", "<q>…</q>", "…<br>…",
    "<details><summary>…</summary>…</details>", "<input value=…>", "<textarea>…</textarea>", "<select><option>…<option selected>…</select>",
    "<input type=checkbox>…", "<ruby>字<rt>…</rt></ruby>", "<sup>…</sup>", "<sub>…</sub>", "<table><tr><td>…<td>…</table>", "<img alt=…>",
    "<svg><text>…</text></svg>", "<canvas>…</canvas>", "<object>…</object>", "<iframe src=…></iframe>", "<video>…</video>", "<math><mi>…</mi></math>",
    "<button>×××</button>", "<input type=submit value=×××>", "<input placeholder=×××>", "<input type=hidden value=×××>", "<!-- ××× -->",
    "<del>×××</del>", "<s>×××</s>", "<strike>×××</strike>", "<i class=struck>×××</i>", "<i class=hidden>×××</i>", "<i hidden>×××</i>",
    "<i style='visibility:hidden'>×××</i>", "<i style='font-size:0'>×××</i>", "<template>×××</template>", "<dialog>×××</dialog>", "<b title=×××>字</b>",
    "<datalist><option>×××</datalist>", "<map><area alt=…></map>", "<meter value=…></meter>", "<del><img alt=×××><input value=×××></del>",
]  # fmt: skip
_OUTSIDE = ["<p>…</p>", "<div>…<span>…</span></div>", "<nav><img alt=…>…</nav>", "<img alt=…>", "<p hidden>×××</p>", "<del>×××</del>", "<!-- ××× -->", "<table><tr><td>…</table>", "<button>×××</button>", "<table hidden><tr><td>×××</table>"]  # fmt: skip
_ROWS = [
    "<tr hidden><td>×××</tr>",
    "<tr style='text-decoration:line-through'><td>×××<td>×××</tr>",
    "<tr><td colspan=6>注：…</tr>",
]


def write_page(maker: Maker, path: Path) -> None:
    cells = maker.draw(_IN_CELLS, 14)
    rows = "".join(
        f"<tr><td>{number}<td>任务{number}<td>措施。{cell}<td>全年<td>甲局<td>乙镇</tr>{''.join(maker.draw(_ROWS, number % 5 == 0))}"
        for number, cell in enumerate(cells, 1)
    )
    head = "".join(f"<th>{name}" for name in HEAD)
    path.with_suffix(".html").write_text(
        f"<html><head><title>{maker.word()}</title><style>.hidden{{display:none}} i.struck{{text-decoration:line-through}}</style></head>"
        f"<body><p>某区2024年行动计划</p>{''.join(maker.draw(_OUTSIDE, 2))}<table><caption>{maker.word()}</caption><tr>{head}</tr>{rows}</table>"
        f"{''.join(maker.draw(_OUTSIDE, 4))}</body></html>",
        encoding="utf-8",
    )


# Workbooks

_RUNS = [
    ("", "…"), ("<b/>", "…"), ("<strike/>", "×××"), ('<vertAlign val="superscript"/>', "…"), ('<vertAlign val="subscript"/>', "…"),
    ('<strike val="1"/><vertAlign val="superscript"/>', "×××"),
]  # fmt: skip
#: Cells of the last column, with their styles: 1 struck, 2 hides texts, 3 adds a word of its own, 4 white, 5 a number's unit.
_CELLS: list[Callable[[Maker, str], str]] = [
    lambda maker, name: text(name, maker.word()),
    lambda maker, name: text(name, maker.word(is_away=True), ' s="1"'),
    lambda maker, name: text(name, maker.word(is_away=True), ' s="2"'),
    lambda maker, name: text(name, maker.word(), ' s="3"'),
    lambda maker, name: text(name, maker.word(), ' s="4"'),
    lambda _, name: f'<c r="{name}" s="5"><v>5</v></c>',
    lambda maker, name: f'<c r="{name}" t="str"><f>DISPIMG("{maker.word()}",1)</f><v>x</v></c>',
    lambda maker, name: f'<c r="{name}" t="str"><f>A1</f><v>{maker.word()}</v></c>',
    lambda maker, name: (
        f'<c r="{name}" t="inlineStr"><is><t>字</t><rPh sb="0" eb="1"><t>{maker.word()}</t></rPh></is></c>'
    ),
    lambda maker, name: f'<c r="{name}"><new>{maker.word()}</new></c>',
]
_AROUND = [
    '<dataValidations><dataValidation sqref="A9" prompt="×××"/></dataValidations>', '<hyperlinks><hyperlink ref="A9" tooltip="×××"/></hyperlinks>',
    "<headerFooter><oddHeader>&amp;C×××</oddHeader><evenFooter>&amp;L&amp;12×××&amp;P</evenFooter></headerFooter>",
    '<scenarios><scenario name="×××" comment="×××"/></scenarios>', "<newThing>×××</newThing>", '<oleObjects><oleObject progId="×××"/></oleObjects>',
    "<extLst><ext><x:newer xmlns:x='x'>×××</x:newer></ext></extLst>", "<customSheetViews><customSheetView><headerFooter><firstHeader>×××</firstHeader></headerFooter></customSheetView></customSheetViews>",
]  # fmt: skip
_SHAPES = [
    "<xdr:sp><xdr:txBody><a:p><a:r><a:t>×××</a:t></a:r></a:p></xdr:txBody></xdr:sp>", '<xdr:pic><xdr:nvPicPr><xdr:cNvPr descr="×××"/></xdr:nvPicPr></xdr:pic>',
    "<xdr:grpSp><xdr:sp><xdr:txBody><a:p><a:r><a:t>×××</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:grpSp>", '<xdr:graphicFrame><c:chart r:id="rId1"/></xdr:graphicFrame>',
    "<xdr:newer><a:p><a:r><a:t>×××</a:t></a:r></a:p></xdr:newer>",
]  # fmt: skip


def write_workbook(maker: Maker, path: Path) -> None:
    rows = line(2, *HEAD, "备注")
    for number in range(3, 13):
        runs = [(look, maker.fill(words)) for look, words in maker.dice.choices(_RUNS, k=3)]
        cells = ("全年", "甲局", "乙镇", maker.dice.choice(_CELLS)(maker, f"G{number}"))
        hidden = maker.dice.choice(["", "", ' hidden="1"'])
        rows += line(
            number, str(number - 2), f"任务{number}", rich(f"C{number}", ("", "措施。"), *runs), *cells, more=hidden
        )
    rows += line(13, "11", "任务", "措施。", "全年", "甲局", text("F13", "乙镇"), text("G13", maker.word(is_away=True)))
    shapes = "".join(f"<xdr:oneCellAnchor>{shape}</xdr:oneCellAnchor>" for shape in maker.draw(_SHAPES, 3))
    spaces = f'xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{TIES}" xmlns:c="c"'
    comment = f'<comments xmlns="{MAIN}"><commentList><comment ref="B3"><text><t>{maker.word(is_away=True)}</t></text></comment></commentList></comments>'
    thread = f'<ThreadedComments xmlns="t"><threadedComment ref="B4"><text>{maker.word(is_away=True)}</text></threadedComment></ThreadedComments>'
    box = f'<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox>{maker.word(is_away=True)}</v:textbox><x:ClientData ObjectType="Button"/></v:shape></xml>'
    chart = f'<c:chartSpace xmlns:c="c" xmlns:a="{DRAWING}/main"><a:p><a:r><a:t>{maker.word(is_away=True)}</a:t></a:r></a:p></c:chartSpace>'
    has_chart = "<c:chart" in shapes
    if not has_chart:
        maker.away.remove(chart.partition("<a:t>")[2].partition("<")[0])
    styles = create_styles(
        'fontId="1" numFmtId="0"', 'numFmtId="164"', 'numFmtId="165"', 'fontId="2" numFmtId="0"', 'numFmtId="166"',
        fonts='<font><strike/></font><font><color theme="0"/></font>', formats=f';;;\n0;0;0;@"加字"\n0"{"台"}"',
    )  # fmt: skip
    write_book(
        path.with_suffix(".xlsx"), line(1, "某区2024年行动计划") + rows,
        around=f'<mergeCells><mergeCell ref="F13:G13"/></mergeCells>{"".join(maker.draw(_AROUND, 3))}', book_ties=(("styles", "styles.xml"),),
        ties=(("comments", "../c.xml"), ("threadedComment", "../t.xml"), ("drawing", "../d.xml"), ("vmlDrawing", "../v.vml")),
        parts={
            "xl/styles.xml": styles, "xl/c.xml": comment, "xl/t.xml": thread, "xl/v.vml": box, "xl/chart.xml": chart,
            "xl/d.xml": f"<xdr:wsDr {spaces}>{shapes}</xdr:wsDr>", "xl/_rels/d.xml.rels": create_ties(("chart", "chart.xml")),
        },
    )  # fmt: skip


# Texts

_TEXT_CELLS = ["…", '"…\n…"', '"…""…"', "'=…", '="…"', "=A1&×××", "（…）"]


def write_separated(maker: Maker, path: Path) -> None:
    separator = maker.dice.choice([",", ";", "\t"])
    lines = [maker.dice.choice(["", f"sep={separator}\n"]) + "某区2024年行动计划"]
    lines += maker.draw(["…"], maker.dice.randint(0, 1))
    lines.append(separator.join([*HEAD, "备注"]))
    for number, cell in enumerate(maker.draw(_TEXT_CELLS, 8), 1):
        lines.append(
            separator.join([str(number), f"任务{number}", f"措施{maker.word()}。", "全年", "甲局", "乙镇", cell])
        )
    path.with_suffix(".csv").write_text("\n".join(lines), encoding="utf-8")


def write_pasted(maker: Maker, path: Path) -> None:
    lines = ["某区2024年行动计划", maker.word(), "\t".join([*HEAD, "备注"])]
    for number in range(1, 8):
        cut = maker.fill(maker.dice.choice(["", "\n…。"]))
        lines.append(
            "\t".join(
                [str(number), f"任务{number}", f"措施{maker.word()}。{cut}", "全年", "甲局", "乙镇", maker.word()]
            )
        )
    path.with_suffix(".txt").write_text("\n".join([*lines, f"注：{maker.word()}"]), encoding="utf-8")


def write_tabbed(maker: Maker, path: Path) -> None:
    blocks = ["某区2024年行动计划", maker.word(), "\n".join(f"\t{name}" for name in [*HEAD, "备注"])]
    for number in range(1, 8):
        cells = [
            str(number),
            f"任务{number}",
            f"措施{maker.word()}。[bookmark: {maker.word()}]",
            "全年",
            "甲局",
            "乙镇",
            maker.word(),
        ]
        blocks += [
            "\n".join(f"\t{cell}" for cell in cells),
            *maker.draw([str(number), "注：…"], maker.dice.randint(0, 2)),
        ]
    path.with_suffix(".txt").write_text("\n\n".join([*blocks, maker.word()]), encoding="utf-8")


# Word

_IN_RUNS = [
    "<w:r><w:t>…</w:t></w:r>", "<w:hyperlink><w:r><w:t>…</w:t></w:r></w:hyperlink>", "<w:ins><w:r><w:t>…</w:t></w:r></w:ins>",
    "<w:r><w:ruby><w:rt><w:r><w:t>×××</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>…</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    "<w:del><w:r><w:delText>×××</w:delText></w:r></w:del>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>×××</w:t></w:r>",
    "<w:r><w:rPr><w:strike/></w:rPr><w:t>×××</w:t></w:r>", "<w:moveFrom><w:r><w:t>×××</w:t></w:r></w:moveFrom>",
    "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>…</w:t></w:r></w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>×××</w:t></w:r></w:sdtContent></w:sdt>",
    "<m:oMath><m:f><m:num><m:r><m:t>…</m:t></m:r></m:num><m:den><m:r><m:t>…</m:t></m:r></m:den></m:f></m:oMath>",
    "<mc:AlternateContent><mc:Choice Requires='x'><w:r><w:t>…</w:t></w:r></mc:Choice></mc:AlternateContent>",
    "<mc:AlternateContent><mc:Fallback><w:r><w:t>…</w:t></w:r></mc:Fallback></mc:AlternateContent>",
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>×××</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='×××'/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>…</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
    "<w:fldSimple w:instr='PAGE'><w:r><w:t>…</w:t></w:r></w:fldSimple>", "<w:unheard><w:r><w:t>×××</w:t></w:r></w:unheard>",
    "<w:smartTag><w:r><w:t>…</w:t></w:r></w:smartTag>", "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>×××</w:t></w:r>",
]  # fmt: skip
_IN_BODY = ["<w:p><w:r><w:t>…</w:t></w:r></w:p>", "<w:unheard><w:p><w:r><w:t>×××</w:t></w:r></w:p></w:unheard>", "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>…</w:t></w:r></w:p></w:sdtContent></w:sdt>"]  # fmt: skip


def write_document(maker: Maker, path: Path) -> None:
    rows = [
        row(str(number), f"任务{number}", paragraph(run("措施。") + content), "全年", "市甲局")
        for number, content in enumerate(maker.draw(_IN_RUNS, 14), 1)
    ]
    title = paragraph(run("某市2024年行动计划（试行）"))
    body = title + table(row(*HEADS), *rows) + "".join(maker.draw(_IN_BODY, 3))
    write_word(
        path.with_suffix(".docx"),
        body,
        header=maker.fill("<w:hdr><w:p><w:r><w:t>×××</w:t></w:r></w:p></w:hdr>"),
        comments=maker.fill("<w:comments><w:comment><w:p><w:r><w:t>×××</w:t></w:r></w:p></w:comment></w:comments>"),
    )


WRITERS: dict[str, tuple[Callable[[Maker, Path], None], ...]] = {
    "docx": (write_document,),
    "html": (write_page,),
    "xlsx": (write_workbook,),
    "csv": (write_separated,),
    "txt": (write_pasted, write_tabbed),
}
