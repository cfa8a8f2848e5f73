"""Entries of the search: one for each topic, body, task, measure and page, with the words by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.model import Measure, Plan, Task, Topic
from macros.urls import CHANGES_URL, TOPICS_URL, measure_url, task_url, topic_url, unit_url
from macros.views.calendar import DateGroup
from macros.views.measures import name_measure
from macros.views.topics import TopicView
from macros.views.units import UnitView
from macros.words.pinyin import Spelling
from macros.words.traditional import list_traditional
from macros.words.wording import create_reading


class EntryKind(StrEnum):
    """Whom a visitor looks for comes before what the plan says."""

    TOPIC = "topic"
    UNIT = "unit"
    DAY = "day"
    TASK = "task"
    MEASURE = "measure"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """`names` are other words for what the title says, searched like it; `related` are searched last and not shown.

    `facts` of a measure are its deadline and who leads it; `measures` of a topic are theirs by id.
    """

    location: str
    kind: EntryKind
    title: str
    text: str
    names: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    facts: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """`traditional`: character -> the simplified one in the entries; `roles` are the names of the plan's roles."""

    entries: tuple[SearchEntry, ...]
    traditional: Mapping[str, str]
    roles: tuple[str, ...]


Keys = Mapping[str, tuple[str, ...]]


def build_search(
    plan: Plan,
    units: Mapping[str, UnitView],
    topics: Iterable[TopicView],
    days: Iterable[DateGroup],
    spoken: Mapping[str, Spelling],
) -> Search:
    """Every entry: topics, bodies and collective names, days, tasks, measures, pages; withdrawn measures too, which say so.

    `spoken` holds the sounds of all names that list_spoken lists.
    """
    entries = (
        *_list_topics(topics, spoken),
        *_list_units(plan, units, build_keys(plan, spoken)),
        *_list_days(days),
        *_list_tasks(plan),
        *_list_pages(plan),
    )
    words = "".join(word for entry in entries for word in (entry.title, entry.text, entry.facts, *entry.names))
    return Search(entries, list_traditional(words), tuple(role.name for role in plan.roles))


def list_spoken(plan: Plan) -> list[str]:
    """The names whose sounds are keys."""
    named = [
        name
        for unit in plan.units.values()
        for name in (unit.name, *unit.aliases, *(item.was for item in unit.renamed))
    ]
    return named + [name for topic in plan.topics for name in _list_names(topic)]


def _list_names(topic: Topic) -> tuple[str, ...]:
    """The names of a topic, in the words of people and of the document."""
    return tuple(dict.fromkeys((topic.name, *topic.aliases, *topic.words)))


def _list_topics(topics: Iterable[TopicView], spoken: Mapping[str, Spelling]) -> Iterator[SearchEntry]:
    for view in topics:
        names = _list_names(view.topic)
        sounds = tuple(spoken[name][0] for name in names)
        yield SearchEntry(
            topic_url(view.topic),
            EntryKind.TOPIC,
            view.topic.name,
            f"主题，{len(view.rows)}条措施",
            tuple(dict.fromkeys((*names[1:], *sounds, spoken[view.topic.name][1]))),
            measures=tuple(row.measure.id for row in view.rows),
        )


def build_keys(plan: Plan, spoken: Mapping[str, Spelling]) -> dict[str, tuple[str, ...]]:
    """The words besides its name by which each body and group is found, by its id: short forms, other spellings, pinyin
    whole and by initials. `spoken` holds the sounds of all names that list_spoken lists.
    """
    keys = {}
    for unit in plan.units.values():
        sounds = [spoken[name] for name in (unit.name, *unit.aliases, *(item.was for item in unit.renamed))]
        whole, initials = [sound[0] for sound in sounds], [sound[1] for sound in sounds]
        keys[unit.id] = tuple(dict.fromkeys((*unit.other_names, *unit.capacities, *whole, *initials)))
    return keys


def _list_units(plan: Plan, units: Mapping[str, UnitView], keys: Keys) -> Iterator[SearchEntry]:
    for unit in plan.units.values():
        if unit.is_group:
            words = "统称：" + ("、".join(plan.units[member].name for member in unit.members) or "原文没有列出包括谁")
        else:
            words = "、".join(f"{count.role.name}{count.count}条" for count in units[unit.id].counts)
        yield SearchEntry(unit_url(unit, plan), EntryKind.UNIT, unit.name, words, keys[unit.id])


