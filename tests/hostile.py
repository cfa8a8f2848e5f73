"""The corpus of hostile strings (tests/data/hostile.jsonl), and plans that hold them in every field that takes a text.

Each line of the corpus has a `kind`, a `why` and the `text`, `times` over. `refused` says that no field takes it, and by
what rule; `refused_in` that names do not. The fields are found in the records, so that a new one is not forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from macros.model.changes import MeasureChange, Reach, Revision
from macros.store import scalars
from macros.store.load import ANSWERS, FILES
from macros.store.records.base import Record
from macros.store.revision_files import create_revision_text
from macros.store.unseen import STRANGE_IN_NAMES

CORPUS = Path(__file__).parent / "data" / "hostile.jsonl"
#: The free fields of a record by their kind of text; every other field is bound to a form.
FREE = {"_text": "text", "_line": "line", "_name": "name"}
_ADAPTERS: dict[str, TypeAdapter[str]] = {
    "text": TypeAdapter(scalars.Text),
    "line": TypeAdapter(scalars.Line),
    "name": TypeAdapter(scalars.Name),
}
#: Lines whose words other fields bind: a start that must be a date, the id of the measure above, a path to a file.
BOUND = {("MeasureRecord", "starts"), ("MeasureRecord", "units_as"), ("PlanRecord", "source")}


@dataclass(frozen=True)
class Hostile:
    kind: str
    why: str
    text: str
    refused: str | None = None
    refused_in: str | None = None


@cache
def read_corpus() -> tuple[Hostile, ...]:
    lines = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    times = [line.pop("times", 1) for line in lines]
    return tuple(Hostile(**{**line, "text": line["text"] * number}) for line, number in zip(lines, times, strict=True))


@cache
def list_taken(kind: str) -> tuple[str, ...]:
    """The strings that a kind of field takes."""
    return tuple(item.text for item in read_corpus() if item.refused is None and takes(kind, item.text))


def takes(kind: str, text: str) -> bool:
    try:
        _ADAPTERS[kind].validate_python(text)
    except ValidationError:
        return False
    return kind != "name" or STRANGE_IN_NAMES.search(text) is None


def list_fields() -> dict[tuple[str, str], str]:
    """Every field of every record that is a word or a list of words -> text, line, name, or the form it is bound to."""
    found: dict[tuple[str, str], str] = {}
    waiting: list[type[Record]] = [record for name, record in FILES.items() if name != ANSWERS]  # never published
    while waiting:
        record = waiting.pop()
        for name, field in record.model_fields.items():
            inner, validators = _look_into(field.annotation, list(field.metadata))
            if inner is not None:
                waiting.append(inner)
            elif validators:
                found[record.__name__, name] = next((FREE[v] for v in validators if v in FREE), validators[0])
    return found


def _look_into(annotation: Any, metadata: list[Any]) -> tuple[type[Record] | None, list[str]]:
    """The record inside an annotation, or the names of the functions that check its words; neither for choices."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation, []
    validators = [item.func.__name__ for item in metadata if hasattr(item, "func")]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return None, ["enum"]
    for inner in get_args(annotation):
        if inner is Ellipsis or inner is type(None):
            continue
        more = list(getattr(inner, "__metadata__", ()))
        record, names = _look_into(get_args(inner)[0] if more else inner, more)
        if record is not None:
            return record, []
        validators += names
    return None, validators


class Filler:
    """Hands out strings for fields, each field's in an order of its own, and notes which fields have had one."""

    def __init__(self, start: int = 0) -> None:
        self.filled: set[tuple[str, str]] = set()
        self._start = start
        self._at: dict[tuple[str, str], int] = {}

    def take(self, record: str, field: str, kind: str = "line") -> str:
        """The next string; after the last the first comes again. Two fields of one record never have the same."""
        pool = list_taken(kind)
        key = (record, field)
        if key not in self._at:
            self._at[key] = self._start + len(self._at) * 41
        self.filled.add(key)
        self._at[key] += 1
        return pool[self._at[key] % len(pool)]

    def join(self, record: str, field: str, longest: int, kind: str = "line") -> str:
        """As many strings as a line holds: for what stands in a plan once."""
        parts = [self.take(record, field, kind)]
        parts = parts if len(parts[0]) < longest // 2 else ["<b>"]
        while len("　".join(parts)) < longest:
            if len(part := self.take(record, field, kind)) < longest // 3:
                parts.append(part)
        return "　".join(parts[:-1] or parts)


