"""Records that passed `check` to the model: names become ids, wording becomes dates."""

from __future__ import annotations

from dataclasses import replace

from macros.model import (
    Assignment,
    Columns,
    Deadline,
    Measure,
    Move,
    NameInText,
    Plan,
    ProgressEntry,
    Recurrence,
    Rename,
    Role,
    Section,
    Target,
    Task,
    Topic,
    Unit,
    Withdrawal,
)
from macros.store.load import Draft
from macros.store.records import (
    DeadlinesFile,
    MeasureRecord,
    PlanRecord,
    ProgressRecord,
    TargetRecord,
    TaskRecord,
    TopicRecord,
    UnitRecord,
    UnitsFile,
)
from macros.words.groups import propose_members
from macros.words.names import Register
from macros.words.topics import find_words
from macros.words.wording import parse_deadline, parse_frequency


def resolve_plan(draft: Draft, register: Register) -> Plan:
    """The plan of a draft without problems, with its register; for any other draft the behaviour is undefined."""
    record = draft.plan
    resolver = _Resolver(record, register, draft.deadlines)
    sections = tuple(
        Section(
            section.id, section.title, section.part, tuple(resolver.task(task, section.id) for task in section.tasks)
        )
        for section in draft.tasks.sections
    )
    return Plan(
        id=record.id,
        title=record.title,
        short_title=record.short_title,
        annex=record.annex,
        status=record.status,
        status_note=record.status_note,
        year=record.year,
        until_year=record.until_year,
        columns=Columns(**record.columns.model_dump()),
        roles=tuple(Role(role.id, role.name) for role in record.roles),
        none_mark=record.none_mark,
        towns_name=record.towns_name,
        revised_on=record.revised_on,
        notes=record.notes,
        source=draft.source,
        licence=record.licence,
        revisions=draft.revisions,
        progress=tuple(map(resolver.progress, draft.progress.progress)),
        sections=sections,
        topics=tuple(_resolve_topic(topic, draft) for topic in draft.topics.topics),
        units={unit.id: _resolve_unit(unit, register, draft.units) for unit in draft.units.units},
    )


def _resolve_unit(record: UnitRecord, register: Register, units: UnitsFile) -> Unit:
    """A unit; a collective name that nobody has explained yet may mean all that its words fit."""
    parent = register.find(record.part_of) if record.part_of else None
    is_undecided = record.is_undecided
    meant = propose_members(record.name, ((unit.name, unit.kind) for unit in units.units)) if is_undecided else ()
    return Unit(
        id=record.id,
        name=record.name,
        kind=record.kind,
        aliases=record.aliases,
        variants=record.variants,
        capacities=record.capacities,
        part_of=parent.unit.id if parent else None,
        members=tuple(unit.id for unit in register.expand(record.members)),
        possible_members=tuple(unit.id for unit in register.expand(record.possible_members or meant)),
        former_ids=record.former_ids,
        renamed=tuple(Rename(item.was, item.on, item.why) for item in record.renamed),
        notes=record.notes,
        is_undecided=is_undecided,
    )


def _resolve_topic(record: TopicRecord, draft: Draft) -> Topic:
    """A topic with the measures that its words draw in or an editor added, those left out by hand apart."""
    measures = [
        measure.id
        for _, task, measure in draft.measures()
        if measure.id in record.measures
        or (measure.id not in record.without and find_words(record.words, task.title, measure.text))
    ]
    return Topic(record.id, record.name, record.aliases, record.words, tuple(measures), record.notes)


class _Resolver:
    def __init__(self, plan: PlanRecord, register: Register, deadlines: DeadlinesFile) -> None:
        self._plan, self._register, self._vocabulary = plan, register, deadlines.deadlines

    def task(self, record: TaskRecord, section: str) -> Task:
        measures: dict[str, Measure] = {}
        for position, measure in enumerate(record.measures, 1):
            above = measures[measure.units_as].assignments if measure.units_as else None
            measures[measure.id] = self._measure(measure, position, above)
        return Task(record.id, record.no, record.title, section, tuple(measures.values()))

    def _measure(self, record: MeasureRecord, position: int, above: tuple[Assignment, ...] | None) -> Measure:
        recurrences = [Recurrence(item.every, item.words) for item in record.recurs]
        if every := parse_frequency(record.due):
            recurrences.insert(0, Recurrence(every, record.due))
        return Measure(
            id=record.id,
            position=position,
            text=record.text,
            deadline=self._deadline(record.due, record.starts),
            moves=tuple(Move(self._deadline(item.was, record.starts), item.on, item.why) for item in record.moved),
            withdrawal=Withdrawal(record.withdrawn.on, record.withdrawn.why) if record.withdrawn else None,
            assignments=self._assignments(record) if above is None else above,
            units_as=record.units_as,
            recurrences=tuple(recurrences),
            names_in_text=self._names_in_text(record),
            targets=tuple(self._target(item) for item in record.targets),
            notes=record.notes,
            rows=record.rows,
            line=record.at().line,
        )

    def progress(self, record: ProgressRecord) -> ProgressEntry:
        return ProgressEntry(
            measure=record.measure,
            unit=self._id(record.unit),
            on=record.on,
            state=record.state,
            words=record.words,
            issues=record.issues,
            next_steps=record.next_steps,
            source=record.source,
            reporter=record.unit,
        )

    def _id(self, name: str) -> str:
        reference = self._register.find(name)
        assert reference  # a fault of ours: check has looked every name up
        return reference.unit.id

    def _assignments(self, record: MeasureRecord) -> tuple[Assignment, ...]:
        assignments = []
        for role in self._plan.roles:
            for name in record.names(role.id):
                reference = self._register.find(name)
                assert reference
                assignments.append(Assignment(role.id, name, reference.unit.id, reference.capacity))
        return tuple(assignments)

    def _names_in_text(self, record: MeasureRecord) -> tuple[NameInText, ...]:
        found = {self._id(item.unit): item.words for item in record.mentions}
        for unit, words in self._register.scan(record.text):
            found.setdefault(unit.id, words)
        return tuple(NameInText(unit, words) for unit, words in found.items())

    def _deadline(self, text: str, starts: str | None) -> Deadline:
        """The meaning of a wording in the column, with the start that the measure's text gives where it has none."""
        deadline = parse_deadline(text, self._plan.year, self._vocabulary, self._plan.until_year)
        assert deadline
        begin = parse_deadline(starts, self._plan.year, (), self._plan.until_year) if starts else None
        if begin is None or deadline.start:
            return deadline
        return replace(
            deadline,
            start=begin.start,
            precision=deadline.precision or begin.precision,
            basis=f"{deadline.basis}正文写明“{starts}”。",
        )

    def _target(self, record: TargetRecord) -> Target:
        named = [self._id(name) for name in record.units]
        return Target(
            name=record.name,
            comparison=record.comparison,
            value=record.value,
            unit=record.unit,
            words=record.words,
            scope=record.scope,
            units=tuple(unit.id for unit in self._register.expand(record.units)),
            named_units=tuple(unit for unit in named if not self._register.by_id[unit].members),
            headline=record.headline,
        )
