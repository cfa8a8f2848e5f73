"""The plan as printed to the texts of a plan folder's files, in the form that `format` then lays out.

What the document does not say is left open and asked about; ids that were given once stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from pypinyin import lazy_pinyin

from macros.imports.earlier import Earlier
from macros.imports.names.bodies import Body, build_bodies, list_aliases
from macros.imports.names.unit_cells import split_units
from macros.imports.names.unit_names import NONE_MARK
from macros.imports.prose.title import Title
from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.imports.table.heads import Column, Kind
from macros.imports.table.printed import PrintedMeasure, PrintedPlan, PrintedSection, PrintedTask
from macros.model import UnitKind
from macros.store.layout import create_layout
from macros.store.records import DeadlineRecord, MeasureRecord, PlanRecord, SectionRecord, TaskRecord, UnitRecord
from macros.store.records.base import Record
from macros.store.scalars import is_task_no
from macros.words.wording import Unread, read_deadline
from macros.words.years import has_far_year

#: Ids of roles whose heads are met everywhere; others get theirs from the sounds of the name.
_ROLE_IDS = (
    ("lead", "牵头"),
    ("responsible", "主责"),
    ("responsible", "责任"),
    ("responsible", "负责"),
    ("assist", "协办"),
    ("assist", "配合"),
    ("assist", "协助"),
    ("participate", "参"),
    ("supervise", "督"),
    ("supervise", "监管"),
    ("responsible", "单位"),
    ("responsible", "部门"),
)
#: The note on a measure that the newer version of the document does not have.
_GONE = "新版文件里没有这一条，保留编号和原来的文字。"
Yaml = dict[str, Any]
#: What stands where a document has nothing and a plan must have something.
_NO_TEXT = "（原文空着）"


class PlanFiles:
    """The four files of one import; `files` are their texts, comments and all."""

    def __init__(
        self, printed: PrintedPlan, title: Title, earlier: Earlier, *, today: date, source: str, report: Report
    ) -> None:
        self._printed, self._title, self._earlier, self._today = printed, title, earlier, today
        self._source, self._report = source, report
        self._roles = self._name_roles(printed.head.of(Kind.ROLE))
        self._dues = self._find_none_due()
        cells = [
            (measure.place, cell) for measure in printed.measures if not measure.is_merged for cell in measure.cells
        ]
        self._none_mark = next((squeeze(cell) for _, cell in cells if NONE_MARK.fullmatch(squeeze(cell))), "——")
        names = iter(split_units(cells, report))
        self._names = {
            id(measure): [next(names) for _ in measure.cells] for measure in printed.measures if not measure.is_merged
        }
        self._bodies = self._build_bodies()
        self._ids = set(earlier.ids)

    def create(self) -> dict[str, str]:
        tasks = self._create_tasks()
        return {
            "plan.yaml": _create_text("plan", PlanRecord, [], self._source, [(self._create_plan(tasks), [])]),
            "units.yaml": self._create_list("units", UnitRecord, self._create_units()),
            "deadlines.yaml": self._create_list("deadlines", DeadlineRecord, self._create_deadlines(tasks)),
            "tasks.yaml": _create_text("tasks", MeasureRecord, ["sections:"], self._source, [(s, []) for s in tasks]),
        }

    def _create_list(self, name: str, record: type[Record], items: Iterator[tuple[Yaml, list[str]]]) -> str:
        """A new file, or the earlier edition's as editors left it with the new records at its end."""
        draft = self._earlier.draft
        if draft is None:
            return _create_text(name, record, [f"{name}:"], self._source, list(items))
        text = create_layout(draft.texts[f"{name}.yaml"], draft.files[f"{name}.yaml"], ())
        added = "".join(_create_item(values, comments) for values, comments in items)
        return (re.sub(rf"(?m)^{name}: \[\]", f"{name}:", text) if added else text) + added

    # roles and bodies

    def _name_roles(self, columns: tuple[Column, ...]) -> list[tuple[str, str]]:
        """Id and printed name of each role; the earlier edition's ids stay."""
        draft = self._earlier.draft
        known = {role.name: role.id for role in draft.plan.roles} if draft else {}
        roles: list[tuple[str, str]] = []
        for column in columns:
            taken = {role for role, _ in roles} | (set(known.values()) - {known.get(column.name, "")})
            words = re.sub(r"单位|部门|[（(].*", "", column.name)
            sounds = "-".join(re.findall("[a-z]+", " ".join(lazy_pinyin(words))))
            proposed = [*[role for role, word in _ROLE_IDS if word in column.name][:1], *([sounds] if sounds else [])]
            number = 2
            role = known.get(column.name) or next((role for role in proposed if role not in taken), "")
            while not role:
                role = f"role-{number}" if f"role-{number}" not in taken else ""
                number += 1
            roles.append((role, column.name))
        return roles

    def _find_none_due(self) -> dict[str, str]:
        """What stands for a deadline that the document does not give."""
        return {"": "原文没有写明"}

    def _build_bodies(self) -> dict[str, Body]:
        register = self._earlier.register
        known: dict[str, str] = {}
        named: list[tuple[int, str]] = []
        for measure in self._printed.measures:
            for role, names in enumerate(self._names.get(id(measure), [])):
                named += [(role, name) for name in names if register.find(name) is None]
        taken = {f"\0{unit.id}": unit.id for unit in register.units}  # ids that are gone
        return build_bodies(named, self._report, taken | known)

    def _create_units(self) -> Iterator[tuple[Yaml, list[str]]]:
        for body in dict.fromkeys(map(id, self._bodies.values())):
            found = next(other for other in self._bodies.values() if id(other) == body)
            comments = []
            if found.kind is UnitKind.GROUP:
                comments.append("# 统称：能确定包括谁的，加 members；不能确定的，加 possible_members")
            if aliases := list_aliases(found):
                comments.append(f"# 可能的别名（核对后写进 aliases）：{'、'.join(aliases)}")
            values: Yaml = {"id": found.id, "name": found.name, "kind": found.kind.value}
            if found.capacities:
                values["capacities"] = found.capacities
            yield values, comments

    # tasks

    def _create_tasks(self) -> list[Yaml]:
        numbers = self._number_tasks()
        sections: list[Yaml] = []
        titles = [(section.title or self._title.title, section.part) for section in self._printed.sections]
        records = self._earlier.match_sections(titles)
        for section, record in zip(self._printed.sections, records, strict=True):
            values = self._create_section(section, record)
            values["tasks"] = [self._create_task(task, numbers[id(task)]) for task in section.tasks]
            sections.append(values)
        self._keep_gone(sections)
        return sections

    def _create_section(self, section: PrintedSection, record: SectionRecord | None) -> Yaml:
        title = section.title
        if not title:
            title = self._title.title
            self._report.decide("", f"表里没有分部分，全部任务放在“{title}”下面。")
            self._report.added.append(title)
        values: Yaml = {"id": record.id if record else self._take_id("s"), "title": _spell(title)}
        if section.part:
            values["part"] = _spell(section.part)
        return values

    def _take_id(self, stem: str, *, at: int = 1) -> str:
        while f"{stem}{at}" in self._ids:
            at += 1
        self._ids.add(f"{stem}{at}")
        return f"{stem}{at}"

    def _number_tasks(self) -> dict[int, str]:
        """The printed number of each task, or one of ours where it has none or shares it with another."""
        numbers: dict[int, str] = {}
        taken: set[str] = set()
        printed = {task.no for task in self._printed.tasks if task.no}
        count = 0
        for at, section in enumerate(self._printed.sections, 1):
            for place, task in enumerate(section.tasks, 1):
                count += 1
                no = task.no
                if not no:
                    no = _find_free([str(count), f"{at}-{place}"], taken | printed)
                    tell = self._report.ask if printed else self._report.decide
                    tell(task.measures[0].place, f"任务“{task.title}”没有序号，编为{no}。")
                    self._report.added.append(no)
                elif no in taken or not is_task_no(no):
                    self._report.drop(task.measures[0].place, no, "重复的，或者不能用在网址里的序号")
                    proposed = f"{at}-{no}" if is_task_no(f"{at}-{no}") else f"{at}-{place}"
                    old, no = no, _find_free([proposed], taken | printed)
                    self._report.decide(
                        task.measures[0].place, f"序号“{old}”前面用过了，或者不能用在网址里，编为{no}。"
                    )
                    self._report.added.append(no)
                taken.add(no)
                numbers[id(task)] = no
        return numbers

    def _create_task(self, task: PrintedTask, no: str) -> Yaml:
        title = task.title
        if not title:
            words = task.measures[0].text.split("\n")[0] or _NO_TEXT
            title = words if len(words) <= 24 else f"{words[:24]}…"
            self._report.decide(task.measures[0].place, f"表里没有任务名称，用措施开头的话：“{title}”。")
            self._report.added.append(title)
        record = self._earlier.tasks.get(id(task))
        stem = f"t{re.sub('[^0-9a-z]+', '-', no.lower()).strip('-')}"
        if record:
            task_id = record.id
        elif re.fullmatch(r"t[0-9a-z]+(-[0-9a-z]+)*", stem) and stem not in self._ids:
            task_id = stem
            self._ids.add(stem)
        else:
            task_id = self._take_id("t", at=len(self._printed.tasks) + 1)
        measures: list[Yaml] = []
        for measure in task.measures:
            measures.append(self._create_measure(measure, task_id, measures[-1]["id"] if measures else None))
        return {"id": task_id, "no": no, "title": _spell(title), "measures": measures}

    def _create_measure(self, measure: PrintedMeasure, task_id: str, above: str | None) -> Yaml:
        record = self._earlier.measures.get(id(measure))
        if record:
            values: Yaml = {"id": record.id}
        elif measure.id and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", measure.id) and measure.id not in self._ids:
            values = {"id": measure.id}
            self._ids.add(measure.id)
        else:
            values = {"id": self._take_id(f"{task_id}-")}
        if measure.id:
            self._report.drop(measure.place, measure.id, "编号")
        due = measure.due
        if not due or NONE_MARK.fullmatch(squeeze(due)):
            self._report.drop(measure.place, due, "没有时限的格")
            due = self._dues[""]
            self._report.added.append(due)
        values |= {"text": self._read_text(measure), "due": due}
        if measure.is_merged and above:
            values["units_as"] = above
        else:
            values |= {role: names for (role, _), names in zip(self._roles, self._names[id(measure)], strict=True)}
        notes = [*measure.notes, *(f"原表“{head}”栏：{join_lines(words)}" for head, words in measure.extras)]
        self._report.added += [*measure.notes, *(f"原表“{head}”栏：" for head, _ in measure.extras)]
        if self._roles and not measure.is_merged and not any(self._names[id(measure)]):
            self._report.ask(measure.place, "这一条没有写责任单位。")
            notes.append("原表这一条没有写责任单位。")
            self._report.added.append(notes[-1])
        values |= {"notes": notes} if notes else {}
        values["rows"] = measure.rows
        return self._carry_over(record, values, measure) if record else values

    def _read_text(self, measure: PrintedMeasure) -> str:
        if not measure.text:
            self._report.ask(measure.place, "这一行没有措施的文字，请对照原文。")
            self._report.added.append(_NO_TEXT)
        return _spell(measure.text or _NO_TEXT)

    # what an earlier edition had

    def _carry_over(self, record: MeasureRecord, values: Yaml, measure: PrintedMeasure) -> Yaml:
        """What editors added to a measure stays, as far as the new text still has its words."""
        old = _dump(record)
        if record.withdrawn and not record.rows:  # an import withdrew it: no document had it any more
            del old["withdrawn"]
            old["notes"] = [note for note in old.get("notes", []) if note != _GONE]
            self._report.ask(measure.place, f"{values['id']} 上一版文件里没有，标作撤销，这一版又有，恢复了，请核对。")
        kept: Yaml = {}
        for key in ("starts", "moved", "withdrawn", "recurs", "mentions", "targets", "confirmed"):
            for item in _as_list(old.get(key)):
                words = item.get("words") if isinstance(item, dict) else item
                if key in ("moved", "withdrawn") or (isinstance(words, str) and words in values["text"]):
                    kept.setdefault(key, []).append(item)
                else:
                    message = f"{values['id']} 原来的 {key} “{words}”在新的文字里没有，没有保留，请核对。"
                    self._report.ask(measure.place, message)
        for key in ("starts", "withdrawn"):
            if key in kept:
                kept[key] = kept[key][0]
        for note in old.get("notes", []):
            if note not in values.get("notes", []):
                values.setdefault("notes", []).append(note)
        if record.due != values["due"]:
            move = {"was": record.due, "on": self._today.isoformat(), "why": "新版文件改了时限。"}
            kept.setdefault("moved", []).append(move)
            self._report.ask(
                measure.place,
                f"{values['id']} 的时限由“{record.due}”改成“{values['due']}”，已记入 moved，请核对日期和原因。",
            )
        return values | kept

    def _keep_gone(self, sections: list[Yaml]) -> None:
        """Measures that the new document does not have stay, withdrawn: their addresses and calendar entries need them."""
        for section, task, record in self._earlier.list_gone():
            values = _dump(record) | {"rows": []}
            if not record.withdrawn:
                values["withdrawn"] = {"on": self._today.isoformat(), "why": "新版文件里没有这一条。"}
                self._report.ask(
                    "", f"新版文件里没有 {record.id}“{squeeze(record.text)[:20]}…”，标作撤销保留，请核对。"
                )
            if _GONE not in values.setdefault("notes", []):
                values["notes"].append(_GONE)
            owner = next((t for s in sections for t in s["tasks"] if t["id"] == task.id), None)
            if owner is None:
                home = next((s for s in sections if s["id"] == section.id), sections[-1])
                owner = {"id": task.id, "no": self._find_no(task, sections), "title": task.title, "measures": []}
                home["tasks"].append(owner)
            if "units_as" in values:
                chain = {measure.id: measure for measure in task.measures}
                holder = record
                while holder.units_as:
                    holder = chain[holder.units_as]
                del values["units_as"]
                values |= {role: list(holder.names(role)) for role in holder.role_keys}
            for role, _ in self._roles:
                values.setdefault(role, [])
            owner["measures"].append(values)

    def _find_no(self, task: TaskRecord, sections: list[Yaml]) -> str:
        taken = {other["no"] for section in sections for other in section["tasks"]}
        no = task.no.removeprefix("原")
        return _find_free([task.no, f"原{no}"], taken)

    # plan.yaml and deadlines.yaml

    def _create_plan(self, sections: list[Yaml]) -> Yaml:
        title, head = self._title, self._printed.head
        names = {
            kind: head.of(kind)[0].name for kind in (Kind.NO, Kind.TASK, Kind.MEASURE, Kind.DEADLINE) if head.of(kind)
        }
        stand_ins = {Kind.NO: "序号", Kind.TASK: "任务", Kind.DEADLINE: "时限"}
        columns = {
            "no": names.get(Kind.NO, stand_ins[Kind.NO]),
            "task": names.get(Kind.TASK, stand_ins[Kind.TASK]),
            "measure": names[Kind.MEASURE],
            "deadline": names.get(Kind.DEADLINE, stand_ins[Kind.DEADLINE]),
        }
        for kind in (Kind.NO, Kind.TASK, Kind.DEADLINE):
            if kind not in names:
                self._report.decide("", f"原表没有“{stand_ins[kind]}”栏，网站上这一栏按“{stand_ins[kind]}”显示。")
        draft = self._earlier.draft
        old = _dump(draft.plan) if draft else {}
        kinds = {guess.kind for guess in self._bodies.values()}
        values: Yaml = {
            "id": old.get("id") or _create_plan_id(title),
            "title": title.title,
            "short_title": old.get("short_title") or title.title,
            **({"annex": title.annex} if title.annex else {}),
            "status": title.status,
            "year": title.year,
            "columns": columns,
            "roles": [{"id": role, "name": name} for role, name in self._roles],
            "none_mark": self._none_mark,
            "towns_name": old.get("towns_name") or ("区县" if kinds & {UnitKind.DISTRICT} else "镇街"),
            "source": "source/plan.txt",
            "counts": {
                "sections": len(sections),
                "tasks": sum(len(section["tasks"]) for section in sections),
                "measures": sum(len(task["measures"]) for section in sections for task in section["tasks"]),
                "rows": self._printed.row_count,
            },
            "revised_on": self._today.isoformat(),
            "confirmed": list(self._confirm_numbers(sections)),
            "notes": [*old.get("notes", []), *self._create_notes(old.get("notes", []))],
        }
        for key in ("licence",):
            if key in old:
                values[key] = old[key]
        return {key: value for key, value in values.items() if value not in ([], None) or key == "roles"}

    def _create_notes(self, known: Iterable[str]) -> Iterator[str]:
        printed = self._printed
        texts = [
            *((line, "原表下方写有：“{}”") for text in printed.after for line in text.split("\n")),
            *((join_lines(text), "原表中间写有：“{}”") for text in printed.loose),
            *((text, "原表另有标题“{}”，下面没有措施。") for text in printed.empty),
        ]
        for text, form in texts:
            note = form.format(text)
            self._report.added.append(form.format(""))
            if note not in known:
                yield note

    def _confirm_numbers(self, sections: list[Yaml]) -> Iterator[str]:
        """Numbers that jump in the document jump here too; that was looked at."""
        numbers = [task["no"] for section in sections for task in section["tasks"]]
        if not all(number.isdigit() for number in numbers):
            return
        for before, after in pairwise(numbers):
            if int(after) > int(before) + 1 or int(after) < int(before):
                self._report.ask("", f"序号{before}之后是{after}，照印导入，请对照原文。")
                self._report.added.append(f"序号{before}之后是{after}")
                yield f"序号{before}之后是{after}"

    def _create_deadlines(self, sections: list[Yaml]) -> Iterator[tuple[Yaml, list[str]]]:
        draft = self._earlier.draft
        vocabulary = draft.deadlines.deadlines if draft else ()
        measures = [measure for section in sections for task in section["tasks"] for measure in task["measures"]]
        dues = dict.fromkeys(due for m in measures for due in (m["due"], *(move["was"] for move in m.get("moved", []))))
        for due in dues:
            if self._is_explained(due, vocabulary):
                continue
            values = {"text": due, "kind": "as_scheduled", "basis": "原文没有写明具体日期，本站还没有登记怎样理解。"}
            if due == self._dues[""]:
                values["basis"] = "原文没有写时限。"
                yield values, []
                continue
            number = sum(measure["due"] == due for measure in measures)
            self._report.ask(
                "", f"完成时限“{due}”（{number}处）是什么意思？请在 deadlines.yaml 里写明；写明以前按“日期另定”显示。"
            )
            yield values, ["# 请写明是什么意思：kind、start、end、precision、basis"]

    def _is_explained(self, due: str, vocabulary: Iterable[DeadlineRecord]) -> bool:
        deadline = read_deadline(due, self._title.year, vocabulary)
        return not isinstance(deadline, Unread) and not has_far_year(deadline, self._title.year)


