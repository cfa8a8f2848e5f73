"""Documents as they come out of broken programs and mails: bytes, members of a zip file, elements and words of XML."""

from __future__ import annotations

import copy
import io
import warnings
import zipfile
from typing import Any

from lxml import etree

from tests.fuzz.case import Dice
from tests.fuzz.mutate_text import mutate_bytes, mutate_text

_VALUES = [
    "", "0", "-1", "1", "2", "60", "99999", "99999999999", "abc", "A1", "A1:B2", "A1:XFD1048576", "B2:A1", "ZZZ", "restart", "continue", "s", "n",
    "b", "e", "d", "str", "inlineStr", "true", "none", "²", "٣", "1.5", "NaN", "１",
]  # fmt: skip
_TEXTS = [
    "",
    " ",
    "一",
    "第1条",
    "——",
    "序号",
    "完成时限",
    "1",
    "1.0",
    "1e400",
    "2023-13-45",
    "#REF!",
    "一" * 400,
    "a\tb",
    "\u3000",
    "=1",
    "合计",
    "注：",
]


def mutate_package(dice: Dice, content: bytes) -> bytes:
    """A .docx or .xlsx with something changed inside, mostly in a part that is read; sometimes the file itself."""
    if dice.random() < 0.1:
        return mutate_bytes(dice, content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    for _ in range(dice.randint(1, 3)):
        at = dice.choice([dice.randrange(len(parts)), _find_main(parts)])
        name, part = parts[at]
        kind = dice.randrange(20)
        if kind == 0 and len(parts) > 1:
            del parts[at]
        elif kind == 1:
            parts.append((dice.choice([name, f"../{name}", name.upper(), "word/vbaProject.bin", f"/{name}"]), part))
        elif kind == 2:
            parts[at] = name, mutate_bytes(dice, part)
        elif kind == 3:
            parts[at] = name, mutate_text(dice, part.decode("utf-8", "replace")).encode("utf-8", "replace")
        elif kind == 4:
            parts[at] = name, dice.choice([b"", b"<", b"<a/>", part[: len(part) // 2], b"\xff\xfe<\x00a\x00/\x00>\x00"])
        else:
            parts[at] = name, _mutate_xml(dice, part)
    return _pack(parts)


def _find_main(parts: list[tuple[str, bytes]]) -> int:
    """The part with the text, where most changes go."""
    names = [name for name, _ in parts]
    wanted = ("word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
    return next((names.index(name) for name in wanted if name in names), 0)


def _pack(parts: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore", UserWarning)  # a name twice: that is what is tried
        for name, part in parts:
            package.writestr(name, part)
    return file.getvalue()


def _mutate_xml(dice: Dice, part: bytes) -> bytes:
    """Well-formed XML with elements changed; anything else as it is."""
    try:
        root = etree.fromstring(part)
    except (etree.XMLSyntaxError, ValueError):
        return part
    for _ in range(dice.randint(1, 4)):
        elements: list[Any] = [element for element in root.iter() if isinstance(element.tag, str)]
        _mutate_element(dice, dice.choice(elements), elements)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _mutate_element(dice: Dice, element: Any, elements: list[Any]) -> None:
    parent = element.getparent()
    kind = dice.randrange(7)
    if kind == 0 and parent is not None:
        parent.remove(element)
    elif kind == 1 and parent is not None:
        parent.insert(parent.index(element), copy.deepcopy(element))
    elif kind == 2 and parent is not None:
        target = dice.choice(elements)
        if element not in target.iterancestors() and target is not element:
            target.append(element)
    elif kind == 3 and element.attrib:
        element.attrib[dice.choice(list(element.attrib))] = dice.choice(_VALUES)
    elif kind == 4 and element.attrib:
        del element.attrib[dice.choice(list(element.attrib))]
    elif kind == 5:
        other = dice.choice(elements)
        element.tag, other.tag = other.tag, element.tag
    else:
        element.text = dice.choice([*_TEXTS, dice.choice(_VALUES)])
