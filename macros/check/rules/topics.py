"""Rules about topics.yaml: what residents ask about, and the measures that answer."""

from __future__ import annotations

from collections.abc import Iterator

from macros.check.rules.subject import Comparison, Finding, Subject
from macros.store.load import TOPICS
from macros.store.problems import Place, create_suggestion
from macros.store.records import TopicRecord
from macros.words.topics import find_words


def check_topics(subject: Subject) -> Iterator[Finding]:
    """主题的编号、名称不能重复；measures、without 里要写计划里有的措施，同一条不能两边都写；每个主题至少有一条措施。"""
    measures = {measure.id for _, _, measure in subject.draft.measures()}
    seen: dict[tuple[str, str], int] = {}
    for topic in subject.draft.topics.topics:
        for key, noun, value in (("id", "编号", topic.id), ("name", "名称", topic.name)):
            if (key, value) in seen:
                yield topic.at(key), f"{noun}“{value}”和第{seen[key, value]}行的主题重复。"
            seen.setdefault((key, value), topic.at(key).line)
        for key, ids in (("measures", topic.measures), ("without", topic.without)):
            for index, name in enumerate(ids):
                if name not in measures:
                    hint = create_suggestion(name, measures)
                    yield topic.at(key, index), f"没有编号是“{name}”的措施{hint}"
                elif key == "without" and name in topic.measures:
                    yield topic.at(key, index), f"措施 {name} 在“measures”里也写了，请留一处。"
        if not (_find_drawn(subject, topic).keys() | set(topic.measures)) - set(topic.without):
            yield topic.at(), f"主题“{topic.name}”没有一条措施。"


def check_topic_words(subject: Subject) -> Iterator[Finding]:
    """主题的“words”应在原文里找得到；“measures”不用写这些词已经归进来的，“without”只写它们归进来的。"""
    for topic in subject.draft.topics.topics:
        drawn = _find_drawn(subject, topic)
        found = {word for words in drawn.values() for word in words}
        for index, word in enumerate(topic.words):
            if word not in found:
                yield (
                    topic.at("words", index),
                    f"原文里没有“{word}”，这个词归不进措施，请核对；只给人搜的，写进“aliases”。",
                )
        for index, name in enumerate(topic.measures):
            if name in drawn:
                yield topic.at("measures", index), f"措施 {name} 有“{drawn[name][0]}”，已经归进来了，这里不用再写。"
        for index, name in enumerate(topic.without):
            if name not in drawn and name not in topic.measures:
                yield topic.at("without", index), f"措施 {name} 本来就没有归进来，这里不用写。"


def check_topics_kept(comparison: Comparison) -> Iterator[Finding]:
    """公布过的主题，编号改了、去掉了，网址会失效，请核对。（和上一版比较）"""
    now = comparison.now.draft
    place = Place(now.paths[TOPICS], 1, 1)
    kept = {topic.id for topic in now.topics.topics}
    for topic in comparison.base.topics.topics:
        if topic.id not in kept:
            yield place, f"主题“{topic.name}”（{topic.id}）没有了，网址 /topics/{topic.id}/ 会失效，请核对。"


def _find_drawn(subject: Subject, topic: TopicRecord) -> dict[str, list[str]]:
    """The measures in which words of a topic stand, by id, with those words."""
    found = {
        measure.id: find_words(topic.words, task.title, measure.text) for _, task, measure in subject.draft.measures()
    }
    return {name: words for name, words in found.items() if words}
