"""Excel workbooks that are handed in: their cells, merges and comments, and nothing else of them.

The library trusts what it reads: one line of XML (a link or a merge over all cells) makes it fill the memory. So each part
is read here first, within bounds, and the library is given a workbook of those that a table needs.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.package import Package
from macros.imports.readers.parts import Parts

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Rows, cells, columns and merged places of a sheet: twenty thousand rows of a plan's ten columns.
_MOST_CELLS = 200_000
_COUNTED = [f"{{*}}{name}" for name in ("row", "c", "col", "mergeCell")]
#: What stands in a workbook and in a sheet, of what a table needs.
_KEPT = {
    "workbook": ("workbookPr", "bookViews", "sheets", "calcPr"),
    "worksheet": ("sheetPr", "dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells", "legacyDrawing"),
}
#: The kinds of parts that are given on, and the names that the library wants for them.
_NAMES = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml", "theme": "xl/theme/theme1.xml"}
_BOOK, _LARGE = "xl/workbook.xml", ("worksheet", "sharedStrings")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: The strict form of ISO 29500 names the same things otherwise.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": _MAIN[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _TIES.encode(),
}


def open_workbook(path: Path, *, is_calculated: bool = False, may_have_macros: bool = False) -> Workbook:
    """A workbook with its formulas as they are written, or as they came out when it was saved. Raises UnreadableError."""
    with Package(path, "xlsx", may_have_macros=may_have_macros) as package:
        content = _copy(package)
    try:
        return openpyxl.load_workbook(content, data_only=is_calculated, keep_links=False)
    except Exception as error:  # the library raises whatever its parsers raise; each means the same to who handed it in
        raise UnreadableError(
            f"表格读不出来，文件可能坏了；请用 Excel 或 WPS 打开，另存一份再试。（{str(error)[:200]}）"
        ) from error


def _copy(package: Package) -> io.BytesIO:
    """The file with the parts that are needed, and of each what is needed, under the names that the library looks for."""
    parts, content = Parts(package), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as copy:
        book = parts.find_main("xl/workbook.xml")
        _copy_part(parts, book, copy, _BOOK, "workbook")
        ties = [(f"/{name}", kind, kind) for kind, name in _NAMES.items() if _copy_kind(parts, book, copy, kind)]
        sheets = [tie for tie in parts.list_ties(book) if tie.kind == "worksheet" and not tie.is_outside]
        for number, tie in enumerate(sheets, 1):
            name = f"sheet{number}.xml"
            _copy_part(parts, tie.target, copy, f"xl/worksheets/{name}", tie.kind)
            ties.append((f"/xl/worksheets/{name}", tie.kind, tie.id))
            comments = [
                f"/xl/comments/comment{number}-{at}.xml"
                for at, _ in enumerate(parts.list_parts(tie.target, "comments"))
            ]
            for part, target in zip(parts.list_parts(tie.target, "comments"), comments, strict=True):
                _copy_part(parts, part, copy, target[1:], "comments")
            copy.writestr(
                f"xl/worksheets/_rels/{name}.rels", _create_ties([(name, "comments", name) for name in comments])
            )
        copy.writestr("xl/_rels/workbook.xml.rels", _create_ties(ties))
        copy.writestr("_rels/.rels", _create_ties([(f"/{_BOOK}", "officeDocument", "rId1")]))
        copy.writestr(
            "[Content_Types].xml",
            _create_types([(f"/{_BOOK}", "sheet.main"), *((name, kind) for name, kind, _ in ties)]),
        )
    content.seek(0)
    return content


def _copy_kind(parts: Parts, book: str, copy: zipfile.ZipFile, kind: str) -> bool:
    """Whether there is a part of a kind; it is copied then."""
    part = parts.find_part(book, kind)
    if part is not None:
        _copy_part(parts, part, copy, _NAMES[kind], kind)
    return part is not None


def _copy_part(parts: Parts, part: str, copy: zipfile.ZipFile, name: str, kind: str) -> None:
    root = parts.parse_large(part) if kind in _LARGE else parts.parse(part)
    kept = _KEPT.get(etree.QName(root).localname)
    for child in list(root) if kept else ():
        if etree.QName(child).localname not in (kept or ()):
            root.remove(child)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    for strict, usual in _STRICT.items():
        text = text.replace(strict, usual)
    if kind == "worksheet":
        check_sheet_size(root)
    copy.writestr(name, text)


def _create_ties(ties: list[tuple[str, str, str]]) -> bytes:
    """A part of ties: where each leads, its kind and its id."""
    root = etree.Element("Relationships", xmlns="http://schemas.openxmlformats.org/package/2006/relationships")
    for target, kind, own in ties:
        etree.SubElement(root, "Relationship", Id=own, Type=f"{_TIES}/{kind}", Target=target)
    return etree.tostring(root)


def _create_types(parts: list[tuple[str, str]]) -> bytes:
    root = etree.Element("Types", xmlns="http://schemas.openxmlformats.org/package/2006/content-types")
    etree.SubElement(
        root, "Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"
    )
    for name, kind in parts:
        etree.SubElement(root, "Override", PartName=name, ContentType=f"{_TYPE}.{kind}+xml")
    return etree.tostring(root)


def check_sheet_size(sheet: Any) -> None:
    """A sheet of more cells than a plan has; a merge counts as many as it covers. Raises UnreadableError."""
    total = 0
    for element in sheet.iter(*_COUNTED):
        total += _measure_area(element.get("ref", "")) if element.tag.endswith("}mergeCell") else 1
        if total > _MOST_CELLS:
            raise UnreadableError(f"有一张工作表的格超过{_MOST_CELLS}个，太大了，不像计划表；请删去多余的行和栏。")


def _measure_area(reference: str) -> int:
    try:
        first, top, last, bottom = range_boundaries(reference)
        return abs(int(last - first + 1) * int(bottom - top + 1))
    except (ValueError, TypeError):
        raise UnreadableError(f"表格里合并的格写得不对（{reference[:40]}）；请打开另存一份再试。") from None
