"""Excel workbooks that are handed in: their cells, merges and comments, and nothing else of them.

The library trusts what it reads: one line of XML (a link or a merge over all cells) makes it fill the memory. So each part
is read here first, within bounds, and the library is given a workbook of those that a table needs.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.package import Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Rows, cells, columns and merged places of a sheet: twenty thousand rows of a plan's ten columns.
_MOST_CELLS = 200_000
_COUNTED = [f"{_MAIN}{name}" for name in ("row", "c", "col", "mergeCell")]
#: Bytes of a part that the library turns into an object for each element; a form's styles take twenty thousand.
_LARGEST_OBJECTS = 1_000_000
#: What stands in a workbook and in a sheet, of what a table needs.
_KEPT = {
    "workbook": ("workbookPr", "bookViews", "sheets", "calcPr"),
    "worksheet": ("sheetPr", "dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells", "legacyDrawing"),
}
#: The parts of a workbook that are given on; of how sheets hang together only the comments.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|styles|sharedStrings|theme/theme\d+|comments/?\w*|"
    r"worksheets/[^/]+|worksheets/_rels/[^/]+|_rels/workbook)\.(?:xml|xml\.rels)"
)
_LARGE = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")


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
    """The file with the parts that are needed, and of each what is needed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as copy:
        for name in package.names:
            if not _NEEDED.fullmatch(name):
                continue
            root = package.parse(name) if _LARGE.fullmatch(name) else package.parse(name, _LARGEST_OBJECTS)
            kept = _KEPT.get(etree.QName(root).localname)
            for child in list(root):
                if (kept and etree.QName(child).localname not in kept) or _is_needless_tie(name, child):
                    root.remove(child)
            if name.startswith("xl/worksheets/"):
                check_sheet_size(root)
            copy.writestr(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    content.seek(0)
    return content


def _is_needless_tie(name: str, element: Any) -> bool:
    """Whether a part leads from here to one that is not given on: a picture, a link to another file."""
    if not name.endswith(".rels") or not name.startswith("xl/"):
        return False
    wanted = ("/comments",) if "worksheets/" in name else ("/worksheet", "/styles", "/sharedStrings", "/theme")
    return element.get("TargetMode") == "External" or not element.get("Type", "").endswith(wanted)


def check_sheet_size(sheet: Any) -> None:
    """A sheet of more cells than a plan has; a merge counts as many as it covers. Raises UnreadableError."""
    total = 0
    for element in sheet.iter(*_COUNTED):
        total += _measure_area(element.get("ref", "")) if element.tag == f"{_MAIN}mergeCell" else 1
        if total > _MOST_CELLS:
            raise UnreadableError(f"有一张工作表的格超过{_MOST_CELLS}个，太大了，不像计划表；请删去多余的行和栏。")


def _measure_area(reference: str) -> int:
    try:
        first, top, last, bottom = range_boundaries(reference)
        return abs(int(last - first + 1) * int(bottom - top + 1))
    except (ValueError, TypeError):
        raise UnreadableError(f"表格里合并的格写得不对（{reference[:40]}）；请打开另存一份再试。") from None
