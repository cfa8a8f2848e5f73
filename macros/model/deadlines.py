"""Deadlines: the printed wording beside our reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    BY = "by"
    WINDOW = "window"
    FROM = "from"
    ONGOING = "ongoing"
    AS_SCHEDULED = "as_scheduled"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Frequency(StrEnum):
    """The interval of a recurring duty; the value is the editor's word. Only the first five have a fixed interval."""

    WEEKLY = "每周"
    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    ALL_YEAR = "全年"
    REGULARLY = "定期"

    @property
    def has_interval(self) -> bool:
        return self not in (Frequency.ALL_YEAR, Frequency.REGULARLY)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The printed wording and our reading of it. `start` and `end` are inclusive; None where the words give none."""

    text: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    precision: Precision | None
    basis: str

    @property
    def is_dated(self) -> bool:
        """False for what goes on, and for what has its dates set elsewhere (even if its start is known)."""
        return self.kind in (DeadlineKind.BY, DeadlineKind.WINDOW, DeadlineKind.FROM)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`every` has an interval for the first five frequencies only; `words` are the text's."""

    every: Frequency
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """A published deadline that was changed: what it was, when it was changed, and why."""

    was: Deadline
    on: date
    why: str
