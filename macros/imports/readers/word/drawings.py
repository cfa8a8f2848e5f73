"""Pictures, embedded objects, charts and text boxes: what kind each is, and the words that stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.imports.readers.document import UnreadableError, squeeze
from macros.imports.readers.word.names import WP, O, R, V, W
from macros.imports.readers.word.parts import WordParts
from macros.imports.readers.word.words import list_words

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_TEXT_BODY = "{http://schemas.openxmlformats.org/drawingml/2006/main}txBody"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHARTS = ("drawingml/2006/chart}chart", "drawing/2014/chartex}chart")
#: Programs whose objects people know by another name.
_PROGRAMS = (
    ("Equation", "公式"),
    ("Excel", "Excel 表格"),
    ("ET.", "WPS 表格"),
    ("Word", "Word 文档"),
    ("WPS.", "WPS 文档"),
    ("PowerPoint", "演示文稿"),
    ("Visio", "Visio 图"),
    ("Package", "附件"),
)


@dataclass(frozen=True)
class Drawn:
    """`kind` is what a person would call it; `is_seen`: it shows something that is no text, so that a reader misses it."""

    kind: str
    words: str = ""
    is_seen: bool = False


def list_drawn(element: Any, parts: WordParts) -> Iterator[Drawn]:
    """Everything that a drawing, a picture of the old kind or an object shows."""
    names = " ".join(dict.fromkeys(_list_names(element)))
    boxes = _list_boxes(element)
    yield from boxes
    found = list(_list_objects(element, parts))
    if not found and (picture := _find_picture(element)):
        found = [Drawn(picture, names, is_seen=True)]
    elif found and names:
        found[0] = Drawn(found[0].kind, " ".join(filter(None, (names, found[0].words))), is_seen=True)
    yield from found
    if not found:
        art = " ".join(path.get("string", "") for path in element.iter(f"{V}textpath"))
        if art:
            yield Drawn("艺术字", art, is_seen=True)
        elif names or not boxes:
            yield Drawn("没有文字的图形", names)


def _list_boxes(element: Any) -> list[Drawn]:
    """The text boxes that stand in no other one; those that files hold in two ways are listed once."""
    boxes = _walk_outermost(element, (f"{W}txbxContent", _TEXT_BODY))
    return [Drawn("文本框", words) for words in dict.fromkeys(squeeze(list_words(box)) for box in boxes) if words]


def _walk_outermost(element: Any, names: tuple[str, ...]) -> Iterator[Any]:
    for child in element:
        if child.tag in names:
            yield child
        else:
            yield from _walk_outermost(child, names)


def _list_names(element: Any) -> Iterator[str]:
    """Descriptions that people gave, for those who cannot see it; programs name pictures by number."""
    for part in element.iter(f"{WP}docPr"):
        yield from filter(None, (part.get("title"), part.get("descr")))
    for part in element.iter(f"{V}shape", f"{V}rect", f"{V}imagedata", f"{V}group"):
        yield from filter(None, (part.get("alt"), part.get(f"{O}title"), part.get("title")))


def _list_objects(element: Any, parts: WordParts) -> Iterator[Drawn]:
    for part in element.iter():
        name = part.tag.rpartition("}")[2]
        if part.tag == f"{O}OLEObject" or name in ("objectEmbed", "objectLink"):
            program = part.get("ProgID") or part.get(f"{W}progId") or ""
            known = next((name for start, name in _PROGRAMS if program.startswith(start)), "")
            yield Drawn(f"嵌入的对象（{'，'.join(filter(None, (known, program))) or '不知道是什么'}）", is_seen=True)
        elif part.tag == f"{W}control":
            yield Drawn("控件（ActiveX）", part.get(f"{W}name", ""), is_seen=True)
        elif part.tag.endswith(_CHARTS):
            yield Drawn("图表", _read_tied(parts, part.get(f"{R}id", "")), is_seen=True)
        elif part.tag == _DIAGRAM:
            yield Drawn("SmartArt 图", _read_tied(parts, part.get(f"{R}dm", "")), is_seen=True)
        elif name in ("contentPart", "movie"):
            yield Drawn("墨迹" if name == "contentPart" else "影片", is_seen=True)


def _find_picture(element: Any) -> str:
    """The kind of picture that an element shows as such; "" for none."""
    is_picture = next(element.iter(_PICTURE, f"{V}imagedata"), None) is not None
    return "图片" if is_picture else ""


def _read_tied(parts: WordParts, tie_id: str) -> str:
    """Words and figures of a chart or of a diagram, which stand in a part of their own."""
    tie = parts.find_tie(tie_id)
    if tie is None or tie.is_outside:
        return ""
    if tie.target not in parts.words:
        parts.words[tie.target] = _list_figures(parts, tie.target)
    return parts.words[tie.target]


def _list_figures(parts: WordParts, name: str) -> str:
    try:
        root = parts.parse(name)
    except UnreadableError:  # the chart is reported in any case
        return ""
    if root is None:
        return ""
    texts = (part.text for part in root.iter() if part.tag.rpartition("}")[2] in ("t", "v"))
    return "、".join(dict.fromkeys(text.strip() for text in texts if text and text.strip()))