def _list_days(days: Iterable[DateGroup]) -> Iterator[SearchEntry]:
    """The days of the calendar on which measures fall due, or from which they hold."""
    for group in days:
        names = "、".join(dict.fromkeys(row.task.title for row in group.rows))
        yield SearchEntry(f"calendar/#{group.anchor}", EntryKind.DAY, group.label, f"{len(group.rows)}条措施：{names}")


def _list_tasks(plan: Plan) -> Iterator[SearchEntry]:
    for section, task, measure in plan.walk():
        if measure.position == 1:
            words = f"{section.title}，{len(task.measures)}条措施"
            yield SearchEntry(task_url(task), EntryKind.TASK, f"任务{task.no}　{task.title}", words, (task.title,))
        yield SearchEntry(
            measure_url(task, measure),
            EntryKind.MEASURE,
            task.title,
            f"{'已撤销。' if measure.withdrawal else ''}{' '.join(measure.paragraphs)}",
            related=tuple(dict.fromkeys(_list_related(plan, measure))),
            facts=_create_facts(plan, task, measure),
        )


def _create_facts(plan: Plan, task: Task, measure: Measure) -> str:
    """The name of a measure, its deadline, and its bodies by role."""
    deadline = measure.deadline
    reading = f"，即{create_reading(deadline)}" if deadline.is_dated else ""
    parts = [name_measure(task, measure), f"{deadline.text}{reading}"]
    for role in plan.roles:
        names = "、".join(item.printed for item in measure.assignments_of(role.id))
        parts += [f"{role.name}：{names}"] if names else []
    return "　".join(parts)


def _list_related(plan: Plan, measure: Measure) -> Iterator[str]:
    """Short forms of the bodies in the cells, though the text says otherwise; names of targets; places in the document."""
    for item in measure.assignments:
        unit = plan.units[item.unit]
        yield from (unit.name, *unit.other_names)
    yield from (target.name for target in measure.targets)
    yield from (f"原表第{row}行" for row in measure.rows)


def _list_pages(plan: Plan) -> Iterator[SearchEntry]:
    words = "".join(filter(None, (plan.status, "。", plan.status_note, *plan.notes)))
    yield SearchEntry("", EntryKind.PAGE, plan.title, words, (plan.short_title, "首页"))
    yield SearchEntry("plan/", EntryKind.PAGE, "计划全文", "整张计划表，分栏和原表一样", ("全文", "原表", "表格"))
    yield SearchEntry(
        "calendar/", EntryKind.PAGE, "时限日历", "什么时候有哪些措施到期，可以订阅", ("日历", "时限", "到期", "订阅")
    )
    if any(measure.targets for _, _, measure in plan.walk_active()):
        yield SearchEntry("targets/", EntryKind.PAGE, "量化目标", "全部量化目标，附原话和约束的单位", ("指标", "目标"))
    if plan.topics:
        yield SearchEntry(TOPICS_URL, EntryKind.PAGE, "主题", "大家关心的事", ("主题", "话题"))
    if plan.towns:
        yield SearchEntry("towns/", EntryKind.PAGE, plan.towns_name, f"全部{plan.towns_name}", ("街道", "乡镇"))
    if plan.agencies:
        yield SearchEntry("agencies/", EntryKind.PAGE, "部门单位", "全部部门单位", ("单位", "部门"))
    yield SearchEntry("data/", EntryKind.PAGE, "开放数据", "下载、字段说明、接口", ("下载", "接口", "数据"))
    if plan.revisions:
        yield SearchEntry(CHANGES_URL, EntryKind.PAGE, "更新记录", "每一次修订改了什么、涉及谁", ("修订", "更新"))
    yield SearchEntry(
        "accessibility/", EntryKind.PAGE, "无障碍声明", "大字、键盘、读屏，怎样测试的", ("无障碍", "大字")
    )
    yield SearchEntry("editing/", EntryKind.PAGE, "编辑指南", "怎样修改计划的内容", ("编辑", "修改"))
