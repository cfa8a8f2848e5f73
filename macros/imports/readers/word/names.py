"""The names of Word's elements, and the few ways in which their values are written."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix that Office writes
_DIGITS = 5  # of a number; Word takes no more


def tags(prefix: str, names: str) -> frozenset[str]:
    """Names of elements in one namespace."""
    return frozenset(f"{prefix}{name}" for name in names.split())


def find_value(element: Any, path: str) -> str:
    """The `w:val` of an element below; "" where there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val", ""))


def is_on(switch: Any, name: str = f"{W}val") -> bool:
    """Whether an element that switches something on does so; one that is missing does not."""
    return switch is not None and switch.get(name, "1") not in ("0", "false", "off")


def read_number(text: str) -> int | None:
    """A whole number as files write it; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


def local(element: Any) -> str:
    """The name of an element as people know it: “w:object”."""
    name = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{name}" if element.prefix else name
