"""Amendments of a published measure, its deadline moved or itself withdrawn, in the same words on page, feed and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.model import Measure
from macros.words.wording import date_words


@dataclass(frozen=True)
class Amendment:
    """Facts only: it is not known here whether the work was done."""

    label: str
    on: date
    words: str

    def __str__(self) -> str:
        """One line, for files that have no field of their own for it."""
        return f"{self.label}：{date_words(self.on)}，{self.words}"


def build_amendments(measure: Measure) -> tuple[Amendment, ...]:
    """Moves of the deadline, oldest first, then the withdrawal."""
    wordings = [move.was.text for move in measure.moves] + [measure.deadline.text]
    amendments = [
        Amendment("时限已改", move.on, f"原定{was}，改为{now}：{move.why}")
        for move, was, now in zip(measure.moves, wordings, wordings[1:], strict=False)
    ]
    if measure.withdrawal:
        amendments.append(Amendment("已撤销", measure.withdrawal.on, measure.withdrawal.why))
    return tuple(amendments)
