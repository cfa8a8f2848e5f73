"""The records of deadlines.yaml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from macros.model import DeadlineKind, Precision
from macros.store.records.base import Record
from macros.store.scalars import (
    Line,
    RegisteredDay,
)


class DeadlineRecord(Record):
    model_config = ConfigDict(title="时限说法")

    text: Line = Field(title="原表的说法", description="照抄", examples=["采暖季前"])
    kind: DeadlineKind = Field(
        title="类别",
        description="by 到某日为止；window 一段时间内；from 从某日起；ongoing 长期；as_scheduled 日期另定",
    )
    start: RegisteredDay | None = Field(
        default=None,
        title="起始的月-日",
        description="from、window 才填；别的年份的，写年-月-日",
        examples=["06-01", "2025-06-01"],
    )
    end: RegisteredDay | None = Field(
        default=None,
        title="截止的月-日",
        description="by、window 才填；别的年份的，写年-月-日",
        examples=["11-14", "2025-11-14"],
    )
    precision: Precision | None = Field(
        default=None, title="精确到哪一级", description="day 日；month 月；year 年；没有日期的不填"
    )
    basis: Line = Field(title="依据", description="为什么这样理解，会显示给读者")


class DeadlinesFile(Record):
    model_config = ConfigDict(title="时限的说法")
    is_item = False

    deadlines: tuple[DeadlineRecord, ...] = Field(title="时限的说法")
