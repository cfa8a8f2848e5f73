"""The plan that a folder has already, when a newer version of its document comes: which measure is which, which ids are taken."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.imports.table.printed import PrintedMeasure, PrintedTask
from macros.store.load import Draft
from macros.store.records import MeasureRecord, SectionRecord, TaskRecord
from macros.words.differences import measure_likeness
from macros.words.names import Register

#: Two texts that share less are two measures.
_SAME_TEXT = 0.6
#: Pairs of measures that are all compared; of more, each measure is compared with the likeliest only.
_MOST_PAIRS, _CANDIDATES = 40_000, 8
#: Measures in which a piece of text may stand to say anything, and characters of a text that are cut into pieces.
_RARE, _LONGEST_CUT = 50, 2_000


@dataclass
class Earlier:
    """The contents of the folder before; `draft` is None for a first import."""

    draft: Draft | None = None
    ids: set[str] = field(default_factory=set)  # of sections, tasks and measures: never to be given again
    measures: dict[PrintedMeasure, MeasureRecord] = field(default_factory=dict)  # what each printed one was
    tasks: dict[PrintedTask, TaskRecord] = field(default_factory=dict)

    @property
    def register(self) -> Register:
        return Register(self.draft.units.units if self.draft else ())

    def match_sections(self, printed: Sequence[tuple[str, str | None]]) -> list[SectionRecord | None]:
        """The section that each printed one (title and heading above) was: the same heading above goes first, each once."""
        by_title: dict[str, list[SectionRecord]] = {}
        for section in self.draft.tasks.sections if self.draft else ():
            by_title.setdefault(squeeze(section.title), []).append(section)
        found: dict[int, SectionRecord] = {}
        for is_whole in (True, False):
            for at, (title, part) in enumerate(printed):
                free = by_title.get(squeeze(title), [])
                same = (one for one in free if not is_whole or squeeze(one.part or "") == squeeze(part or ""))
                if at not in found and (same_one := next(same, None)) is not None:
                    found[at] = same_one
                    free.remove(same_one)
        return [found.get(at) for at in range(len(printed))]

    def list_gone(self) -> list[tuple[SectionRecord, TaskRecord, MeasureRecord]]:
        """Measures that the new document does not have."""
        kept = {measure.id for measure in self.measures.values()}
        return [item for item in (self.draft.measures() if self.draft else ()) if item[2].id not in kept]


def match_earlier(draft: Draft | None, tasks: Sequence[PrintedTask], report: Report) -> Earlier:
    """Match printed measures with those of the earlier edition: the same text, else the most alike, each once."""
    earlier = Earlier(draft)
    if draft is None:
        return earlier
    old = [(record, measure) for _, record, measure in draft.measures()]
    for section in draft.tasks.sections:
        earlier.ids |= {section.id, *(task.id for task in section.tasks)}
    earlier.ids |= {measure.id for _, measure in old}
    new = [(task, measure) for task in tasks for measure in task.measures]
    taken: set[str] = set()
    _match_same(old, new, earlier, taken)
    _match_alike(old, new, earlier, taken, report)
    _match_tasks(old, tasks, earlier)
    return earlier


def _match_tasks(old: _Old, tasks: Sequence[PrintedTask], earlier: Earlier) -> None:
    """Those with the same title and some of the same measures first, then by the title, then by the measures; each once."""
    holders = {measure.id: record for record, measure in old}
    by_title: dict[str, list[TaskRecord]] = {}
    for record, _ in old:
        by_title.setdefault(squeeze(record.title), []).append(record)
    used: set[str] = set()
    for is_sure in (True, False):
        for printed in tasks:
            if printed in earlier.tasks:
                continue
            found = [earlier.measures[measure].id for measure in printed.measures if measure in earlier.measures]
            held = [holders[name] for name in found]
            likely = by_title.get(squeeze(printed.title), [])
            known = {record.id for record in likely}
            proposed = [record for record in held if record.id in known] if is_sure else [*likely, *held]
            owner = next((record for record in proposed if record.id not in used), None)
            if owner is not None:
                earlier.tasks[printed] = owner
                used.add(owner.id)


_Old = Sequence[tuple[TaskRecord, MeasureRecord]]
_New = Sequence[tuple[PrintedTask, PrintedMeasure]]


def _match_same(old: _Old, new: _New, earlier: Earlier, taken: set[str]) -> None:
    by_text: dict[str, list[tuple[TaskRecord, MeasureRecord]]] = {}
    for task, record in old:
        by_text.setdefault(squeeze(record.text), []).append((task, record))
    for printed, measure in new:
        found = [item for item in by_text.get(squeeze(measure.text), []) if item[1].id not in taken]
        found.sort(key=lambda item: squeeze(item[0].title) != squeeze(printed.title))
        if found:
            earlier.measures[measure] = found[0][1]
            taken.add(found[0][1].id)


class _Texts:
    """Measures of the earlier edition by what their texts consist of, so that not each is compared with each."""

    def __init__(self, measures: _Old) -> None:
        self._measures = measures
        self._places: dict[str, list[int]] = {}
        for place, (_, record) in enumerate(measures):
            for piece in _cut(squeeze(record.text)):
                self._places.setdefault(piece, []).append(place)

    def find(self, text: str) -> Iterator[tuple[TaskRecord, MeasureRecord]]:
        """The few that share most pieces with a text; pieces that many have say nothing."""
        shared = Counter(
            place for piece in _cut(text) if len(found := self._places.get(piece, [])) <= _RARE for place in found
        )
        yield from (self._measures[place] for place, _ in shared.most_common(_CANDIDATES))


def _cut(text: str) -> set[str]:
    return {text[at : at + 4] for at in range(max(1, min(len(text), _LONGEST_CUT) - 3))}


def _match_alike(old: _Old, new: _New, earlier: Earlier, taken: set[str], report: Report) -> None:
    rest = [(task, record) for task, record in old if record.id not in taken]
    is_small = len(rest) * (len(new) - len(earlier.measures)) <= _MOST_PAIRS
    texts = _Texts([] if is_small else rest)
    pairs: list[tuple[float, int, MeasureRecord, PrintedMeasure]] = []
    for number, (printed_task, measure) in enumerate(new):
        if measure in earlier.measures:
            continue
        matcher = difflib.SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(squeeze(measure.text))
        for task, record in rest if is_small else texts.find(squeeze(measure.text)):
            matcher.set_seq1(squeeze(record.text))
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _SAME_TEXT:
                continue
            pairs_of_characters = len(record.text) * len(measure.text)
            ratio = measure_likeness(matcher, pairs_of_characters) + (
                0.05 if squeeze(task.title) == squeeze(printed_task.title) else 0
            )
            if ratio >= _SAME_TEXT:
                pairs.append((ratio, -number, record, measure))
    for _, _, record, measure in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if record.id not in taken and measure not in earlier.measures:
            earlier.measures[measure] = record
            taken.add(record.id)
            report.ask(
                measure.place,
                f"和原来的 {record.id} 文字相近，按同一条处理，编号不变；如果是另一条措施，请换新编号。原来是“{squeeze(record.text)[:30]}…”",
            )
