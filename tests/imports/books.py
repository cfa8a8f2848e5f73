"""Workbooks made of the parts that a test is about."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
HEAD = ("序号", "重点任务", "工作措施", "完成时限", "牵头单位", "责任单位")
PLAIN = ("1", "更新", "组织更新。", "6月底前", "甲局", "乙镇")


def text(name: str, words: str, more: str = "") -> str:
    return f'<c r="{name}" t="inlineStr"{more}><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def rich(name: str, *runs: tuple[str, str]) -> str:
    """A cell whose runs have properties: ("<strike/>", "100台")."""
    words = "".join(
        f"<r>{f'<rPr>{look}</rPr>' if look else ''}<t xml:space='preserve'>{part}</t></r>" for look, part in runs
    )
    return f'<c r="{name}" t="inlineStr"><is>{words}</is></c>'


def line(number: int, *cells: str, more: str = "") -> str:
    """A row of words, or of cells that are ready."""
    made = [
        cell if cell.startswith("<c ") else text(f"{'ABCDEFGHIJ'[at]}{number}", cell)
        for at, cell in enumerate(cells)
        if cell
    ]
    return f'<row r="{number}"{more}>{"".join(made)}</row>'


def create_styles(*cells: str, fonts: str = "", formats: str = "", changes: str = "") -> str:
    """A part for styles: cell 1, 2 ... look as the attributes say, with font 1 ... of `fonts`, formats from 164."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for at, code in enumerate(filter(None, formats.split("\n")))
    )
    looks = "".join(f"<xf {cell}/>" for cell in ('numFmtId="0" fontId="0"', *cells))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><fonts><font/>{fonts}</fonts><fills><fill/></fills>'
        f"<cellXfs>{looks}</cellXfs><dxfs>{changes}</dxfs></styleSheet>"
    )


def create_ties(*ties: tuple[str, str]) -> str:
    """A part that ties another to parts: (kind, target); the first is rId1."""
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{kind if ":" in kind else f"{TIES}/{kind}"}" Target="{target}"/>'
        for at, (kind, target) in enumerate(ties, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def write_book(
    path: Path,
    lines: str,
    *,
    around: str = "",
    before: str = "",
    ties: tuple[tuple[str, str], ...] = (),
    book_ties: tuple[tuple[str, str], ...] = (),
    parts: dict[str, str] | None = None,
    book: str = "",
) -> Path:
    """A workbook with one sheet “表”: its rows, what stands around them, and what it and the workbook are tied to."""
    sheet = f'<worksheet xmlns="{MAIN}" xmlns:r="{TIES}">{before}<sheetData>{lines}</sheetData>{around}</worksheet>'
    made = {
        "_rels/.rels": create_ties(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TIES}">{book}<sheets><sheet name="表" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": create_ties(("worksheet", "worksheets/sheet1.xml"), *book_ties),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": create_ties(*ties),
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, content in made.items():
            file.writestr(name, content)
    return path
