"""The files of a plan folder to records with places: the only reader of plan/*.yaml.

What can be read is handed on beside what cannot, so that one run finds all that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from macros.model.changes import Revision
from macros.store.explain import explain
from macros.store.limits import LARGEST_FILE, MOST_PROBLEMS
from macros.store.migrations import FORMAT, migrate
from macros.store.problems import Place, Problem, show_path
from macros.store.records import (
    AnswersFile,
    DeadlinesFile,
    MeasureRecord,
    PlanRecord,
    ProgressFile,
    SectionRecord,
    TaskRecord,
    TasksFile,
    TopicsFile,
    UnitsFile,
)
from macros.store.records.base import Context, Record
from macros.store.revision_files import FOLDER as REVISIONS
from macros.store.revision_files import load_revisions
from macros.store.text_files import PlanFolder, UnreadableTextError, read_text_file
from macros.store.writing import is_unfinished, reading
from macros.store.yaml_text import MarkedMapping, load_yaml

#: Where a plan stands unless PLAN names another folder.
PLAN_FOLDER = "plan"
PLAN, UNITS, DEADLINES, TASKS = "plan.yaml", "units.yaml", "deadlines.yaml", "tasks.yaml"
TOPICS, PROGRESS, ANSWERS = "topics.yaml", "progress.yaml", "answers.yaml"
#: The record that each file must hold, in the order in which problems are listed.
FILES: dict[str, type[Record]] = {
    PLAN: PlanRecord,
    UNITS: UnitsFile,
    DEADLINES: DeadlinesFile,
    TASKS: TasksFile,
    TOPICS: TopicsFile,
    PROGRESS: ProgressFile,
    ANSWERS: AnswersFile,
}
#: An editor writes topics; the others come with the first return that is taken in, and with an import that leaves something open.
_OPTIONAL = frozenset({TOPICS, PROGRESS, ANSWERS})

#: The parts of plan.yaml that rules about other files need; each may be broken alone.
PLAN_PARTS = ("roles", "year", "counts", "source")
#: What stands in for a part of plan.yaml that cannot be read, so that the other files are checked all the same.
_STAND_IN: dict[str, Any] = {
    **dict.fromkeys(("title", "short_title", "status", "none_mark", "towns_name"), "？"),
    "id": "unreadable",
    "year": "2000",
    "columns": dict.fromkeys(("no", "task", "measure", "deadline"), "？"),
    "roles": [],
    "counts": dict.fromkeys(("sections", "tasks", "measures", "rows"), "0"),
    "revised_on": "2000-01-01",
}


@dataclass
class Draft:
    """The files as far as they could be read; what could not stands empty and is named in `broken`.

    `broken` holds file names, `revisions` for those files, and `plan.yaml:roles` and the like for PLAN_PARTS. `source` is the document as received,
    if plan.yaml names its file.
    """

    plan: PlanRecord
    units: UnitsFile
    deadlines: DeadlinesFile
    tasks: TasksFile
    topics: TopicsFile
    progress: ProgressFile
    answers: AnswersFile
    source: str | None
    broken: set[str]
    paths: dict[str, str]  # file name -> path as shown to people
    texts: dict[str, str]  # file name -> what it holds, "" where it could not be read; without files that need not be
    revisions: tuple[Revision, ...]

    @property
    def files(self) -> dict[str, Record]:
        """Those that are there, in the order of FILES."""
        records = (self.plan, self.units, self.deadlines, self.tasks, self.topics, self.progress, self.answers)
        return {name: record for name, record in zip(FILES, records, strict=True) if name in self.texts}

    @property
    def has_odd_cells(self) -> bool:
        """Whether a measure has an unknown key that holds something else than names, which no layout is meant for."""
        return any(not measure.has_names(key) for _, _, measure in self.measures() for key in measure.role_keys)

    def measures(self) -> Iterator[tuple[SectionRecord, TaskRecord, MeasureRecord]]:
        """Every measure that could be read, with its section and task, in the file's order."""
        for section in self.tasks.sections:
            for task in section.tasks:
                for measure in task.measures:
                    yield section, task, measure


