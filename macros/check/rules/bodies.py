"""Rules about names: the register, the roles, who stands in a measure.

A rule's docstring is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.check.rules.subject import Finding, Subject
from macros.model import UnitKind
from macros.store.explain import suggest_field
from macros.store.load import UNITS
from macros.store.problems import Place
from macros.store.records import MeasureRecord
from macros.store.scalars import has_separator
from macros.words.ditto import is_ditto


def check_names(subject: Subject) -> Iterator[Finding]:
    """同一个名称、别名、异写或以前的名称只能属于一个单位。"""
    owners: dict[str, tuple[str, int]] = {}
    for unit in subject.units.units:
        named = [("name", None, unit.name)]
        named += [("aliases", index, name) for index, name in enumerate(unit.aliases)]  # type: ignore[misc]
        named += [("variants", index, name) for index, name in enumerate(unit.variants)]  # type: ignore[misc]
        named += [("renamed", index, name) for index, name in enumerate(unit.former_names)]  # type: ignore[misc]
        for key, index, name in named:
            place = unit.at(key, index)
            if name in owners:
                yield place, f"名称“{name}”已经登记过（第{owners[name][1]}行，{owners[name][0]}），不能再用。"
            else:
                owners[name] = unit.id, place.line


#: Of a name that is wrong in many places, so many lines are listed.
_LINES_SHOWN = 8


def check_registered(subject: Subject) -> Iterator[Finding]:
    """写到的单位名称都必须在 units.yaml 登记过。同一个名称多处没有登记，只提示一次，列出所有行号（多半是单位改了名）。"""
    uses: dict[str, list[tuple[Place, str]]] = {}
    for place, noun, name in _find_uses(subject):
        if subject.register.find(name) is None and not has_separator(name):
            uses.setdefault(name, []).append((place, noun))
    for name, found in uses.items():
        place, noun = found[0]
        lines = sorted({other.line for other, _ in found[1:]})
        shown = "、".join(map(str, lines[:_LINES_SHOWN])) + ("等" if len(lines) > _LINES_SHOWN else "")
        more = f"（共{len(found)}处，另见第{shown}行）" if lines else ""
        hint = _find_new_name(subject, name) or subject.register.create_hint(name)
        yield place, f"{noun}“{name}”没有登记{hint}{more}（登记处：{subject.draft.paths[UNITS]}）"


def _find_new_name(subject: Subject, name: str) -> str | None:
    """“，现在叫…” for a name that a body had in the earlier edition."""
    before = subject.former.find(name)
    now = next((unit for unit in subject.units.units if before and unit.id == before.unit.id), None)
    return f"，它现在登记为“{now.name}”；原表还印着“{name}”的，请把“{name}”写进它的“variants”。" if now else None


def _find_uses(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Every name that must be registered, with its place and what it is there, in the files' order."""
    for unit in subject.units.units:
        for key in ("members", "possible_members"):
            yield from ((unit.at(key, index), "成员", name) for index, name in enumerate(getattr(unit, key)))
        if unit.part_of:
            yield unit.at("part_of"), "所属单位", unit.part_of
    for _, _, measure in subject.draft.measures():
        for role in subject.roles:
            names = [(index, name) for index, name in enumerate(measure.names(role.id)) if not is_ditto(name)]
            yield from (
                (measure.at(role.id, index), role.name, name) for index, name in names
            )  # check_ditto reports others
        yield from ((item.at("unit"), "“文中提到”的单位", item.unit) for item in measure.mentions)
        for target in measure.targets:
            yield from ((target.at("units", index), "量化目标的单位", name) for index, name in enumerate(target.units))


#: How a name ends or begins, and the kinds that it can be; a body outside the columns may be anything.
_KINDS = (
    (r".*(?:镇|乡)", frozenset({UnitKind.TOWN}), "town（镇）"),
    (r".*街道(?:办事处)?", frozenset({UnitKind.SUBDISTRICT}), "subdistrict（街道）"),
    (r".*(?:公司|集团|厂)", frozenset({UnitKind.ENTERPRISE}), "enterprise（企业）"),
    (r".*(?:局|委|委员会|办公室|支队|大队)", frozenset({UnitKind.AGENCY, UnitKind.PARK}), "agency（部门单位）"),
    (r"(?:各|相关|有关|其他).*|.*成员单位", frozenset({UnitKind.GROUP}), "group（统称）"),
)


