"""The records of topics.yaml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from macros.store.records.base import Record
from macros.store.scalars import Name, Names, Notes, Slug


class TopicRecord(Record):
    model_config = ConfigDict(title="主题")

    id: Slug = Field(title="编号", description="用在网址里，公布后不再改动", examples=["fireworks"])
    name: Name = Field(title="名称", description="居民日常的说法", examples=["烟花爆竹"])
    aliases: Names = Field(
        default=(), title="别的说法", description="居民会怎么说、怎么搜；只用来搜索，不显示", examples=["放鞭炮"]
    )
    words: Names = Field(
        default=(), title="原文用词", description="任务名称或措施原文里有其中一个词的，归进来", examples=["烟花爆竹"]
    )
    measures: tuple[Slug, ...] = Field(
        default=(), title="补上的措施", description="原文没有这些词、但属于这个主题的，写编号", examples=["t21-1"]
    )
    without: tuple[Slug, ...] = Field(
        default=(), title="去掉的措施", description="原文有这些词、但不属于这个主题的，写编号", examples=["t25-1"]
    )
    notes: Notes = Field(default=(), title="编者注", description="显示给读者")


class TopicsFile(Record):
    model_config = ConfigDict(title="主题")
    is_item = False

    topics: tuple[TopicRecord, ...] = Field(title="主题", description="顺序就是网站上的排列顺序")
