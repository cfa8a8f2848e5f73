"""The rule about what is too much: asked first, and where it finds anything no other rule is asked.

The others compare each with each; what passes here they can do in seconds. Its docstring is for editors.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.check.rules.subject import Finding, Subject
from macros.store.limits import LONGEST_MEASURE, MOST_DUTIES, MOST_NAMES, MOST_SEARCHED, MOST_TOPICS, MOST_WORDINGS
from macros.store.records import MeasureRecord


def check_sizes(subject: Subject) -> Iterator[Finding]:
    """一条措施连同备注、目标等最多 30000 个字（再多 Excel 的一格放不下）；一个列表最多 1000 个名称，时限说法最多登记 1000 种，主题最多 300 个。超出的多半是误贴，改好以后才接着查别的。"""
    for _, _, measure in subject.draft.measures():
        size = sum(len(words) + 20 for _, words in measure.list_words())  # 20: what the site says around each
        if size > LONGEST_MEASURE:
            yield (
                measure.at(),
                f"措施 {measure.id} 的文字太多（约{size}个字，最多{LONGEST_MEASURE}个），请核对，或者分成几条。",
            )
        yield from _check_lists(subject, measure)
    for unit in subject.units.units:
        for key in ("aliases", "variants", "capacities", "members", "possible_members", "former_ids", "renamed"):
            if len(getattr(unit, key)) > MOST_NAMES:
                yield unit.at(key), f"“{key}”有{len(getattr(unit, key))}个，太多了，最多{MOST_NAMES}个，请核对。"
    if len(subject.deadlines.deadlines) > MOST_WORDINGS:
        place = subject.deadlines.deadlines[MOST_WORDINGS].at()
        yield place, f"时限说法登记了{len(subject.deadlines.deadlines)}种，太多了，最多{MOST_WORDINGS}种，请核对。"
    yield from _check_topics(subject)
    yield from _check_duties(subject)


def _check_topics(subject: Subject) -> Iterator[Finding]:
    topics = subject.draft.topics.topics
    if len(topics) > MOST_TOPICS:
        yield topics[MOST_TOPICS].at(), f"主题有{len(topics)}个，太多了，最多{MOST_TOPICS}个，请核对。"
    for topic in topics:
        for key in ("aliases", "words", "measures", "without"):
            if len(getattr(topic, key)) > MOST_NAMES:
                yield topic.at(key), f"“{key}”有{len(getattr(topic, key))}个，太多了，最多{MOST_NAMES}个，请核对。"
    length = sum(len(task.title) + len(measure.text) for _, task, measure in subject.draft.measures())
    number = sum(len(topic.words) for topic in topics)
    if number * length > MOST_SEARCHED:
        place = next(topic for topic in topics if topic.words).at("words")
        yield place, f"各主题的原文用词共{number}个，措施共{length}个字，要找的太多了，请减少原文用词。"


def _check_lists(subject: Subject, measure: MeasureRecord) -> Iterator[Finding]:
    lists = [(measure.at(role.id), role.name, measure.names(role.id)) for role in subject.roles]
    lists += [(target.at("units"), f"量化目标“{target.name}”的单位", target.units) for target in measure.targets]
    for place, noun, names in lists:
        if len(names) > MOST_NAMES:
            yield place, f"{noun}有{len(names)}个，太多了，最多{MOST_NAMES}个，请核对，或者登记一个统称。"


def _check_duties(subject: Subject) -> Iterator[Finding]:
    """Measures times bodies, collective names spelled out; reported where the sum goes too far."""
    covered = {
        name: len(unit.members or unit.possible_members) or 1
        for unit in subject.units.units
        for name in (unit.name, *unit.variants)
    }
    total = 0
    for _, task, measure in subject.draft.measures():
        total += sum(covered.get(name, 1) for name in subject.names_of(task, measure))
        if total > MOST_DUTIES:
            yield measure.at(), f"到这一条，措施和单位的组合已超过{MOST_DUTIES}个，不像一份计划；请分成几份计划。"
            return