def check_kinds(subject: Subject) -> Iterator[Finding]:
    """类别（kind）要和名称对得上：“某某镇”是 town，“某某街道”是 subdistrict，“各某某”是 group，等等；责任栏以外的单位（outside）不查。"""
    for unit in subject.units.units:
        if unit.kind is UnitKind.OUTSIDE or unit.name in unit.confirmed:
            continue
        meant = next((kind for kind in reversed(_KINDS) if re.fullmatch(kind[0], unit.name)), None)
        if meant and unit.kind not in meant[1]:
            yield (
                unit.at("kind"),
                f"“{unit.name}”的类别填的是 {unit.kind}，从名称看是 {meant[2]}，请核对；没有问题的，把名称写进“confirmed”。",
            )


def check_groups(subject: Subject) -> Iterator[Finding]:
    """统称（group）的成员必须是具体单位，不能再是统称，不能重复；只有统称才有成员；所属单位（part_of）也不能是统称。"""
    for unit in subject.units.units:
        for key, names in (("members", unit.members), ("possible_members", unit.possible_members)):
            if names and unit.kind is not UnitKind.GROUP:
                yield unit.at_key(key), f"“{unit.name}”不是统称（kind: group），不能有“{key}”。"
            for index, name in enumerate(names):
                if message := _find_member_fault(subject, key, names[:index], name):
                    yield unit.at(key, index), message
        if unit.members and unit.possible_members:
            yield unit.at_key("possible_members"), "“members”和“possible_members”只能写一种。"
        if unit.part_of:
            parent = subject.register.find(unit.part_of)
            if parent and (parent.unit.kind is UnitKind.GROUP or parent.unit is unit):
                yield unit.at("part_of"), f"所属单位不能是统称或者它自己，现在是“{unit.part_of}”。"


def check_members(subject: Subject) -> Iterator[Finding]:
    """责任栏里用到的统称，要写明包括哪些单位（members）；原文没有列出的，写可能的成员（possible_members）或者在 notes 里说明。"""
    asked = {record.words for record in subject.draft.answers.questions}  # check_answers asks about these
    named = {name for _, task, measure in subject.draft.measures() for name in subject.names_of(task, measure)}
    for unit in subject.units.units:
        if unit.is_undecided and unit.name not in asked and {unit.name, *unit.variants} & named:
            yield (
                unit.at("name"),
                f"统称“{unit.name}”包括哪些单位还没有定：能确定的写进“members”，不能确定的写“possible_members”，"
                "原文没有列出的在“notes”里说明。",
            )


def _find_member_fault(subject: Subject, key: str, before: tuple[str, ...], name: str) -> str | None:
    reference = subject.register.find(name)
    if reference is None:
        return None  # check_registered tells
    if reference.unit.kind is UnitKind.GROUP and (key == "members" or not reference.unit.members):
        return f"成员“{name}”是统称，请写具体单位。"
    return f"成员“{name}”写了两次。" if name in before else None


def check_roles(subject: Subject) -> Iterator[Finding]:
    """责任栏的编号不能和措施的字段同名；措施里只能写 plan.yaml 的 roles 登记过的责任栏，而且每一栏都要写成列表（没有单位写 []）。"""
    fields = set(MeasureRecord.model_fields)
    for role in subject.plan.roles:
        if role.id in fields:
            yield role.at("id"), f"责任栏的编号“{role.id}”和措施的字段同名，请换一个。"
        elif role.id == "total":
            yield role.at("id"), "责任栏的编号不能用“total”，开放数据里它表示合计。"
    findings: dict[str, list[Finding]] = {}
    for _, _, measure in subject.draft.measures():
        for kind, finding in _check_role_keys(subject, measure):
            findings.setdefault(kind, []).append(finding)
    for found in findings.values():  # a role that came or went is one slip, however many measures it touches
        place, message = found[0]
        many = len(found) > _LINES_SHOWN
        yield from [(place, f"{message}（同样的共{len(found)}处）")] if many else found


