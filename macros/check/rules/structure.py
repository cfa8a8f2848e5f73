"""Rules about the order of things: ids, numbers, rows, counts, cells.

A rule's docstring is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from macros.check.rules.subject import Finding, Subject
from macros.store.layout import create_layout
from macros.store.problems import Place
from macros.store.records import MeasureRecord, SectionRecord, TaskRecord, UnitRecord
from macros.store.records.base import Record
from macros.store.text_files import strip_windows


def check_year(subject: Subject) -> Iterator[Finding]:
    """计划年度、整理日期（revised_on）应在 2000 到 2099 年之间；跨几年的计划，最后一年（until_year）在计划年度以后、十年以内。"""
    revised_on = subject.plan.revised_on
    if not 2000 <= revised_on.year <= 2099:
        yield subject.plan.at("revised_on"), f"整理日期{revised_on}不对，应在2000到2099年之间。"
    if not 2000 <= subject.plan.year <= 2099:
        yield subject.plan.at("year"), f"年度“{subject.plan.year}”不对，应在2000到2099之间。"
    until = subject.plan.until_year
    if until is not None and not subject.plan.year < until <= subject.plan.year + 10:
        yield (
            subject.plan.at("until_year"),
            f"最后一年“{until}”不对，应在计划年度（{subject.plan.year}）以后、十年以内。",
        )


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


def check_rows(subject: Subject) -> Iterator[Finding]:
    """原表的每一行都要有且只有一条措施对应（rows），从 1 到 counts.rows；公布以后新增、原表没有的措施写 rows: []，并在 notes 里说明依据。"""
    total = subject.plan.counts.rows
    seen: dict[int, int] = {}
    for _, _, measure in subject.draft.measures():
        if not measure.rows and not measure.notes:
            yield (
                measure.at("rows"),
                f"措施 {measure.id} 没有写对应原表哪一行；原表没有的（公布以后新增的），请在“notes”里说明依据。",
            )
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
    """措施按原表的顺序排列（行号由小到大）；任务的序号是整数时，要从小到大、中间不缺号，原表就是这样的除外。"""
    last_row, last_id = 0, ""
    for _, _, measure in subject.draft.measures():
        if not measure.rows:  # withdrawn, and not in the document any more
            continue
        row = min(measure.rows)
        if row < last_row:
            yield (
                measure.at("rows"),
                f"措施 {measure.id}（第{row}行）排在 {last_id}（第{last_row}行）后面，和原表的顺序不一样。",
            )
        last_row, last_id = row, measure.id
    tasks = [task for section in subject.tasks.sections for task in section.tasks]
    if all(task.no.isdigit() for task in tasks):
        for before, task in pairwise(tasks):
            is_jump = int(task.no) > int(before.no) + 1 or int(task.no) < int(before.no)
            if is_jump and f"序号{before.no}之后是{task.no}" not in subject.plan.confirmed:
                yield (
                    task.at("no"),
                    f"序号{before.no}之后是{task.no}，中间缺了序号，或者顺序不对；原表就是这样的，把“序号{before.no}之后是{task.no}”写进 plan.yaml 的“confirmed”。",
                )


def check_ids(subject: Subject) -> Iterator[Finding]:
    """编号（id）不能重复：部分、任务、措施算在一起，单位（包括以前用过的编号）算在一起；任务的序号（no）也不能重复，不能只差大小写。"""
    roles: dict[str, int] = {}
    for role in subject.plan.roles:
        yield from _seen(roles, role.id, role, "id", "编号")
    items: dict[str, int] = {}
    numbers: dict[str, int] = {}
    letters: dict[str, str] = {}
    for section in subject.tasks.sections:
        yield from _seen(items, section.id, section, "id", "编号")
        for task in section.tasks:
            yield from _seen(items, task.id, task, "id", "编号")
            yield from _seen(numbers, task.no, task, "no", "序号")
            yield from _differ_by_case(letters, task)
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


def _differ_by_case(seen: dict[str, str], task: TaskRecord) -> Iterator[Finding]:
    """Windows and macOS take two folders whose names differ by case for one."""
    other = seen.setdefault(task.no.casefold(), task.no)
    if other != task.no:
        yield task.at("no"), f"序号“{task.no}”和“{other}”只差大小写，在 Windows 上会变成同一个文件夹；请换一个。"


#: Anchors of pages, which ids must not take (roles have `role-`, days `due-` and `from-`).
_ANCHORS = frozenset(
    [
        "top",
        "dated",
        "ongoing",
        "as-scheduled",
        "possible",
        "mentions",
        "targets",
        "by-role",
        "partners",
        "months",
        "by-date",
        "recurring",
        "withdrawn",
        "groups",
        "only-named",
        "absent",
        "year",
        "sections",
        "facts",
        "key-figures",
        "headline-targets",
        "my-topic",
        "my-town",
        "others",
        "own",
        "topics",
        "more",
        "my-agency",
        "changes",
        "agency-list",
        "all",
        "columns-title",
        "compare",
        "dots-title",
        "files",
        "filter-words",
        "town-list",
        "unit-list",
    ]
)


def is_anchor(name: str) -> bool:
    """Whether pages use a name for a place of their own, so that no id may have it."""
    return name in _ANCHORS or name.startswith(("role-", "via-", "due-", "from-", "revision-"))


def check_anchors(subject: Subject) -> Iterator[Finding]:
    """编号用作网页里的锚点，不能和网页自己的锚点（如 ongoing、targets）同名，也不能以 role-、via-、due-、from-、revision- 开头。"""
    records: list[SectionRecord | TaskRecord | MeasureRecord | UnitRecord] = [*subject.units.units]
    for section in subject.tasks.sections:
        records += [section, *section.tasks, *(measure for task in section.tasks for measure in task.measures)]
    for record in records:
        if is_anchor(record.id):
            yield record.at("id"), f"编号“{record.id}”是网页自己用的锚点，请换一个。"


def check_empty(subject: Subject) -> Iterator[Finding]:
    """每条措施至少要有一个责任单位，原表就没有的要在 notes 里说明；每个部分至少有一项任务，每项任务至少有一条措施。"""
    for section in subject.tasks.sections:
        if not section.tasks:
            yield section.at(), f"“{section.title}”下面没有任务。"
        for task in section.tasks:
            if not task.measures:
                yield task.at(), f"任务“{task.title}”下面没有措施。"
    for _, _, measure in subject.draft.measures():
        written = [measure.names(role.id) for role in subject.roles if measure.has_names(role.id)]
        if (
            measure.units_as is None
            and written
            and len(written) == len(subject.roles)
            and not any(written)
            and not _is_told(measure)
        ):
            yield measure.at(), f"措施 {measure.id} 没有任何责任单位；原表就没有的，请在“notes”里写明“没有写责任单位”。"


def _is_told(measure: MeasureRecord) -> bool:
    """Whether a note says that the document names no body, or that none could be read."""
    return any(words in note for note in measure.notes for words in ("没有写责任单位", "没有读到责任单位"))


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


def check_layout(subject: Subject) -> Iterator[Finding]:
    """文件的排版（缩进、字段的先后、引号、空行）要用统一的写法，这样每次改动只看得到改过的地方；运行 make format 会自动排好，只动排版。"""
    if subject.draft.has_odd_cells:
        return  # check_roles tells
    roles = [role.id for role in subject.roles]
    for name, record in subject.draft.files.items():
        before = strip_windows(subject.draft.texts[name])
        after = create_layout(before, record, roles)
        if after != before:
            lines = zip_longest(before.splitlines(), after.splitlines())
            number = next((number for number, (old, new) in enumerate(lines, 1) if old != new), 1)
            place = Place(subject.draft.paths[name], number, 1)
            yield place, "从这一行起，排版和统一的写法不一样，运行 make format 会自动排好（只动排版）。"
