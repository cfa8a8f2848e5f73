"""The text of a cell in runs: struck, raised, or with a guide to its reading above it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from macros.imports.readers.document import clean, squeeze
from macros.imports.readers.excel.styles import Font, read_font
from macros.imports.readers.raised import read_lowered, read_raised

#: How Excel writes a character that XML does not take.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Words:
    """The text of one cell: `runs` with their fonts, and the guides to their reading."""

    runs: list[tuple[str, Font]] = field(default_factory=list)
    guides: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # elements that are not known


def read_words(item: Any, font: Font) -> Words:
    """The content of `<si>` or `<is>`; a run without a font of its own has the cell's."""
    words = Words()
    for child in item:
        kind = etree.QName(child).localname
        if kind == "t":
            words.runs.append((read_text(child), font))
        elif kind == "r":
            own = child.find("{*}rPr")
            text = "".join(read_text(part) for part in child.iterfind("{*}t"))
            words.runs.append((text, font if own is None else read_font(own)))
        elif kind == "rPh":
            words.guides.append("".join(read_text(part) for part in child.iterfind("{*}t")))
        elif kind not in ("phoneticPr", "extLst"):
            words.others.append(f"{kind}：“{squeeze(''.join(child.itertext()))}”")
    return words


def read_text(element: Any) -> str:
    """The text of an element, with the characters that Excel had to escape."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), element.text or "")


def show_words(words: Words, decide: Callable[[str], None], mention: Callable[[str], None]) -> str:
    """The text that counts; what is left out goes to `mention`, what is written in another way to `decide`."""
    shown, struck = "", ""
    for text, font in words.runs:
        if font.is_struck:
            struck += text
        elif font.position == "superscript" and text.strip():
            raised = read_raised(shown, text)
            if raised is None:
                mention(f"里有上标“{squeeze(text)}”，看来是注的记号，没有导入；前面的字是“{squeeze(shown)[-10:]}”。")
            else:
                decide(f"里的上标“{squeeze(text)}”写成“{raised}”。")
                shown += raised
        elif font.position == "subscript" and text.strip():
            decide(f"里的下标“{squeeze(text)}”写成“{read_lowered(text)}”。")
            shown += read_lowered(text)
        else:
            shown += text
    if squeeze(struck):
        mention(f"里加了删除线的文字没有导入：“{squeeze(clean(struck))}”。")
    if guides := squeeze("".join(words.guides)):
        decide(f"里的注音没有导入，只取正文：“{guides}”。")
    for other in words.others:
        mention(f"里有读不懂的内容，没有导入：{other}。")
    return clean(shown)
