"""The findings of a check as text for people, as JSON for programs, as annotations for a GitHub workflow."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from macros.model import Plan
from macros.store.problems import Level, Problem


def _text(plan: Plan | None, problems: Sequence[Problem]) -> str:
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, *([""] if lines else []), create_summary(plan, problems)])


def create_summary(plan: Plan | None, problems: Sequence[Problem]) -> str:
    """One line: how many errors and warnings there are, or what passed."""
    warnings = sum(problem.level is Level.WARNING for problem in problems)
    errors = len(problems) - warnings
    if plan is None:
        more = f"另有 {warnings} 个提示，请核对。" if warnings else ""
        return f"共有 {errors} 个问题，改好之前不能生成网站。{more}"
    more = f"有 {warnings} 个提示，请核对。" if warnings else ""
    return (
        f"检查通过：{len(plan.sections)} 个部分、{len(plan.tasks)} 项任务、{len(plan.measures)} 条措施、"
        f"{len(plan.bodies)} 个单位。{more}"
    )


def _json(plan: Plan | None, problems: Sequence[Problem]) -> str:
    found = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "level": problem.level.value,
            "rule": problem.rule,
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps({"passed": plan is not None, "problems": found}, ensure_ascii=False, indent=2)


def _github(plan: Plan | None, problems: Sequence[Problem]) -> str:
    """Workflow commands (GitHub's documentation, “Workflow commands for GitHub Actions”), then the summary."""
    lines = []
    for problem in problems:
        place, title = problem.place, "提示" if problem.level is Level.WARNING else "问题"
        properties = f"file={_escape(place.path, ':,')},line={place.line},col={place.column},title={title}"
        lines.append(f"::{problem.level.value} {properties}::{_escape(problem.message)}")
    return "\n".join([*lines, _escape(create_summary(plan, problems))])


def _escape(text: str, also: str = "") -> str:
    """A value of a workflow command; without this a text from the plan could speak to the runner."""
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


#: Name of a format -> what creates it from the plan, if it passed, and the problems; no line end at the end.
PROBLEM_FORMATS: dict[str, Callable[[Plan | None, Sequence[Problem]], str]] = {
    "text": _text,
    "github": _github,
    "json": _json,
}
