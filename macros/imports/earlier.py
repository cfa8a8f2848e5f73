"""The plan that a folder has already, when a newer version of its document comes: which measure is which, which ids are taken.

A printed measure is known by what the last document said, not by what editors made of it since.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.imports.table.printed import PrintedMeasure, PrintedTask
from macros.imports.values import Values, Yaml, dump_record, walk_measures
from macros.store.load import Draft
from macros.words.differences import measure_likeness
from macros.words.names import Register

#: Two texts that share less are two measures.
_SAME_TEXT = 0.6
#: Pairs of measures that are all compared; of more, each measure is compared with the likeliest only.
_MOST_PAIRS, _CANDIDATES = 40_000, 8
#: Measures in which a piece of text may stand to say anything, and characters of a text that are cut into pieces.
_RARE, _LONGEST_CUT = 50, 2_000


@dataclass(frozen=True, eq=False)
class Known:
    """A measure of the folder, or one that its editors took out: its text as the last document had it."""

    id: str
    text: str
    task: str
    task_title: str


@dataclass
class Earlier:
    """The contents of the folder before; `draft` is None for a first import. `last` is what the last import produced, before
    editors changed it; None where that is not known.
    """

    draft: Draft | None = None
    last: Values | None = None
    ids: set[str] = field(default_factory=set)  # of sections, tasks and measures: never to be given again
    measures: dict[PrintedMeasure, str] = field(default_factory=dict)  # the id that each printed one had
    tasks: dict[PrintedTask, str] = field(default_factory=dict)

    @property
    def register(self) -> Register:
        return Register(self.draft.units.units if self.draft else ())

    @property
    def roles(self) -> dict[str, str]:
        """Printed name -> id of each role, in the last document and as editors have it."""
        ours = dump_record(self.draft.plan)["roles"] if self.draft else []
        last = self.last.plan.get("roles", []) if self.last else []
        return {role["name"]: role["id"] for role in [*ours, *last]}

    def match_sections(
        self, printed: Sequence[tuple[str, str | None]], tasks: Sequence[Sequence[PrintedTask]]
    ) -> list[str | None]:
        """The id of the section that each printed one (title and heading above) was, each once.

        The same heading above goes first, then the title alone, then the tasks in it, since a title may have been corrected.
        """
        holders: dict[str, str] = {}
        by_title: dict[str, list[tuple[str, str]]] = {}
        for section in (section for values in self.list_values() for section in values):
            name, part = section["id"], squeeze(section.get("part") or "")
            holders |= {task["id"]: name for task in section["tasks"]}
            known = by_title.setdefault(squeeze(section["title"]), [])
            known += [(name, part)] if (name, part) not in known else []
        found: dict[int, str] = {}
        for is_whole in (True, False):
            for at, (title, above) in enumerate(printed):
                free = by_title.get(squeeze(title), [])
                same = next((one for one in free if not is_whole or one[1] == squeeze(above or "")), None)
                if at not in found and same is not None:
                    found[at] = same[0]
                    free[:] = [one for one in free if one[0] != same[0]]
        used = set(found.values())
        for at, inside in enumerate(tasks):
            held = Counter(holders[self.tasks[task]] for task in inside if task in self.tasks)
            unused = [name for name, _ in held.most_common() if name not in used]
            if at not in found and unused:
                found[at] = unused[0]
                used.add(unused[0])
        return [found.get(at) for at in range(len(printed))]

    def list_known(self) -> list[Known]:
        """Every measure by its id: as the last document had it, else as it stands in the folder; in the folder's order."""
        known: dict[str, Known] = {}
        for values in reversed(self.list_values()):
            for _, task, measure in walk_measures(values):
                known[measure["id"]] = Known(measure["id"], measure["text"], task["id"], task["title"])
        for measure in self.last.gone if self.last else ():
            if found := known.get(measure["id"]):
                known[found.id] = Known(found.id, measure["text"], found.task, found.task_title)
        return list(known.values())

    def list_values(self) -> list[list[Yaml]]:
        """The sections that the last import produced, then those of the folder."""
        ours = [dump_record(section) for section in self.draft.tasks.sections] if self.draft else []
        return [*([self.last.sections] if self.last else []), ours]


