"""Elements in whose place a browser puts something else than their words: pictures, fields of forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from macros.imports.readers.document import squeeze
from macros.imports.readers.html.findings import Findings
from macros.imports.readers.html.forms import read_input, read_select

_NAMES = {
    "img": "图片",
    "picture": "图片",
    "svg": "图形",
    "canvas": "画出来的图形",
    "object": "嵌入的对象",
    "embed": "嵌入的对象",
    "applet": "嵌入的程序",
    "iframe": "嵌入的网页",
    "frame": "嵌入的网页",
    "video": "视频",
    "audio": "音频",
    "math": "公式",
    "meter": "图形的刻度",
    "progress": "图形的进度",
}
#: Places of a page that hold its ornaments.
_ORNAMENTAL = frozenset(("a", "nav", "header", "footer", "aside", "button"))
#: Pixels of pictures that only keep a distance.
_SPACER = 2
_OUTSIDE = "表格外面"


def list_all_words(element: Any) -> str:
    """All words in an element, those of its fields and pictures too."""
    return squeeze(" ".join(_walk_all(element)))


def _walk_all(element: Any) -> Iterator[str]:
    for part in element.iter():
        if not isinstance(part.tag, str):
            yield part.tail or "" if part is not element else ""
            continue
        yield from (part.get(name) or "" for name in ("alt", "placeholder", "label"))
        if part.tag == "input" and (part.get("type") or "").lower() not in ("checkbox", "radio", "hidden"):
            yield part.get("value") or ""
        yield part.text or "" if part.tag not in ("script", "style") else ""
        yield part.tail or "" if part is not element else ""


def _miss(element: Any, place: str, findings: Findings) -> str:
    """Nothing; it is reported what could not be read."""
    if element.tag == "img" and any(_is_tiny(element.get(name)) for name in ("width", "height")):
        return ""
    names = ("title", "aria-label", "data", "value", "src") if element.tag != "img" else ("title",)
    words = list_all_words(element) or next(filter(None, (element.get(name) for name in names)), "") or ""
    what = f"有{_NAMES[element.tag]}，没有导入"
    if place == _OUTSIDE and any(above.tag in _ORNAMENTAL for above in element.iterancestors()):
        findings.mention(place, what, words)
    else:
        findings.miss(place, f"{what}，请对照原文补上文字", words if len(words) < 2_000 else "")
    return ""


def _is_tiny(size: str | None) -> bool:
    number = (size or "").removesuffix("px").strip()
    return number.isdecimal() and int(number[:6]) <= _SPACER


def _report_button(element: Any, place: str, findings: Findings) -> str:
    findings.mention(place, "有按钮，没有导入", list_all_words(element))
    return ""


def _report_map(element: Any, place: str, findings: Findings) -> str:
    findings.mention(place, "有图片上的链接，没有导入", list_all_words(element))
    return ""


#: The text of each such element.
REPLACED: dict[str, Callable[[Any, str, Findings], str]] = {
    **dict.fromkeys(_NAMES, _miss),
    "input": read_input,
    "select": read_select,
    "button": _report_button,
    "map": _report_map,
}
