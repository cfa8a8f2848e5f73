"""What became of a published measure: page, feed and JSON say it in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.model import Measure
from macros.words.wording import date_words


@dataclass(frozen=True)
class Change:
    """Facts only: whether the work was done nobody here knows."""

    label: str
    on: date
    words: str

    def __str__(self) -> str:
        """One line, for files that have no field of their own for it."""
        return f"{self.label}：{date_words(self.on)}，{self.words}"


def build_changes(measure: Measure) -> tuple[Change, ...]:
    """Moves of the deadline, oldest first, then the withdrawal."""
    wordings = [move.was.text for move in measure.moves] + [measure.deadline.text]
    changes = [
        Change("时限已改", move.on, f"原定{was}，改为{now}：{move.why}")
        for move, was, now in zip(measure.moves, wordings, wordings[1:], strict=False)
    ]
    if measure.withdrawal:
        changes.append(Change("已撤销", measure.withdrawal.on, measure.withdrawal.why))
    return tuple(changes)
