"""Topics: what residents ask about, in their own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    name: str
    aliases: tuple[str, ...]  # what people also say; they are searched, not shown
    words: tuple[str, ...]  # of the document
    measures: tuple[str, ...]  # ids, in printed order; at least one
    notes: tuple[str, ...]
