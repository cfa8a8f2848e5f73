"""The shape of the files in plan/, one module a file: one class per record, its fields the keys that an editor may write, in
the order in which `format` writes them. Titles, descriptions and examples are the text of the editing page and the JSON
Schema.

`load` fills them, rules compare them, `resolve` makes the model of them; nothing else may see them.
"""

from __future__ import annotations

from macros.store.records.answers import AnswerRecord, AnswersFile
from macros.store.records.base import Record
from macros.store.records.deadlines import DeadlineRecord, DeadlinesFile
from macros.store.records.plan import ColumnsRecord, CountsRecord, PlanRecord, RoleRecord
from macros.store.records.progress import ProgressFile, ProgressRecord
from macros.store.records.tasks import (
    MeasureRecord,
    MentionRecord,
    MoveRecord,
    RecurrenceRecord,
    SectionRecord,
    TargetRecord,
    TaskRecord,
    TasksFile,
    WithdrawalRecord,
    is_names,
)
from macros.store.records.topics import TopicRecord, TopicsFile
from macros.store.records.units import UnitRecord, UnitsFile

__all__ = [
    "RECORDS",
    "AnswerRecord",
    "AnswersFile",
    "ColumnsRecord",
    "CountsRecord",
    "DeadlineRecord",
    "DeadlinesFile",
    "MeasureRecord",
    "MentionRecord",
    "MoveRecord",
    "PlanRecord",
    "ProgressFile",
    "ProgressRecord",
    "RecurrenceRecord",
    "RoleRecord",
    "SectionRecord",
    "TargetRecord",
    "TaskRecord",
    "TasksFile",
    "TopicRecord",
    "TopicsFile",
    "UnitRecord",
    "UnitsFile",
    "WithdrawalRecord",
    "is_names",
]

#: All that people may write, file by file: where it stands, and its record.
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
    ("topics.yaml 的一个主题（topics）", TopicRecord),
    ("plan.yaml", PlanRecord),
    ("answers.yaml 的一件事（questions）", AnswerRecord),
)
