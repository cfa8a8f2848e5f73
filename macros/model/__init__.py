"""The plan as the rest of the house sees it: names resolved, deadlines dated, nothing left to look up in YAML.

Every room may rely on it. It does no I/O, makes no HTML and reads no clock. Changes between editions are in
macros.model.changes.
"""

from __future__ import annotations

from macros.model.deadlines import Deadline, DeadlineKind, Frequency, Move, Precision, Recurrence
from macros.model.measures import Comparison, Measure, Target, Withdrawal
from macros.model.plan import Columns, Plan, Section, Task
from macros.model.progress import ProgressEntry, ProgressState
from macros.model.questions import QuestionKind
from macros.model.topics import Topic
from macros.model.units import TOWN_KINDS, Assignment, NameInText, Rename, Role, Unit, UnitKind

__all__ = [
    "TOWN_KINDS",
    "Assignment",
    "Columns",
    "Comparison",
    "Deadline",
    "DeadlineKind",
    "Frequency",
    "Measure",
    "Move",
    "NameInText",
    "Plan",
    "Precision",
    "ProgressEntry",
    "ProgressState",
    "QuestionKind",
    "Recurrence",
    "Rename",
    "Role",
    "Section",
    "Target",
    "Task",
    "Topic",
    "Unit",
    "UnitKind",
    "Withdrawal",
]
