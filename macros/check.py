"""What must hold for a plan to be published: RULES lists every rule, check_plan asks them all.

The rules stand in rules/, one generator each. They see records, never the model.
"""

from __future__ import annotations

from pathlib import Path

from macros.load import DEADLINES, PLAN, PLAN_PARTS, TASKS, UNITS, load_draft
from macros.model import Plan
from macros.names import Register
from macros.problems import Problem
from macros.resolve import resolve_plan
from macros.rules.bodies import check_bodies, check_groups, check_mentions, check_names, check_roles
from macros.rules.deadlines import (
    check_deadlines,
    check_moves,
    check_recurrences,
    check_starts,
    check_vocabulary,
)
from macros.rules.structure import (
    check_anchors,
    check_counts,
    check_empty,
    check_ids,
    check_merged_cells,
    check_order,
    check_rows,
    check_year,
)
from macros.rules.subject import Rule, Subject
from macros.rules.words import check_targets, check_words

_ROLES, _YEAR, _COUNTS = (f"{PLAN}:{part}" for part in PLAN_PARTS)

#: Every rule, with the files, or parts of plan.yaml, that it needs in full.
RULES: dict[Rule, frozenset[str]] = {
    check_year: frozenset({_YEAR}),
    check_counts: frozenset({_COUNTS, TASKS}),
    check_rows: frozenset({_COUNTS, TASKS}),
    check_order: frozenset({TASKS}),
    check_ids: frozenset(),
    check_anchors: frozenset(),
    check_names: frozenset(),
    check_groups: frozenset({UNITS}),
    check_vocabulary: frozenset({_YEAR}),
    check_roles: frozenset({_ROLES}),
    check_empty: frozenset({_ROLES, TASKS}),
    check_deadlines: frozenset({_YEAR, DEADLINES}),
    check_starts: frozenset({_YEAR, DEADLINES}),
    check_moves: frozenset({PLAN, DEADLINES}),
    check_recurrences: frozenset(),
    check_bodies: frozenset({_ROLES, UNITS}),
    check_merged_cells: frozenset({TASKS}),
    check_words: frozenset(),
    check_mentions: frozenset({_ROLES, UNITS, TASKS}),
    check_targets: frozenset({_ROLES, UNITS, TASKS}),
}


def check_plan(folder: Path) -> tuple[Plan | None, list[Problem]]:
    """Load and check a folder; the plan is None as long as there is any problem.

    Problems come file by file as in FILES, in reading order. A rule is left out where the files it needs could not
    be read in full, since its findings would only repeat that.
    """
    draft, problems = load_draft(folder)
    subject = Subject(draft, Register(draft.units.units))
    for rule, needs in RULES.items():
        if draft.broken.isdisjoint(needs):
            name = rule.__name__.removeprefix("check_")
            problems += [Problem(place, name, message) for place, message in rule(subject)]
    order = {path: number for number, path in enumerate(draft.paths.values())}
    problems.sort(key=lambda problem: (order[problem.place.path], problem.place.line, problem.place.column))
    return (None if problems else resolve_plan(draft)), problems
