"""The records of answers.yaml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from macros.model import QuestionKind
from macros.store.records.base import Record
from macros.store.scalars import Line, Words


class AnswerRecord(Record):
    model_config = ConfigDict(title="还没有定的事")

    kind: QuestionKind = Field(
        title="关于什么",
        description="members 统称包括哪些单位；same 是不是一个单位；name 是不是一个名称；wording 时限的说法；"
        "field plan.yaml 里文件没有写明的一项；column 表里的一栏；part 没有写进计划的部分；figures 正文里的数字；mentions 正文提到的单位",
    )
    words: Line = Field(title="原文", description="问的是文件里的哪几个字，由导入写好，不改", examples=["各区政府"])
    question: Line = Field(title="问题", description="由导入写好，不改")
    proposal: Words = Field(default=(), title="建议的答案", description="程序从登记册和文件里推出来的，请核对")
    places: tuple[Line, ...] = Field(default=(), title="在文件的什么地方")
    answer: Words = Field(
        title="答案",
        description="接受，就是按建议的办；待定，就是还没有定；别的写法见文件开头。填好以后运行 make answer",
        examples=["接受"],
    )


class AnswersFile(Record):
    model_config = ConfigDict(title="还没有定的事")
    is_item = False

    questions: tuple[AnswerRecord, ...] = Field(title="还没有定的事")
