"""Blocks of cells to lines, for forms that say nothing of merged cells: which blocks are headings, which make up one row,
and which cells of a short row go over several columns.

Every way to cut the blocks into lines has a cost, small where each cell says what its column is for; the cheapest is taken
(dynamic programming over the blocks), so that what follows decides too. What was doubtful about it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.imports.names.unit_names import are_bodies
from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.aligned import AlignedRow, AlignedText, Block, Joint, Reading
from macros.imports.table.costs import LOST, WRONG, Costs
from macros.imports.table.heads import Head, Kind
from macros.imports.table.signs import CHINESE_NUMBER, HEADING, NOTE, NUMBER, SENTENCE_ENDS, join_number

_MOST_BLOCKS = 9  # of one row


class Aligner:
    """Lines of one table whose blocks are given without its head."""

    def __init__(self, place: str, blocks: Sequence[Block], head: Head, report: Report) -> None:
        self._place, self._blocks, self._head, self._report = place, blocks, head, report
        roles = [role.index for role in head.of(Kind.ROLE)]
        is_together = bool(roles) and roles == list(range(roles[0], roles[-1] + 1))
        self._roles = roles if is_together else []
        self._measure = head.of(Kind.MEASURE)[0].index
        self._costs = Costs(blocks, head)

    def align(self) -> list[AlignedRow | AlignedText]:
        """In their order; every block with a text is in one of them."""
        count = len(self._blocks)
        best: list[float] = [0.0] * (count + 1)
        chosen: dict[int, Reading] = {}
        for at in reversed(range(count)):
            costs = [(reading.cost + best[at + reading.length], reading) for reading in self._list_readings(at)]
            best[at], chosen[at] = min(costs, key=lambda item: item[0])
        found: list[AlignedRow | AlignedText] = []
        at = 0
        while at < count:
            reading = chosen[at]
            if reading.found:
                self._tell(reading, reading.found, at)
                found.append(reading.found)
            at += reading.length
        return found

    def _list_readings(self, at: int) -> list[Reading]:
        block = self._blocks[at]
        if not any(block.squeezed):
            return [Reading(0.5, 1, None), *self._list_rows(at)]
        readings = [] if block.is_loose else list(self._list_rows(at))
        if between := self._read_between(block):
            readings.append(between)
        return readings

    # headings and notes

    def _read_between(self, block: Block) -> Reading | None:
        filled = [(index, text) for index, text in enumerate(block.texts) if squeeze(text)]
        words = [squeeze(text) for _, text in filled]
        is_numbered = [index for index, _ in filled] in ([0, 1], [0, self._measure]) and CHINESE_NUMBER.fullmatch(
            words[0]
        )
        if is_numbered and (len(block.texts) == self._head.width or (len(block.texts) == 2 and len(words[1]) > 3)):
            text = join_number(words[0], filled[1][1])
            return Reading(1, 1, AlignedText(block.number, text, is_heading=True))
        if not filled or len(set(words)) > 1 or len(block.texts) not in (1, self._head.width):
            return None
        if len(filled) != 1 and len(filled) < min(3, self._head.width):
            return None
        index, text = filled[0]
        if len(filled) == 1 and index and not (index < self._measure and HEADING.fullmatch(words[0])):
            return None
        cost = self._costs.judge_heading(text)
        note = LOST if NUMBER.fullmatch(words[0]) else WRONG - 4 if NOTE.match(words[0]) else WRONG
        is_heading = cost <= note
        joined = join_lines(text) if is_heading else text
        return Reading(min(cost, note), 1, AlignedText(block.number, joined, is_heading), extra=tuple(words[1:]))

    # rows

    def _list_rows(self, at: int) -> Iterator[Reading]:
        yield from self._end_row(at, 1, self._blocks[at].texts, ())
        begun: list[tuple[tuple[str, ...], tuple[Joint, ...]]] = [(self._blocks[at].texts, ())]
        for length in range(2, _MOST_BLOCKS + 1):
            if at + length > len(self._blocks):
                return
            block = self._blocks[at + length - 1]
            begun = [wider for texts, joints in begun for wider in self._go_on(texts, joints, block)]
            if not begun:
                return
            for texts, joints in begun:
                yield from self._end_row(at, length, texts, joints)

    def _go_on(
        self, texts: tuple[str, ...], joints: tuple[Joint, ...], block: Block
    ) -> Iterator[tuple[tuple[str, ...], tuple[Joint, ...]]]:
        before, after = texts[-1], block.texts[0]
        if not block.is_loose and len(texts) + len(block.texts) <= self._head.width:
            yield (*texts, *block.texts), (*joints, Joint(before, after, None))
        if squeeze(before) and squeeze(after) and len(texts) + len(block.texts) - 1 <= self._head.width:
            is_cut = before[-1] not in SENTENCE_ENDS and not are_bodies(before)
            joined = f"{before}{after}" if is_cut else f"{before}\n{after}"
            is_whole = len(block.texts) == self._head.width
            yield (*texts[:-1], joined, *block.texts[1:]), (*joints, Joint(before, after, len(texts) - 1, is_whole))

    def _end_row(self, at: int, length: int, texts: tuple[str, ...], joints: tuple[Joint, ...]) -> Iterator[Reading]:
        width, number = self._head.width, self._blocks[at].number
        cost = sum(map(self._costs.judge_joint, joints))
        missing = width - len(texts)
        if missing <= 0:
            row = AlignedRow(number, texts[:width])
            yield Reading(cost + self._costs.judge_row(row) - WRONG * missing, length, row, joints, extra=texts[width:])
            return
        row = AlignedRow(number, (*texts, *[""] * missing))
        yield Reading(cost + LOST + self._costs.judge_row(row), length, row, joints, missing)
        for start in self._roles[: len(self._roles) - missing]:
            if start < len(texts):
                spread = (*texts[:start], *[texts[start]] * (missing + 1), *texts[start + 1 :])
                row = AlignedRow(number, spread, tuple(range(start, start + missing + 1)))
                doubt = 3 + missing + (start - self._roles[0]) / 10
                yield Reading(cost + doubt + self._costs.judge_row(row), length, row, joints)

    # the report

    def _tell(self, reading: Reading, found: AlignedRow | AlignedText, at: int) -> None:
        place = f"{self._place}第{found.number}行"
        if isinstance(found, AlignedText):
            self._tell_between(place, found, reading.extra)
            return
        if any(joint.column is None for joint in reading.joints):
            last = self._blocks[at + reading.length - 1].number
            self._report.decide(place, f"这一行断成了几段（到第{last}行为止），接成一行。")
        for joint in reading.joints:
            self._tell_joint(place, joint)
        if reading.extra:
            extra = "｜".join(reading.extra)
            self._report.ask(place, f"这一行多出{len(reading.extra)}格，没有栏可以放：“{extra}”。")
            self._report.drop(place, "\n".join(reading.extra), "多出的格")
        if reading.missing:
            present = self._head.width - reading.missing
            self._report.ask(place, f"这一行只有{present}格，少{reading.missing}格，后面的按空着导入。")
        if found.shared:
            names = "”“".join(self._head.columns[column].name for column in found.shared)
            self._report.ask(
                place,
                f"这一行少{len(found.shared) - 1}格，按“{names}”合并成一格导入，格里的单位每种责任都算；"
                "请对照原文，看是不是这几栏合并。",
            )

    def _tell_between(self, place: str, found: AlignedText, again: Sequence[str]) -> None:
        self._report.drop(place, "\n".join(again), "横跨几栏的一格，每栏都写着")
        if not found.is_heading:
            self._report.ask(place, f"“{squeeze(found.text)[:40]}”在表格中间，不像标题，按说明导入，请对照原文。")
        elif not HEADING.fullmatch(squeeze(found.text)):
            self._report.ask(place, f"“{found.text}”没有编号，按标题导入，请对照原文。")

    def _tell_joint(self, place: str, joint: Joint) -> None:
        if joint.column is None:
            return
        name = self._head.columns[joint.column].name
        words = (
            f"“{name}”格里断开了（空行或者换页），“{squeeze(joint.after)[:20]}”接在“{squeeze(joint.before)[-20:]}”后面"
        )
        if joint.column == self._measure:
            self._report.decide(place, f"{words}。")
        else:
            self._report.ask(place, f"{words}，请对照原文。")
