"""One measure of a newer document over the one that editors have worked on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from macros.imports.files.merging import Merger, States
from macros.imports.values import Yaml

#: The note on a measure that the newer version of the document does not have, and the reason why it is withdrawn.
GONE, GONE_WHY = "新版文件里没有这一条，保留编号和原来的文字。", "新版文件里没有这一条。"
#: Keys that only editors write, with words of the text; of some each item has its own.
_QUOTING = ("starts", "recurs", "mentions", "targets", "confirmed")
#: The keys of a measure that are no role.
_OWN_KEYS = frozenset(
    [
        "id",
        "text",
        "due",
        "units_as",
        "starts",
        "moved",
        "withdrawn",
        "recurs",
        "mentions",
        "targets",
        "confirmed",
        "notes",
        "rows",
    ]
)


def list_other_roles(record: Yaml, roles: list[str]) -> list[str]:
    return [key for key in record if key not in _OWN_KEYS and key not in roles]


def take(record: Yaml, keys: tuple[str, ...] | list[str]) -> Yaml:
    return {key: record[key] for key in keys if key in record}


@dataclass(frozen=True)
class MeasureMerger:
    """`roles` are the ids of the roles in the new plan; `place` is where in the document the measure stands."""

    merger: Merger
    roles: list[str]
    place: str
    today: date

    def merge(self, states: States) -> Yaml:
        """The measure with its row of the document."""
        given, own = states.new, dict(states.ours)
        name = given["id"]
        self._restore(own, name)
        states = States(states.last, own, given)
        values: Yaml = {"id": name}
        for key in ("text", "due"):
            values[key] = self.merger.merge(name, key, states, place=self.place)
        values |= self._merge_roles(name, states)
        self._keep_quoting(values, own)
        for key in ("moved", "withdrawn"):
            if key in own:
                values[key] = own[key]
        if own["due"] != values["due"]:
            move = {"was": own["due"], "on": self.today.isoformat(), "why": "新版文件改了时限。"}
            values["moved"] = [*values.get("moved", []), move]
            message = f"{name} 的时限由“{own['due']}”改成“{values['due']}”，已记入 moved，请核对日期和原因。"
            self.merger.report.ask(self.place, message)
        if notes := self._merge_notes(states):
            values["notes"] = notes
        return values | {"rows": given["rows"]}

    def _merge_notes(self, states: States) -> list[str]:
        last, ours, new = (record.get("notes", []) for record in (states.last, states.ours, states.new))
        notes = self.merger.merge_list(last, ours, new)
        self.merger.report.added += [note for note in notes if note not in new]
        for note in new:
            if note not in notes:
                self.merger.report.leave_out(note)
        return notes

    def _restore(self, own: Yaml, name: str) -> None:
        """A measure that an import withdrew, since no document had it any more; what editors withdrew stays so."""
        if own.get("withdrawn", {}).get("why") == GONE_WHY and not own.get("rows"):
            del own["withdrawn"]
            own["notes"] = [note for note in own.get("notes", []) if note != GONE]
            self.merger.report.ask(self.place, f"{name} 上一版文件里没有，标作撤销，这一版又有，恢复了，请核对。")

    def _merge_roles(self, name: str, states: States) -> Yaml:
        """The cells of bodies, or `units_as` for those of the measure above: one value, since each says all."""
        cells = [
            {"责任单位": take(record, ("units_as", *self.roles, *list_other_roles(record, self.roles)))}
            for record in (states.last, states.ours, states.new)
        ]
        return dict(self.merger.merge(name, "责任单位", States(*cells), place=self.place))

    def _keep_quoting(self, values: Yaml, own: Yaml) -> None:
        """The work of editors on a text, as far as the new one still has their words; the rest is in the report, whole."""
        for key in _QUOTING:
            items = own.get(key)
            if items is None:
                continue
            kept = []
            for item in items if isinstance(items, list) else [items]:
                words = item.get("words") if isinstance(item, dict) else item
                if isinstance(words, str) and words in values["text"]:
                    kept.append(item)
                else:
                    whole = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
                    message = f"{values['id']} 原来的 {key} 在新的文字里没有了，没有保留，请核对：{whole}"
                    self.merger.report.ask(self.place, message)
            if kept:
                values[key] = kept if isinstance(items, list) else kept[0]
