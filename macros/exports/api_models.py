"""The JSON of the public contract, field by field: what is written, its JSON Schema and the OpenAPI come from here.

Fields are never taken away or given another meaning under v1; new ones may come. Descriptions are shown on /data/.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="日期，年-月-日")]


class ApiModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ApiPlan(ApiModel):
    title: str = Field(description="文件标题")
    year: int = Field(description="计划年度；跨几年的计划是第一年")
    until_year: int = Field(default=0, description="跨几年的计划的最后一年；只有一年的没有这一项")
    status: str = Field(description="文件状态，如征求意见稿")


class ApiRole(ApiModel):
    id: str
    name: str = Field(description="责任栏的栏名，照抄原文")


class ApiSection(ApiModel):
    id: str
    title: str
    part: str | None = Field(
        default=None, exclude_if=lambda part: part is None, description="上一级标题；只有一级标题的计划没有这个字段"
    )


class ApiDeadline(ApiModel):
    text: str = Field(description="原文的时限说法")
    kind: Literal["by", "window", "from", "ongoing", "as_scheduled"] = Field(
        description="by 到某日为止，window 一段时间内，from 从某日起，ongoing 长期，as_scheduled 日期另定"
    )
    start: Day | None = Field(description="本站推算的开始日期，含当日；推算不出的为空")
    end: Day | None = Field(description="本站推算的截止日期，含当日；推算不出的为空")
    precision: Literal["day", "month", "year"] | None = Field(description="原文精确到哪一级：日、月、年")
    basis: str = Field(description="推算的依据")


class ApiDuty(ApiModel):
    unit: str = Field(description="单位编号")
    role: str = Field(description="责任编号，见 roles")
    via: str | None = Field(description="经由哪个统称；直接点名的为空")
    certain: bool = Field(description="false 表示原文没有写明是否包括这个单位")


class ApiMention(ApiModel):
    unit: str = Field(description="单位编号")
    words: str = Field(description="原文用词")


class ApiTarget(ApiModel):
    name: str
    comparison: Literal["at_most", "at_least", "equal", "about", "not_in_last", "fewer_in_last"] = Field(
        description="at_most 不超过，at_least 不少于，equal 为，about 约，not_in_last 不进入后几名，"
        "fewer_in_last 减少进入后几名"
    )
    value: int | float
    unit: str = Field(description="计量单位")
    words: str = Field(description="原话")
    units: list[str] = Field(description="这个数值约束的单位的编号")


class ApiPlace(ApiModel):
    """印出来的位置。"""

    no: str = Field(description="任务印出的序号")
    row: int | None = Field(description="原表的第几行措施（几行的是第一行）；原表没有这一条的为空")


class ApiMeasure(ApiModel):
    id: str = Field(description="措施编号，长期不变，不重复使用")
    text: str = Field(description="原文，段落之间是换行")
    deadline: ApiDeadline
    units: dict[str, list[str]] = Field(description="责任栏里的名称，照抄原文，按原顺序；键是责任编号")
    duties: list[ApiDuty] = Field(description="每个单位、每种责任一项")
    mentions: list[ApiMention] = Field(description="正文提到、但责任栏没有列入的单位")
    targets: list[ApiTarget] = Field(description="量化目标")
    notes: list[str] = Field(description="编者注")
    source_rows: list[int] = Field(description="在原表措施行中的行号，从1数起")
    topics: list[str] = Field(description="主题的编号，见 topics.json")
    place: ApiPlace


class ApiTask(ApiModel):
    id: str
    no: str = Field(description="印出的序号；以后的版本可能重排，编号不变")
    title: str
    section: str = Field(description="部分的编号")
    measures: list[ApiMeasure]


class ApiUnit(ApiModel):
    id: str = Field(description="单位编号，长期不变")
    name: str
    kind: Literal["agency", "park", "enterprise", "outside", "town", "subdistrict", "district", "group"] = Field(
        description="部门单位、园区、企业、责任栏以外的单位、镇、街道、区县、统称"
    )
    aliases: list[str] = Field(description="其他写法")
    members: list[str] = Field(description="统称包括的单位的编号；只列原文能确定的")


class ApiRevision(ApiModel):
    on: Day
    number: int = Field(description="第几次登记，从1数起；见 /changes/")
    is_current: bool = Field(description="false 表示登记以后内容又改过，还没有再登记")


class ApiProvenance(ApiModel):
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="数据文件的 SHA-256：/downloads/data/SHA256SUMS 这个文件的 SHA-256；核对办法见 /data/",
    )
    revision: ApiRevision | None = Field(description="最近一次登记的修订；没有登记过的为空")
    source_revision: str | None = Field(description="代码仓库里的版本号；生成网站时没有给出的为空")


class PlanDocument(ApiModel):
    """整个计划：部分、任务、措施、时限、责任、指标、单位。"""

    schema_version: str
    plan: ApiPlan
    roles: list[ApiRole]
    sections: list[ApiSection]
    tasks: list[ApiTask]
    units: list[ApiUnit]
    provenance: ApiProvenance | None = Field(
        default=None, exclude_if=lambda value: value is None, description="从哪一版数据来，怎样核对"
    )


class TaskDocument(ApiModel):
    """一项任务。"""

    schema_version: str
    task: ApiTask


class ApiUnitDuty(ApiModel):
    task: str = Field(description="任务编号")
    measure: str = Field(description="措施编号")
    role: str
    via: str | None
    certain: bool
    deadline: ApiDeadline


class ApiUnitMention(ApiModel):
    task: str
    measure: str
    words: str


class UnitDocument(ApiModel):
    """一个单位的全部责任。"""

    schema_version: str
    unit: ApiUnit
    counts: dict[str, int] = Field(description="每种责任各有多少条，total 是合计；只计确定的责任")
    duties: list[ApiUnitDuty]
    mentions: list[ApiUnitMention]


class ApiRecurrence(ApiModel):
    every: Literal["weekly", "monthly", "quarterly", "half_yearly", "yearly"]
    until: Day = Field(description="最后期限")
    words: str = Field(description="原话")


class ApiMove(ApiModel):
    was: str = Field(description="原来的说法")
    on: Day
    why: str


class ApiEvent(ApiModel):
    uid: str = Field(description="日历里 @ 前面的部分，长期不变")
    task: str
    measure: str
    kind: Literal["by", "window", "from", "recurring"] = Field(
        description="同时限的 kind，另有 recurring 按期重复（start 是第一次）"
    )
    start: Day
    end: Day
    recurrence: ApiRecurrence | None
    deadline: ApiDeadline
    moved: list[ApiMove] = Field(description="改过的时限")
    sequence: int = Field(description="每改一次加一")
    status: Literal["confirmed", "cancelled"] = Field(description="cancelled 表示已撤销或不再有日期")


class ApiUndated(ApiModel):
    task: str
    measure: str
    deadline: ApiDeadline


class DeadlinesDocument(ApiModel):
    """日历里的全部事件，以及没有完成日期的措施（按期重复的也在内）。"""

    schema_version: str
    events: list[ApiEvent]
    undated: list[ApiUndated]


class ApiProgress(ApiModel):
    measure: str = Field(description="措施编号")
    unit: str = Field(description="填报单位的编号")
    on: Day = Field(description="填报的日期")
    state: Literal["not_started", "under_way", "on_track", "behind", "done"] = Field(
        description="单位自己填的：未启动、推进中、达进度、欠进度、已完成"
    )
    words: str = Field(description="进展情况，单位的原话")
    issues: str | None = Field(description="存在问题，单位的原话；没有填的为空")
    next_steps: str | None = Field(description="下一步措施，单位的原话；没有填的为空")
    source: str | None = Field(description="出处的网址；没有的为空")
    reporter: str = Field(description="填报时的单位名称；后来改了名、合并了的，和现在的名称不同")


class ProgressDocument(ApiModel):
    """各单位填报的全部进展，先填报的在前；没有人填报过的计划没有这个文件。"""

    schema_version: str
    progress: list[ApiProgress]


class ApiTopic(ApiModel):
    id: str = Field(description="主题编号，长期不变")
    name: str = Field(description="居民日常的说法")
    aliases: list[str] = Field(description="别的说法，用来搜索")
    measures: list[str] = Field(description="有关的措施的编号，按原文的顺序")
    notes: list[str] = Field(description="编者注")


class TopicsDocument(ApiModel):
    """居民关心的主题，和有关的措施；编者整理的，原文里没有。没有整理主题的计划没有这个文件。"""

    schema_version: str
    topics: list[ApiTopic]


#: Every address of the API under /api/v1/ with what is there; `{…}` stands for an id.
DOCUMENTS: dict[str, type[ApiModel]] = {
    "plan.json": PlanDocument,
    "tasks/{no}.json": TaskDocument,
    "units/{id}.json": UnitDocument,
    "deadlines.json": DeadlinesDocument,
    "topics.json": TopicsDocument,
    "progress.json": ProgressDocument,
}
