"""Every word of a Word file with every kind of element is in the plan or in the report; what is not seen, in the report alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from macros.imports.importing import REPORT, import_document
from tests.imports.reading import TODAY
from tests.imports.word_plans import SPACES, WordFile, cell, field_of, paragraph, row, run

_DIGITS = "零一二三四五六七八九"
SEEN, UNSEEN = "…", "×"  # stand for a word of the plan or of the report, and for one of the report alone


@dataclass
class Maker:
    """Draws elements and gives each sign in them a word of its own."""

    dice: random.Random
    here: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)

    def fill(self, element: str) -> str:
        """An element with new words in place of its signs."""
        whole = ""
        for letter in element:
            if letter in (SEEN, UNSEEN):
                words = self.here if letter == SEEN else self.away
                number = len(self.here) + len(self.away)
                digits = "".join(_DIGITS[int(digit)] for digit in f"{number:03}")
                words.append(f"词{digits}{'甲' if letter == SEEN else '乙'}语")
                whole += words[-1]
            else:
                whole += letter
        return whole

    def draw(self, kinds: Sequence[str], count: int) -> str:
        """So many elements of random kinds, filled."""
        return "".join(self.fill(kind) for kind in self.dice.choices(kinds, k=count))


def _control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _ways(choice: str, fallback: str, requires: str = "w14") -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


def _draw(inside: str, description: str) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="{description}"/><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


_LIST = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="×"/><w:listEntry w:val="…"/></w:ddList></w:ffData>'
)
_BOX = f"<w:txbxContent>{paragraph(run('×'))}{paragraph(run('×'))}</w:txbxContent>"
_MATH = {
    "<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", "<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", "<m:rad><m:deg/><m:e>{}</m:e></m:rad>",
    "<m:nary><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>", "<m:d><m:e>{}</m:e><m:e>{}</m:e></m:d>", "<m:bar><m:e>{}</m:e></m:bar>",
    "<m:m><m:mr><m:e>{}</m:e><m:e>{}</m:e></m:mr></m:m>", "<m:eqArr><m:e>{}</m:e></m:eqArr>", "<m:groupChr><m:e>{}</m:e></m:groupChr>",
}  # fmt: skip

#: Inside of a paragraph.
RUNS = [
    run("…"), run("×", "<w:vanish/>"), run("×", '<w:rStyle w:val="C"/>'), run("×", "<w:strike/>"), run("×", "<w:dstrike/>"), run("…", "<w:webHidden/>"),
    run("…", '<w:vertAlign w:val="superscript"/>'), run("…", '<w:vertAlign w:val="subscript"/>'), run("1", '<w:vertAlign w:val="superscript"/>'),
    f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('×')}</w:rt><w:rubyBase>{run('…')}</w:rubyBase></w:ruby></w:r>",
    field_of(" FORMDROPDOWN ", form=_LIST), field_of(" FORMCHECKBOX ", form="<w:ffData><w:checkBox/></w:ffData>"), field_of(" FORMTEXT ", run("…")),
    field_of("REF ×", run("…")), field_of("XE ×"), field_of(r"EQ \f(…,…)"), field_of(r"EQ \a(×,×)"), field_of(r"EQ \o\ac(○,…)"), field_of(r"EQ \o\ad(\s\up 9(×),…)"),
    field_of("MACROBUTTON NoMacro ×"), field_of("DATE ×"), field_of("SYMBOL 176 \\f Symbol"), '<w:fldSimple w:instr="SEQ ×">' + run("…") + "</w:fldSimple>",
    _control("<w:showingPlcHdr/>", run("×")), _control("<w:text/>", run("…")), _control("", run("×", '<w:rStyle w:val="PlaceholderText"/>')),
    "<w:r><w:t>…</w:t><w:ptab/><w:t>…</w:t><w:tab/><w:t>…</w:t><w:br/><w:t>…</w:t><w:softHyphen/><w:t>…</w:t><w:noBreakHyphen/><w:t>…</w:t></w:r>",
    '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', '<w:r><w:sym w:font="某" w:char="F0FE"/></w:r>', f'<w:hyperlink r:id="link">{run("…")}</w:hyperlink>',
    f'<w:ins w:id="1">{run("…")}</w:ins>', '<w:del w:id="2"><w:r><w:delText>×</w:delText></w:r></w:del>', f'<w:moveTo w:id="3">{run("…")}</w:moveTo>', f'<w:moveFrom w:id="4">{run("×")}</w:moveFrom>',
    f"<w:smartTag>{run('…')}</w:smartTag>", f"<w:customXml>{run('…')}</w:customXml>", f"<w:bdo>{run('…')}</w:bdo>", f"<x:new>{run('×')}</x:new>", "<w:r><w:newer>×</w:newer></w:r>",
    _ways(run("…"), run("×")), _ways(run("×"), run("…"), "x"), f"<w:r>{_ways('<w:t>…</w:t>', '')}</w:r>",
    _draw("<pic:pic/>", "×"), _draw(f"<wps:wsp>{_BOX}</wps:wsp>", "×"), _draw('<c:chart r:id="chart"/>', "×"), f"<w:r><w:pict><v:shape alt='×'><v:textbox>{_BOX}</v:textbox></v:shape></w:pict></w:r>",
    "<w:r><w:pict><v:shape><v:textpath string='×'/></v:shape></w:pict></w:r>", '<w:r><w:object><o:OLEObject ProgID="×"/></w:object></w:r>', "<w:r><w:dayLong/></w:r>",
    '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="2"/></w:r>',
    *(f"<m:oMath>{kind.format(*['<m:r><m:t>…</m:t></m:r>'] * 3)}</m:oMath>" for kind in sorted(_MATH)),
]  # fmt: skip
#: Around paragraphs, in a cell or in the body.
BLOCKS = [
    paragraph(run("…")), paragraph(run("×"), '<w:pStyle w:val="H"/>'), paragraph(run("×", "<w:strike/>"), '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:strike/></w:rPr>'),
    paragraph(run("…"), '<w:numPr><w:numId w:val="1"/></w:numPr>'), paragraph(run("…"), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
    paragraph(run("…"), '<w:rPr><w:del w:id="9"/></w:rPr>') + paragraph(run("…")), _control("<w:showingPlcHdr/>", paragraph(run("×"))), _control("", paragraph(run("…"))),
    f'<w:ins w:id="5">{paragraph(run("…"))}</w:ins>', f'<w:del w:id="6">{paragraph(run("×"))}</w:del>', f"<w:customXml>{paragraph(run('…'))}</w:customXml>",
    _ways(paragraph(run("…")), paragraph(run("×"))), f"<x:new>{paragraph(run('×'))}</x:new>", '<w:altChunk r:id="chunk"/>', "<m:oMathPara><m:oMath><m:r><m:t>…</m:t></m:r></m:oMath></m:oMathPara>",
    paragraph(field_of("BOOK", f"{run('…')}</w:p><w:p>{run('…')}")),
]  # fmt: skip
IN_CELLS = [*BLOCKS, f"<w:tbl>{row(run('…'), run('…'))}</w:tbl>{paragraph(run('…'))}"]
ROWS = [
    row("7", run("…"), run("…"), "全年", "甲局"), row(*(run("×", "<w:strike/>") for _ in range(5))), row(*(run("×", "<w:vanish/>") for _ in range(5))),
    row("8", run("×"), run("×"), "全年", "甲局", properties='<w:del w:id="7"/>'), row("9", run("…"), run("…"), "全年", "甲局", properties='<w:ins w:id="8"/>'),
    f"<w:sdt><w:sdtContent>{row('7', run('…'), run('…'), '全年', '甲局')}</w:sdtContent></w:sdt>", f"<x:new>{row('×')}</x:new>", f'<w:ins w:id="8">{row("7", run("…"), run("…"), "全年", "甲局")}</w:ins>',
    row("7", run("…"), run("…"), cell("全年", '<w:vMerge w:val="restart"/>'), "甲局") + row("8", run("…"), run("…"), cell(run("×"), "<w:vMerge/>"), "甲局"),
    row("7", run("…"), run("…"), cell(run("×"), '<w:cellDel w:id="1"/>'), "甲局"), row("7", run("…"), cell(run("…"), '<w:hMerge w:val="restart"/>'), cell(run("…"), "<w:hMerge/>"), "甲局"),
]  # fmt: skip

_STYLES = (
    '<w:style w:type="paragraph" w:styleId="H0"><w:name w:val="H0"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="H"/><w:basedOn w:val="H0"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def make_file(maker: Maker) -> WordFile:
    """A plan of which cells, body, rows and parts are drawn at random."""
    rows = maker.draw(ROWS, 4)
    for number in range(10, 20):
        inside = paragraph(maker.draw(RUNS, maker.dice.randint(1, 6))) + maker.draw(IN_CELLS, maker.dice.randint(0, 2))
        rows += row(str(number), f"任务{number}", paragraph("措施。") + inside, "全年", "甲局")
    notes = "<w:{0}s {1}><w:{0} w:id='2'>{2}</w:{0}></w:{0}s>"
    kinds = [("footnote", "footnotes"), ("comment", "comments"), ("hdr", "header"), ("ftr", "footer")]
    parts: dict[str, str | bytes] = {
        f"word/{kind}.xml": maker.fill(notes.format(name, SPACES, paragraph(run(UNSEEN)))) for name, kind in kinds
    }
    parts["word/chart.xml"] = f"<c:chartSpace {SPACES}><a:t>标题</a:t></c:chartSpace>"
    parts["word/chunk.html"] = "<p>嵌着的话</p>"
    ties = (*((kind, kind, f"{kind}.xml") for _, kind in kinds), ("chart", "chart", "chart.xml"), ("chunk", "aFChunk", "chunk.html"), ("link", "hyperlink", "http://example.org/"))  # fmt: skip
    body = maker.draw(BLOCKS, 4) + paragraph(maker.draw(RUNS, 4))
    return WordFile(rows=rows, after=body, styles=_STYLES, numbering=_NUMBERING, parts=parts, ties=ties)


@pytest.mark.parametrize("seed", range(24))
def test_every_word_is_in_the_plan_or_in_the_report(tmp_path: Path, seed: int) -> None:
    maker = Maker(random.Random(seed))  # noqa: S311  # no secret
    import_document(make_file(maker).write(tmp_path / "a.docx"), tmp_path / "plan", TODAY)
    report = (tmp_path / "plan" / REPORT).read_text(encoding="utf-8")
    plan = "".join((tmp_path / "plan" / name).read_text(encoding="utf-8") for name in ("plan.yaml", "tasks.yaml"))
    source = (tmp_path / "plan" / "source" / "plan.txt").read_text(encoding="utf-8")
    assert [word for word in maker.here if word not in plan + report] == []
    assert [word for word in maker.away if word not in report] == []
    assert [word for word in maker.away if word in plan + source] == []
    assert "没有着落" not in report


@pytest.mark.parametrize("kind", sorted({*RUNS, *BLOCKS, *IN_CELLS, *ROWS}))
def test_every_kind_alone(tmp_path: Path, kind: str) -> None:
    """The same for one kind after the other, so that none is left to chance."""
    maker = Maker(random.Random(0))  # noqa: S311  # no secret
    inside = maker.fill(kind)
    text = f"{run('措施。')}{inside}" if kind in RUNS else f"{paragraph('措施。')}{inside}"
    file = WordFile(rows=inside) if kind in ROWS else WordFile(text=text)
    file.styles, file.numbering = _STYLES, _NUMBERING
    import_document(file.write(tmp_path / "a.docx"), tmp_path / "plan", TODAY)
    report = (tmp_path / "plan" / REPORT).read_text(encoding="utf-8")
    plan = "".join((tmp_path / "plan" / name).read_text(encoding="utf-8") for name in ("plan.yaml", "tasks.yaml"))
    assert [word for word in maker.here if word not in plan + report] == []
    assert [word for word in maker.away if word not in report or word in plan] == []
