"""Topics that residents ask about, with the measures that answer."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import Plan, Topic
from macros.views.measures import MeasurePlace


@dataclass(frozen=True, slots=True)
class TopicView:
    """`rows` in printed order, withdrawn measures too."""

    topic: Topic
    rows: tuple[MeasurePlace, ...]


def build_topics(plan: Plan) -> tuple[TopicView, ...]:
    rows = {measure.id: MeasurePlace(section, task, measure) for section, task, measure in plan.walk()}
    return tuple(TopicView(topic, tuple(rows[name] for name in topic.measures)) for topic in plan.topics)


def build_topics_by_measure(plan: Plan) -> dict[str, tuple[Topic, ...]]:
    """The topics of each measure, by its id, in the order of topics; none for a measure without any."""
    found: dict[str, list[Topic]] = {measure.id: [] for measure in plan.measures}
    for topic in plan.topics:
        for name in topic.measures:
            found[name].append(topic)
    return {name: tuple(topics) for name, topics in found.items()}
