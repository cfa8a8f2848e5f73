"""Progress as bodies report it, in their own words; the site adds no judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ProgressState(StrEnum):
    """A body's own word for a measure's progress; the value is the word of the return form and of the page."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    ON_TRACK = "达进度"
    BEHIND = "欠进度"
    DONE = "已完成"


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """A report of one body on one measure and one day, in its own words; the site adds no judgement.

    `reporter` is the name under which it was reported, which the body may have had before.
    """

    measure: str
    unit: str
    on: date
    state: ProgressState
    words: str
    issues: str | None
    next_steps: str | None
    source: str | None  # an http or https address
    reporter: str
