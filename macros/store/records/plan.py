"""The records of plan.yaml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from macros.store.migrations import FORMAT
from macros.store.records.base import Record
from macros.store.scalars import (
    Integer,
    IsoDate,
    Line,
    Notes,
    Slug,
)


class RoleRecord(Record):
    model_config = ConfigDict(title="责任栏")

    id: Slug = Field(title="编号", description="tasks.yaml 里使用的字段名", examples=["lead"])
    name: Line = Field(title="栏名", description="原表的栏名，照抄", examples=["牵头单位"])


class ColumnsRecord(Record):
    model_config = ConfigDict(title="其余各栏的栏名")
    is_item = False

    no: Line = Field(title="序号栏", examples=["序号"])
    task: Line = Field(title="任务栏", examples=["重点任务"])
    measure: Line = Field(title="措施栏", examples=["工作措施"])
    deadline: Line = Field(title="时限栏", examples=["完成时限"])


class CountsRecord(Record):
    model_config = ConfigDict(title="各项数目")
    is_item = False

    sections: Integer = Field(title="部分数")
    tasks: Integer = Field(title="任务数")
    measures: Integer = Field(title="措施数")
    rows: Integer = Field(title="原表的措施行数", description="重复印出的行也数在内")


class PlanRecord(Record):
    model_config = ConfigDict(title="关于这份文件")
    is_item = False

    format: Integer = Field(
        default=FORMAT, title="文件格式", description="这些文件按第几种格式写；不写就是1，升级程序时由 make format 改"
    )
    id: Slug = Field(
        title="编号", description="永久编号，用在日历订阅里，公布后不再改动", examples=["mentougou-air-2023"]
    )
    title: Line = Field(title="文件标题", description="照抄原文，不含状态")
    short_title: Line = Field(title="网站名称")
    annex: Line | None = Field(default=None, title="附件号", examples=["附件2"])
    status: Line = Field(title="文件状态", description="显示在每一页顶部", examples=["征求意见稿", "正式印发"])
    status_note: Line | None = Field(default=None, title="对状态的一句说明", description="显示在状态旁边")
    year: Integer = Field(
        title="计划年度", description="没有写年份的时限按这一年推算；跨几年的计划填第一年", examples=[2023]
    )
    until_year: Integer | None = Field(
        default=None,
        title="最后一年",
        description="跨几年的计划才填；没有写年份的时限就不再推算，要登记是哪一年",
        examples=[2026],
    )
    columns: ColumnsRecord = Field(title="原表其余各栏的栏名")
    roles: tuple[RoleRecord, ...] = Field(title="责任栏", description="第一个责任栏当作牵头")
    none_mark: Line = Field(title="没有单位的格印什么", examples=["——"])
    towns_name: Line = Field(title="镇街在本地的统称", examples=["镇街", "街道乡镇"])
    source: Line | None = Field(
        default=None,
        title="收到的原文",
        description="放在计划文件夹里的文本文件，供读者核对",
        examples=["source/plan.txt"],
    )
    licence: Line | None = Field(
        default=None,
        title="使用许可",
        description="发布单位写明了怎样使用这些数据才填，照抄；没有写明的不填，网站照实说明",
    )
    counts: CountsRecord = Field(title="原文的数目", description="程序据此核对有没有漏掉、多出")
    revised_on: IsoDate = Field(title="本站数据最近一次修订的日期", examples=["2026-11-23"])
    confirmed: tuple[Line, ...] = Field(
        default=(), title="核对过的说法", description="检查时提示过、核对后没有问题的标题和说法；以后不再提示"
    )
    notes: Notes = Field(default=(), title="关于整份文件的编者注", description="显示在首页")
