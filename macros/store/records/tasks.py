"""The records of tasks.yaml, the plan's own text."""

from __future__ import annotations

from typing import Any, TypeGuard

from pydantic import ConfigDict, Field

from macros.model import Comparison, Frequency
from macros.store.records.base import Record
from macros.store.scalars import (
    Integer,
    IsoDate,
    Line,
    Name,
    Names,
    Notes,
    Number,
    Slug,
    TaskNo,
    Text,
    Truth,
)


class RecurrenceRecord(Record):
    model_config = ConfigDict(title="重复性工作")

    every: Frequency = Field(title="间隔")
    words: Line = Field(title="原话", description="照抄正文")


class MentionRecord(Record):
    model_config = ConfigDict(title="文中提到的单位")

    unit: Name = Field(title="单位", description="登记的名称")
    words: Line = Field(title="原话", description="照抄正文")


class TargetRecord(Record):
    model_config = ConfigDict(title="量化目标")

    name: Line = Field(title="名称", examples=["电动化叉车"])
    comparison: Comparison = Field(title="怎样比较", description="“为”表示原文没有写比较的词")
    value: Number = Field(title="数值", description="不带单位，2万写成 20000", examples=[20000])
    unit: Line = Field(title="计量单位", examples=["辆", "%"])
    words: Line = Field(title="原话", description="照抄正文")
    scope: Line | None = Field(default=None, title="适用范围", examples=["全区"])
    units: Names = Field(title="直接约束的单位")
    headline: Truth = Field(default=False, title="是否放到首页")


class MoveRecord(Record):
    model_config = ConfigDict(title="改过的时限")

    was: Line = Field(title="原来的说法")
    on: IsoDate = Field(title="改动的日期", examples=["2023-07-05"])
    why: Line = Field(title="原因")


class WithdrawalRecord(Record):
    model_config = ConfigDict(title="撤销")
    is_item = False

    on: IsoDate = Field(title="撤销的日期", examples=["2023-07-05"])
    why: Line = Field(title="原因")


class MeasureRecord(Record):
    """Its other keys are the ids of the roles in plan.yaml, each with a list of printed names."""

    model_config = ConfigDict(title="措施", extra="allow", frozen=True)

    id: Slug = Field(title="编号", description="一经公布不再改动、不再重复使用", examples=["t14-2"])
    text: Text = Field(title="工作措施原文", description="照抄原文，分几段就写几行")
    due: Line = Field(title="完成时限", description="照抄原表", examples=["年底前", "6月底", "长期实施"])
    starts: Line | None = Field(
        default=None, title="起始时间", description="正文里写明的，照抄", examples=["2023年11月起"]
    )
    moved: tuple[MoveRecord, ...] = Field(
        default=(), title="改过的时限", description="公布以后每改一次写一条，最早的在最前面；due 写现在的说法"
    )
    withdrawn: WithdrawalRecord | None = Field(
        default=None, title="撤销", description="公布以后撤销的措施不删除，写日期和原因"
    )
    recurs: tuple[RecurrenceRecord, ...] = Field(default=(), title="正文里写明的重复性工作")
    units_as: Line | None = Field(
        default=None, title="单位同上一条", description="原表单位格与上一条合并时，写上一条的编号，不再重复单位"
    )
    mentions: tuple[MentionRecord, ...] = Field(default=(), title="正文点到、但没有列入责任栏的单位")
    targets: tuple[TargetRecord, ...] = Field(default=(), title="量化目标")
    confirmed: tuple[Line, ...] = Field(
        default=(),
        title="核对过的说法",
        description="检查时提示过、核对后没有问题的日期和数字，照抄正文；以后不再提示",
        examples=["4.5吨以下"],
    )
    notes: Notes = Field(default=(), title="编者注", description="疑问、更正说明，会原样显示给读者")
    rows: tuple[Integer, ...] = Field(
        title="原表的行号",
        description="从 1 数起；重复印出的行号都写上；公布以后新增、原表没有的写 []",
        examples=[[12], [40, 43]],
    )

    def names(self, role: str) -> tuple[str, ...]:
        """The printed names under one role; () where the role is not written or is no list of names."""
        value = self._extra.get(role)
        return tuple(value) if is_names(value) else ()

    def has_names(self, role: str) -> bool:
        """Whether the role is written as a list of names, an empty one included."""
        return is_names(self._extra.get(role))

    @property
    def role_keys(self) -> tuple[str, ...]:
        return tuple(self._extra)

    @property
    def _extra(self) -> dict[str, Any]:
        return self.__pydantic_extra__ or {}


def is_names(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(name, str) and name for name in value)


class TaskRecord(Record):
    model_config = ConfigDict(title="任务")

    id: Slug = Field(title="编号", description="一经公布不再改动、不再重复使用", examples=["t14"])
    no: TaskNo = Field(title="序号", description="原表印的序号，用在网址里", examples=["14"])
    title: Line = Field(title="标题", description="照抄原表", examples=["推进VOCs综合整治"])
    measures: tuple[MeasureRecord, ...] = Field(title="措施")


class SectionRecord(Record):
    model_config = ConfigDict(title="部分")

    id: Slug = Field(title="编号", examples=["s1"])
    title: Line = Field(title="标题", description="照抄原表", examples=["一、主要目标"])
    part: Line | None = Field(
        default=None, title="上一级标题", description="原表的标题有两级时才填，照抄；同一标题下的各部分都写"
    )
    tasks: tuple[TaskRecord, ...] = Field(title="任务")


class TasksFile(Record):
    model_config = ConfigDict(title="行动计划正文")
    is_item = False

    sections: tuple[SectionRecord, ...] = Field(title="部分")
