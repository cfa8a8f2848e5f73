"""Demands on any plan folder, whatever its files hold: the answer is a plan or problems with a place; what loads can be
laid out, read again and is the same; no value of the files is lost on its way to the model and the JSON.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from macros.check.checker import check_plan
from macros.exports.api import create_plan_json
from macros.model import Plan
from macros.store.format import format_folder
from macros.store.load import FILES, Draft, load_draft
from macros.store.problems import Level, Problem
from macros.store.text_files import strip_windows
from macros.views.plan_views import PlanViews
from tests.fuzz.case import Case, is_chinese, write_case
from tests.fuzz.judge_exports import judge_exports
from tests.fuzz.seeds import OTHER

#: Rules of the loader: it has read no more than a part.
_LOADERS = frozenset(["file", "syntax", "format", "keys", "shape", "revisions"])
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])
_LoaderOfWords: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # another reading than the project's: words only
#: Keys whose words the JSON of the contract holds, each under the same or another name.
_IN_JSON = {
    "tasks.yaml": ("text", "due", "title", "part", "notes", "no"),
    "units.yaml": ("name", "aliases", "variants"),
}
#: Keys whose words only the check reads, or which the model keeps as something else: ids, dates, numbers.
_NOT_TOLD = frozenset(
    [
        *(
            "format",
            "confirmed",
            "counts",
            "year",
            "source",
            "value",
            "headline",
            "rows",
            "on",
            "revised_on",
            "starts",
            "words",
        ),
        *("unit", "units", "units_as", "members", "possible_members", "part_of"),
    ]
)


def judge_plan(case: Case, folder: Path) -> str:
    """Files of a plan folder -> `plan`, `warned`, `wrong` (it loads, and rules object), `misshapen` or `unreadable`."""
    return _judge(case, folder, zlib.crc32(b"".join(case.values())))


def judge_laid_out_plan(case: Case, folder: Path) -> str:
    """As judge_plan, with all that is done only with a part of its cases."""
    return _judge(case, folder, 0)


def _judge(case: Case, folder: Path, share: int) -> str:
    """Judge a case; long work is done for the shares that a small number divides."""
    write_case(case, folder)
    plan, problems = check_plan(folder)
    is_wrong = any(problem.level is Level.ERROR for problem in problems)
    assert (plan is None) == is_wrong, "a plan and errors, or neither"
    _judge_problems(problems, case, folder)
    if share % 4 == 0:  # rules/history.py compares
        _judge_problems(check_plan(folder, OTHER)[1], case, folder)
    elif share % 4 == 1:
        assert check_plan(OTHER, folder)[1] is not None
    rules = {problem.rule for problem in problems}
    if rules & _LOADERS:
        return "unreadable" if rules & {"file", "syntax"} else "misshapen"
    draft, faults = load_draft(folder)
    assert faults == [], f"not a problem for the check: {faults}"
    _judge_values(draft)
    if plan:
        _judge_words(draft, plan)
        if share % 50 == 0:
            judge_exports(plan)
    if not draft.has_odd_cells and share % 2 == 0:
        _judge_layout(draft, plan, folder)
    return "wrong" if plan is None else "warned" if problems else "plan"


def judge_valid_plan(case: Case, folder: Path) -> str:
    """As judge_plan, of a plan that was made to pass; every file for readers is made of it and read back."""
    outcome = judge_plan(case, folder)
    plan, problems = check_plan(folder)
    assert plan, [str(problem) for problem in problems if problem.level is Level.ERROR]
    judge_exports(plan)
    return outcome


def _judge_problems(problems: list[Problem], case: Case, folder: Path) -> None:
    for problem in problems:
        path, line, column = problem.place.path, problem.place.line, problem.place.column
        name = Path(path).relative_to(folder).as_posix()
        assert name in case or name in FILES, f"no file of the plan: {path}"
        content = case.get(name, b"")
        lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        # YAML knows line ends that editors do not
        lines += content.count("\x85".encode()) + content.count("\u2028".encode()) + content.count("\u2029".encode())
        assert 1 <= line <= lines + 1, f"no such line: {problem.place} of {lines}"
        assert column >= 1, f"no such column: {problem.place}"
        assert is_chinese(problem.message), f"not for people: {problem.message}"
        assert "\n" not in str(problem), f"not one line: {problem}"
        assert len(problem.message) < 5000 + len(str(folder)), f"a long message: {problem.message[:100]}"


def _judge_values(draft: Draft) -> None:
    """Compare the loader's values of each file with those of another reader of YAML."""
    for name, record in draft.files.items():
        words = yaml.load(strip_windows(draft.texts[name]), Loader=_LoaderOfWords)  # noqa: S506  # it makes nothing but words
        assert _is_same(record.marks, words), f"{name} is read as something else"


def _is_same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(_is_same(value, theirs[key]) for key, value in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_is_same, ours, theirs))
    if ours is None:
        return theirs in _NULLS
    return bool(ours == theirs or ours == str(theirs).rstrip("\n"))  # a text in | ends with a line end that nobody sees


def _judge_layout(draft: Draft, plan: Plan | None, folder: Path) -> None:
    formatted = format_folder(folder)
    assert formatted.problems == [], f"it loads, and cannot be laid out: {formatted.problems}"
    for name, text in formatted.changed.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    again, faults = load_draft(folder)
    assert faults == [], f"laid out, it does not load: {faults[0]}"
    assert list(again.files.items()) == list(draft.files.items()), "the layout changed a value"
    assert format_folder(folder).changed == {}, "laid out twice, it is laid out otherwise"
    if plan:
        after, problems = check_plan(folder)
        assert after is not None, f"laid out, it is no plan: {problems[0]}"
        assert _without_lines(after) == _without_lines(plan), "the layout changed the plan"
        assert not any(problem.rule == "layout" for problem in problems), "laid out, it is asked to be laid out"


def _without_lines(plan: Plan) -> Plan:
    return replace(
        plan,
        sections=tuple(
            replace(
                section,
                tasks=tuple(
                    replace(task, measures=tuple(replace(measure, line=0) for measure in task.measures))
                    for task in section.tasks
                ),
            )
            for section in plan.sections
        ),
    )


def _judge_words(draft: Draft, plan: Plan) -> None:
    """Every word and text of the files, as another reader of YAML sees them, stands in the model, and most in the JSON."""
    in_model = set(_walk_words(plan))
    in_json = set(_walk_words(json.loads(create_plan_json(PlanViews(plan)))))
    for name in draft.files.keys() - {"deadlines.yaml"}:  # of wordings only those are told that a measure has
        words = yaml.load(strip_windows(draft.texts[name]), Loader=_LoaderOfWords)  # noqa: S506  # as above
        for key, word in _walk_told(words):
            forms = {word, word.rstrip("\n")}
            if forms & _NULLS:
                continue
            assert forms & in_model, f"lost on the way to the model: {key} {word[:40]!r}"
            is_said = key in _IN_JSON.get(name, ())
            assert not is_said or forms & in_json, f"lost on the way to JSON: {key} {word[:40]!r}"


def _walk_told(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            is_records = isinstance(item, list) and any(isinstance(record, dict) for record in item)
            if is_records or name not in _NOT_TOLD:
                yield from _walk_told(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _walk_told(item, key)
    else:
        yield key, value


def _walk_words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk_words(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk_words(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _walk_words(item)
