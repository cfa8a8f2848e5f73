"""Looks of cells, as far as they change what a person reads: formats of numbers, struck, raised and white text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from macros.imports.readers.excel.number_format import BUILT_IN

_WHITE = ("FFFFFFFF", "00FFFFFF")


@dataclass(frozen=True)
class Font:
    """`position` is "superscript", "subscript" or ""."""

    is_struck: bool = False
    position: str = ""
    is_white: bool = False


@dataclass(frozen=True)
class Style:
    """Of a cell. `code` is the format of its numbers, None for one that the file does not say; a box is ticked by TRUE."""

    code: str | None = "General"
    font: Font = Font()
    is_filled: bool = False
    is_box: bool = False


@dataclass(frozen=True)
class Change:
    """Of a conditional format: whether it strikes text out or shows numbers in another way."""

    is_struck: bool
    code: str | None


class Styles:
    """The styles of a workbook; without a part for them every cell is plain."""

    def __init__(self, root: Any = None) -> None:
        self._styles: list[Style] = []
        self.changes: list[Change] = []
        if root is None:
            return
        codes: dict[int, str | None] = dict(BUILT_IN)
        codes |= {
            read_index(item.get("numFmtId")): item.get("formatCode", "General")
            for item in root.iterfind("{*}numFmts/{*}numFmt")
        }
        fonts = [read_font(item) for item in root.iterfind("{*}fonts/{*}font")]
        fills = [_is_filled(item) for item in root.iterfind("{*}fills/{*}fill")]
        for item in root.iterfind("{*}cellXfs/{*}xf"):
            font, fill = read_index(item.get("fontId")), read_index(item.get("fillId"))
            self._styles.append(
                Style(
                    codes.get(read_index(item.get("numFmtId"))),
                    fonts[font] if font < len(fonts) else Font(),
                    fill < len(fills) and fills[fill],
                    item.find(".//{*}xfComplement") is not None,
                )
            )
        for item in root.iterfind("{*}dxfs/{*}dxf"):
            font, form = item.find("{*}font"), item.find("{*}numFmt")
            code = form.get("formatCode") if form is not None else None
            self.changes.append(Change(font is not None and read_font(font).is_struck, code))

    def of(self, cell: Any) -> Style:
        index = read_index(cell.get("s"))
        return self._styles[index] if index < len(self._styles) else Style()


def read_index(value: str | None) -> int:
    """A number that counts from 0; 0 where none stands, and one beyond all for what is none."""
    if value is None:
        return 0
    return int(value) if value.isdecimal() and len(value) < 8 else 10**8


def read_font(element: Any) -> Font:
    """The font of a cell, or of a part of its text."""
    place = element.find("{*}vertAlign")
    colour = element.find("{*}color")
    is_white = colour is not None and (colour.get("rgb", "").upper() in _WHITE or _is_background(colour))
    return Font(_is_on(element.find("{*}strike")), place.get("val", "") if place is not None else "", is_white)


def _is_background(colour: Any) -> bool:
    """Whether a colour is the first one of the theme, the white of the page, and not darkened."""
    return colour.get("theme") == "0" and not colour.get("tint", "").startswith("-")


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get("val", "1") not in ("0", "false")


def _is_filled(fill: Any) -> bool:
    pattern = fill.find("{*}patternFill")
    return len(fill) > 0 and (pattern is None or pattern.get("patternType", "none") != "none")
