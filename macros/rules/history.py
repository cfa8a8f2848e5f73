"""Rules about what was published before: nothing gets lost, no id changes its meaning, no change goes untold.

They compare with an earlier edition (`--base`) and say nothing without one. A rule's docstring is the rule in an editor's
words; the editing page prints it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from macros.load import PLAN, TASKS, UNITS, Draft
from macros.problems import Place
from macros.records import MeasureRecord, TaskRecord
from macros.revision_files import create_digest, find_name
from macros.rules.subject import Finding, Subject

#: Below this a text is another text rather than the same one reworded.
_SAME_TEXT = 0.4


def check_ids_kept(subject: Subject) -> Iterator[Finding]:
    """公布过的部分、任务、措施、单位、责任栏不能从文件里消失：撤销措施要保留原文，写 withdrawn；单位换编号，旧编号写进 former_ids。（和上一版比较）"""
    if subject.base is None:
        return
    places = _places_of_items(subject.draft)
    before = _places_of_items(subject.base)
    for item, noun in before.items():
        if item not in places:
            advice = "；撤销的措施要保留原文，写“withdrawn”" if noun.startswith("措施") else ""
            yield Place(subject.draft.paths[TASKS], 1, 1), f"上一版的{noun}（{item}）不见了{advice}。"
    known = {unit_id for unit in subject.units.units for unit_id in (unit.id, *unit.former_ids)}
    by_name = {unit.name: unit for unit in subject.units.units}
    for unit in subject.base.units.units:
        for unit_id in (unit.id, *unit.former_ids):
            if unit_id not in known:
                now = by_name.get(unit.name)
                place = now.at("id") if now else Place(subject.draft.paths[UNITS], 1, 1)
                advice = f"现在的编号是“{now.id}”的，请写“former_ids: [{unit_id}]”" if now else "没有责任的单位也请保留"
                yield place, f"上一版的单位“{unit.name}”（{unit_id}）不见了；{advice}，不然旧网址和订阅会失效。"
    roles = {role.id for role in subject.plan.roles}
    for role in subject.base.plan.roles:
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


def _shorten(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= 16 else f"{first[:16]}…"


def check_ids_reused(subject: Subject) -> Iterator[Finding]:
    """编号永远属于同一条措施：不能把旧编号给另一条用，中间插入一条时其余的不要重新编号，新的一条用没有用过的编号。（和上一版比较）"""
    if subject.base is None:
        return
    now = {measure.id: measure for _, _, measure in subject.draft.measures()}
    by_text = {measure.text: measure.id for measure in now.values()}
    for _, _, earlier in subject.base.measures():
        measure = now.get(earlier.id)
        if measure is None or measure.text == earlier.text:
            continue
        moved_to = by_text.get(earlier.text)
        if moved_to:
            yield (
                measure.at("id"),
                f"编号“{earlier.id}”在上一版里是“{_shorten(earlier.text)}”，现在那一条编成了“{moved_to}”；"
                "编号不能换给别的措施用，新的一条请用没有用过的编号。",
            )
        elif difflib.SequenceMatcher(None, earlier.text, measure.text, autojunk=False).ratio() < _SAME_TEXT:
            yield (
                measure.at("text"),
                f"编号“{earlier.id}”在上一版里是“{_shorten(earlier.text)}”，现在是完全不同的内容；"
                "请把原来那条写上“withdrawn”，新的一条用没有用过的编号。",
            )


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


def check_recorded(subject: Subject) -> Iterator[Finding]:
    """公布之前，内容的改动要登记成一次修订（维护人员运行 make record），读者在“更新记录”里看得到；编辑时不用管。"""
    revisions = subject.draft.revisions
    if revisions and revisions[-1].digest != create_digest(subject.draft.files):
        since = f"{revisions[-1].on}（{revisions[-1].why}）"
        yield (
            subject.plan.at("revised_on"),
            f"最近一次修订是{since}，以后的改动还没有登记；公布之前请运行 make record。",
        )


def check_first_named(subject: Subject) -> Iterator[Finding]:
    """责任单位的先后有含义（排在最前面的一般是牵头），只改先后的请核对。任务的序号改了，网址也会变，也请核对。（和上一版比较）"""
    if subject.base is None:
        return
    earlier = {measure.id: measure for _, _, measure in subject.base.measures()}
    for _, _, measure in subject.draft.measures():
        if before := earlier.get(measure.id):
            yield from _compare_order(subject, before, measure)
    numbers = {task.id: task.no for task in _tasks(subject.base)}
    for task in _tasks(subject.draft):
        if (number := numbers.get(task.id)) not in (None, task.no):
            yield (
                task.at("no"),
                f"任务“{task.title}”的序号由{number}改成{task.no}，网址 /tasks/{number}/ 会失效，请核对。",
            )


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


def check_names_kept(subject: Subject) -> Iterator[Finding]:
    """单位改了名，旧名称请写进 aliases，读者还会用旧名称查找。（和上一版比较）"""
    if subject.base is None:
        return
    names = {unit_id: unit.name for unit in subject.base.units.units for unit_id in (unit.id, *unit.former_ids)}
    for unit in subject.units.units:
        before = next((names[unit_id] for unit_id in (unit.id, *unit.former_ids) if unit_id in names), unit.name)
        if before not in (unit.name, *unit.aliases, *unit.variants):
            yield unit.at("name"), f"单位“{before}”改名为“{unit.name}”，请把“{before}”写进“aliases”，读者还会用它查找。"


def check_moves_recorded(subject: Subject) -> Iterator[Finding]:
    """改了公布过的时限，要在 moved 里写原来的说法、日期和原因；写过的 moved 和 withdrawn 不能删去。只是更正录入差错的可以不写。（和上一版比较）"""
    if subject.base is None:
        return
    earlier = {measure.id: measure for _, _, measure in subject.base.measures()}
    for _, _, measure in subject.draft.measures():
        before = earlier.get(measure.id)
        if before is None:
            continue
        if before.due != measure.due and before.due not in [move.was for move in measure.moved]:
            yield (
                measure.at("due"),
                f"完成时限由“{before.due}”改成“{measure.due}”，请在“moved”里写一条：was: {before.due}，"
                "on 写日期，why 写原因；只是更正录入差错的可以不写。",
            )
        if len(measure.moved) < len(before.moved):
            yield measure.at(), f"措施 {measure.id} 改时限的记录（moved）比上一版少了，请补回来。"
        if before.withdrawn and not measure.withdrawn:
            yield measure.at(), f"措施 {measure.id} 在上一版里已经撤销，现在没有“withdrawn”了，请核对。"
