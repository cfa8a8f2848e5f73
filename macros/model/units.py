"""Bodies and collective names of the register, and the columns of the printed table in which they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    AGENCY = "agency"
    PARK = "park"
    ENTERPRISE = "enterprise"
    OUTSIDE = "outside"
    TOWN = "town"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    GROUP = "group"


#: Bodies that govern a place: they live under /towns/, every other body under /agencies/.
TOWN_KINDS = frozenset({UnitKind.TOWN, UnitKind.SUBDISTRICT, UnitKind.DISTRICT})


@dataclass(frozen=True, slots=True)
class Role:
    """A column of bodies in the printed table: `id` is the key in tasks.yaml, `name` the printed head."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A name that a body had, or that one had which it took in; the name that follows holds from `on`."""

    was: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A body or a collective name of the register (plan/units.yaml)."""

    id: str
    name: str
    kind: UnitKind
    aliases: tuple[str, ...]  # short forms: found by search and in the measures' texts
    variants: tuple[str, ...]  # other spellings that the document's columns print
    capacities: tuple[str, ...]  # what stands in brackets after the name
    part_of: str | None
    members: tuple[str, ...]  # unit ids that a collective name surely covers
    possible_members: tuple[str, ...]  # unit ids that it may cover; the document does not say
    former_ids: tuple[str, ...]
    renamed: tuple[Rename, ...]  # in the order in which editors wrote them
    notes: tuple[str, ...]
    is_undecided: bool = False  # a collective name of which nobody has said yet whom it covers

    @property
    def other_names(self) -> tuple[str, ...]:
        """Every name besides its own: short forms, other spellings, names from before."""
        return tuple(dict.fromkeys((*self.aliases, *self.variants, *(item.was for item in self.renamed))))

    @property
    def is_group(self) -> bool:
        return self.kind is UnitKind.GROUP

    @property
    def is_town(self) -> bool:
        return self.kind in TOWN_KINDS


@dataclass(frozen=True, slots=True)
class Assignment:
    """One name in one cell: `printed` as the document has it, `unit` the id it stands for."""

    role: str
    printed: str
    unit: str
    capacity: str | None


@dataclass(frozen=True, slots=True)
class NameInText:
    """A body or collective name that the measure's text names, and the words that name it."""

    unit: str
    words: str
