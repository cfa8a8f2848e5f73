"""Changes from one edition of a plan to the next: `impact` finds them, `record` keeps them, /changes/ shows them.

Plain values like the model's: they hold their own words and names, so that a revision reads the same when the plan has moved
on. No I/O, no HTML, no clock.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class _Strict:
    """Read from a file, a value with a field that we don't know is refused (pydantic looks for this name)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


class ChangeKind(StrEnum):
    ADDED = "新增"
    CHANGED = "修改"
    WITHDRAWN = "撤销"
    RESTORED = "恢复"
    REMOVED = "删去"


class Direction(StrEnum):
    EARLIER = "提前"
    LATER = "推迟"
    OTHER = "改变"


def _subtract(lines: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Lines that the others do not have, or not as often."""
    left = Counter(others)
    missing = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            missing.append(line)
    return tuple(missing)


@dataclass(frozen=True)
class Wording(_Strict):
    """A text before and after; "" where it was not there."""

    was: str
    now: str


@dataclass(frozen=True)
class Detail(_Strict):
    """Another difference, under its Chinese name; one line each, in order."""

    name: str
    was: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        return _subtract(self.was, self.now)

    @property
    def new(self) -> tuple[str, ...]:
        return _subtract(self.now, self.was)


@dataclass(frozen=True)
class DeadlineChange(_Strict):
    """`was` and `now` are wordings with our reading of them; `direction` compares the last days."""

    was: str
    now: str
    direction: Direction


@dataclass(frozen=True)
class CellChange(_Strict):
    """The printed names of one role, in order."""

    role: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True)
class Reach(_Strict):
    """Bodies that a changed measure concerns alike: ids, and the ids of the roles that they had and have in it.

    Not certain: through a collective name of which the document does not say whom it covers.
    """

    units: tuple[str, ...]
    was: tuple[str, ...]
    now: tuple[str, ...]
    certain: bool = True

    @property
    def gained(self) -> tuple[str, ...]:
        return tuple(role for role in self.now if role not in self.was)

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(role for role in self.was if role not in self.now)


@dataclass(frozen=True)
class MeasureChange(_Strict):
    """One measure; `label` is “任务5第2条” as it was numbered then. None and () say that this did not change."""

    kind: ChangeKind
    measure: str
    label: str
    task: str  # its title
    why: str | None = None
    text: Wording | None = None
    deadline: DeadlineChange | None = None
    cells: tuple[CellChange, ...] = ()
    details: tuple[Detail, ...] = ()
    reach: tuple[Reach, ...] = ()

    @property
    def is_through_names(self) -> bool:
        """Whether nothing was changed at the measure itself: a collective name in it covers other bodies now."""
        return self.kind is ChangeKind.CHANGED and not (self.text or self.deadline or self.cells or self.details)

    def find_reach(self, unit: str) -> Reach | None:
        return next((reach for reach in self.reach if unit in reach.units), None)


@dataclass(frozen=True)
class UnitChange(_Strict):
    kind: ChangeKind
    unit: str
    name: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Changes(_Strict):
    """All that differs between two editions: of measures in printed order, of bodies in the register's, of the rest."""

    measures: tuple[MeasureChange, ...] = ()
    units: tuple[UnitChange, ...] = ()
    others: tuple[Detail, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.measures or self.units or self.others)


@dataclass(frozen=True)
class Revision(_Strict):
    """A published edition: when, why, what changed. `digest` is that of the files' contents after it."""

    on: date
    why: str
    digest: str
    changes: Changes = Changes()