def load_draft(folder: Path, instead: Mapping[str, str] | None = None) -> tuple[Draft, list[Problem]]:
    """Read the plan files of a folder, all of one moment. Paths in problems are relative to the current folder where they can be.

    `instead` holds texts by file name that are not written yet and count as if they were. Yields the rules `file`, `syntax`,
    `keys` and `shape`; no exception for anything that a file can hold.
    """
    with reading(folder):
        return _load(PlanFolder(folder, instead or {}))


def load_edition(folder: Path) -> tuple[Draft, list[Problem]]:
    """Read an earlier edition, which may be of an older format: it is brought up to the present one in memory."""
    texts = read_texts(folder)
    migrated = migrate(texts)
    return load_draft(folder, migrated if migrated != texts else None)


def load_record(name: str, text: str) -> Record:
    """The record of one file's text that we made ourselves; a fault in it is one of ours, and raises AssertionError."""
    problems: list[Problem] = []
    data = _load_mapping(text, name, problems)
    assert not problems, problems
    return FILES[name].model_validate(data, context=Context(_refuse))


def _refuse(record_type: type[Record], _: MarkedMapping, error: ValidationError) -> None:
    raise AssertionError(f"{record_type.__name__}: {error}")


def read_texts(folder: Path) -> dict[str, str]:
    """The text of each file that can be read, as it stands; the loader reports the others."""
    texts = {}
    for name in FILES:
        with suppress(UnreadableTextError):
            texts[name] = read_text_file(folder / name, folder)
    return texts


def _load(files: PlanFolder) -> tuple[Draft, list[Problem]]:
    folder = files.path
    paths = {name: show_path(folder / name) for name in FILES}
    problems: list[Problem] = []
    broken: set[str] = set()
    texts: dict[str, str] = {}
    data = _read_files(files, paths, texts, problems)
    broken.update(name for name, mapping in data.items() if mapping is None)
    reporter = _Reporter(problems)
    plan = _validate_plan(data[PLAN] or MarkedMapping(), reporter.context, broken)
    source = _read_source(files, plan, problems, broken)
    records: dict[str, Any] = {}
    for name, record_type in FILES.items():
        if name != PLAN:
            before = reporter.count
            records[name] = _validate(record_type, data.get(name), reporter.context)
            broken.update([name] if reporter.count > before else [])
    found: list[Problem] = []
    revisions = load_revisions(folder, paths, found)
    broken.update([REVISIONS] if found else [])
    problems += found
    others = (records[UNITS], records[DEADLINES], records[TASKS], records[TOPICS], records[PROGRESS], records[ANSWERS])
    return Draft(plan, *others, source, broken, paths, texts, revisions), problems


