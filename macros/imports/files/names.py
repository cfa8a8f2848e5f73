"""The roles and bodies of a document under the names and ids that its plan gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from macros.imports.earlier import Earlier
from macros.imports.files.texts import Item
from macros.imports.names.bodies import Body, build_bodies, list_aliases, split_capacity
from macros.imports.names.prose import find_prose
from macros.imports.names.unit_cells import split_units
from macros.imports.names.unit_names import NONE_MARK, split_cell
from macros.imports.readers.document import UnreadableError, squeeze
from macros.imports.report import Report
from macros.imports.table.heads import Column, Kind
from macros.imports.table.printed import PrintedMeasure, PrintedPlan
from macros.imports.table.roles import ROLE_IDS
from macros.imports.values import Yaml
from macros.model import QuestionKind, UnitKind
from macros.store.limits import MOST_NAMES

#: Names in all cells together: sixty times those of the largest plan that we know.
_MOST_NAMES_IN_ALL = 60_000
#: Characters of a head in a message.
_LONGEST_SHOWN = 30
#: Different ones: a city with all its towns and companies has some hundreds.
_MOST_BODIES = 3_000


@dataclass(frozen=True)
class Names:
    """`roles` are id and printed name of each column of bodies; `cells` the names in each of a measure's, those that are
    merged with the measure above left out; `none_mark` stands where a cell holds no body. `bodies` are those that the register
    does not have, by printed name; `capacities` those of registered ones that it does not have, by the body's id.
    """

    roles: list[tuple[str, str]]
    none_mark: str
    cells: dict[PrintedMeasure, list[list[str]]]
    bodies: dict[str, Body]
    capacities: dict[str, list[str]]


def read_names(printed: PrintedPlan, earlier: Earlier, report: Report) -> Names:
    measures = [measure for measure in printed.measures if not measure.is_merged]
    columns = [column.name[:_LONGEST_SHOWN] for column in printed.head.of(Kind.ROLE)]
    for measure in measures:
        _take_out_prose(measure, columns, report)
    cells = [
        (f"{measure.place}“{column}”", cell)
        for measure in measures
        for column, cell in zip(columns, measure.cells, strict=True)
    ]
    none_mark = next((squeeze(cell) for _, cell in cells if NONE_MARK.fullmatch(squeeze(cell))), "——")
    _prove_count(cells)
    names = iter(split_units(cells, report))
    split = {measure: [next(names) for _ in measure.cells] for measure in measures}
    capacities: dict[str, list[str]] = {}
    bodies = _build_bodies(split, earlier, capacities, report)
    return Names(_name_roles(printed.head.of(Kind.ROLE), earlier), none_mark, split, bodies, capacities)


def _take_out_prose(measure: PrintedMeasure, columns: Sequence[str], report: Report) -> None:
    """Keep sentences in cells of bodies as notes of the measure, and of each cell the names alone."""
    for number, (cell, column) in enumerate(zip(measure.cells, columns, strict=True)):
        prose = find_prose(cell)
        if prose is None:
            continue
        measure.cells[number] = prose.names
        measure.extras.append((column, prose.words))
        report.added.append(prose.names)
        taken = f"只取了括号里的“{prose.names}”" if prose.names else "没有登记单位"
        message = f"“{column}”里写的是一句话，{taken}，原话写进了备注：“{squeeze(prose.words)[:60]}”。请核对责任单位。"
        report.ask_once(QuestionKind.PART, squeeze(prose.words), message, place=f"{measure.place}“{column}”")


def _prove_count(cells: Sequence[tuple[str, str]]) -> None:
    """Raise UnreadableError for more names than any plan has, before they are looked at one by one."""
    counts = [(len(split_cell(cell)), place) for place, cell in cells]
    most, place = max(counts, default=(0, ""))
    if most > MOST_NAMES:
        raise UnreadableError(f"{place}的一格里有{most}个名称，太多了，不像计划表；请看看是不是放错了文件。")
    if sum(number for number, _ in counts) > _MOST_NAMES_IN_ALL:
        raise UnreadableError(f"各格里的名称合起来超过{_MOST_NAMES_IN_ALL}个，太多了，不像计划表。")


def _name_roles(columns: tuple[Column, ...], earlier: Earlier) -> list[tuple[str, str]]:
    """Id and printed name of each role; the earlier edition's ids stay."""
    known = earlier.roles
    roles: list[tuple[str, str]] = []
    for column in columns:
        taken = {role for role, _ in roles} | (set(known.values()) - {known.get(column.name, "")})
        words = re.sub(r"单位|部门|[（(].*", "", column.name)
        sounds = "-".join(re.findall("[a-z]+", " ".join(lazy_pinyin(words))))
        proposed = [*[role for role, word in ROLE_IDS if word in column.name][:1], *([sounds] if sounds else [])]
        number = 2
        role = known.get(column.name) or next((role for role in proposed if role not in taken), "")
        while not role:
            role = f"role-{number}" if f"role-{number}" not in taken else ""
            number += 1
        roles.append((role, column.name))
    return roles


def _build_bodies(
    split: dict[PrintedMeasure, list[list[str]]], earlier: Earlier, capacities: dict[str, list[str]], report: Report
) -> dict[str, Body]:
    """The bodies that the register does not have, by their printed names; `capacities` takes the new ones of those it has."""
    register = earlier.register
    named = []
    for cells in split.values():
        for role, names in enumerate(cells):
            for name in names:
                base, capacity = split_capacity(name)
                if register.find(name) is not None:
                    continue
                if capacity and (known := register.find(base)) is not None:
                    found = capacities.setdefault(known.unit.id, [])
                    if capacity not in found:
                        found.append(capacity)
                        report.decide("", f"“{name}”按登记过的“{base}”导入，“{capacity}”是它的身份。")
                else:
                    named.append((role, name))
    taken = {f"\0{unit.id}": unit.id for unit in register.units}  # ids that are gone
    if len({name for _, name in named}) > _MOST_BODIES:
        raise UnreadableError(f"不同的单位名称超过{_MOST_BODIES}个，太多了，不像计划表；请看看是不是放错了文件。")
    registered = [(unit.name, unit.kind) for unit in register.units]
    return build_bodies(named, report, taken, registered)


def create_units(bodies: Iterable[Body]) -> Iterator[Item]:
    for body in bodies:
        comments = []
        if body.kind is UnitKind.GROUP:
            comments.append("# 统称：包括谁还没有定，见 answers.yaml")
        if aliases := list_aliases(body):
            comments.append(f"# 可能的别名（核对后写进 aliases）：{'、'.join(aliases)}")
        values: Yaml = {"id": body.id, "name": body.name, "kind": body.kind.value}
        if body.capacities:
            values["capacities"] = body.capacities
        yield values, comments
