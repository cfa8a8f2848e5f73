"""The records of units.yaml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from macros.model import UnitKind
from macros.store.records.base import Record
from macros.store.scalars import (
    IsoDate,
    Line,
    Name,
    Names,
    Notes,
    Slug,
)


class RenameRecord(Record):
    model_config = ConfigDict(title="以前的名称")

    was: Name = Field(title="原来的名称", examples=["区城管委"])
    on: IsoDate = Field(title="新名称从哪一天起用", examples=["2024-07-01"])
    why: Line = Field(title="依据")


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
    renamed: tuple[RenameRecord, ...] = Field(
        default=(),
        title="以前的名称",
        description="机构改革改了名、并入这个单位的，每个旧名称写一条；原表、正文、填报过的进展里的旧名称照旧不改",
    )
    confirmed: Names = Field(
        default=(), title="核对过的名称", description="检查时提示过、核对后没有问题的名称；以后不再提示"
    )
    notes: Notes = Field(default=(), title="编者注", description="显示给读者")

    @property
    def is_undecided(self) -> bool:
        """Whether a collective name has neither members nor a word on them."""
        is_told = self.members or self.possible_members or self.notes or self.name in self.confirmed
        return self.kind is UnitKind.GROUP and not is_told

    @property
    def former_names(self) -> tuple[str, ...]:
        return tuple(item.was for item in self.renamed)


class UnitsFile(Record):
    model_config = ConfigDict(title="单位登记册")
    is_item = False

    units: tuple[UnitRecord, ...] = Field(title="单位", description="顺序就是网站上的排列顺序")
