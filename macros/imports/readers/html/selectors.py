"""Selectors of style sheets: tags, classes, ids, and one inside another; no others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

_NAME = r"[\w\u0080-\uffff-]+"
_COMPOUND = re.compile(rf"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<marks>(?:[.#]{_NAME})*)")
#: Characters of a selector that is read.
_LONGEST = 300


class Compound(NamedTuple):
    """A tag ("" for any), classes and ids that one element has."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, element: Any) -> bool:
        return (
            (not self.tag or element.tag == self.tag)
            and (not self.ids or self.ids == {element.get("id")})
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
        )


@dataclass(frozen=True)
class Selector:
    """`groups` from the outermost to the innermost: of a group each is the parent of the next, of groups an ancestor.

    `weight` counts ids, classes and tags; `is_beside`: it means the words before or after the element.
    """

    groups: tuple[tuple[Compound, ...], ...]
    is_beside: bool

    @property
    def weight(self) -> tuple[int, int, int]:
        compounds = [compound for group in self.groups for compound in group]
        return (
            sum(len(compound.ids) for compound in compounds),
            sum(len(compound.classes) for compound in compounds),
            sum(bool(compound.tag) for compound in compounds),
        )

    def fits(self, element: Any) -> bool:
        """Whether an element is meant. The nearest ancestors that fit leave the most for the rest."""
        top = _climb(element, self.groups[-1])
        for group in reversed(self.groups[:-1]):
            above = top.getparent() if top is not None else None
            while above is not None and (top := _climb(above, group)) is None:
                above = above.getparent()
            if above is None:
                return False
        return top is not None


def _climb(element: Any, group: tuple[Compound, ...]) -> Any:
    """The outermost element of a group whose innermost one is this; None where one of them does not fit."""
    for at, compound in enumerate(reversed(group)):
        element = element.getparent() if at else element
        if element is None or not compound.fits(element):
            return None
    return element


class Index:
    """The elements of a page by what a selector asks of them."""

    def __init__(self, root: Any) -> None:
        self._root = root

    @cached_property
    def _by_mark(self) -> dict[str, list[Any]]:
        """By a class (.name) and by an id (#name)."""
        found: dict[str, list[Any]] = {}
        for element in self._root.iter("*"):
            marks = [f".{name}" for name in set((element.get("class") or "").split())]
            for mark in [*marks, f"#{element.get('id')}"]:
                found.setdefault(mark, []).append(element)
        return found

    def list_candidates(self, selector: Selector) -> list[Any]:
        """Elements that may fit: those with a class, an id or the tag of its innermost part."""
        inner = selector.groups[-1][-1]
        for sign, names in (("#", inner.ids), (".", inner.classes)):
            for name in names:
                return self._by_mark.get(f"{sign}{name}", [])
        return list(self._root.iter(inner.tag or "*"))


def read_selector(text: str) -> Selector | None:
    """The selector in a text; None for one that is not known."""
    words, is_beside = re.subn(r"::?(?:before|after)\s*$", "", text.strip()[: _LONGEST + 1])
    if len(words) > _LONGEST:
        return None
    groups: list[list[Compound]] = []
    is_child = False
    for word in words.replace(">", " > ").split() or ["*"] * is_beside:
        if word == ">":
            is_child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None:
            return None
        marks = re.findall(rf"[.#]{_NAME}", match["marks"])
        classes, ids = (frozenset(mark[1:] for mark in marks if mark[0] == sign) for sign in ".#")
        compound = Compound((match["tag"] or "").lower().strip("*"), classes, ids)
        if is_child and groups:
            groups[-1].append(compound)
        else:
            groups.append([compound])
        is_child = False
    return Selector(tuple(map(tuple, groups)), bool(is_beside)) if groups and not is_child else None
