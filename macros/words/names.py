"""The register of names: what a printed name stands for, and which names a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from macros.store.problems import create_suggestion
from macros.store.records import UnitRecord


def create_longest_pattern(words: Iterable[str]) -> str:
    """A regular expression that finds the longest of many words at a place in one go: they share their beginnings."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return _join_branches(tree) or r"(?!)"


def _join_branches(tree: dict[str, Any]) -> str:
    forms = [re.escape(character) + _join_branches(branch) for character, branch in tree.items() if character]
    joined = forms[0] if len(forms) == 1 and "" not in tree else f"(?:{'|'.join(forms)})" if forms else ""
    return f"{joined}?" if joined and "" in tree else joined


@dataclass(frozen=True)
class Reference:
    """The meaning of a printed name: a unit of the register, and the capacity printed in brackets after it."""

    unit: UnitRecord
    capacity: str | None


class Register:
    """Look-up by name. Where two units share a name the first holds it; `check` reports the second."""

    def __init__(self, units: Iterable[UnitRecord]) -> None:
        self.units = tuple(units)
        self._by_printed: dict[str, UnitRecord] = {}
        self._by_word: dict[str, UnitRecord] = {}
        self._found: dict[str, Reference | None] = {}  # rules ask for the same names again and again
        self._scanned: dict[str, tuple[tuple[UnitRecord, str], ...]] = {}
        self.by_id = {unit.id: unit for unit in self.units}
        for unit in self.units:
            for name in (unit.name, *unit.variants, *unit.former_names):
                self._by_printed.setdefault(name, unit)
                self._by_word.setdefault(name, unit)
            for name in unit.aliases:
                self._by_word.setdefault(name, unit)

    def find(self, printed: str) -> Reference | None:
        """The unit of a name in a column: a name or variant, also with a registered capacity in brackets."""
        if printed not in self._found:
            self._found[printed] = self._find(printed)
        return self._found[printed]

    def _find(self, printed: str) -> Reference | None:
        if unit := self._by_printed.get(printed):
            return Reference(unit, None)
        if match := re.fullmatch(r"(.+?)（(.+)）", printed):
            unit = self._by_printed.get(match[1])
            if unit and match[2] in unit.capacities:
                return Reference(unit, match[2])
        return None

    def create_hint(self, printed: str) -> str:
        """“，是不是“…”？” for a name that is not registered."""
        if unit := self._by_word.get(printed):
            return f"，是不是“{unit.name}”？"
        capacities = [f"{unit.name}（{capacity}）" for unit in self.units for capacity in unit.capacities]
        return create_suggestion(printed, [*self._by_printed, *capacities])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(create_longest_pattern(self._by_word))

    def scan(self, text: str) -> tuple[tuple[UnitRecord, str], ...]:
        """Every name, variant or alias in a text, in order, the longest at each place.

        A short form of ours in 市财政局 is the city's body, not ours.
        """
        if text not in self._scanned:
            self._scanned[text] = tuple(self._scan(text))
        return self._scanned[text]

    def _scan(self, text: str) -> Iterator[tuple[UnitRecord, str]]:
        at = 0
        while match := self._pattern.search(text, at):
            longest, start = match[0], match.start()
            is_citys = start > 0 and text[start - 1] in "市省"
            words = (longest[:length] for length in range(len(longest), 0, -1))
            known = self._by_printed if is_citys else self._by_word
            if found := next((word for word in words if word in known), None):
                yield self._by_word[found], found
            at = start + len(found or " ")

    def expand(self, names: Iterable[str]) -> tuple[UnitRecord, ...]:
        """Bodies for names, collective names replaced by their members; each body once, unknown names left out."""
        bodies: dict[str, UnitRecord] = {}
        for name in names:
            if reference := self.find(name):
                unit = reference.unit
                members = [self._by_printed[m] for m in unit.members if m in self._by_printed]
                for body in members or [unit]:
                    bodies.setdefault(body.id, body)
        return tuple(bodies.values())
