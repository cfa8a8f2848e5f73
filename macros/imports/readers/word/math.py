"""Formulas (ECMA-376, part 1, 22.1) as one line of text: 2/3, 10³, √2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from macros.imports.readers.raised import read_lowered, write_raised
from macros.imports.readers.word.names import M


def write_formula(element: Any) -> str:
    """The text of a formula, or of a part of one."""
    writer = _WRITERS.get(element.tag)
    return (
        writer(element)
        if writer
        else "".join(map(write_formula, element))
        if element.tag != f"{M}t"
        else element.text or ""
    )


def _part(element: Any, name: str) -> str:
    part = element.find(f"{M}{name}")
    return write_formula(part) if part is not None else ""


def _value(element: Any, path: str, default: str) -> str:
    found = element.find("/".join(f"{M}{name}" for name in path.split("/")))
    return found.get(f"{M}val", "") if found is not None else default


def _group(text: str) -> str:
    """A part in brackets where it is more than one thing."""
    is_one = len(text) < 2 or text.isalnum() or (text[0] in "(√" and text[-1] == ")")
    return text if is_one else f"({text})"


def _raise(base: str, power: str) -> str:
    if (raised := write_raised(power)) != power:
        return f"{_group(base)}{raised}"
    return f"{_group(base)}^{_group(power)}" if power else base


def _lower(base: str, index: str) -> str:
    if (lowered := read_lowered(index)) != index:
        return f"{base}{lowered}"
    return f"{base}_{_group(index)}" if index else base


def _write_fraction(element: Any) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    return f"{_group(above)}/{_group(below)}"


def _write_root(element: Any) -> str:
    degree = _part(element, "deg")
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    inner = _part(element, "e")
    shown = inner if inner.isalnum() else f"({inner})"
    return f"{sign}{shown}" if sign else f"{degree}次√{shown}"


def _write_brackets(element: Any) -> str:
    first, last = _value(element, "dPr/begChr", "("), _value(element, "dPr/endChr", ")")
    parts = _value(element, "dPr/sepChr", "|").join(write_formula(part) for part in element.iterfind(f"{M}e"))
    return f"{first}{parts}{last}"


def _write_sum(element: Any) -> str:
    sign = _value(element, "naryPr/chr", "∫")
    limits = _raise(_lower(sign, _part(element, "sub")), _part(element, "sup"))
    return f"{limits}{_group(_part(element, 'e'))}"


def _write_rows(element: Any) -> str:
    rows = [f"{M}e"] if element.tag == f"{M}eqArr" else [f"{M}mr"]
    return "；".join(
        "，".join(map(write_formula, row)) if row.tag == f"{M}mr" else write_formula(row)
        for row in element.iterfind(rows[0])
    )


_WRITERS: dict[str, Callable[[Any], str]] = {
    f"{M}f": _write_fraction,
    f"{M}rad": _write_root,
    f"{M}sSup": lambda element: _raise(_part(element, "e"), _part(element, "sup")),
    f"{M}sSub": lambda element: _lower(_part(element, "e"), _part(element, "sub")),
    f"{M}sSubSup": lambda element: _raise(_lower(_part(element, "e"), _part(element, "sub")), _part(element, "sup")),
    f"{M}sPre": lambda element: (
        f"{_lower('', _part(element, 'sub'))}{_raise('', _part(element, 'sup'))}{_part(element, 'e')}"
    ),
    f"{M}d": _write_brackets,
    f"{M}nary": _write_sum,
    f"{M}func": lambda element: f"{_part(element, 'fName')}({_part(element, 'e')})",
    f"{M}limLow": lambda element: _lower(_part(element, "e"), _part(element, "lim")),
    f"{M}limUpp": lambda element: _raise(_part(element, "e"), _part(element, "lim")),
    f"{M}m": _write_rows,
    f"{M}eqArr": _write_rows,
}
