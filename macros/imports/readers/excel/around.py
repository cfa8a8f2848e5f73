"""Everything of a sheet that is not a cell: comments, headers and footers, prompts, conditional formats, and what nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from macros.imports.readers.document import squeeze
from macros.imports.readers.excel.drawings import DrawingReader
from macros.imports.readers.excel.findings import Findings
from macros.imports.readers.excel.strings import read_text
from macros.imports.readers.excel.styles import Styles, read_index
from macros.imports.readers.parts import Parts

#: Elements of a sheet that are read elsewhere or show nothing.
_KNOWN = re.compile(
    "sheetPr|dimension|sheetViews|sheetFormatPr|cols|sheetData|sheetCalcPr|sheetProtection|protectedRanges|autoFilter|sortState|"
    "dataConsolidate|customSheetViews|mergeCells|phoneticPr|conditionalFormatting|dataValidations|hyperlinks|printOptions|"
    "pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|"
    "legacyDrawing|legacyDrawingHF|oleObjects|controls|webPublishItems|tableParts|extLst|AlternateContent|drawingHF"
)
#: The same of what newer versions of Excel add at the end of a sheet.
_KNOWN_LATER = re.compile(
    "conditionalFormattings|dataValidations|slicerList|protectedRanges|ignoredErrors|timelineRefs|webExtensions"
)
#: Kinds of parts that are read elsewhere or show nothing of their own.
_KNOWN_TIES = re.compile(
    "comments|threadedComment|drawing|vmlDrawing|hyperlink|table|printerSettings|image|oleObject|package|control|ctrlProp|"
    "pivotTable|queryTable|slicer|timeline|customProperty|activeXControlBinary|namedSheetView"
)
#: Marks in a page's header: a font, a size, a colour, a place, a number of the page.
_CODES = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[A-Za-z+-])')
_PICTURE = re.compile(r"&[Gg]")
_HEADERS = {"Header": "页眉", "Footer": "页脚"}


def report_around(sheet: Any, name: str, parts: Parts, styles: Styles, findings: Findings) -> None:
    """Report what stands around the cells of a sheet, which is the part `name`."""
    _report_comments(name, parts, findings)
    _report_parts(name, parts, findings)
    _report_headers(sheet, findings)
    _report_prompts(sheet, findings)
    _report_conditions(sheet, styles, findings)
    _report_objects(sheet, findings)
    _report_others(sheet, findings)


def _report_parts(name: str, parts: Parts, findings: Findings) -> None:
    """Drawings, and parts of kinds that are not known."""
    drawings = DrawingReader(parts, findings)
    for tie in parts.list_ties(name):
        if tie.kind == "drawing" and not tie.is_outside:
            drawings.read_drawing(tie.target)
        elif tie.kind == "vmlDrawing" and not tie.is_outside:
            drawings.read_vml(tie.target)
        elif not _KNOWN_TIES.fullmatch(tie.kind):
            findings.mention("", f"另带着读不懂的内容“{tie.kind}”，没有导入。")


def _report_others(sheet: Any, findings: Findings) -> None:
    """Elements that are not known."""
    for child in sheet:
        if not _KNOWN.fullmatch(kind := etree.QName(child).localname):
            what = "背景图片" if kind == "picture" else f"读不懂的内容“{kind}”"
            words = squeeze("".join(_list_texts(child)))
            findings.miss("", f"有{what}，没有导入{f'：“{words}”' if words else ''}。")
    for child in sheet.iterfind("{*}extLst/{*}ext/*"):
        if (kind := etree.QName(child).localname) == "sparklineGroups":
            for place in child.iter("{*}sqref"):
                findings.miss(squeeze(place.text or ""), "里有迷你图，没有导入；请对照原文补上文字。")
        elif not _KNOWN_LATER.fullmatch(kind):
            findings.mention("", f"有读不懂的内容“{kind}”，没有导入：“{squeeze(''.join(_list_texts(child)))}”。")


def _report_comments(name: str, parts: Parts, findings: Findings) -> None:
    """Comments; of a thread, every answer. Excel keeps a copy of a thread as a plain comment for its older versions."""
    threaded: set[str] = set()
    for part in parts.list_parts(name, "threadedComment"):
        for comment in parts.parse(part).iter("{*}threadedComment"):
            threaded.add(comment.get("ref", ""))
            words = "".join(read_text(text) for text in comment.iterfind("{*}text"))
            findings.mention(comment.get("ref", ""), f"有批注，没有导入：“{squeeze(words)}”。")
    for part in parts.list_parts(name, "comments"):
        for comment in parts.parse(part).iter("{*}comment"):
            if (place := comment.get("ref", "")) not in threaded:
                words = "".join(read_text(text) for text in comment.iter("{*}t"))
                findings.mention(place, f"有批注，没有导入：“{squeeze(words)}”。")


def _report_headers(sheet: Any, findings: Findings) -> None:
    for element in sheet.iter("{*}headerFooter"):
        for part in element:
            kind = _HEADERS.get(etree.QName(part).localname[-6:], "页眉")
            text = read_text(part)
            if _PICTURE.search(text.replace("&&", "")):
                findings.miss("", f"的{kind}里有图片，没有导入。")
            words = "&".join(_CODES.sub(" ", piece) for piece in text.split("&&"))
            if squeeze(words):
                findings.mention("", f"的{kind}没有导入：“{squeeze(words)}”。")


def _report_prompts(sheet: Any, findings: Findings) -> None:
    """Words that Excel shows beside a cell: of its validation and of its link."""
    for element in sheet.iter("{*}dataValidation"):
        place = element.get("sqref", "") or squeeze("".join(part.text or "" for part in element.iter("{*}sqref")))
        names = ("promptTitle", "prompt", "errorTitle", "error")
        if words := squeeze("".join(element.get(name, "") for name in names)):
            findings.mention(place, f"有输入提示，没有导入：“{words}”。")
    for element in sheet.iter("{*}hyperlink"):
        if words := squeeze(element.get("tooltip", "")):
            findings.mention(element.get("ref", ""), f"的链接有提示，没有导入：“{words}”。")


def _report_conditions(sheet: Any, styles: Styles, findings: Findings) -> None:
    """Conditional formats that change what a person reads; whether their condition holds is not known."""
    for element in sheet.iter("{*}conditionalFormatting"):
        place = element.get("sqref", "") or squeeze("".join(part.text or "" for part in element.iter("{*}sqref")))
        for rule in element.iterfind("{*}cfRule"):
            index = read_index(rule.get("dxfId"))
            change = styles.changes[index] if rule.get("dxfId") and index < len(styles.changes) else None
            if change and change.is_struck:
                findings.mention(place, "有条件格式，符合条件时加删除线；程序没有判断条件，文字都导入了，请核对。")
            if change and change.code:
                findings.mention(place, f"有条件格式，符合条件时按“{change.code}”显示；程序没有判断条件，请核对。")
            if rule.get("type") == "iconSet":
                findings.mention(place, "有条件格式的图标，没有导入。")


def _report_objects(sheet: Any, findings: Findings) -> None:
    """Embedded objects, once each: Excel names them again for older versions."""
    kinds = [element.get("progId", "") for element in sheet.iter("{*}oleObject")]
    for kind in dict.fromkeys(kinds):
        findings.miss("", f"上有嵌入的对象（{kind or '没有写明是什么'}），没有导入；请对照原文补上文字。")


def _list_texts(element: Any) -> Iterator[str]:
    """Words in an element that nobody knows: its texts and those of its attributes that have Chinese in them."""
    for part in element.iter():
        yield from (str(value) for value in part.attrib.values() if re.search(r"[\u3400-\u9fff]", str(value)))
        yield part.text or ""
