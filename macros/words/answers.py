"""The words that answer an open question, and what an editor is told about them."""

from __future__ import annotations

from macros.model import QuestionKind

OPEN = "待定"
ACCEPT = "接受"
#: Of a collective name: the proposal is what it may mean; the document does not say whom.
POSSIBLE, UNLISTED = "可能", "不明"
YES, NO = "是", "不是"
#: The names stay as they were imported.
AS_IMPORTED = "不改"
#: Of a deadline that has no date.
UNDATED = "日期另定"
#: Of what is not in the plan: it need not be, or somebody has written it there.
LEFT_OUT, WRITTEN = "不写", "写好了"

#: What may be written, for the message and the head of the file.
CHOICES = {
    QuestionKind.MEMBERS: f"“{ACCEPT}”（建议的都是成员）、“{POSSIBLE}”（建议的可能是）、“{UNLISTED}”（原文没有列出），或者成员的名单，如 [甲, 乙]；建议的以外还有的，写 [{ACCEPT}, 丙]",
    QuestionKind.SAME: f"“{YES}”（是一个单位）或“{NO}”",
    QuestionKind.NAME: f"“{ACCEPT}”、“{AS_IMPORTED}”，或者正确的名称，如 [甲, 乙]",
    QuestionKind.WORDING: f"“{ACCEPT}”、意思相同的写法（如 2024年9月30日前、长期实施），或者“{UNDATED}”",
    QuestionKind.FIELD: f"“{ACCEPT}”，或者正确的内容",
    QuestionKind.COLUMN: f"“{ACCEPT}”（就这样），或者改好以后写“{WRITTEN}”",
    QuestionKind.FIGURES: f"“{ACCEPT}”（都不列为量化目标）；有要列的，先在 tasks.yaml 写好 targets",
    QuestionKind.MENTIONS: f"“{ACCEPT}”（都只是提到）；有漏写在责任栏里的，先改好 tasks.yaml",
    QuestionKind.PART: f"“{LEFT_OUT}”（看过了，不用写进计划），或者补进计划以后写“{WRITTEN}”",
}
