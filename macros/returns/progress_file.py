"""Entries of progress, as the file of a plan folder holds them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from macros.model import ProgressEntry
from macros.store.layout import create_layout
from macros.store.load import PROGRESS, Draft, load_draft

#: How a new file begins.
_HEAD = """# yaml-language-server: $schema=schema/progress.schema.json
# 各单位填报的进展，由 make returns 从填好的表格里收来。每条的写法：
#   measure     措施编号
#   unit        填报单位，登记的名称
#   on          填报的日期
#   state       未启动、推进中、达进度、欠进度、已完成，单位自己填的
#   words       进展情况，单位的原话
#   issues      存在问题；next_steps 下一步措施（可以不写）
#   source      公开发布过的，写网址（可以不写）
"""


def create_progress_text(folder: Path, entries: Iterable[ProgressEntry]) -> str:
    """progress.yaml with entries at its end, in its one layout; what stands there, comments too, is kept."""
    draft, _ = load_draft(folder)
    text = _lay_out(draft) if PROGRESS in draft.texts else f"{_HEAD}progress: []\n"
    text = re.sub(r"(?m)^progress: \[\]", "progress:", text)
    draft, problems = load_draft(folder, {PROGRESS: text + "".join(_create_items(entries))})
    assert not problems, problems  # a fault of ours: every value was checked when it was read
    return _lay_out(draft)


def _lay_out(draft: Draft) -> str:
    return create_layout(draft.texts[PROGRESS], draft.progress, [role.id for role in draft.plan.roles])


def _create_items(entries: Iterable[ProgressEntry]) -> Iterable[str]:
    for entry in entries:
        values = {
            "measure": entry.measure,
            "unit": entry.reporter,
            "on": entry.on.isoformat(),
            "state": entry.state.value,
            "words": entry.words,
            "issues": entry.issues,
            "next_steps": entry.next_steps,
            "source": entry.source,
        }
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None
        ]
        yield "  - " + "\n    ".join(lines) + "\n"
