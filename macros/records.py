"""The shape of the files in plan/: one class per record, its fields the keys that an editor may write.

`load` fills them, `check` compares them, `resolve` makes the model of them; nothing else may see them. Every record
remembers where it stands (`at`). A record that does not fit is reported and left out, so that one run finds all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple, Self, TypeGuard

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticOmit

from macros.model import Comparison, DeadlineKind, Frequency, Precision, UnitKind
from macros.problems import Place
from macros.scalars import Integer, IsoDate, Line, MonthDay, Name, Names, Notes, Number, Slug, TaskNo, Text, Truth
from macros.yaml_text import MarkedList, MarkedMapping


class Context(NamedTuple):
    """Handed to pydantic: where a record that does not fit is reported."""

    report: Callable[[type[Record], MarkedMapping, ValidationError], None]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    #: A record of a list is left out where it does not fit; any other takes the record around it along.
    is_item: ClassVar[bool] = True
    _marks: MarkedMapping = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _keep_marks(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(data, MarkedMapping):
            return handler(data)
        try:
            record = handler(data)
        except ValidationError as error:
            if not cls.is_item:
                raise
            info.context.report(cls, data, error)  # type: ignore[union-attr]  # load always passes a Context
            raise PydanticOmit from None
        record._marks = data  # noqa: SLF001  # our own, given once the fields are
        return record

    def at(self, key: str | None = None, index: int | None = None) -> Place:
        """The place of the record, of the value of one of its keys, or of an item of that value."""
        if key is None or key not in self._marks:
            return self._marks.place
        value = self._marks[key]
        if index is not None and isinstance(value, MarkedList):
            return value.item_places[index]
        return self._marks.value_places[key]

    def at_key(self, key: str) -> Place:
        return self._marks.key_places[key]


class RoleRecord(Record):
    id: Slug
    name: Line


class ColumnsRecord(Record):
    is_item = False

    no: Line
    task: Line
    measure: Line
    deadline: Line


class CountsRecord(Record):
    is_item = False

    sections: Integer
    tasks: Integer
    measures: Integer
    rows: Integer


class PlanRecord(Record):
    is_item = False

    id: Slug
    title: Line
    short_title: Line
    annex: Line | None = None
    status: Line
    status_note: Line | None = None
    year: Integer
    columns: ColumnsRecord
    roles: tuple[RoleRecord, ...]
    none_mark: Line
    towns_name: Line
    source: Line | None = None
    counts: CountsRecord
    revised_on: IsoDate
    notes: Notes = ()


class UnitRecord(Record):
    id: Slug
    name: Name
    kind: UnitKind
    aliases: Names = ()
    variants: Names = ()
    capacities: Names = ()
    part_of: Name | None = None
    members: Names = ()
    possible_members: Names = ()
    former_ids: tuple[Slug, ...] = ()
    notes: Notes = ()


class UnitsFile(Record):
    is_item = False

    units: tuple[UnitRecord, ...]


class DeadlineRecord(Record):
    text: Line
    kind: DeadlineKind
    start: MonthDay | None = None
    end: MonthDay | None = None
    precision: Precision | None = None
    basis: Line


class DeadlinesFile(Record):
    is_item = False

    deadlines: tuple[DeadlineRecord, ...]


class RecurrenceRecord(Record):
    every: Frequency
    words: Line


class MentionRecord(Record):
    unit: Name
    words: Line


class TargetRecord(Record):
    name: Line
    comparison: Comparison
    value: Number
    unit: Line
    words: Line
    scope: Line | None = None
    units: Names
    headline: Truth = False


class MoveRecord(Record):
    was: Line
    on: IsoDate
    why: Line


class WithdrawalRecord(Record):
    is_item = False

    on: IsoDate
    why: Line


class MeasureRecord(Record):
    """Its other keys are the ids of the roles in plan.yaml, each with a list of printed names."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: Slug
    text: Text
    due: Line
    starts: Line | None = None
    moved: tuple[MoveRecord, ...] = ()
    withdrawn: WithdrawalRecord | None = None
    recurs: tuple[RecurrenceRecord, ...] = ()
    units_as: Line | None = None
    mentions: tuple[MentionRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    notes: Notes = ()
    rows: tuple[Integer, ...]

    def names(self, role: str) -> tuple[str, ...]:
        """The printed names under one role; () where the role is not written or is no list of names."""
        value = self._extra.get(role)
        return tuple(value) if is_names(value) else ()

    def has_names(self, role: str) -> bool:
        """Whether the role is written as a list of names, an empty one included."""
        return is_names(self._extra.get(role))

    @property
    def role_keys(self) -> tuple[str, ...]:
        return tuple(self._extra)

    @property
    def _extra(self) -> dict[str, Any]:
        return self.__pydantic_extra__ or {}


def is_names(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(name, str) and name for name in value)


class TaskRecord(Record):
    id: Slug
    no: TaskNo
    title: Line
    measures: tuple[MeasureRecord, ...]


class SectionRecord(Record):
    id: Slug
    title: Line
    tasks: tuple[TaskRecord, ...]


class TasksFile(Record):
    is_item = False

    sections: tuple[SectionRecord, ...]
