"""Three states of a value: as the last import produced it, as editors have it now, and as the new document gives it.

What an editor changed stays, unless the new document changed it too; then the editor's stays as well, and both stand in the
report for a person to decide. Nothing of either side is left out without a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from macros.imports.report import Report
from macros.imports.values import Yaml, are_same

#: Stands for a key that is not there.
_NOTHING = object()


@dataclass(frozen=True)
class States:
    """A record as the last import produced it, as it stands in the folder, and as the new document gives it; {} for none."""

    last: Yaml
    ours: Yaml
    new: Yaml


@dataclass(frozen=True)
class Merger:
    """`is_known`: whether it is known what the last import produced; if not, each difference is asked about."""

    report: Report
    is_known: bool

    def merge(self, what: str, key: str, states: States, *, place: str = "", is_printed: bool = True) -> Any:
        """The value of a key; None for none. `what` names the record for the report.

        `is_printed`: the value is counted among the words of the document.
        """
        before, kept, given = (values.get(key, _NOTHING) for values in (states.last, states.ours, states.new))
        if are_same(kept, given) or (self.is_known and are_same(kept, before)):
            return _value(given)
        if not (self.is_known and are_same(given, before)) and given is not _NOTHING:
            words = f"上一版文件是“{_show(before)}”，" if self.is_known else ""
            self.report.ask(
                place,
                f"{what}的 {key}：{words}编者改成了“{_show(kept)}”，新版文件是“{_show(given)}”；保留了编者的，请核对。",
            )
        elif before is not _NOTHING or given is not _NOTHING:
            self.report.decide(place, f"{what}的 {key} 编者改过，保留“{_show(kept)}”（文件里是“{_show(given)}”）。")
        if is_printed:
            self._account(place, what, kept, given)
        return _value(kept)

    def merge_list(self, last: Iterable[str], ours: Sequence[str], new: Iterable[str]) -> list[str]:
        """Texts of which each stands for itself: those of editors, without what only the last document had, then new ones."""
        given, before = list(new), list(last)
        gone = {item for item in before if item not in given}
        kept = [item for item in ours if item not in gone]
        return [*kept, *(item for item in given if item not in kept and item not in before)]

    def _account(self, place: str, what: str, kept: Any, given: Any) -> None:
        """The document's words are not in the plan, and the editor's are not in the document."""
        for text in list_texts(_value(given)):
            self.report.drop(place, text, f"{what}里编者改过的，保留了编者的")
        self.report.added += list_texts(_value(kept))


def _value(value: Any) -> Any:
    return None if value is _NOTHING else value


def _show(value: Any) -> str:
    if value is _NOTHING or value is None:
        return "（没有）"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def list_texts(value: Any) -> list[str]:
    """Every word in a value."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in list_texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in list_texts(item)]
    return [] if value is None else [str(value)]
