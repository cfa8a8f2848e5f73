"""The shape of the files in plan/: one class per record, its fields the keys that an editor may write, in the order in
which `format` writes them. Titles, descriptions and examples are what the editing page and the JSON Schema show.

`load` fills them, `check` compares them, `resolve` makes the model of them; nothing else may see them.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from pydantic import ConfigDict, Field

from macros.model import Comparison, DeadlineKind, Frequency, Precision, ProgressState, UnitKind
from macros.store.records.base import Record
from macros.store.scalars import (
    Integer,
    IsoDate,
    Line,
    MonthDay,
    Name,
    Names,
    Notes,
    Number,
    Slug,
    TaskNo,
    Text,
    Truth,
    WebAddress,
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

    id: Slug = Field(
        title="编号", description="永久编号，用在日历订阅里，公布后不再改动", examples=["mentougou-air-2023"]
    )
    title: Line = Field(title="文件标题", description="照抄原文，不含状态")
    short_title: Line = Field(title="网站名称")
    annex: Line | None = Field(default=None, title="附件号", examples=["附件2"])
    status: Line = Field(title="文件状态", description="显示在每一页顶部", examples=["征求意见稿", "正式印发"])
    status_note: Line | None = Field(default=None, title="对状态的一句说明", description="显示在状态旁边")
    year: Integer = Field(title="计划年度", description="时限按这一年推算", examples=[2023])
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


class UnitRecord(Record):
    model_config = ConfigDict(title="单位")

    id: Slug = Field(
        title="编号", description="用在网址里，公布后不再改动、不再重复使用", examples=["ecology-environment"]
    )
    name: Name = Field(title="标准名称", description="照抄原文的简称", examples=["区生态环境局"])
    kind: UnitKind = Field(
        title="类别",
        description="agency 部门单位；park 园区；enterprise 企业；town 镇；subdistrict 街道；district 区县；"
        "outside 责任栏以外的单位；group 统称",
    )
    aliases: Names = Field(default=(), title="别名", description="搜得到；正文里出现时自动识别为“文中提到”")
    variants: Names = Field(default=(), title="异写", description="原表责任栏里印作别的写法、但指同一单位的名称")
    capacities: Names = Field(default=(), title="身份", description="原表在名称后面用括号注明的身份")
    part_of: Name | None = Field(default=None, title="所属单位")
    members: Names = Field(default=(), title="成员", description="统称包括哪些单位（原文能够确定的）")
    possible_members: Names = Field(
        default=(), title="可能的成员", description="统称可能包括哪些单位（原文没有写明的），只提示“可能涉及”"
    )
    former_ids: tuple[Slug, ...] = Field(default=(), title="以前用过的编号", description="旧网址会转到新网址")
    confirmed: Names = Field(
        default=(), title="核对过的名称", description="检查时提示过、核对后没有问题的名称；以后不再提示"
    )
    notes: Notes = Field(default=(), title="编者注", description="显示给读者")


class UnitsFile(Record):
    model_config = ConfigDict(title="单位登记册")
    is_item = False

    units: tuple[UnitRecord, ...] = Field(title="单位", description="顺序就是网站上的排列顺序")


class DeadlineRecord(Record):
    model_config = ConfigDict(title="时限说法")

    text: Line = Field(title="原表的说法", description="照抄", examples=["采暖季前"])
    kind: DeadlineKind = Field(
        title="类别",
        description="by 到某日为止；window 一段时间内；from 从某日起；ongoing 长期；as_scheduled 日期另定",
    )
    start: MonthDay | None = Field(
        default=None, title="起始的月-日", description="from、window 才填", examples=["06-01"]
    )
    end: MonthDay | None = Field(default=None, title="截止的月-日", description="by、window 才填", examples=["11-14"])
    precision: Precision | None = Field(
        default=None, title="精确到哪一级", description="day 日；month 月；year 年；没有日期的不填"
    )
    basis: Line = Field(title="依据", description="为什么这样理解，会显示给读者")


class DeadlinesFile(Record):
    model_config = ConfigDict(title="时限的说法")
    is_item = False

    deadlines: tuple[DeadlineRecord, ...] = Field(title="时限的说法")


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


#: What people may write, file by file: the record and where it stands.
RECORDS: tuple[tuple[str, type[Record]], ...] = (
    ("tasks.yaml 的一条措施（measures）", MeasureRecord),
    ("措施里改过的时限（moved）", MoveRecord),
    ("措施里的撤销（withdrawn）", WithdrawalRecord),
    ("措施里的重复性工作（recurs）", RecurrenceRecord),
    ("措施里文中提到的单位（mentions）", MentionRecord),
    ("措施里的量化目标（targets）", TargetRecord),
    ("tasks.yaml 的一项任务（tasks）", TaskRecord),
    ("tasks.yaml 的一个部分（sections）", SectionRecord),
    ("units.yaml 的一个单位（units）", UnitRecord),
    ("deadlines.yaml 的一种说法（deadlines）", DeadlineRecord),
    ("progress.yaml 的一条进展（progress）", ProgressRecord),
    ("plan.yaml", PlanRecord),
)
