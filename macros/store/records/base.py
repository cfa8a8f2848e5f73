"""The base of every record of the plan's files: a pydantic model that remembers where it stands (`at`).

A record that does not fit is reported and left out of its list, so that one run finds all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple, Self

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

from macros.store.problems import Place
from macros.store.yaml_text import MarkedList, MarkedMapping


class Context(NamedTuple):
    """Handed to pydantic: where a record that does not fit is reported."""

    report: Callable[[type[Record], MarkedMapping, ValidationError], None]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    #: A record of a list is left out where it does not fit; any other takes the record around it along.
    is_item: ClassVar[bool] = True
    _marks: MarkedMapping = PrivateAttr(default_factory=MarkedMapping)  # empty in a stand-in

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

    def stand_at(self, marks: MarkedMapping) -> Self:
        """Stand in for a record that could be read in part, with the places of what is written there."""
        self._marks = marks
        return self

    @property
    def marks(self) -> MarkedMapping:
        """The record as it is written, with places; empty in what stands in for a record that could not be read at all."""
        private = self.__pydantic_private__  # what `_marks` finds too, by a way that takes ten times as long
        assert private is not None
        marks: MarkedMapping = private["_marks"]
        return marks

    def at(self, key: str | None = None, index: int | None = None) -> Place:
        """The place of the record, of the value of one of its keys, or of an item of that value."""
        marks = self.marks
        if key is None or key not in marks:
            return marks.place
        value = marks[key]
        if index is not None and isinstance(value, MarkedList):
            return value.item_places[index]
        return marks.value_places[key]

    def at_key(self, key: str) -> Place:
        return self.marks.key_places[key]

    def list_words(self) -> list[tuple[Place, str]]:
        """Every value that is a word or a text, of the records inside too, with its place, in the file's order."""
        found: list[tuple[Place, str]] = []
        _collect_words(self.marks, found)
        return found


def _collect_words(marks: MarkedMapping | MarkedList, found: list[tuple[Place, str]]) -> None:
    places = marks.value_places.values() if isinstance(marks, MarkedMapping) else marks.item_places
    values = marks.values() if isinstance(marks, MarkedMapping) else marks
    for place, value in zip(places, values, strict=True):
        if isinstance(value, str):
            found.append((place, value))
        elif isinstance(value, (MarkedMapping, MarkedList)):
            _collect_words(value, found)
