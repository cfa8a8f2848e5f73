"""The shape of the files in plan/: one class per record, its fields the keys that an editor may write.

`load` fills them, `check` compares them, `resolve` makes the model of them; nothing else may see them. Every record
remembers where it stands (`at`). A record that does not fit is reported and left out, so that one run finds all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeGuard

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticOmit

from macros.model import Comparison, DeadlineKind, Frequency, Precision, UnitKind
from macros.problems import Place


class MarkedMapping(dict[str, Any]):
    """A YAML mapping that knows its place and the places of its keys and values."""

    place: Place
    key_places: dict[str, Place]
    value_places: dict[str, Place]


class MarkedList(list[Any]):
    """A YAML list that knows the places of its items."""

    item_places: list[Place]


class Context(NamedTuple):
    """Handed to pydantic: where a record that does not fit is reported."""

    report: Callable[[MarkedMapping, ValidationError], None]


def _fail(message: str) -> PydanticCustomError:
    return PydanticCustomError("chinese", "{message}", {"message": message})


def _word(value: Any, wanted: str) -> str:
    """The scalar as it is written, for the types below to read; load gives no other."""
    if value is None:
        raise _fail(f"是空的，应填{wanted}。")
    if not isinstance(value, str):
        raise _fail(f"应填{wanted}。")
    return value


def _integer(value: Any) -> int:
    word = _word(value, "整数")
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", word):
        raise _fail(f"应填整数，现在是“{word}”。")
    return int(word)


def _number(value: Any) -> int | float:
    word = _word(value, "数字")
    if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", word):
        raise _fail(f"应填数字（不带单位、不用“万”），现在是“{word}”。")
    return float(word) if "." in word else int(word)


def _truth(value: Any) -> bool:
    word = _word(value, " true 或 false")
    if word not in ("true", "false"):
        raise _fail(f"只能填 true 或 false，现在是“{word}”。")
    return word == "true"


def _iso_date(value: Any) -> date:
    word = _word(value, "日期，如 2023-12-31")
    if (day := _parse_date(word)) is None:
        raise _fail(f"应填日期，如 2023-12-31，现在是“{word}”。")
    return day


def _month_day(value: Any) -> date:
    """`06-30`; the 29th of February is a day of some years, which year decides later."""
    word = _word(value, "月和日，如 06-30")
    if (day := _parse_date(f"2024-{word}")) is None:
        raise _fail(f"应填月和日，如 06-30，现在是“{word}”。")
    return day


def _parse_date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value) or len(value) > 60:
        raise _fail(f"编号只能用小写英文字母、数字和连字符，以字母开头，最长60个字符，现在是“{value}”。")
    return _not_index(value)


def _task_no(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z一-龥]([0-9A-Za-z一-龥.-]{0,18}[0-9A-Za-z一-龥])?", value):
        raise _fail(f"序号只能用数字、字母、汉字，中间可以有点和连字符，现在是“{value}”。")
    return _not_index(value)


def _not_index(value: str) -> str:
    if value == "index":
        raise _fail("不能用“index”，它是目录页的网址。")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise _fail("不能空着。")
    if value.startswith(("｜", "|")):
        raise _fail("开头的竖线应是英文的“|-”，后面不能有别的字。")
    return value


def _name(value: str) -> str:
    _line(value)
    if SEPARATOR.search(value):
        raise _fail(f"名称里不能有逗号、顿号、分号和空格；几个名称之间用英文逗号隔开，如 [甲, 乙]，现在是“{value}”。")
    return value


def _line(value: str) -> str:
    if "\n" in value:
        raise _fail("只能写一行。")
    if value != value.strip():
        raise _fail(f"前后不能有空格，现在是“{value}”。")
    return _text(value)


#: What parts two names; a name holds none of them.
SEPARATOR = re.compile(r"[，、；,;\s]")

Text = Annotated[str, AfterValidator(_text)]
Line = Annotated[str, AfterValidator(_line)]
Slug = Annotated[str, AfterValidator(_slug)]
TaskNo = Annotated[str, AfterValidator(_task_no)]
Integer = Annotated[int, PlainValidator(_integer)]
Number = Annotated[int | float, PlainValidator(_number)]
Truth = Annotated[bool, PlainValidator(_truth)]
IsoDate = Annotated[date, PlainValidator(_iso_date)]
MonthDay = Annotated[date, PlainValidator(_month_day)]
Name = Annotated[str, AfterValidator(_name)]
Names = tuple[Name, ...]
Notes = tuple[Line, ...]


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
            info.context.report(data, error)  # type: ignore[union-attr]  # load always passes a Context
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


class MeasureRecord(Record):
    """Its other keys are the ids of the roles in plan.yaml, each with a list of printed names."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: Slug
    text: Text
    due: Line
    starts: Line | None = None
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
