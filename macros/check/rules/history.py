"""Rules about what was published before: nothing gets lost, no id changes its meaning, no change goes untold.

All but check_revisions compare with an earlier edition (`--base`) and are asked only where there is one. A rule's docstring is the rule in an editor's
words; the editing page prints it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from macros.check.rules.subject import Comparison, Finding, Subject
from macros.model import TOWN_KINDS
from macros.store.load import PLAN, TASKS, UNITS, Draft
from macros.store.problems import Place
from macros.store.records import MeasureRecord, TaskRecord
from macros.store.revision_files import find_name
from macros.words.differences import measure_likeness
from macros.words.wording import Unread

#: Below this a text is another text rather than the same one reworded.
_SAME_TEXT = 0.4


def check_ids_kept(comparison: Comparison) -> Iterator[Finding]:
    """公布过的部分、任务、措施不能从文件里消失，编号不能改：撤销措施要保留原文，写 withdrawn。计划的编号也不能改。（和上一版比较）"""
    subject = comparison.now
    if subject.plan.id != comparison.base.plan.id:
        yield (
            subject.plan.at("id"),
            f"计划的编号由“{comparison.base.plan.id}”改成“{subject.plan.id}”；日历订阅靠它辨认，公布后不能改。",
        )
    places = _places_of_items(subject.draft)
    before = _places_of_items(comparison.base)
    renamed = _find_renamed(comparison.base, subject.draft)
    for item, noun in before.items():
        if item in renamed:
            yield (
                renamed[item].at("id"),
                f"编号由“{item}”改成了“{renamed[item].id}”；编号公布后不能改，请改回“{item}”。",
            )
        elif item not in places:
            is_measure = item in comparison.measures_before
            advice = "；撤销的措施要保留原文，写“withdrawn”" if is_measure else ""
            yield Place(subject.draft.paths[TASKS], 1, 1), f"上一版的{noun}（{item}）不见了{advice}。"


def check_bodies_kept(comparison: Comparison) -> Iterator[Finding]:
    """公布过的单位和责任栏不能消失：没有责任的单位也保留；单位换编号，旧编号写进 former_ids。（和上一版比较）"""
    subject = comparison.now
    known = {unit_id for unit in subject.units.units for unit_id in (unit.id, *unit.former_ids)}
    by_name = {
        name: unit
        for unit in subject.units.units
        for name in (*unit.former_names, *unit.variants, *unit.aliases, unit.name)
    }
    for unit in comparison.base.units.units:
        for unit_id in (unit.id, *unit.former_ids):
            if unit_id not in known:
                now = by_name.get(unit.name)
                place = now.at("id") if now else Place(subject.draft.paths[UNITS], 1, 1)
                advice = f"现在的编号是“{now.id}”的，请写“former_ids: [{unit_id}]”" if now else "没有责任的单位也请保留"
                yield place, f"上一版的单位“{unit.name}”（{unit_id}）不见了；{advice}，不然旧网址和订阅会失效。"
    roles = {role.id for role in subject.plan.roles}
    for role in comparison.base.plan.roles:
        if role.id not in roles:
            yield Place(subject.draft.paths[PLAN], 1, 1), f"上一版的责任栏“{role.name}”（{role.id}）不见了。"


def _places_of_items(draft: Draft) -> dict[str, str]:
    """Id -> what it is, of sections, tasks and measures."""
    items = {}
    for section in draft.tasks.sections:
        items[section.id] = f"部分“{section.title}”"
        for task in section.tasks:
            items[task.id] = f"任务“{task.title}”"
            for measure in task.measures:
                items[measure.id] = f"措施“{_shorten(measure.text)}”"
    return items


def _find_renamed(base: Draft, draft: Draft) -> dict[str, MeasureRecord | TaskRecord]:
    """Ids that are gone -> what stands there now under an id that was not there: the same text, or the same title."""
    known = _places_of_items(base)
    measures = {m.text: m for _, _, m in draft.measures() if m.id not in known}
    titles = {task.title: task for task in _tasks(draft) if task.id not in known}
    now = _places_of_items(draft)
    found: dict[str, MeasureRecord | TaskRecord] = {}
    for _, task, measure in base.measures():
        if measure.id not in now and measure.text in measures:
            found[measure.id] = measures[measure.text]
        if task.id not in now and task.title in titles:
            found[task.id] = titles[task.title]
    return found


def _shorten(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= 16 else f"{first[:16]}…"


def check_ids_reused(comparison: Comparison) -> Iterator[Finding]:
    """编号永远属于同一条措施：不能把旧编号给另一条用，中间插入一条时其余的不要重新编号，新的一条用没有用过的编号。（和上一版比较）"""
    subject = comparison.now
    now = {measure.id: measure for _, _, measure in subject.draft.measures()}
    by_text = {measure.text: measure.id for measure in now.values()}
    texts_before = {measure.id: measure.text for _, _, measure in comparison.base.measures()}
    for _, _, earlier in comparison.base.measures():
        measure = now.get(earlier.id)
        if measure is None or measure.text == earlier.text:
            continue
        moved_to = by_text.get(earlier.text)
        if moved_to and texts_before.get(moved_to) != earlier.text:
            yield (
                measure.at("id"),
                f"编号“{earlier.id}”在上一版里是“{_shorten(earlier.text)}”，现在那一条编成了“{moved_to}”；"
                "编号不能换给别的措施用，新的一条请用没有用过的编号。",
            )


def check_rewritten(comparison: Comparison) -> Iterator[Finding]:
    """一条措施的文字几乎全换了，请核对还是不是同一条：不是的，原来那条写 withdrawn，新的一条用没有用过的编号。（和上一版比较）"""
    for before, measure in comparison.list_kept_measures():
        if before.text == measure.text:
            continue
        matcher = difflib.SequenceMatcher(None, before.text, measure.text, autojunk=False)
        if measure_likeness(matcher, len(before.text) * len(measure.text)) < _SAME_TEXT:
            yield (
                measure.at("text"),
                f"编号“{measure.id}”在上一版里是“{_shorten(before.text)}”，现在几乎是另外的内容；"
                "是另一条措施的，请把原来那条写上“withdrawn”，新的一条用没有用过的编号。",
            )


def check_revisions_kept(comparison: Comparison) -> Iterator[Finding]:
    """公布过的修订记录不能修改、不能删除。（和上一版比较）"""
    subject = comparison.now
    now = subject.draft.revisions
    for number, revision in enumerate(comparison.base.revisions):
        name = find_name(comparison.base.revisions[:number], revision.on)
        if number >= len(now) or now[number] != revision:
            place = Place(subject.draft.paths.get(name, subject.draft.paths[PLAN]), 1, 1)
            yield place, f"公布过的修订记录“{name}”被改动或者删除了，请从 git 里恢复。"


def check_revisions(subject: Subject) -> Iterator[Finding]:
    """修订记录（revisions 文件夹）按日期先后排列，plan.yaml 的 revised_on 不早于最近一次修订；记录里的单位要登记过。"""
    known = {unit_id for unit in subject.units.units for unit_id in (unit.id, *unit.former_ids)}
    for number, revision in enumerate(subject.draft.revisions):
        place = Place(subject.draft.paths[find_name(subject.draft.revisions[:number], revision.on)], 1, 1)
        if number and revision.on < subject.draft.revisions[number - 1].on:
            yield place, f"这次修订（{revision.on}）排在更晚的修订后面。"
        named = {unit for change in revision.changes.measures for reach in change.reach for unit in reach.units}
        for unit in sorted(named - known):
            yield (
                place,
                f"修订记录里的单位编号“{unit}”没有登记；换了编号的，旧编号要写进 {subject.draft.paths[UNITS]} 的 former_ids。",
            )
    if subject.draft.revisions and subject.plan.revised_on < subject.draft.revisions[-1].on:
        yield subject.plan.at("revised_on"), f"revised_on 早于最近一次修订（{subject.draft.revisions[-1].on}）。"


def check_first_named(comparison: Comparison) -> Iterator[Finding]:
    """责任单位的先后有含义（排在最前面的一般是牵头），只改先后的请核对。（和上一版比较）"""
    for before, measure in comparison.list_kept_measures():
        yield from _compare_order(comparison.now, before, measure)


def check_addresses_kept(comparison: Comparison) -> Iterator[Finding]:
    """任务的序号改了、措施换了任务、单位换了类别（镇街和其他单位之间），网址会变，请核对。（和上一版比较）"""
    tasks = {measure.id: task.id for _, task, measure in comparison.base.measures()}
    for _, task, measure in comparison.now.draft.measures():
        if tasks.get(measure.id, task.id) != task.id:
            yield measure.at("id"), f"措施 {measure.id} 换到了任务“{task.title}”下面，网址会变，请核对。"
    numbers = {task.id: task.no for task in _tasks(comparison.base)}
    for task in _tasks(comparison.now.draft):
        if (number := numbers.get(task.id)) not in (None, task.no):
            yield (
                task.at("no"),
                f"任务“{task.title}”的序号由{number}改成{task.no}，网址 /tasks/{number}/ 会失效，请核对。",
            )
    kinds = {unit.id: unit.kind in TOWN_KINDS for unit in comparison.base.units.units}
    for unit in comparison.now.units.units:
        if kinds.get(unit.id, unit.kind in TOWN_KINDS) != (unit.kind in TOWN_KINDS):
            yield unit.at("kind"), f"“{unit.name}”的类别变了，网址会在 /towns/ 和 /agencies/ 之间改变，请核对。"


def _tasks(draft: Draft) -> list[TaskRecord]:
    return [task for section in draft.tasks.sections for task in section.tasks]


def _compare_order(subject: Subject, before: MeasureRecord, measure: MeasureRecord) -> Iterator[Finding]:
    for role in subject.roles:
        was, now = before.names(role.id), measure.names(role.id)
        kept = [name for name in was if name in now]
        if kept != [name for name in now if name in was]:
            yield (
                measure.at(role.id),
                f"{role.name}的先后变了：原来是{'、'.join(was)}；现在是{'、'.join(now)}。排在最前面的一般是牵头，请核对。",
            )
        elif was and now and was[0] != now[0] and was[0] in now:
            yield measure.at(role.id, 0), f"{role.name}里排在最前面的由“{was[0]}”变成了“{now[0]}”，请核对。"


def check_names_kept(comparison: Comparison) -> Iterator[Finding]:
    """单位改了名，旧名称请写进 renamed（只是更正写法的写进 aliases），读者还会用旧名称查找。（和上一版比较）"""
    subject = comparison.now
    names = comparison.names_before
    for unit in subject.units.units:
        before = next((names[unit_id].name for unit_id in (unit.id, *unit.former_ids) if unit_id in names), unit.name)
        if before not in (unit.name, *unit.aliases, *unit.variants, *unit.former_names):
            yield (
                unit.at("name"),
                f"单位“{before}”改名为“{unit.name}”，请把“{before}”写进“renamed”（写明从哪一天起改名），读者还会用它查找；只是更正写法的，写进“aliases”。",
            )


def check_moves_recorded(comparison: Comparison) -> Iterator[Finding]:
    """改了公布过的时限，要在 moved 里写原来的说法、日期和原因；写过的 moved 和 withdrawn 不能删去。只是更正录入差错的可以不写。（和上一版比较）"""
    subject = comparison.now
    for before, measure in comparison.list_kept_measures():
        if before.due != measure.due and before.due not in [move.was for move in measure.moved]:
            added = measure.moved[len(before.moved) :]
            if added:
                yield added[-1].at("was"), f"公布的时限是“{before.due}”，这里的 was 应写“{before.due}”。"
            elif not isinstance(subject.read_due(measure), Unread):  # else it is check_deadlines' finding
                yield (
                    measure.at("due"),
                    f"完成时限由“{before.due}”改成“{measure.due}”，请在“moved”里写一条：was: {before.due}，"
                    "on 写日期，why 写原因；只是更正录入差错的可以不写。",
                )
        if len(measure.moved) < len(before.moved):
            yield measure.at(), f"措施 {measure.id} 改时限的记录（moved）比上一版少了，请补回来。"
        if before.withdrawn and not measure.withdrawn:
            yield measure.at(), f"措施 {measure.id} 在上一版里已经撤销，现在没有“withdrawn”了，请核对。"