def _check_role_keys(subject: Subject, measure: MeasureRecord) -> Iterator[tuple[str, Finding]]:
    """Faults in the roles of one measure, each with its kind of slip."""
    known = [role.id for role in subject.roles]
    for key in measure.role_keys:
        if key not in known:
            hint = suggest_field(key, [*known, *MeasureRecord.model_fields])
            roles = "、".join(known) or "没有"
            yield f"? {key}", (measure.at_key(key), f"不认识的字段“{key}”{hint}（plan.yaml 登记的责任栏：{roles}）")
        elif not measure.has_names(key):
            message = f"“{key}”应是单位名称的列表，写成 [甲, 乙]，没有就写 []。"
            yield f"[] {key}", (measure.at(key), message)
    if measure.units_as is None:
        for role in subject.roles:
            if role.id not in measure.role_keys:
                message = f"措施 {measure.id} 缺少“{role.id}”（{role.name}）；没有单位写 []。"
                yield f"! {role.id}", (measure.at(), message)


def check_bodies(subject: Subject) -> Iterator[Finding]:
    """责任单位不能是责任栏以外的单位（outside），同一栏里同一个名称不能重复；几个名称之间用英文逗号隔开。"""
    for _, _, measure in subject.draft.measures():
        for role in subject.roles:
            seen: set[str] = set()
            for index, name in enumerate(measure.names(role.id)):
                place = measure.at(role.id, index)
                reference = subject.register.find(name)
                if has_separator(name):
                    yield place, f"{role.name}“{name}”连在一起了：名称之间要用英文逗号和空格隔开，如 [甲, 乙]。"
                elif reference is None:
                    pass  # check_registered tells
                elif reference.unit.kind is UnitKind.OUTSIDE:
                    yield place, f"{role.name}“{name}”登记为责任栏以外的单位（kind: outside），不能列入责任栏。"
                elif name in seen:
                    yield place, f"{role.name}里“{name}”写了两次。"
                seen.add(name)


def check_one_body(subject: Subject) -> Iterator[Finding]:
    """同一栏里的两个名称如果登记为同一个单位，请核对；因为机构改革并成一个的，旧名称写进 units.yaml 的 renamed，就不再提示。"""
    for _, _, measure in subject.draft.measures():
        for role in subject.roles:
            seen: dict[str, str] = {}
            for index, name in enumerate(measure.names(role.id)):
                reference = subject.register.find(name)
                if reference is None:
                    continue  # check_registered reports it
                other = seen.setdefault(reference.unit.id, name)
                if other != name and not {other, name} & set(reference.unit.former_names):
                    yield (
                        measure.at(role.id, index),
                        f"{role.name}里的“{other}”和“{name}”登记为同一个单位（{reference.unit.name}），请核对；"
                        "原来是两个、后来并成一个的，把旧名称写进它的“renamed”。",
                    )


def check_renames(subject: Subject) -> Iterator[Finding]:
    """改名的日期（renamed 的 on）不晚于 plan.yaml 的 revised_on，也不会比计划早得多；旧名称和现在的名称不同。"""
    for unit in subject.units.units:
        for item in unit.renamed:
            if item.on > subject.plan.revised_on:
                yield item.at("on"), f"改名的日期{item.on}晚于 plan.yaml 的 revised_on（{subject.plan.revised_on}）。"
            if item.on.year < subject.plan.year - 1:
                yield item.at("on"), f"改名的日期{item.on}比计划早得多，这是{subject.plan.year}年的计划。"


def check_mentions(subject: Subject) -> Iterator[Finding]:
    """“文中提到”的单位不能是统称，也不能是本条的责任单位。"""
    for _, task, measure in subject.draft.measures():
        bodies = subject.duties_of(task, measure)
        for mention in measure.mentions:
            reference = subject.register.find(mention.unit)
            if reference and reference.unit.kind is UnitKind.GROUP:
                yield mention.at("unit"), f"“{mention.unit}”是统称，“文中提到”只写具体单位。"
            elif reference and reference.unit.id in bodies:
                yield mention.at("unit"), f"“{mention.unit}”已经是本条的责任单位，不用再写“文中提到”。"
