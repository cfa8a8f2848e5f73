"""The bodies that a document names: which names are one body, what kind it is, what id it gets.

Everything here is a proposal for a person; each guess is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, count, islice

from pypinyin import lazy_pinyin

from macros.imports.names.unit_names import guess_kind
from macros.imports.report import Report
from macros.model import QuestionKind, UnitKind
from macros.store.limits import LONGEST_NAME
from macros.store.scalars import is_slug
from macros.words.groups import propose_members

_LONGEST_ID = 48
#: Pairs of names alike that are asked about, and that are looked for.
_MOST_ALIKE, _MOST_PAIRS = 200, 2_000
_PLACE = re.compile(r".*(?:区|县|市)(?:人民)?政府|.*(?:镇|乡|街道|分局|支队|大队)")
#: What a name may leave out and still mean the same body: (pattern, what it becomes).
_SHORTENED = (
    (re.compile("委员会$"), "委"),
    (re.compile("人民政府"), "政府"),
    (re.compile("(?<=.[区县镇乡])(?:人民)?政府$"), ""),
    (re.compile("(?<=街道)(?:办事处|办)$"), ""),
    (re.compile("(?<=街道办)事处$"), ""),
    (re.compile("(?<=^[市区县])委(?=.{2})"), ""),
    (re.compile("^[市区县]委?(?=.{2})"), ""),
)


@dataclass(eq=False)  # a key: several names lead to one
class Body:
    """A name as printed; `capacities` are what stands in brackets after it somewhere."""

    name: str
    id: str
    kind: UnitKind
    count: int = 0
    capacities: list[str] = field(default_factory=list)
    roles: set[int] = field(default_factory=set)


def build_bodies(
    names: Iterable[tuple[int, str]], report: Report, taken: dict[str, str], known: Sequence[tuple[str, UnitKind]] = ()
) -> dict[str, Body]:
    """Printed name -> body, in the order in which they first appear. `names` come with the number of their role.

    `taken` are names that have an id already, from an earlier edition; `known` the bodies of its register.
    """
    named = list(names)
    printed = dict.fromkeys(name for _, name in named)
    bodies: dict[str, Body] = {}
    by_name: dict[str, Body] = {}
    ids = set(taken.values())
    numbers: dict[str, int] = {}
    for name in printed:
        base, capacity = split_capacity(name)
        if base not in by_name:
            by_name[base] = Body(base, taken.get(base) or create_id(base, ids, numbers), guess_kind(base))
            ids.add(by_name[base].id)
        if capacity and capacity not in by_name[base].capacities:
            by_name[base].capacities.append(capacity)
            report.decide("", f"“{name}”按“{base}”导入，“{capacity}”是它的身份。")
        bodies[name] = by_name[base]
    for role, name in named:
        bodies[name].count += 1
        bodies[name].roles.add(role)
    _ask_about(by_name.values(), known, report)
    return bodies


def split_capacity(name: str) -> tuple[str, str | None]:
    """“区科信局（…办公室）” is 区科信局 in a capacity; “（含…）” says who is meant, and belongs to the name."""
    match = re.fullmatch(r"([^（(]+)（([^（）]+)）", name)
    if match and not match[2].startswith(("含", "除", "不含", "包括")) and guess_kind(match[1]) is not UnitKind.GROUP:
        return match[1], match[2]
    return name, None


def create_id(name: str, taken: set[str], numbers: dict[str, int]) -> str:
    """A readable id from the sounds of a name; never one that is taken. `numbers` holds the next one to try of each sound."""
    syllables = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(name)]
    words = [part for part in syllables if part]
    while len("-".join(words)) > _LONGEST_ID:
        words.pop()
    if not words or not words[0][0].isalpha():
        words.insert(0, "unit")
    slug = "-".join(words)
    for number in count(numbers.get(slug, 1)):
        found = slug if number == 1 else f"{slug}-{number}"
        if found not in taken and is_slug(found) and not found.startswith("role-"):
            numbers[slug] = number + 1
            return found
    raise AssertionError  # there is always a next number


def _ask_about(bodies: Iterable[Body], known: Sequence[tuple[str, UnitKind]], report: Report) -> None:
    found = list(bodies)
    every = [*known, *((body.name, body.kind) for body in found)]
    for body in found:
        if body.kind is UnitKind.GROUP:
            message = f"“{body.name}”（{body.count}处）是统称，包括哪些单位？"
            report.ask_once(QuestionKind.MEMBERS, body.name, message, proposal=tuple(propose_members(body.name, every)))
    alike = _find_alike([body for body in found if body.kind is not UnitKind.GROUP])
    for one, other in islice(alike, _MOST_ALIKE):
        rare, common = sorted((one, other), key=lambda body: body.count)
        message = f"“{rare.name}”（{rare.count}处）和“{common.name}”（{common.count}处）几乎一样，是不是同一个单位？"
        report.ask_once(QuestionKind.SAME, f"{rare.name}、{common.name}", message, proposal=(common.name,))
    if len(alike) > _MOST_ALIKE:
        report.ask("", f"几乎一样的名称有{len(alike)}对，只列出了{_MOST_ALIKE}对；改好以后再导入一次，会列出其余的。")


def _find_alike(bodies: Sequence[Body]) -> list[tuple[Body, Body]]:
    """Pairs whose names differ in one character of the middle, in their order; places differ at their beginning.

    Names are looked up without that character, so that the work grows with the names and not with their pairs.
    """
    groups: dict[tuple[int, str], list[int]] = {}
    for number, body in enumerate(bodies):
        name = body.name
        if 6 <= len(name) <= LONGEST_NAME and not _PLACE.fullmatch(name):
            for at in range(2, len(name) - 1):
                groups.setdefault((at, name[:at] + name[at + 1 :]), []).append(number)
    pairs = _find_longer(bodies)
    for group in groups.values():
        if len(pairs) <= _MOST_PAIRS:
            pairs |= set(islice(combinations(group, 2), _MOST_PAIRS))
    return [(bodies[one], bodies[other]) for one, other in sorted(pairs)]


def _find_longer(bodies: Sequence[Body]) -> set[tuple[int, int]]:
    """Pairs of which one name is the other with one character more in its middle, or its longer form; by their numbers."""
    numbers = {body.name: number for number, body in enumerate(bodies)}
    pairs: set[tuple[int, int]] = set()
    for number, body in enumerate(bodies):
        name = body.name
        is_far = not 5 <= len(name) <= LONGEST_NAME or _PLACE.fullmatch(name)  # places differ in one character
        shorter = set() if is_far else {name[:at] + name[at + 1 :] for at in range(2, len(name) - 1)}
        shorter |= {pattern.sub(words, name) for pattern, words in _SHORTENED}
        pairs |= {
            (min(number, other), max(number, other))
            for words in shorter - {name}
            if (other := numbers.get(words)) is not None
        }
    return pairs


def list_aliases(body: Body) -> list[str]:
    """Short forms that the document's texts may use: proposals, for a person to take over."""
    match = re.fullmatch(r"[市区县](.{3,})", body.name)
    return [match[1]] if match and body.kind is not UnitKind.GROUP else []
