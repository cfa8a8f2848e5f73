"""Everything that lies over the cells of a sheet: pictures, charts, text boxes, controls. None of it comes into the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from macros.imports.readers.document import clean, squeeze
from macros.imports.readers.excel.findings import Findings
from macros.imports.readers.excel.sheet import name_cell
from macros.imports.readers.parts import Parts, find_tie_id, list_words

_ADVICE = "没有导入；请对照原文补上文字。"
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_PLACES = ("from", "to", "pos", "ext", "clientData")
#: Controls as VML calls them.
_CONTROLS = {
    "Checkbox": "复选框",
    "Radio": "单选按钮",
    "Button": "按钮",
    "Drop": "下拉框",
    "List": "列表框",
    "Label": "标签",
    "GBox": "分组框",
    "Edit": "文本框",
    "Spin": "微调按钮",
    "Scroll": "滚动条",
    "Pict": "嵌入的对象",
}


class DrawingReader:
    """Reports the objects of the drawings of one sheet with the cells on which they lie."""

    def __init__(self, parts: Parts, findings: Findings) -> None:
        self._parts, self._findings = parts, findings

    def read_drawing(self, name: str) -> None:
        """A drawing in the form of today."""
        for anchor in _unwrap(self._parts.parse(name)):
            place = _read_place(anchor.find("{*}from"))
            for child in _unwrap(anchor):
                if etree.QName(child).localname not in _PLACES:
                    self._report(child, place, name)

    def _report(self, element: Any, place: str, drawing: str) -> None:
        kind = etree.QName(element).localname
        words = squeeze(list_words(element))
        if kind == "grpSp":
            for child in _unwrap(element):
                if etree.QName(child).localname not in ("nvGrpSpPr", "grpSpPr", "extLst"):
                    self._report(child, place, drawing)
        elif kind == "pic" or (kind == "sp" and element.find(".//{*}blip") is not None):
            told = squeeze(_describe(element) + words)
            self._findings.miss(place, f"上有一张图片{f'（{told}）' if told else ''}，{_ADVICE}")
        elif kind in ("sp", "cxnSp"):
            told = f"上有文本框，不属于表格，没有导入：“{words}”。" if words else "上画着线条或图形，里面没有文字。"
            self._findings.mention(place, told)
        elif kind == "graphicFrame":
            self._report_frame(element, place, drawing)
        elif kind == "contentPart":
            self._findings.miss(place, f"上有手写的墨迹，{_ADVICE}")
        else:
            self._findings.miss(place, f"上有读不懂的内容“{kind}”（{words}），{_ADVICE}")

    def _report_frame(self, element: Any, place: str, drawing: str) -> None:
        """A chart, a diagram: its words stand in parts of their own."""
        named = {find_tie_id(part, name) for part in element.iter() for name in ("id", "dm")}
        ties = [tie for tie in self._parts.list_ties(drawing) if tie.id in named and not tie.is_outside]
        words = [list_words(element)]
        for tie in ties:
            root = self._parts.parse(tie.target)
            words.append(list_words(root))
            words += [text.text or "" for series in root.iter("{*}tx") for text in series.iter("{*}v")]
        told = "、".join(dict.fromkeys(filter(None, map(squeeze, [_describe(element), *words]))))
        what = "图表" if any(tie.kind.startswith("chart") for tie in ties) else "示意图"
        self._findings.miss(place, f"上有一个{what}{f'（{told}）' if told else ''}，{_ADVICE}")

    def read_vml(self, name: str) -> None:
        """A drawing in the old form: controls, pictures of page headers; comments are read elsewhere."""
        root = self._parts.parse_loose(name)
        for shape in root.iter("{*}shape") if root is not None else ():
            data = shape.find("{*}ClientData")
            kind = data.get("ObjectType", "") if data is not None else ""
            if kind == "Note":
                continue
            place = _read_anchor(data.find("{*}Anchor")) if data is not None else ""
            words = squeeze(clean(" ".join(text for box in shape.iter("{*}textbox") for text in box.itertext())))
            if shape.find("{*}imagedata") is not None or kind == "Pict":
                told = squeeze(_describe_vml(shape) + words)
                self._findings.miss(place, f"有一张图片{f'（{told}）' if told else ''}，{_ADVICE}")
            else:
                is_ticked = data is not None and data.find("{*}Checked") is not None
                what = _CONTROLS.get(kind, "图形")
                self._findings.mention(place, f"上有{what}，没有导入：“{'☒' * is_ticked}{words}”。")


def _unwrap(element: Any) -> Iterator[Any]:
    """Children, with the first choice in place of alternatives."""
    for child in element:
        if etree.QName(child).localname == "AlternateContent":
            choice = next((part for part in child if etree.QName(part).localname in ("Choice", "Fallback")), None)
            yield from _unwrap(choice) if choice is not None else ()
        else:
            yield child


def _describe(element: Any) -> str:
    properties = element.find(".//{*}cNvPr")
    if properties is None:
        return ""
    return "，".join(filter(None, (properties.get(name, "").strip() for name in ("title", "descr"))))


def _describe_vml(shape: Any) -> str:
    image = shape.find("{*}imagedata")
    attributes = image.attrib.items() if image is not None else ()
    return "".join(str(value) for name, value in attributes if name.endswith("title")) + str(shape.get("alt", ""))


def _read_place(start: Any) -> str:
    """The cell in whose reach an object begins; "" where it lies free."""
    row, column = (start.findtext(f"{{*}}{name}", "").strip() if start is not None else "" for name in ("row", "col"))
    return name_cell(int(row) + 1, int(column) + 1) if _is_number(row) and _is_number(column) else ""


def _read_anchor(anchor: Any) -> str:
    """As above, in VML: column, offset, row, and so on."""
    numbers = [word.strip() for word in (anchor.text or "" if anchor is not None else "").split(",")]
    if len(numbers) < 4 or not (_is_number(numbers[0]) and _is_number(numbers[2])):
        return ""
    return name_cell(int(numbers[2]) + 1, int(numbers[0]) + 1)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,7}", text) is not None
