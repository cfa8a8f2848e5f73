"""Formulas that Word writes as such (ECMA-376, part 1, 22.1), as one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from macros.imports.readers.word.linear import group, lower, raise_, root, write_fraction
from macros.imports.readers.word.names import M, W, is_on, tags

_EMPTY = tags(
    M,
    "fPr sSupPr sSubPr sSubSupPr sPrePr radPr naryPr dPr barPr accPr funcPr limLowPr limUppPr boxPr borderBoxPr phantPr ctrlPr oMathParaPr "
    "argPr rPr",
) | tags(
    W,
    "rPr bookmarkStart bookmarkEnd proofErr commentRangeStart commentRangeEnd permStart permEnd lastRenderedPageBreak",
)
_THROUGH = tags(M, "e num den sub sup deg lim fName oMath oMathPara box") | tags(W, "ins moveTo")
_MOST = 5_000  # characters of a formula
Run = Callable[[Any], str]


class UnknownMathError(Exception):
    """An element of a formula that has no plain form in a line."""


def write_math(element: Any, read_run: Run) -> str:
    """A formula in one line; `read_run` gives the words of a run as they are seen. Raises UnknownMathError."""
    words = _Writer(read_run).write(element)
    if len(words) > _MOST:
        raise UnknownMathError
    return words


class _Writer:
    def __init__(self, read_run: Run) -> None:
        self._read_run = read_run
        self._ways: dict[str, Callable[[Any], str]] = {
            f"{M}{name}": way
            for name, way in {
                "f": self._write_fraction,
                "sSup": lambda item: f"{self._base(item)}{raise_(self._part(item, 'sup'))}",
                "sSub": lambda item: f"{self._base(item)}{lower(self._part(item, 'sub'))}",
                "sSubSup": lambda item: (
                    f"{self._base(item)}{lower(self._part(item, 'sub'))}{raise_(self._part(item, 'sup'))}"
                ),
                "sPre": lambda item: (
                    f"{raise_(self._part(item, 'sup'))}{lower(self._part(item, 'sub'))}{self._base(item)}"
                ),
                "rad": lambda item: root(self._part(item, "e"), self._part(item, "deg")),
                "nary": self._write_sum,
                "d": self._write_brackets,
                "bar": self._write_bar,
                "acc": self._write_accent,
                "func": self._write_function,
                "limLow": lambda item: f"{self._part(item, 'e')}{lower(self._part(item, 'lim'))}",
                "limUpp": lambda item: f"{self._part(item, 'e')}{raise_(self._part(item, 'lim'))}",
                "phant": self._write_phantom,
                "borderBox": self._write_box,
            }.items()
        }

    def write(self, element: Any) -> str:
        """The line of all that an element holds."""
        words = ""
        for child in element:
            if child.tag in (f"{M}r", f"{W}r"):
                words += self._read_run(child)
            elif child.tag in self._ways:
                words += self._ways[child.tag](child)
            elif child.tag in _THROUGH:
                words += self.write(child)
            elif child.tag not in _EMPTY:
                raise UnknownMathError
        return words

    def _part(self, item: Any, name: str) -> str:
        found = item.find(f"{M}{name}")
        return "" if found is None else self.write(found)

    def _base(self, item: Any) -> str:
        return group(self._part(item, "e"))

    def _write_fraction(self, item: Any) -> str:
        if _option(item, "f", "type") == "noBar":
            raise UnknownMathError
        return write_fraction(self._part(item, "num"), self._part(item, "den"))

    def _write_sum(self, item: Any) -> str:
        sign = _option(item, "nary", "chr") or "∫"
        base = self._part(item, "e")
        return f"{sign}{lower(self._part(item, 'sub'))}{raise_(self._part(item, 'sup'))}{' ' if base else ''}{base}"

    def _write_brackets(self, item: Any) -> str:
        opening, closing, separator = (
            _option(item, "d", name, usual) for name, usual in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
        )
        return f"{opening}{separator.join(self.write(part) for part in item.iterfind(f'{M}e'))}{closing}"

    def _write_bar(self, item: Any) -> str:
        """A line above or below, with the signs that Unicode's linear format has for it."""
        return f"{'¯' if _option(item, 'bar', 'pos') == 'top' else '▁'}{self._bracketed(item)}"

    def _write_accent(self, item: Any) -> str:
        return f"{self._base(item)}{_option(item, 'acc', 'chr', '̂')}"

    def _bracketed(self, item: Any) -> str:
        return f"({self._part(item, 'e')})"

    def _write_function(self, item: Any) -> str:
        return f"{self._part(item, 'fName')} {self._part(item, 'e')}"

    def _write_phantom(self, item: Any) -> str:
        """Space as wide as its words, which are not seen themselves unless it says so."""
        shown = item.find(f"{M}phantPr/{M}show")
        if shown is not None and not is_on(shown, f"{M}val"):
            raise UnknownMathError
        return self._part(item, "e")

    def _write_box(self, item: Any) -> str:
        properties = item.find(f"{M}borderBoxPr")
        if properties is not None and any(
            "strike" in str(child.tag) and is_on(child, f"{M}val") for child in properties
        ):
            raise UnknownMathError
        return self._part(item, "e")


def _option(item: Any, kind: str, name: str, usual: str = "") -> str:
    """A sign that a formula names; one that it names as nothing is nothing."""
    found = item.find(f"{M}{kind}Pr/{M}{name}")
    return usual if found is None else str(found.get(f"{M}val", ""))
