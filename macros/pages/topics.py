"""Topics, which residents ask about: the index, and a page for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page, UnitUrl
from macros.model import Plan, Topic
from macros.pages.site import Site
from macros.views.topics import TopicView


@dataclass(frozen=True)
class TopicIndex(Page):
    plan: Annotated[Plan, "The plan with its title and status."]
    views: Annotated[tuple[TopicView, ...], "The topics with their measures."]


def topic_index(site: Site) -> str:
    """主题目录：居民关心的事，各有几条措施。"""
    return TopicIndex(site.plan, tuple(site.views.topics.values())).render()


@dataclass(frozen=True)
class TopicPage(Page):
    plan: Annotated[Plan, "The plan with its title, status and roles."]
    view: Annotated[TopicView, "The topic with its measures."]
    others: Annotated[tuple[Topic, ...], "The other topics; may be empty."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def topic_page(site: Site, topic_id: str) -> str:
    """一个主题的全部措施，例如 topic_page("fireworks")。"""
    view = site.views.topics.get(topic_id)
    if view is None:
        raise ValueError(f"没有编号是“{topic_id}”的主题")
    others = tuple(topic for topic in site.plan.topics if topic.id != topic_id)
    return TopicPage(site.plan, view, others, site.unit_url).render()