def create_revision(filler: Filler, count: int, units: list[str]) -> Revision:
    """A revision with strings in all words of it, however deep; ids are those of units."""

    def fill(type_: Any, owner: str, name: str) -> Any:
        origin, inner = get_origin(type_), [item for item in get_args(type_) if item is not Ellipsis]
        if origin is tuple:
            number = count if inner[0] is MeasureChange else 1
            return tuple(fill(inner[0], owner, name) for _ in range(number))
        if inner:  # … | None
            return fill(inner[0], owner, name)
        if is_dataclass(type_):
            return _create(type_, fill)
        if issubclass(type_, Enum):
            return next(iter(type_))
        if type_ is str:
            return (
                units[0]
                if name in ("unit", "units")
                else "lead"
                if owner == Reach.__name__
                else filler.take(owner, name)
            )
        return type_() if type_ is bool else date(2024, 1, 15)

    revision: Revision = _create(Revision, fill)
    return revision


def _create(type_: Any, fill: Callable[[Any, str, str], Any]) -> Any:
    hints = get_type_hints(type_)
    return type_(
        **{
            field.name: fill(hints[field.name], type_.__name__, field.name)
            for field in fields(type_)
            if field.init and (field.default is MISSING or field.name != "certain")
        }
    )


def write_plan(folder: Path, *, start: int, measures: int, longest: int) -> Filler:
    """A plan of hostile strings; other ones with another `start`. `longest`: characters of what stands there once."""
    filler = Filler(start)
    take, join = filler.take, filler.join
    pool = [name for name in list_taken("name") if "（" not in name and len(name) <= 50]
    pool = pool[start % 5 :] + pool[: start % 5]  # what is a name here is another name of a body elsewhere
    names, aliases, variants, capacities, former = (pool[part : len(pool) // 5 * 5 : 5] for part in range(5))
    units: list[dict[str, Any]] = []
    for number, name in enumerate(names):
        filler.filled.add(("RenameRecord", "was"))
        filler.filled |= {
            ("UnitRecord", key) for key in ("name", "aliases", "variants", "capacities", "confirmed", "part_of")
        }
        units.append(
            {
                "id": f"u{number}", "name": name, "kind": ("agency", "town", "enterprise")[number % 3],
                "aliases": [aliases[number]], "variants": [variants[number]], "capacities": [capacities[number]],
                **({"part_of": names[number - 1]} if number else {}),
                "former_ids": [f"former-{number}"] if number < 3 else [],
                "renamed": [{"was": former[number], "on": "2024-02-01", "why": take("RenameRecord", "why")}],
                "confirmed": [name], "notes": [take("UnitRecord", "notes")],
            }
        )  # fmt: skip
    filler.filled |= {("UnitRecord", "members"), ("UnitRecord", "possible_members")}
    units.append(
        {"id": "some", "name": "={{各局}}<b>", "kind": "group", "members": names[:9], "confirmed": ["={{各局}}<b>"]}
    )
    units.append(
        {"id": "other", "name": "@有关<i>", "kind": "group", "possible_members": names[-9:], "confirmed": ["@有关<i>"]}
    )
    lines = list_taken("line")
    deadlines = [
        {"text": line, **_DATES[number % len(_DATES)], "basis": take("DeadlineRecord", "basis")}
        for number, line in enumerate(lines)
    ]
    filler.filled.add(("DeadlineRecord", "text"))
    items = [_create_measure(filler, number, units[:-2]) for number in range(measures)]
    tasks = [
        {"id": f"t{number}", "no": str(number + 1), "title": take("TaskRecord", "title"), "measures": part}
        for number, part in enumerate(items[at : at + 20] for at in range(0, measures, 20))
    ]
    sections = [
        {
            "id": f"s{number}",
            "title": take("SectionRecord", "title"),
            "part": take("SectionRecord", "part"),
            "tasks": part,
        }
        for number, part in enumerate(tasks[at : at + 4] for at in range(0, len(tasks), 4))
    ]
    plan = {
        "id": "hostile-2024",
        **{key: join("PlanRecord", key, longest) for key in ("title", "short_title", "annex", "status", "status_note")},
        "year": 2024,
        "columns": {key: join("ColumnsRecord", key, longest // 4) for key in ("no", "task", "measure", "deadline")},
        "roles": [
            {"id": role, "name": join("RoleRecord", "name", longest // 8, "name")} for role in ("lead", "assist")
        ],
        "none_mark": join("PlanRecord", "none_mark", longest // 4),
        "towns_name": join("PlanRecord", "towns_name", longest // 8),
        "licence": join("PlanRecord", "licence", longest),
        "counts": {"sections": len(sections), "tasks": len(tasks), "measures": measures, "rows": measures},
        "revised_on": "2024-03-01",
        "confirmed": [take("PlanRecord", "confirmed")],
        "notes": [join("PlanRecord", "notes", longest)],
    }
    progress = [
        {
            "measure": f"m{number}", "unit": names[number % len(names)], "on": "2024-02-01", "state": "推进中",
            **{key: take("ProgressRecord", key, "text") for key in ("words", "issues", "next_steps")},
        }
        for number in range(measures)
    ]  # fmt: skip
    filler.filled |= {("ProgressRecord", "unit")}
    topics = [
        {
            "id": f"topic-{number}", "name": f"{take('TopicRecord', 'name', 'name')}{number}",
            **{key: [take("TopicRecord", key, "name")] for key in ("aliases", "words")},
            "measures": [f"m{number}"], "notes": [take("TopicRecord", "notes")],
        }
        for number in range(min(measures, len(list_taken("name"))))
    ]  # fmt: skip
    files = {
        "plan": plan,
        "units": {"units": units},
        "deadlines": {"deadlines": deadlines},
        "tasks": {"sections": sections},
        "topics": {"topics": topics},
        "progress": {"progress": progress},
    }
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)  # JSON is YAML, and means every character as it is
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "revisions").mkdir()
    revision = create_revision(filler, min(measures, len(lines)), [unit["id"] for unit in units])
    (folder / "revisions" / "2024-01-15.yaml").write_text(create_revision_text(revision), encoding="utf-8")
    return filler


_DATES: tuple[dict[str, str], ...] = (
    {"kind": "by", "end": "06-30", "precision": "day"},
    {"kind": "window", "start": "03-01", "end": "09-30", "precision": "month"},
    {"kind": "ongoing"},
    {"kind": "as_scheduled"},
    {"kind": "from", "start": "05-01", "precision": "day"},
)


def _create_measure(filler: Filler, number: int, units: list[dict[str, Any]]) -> dict[str, Any]:
    take = filler.take
    names = [unit["name"] for unit in units]
    recurs, mention, words = (take(record, "words") for record in ("RecurrenceRecord", "MentionRecord", "TargetRecord"))
    held = [names[number % len(names)], names[(number + 1) % len(names)]]
    acting, varied = units[(number + 2) % len(names)], units[(number + 3) % len(names)]
    confirmed = take("MeasureRecord", "confirmed")
    others = [name for name in names[9:] if name not in (*held, acting["name"], varied["name"])]
    filler.filled |= {("MentionRecord", "unit"), ("TargetRecord", "units")}
    return {
        "id": f"m{number}",
        "text": "\n".join((take("MeasureRecord", "text", "text"), recurs, mention, f"{words}，50台", confirmed)),
        "due": take("MeasureRecord", "due"),
        "moved": [{"was": take("MoveRecord", "was"), "on": "2024-02-01", "why": take("MoveRecord", "why")}],
        **({"withdrawn": {"on": "2024-02-02", "why": take("WithdrawalRecord", "why")}} if number % 5 == 4 else {}),
        "lead": [*held, f"{acting['name']}（{acting['capacities'][0]}）"],
        "assist": ["={{各局}}<b>"] if number % 7 == 0 else varied["variants"],
        "recurs": [{"every": "定期", "words": recurs}],
        "mentions": [{"unit": others[number % len(others)], "words": mention}],
        "targets": [
            {"name": take("TargetRecord", "name"), "comparison": "为", "value": 50, "unit": take("TargetRecord", "unit"),
             "words": f"{words}，50台", "scope": take("TargetRecord", "scope"), "units": held[:1], "headline": number < 5}
        ],
        "confirmed": [confirmed],
        "notes": [take("MeasureRecord", "notes"), take("MeasureRecord", "notes")],
        "rows": [number + 1],
    }  # fmt: skip


def walk_strings(value: Any) -> Iterator[str]:
    """Every string in what a library read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk_strings(key)
            yield from walk_strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from walk_strings(item)
