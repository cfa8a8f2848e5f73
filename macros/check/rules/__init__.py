"""Every rule that a plan is held against. RULES lists them; each is a generator whose docstring is the rule in an editor's
words. The checker asks them, and the editing page prints them.

Rules see records, never the model, and each checks one thing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from macros.check.rules.answers import check_answers
from macros.check.rules.bodies import (
    check_bodies,
    check_groups,
    check_kinds,
    check_members,
    check_mentions,
    check_names,
    check_one_body,
    check_registered,
    check_renames,
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
    check_addresses_kept,
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
    check_revised_on,
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
from macros.check.rules.subject import Comparison, Finding, Subject
from macros.check.rules.topics import check_topic_words, check_topics, check_topics_kept
from macros.check.rules.words import check_targets, check_words
from macros.store.load import ANSWERS, DEADLINES, PLAN, PLAN_PARTS, PROGRESS, TASKS, TOPICS, UNITS
from macros.store.problems import Level
from macros.store.revision_files import FOLDER as REVISIONS

_ROLES, _YEAR, _COUNTS, _SOURCE = (f"{PLAN}:{part}" for part in PLAN_PARTS)


Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Rule(ABC, Generic[Asked]):
    """A rule with what it is about. `needs`: files, or parts of plan.yaml, that must have been read in full."""

    check: Callable[[Asked], Iterator[Finding]]
    level: Level
    needs: frozenset[str]

    @property
    def name(self) -> str:
        return self.check.__name__.removeprefix("check_")

    @abstractmethod
    def ask(self, subject: Subject, comparison: Comparison | None) -> Iterator[Finding]:
        """The findings in a plan, which stands beside an earlier edition if there is one."""


class PlainRule(Rule[Subject]):
    """A rule about one plan."""

    def ask(self, subject: Subject, comparison: Comparison | None) -> Iterator[Finding]:  # noqa: ARG002  # the other kind's
        return self.check(subject)


class ComparingRule(Rule[Comparison]):
    """A rule about a plan beside its earlier edition; without one it finds nothing."""

    def ask(self, subject: Subject, comparison: Comparison | None) -> Iterator[Finding]:  # noqa: ARG002  # the other kind's
        return self.check(comparison) if comparison else iter(())


AnyRule = PlainRule | ComparingRule


def _needs(*parts: str) -> frozenset[str]:
    return frozenset(parts)


#: Asked before all others, which would take too long for a plan that is too large.
SIZES = PlainRule(check_sizes, Level.ERROR, _needs())
#: In the order in which the editing page lists them.
RULES: tuple[AnyRule, ...] = (
    SIZES,
    PlainRule(check_year, Level.ERROR, _needs(_YEAR)),
    PlainRule(check_counts, Level.ERROR, _needs(_COUNTS, TASKS)),
    PlainRule(check_rows, Level.ERROR, _needs(_COUNTS, TASKS)),
    PlainRule(check_order, Level.ERROR, _needs(TASKS)),
    PlainRule(check_ids, Level.ERROR, _needs()),
    PlainRule(check_anchors, Level.ERROR, _needs()),
    PlainRule(check_names, Level.ERROR, _needs()),
    PlainRule(check_strange_letters, Level.ERROR, _needs()),
    PlainRule(check_registered, Level.ERROR, _needs(_ROLES, UNITS)),
    PlainRule(check_groups, Level.ERROR, _needs(UNITS)),
    PlainRule(check_vocabulary, Level.ERROR, _needs(_YEAR)),
    PlainRule(check_roles, Level.ERROR, _needs(_ROLES)),
    PlainRule(check_empty, Level.ERROR, _needs(_ROLES, TASKS)),
    PlainRule(check_deadlines, Level.ERROR, _needs(_YEAR, DEADLINES)),
    PlainRule(check_starts, Level.ERROR, _needs(_YEAR, DEADLINES)),
    PlainRule(check_moves, Level.ERROR, _needs(PLAN, DEADLINES)),
    PlainRule(check_recurrences, Level.ERROR, _needs()),
    PlainRule(check_bodies, Level.ERROR, _needs(_ROLES, UNITS)),
    PlainRule(check_renames, Level.ERROR, _needs(PLAN, UNITS)),
    PlainRule(check_merged_cells, Level.ERROR, _needs(TASKS)),
    PlainRule(check_ditto, Level.ERROR, _needs(_ROLES)),
    PlainRule(check_words, Level.ERROR, _needs()),
    PlainRule(check_mentions, Level.ERROR, _needs(_ROLES, UNITS, TASKS)),
    PlainRule(check_targets, Level.ERROR, _needs(_ROLES, UNITS, TASKS)),
    PlainRule(check_topics, Level.ERROR, _needs(TASKS, TOPICS)),
    PlainRule(check_progress, Level.ERROR, _needs(_YEAR, UNITS, TASKS, PROGRESS)),
    ComparingRule(check_ids_kept, Level.ERROR, _needs(PLAN, TASKS)),
    ComparingRule(check_bodies_kept, Level.ERROR, _needs(_ROLES, UNITS)),
    ComparingRule(check_ids_reused, Level.ERROR, _needs(TASKS)),
    PlainRule(check_revisions, Level.ERROR, _needs(PLAN, UNITS, REVISIONS)),
    ComparingRule(check_revisions_kept, Level.ERROR, _needs(REVISIONS)),
    PlainRule(check_revised_on, Level.WARNING, _needs(PLAN)),
    PlainRule(check_basis, Level.WARNING, _needs()),
    PlainRule(check_answers, Level.WARNING, _needs(PLAN, UNITS, DEADLINES, ANSWERS)),
    PlainRule(check_members, Level.WARNING, _needs(_ROLES, UNITS, TASKS, ANSWERS)),
    PlainRule(check_kinds, Level.WARNING, _needs()),
    PlainRule(check_one_body, Level.WARNING, _needs(_ROLES, UNITS)),
    PlainRule(check_confusable_names, Level.WARNING, _needs()),
    PlainRule(check_slips, Level.WARNING, _needs(_SOURCE)),
    PlainRule(check_source, Level.WARNING, _needs(PLAN, UNITS, DEADLINES, TASKS)),
    PlainRule(check_names_in_text, Level.WARNING, _needs(_ROLES, UNITS, TASKS)),
    PlainRule(check_dates_in_text, Level.WARNING, _needs(_YEAR, DEADLINES)),
    PlainRule(check_figures_in_text, Level.WARNING, _needs()),
    PlainRule(check_ranges, Level.WARNING, _needs()),
    PlainRule(check_topic_words, Level.WARNING, _needs(TASKS, TOPICS)),
    PlainRule(check_reporters, Level.WARNING, _needs(_ROLES, UNITS, TASKS, PROGRESS)),
    ComparingRule(check_rewritten, Level.WARNING, _needs(TASKS)),
    ComparingRule(check_first_named, Level.WARNING, _needs(_ROLES, UNITS, TASKS)),
    ComparingRule(check_addresses_kept, Level.WARNING, _needs(_ROLES, UNITS, TASKS)),
    ComparingRule(check_topics_kept, Level.WARNING, _needs(TOPICS)),
    ComparingRule(check_names_kept, Level.WARNING, _needs(UNITS)),
    ComparingRule(check_moves_recorded, Level.WARNING, _needs(_YEAR, DEADLINES, TASKS)),
    PlainRule(check_layout, Level.WARNING, _needs(PLAN, UNITS, DEADLINES, TASKS, TOPICS, PROGRESS, ANSWERS)),
)
