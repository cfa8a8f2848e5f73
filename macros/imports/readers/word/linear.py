"""Formulas in one line of plain text: 2/3, 10³, √2. For those that Word writes as such and those of EQ fields."""

from __future__ import annotations

import re

from macros.imports.readers.raised import read_lowered, read_raised

_SIMPLE = re.compile(r"[\w.%∞°′″²³⁰-⁹₀-₉]*|√[\w.]+|\([^()]*\)|\[[^\[\]]*\]")


def group(words: str) -> str:
    """Words that stand as one: in brackets if they are more than a number or a name."""
    return words if _SIMPLE.fullmatch(words) else f"({words})"


def write_fraction(above: str, below: str) -> str:
    return f"{group(above)}/{group(below)}"


def raise_(words: str) -> str:
    """An exponent: ³, or ^(a+b) where there are no such letters."""
    raised = read_raised("0", words)
    return f"^{group(words)}" if words and (raised is None or raised == words) else raised or ""


def lower(words: str) -> str:
    """An index: ₂, or _(max)."""
    lowered = read_lowered(words)
    return f"_{group(words)}" if words and lowered == words else lowered


def root(words: str, degree: str = "") -> str:
    """A root of words: √2, ³√8."""
    raised = raise_(degree).removeprefix("^")
    return f"{raised}√{group(words)}"
