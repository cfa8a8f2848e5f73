"""The records of progress.yaml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from macros.model import ProgressState
from macros.store.records.base import Record
from macros.store.scalars import (
    IsoDate,
    Name,
    Slug,
    Text,
    WebAddress,
)


class ProgressRecord(Record):
    model_config = ConfigDict(title="进展")

    measure: Slug = Field(title="措施编号", examples=["t14-2"])
    unit: Name = Field(title="填报单位", description="登记的名称", examples=["区城管委"])
    on: IsoDate = Field(title="填报的日期", examples=["2023-06-30"])
    state: ProgressState = Field(title="进展", description="单位自己填的，网站不另作判断")
    words: Text = Field(title="进展情况", description="单位的原话")
    issues: Text | None = Field(default=None, title="存在问题", description="单位的原话")
    next_steps: Text | None = Field(default=None, title="下一步措施", description="单位的原话")
    source: WebAddress | None = Field(
        default=None, title="出处的网址", description="公开发布过的，写 http 或 https 网址"
    )


class ProgressFile(Record):
    model_config = ConfigDict(title="进展")
    is_item = False

    progress: tuple[ProgressRecord, ...] = Field(title="进展")
