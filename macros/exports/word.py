"""Word documents of one table (ECMA-376, part 1, 17.3 and 17.4), in the layout of official papers (GB/T 9704—2012).

python-docx makes the frame once, with styles, page and footer; lines and table are written into it directly, since its
objects take 60 ms for a body's sheet and this takes 3. Fonts are named, none is embedded: where one is missing, Word and
LibreOffice take another of their own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import IO, Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋"
_CELL_SIZE = 10.5  # points
_TWIPS = 1440 / 25.4  # in a millimetre
#: What the frame has and no document of ours needs; the styles are 350 KB of XML, and once more with effects.
_KEPT_STYLES = frozenset({"Normal", "Footer", "Header", "TableNormal", "TableGrid", "DefaultParagraphFont", "NoList"})
_UNUSED_PARTS = ("stylesWithEffects", "customXml", "thumbnail", "numbering")
_CONTENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_NAMES = ("TitleOfTheDocument", "CommentsOfTheDocument")  # what stands in the frame until a document is written


_STAND_INS = re.compile("|".join(_NAMES).encode())


@dataclass(frozen=True)
class Line:
    """A paragraph above the table; `size` in points."""

    text: str
    font: str
    size: float
    is_centred: bool = False


@dataclass(frozen=True)
class Cell:
    """`columns` wide; `rows` high, 0 for one that goes on from above, where it has no paragraphs."""

    paragraphs: Sequence[str]
    rows: int = 1
    columns: int = 1
    is_bold: bool = False
    is_centred: bool = False


@dataclass(frozen=True)
class Sheet:
    """`widths` of the columns in millimetres; no table where there are no heads."""

    title: str  # among the file's properties, as the comments are
    comments: str
    revised_on: date
    lines: Sequence[Line]
    heads: Sequence[str] = ()
    widths: Sequence[float] = ()
    rows: Sequence[Sequence[Cell]] = ()


def write_word(sheet: Sheet) -> bytes:
    """The file, landscape A4, the table's head repeated on every page; its bytes depend on the sheet alone."""
    parts = dict(_create_frame(sheet.revised_on))
    said = dict(zip(_NAMES, (sheet.title, sheet.comments), strict=True))
    # in one pass: the title may hold the words that stand in for the comments
    parts[_PROPERTIES] = _STAND_INS.sub(lambda match: escape(said[match[0].decode()]).encode(), parts[_PROPERTIES])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            item = zipfile.ZipInfo(name)
            item.compress_type = zipfile.ZIP_DEFLATED
            with target.open(item, "w") as file:
                if name == _CONTENT:
                    _write_content(file, part, sheet)
                else:
                    file.write(part)
    return packed.getvalue()


def _write_content(file: IO[bytes], frame: bytes, sheet: Sheet) -> None:
    """Cell by cell: the whole table of a large plan is tens of megabytes of XML."""
    above, section, below = frame.partition(b"<w:sectPr")
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    text.write(above.decode())
    text.writelines(map(_write_line, sheet.lines))
    text.writelines(_write_table(sheet) if sheet.heads else ())
    text.write((section + below).decode())
    text.close()


@cache
def _create_frame(revised_on: date) -> dict[str, bytes]:
    """The parts of a document without content, by name."""
    document: Any = docx.Document()
    properties = document.core_properties
    properties.title, properties.comments = _NAMES
    properties.author = ""
    properties.created = properties.modified = datetime(revised_on.year, revised_on.month, revised_on.day, tzinfo=UTC)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(25.5)
    section.top_margin, section.bottom_margin = Mm(26), Mm(22)
    _set_font(document.styles["Normal"].element, BODY_FONT)
    for style in list(document.styles.element.style_lst):
        if style.styleId not in _KEPT_STYLES:
            document.styles.element.remove(style)
        elif (link := style.find(qn("w:link"))) is not None:  # to a style that is gone
            style.remove(link)
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if any(part in rel.reltype for part in _UNUSED_PARTS)]:
            del rels[key]
    number = section.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # a landscape table has its number at the outer short edge
    for text, is_field in (("— ", False), ("PAGE", True), (" —", False)):
        _add_footer_run(number, text, is_field=is_field)
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source:
        return {item.filename: source.read(item) for item in source.infolist()}


def _set_font(element: Any, font: str) -> None:
    """The font for Chinese and for Latin letters alike."""
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(name), font)


def _add_footer_run(paragraph: Any, text: str, *, is_field: bool) -> None:
    run = paragraph.add_run("" if is_field else text)
    run.font.size = Pt(14)
    _set_font(run._r, BODY_FONT)  # noqa: SLF001  # python-docx has no public way to the font of Chinese
    for kind in ("begin", "instr", "end") if is_field else ():
        part: Any = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
        if kind == "instr":
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)  # noqa: SLF001  # as above: fields


def _write_line(line: Line) -> str:
    return _write_paragraph(line.text, line.font, line.size, after=6, is_centred=line.is_centred)


def _write_paragraph(
    text: str, font: str, size: float, *, before: float | None = None, after: float, is_centred: bool
) -> str:
    """Distances and size in points; twentieths and halves of them in the file."""
    above = f' w:before="{before * 20:g}"' if before is not None else ""
    centre = '<w:jc w:val="center"/>' if is_centred else ""
    words = f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    return (
        f'<w:p><w:pPr><w:spacing{above} w:after="{after * 20:g}"/>{centre}</w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{size * 2:g}"/></w:rPr>'
        f"{words}</w:r></w:p>"
    )


def _write_table(sheet: Sheet) -> Iterator[str]:
    widths = [int(width * _TWIPS) for width in sheet.widths]
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    )
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    head = [Cell([head], is_bold=True, is_centred=True) for head in sheet.heads]
    for number, row in enumerate((head, *sheet.rows)):
        yield f"<w:tr><w:trPr><w:cantSplit/>{'' if number else '<w:tblHeader/>'}</w:trPr>"
        column = 0
        for cell in row:
            yield _write_cell(cell, sum(widths[column : column + cell.columns]))
            column += cell.columns
        yield "</w:tr>"
    yield "</w:tbl>"


def _write_cell(cell: Cell, width: int) -> str:
    wide = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    high = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "" if cell.rows else "<w:vMerge/>"
    last = len(cell.paragraphs) - 1
    paragraphs = [
        _write_paragraph(
            text,
            HEADING_FONT if cell.is_bold else BODY_FONT,
            _CELL_SIZE,
            before=0 if number else 2,
            after=2 if number == last else 0,
            is_centred=cell.is_centred,
        )
        for number, text in enumerate(cell.paragraphs)
    ]
    content = "".join(paragraphs) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{wide}{high}</w:tcPr>{content}</w:tc>'