def match_earlier(
    draft: Draft | None, last: Values | None, tasks: Sequence[PrintedTask], report: Report, *, by_rows: bool = False
) -> Earlier:
    """Match printed measures with those of the earlier edition: the same text, else the most alike, each once.

    `by_rows`: the document is the one that the folder was made of, so that a measure is first of all the one of its rows.
    """
    earlier = Earlier(draft, last)
    if draft is None:
        return earlier
    for values in earlier.list_values():
        for section in values:
            earlier.ids |= {section["id"], *(task["id"] for task in section["tasks"])}
    old = earlier.list_known()
    earlier.ids |= {measure.id for measure in old}
    new = [(task, measure) for task in tasks for measure in task.measures]
    taken: set[str] = set()
    if by_rows:
        _match_rows(draft, new, earlier, taken)
    _match_same(old, new, earlier, taken)
    _match_alike(old, new, earlier, taken, report)
    _match_tasks(old, tasks, earlier)
    return earlier


def _match_tasks(old: _Old, tasks: Sequence[PrintedTask], earlier: Earlier) -> None:
    """Those with the same title and some of the same measures first, then by the title, then by the measures; each once."""
    holders = {measure.id: measure.task for measure in old}
    by_title: dict[str, list[str]] = {}
    for measure in old:
        by_title.setdefault(squeeze(measure.task_title), []).append(measure.task)
    used: set[str] = set()
    for is_sure in (True, False):
        for printed in tasks:
            if printed in earlier.tasks:
                continue
            held = [holders[earlier.measures[measure]] for measure in printed.measures if measure in earlier.measures]
            likely = by_title.get(squeeze(printed.title), [])
            known = set(likely)
            proposed = [name for name in held if name in known] if is_sure else [*likely, *held]
            owner = next((name for name in proposed if name not in used), None)
            if owner is not None:
                earlier.tasks[printed] = owner
                used.add(owner)


_Old = Sequence[Known]
_New = Sequence[tuple[PrintedTask, PrintedMeasure]]


def _match_rows(draft: Draft, new: _New, earlier: Earlier, taken: set[str]) -> None:
    holders = {tuple(record.rows): record.id for _, _, record in draft.measures() if record.rows}
    for _, measure in new:
        if name := holders.get(tuple(measure.rows)):
            earlier.measures[measure] = name
            taken.add(name)


def _match_same(old: _Old, new: _New, earlier: Earlier, taken: set[str]) -> None:
    by_text: dict[str, list[Known]] = {}
    for known in old:
        by_text.setdefault(squeeze(known.text), []).append(known)
    for printed, measure in new:
        if measure in earlier.measures:
            continue
        found = [known for known in by_text.get(squeeze(measure.text), []) if known.id not in taken]
        found.sort(key=lambda known: squeeze(known.task_title) != squeeze(printed.title))
        if found:
            earlier.measures[measure] = found[0].id
            taken.add(found[0].id)


class _Texts:
    """Measures of the earlier edition by what their texts consist of, so that not each is compared with each."""

    def __init__(self, measures: _Old) -> None:
        self._measures = measures
        self._places: dict[str, list[int]] = {}
        for place, known in enumerate(measures):
            for piece in _cut(squeeze(known.text)):
                self._places.setdefault(piece, []).append(place)

    def find(self, text: str) -> Iterator[Known]:
        """The few that share most pieces with a text; pieces that many have say nothing."""
        shared = Counter(
            place for piece in _cut(text) if len(found := self._places.get(piece, [])) <= _RARE for place in found
        )
        yield from (self._measures[place] for place, _ in shared.most_common(_CANDIDATES))


def _cut(text: str) -> set[str]:
    return {text[at : at + 4] for at in range(max(1, min(len(text), _LONGEST_CUT) - 3))}


def _match_alike(old: _Old, new: _New, earlier: Earlier, taken: set[str], report: Report) -> None:
    rest = [known for known in old if known.id not in taken]
    is_small = len(rest) * (len(new) - len(earlier.measures)) <= _MOST_PAIRS
    texts = _Texts([] if is_small else rest)
    pairs: list[tuple[float, int, Known, PrintedMeasure]] = []
    for number, (printed_task, measure) in enumerate(new):
        if measure in earlier.measures:
            continue
        matcher = difflib.SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(squeeze(measure.text))
        for known in rest if is_small else texts.find(squeeze(measure.text)):
            matcher.set_seq1(squeeze(known.text))
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _SAME_TEXT:
                continue
            pairs_of_characters = len(known.text) * len(measure.text)
            ratio = measure_likeness(matcher, pairs_of_characters) + (
                0.05 if squeeze(known.task_title) == squeeze(printed_task.title) else 0
            )
            if ratio >= _SAME_TEXT:
                pairs.append((ratio, -number, known, measure))
    for _, _, known, measure in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if known.id not in taken and measure not in earlier.measures:
            earlier.measures[measure] = known.id
            taken.add(known.id)
            report.ask(
                measure.place,
                f"和原来的 {known.id} 文字相近，按同一条处理，编号不变；如果是另一条措施，请换新编号。原来是“{squeeze(known.text)[:30]}…”",
            )
