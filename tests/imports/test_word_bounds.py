"""Word files that mean harm by elements of which readers keep an account: each is read or refused within seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.imports.importing import NotImportedError, import_document
from macros.imports.readers.document import UnreadableError
from tests.bounded import run_bounded
from tests.imports.reading import TODAY
from tests.imports.word_plans import WordFile, field_of, paragraph, run

_SECONDS = 10
_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
_STRUCK = "".join(run(f"第{number}句", "<w:strike/>") + run("。") for number in range(15_000))


def _nest(begin: str, inside: str, end: str, depth: int) -> str:
    return begin * depth + inside + end * depth


def _styles(count: int) -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="S{number}"><w:basedOn w:val="S{number + 1}"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        for number in range(count)
    )


def _ways(depth: int) -> str:
    begin, end = (
        '<mc:AlternateContent><mc:Choice Requires="w14">',
        f"</mc:Choice><mc:Fallback>{run('别')}</mc:Fallback></mc:AlternateContent>",
    )
    return _nest(begin, run("字") * 20_000, end, depth)


#: Each with a word of the message; "" where it is read.
FILES: dict[str, tuple[Callable[[], WordFile], str]] = {
    "fields in fields": (lambda: WordFile(after=paragraph(_BEGIN * 30_000)), "超过20层"),
    "fields in fields that are read": (lambda: WordFile(text=_nest(_BEGIN, run("字") * 20_000, "", 19)), ""),
    "very many fields": (lambda: WordFile(text=field_of("EQ \\f(1,3)") * 5_000), ""),
    "a field in very many pieces": (lambda: WordFile(text=field_of("REF a", run("字") * 15_000)), ""),
    "an instruction of very many words": (lambda: WordFile(after=paragraph(field_of("EQ " + '\\* "' * 200_000))), ""),
    "an instruction of very many brackets": (lambda: WordFile(after=paragraph(field_of("EQ " + "\\f(" * 100_000))), ""),
    "two ways in two ways": (lambda: WordFile(after=paragraph(_ways(60))), "超过10层"),
    "two ways in two ways that are read": (lambda: WordFile(text=_ways(9)), ""),
    "changes without words in changes": (lambda: WordFile(after=paragraph(_nest('<w:ins w:id="1">', "<w:r/>" * 100_000, "</w:ins>", 200))), ""),
    "formulas in formulas": (lambda: WordFile(text=f"<m:oMath>{_nest('<m:f><m:num>', '<m:r><m:t>1</m:t></m:r>', '</m:num></m:f>', 110)}</m:oMath>"), ""),
    "styles on styles": (lambda: WordFile(styles=_styles(10_000), after="".join(paragraph("字", f'<w:pStyle w:val="S{number}"/>') for number in range(4_000))), ""),
    "a style for every word": (
        lambda: WordFile(
            styles="".join(f'<w:style w:type="character" w:styleId="C{number}"><w:rPr><w:b/></w:rPr></w:style>' for number in range(20_000)),
            text="".join(run("字", f'<w:rStyle w:val="C{number}"/>') for number in range(15_000)),
        ), "",
    ),
    "a list for every paragraph": (
        lambda: WordFile(
            numbering='<w:abstractNum w:abstractNumId="1">' + '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>' * 5_000 + "</w:abstractNum>"
            + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/></w:num>' for number in range(20_000)),
            after="".join(paragraph("字", f'<w:numPr><w:numId w:val="{number}"/></w:numPr>') for number in range(4_000)),
        ), "",
    ),
    "very many pictures": (lambda: WordFile(after="".join(paragraph(_PICTURE) for _ in range(20_000))), ""),
    "very many struck words": (lambda: WordFile(after=paragraph(_STRUCK)), ""),
    "very many raised letters": (lambda: WordFile(text="".join(run("字") + run("①", '<w:vertAlign w:val="superscript"/>') for _ in range(9_000))), ""),
    "text boxes in text boxes": (lambda: WordFile(text=f"<w:r><w:pict>{_nest('<v:textbox><w:txbxContent><w:p><w:r><w:pict>', '', '</w:pict></w:r></w:p></w:txbxContent></v:textbox>', 40)}</w:pict></w:r>"), ""),
    "a page that is taken in": (
        lambda: WordFile(after='<w:altChunk r:id="c"/>', parts={"word/c.html": "<script>" * 500_000}, ties=(("c", "aFChunk", "c.html"),)), "",
    ),
    "a chart that is shown very often": (
        lambda: WordFile(
            after=paragraph('<w:r><w:drawing><c:chart r:id="c"/></w:drawing></w:r>' * 5_000),
            parts={"word/c.xml": f'<c xmlns:a="x">{"<a:t>字</a:t>" * 100_000}</c>'}, ties=(("c", "chart", "c.xml"),),
        ), "",
    ),
}  # fmt: skip


def _import(path: Path, folder: Path) -> str:
    try:
        import_document(path, folder, TODAY)
    except (UnreadableError, NotImportedError) as error:
        return str(error)
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("what", FILES)
def test_a_word_file_that_means_harm(tmp_path: Path, what: str) -> None:
    make, message = FILES[what]
    path = make().write(tmp_path / "a.docx")
    told = run_bounded(_import, path, tmp_path / "plan", seconds=_SECONDS)
    assert message in told
    assert bool(told) is bool(message), told[:300]
