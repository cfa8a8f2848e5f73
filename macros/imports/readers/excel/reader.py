"""A workbook as a document: every sheet that has text is a table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from macros.imports.readers.document import Document, Table, check_size
from macros.imports.readers.excel.around import report_around
from macros.imports.readers.excel.cells import CellReader
from macros.imports.readers.excel.findings import Findings
from macros.imports.readers.excel.sheet import SheetReader
from macros.imports.readers.excel.styles import Styles
from macros.imports.readers.package import Package
from macros.imports.readers.parts import Parts, damaged, find_tie_id, list_words

#: Sheets of a workbook; one for each month of some years.
_MOST_SHEETS = 300
#: Kinds of parts of a workbook that are read or show nothing of their own.
_KNOWN_TIES = re.compile(
    "worksheet|chartsheet|dialogsheet|xlMacrosheet|xlIntlMacrosheet|styles|sharedStrings|theme|calcChain|externalLink|"
    "externalLinkPath|person|customXml|connections|pivotCacheDefinition|slicerCache|timelineCache|sheetMetadata|xmlMaps|"
    "rdRichValue|rdRichValueStructure|rdRichValueTypes|rdRichValueWebImage|richValueRel|rdArray|rdSupportingPropertyBag|"
    "rdSupportingPropertyBagStructure|richStyles|cellImage|powerPivotData|model|queryTable|volatileDependencies|customData|"
    "FeaturePropertyBag|usernames|printerSettings"
)


def read_excel(path: Path) -> Document:
    """Every sheet that has text is a table. Raises UnreadableError."""
    with Package(path, "xlsx") as package:
        return _BookReader(Parts(package)).read()


class _BookReader:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._document = Document()
        self._name = parts.find_main("xl/workbook.xml")
        self._book = parts.parse(self._name)
        self._ties = parts.list_ties(self._name)
        self._styles = Styles(self._find("styles"))
        strings = self._find("sharedStrings", is_large=True)
        properties = self._book.find("{*}workbookPr")
        self._cells = CellReader(
            list(strings.iterfind("{*}si")) if strings is not None else [],
            self._styles,
            is_1904=properties is not None and properties.get("date1904", "0") not in ("0", "false"),
            pictures=self._read_pictures(),
        )

    def _find(self, kind: str, *, is_large: bool = False) -> Any:
        """The part of one kind; None where there is none."""
        name = self._parts.find_part(self._name, kind)
        if name is None:
            return None
        return self._parts.parse_large(name) if is_large else self._parts.parse(name)

    def _read_pictures(self) -> dict[str, str]:
        """The descriptions of WPS's pictures in cells, by the names that their formulas use."""
        root = self._find("cellImage")
        found = root.iter("{*}cNvPr") if root is not None else ()
        return {item.get("name", ""): item.get("descr", "") for item in found if item.get("descr")}

    def read(self) -> Document:
        sheets = list(self._book.iterfind("{*}sheets/{*}sheet"))
        if len(sheets) > _MOST_SHEETS:
            raise damaged(f"工作表超过{_MOST_SHEETS}张")
        ties = {tie.id: tie for tie in self._ties}
        for sheet in sheets:
            title = sheet.get("name", "")
            tie = ties.get(find_tie_id(sheet))
            if tie is None or tie.is_outside:
                raise damaged(f"找不到工作表“{title}”")
            if tie.kind == "worksheet":
                self._read_sheet(tie.target, title, is_hidden=sheet.get("state", "visible") != "visible")
            else:
                self._report_other(tie.target, tie.kind, title)
        for kind in dict.fromkeys(tie.kind for tie in self._ties if not _KNOWN_TIES.fullmatch(tie.kind)):
            told = "共享工作簿的修订记录" if kind == "revisionHeaders" else f"读不懂的内容“{kind}”"
            self._document.asides.append(f"表格文件里另有{told}，没有导入。")
        return self._document

    def _read_sheet(self, name: str, title: str, *, is_hidden: bool) -> None:
        findings = Findings(f"工作表“{title}”")
        sheet = self._parts.parse_large(name)
        reader = SheetReader(sheet, self._cells, findings)
        rows = tuple(reader.read_rows())
        check_size(findings.place, len(rows), 0)
        if is_hidden and rows:
            findings.mention("", "是隐藏的，里面的内容也导入了，请核对。")
        tables = [self._parts.parse(part) for part in self._parts.list_parts(name, "table")]
        reader.report_hidden([element for root in (sheet, *tables) for element in root.iterfind("{*}autoFilter")])
        report_around(sheet, name, self._parts, self._styles, findings)
        findings.write(self._document)
        if any(not row.is_blank for row in rows):
            self._document.blocks.append(Table(findings.place, rows, has_merges=True, may_go_on=False))

    def _report_other(self, name: str, kind: str, title: str) -> None:
        """A sheet without cells of its own."""
        words = [list_words(self._parts.parse(name))]
        for drawing in self._parts.list_parts(name, "drawing"):
            roots = [self._parts.parse(part) for part in [drawing, *self._parts.list_parts(drawing, "chart")]]
            words += [list_words(root) for root in roots]
        told = "、".join("".join(text.split()) for text in words if text)
        what = {"chartsheet": "图表", "dialogsheet": "对话框"}.get(kind, "宏表")
        self._document.unread.append(f"“{title}”是{what}，不是工作表，没有导入{f'：“{told}”' if told else ''}。")
