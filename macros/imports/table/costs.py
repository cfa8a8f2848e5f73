"""Costs of reading blocks of cells in some way: small where each text suits its place."""

from __future__ import annotations

from collections.abc import Sequence

from macros.imports.names.unit_names import are_bodies
from macros.imports.readers.document import squeeze
from macros.imports.table.aligned import AlignedRow, Block, Joint
from macros.imports.table.heads import Head, Kind
from macros.imports.table.signs import HEADING, LONGEST_HEADING, NOTE, NUMBER, SENTENCE_ENDS
from macros.words.wording import looks_like_deadline

_LONGEST_DUE = 20
#: Worse than anything that a table may print.
WRONG, LOST = 10, 20


class Costs:
    """The costs in one table, whose own full rows show which deadlines it has."""

    def __init__(self, blocks: Sequence[Block], head: Head) -> None:
        self._head = head
        dues = [column.index for column in head.of(Kind.DEADLINE)]
        full = [block for block in blocks if len(block.texts) == head.width]
        self._dues = {block.squeezed[index] for block in full for index in dues}
        self._has_one_due = len(dues) == 1

    def judge_heading(self, text: str) -> float:
        words = squeeze(text)
        if NUMBER.fullmatch(words) or NOTE.match(words) or len(words) > LONGEST_HEADING or "。" in words:
            return LOST
        if HEADING.fullmatch(words):
            return 0
        return WRONG - 2 if are_bodies(text) else 4

    def judge_joint(self, joint: Joint) -> float:
        is_heading = HEADING.fullmatch(squeeze(joint.after)) is not None
        if joint.column is None:
            return 2 + (4 if is_heading else 0)
        return (
            2.5
            + (3 if joint.is_whole else 0)
            + (2 if joint.before[-1] in SENTENCE_ENDS else 0)
            + (WRONG if NUMBER.fullmatch(joint.after) else 0)
        )

    def judge_row(self, row: AlignedRow) -> float:
        """The misfit of texts in their columns."""
        return sum(
            self._judge_cell(column.kind, text) for column, text in zip(self._head.columns, row.texts, strict=True)
        )

    def _judge_cell(self, kind: Kind, text: str) -> float:
        words = squeeze(text)
        if kind is Kind.NO:
            return 0 if not words or NUMBER.fullmatch(words) else WRONG - 2
        if kind is Kind.ROLE:
            return self._judge_role(text)
        if kind is Kind.DEADLINE and self._has_one_due:
            return self._judge_due(words, text)
        if kind is Kind.MEASURE:
            is_other = are_bodies(text) or looks_like_deadline(words)
            return 2 if not words else 6 if NUMBER.fullmatch(words) else 4 if is_other else int(text[-1] != "。")
        if kind is Kind.TASK:
            return int(are_bodies(text) or looks_like_deadline(words)) + 2 * int(len(words) > 80)
        return 0

    def _judge_role(self, text: str) -> float:
        words = squeeze(text)
        if not words:
            return 0.5
        if HEADING.fullmatch(words) or looks_like_deadline(words) or NUMBER.fullmatch(words):
            return WRONG
        lines = text.split("\n")
        is_prose = any(NOTE.match(line) or line[:-1].count("。") or len(line) > 80 for line in lines)
        is_prose = is_prose or any(line.endswith("。") and not are_bodies(line[:-1]) for line in lines)
        return 0 if are_bodies(text) else WRONG if is_prose else 3

    def _judge_due(self, words: str, text: str) -> float:
        if not words:
            return 1
        if words in self._dues or looks_like_deadline(words):
            return 0
        return WRONG if len(words) > _LONGEST_DUE or "。" in words or are_bodies(text) else 2
