"""What must hold for a plan to be published: RULES lists every rule, check_plan asks them all.

The rules stand in rules/, one generator each. They see records, never the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from macros.check.resolve import resolve_plan
from macros.check.rules.bodies import (
    check_bodies,
    check_groups,
    check_kinds,
    check_mentions,
    check_names,
    check_registered,
    check_roles,
)
from macros.check.rules.deadlines import (
    check_basis,
    check_deadlines,
    check_moves,
    check_recurrences,
    check_starts,
    check_vocabulary,
)
from macros.check.rules.history import (
    check_bodies_kept,
    check_first_named,
    check_ids_kept,
    check_ids_reused,
    check_moves_recorded,
    check_names_kept,
    check_revisions,
    check_revisions_kept,
    check_rewritten,
)
from macros.check.rules.progress import check_progress, check_reporters
from macros.check.rules.questions import (
    check_dates_in_text,
    check_figures_in_text,
    check_names_in_text,
    check_ranges,
)
from macros.check.rules.sizes import check_sizes
from macros.check.rules.slips import check_confusable_names, check_ditto, check_slips, check_strange_letters
from macros.check.rules.source import check_source
from macros.check.rules.structure import (
    check_anchors,
    check_counts,
    check_empty,
    check_ids,
    check_layout,
    check_merged_cells,
    check_order,
    check_rows,
    check_year,
)
from macros.check.rules.subject import Rule, Subject
from macros.check.rules.words import check_targets, check_words
from macros.model import Plan
from macros.store.limits import MOST_FINDINGS
from macros.store.load import DEADLINES, PLAN, PLAN_PARTS, PROGRESS, TASKS, UNITS, Draft, load_draft
from macros.store.problems import Level, Place, Problem
from macros.store.revision_files import FOLDER as REVISIONS
from macros.store.revision_files import create_digest
from macros.words.names import Register

_ROLES, _YEAR, _COUNTS, _SOURCE = (f"{PLAN}:{part}" for part in PLAN_PARTS)


class Demand(NamedTuple):
    """What a rule needs in full, files or parts of plan.yaml, and what its findings are."""

    needs: frozenset[str]
    level: Level = Level.ERROR


def _error(*needs: str) -> Demand:
    return Demand(frozenset(needs))


def _warning(*needs: str) -> Demand:
    return Demand(frozenset(needs), Level.WARNING)


#: Every rule, in the order in which the editing page tells them.
RULES: dict[Rule, Demand] = {
    check_sizes: _error(),
    check_year: _error(_YEAR),
    check_counts: _error(_COUNTS, TASKS),
    check_rows: _error(_COUNTS, TASKS),
    check_order: _error(TASKS),
    check_ids: _error(),
    check_anchors: _error(),
    check_names: _error(),
    check_strange_letters: _error(),
    check_registered: _error(_ROLES, UNITS),
    check_groups: _error(UNITS),
    check_vocabulary: _error(_YEAR),
    check_roles: _error(_ROLES),
    check_empty: _error(_ROLES, TASKS),
    check_deadlines: _error(_YEAR, DEADLINES),
    check_starts: _error(_YEAR, DEADLINES),
    check_moves: _error(PLAN, DEADLINES),
    check_recurrences: _error(),
    check_bodies: _error(_ROLES, UNITS),
    check_merged_cells: _error(TASKS),
    check_ditto: _error(_ROLES),
    check_words: _error(),
    check_mentions: _error(_ROLES, UNITS, TASKS),
    check_targets: _error(_ROLES, UNITS, TASKS),
    check_progress: _error(_YEAR, UNITS, TASKS, PROGRESS),
    check_ids_kept: _error(PLAN, TASKS),
    check_bodies_kept: _error(_ROLES, UNITS),
    check_ids_reused: _error(TASKS),
    check_revisions: _error(PLAN, UNITS, REVISIONS),
    check_revisions_kept: _error(REVISIONS),
    check_basis: _warning(),
    check_kinds: _warning(),
    check_confusable_names: _warning(),
    check_slips: _warning(_SOURCE),
    check_source: _warning(PLAN, UNITS, DEADLINES, TASKS),
    check_names_in_text: _warning(_ROLES, UNITS, TASKS),
    check_dates_in_text: _warning(_YEAR, DEADLINES),
    check_figures_in_text: _warning(),
    check_ranges: _warning(),
    check_reporters: _warning(_ROLES, UNITS, TASKS, PROGRESS),
    check_rewritten: _warning(TASKS),
    check_first_named: _warning(_ROLES, UNITS, TASKS),
    check_names_kept: _warning(UNITS),
    check_moves_recorded: _warning(_YEAR, DEADLINES, TASKS),
    check_layout: _warning(PLAN, UNITS, DEADLINES, TASKS, PROGRESS),
}


#: The rules that take as long as all others together, and so many measures as make it worth while to ask them apart.
_LONG = frozenset({check_layout, check_slips, check_source, check_figures_in_text})
_LARGE = 500


def check_plan(
    folder: Path, base: Path | None = None, *, for_publication: bool = False, may_fork: bool = False
) -> tuple[Plan | None, list[Problem]]:
    """Load and check a folder; the plan is None as long as there is any error. Warnings alone leave it.

    Problems come file by file as in FILES, in reading order. A rule is left out where the files it needs could not
    be read in full, since its findings would only repeat that. `base` is the folder of an earlier edition, with which
    the rules of rules/history.py compare. What has to be done last is asked for only `for_publication`.
    A large plan is checked by two processes where the caller `may_fork`.
    """
    draft, problems = load_draft(folder)
    earlier = _load_base(base, draft, problems) if base else None
    subject = Subject(draft, Register(draft.units.units), earlier)
    problems += _ask([check_sizes], subject)["sizes"] or _ask_others(subject, may_fork=may_fork)
    is_fit = all(problem.level is Level.WARNING for problem in problems)
    plan = resolve_plan(draft, subject.register) if is_fit else None
    if plan and for_publication:
        problems += _find_unrecorded(draft, plan)
    order = {path: number for number, path in enumerate(draft.paths.values())}
    problems.sort(key=lambda problem: (order[problem.place.path], problem.place.line, problem.place.column))
    return plan, problems


def _ask_others(subject: Subject, *, may_fork: bool) -> list[Problem]:
    """All rules but that about sizes, which has found nothing: the others would take too long."""
    asked = [rule for rule in RULES if rule is not check_sizes]
    is_large = sum(1 for _ in subject.draft.measures()) >= _LARGE
    if not (is_large and may_fork):
        found = _ask(asked, subject)
    else:
        from macros.apart import Apart  # noqa: PLC0415  # most plans need no second process

        other = Apart(lambda: _ask([rule for rule in asked if rule in _LONG], subject))
        found = _ask([rule for rule in asked if rule not in _LONG], subject) | other.result()
    return [problem for rule in asked for problem in found[_name(rule)]]


def _ask(rules: Iterable[Rule], subject: Subject) -> dict[str, list[Problem]]:
    """The findings of each rule, by its name; none of a rule whose files could not be read in full."""
    can_ask = {rule: subject.draft.broken.isdisjoint(RULES[rule].needs) for rule in rules}
    return {_name(rule): list(_listen(rule, subject)) if can_ask[rule] else [] for rule in can_ask}


def _name(rule: Rule) -> str:
    return rule.__name__.removeprefix("check_")


def _listen(rule: Rule, subject: Subject) -> Iterator[Problem]:
    """A rule's findings, up to so many: a rule words each as it goes, and stops where nobody listens."""
    name, level = _name(rule), RULES[rule].level
    for number, (place, message) in enumerate(rule(subject), 1):
        yield Problem(place, name, message, level)
        if number == MOST_FINDINGS:
            yield Problem(place, name, f"这一类问题已有{MOST_FINDINGS}处，后面的没有再看；改好以后请再查一次。", level)
            return


def _find_unrecorded(draft: Draft, plan: Plan) -> Iterator[Problem]:
    """Changes that no revision tells of; an editor is not bothered with them."""
    if plan.revisions and plan.revisions[-1].digest != create_digest(plan):
        since = f"{plan.revisions[-1].on}（{plan.revisions[-1].why}）"
        message = f"最近一次修订是{since}，以后的改动还没有登记；公布之前请运行 make record。"
        yield Problem(draft.plan.at("revised_on"), "recorded", message, Level.WARNING)


def _load_base(base: Path, draft: Draft, problems: list[Problem]) -> Draft:
    """The earlier edition as far as it can be read; that it cannot be read in full is told, not hidden."""
    earlier, faults = load_draft(base)
    if faults:
        message = f"上一版有{len(faults)}处读不出来，和它的比较不完整。"
        problems.append(Problem(Place(draft.paths[PLAN], 1, 1), "base", message, Level.WARNING))
    return earlier