def _spell(text: str) -> str:
    """A text as the plan's files take it: a bar at its beginning is YAML's sign there, and would be asked about."""
    return f"\\{text}" if text.startswith(("|", "｜")) else text


def _create_plan_id(title: Title) -> str:
    words = [re.sub(r"[^a-z]", "", word.lower()) for word in lazy_pinyin(re.sub(r"[\d年]", "", title.title))]
    return "-".join([*[word for word in words if word][:6], str(title.year)]) if any(words) else f"plan-{title.year}"


def _find_free(proposed: list[str], taken: set[str]) -> str:
    number = 2
    while (found := next((no for no in proposed if no not in taken), None)) is None:
        proposed = [f"{proposed[0]}-{number}"]
        number += 1
    return found


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dump(record: Record) -> Yaml:
    """A record as its file has it."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return plain(dict(record.marks))  # type: ignore[no-any-return]


_TITLES = {"plan": "关于这份文件", "units": "单位登记册", "deadlines": "完成时限的说法", "tasks": "行动计划正文"}
_MORE = {"tasks": (SectionRecord, TaskRecord)}


def _create_text(
    name: str, record: type[Record], key: list[str], source: str, items: list[tuple[Yaml, list[str]]]
) -> str:
    """A file's text before it is laid out: what the fields mean, then the records; JSON is YAML."""
    lines = [f"# yaml-language-server: $schema=schema/{name}.schema.json", f"# {_TITLES[name]}，从“{source}”导入。"]
    for kind in (*_MORE.get(name, ()), record):
        for field, info in kind.model_fields.items():
            words = "；".join(filter(None, [info.title, info.description]))
            lines.append(f"#   {field}  {words}")
    lines += key if items else [f"{key[0]} []"]
    for values, comments in items:
        if not key:
            lines += [f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in values.items()]
        else:
            lines.append(_create_item(values, comments).removesuffix("\n"))
    return "\n".join(lines) + "\n"


def _create_item(values: Yaml, comments: list[str]) -> str:
    entries = [f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in values.items()]
    return "".join(f"  {comment}\n" for comment in comments) + "  - " + "\n    ".join(entries) + "\n"
