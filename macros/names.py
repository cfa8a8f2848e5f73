"""The register of names: what a printed name stands for, and which names a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from macros.problems import create_suggestion
from macros.records import UnitRecord


@dataclass(frozen=True)
class Reference:
    """What a printed name stands for: a unit of the register, and the capacity printed in brackets after it."""

    unit: UnitRecord
    capacity: str | None


class Register:
    """Look-up by name. Where two units share a name the first holds it; `check` reports the second."""

    def __init__(self, units: Iterable[UnitRecord]) -> None:
        self.units = tuple(units)
        self._by_printed: dict[str, UnitRecord] = {}
        self._by_word: dict[str, UnitRecord] = {}
        for unit in self.units:
            for name in (unit.name, *unit.variants):
                self._by_printed.setdefault(name, unit)
                self._by_word.setdefault(name, unit)
            for name in unit.aliases:
                self._by_word.setdefault(name, unit)

    def find(self, printed: str) -> Reference | None:
        """What a name in a column stands for: a name or variant, also with a registered capacity in brackets."""
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
        # the longest name wins (石景山区生态环境局), and a short form of ours in 市财政局 is the city's body, not ours
        words = sorted(self._by_word, key=len, reverse=True)
        forms = [re.escape(word) if word in self._by_printed else f"(?<![市省]){re.escape(word)}" for word in words]
        return re.compile("|".join(forms) or r"(?!)")

    def scan(self, text: str) -> Iterator[tuple[UnitRecord, str]]:
        """Every name, variant or alias in a text, in order, the longest at each place."""
        for match in self._pattern.finditer(text):
            yield self._by_word[match[0]], match[0]

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
