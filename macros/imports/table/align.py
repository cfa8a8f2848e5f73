"""Blocks of cells to lines, for forms that say nothing of merged cells: which blocks are headings, which make up one row,
and which cells of a short row go over several columns.

Every way to cut the blocks into lines has a cost, small where each cell says what its column is for; the cheapest is taken
(dynamic programming over the blocks), so that what follows decides too. What was doubtful about it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.imports.names.unit_names import are_bodies
from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.heads import Head, Kind
from macros.words.wording import looks_like_deadline

HEADING = re.compile(r"第?[一二三四五六七八九十]+[、.．章节篇部][^。]*|[（(][一二三四五六七八九十]+[）)][^。]*")
NUMBER = re.compile(r"[（(]?\d{1,4}(?:[-.—]\d{1,3})*[）)]?[.、．]?|[一二三四五六七八九十]+、?")
CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]+、?|[（(][一二三四五六七八九十]+[）)]")
NOTE = re.compile(r"(?:备?注|说明)[\d一二三]*[：:.、]|[*＊※]")
_SENTENCE_ENDS = "。！？；.;!?：:”）)"
_MOST_BLOCKS = 9  # of one row
_LONGEST_DUE = 20
_LONGEST_HEADING = 60
#: What is worse than anything that a table may print.
_WRONG, _LOST = 10, 20


def join_number(number: str, title: str) -> str:
    """A heading of which the number stands in a cell of its own: “二、…”, “（二）…”."""
    return f"{number}{'' if number[-1] in '）)、' else '、'}{join_lines(title)}"


@dataclass(frozen=True)
class Block:
    """Cells that stand together; a loose one has no cell of its own, it goes on with the cell above or stands between."""

    number: int
    texts: tuple[str, ...]
    is_loose: bool = False

    @property
    def squeezed(self) -> list[str]:
        return [squeeze(text) for text in self.texts]


@dataclass(frozen=True)
class AlignedRow:
    """One text for each column; `shared` are columns over which one cell goes."""

    number: int
    texts: tuple[str, ...]
    shared: tuple[int, ...] = ()


@dataclass(frozen=True)
class AlignedText:
    """What stands between the rows: a heading, or else a note."""

    number: int
    text: str
    is_heading: bool


@dataclass(frozen=True)
class _Joint:
    """Where two blocks of one row meet: with a new cell, or in the middle of one."""

    before: str
    after: str
    column: int | None  # of the cell that goes on
    is_whole: bool = False  # what comes after has all cells of a row


@dataclass(frozen=True)
class _Reading:
    cost: float
    length: int  # in blocks
    found: AlignedRow | AlignedText | None  # nothing, if all cells are empty
    joints: tuple[_Joint, ...] = ()
    missing: int = 0  # cells that the row has not, and no merge explains
    extra: tuple[str, ...] = ()  # cells that no column takes, or that say the heading again


class Aligner:
    """Lines of one table whose blocks are given without its head."""

    def __init__(self, place: str, blocks: Sequence[Block], head: Head, report: Report) -> None:
        self._place, self._blocks, self._head, self._report = place, blocks, head, report
        roles = [role.index for role in head.of(Kind.ROLE)]
        is_together = bool(roles) and roles == list(range(roles[0], roles[-1] + 1))
        self._roles = roles if is_together else []
        self._measure = head.of(Kind.MEASURE)[0].index
        dues = [column.index for column in head.of(Kind.DEADLINE)]
        full = [block for block in blocks if len(block.texts) == head.width]
        self._dues = {block.squeezed[index] for block in full for index in dues}
        self._has_one_due = len(dues) == 1

    def align(self) -> list[AlignedRow | AlignedText]:
        """In their order; every block with a text is in one of them."""
        count = len(self._blocks)
        best: list[float] = [0.0] * (count + 1)
        chosen: dict[int, _Reading] = {}
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

    def _list_readings(self, at: int) -> list[_Reading]:
        block = self._blocks[at]
        if not any(block.squeezed):
            return [_Reading(0.5, 1, None), *self._list_rows(at)]
        readings = [] if block.is_loose else list(self._list_rows(at))
        if between := self._read_between(block):
            readings.append(between)
        return readings

    # headings and notes

    def _read_between(self, block: Block) -> _Reading | None:
        filled = [(index, text) for index, text in enumerate(block.texts) if squeeze(text)]
        words = [squeeze(text) for _, text in filled]
        is_numbered = [index for index, _ in filled] in ([0, 1], [0, self._measure]) and CHINESE_NUMBER.fullmatch(
            words[0]
        )
        if is_numbered and (len(block.texts) == self._head.width or (len(block.texts) == 2 and len(words[1]) > 3)):
            text = join_number(words[0], filled[1][1])
            return _Reading(1, 1, AlignedText(block.number, text, is_heading=True))
        if not filled or len(set(words)) > 1 or len(block.texts) not in (1, self._head.width):
            return None
        if len(filled) != 1 and len(filled) < min(3, self._head.width):
            return None
        index, text = filled[0]
        if len(filled) == 1 and index and not (index < self._measure and HEADING.fullmatch(words[0])):
            return None
        cost = self._judge_heading(text)
        note = _LOST if NUMBER.fullmatch(words[0]) else _WRONG - 4 if NOTE.match(words[0]) else _WRONG
        is_heading = cost <= note
        joined = join_lines(text) if is_heading else text
        return _Reading(min(cost, note), 1, AlignedText(block.number, joined, is_heading), extra=tuple(words[1:]))

    def _judge_heading(self, text: str) -> float:
        words = squeeze(text)
        if NUMBER.fullmatch(words) or NOTE.match(words) or len(words) > _LONGEST_HEADING or "。" in words:
            return _LOST
        if HEADING.fullmatch(words):
            return 0
        return _WRONG - 2 if are_bodies(text) else 4

    # rows

    def _list_rows(self, at: int) -> Iterator[_Reading]:
        yield from self._end_row(at, 1, self._blocks[at].texts, ())
        begun: list[tuple[tuple[str, ...], tuple[_Joint, ...]]] = [(self._blocks[at].texts, ())]
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
        self, texts: tuple[str, ...], joints: tuple[_Joint, ...], block: Block
    ) -> Iterator[tuple[tuple[str, ...], tuple[_Joint, ...]]]:
        before, after = texts[-1], block.texts[0]
        if not block.is_loose and len(texts) + len(block.texts) <= self._head.width:
            yield (*texts, *block.texts), (*joints, _Joint(before, after, None))
        if squeeze(before) and squeeze(after) and len(texts) + len(block.texts) - 1 <= self._head.width:
            is_cut = before[-1] not in _SENTENCE_ENDS and not are_bodies(before)
            joined = f"{before}{after}" if is_cut else f"{before}\n{after}"
            is_whole = len(block.texts) == self._head.width
            yield (*texts[:-1], joined, *block.texts[1:]), (*joints, _Joint(before, after, len(texts) - 1, is_whole))

    def _end_row(self, at: int, length: int, texts: tuple[str, ...], joints: tuple[_Joint, ...]) -> Iterator[_Reading]:
        width, number = self._head.width, self._blocks[at].number
        cost = sum(map(self._judge_joint, joints))
        missing = width - len(texts)
        if missing <= 0:
            row = AlignedRow(number, texts[:width])
            yield _Reading(cost + self._judge(row) - _WRONG * missing, length, row, joints, extra=texts[width:])
            return
        row = AlignedRow(number, (*texts, *[""] * missing))
        yield _Reading(cost + _LOST + self._judge(row), length, row, joints, missing)
        for start in self._roles[: len(self._roles) - missing]:
            if start < len(texts):
                spread = (*texts[:start], *[texts[start]] * (missing + 1), *texts[start + 1 :])
                row = AlignedRow(number, spread, tuple(range(start, start + missing + 1)))
                doubt = 3 + missing + (start - self._roles[0]) / 10
                yield _Reading(cost + doubt + self._judge(row), length, row, joints)

    def _judge_joint(self, joint: _Joint) -> float:
        is_heading = HEADING.fullmatch(squeeze(joint.after)) is not None
        if joint.column is None:
            return 2 + (4 if is_heading else 0)
        return (
            2.5
            + (3 if joint.is_whole else 0)
            + (2 if joint.before[-1] in _SENTENCE_ENDS else 0)
            + (_WRONG if NUMBER.fullmatch(joint.after) else 0)
        )

    def _judge(self, row: AlignedRow) -> float:
        """How ill the texts fit their columns."""
        return sum(
            self._judge_cell(column.kind, text) for column, text in zip(self._head.columns, row.texts, strict=True)
        )

    def _judge_cell(self, kind: Kind, text: str) -> float:
        words = squeeze(text)
        if kind is Kind.NO:
            return 0 if not words or NUMBER.fullmatch(words) else _WRONG - 2
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
            return _WRONG
        lines = text.split("\n")
        is_prose = any(NOTE.match(line) or line[:-1].count("。") or len(line) > 80 for line in lines)
        is_prose = is_prose or any(line.endswith("。") and not are_bodies(line[:-1]) for line in lines)
        return 0 if are_bodies(text) else _WRONG if is_prose else 3

    def _judge_due(self, words: str, text: str) -> float:
        if not words:
            return 1
        if words in self._dues or looks_like_deadline(words):
            return 0
        return _WRONG if len(words) > _LONGEST_DUE or "。" in words or are_bodies(text) else 2

    # the report

    def _tell(self, reading: _Reading, found: AlignedRow | AlignedText, at: int) -> None:
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

    def _tell_joint(self, place: str, joint: _Joint) -> None:
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
