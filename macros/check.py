"""What must hold for a plan to be published: one generator per rule, listed in RULES.

A rule's docstring is the rule in an editor's words; the editing page prints it. Rules see records, never the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from macros.load import DEADLINES, PLAN, PLAN_PARTS, TASKS, UNITS, Draft, load_draft, suggest_field
from macros.model import Deadline, DeadlineKind, Plan, UnitKind
from macros.names import Register
from macros.problems import Place, Problem
from macros.records import (
    SEPARATOR,
    DeadlineRecord,
    DeadlinesFile,
    MeasureRecord,
    PlanRecord,
    Record,
    RoleRecord,
    TargetRecord,
    TasksFile,
    UnitsFile,
)
from macros.resolve import resolve_plan
from macros.wording import (
    GENERAL_FORMS,
    ImpossibleDateError,
    create_deadline,
    figure_words,
    parse_deadline,
    suggest_deadline,
)


@dataclass(frozen=True)
class Subject:
    """A draft, with the register that its rules share."""

    draft: Draft
    register: Register

    @property
    def plan(self) -> PlanRecord:
        return self.draft.plan

    @property
    def units(self) -> UnitsFile:
        return self.draft.units

    @property
    def deadlines(self) -> DeadlinesFile:
        return self.draft.deadlines

    @property
    def tasks(self) -> TasksFile:
        return self.draft.tasks

    @cached_property
    def roles(self) -> tuple[RoleRecord, ...]:
        """The roles that measures can be read by: each id once, none that a field of measures hides."""
        usable = {role.id: role for role in reversed(self.plan.roles) if role.id not in MeasureRecord.model_fields}
        return tuple(role for role in self.plan.roles if usable.get(role.id) is role)


Finding = tuple[Place, str]
Rule = Callable[[Subject], Iterator[Finding]]


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


def check_ids(subject: Subject) -> Iterator[Finding]:
    """编号（id）不能重复：部分、任务、措施算在一起，单位（包括以前用过的编号）算在一起；任务的序号（no）也不能重复。"""
    roles: dict[str, int] = {}
    for role in subject.plan.roles:
        yield from _seen(roles, role.id, role, "id", "编号")
    items: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for section in subject.tasks.sections:
        yield from _seen(items, section.id, section, "id", "编号")
        for task in section.tasks:
            yield from _seen(items, task.id, task, "id", "编号")
            yield from _seen(numbers, task.no, task, "no", "序号")
            for measure in task.measures:
                yield from _seen(items, measure.id, measure, "id", "编号")
    units: dict[str, int] = {}
    for unit in subject.units.units:
        yield from _seen(units, unit.id, unit, "id", "编号")
    for unit in subject.units.units:
        for index, former in enumerate(unit.former_ids):
            yield from _seen(units, former, unit, "former_ids", "编号", index=index)


def _seen(
    seen: dict[str, int], value: str, record: Record, key: str, noun: str, *, index: int | None = None
) -> Iterator[Finding]:
    place = record.at(key, index)
    if value in seen:
        yield place, f"{noun}“{value}”重复了，第{seen[value]}行已经用过；编号不能重复使用。"
    else:
        seen[value] = place.line


def check_roles(subject: Subject) -> Iterator[Finding]:
    """责任栏的编号不能和措施的字段同名；措施里只能写 plan.yaml 的 roles 登记过的责任栏，而且每一栏都要写成列表（没有单位写 []）。"""
    fields = set(MeasureRecord.model_fields)
    for role in subject.plan.roles:
        if role.id in fields:
            yield role.at("id"), f"责任栏的编号“{role.id}”和措施的字段同名，请换一个。"
        elif role.id == "total":
            yield role.at("id"), "责任栏的编号不能用“total”，开放数据里它表示合计。"
    for _, _, measure in subject.draft.measures():
        yield from _check_role_keys(subject, measure)


def _check_role_keys(subject: Subject, measure: MeasureRecord) -> Iterator[Finding]:
    known = [role.id for role in subject.roles]
    for key in measure.role_keys:
        if key not in known:
            hint = suggest_field(key, [*known, *MeasureRecord.model_fields])
            roles = "、".join(known) or "没有"
            yield measure.at_key(key), f"不认识的字段“{key}”{hint}（plan.yaml 登记的责任栏：{roles}）"
        elif not measure.has_names(key):
            yield measure.at(key), f"“{key}”应是单位名称的列表，写成 [甲, 乙]，没有就写 []。"
    if measure.units_as is None:
        for role in subject.roles:
            if role.id not in measure.role_keys:
                yield measure.at(), f"措施 {measure.id} 缺少“{role.id}”（{role.name}）；没有单位写 []。"


def check_names(subject: Subject) -> Iterator[Finding]:
    """同一个名称、别名或异写只能属于一个单位。"""
    owners: dict[str, tuple[str, int]] = {}
    for unit in subject.units.units:
        named = [("name", None, unit.name)]
        named += [("aliases", index, name) for index, name in enumerate(unit.aliases)]  # type: ignore[misc]
        named += [("variants", index, name) for index, name in enumerate(unit.variants)]  # type: ignore[misc]
        for key, index, name in named:
            place = unit.at(key, index)
            if name in owners:
                yield place, f"名称“{name}”已经登记过（第{owners[name][1]}行，{owners[name][0]}），不能再用。"
            else:
                owners[name] = unit.id, place.line


def check_groups(subject: Subject) -> Iterator[Finding]:
    """统称（group）的成员必须是登记过的单位，不能再是统称；只有统称才有成员；所属单位（part_of）也要登记过。"""
    for unit in subject.units.units:
        for key, names in (("members", unit.members), ("possible_members", unit.possible_members)):
            if names and unit.kind is not UnitKind.GROUP:
                yield unit.at_key(key), f"“{unit.name}”不是统称（kind: group），不能有“{key}”。"
            for index, name in enumerate(names):
                if message := _fault_of_member(subject, key, names[:index], name):
                    yield unit.at(key, index), message
        if unit.members and unit.possible_members:
            yield unit.at_key("possible_members"), "“members”和“possible_members”只能写一种。"
        if unit.part_of:
            parent = subject.register.find(unit.part_of)
            if parent is None or parent.unit.kind is UnitKind.GROUP or parent.unit is unit:
                hint = subject.register.create_hint(unit.part_of)
                yield unit.at("part_of"), f"所属单位“{unit.part_of}”不是登记过的单位{hint}"


def _fault_of_member(subject: Subject, key: str, before: tuple[str, ...], name: str) -> str | None:
    reference = subject.register.find(name)
    if reference is None:
        return f"成员“{name}”没有登记{subject.register.create_hint(name)}"
    if reference.unit.kind is UnitKind.GROUP and (key == "members" or not reference.unit.members):
        return f"成员“{name}”是统称，请写具体单位。"
    return f"成员“{name}”写了两次。" if name in before else None


def check_vocabulary(subject: Subject) -> Iterator[Finding]:
    """时限说法不能重复登记；by 只填 end，from 只填 start，window 两个都填，ongoing 和 as_scheduled 都不填；日期必须真实存在。"""
    wanted = {DeadlineKind.BY: (False, True), DeadlineKind.FROM: (True, False), DeadlineKind.WINDOW: (True, True)}
    seen: dict[str, int] = {}
    for record in subject.deadlines.deadlines:
        if record.text in seen:
            yield record.at("text"), f"时限说法“{record.text}”重复登记了，第{seen[record.text]}行已经登记过。"
        seen.setdefault(record.text, record.at("text").line)
        needs = wanted.get(record.kind, (False, False))
        for key, value, needed in (("start", record.start, needs[0]), ("end", record.end, needs[1])):
            if needed and value is None:
                yield record.at(), f"“{record.text}”的 kind 是 {record.kind}，需要填“{key}”。"
            elif value is not None and not needed:
                yield record.at_key(key), f"“{record.text}”的 kind 是 {record.kind}，不能填“{key}”。"
        if any(needs) and record.precision is None:
            yield record.at(), f"“{record.text}”有日期，需要填“precision”。"
        elif record.precision is not None and not any(needs):
            yield record.at_key("precision"), f"“{record.text}”没有日期，不能填“precision”。"
        yield from _check_dates_exist(record, subject.plan.year)


def _check_dates_exist(record: DeadlineRecord, year: int) -> Iterator[Finding]:
    try:
        create_deadline(record, year)
    except ImpossibleDateError:
        yield record.at(), f"“{record.text}”里的日期在{year}年不存在。"


def check_year(subject: Subject) -> Iterator[Finding]:
    """计划年度应是 2000 到 2099 之间的年份。"""
    if not 2000 <= subject.plan.year <= 2099:
        yield subject.plan.at("year"), f"年度“{subject.plan.year}”不对，应在2000到2099之间。"


def check_deadlines(subject: Subject) -> Iterator[Finding]:
    """完成时限（due）的说法要么在 deadlines.yaml 登记过，要么是程序认识的写法；日期必须真实存在，不能早于计划年度，也不能晚十年以上。"""
    known = [record.text for record in subject.deadlines.deadlines]
    year = subject.plan.year
    for _, _, measure in subject.draft.measures():
        due = measure.due
        try:
            deadline = parse_deadline(due, year, subject.deadlines.deadlines)
        except ImpossibleDateError:
            yield measure.at("due"), f"完成时限“{due}”里的日期不存在。"
            continue
        if deadline is None:
            meant = suggest_deadline(due, year, known)
            hint = f"，是不是“{meant}”？" if meant else "。"
            where = f"（登记处：{subject.draft.paths[DEADLINES]}；不用登记的写法：{GENERAL_FORMS}）"
            yield measure.at("due"), f"完成时限“{due}”没有登记{hint}{where}"
        elif (deadline.end and deadline.end.year < year) or (_last_year(deadline) > year + 10):
            yield measure.at("due"), f"完成时限“{due}”的年份不对，这是{year}年的计划。"


def _last_year(deadline: Deadline) -> int:
    day = deadline.end or deadline.start
    return day.year if day else 0


def check_starts(subject: Subject) -> Iterator[Finding]:
    """起始时间（starts）应写成“2023年11月起”“3月1日起”这样的说法，照抄正文；完成时限本身有起始日期的，不再写 starts。"""
    for _, _, measure in subject.draft.measures():
        if measure.starts is None:
            continue
        try:
            start = parse_deadline(measure.starts, subject.plan.year, ())
            if start is None or start.kind is not DeadlineKind.FROM:
                yield measure.at("starts"), f"起始时间“{measure.starts}”看不懂，应写成“3月起”或“3月1日起”。"
            elif measure.starts not in measure.text:
                yield measure.at("starts"), f"起始时间“{measure.starts}”在正文里找不到，请照抄正文。"
            due = parse_deadline(measure.due, subject.plan.year, subject.deadlines.deadlines)
            if due and due.start:
                yield measure.at("starts"), f"完成时限“{measure.due}”已有起始日期，不能再写“starts”。"
            elif due and due.end and start and start.start and start.start > due.end:
                yield measure.at("starts"), f"起始时间“{measure.starts}”晚于完成时限“{measure.due}”。"
        except ImpossibleDateError as error:
            if str(error) == measure.starts:  # the other wording is check_deadlines' finding
                yield measure.at("starts"), f"起始时间“{measure.starts}”里的日期不存在。"


def check_bodies(subject: Subject) -> Iterator[Finding]:
    """责任单位的名称必须在 units.yaml 登记过，不能是责任栏以外的单位（outside），同一栏里不能重复。"""
    for _, _, measure in subject.draft.measures():
        for role in subject.roles:
            seen: set[str] = set()
            for index, name in enumerate(measure.names(role.id)):
                place = measure.at(role.id, index)
                reference = subject.register.find(name)
                if SEPARATOR.search(name):
                    yield place, f"{role.name}“{name}”连在一起了：名称之间要用英文逗号和空格隔开，如 [甲, 乙]。"
                elif reference is None:
                    hint = subject.register.create_hint(name)
                    yield place, f"{role.name}“{name}”没有登记{hint}（登记处：{subject.draft.paths[UNITS]}）"
                elif reference.unit.kind is UnitKind.OUTSIDE:
                    yield place, f"{role.name}“{name}”登记为责任栏以外的单位（kind: outside），不能列入责任栏。"
                elif reference.unit.id in seen:
                    yield place, f"{role.name}里“{name}”写了两次。"
                else:
                    seen.add(reference.unit.id)


def check_empty(subject: Subject) -> Iterator[Finding]:
    """每条措施至少要有一个责任单位；每个部分至少有一项任务，每项任务至少有一条措施。"""
    for section in subject.tasks.sections:
        if not section.tasks:
            yield section.at(), f"“{section.title}”下面没有任务。"
        for task in section.tasks:
            if not task.measures:
                yield task.at(), f"任务“{task.title}”下面没有措施。"
    for _, _, measure in subject.draft.measures():
        written = [measure.names(role.id) for role in subject.roles if measure.has_names(role.id)]
        if measure.units_as is None and written and len(written) == len(subject.roles) and not any(written):
            yield measure.at(), f"措施 {measure.id} 没有任何责任单位。"


def check_merged_cells(subject: Subject) -> Iterator[Finding]:
    """units_as 只能写同一任务里紧挨着的上一条措施，写了它就不能再写责任单位。"""
    for section in subject.tasks.sections:
        for task in section.tasks:
            above: MeasureRecord | None = None
            for measure in task.measures:
                if measure.units_as is not None:
                    if above is None or measure.units_as != above.id:
                        hint = f"应为“{above.id}”" if above else "本条是任务的第一条，上面没有措施"
                        yield measure.at("units_as"), f"“units_as”只能写上一条措施的编号（{hint}）。"
                    for key in measure.role_keys:
                        yield measure.at_key(key), f"写了“units_as”，就不能再写“{key}”。"
                above = measure


def check_words(subject: Subject) -> Iterator[Finding]:
    """recurs、mentions、targets 的 words 必须照抄本条措施的正文，一字不差；targets 的数值要在 words 里找得到。"""
    for _, _, measure in subject.draft.measures():
        for noun, records in (
            ("重复性工作", measure.recurs),
            ("文中提到", measure.mentions),
            ("量化目标", measure.targets),
        ):
            for record in records:
                if record.words not in measure.text:
                    yield record.at("words"), f"{noun}的“{record.words}”在正文里找不到，请照抄正文。"
        for target in measure.targets:
            if target.words in measure.text and not _states_value(target):
                yield target.at("value"), f"数值“{target.value}”在原话“{target.words}”里找不到。"


_DIGITS = "零一二三四五六七八九"
_NUMERALS = _DIGITS + "两十百千万亿"


def _states_value(target: TargetRecord) -> bool:
    value, words = target.value, target.words
    forms = {f"{value:g}", str(value), figure_words(value)}
    if any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d.]*\d|[万亿])", words) for form in forms):
        return True
    if not isinstance(value, int) or not 0 < value < 100:
        return False
    tens, ones = divmod(value, 10)
    chinese = (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")
    return re.search(rf"(?<![{_NUMERALS}]){chinese}(?![{_NUMERALS}])", words) is not None


def check_mentions(subject: Subject) -> Iterator[Finding]:
    """“文中提到”的单位必须登记过，不能是统称，也不能是本条的责任单位。"""
    for _, task, measure in subject.draft.measures():
        bodies = {unit.id for unit in subject.register.expand(_names_of(subject, task.measures, measure))}
        for mention in measure.mentions:
            reference = subject.register.find(mention.unit)
            if reference is None:
                hint = subject.register.create_hint(mention.unit)
                yield mention.at("unit"), f"“文中提到”的单位“{mention.unit}”没有登记{hint}"
            elif reference.unit.kind is UnitKind.GROUP:
                yield mention.at("unit"), f"“{mention.unit}”是统称，“文中提到”只写具体单位。"
            elif reference.unit.id in bodies:
                yield mention.at("unit"), f"“{mention.unit}”已经是本条的责任单位，不用再写“文中提到”。"


def check_targets(subject: Subject) -> Iterator[Finding]:
    """量化目标约束的单位必须登记过，而且是本条的责任单位。"""
    for _, task, measure in subject.draft.measures():
        names = _names_of(subject, task.measures, measure)
        bodies = {unit.id for unit in subject.register.expand(names)}
        is_known = all(subject.register.find(name) for name in names)  # a wrong name is check_bodies' finding
        for target in measure.targets:
            if not target.units:
                yield target.at("units"), f"量化目标“{target.name}”没有写约束哪些单位。"
            for index, name in enumerate(target.units):
                reference = subject.register.find(name)
                if reference is None:
                    hint = subject.register.create_hint(name)
                    yield target.at("units", index), f"量化目标的单位“{name}”没有登记{hint}"
                elif is_known and not {unit.id for unit in subject.register.expand([name])} <= bodies:
                    yield target.at("units", index), f"量化目标的单位“{name}”不是本条的责任单位。"


def _names_of(subject: Subject, siblings: tuple[MeasureRecord, ...], measure: MeasureRecord) -> list[str]:
    """The printed names of a measure, those of the measure above where the cells are merged."""
    chain = {sibling.id: sibling for sibling in siblings}
    seen = {measure.id}
    while measure.units_as in chain and measure.units_as not in seen:
        measure = chain[measure.units_as]
        seen.add(measure.id)
    return [name for role in subject.roles for name in measure.names(role.id)]


def check_rows(subject: Subject) -> Iterator[Finding]:
    """原表的每一行都要有且只有一条措施对应（rows），从 1 到 counts.rows。"""
    total = subject.plan.counts.rows
    seen: dict[int, int] = {}
    for _, _, measure in subject.draft.measures():
        if not measure.rows:
            yield measure.at("rows"), f"措施 {measure.id} 没有写对应原表哪一行。"
        for index, row in enumerate(measure.rows):
            place = measure.at("rows", index)
            if not 1 <= row <= total:
                yield place, f"行号{row}超出范围，原表共有{total}行（plan.yaml 的 counts.rows）。"
            elif row in seen:
                yield place, f"行号{row}重复了，第{seen[row]}行已经用过。"
            seen.setdefault(row, place.line)
    missing = [row for row in range(1, min(total, 100_000) + 1) if row not in seen]
    if missing:
        shown = "、".join(map(str, missing[:10])) + ("等" if len(missing) > 10 else "")
        yield subject.plan.counts.at("rows"), f"原表第{shown}行没有对应的措施（共{len(missing)}行）。"


def check_order(subject: Subject) -> Iterator[Finding]:
    """措施按原表的顺序排列（行号由小到大）；任务的序号是整数时，要从小到大、中间不缺号。"""
    last_row, last_id = 0, ""
    for _, _, measure in subject.draft.measures():
        row = min(measure.rows, default=last_row + 1)
        if row < last_row:
            yield (
                measure.at("rows"),
                f"措施 {measure.id}（第{row}行）排在 {last_id}（第{last_row}行）后面，和原表的顺序不一样。",
            )
        last_row, last_id = row, measure.id
    tasks = [task for section in subject.tasks.sections for task in section.tasks]
    if all(task.no.isdigit() for task in tasks):
        for before, task in pairwise(tasks):
            if int(task.no) > int(before.no) + 1 or int(task.no) < int(before.no):
                yield task.at("no"), f"序号{before.no}之后是{task.no}，中间缺了序号，或者顺序不对。"


def check_counts(subject: Subject) -> Iterator[Finding]:
    """plan.yaml 里声明的部分、任务、措施数目要和 tasks.yaml 一致。"""
    counts = subject.plan.counts
    found = {
        "sections": ("个部分", counts.sections, len(subject.tasks.sections)),
        "tasks": ("项任务", counts.tasks, sum(len(section.tasks) for section in subject.tasks.sections)),
        "measures": ("条措施", counts.measures, sum(1 for _ in subject.draft.measures())),
    }
    for key, (noun, declared, actual) in found.items():
        if declared != actual:
            yield counts.at(key), f"声明有{declared}{noun}，tasks.yaml 里实际有{actual}{noun}。"


_ROLES, _YEAR, _COUNTS = (f"{PLAN}:{part}" for part in PLAN_PARTS)

#: Every rule, with the files, or parts of plan.yaml, that it needs in full.
RULES: dict[Rule, frozenset[str]] = {
    check_year: frozenset({_YEAR}),
    check_counts: frozenset({_COUNTS, TASKS}),
    check_rows: frozenset({_COUNTS, TASKS}),
    check_order: frozenset({TASKS}),
    check_ids: frozenset(),
    check_names: frozenset(),
    check_groups: frozenset({UNITS}),
    check_vocabulary: frozenset({_YEAR}),
    check_roles: frozenset({_ROLES}),
    check_empty: frozenset({_ROLES, TASKS}),
    check_deadlines: frozenset({_YEAR, DEADLINES}),
    check_starts: frozenset({_YEAR, DEADLINES}),
    check_bodies: frozenset({_ROLES, UNITS}),
    check_merged_cells: frozenset({TASKS}),
    check_words: frozenset(),
    check_mentions: frozenset({_ROLES, UNITS, TASKS}),
    check_targets: frozenset({_ROLES, UNITS, TASKS}),
}
