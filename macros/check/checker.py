"""The check of a plan folder: load it, ask every rule, resolve what passed. Whoever builds or compares a plan begins here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.check.resolve import resolve_plan
from macros.check.rules import RULES, SIZES, AnyRule
from macros.check.rules.subject import Comparison, Subject
from macros.model import Plan
from macros.store.entries import find_odd_entries
from macros.store.limits import MOST_FINDINGS
from macros.store.load import PLAN, Draft, load_draft, load_edition
from macros.store.problems import Level, Place, Problem
from macros.store.revision_files import create_digest
from macros.words.names import Register

#: The rules that take as long as all others together, and so many measures as make it worth while to ask them apart.
_LONG = frozenset({"layout", "slips", "source", "figures_in_text"})
_LARGE = 500


def check_plan(
    folder: Path,
    base: Path | None = None,
    *,
    for_publication: bool = False,
    may_fork: bool = False,
    instead: Mapping[str, str] | None = None,
) -> tuple[Plan | None, list[Problem]]:
    """Load and check a folder; the plan is None as long as there is any error. Warnings alone leave it.

    Problems come file by file as in FILES, in reading order. A rule is left out where the files it needs could not
    be read in full, since its findings would only repeat that. `base` is the folder of an earlier edition, with which
    the rules of rules/history.py compare. What has to be done last is asked for only `for_publication`.
    A large plan is checked by two processes where the caller `may_fork`. `instead` holds texts by file name that are not
    written yet and count as if they were.
    """
    draft, problems = load_draft(folder, instead)
    reported = {problem.place.path for problem in problems}
    problems += (odd for odd in find_odd_entries(folder) if odd.place.path not in reported)
    base_draft = _load_base(base, draft, problems) if base else None
    former = Register(base_draft.units.units if base_draft else ())
    subject = Subject(draft, Register(draft.units.units), former)
    asking = _Asking(subject, Comparison(subject, base_draft) if base_draft else None)
    problems += asking.ask([SIZES])[SIZES] or _ask_others(asking, may_fork=may_fork)
    is_fit = all(problem.level is Level.WARNING for problem in problems)
    plan = resolve_plan(draft, subject.register) if is_fit else None
    if plan and for_publication:
        problems += _find_unrecorded(draft, plan)
    order = {path: number for number, path in enumerate(draft.paths.values())}
    problems.sort(
        key=lambda problem: (order.get(problem.place.path, len(order)), problem.place.line, problem.place.column)
    )
    return plan, problems


@dataclass(frozen=True)
class _Asking:
    """The plan that rules are asked about."""

    subject: Subject
    comparison: Comparison | None

    def ask(self, rules: Iterable[AnyRule]) -> dict[AnyRule, list[Problem]]:
        """The findings of each rule; none of a rule whose files could not be read in full."""
        broken = self.subject.draft.broken
        return {rule: list(self._listen(rule)) if broken.isdisjoint(rule.needs) else [] for rule in rules}

    def _listen(self, rule: AnyRule) -> Iterator[Problem]:
        """A rule's findings, up to so many: a rule words each as it goes, and stops where no more are taken."""
        for number, (place, message) in enumerate(rule.ask(self.subject, self.comparison), 1):
            yield Problem(place, rule.name, message, rule.level)
            if number == MOST_FINDINGS:
                rest = f"这一类问题已有{MOST_FINDINGS}处，后面的没有再看；改好以后请再查一次。"
                yield Problem(place, rule.name, rest, rule.level)
                return


def _ask_others(asking: _Asking, *, may_fork: bool) -> list[Problem]:
    """All rules but that about sizes, which has found nothing."""
    asked = [rule for rule in RULES if rule is not SIZES]
    is_large = sum(1 for _ in asking.subject.draft.measures()) >= _LARGE
    if not (is_large and may_fork):
        found = asking.ask(asked)
    else:
        from macros.apart import Apart  # noqa: PLC0415  # most plans need no second process

        other = Apart(lambda: [*asking.ask(rule for rule in asked if rule.name in _LONG).values()])
        found = asking.ask(rule for rule in asked if rule.name not in _LONG)
        found |= dict(zip((rule for rule in asked if rule.name in _LONG), other.result(), strict=True))
    return [problem for rule in asked for problem in found[rule]]


def _find_unrecorded(draft: Draft, plan: Plan) -> Iterator[Problem]:
    """Changes that no revision records; an editor is not bothered with them."""
    if plan.revisions and plan.revisions[-1].digest != create_digest(plan):
        since = f"{plan.revisions[-1].on}（{plan.revisions[-1].why}）"
        message = f"最近一次修订是{since}，以后的改动还没有登记；公布之前请运行 make record。"
        yield Problem(draft.plan.at("revised_on"), "recorded", message, Level.WARNING)


def _load_base(base: Path, draft: Draft, problems: list[Problem]) -> Draft:
    """The earlier edition as far as it can be read; that it cannot be read in full is an error."""
    earlier, faults = load_edition(base)
    if faults:
        place = faults[0].place
        message = (
            f"上一版有{len(faults)}处读不出来，编号和修订记录有没有丢失就查不了，不能算通过；"
            f"请用最近一次能读的版本作 BASE。第一处：{Path(place.path).name} 第{place.line}行，{faults[0].message}"
        )
        problems.append(Problem(Place(draft.paths[PLAN], 1, 1), "base", message))
    return earlier