class _Reporter:
    """Puts what does not fit among the problems, so much of it as anyone can mend at once; `count` is of all."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems, self.count = problems, 0
        self.context = Context(self._report)

    def _report(self, record_type: type[Record], marks: MarkedMapping, error: ValidationError) -> None:
        self.count += 1
        if self.count <= MOST_PROBLEMS:
            self._problems.extend(islice(explain(record_type, marks, error), MOST_PROBLEMS))


def _read_files(
    files: PlanFolder, paths: dict[str, str], texts: dict[str, str], problems: list[Problem]
) -> dict[str, MarkedMapping | None]:
    """The mapping in each file, None where it cannot be read; none of a file that may be missing, and is."""
    if not files.path.is_dir() and not files.instead:
        problems.append(Problem(Place(paths[PLAN], 1, 1), "file", f"找不到文件夹“{show_path(files.path)}”。"))
        return dict.fromkeys(FILES)
    if is_unfinished(files.path):
        message = "上一次写这个文件夹时中断了，有的文件写了，有的还没有；请运行 make check，会先接着写完。"
        problems.append(Problem(Place(paths[PLAN], 1, 1), "file", message))
        return dict.fromkeys(FILES)
    data: dict[str, MarkedMapping | None] = {}
    for name in FILES:
        if name in _OPTIONAL and not files.holds(name):
            continue
        found: list[Problem] = []
        texts[name] = _read_text(files, name, paths[name], found)
        mapping = _load_mapping(texts[name], paths[name], found)
        data[name] = None if found else mapping
        problems += found
        if name == PLAN and mapping and (fault := _find_other_format(mapping)):
            problems.append(fault)
            return dict.fromkeys(FILES)  # all that follows would be of another shape
    return data


def _find_other_format(plan: MarkedMapping) -> Problem | None:
    """An error for files of an older or newer format than ours."""
    written = str(plan.get("format", FORMAT))
    if not written.isdecimal() or int(written) == FORMAT:
        return None  # a value that is no number does not fit its field
    is_newer = int(written) > FORMAT
    advice = (
        "是更新的版本写的，请先升级这里的程序" if is_newer else "是较早的版本写的，请运行 make format 换成现在的格式"
    )
    return Problem(
        plan.value_places["format"], "format", f"这份计划的文件格式是{written}，这里用的是{FORMAT}：{advice}。"
    )


def _read_source(files: PlanFolder, plan: PlanRecord, problems: list[Problem], broken: set[str]) -> str | None:
    """The document as received, with the line ends of Unix."""
    if not plan.source:
        return None
    try:
        return files.read(plan.source).replace("\r\n", "\n").replace("\r", "\n")
    except (UnreadableTextError, ValueError):  # ValueError: no path at all
        largest = LARGEST_FILE // 1_000_000
        message = f"原文“{plan.source}”读不出来；写成相对于计划文件夹的路径，文件用 UTF-8 编码，不超过{largest}MB。"
        problems.append(Problem(plan.at("source"), "file", message))
        broken.add(f"{PLAN}:source")
        return None


def _validate(record_type: type[Record], data: MarkedMapping | None, context: Context) -> Record:
    """A file's record; an empty one for a file that is not there or broken, and where its list does not fit."""
    [key] = record_type.model_fields
    if data is not None:
        try:
            return record_type.model_validate(data, context=context)
        except ValidationError as error:
            context.report(record_type, data, error)
    return record_type.model_validate({key: []}, context=context)


def _validate_plan(data: MarkedMapping, context: Context, broken: set[str]) -> PlanRecord:
    """plan.yaml's record, with stand-ins for the parts that cannot be read."""
    if PLAN in broken:
        broken.update(f"{PLAN}:{part}" for part in PLAN_PARTS)
        return PlanRecord.model_validate(_STAND_IN, context=context)
    faults: list[str] = []

    def report(record_type: type[Record], marks: MarkedMapping, error: ValidationError) -> None:
        faults.append("roles")  # the only list of records in this file
        context.report(record_type, marks, error)

    try:
        return PlanRecord.model_validate(data, context=Context(report))
    except ValidationError as error:
        context.report(PlanRecord, data, error)
        faults += [str(item["loc"][0]) for item in error.errors(include_url=False)]
        readable = {key: value for key, value in data.items() if key not in faults}
        stand_in = PlanRecord.model_validate({**_STAND_IN, **readable}, context=Context(lambda *_: None))
        return stand_in.stand_at(data)  # rules ask where the readable parts stand
    finally:
        broken.update([PLAN] if faults else [])
        broken.update(f"{PLAN}:{part}" for part in PLAN_PARTS if part in faults)


def _read_text(files: PlanFolder, name: str, shown: str, problems: list[Problem]) -> str:
    """The text of a file, a mark of its encoding at the beginning included; "" where it cannot be read."""
    try:
        return files.read(name)
    except UnreadableTextError as error:
        problems.append(Problem(Place(shown, error.line, 1), "file", str(error)))
    return ""


def _load_mapping(text: str, shown: str, problems: list[Problem]) -> MarkedMapping:
    if problems:
        return MarkedMapping()
    data = load_yaml(text.removeprefix("\ufeff"), shown, problems)
    if not problems and not isinstance(data, MarkedMapping):
        problems.append(Problem(Place(shown, 1, 1), "shape", "整个文件应由“字段: 内容”组成。"))
    return data if isinstance(data, MarkedMapping) else MarkedMapping()
