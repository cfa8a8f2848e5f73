"""The files of a plan folder in their one layout; nothing is written unless all of them can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.store.layout import create_layout, prove_layout
from macros.store.load import TASKS, Draft, load_draft, read_texts
from macros.store.migrations import migrate
from macros.store.problems import Place, Problem
from macros.store.text_files import strip_windows


@dataclass(frozen=True)
class Formatted:
    """The one layout of a folder: the text of each file that needs it, by name; none beside problems, to be mended first."""

    changed: dict[str, str]
    problems: list[Problem]
    draft: Draft  # the same before and after


def format_folder(folder: Path, instead: Mapping[str, str] | None = None) -> Formatted:
    """Lay out the files of a folder; those of an older format are brought up to the present one, step by step.

    `instead` holds texts that are not written yet and take the place of the folder's.
    """
    texts = {**read_texts(folder), **(instead or {})}
    migrated = migrate(texts)
    draft, problems = load_draft(folder, migrated if migrated != texts else instead)
    if draft.has_odd_cells:
        message = "有的责任栏不是单位名称的列表，请先运行 make check，改好再排版。"
        problems.append(Problem(Place(draft.paths[TASKS], 1, 1), "roles", message))
    if problems:
        return Formatted({}, problems, draft)
    roles = [role.id for role in draft.plan.roles]
    changed = {}
    for name, record in draft.files.items():
        before = draft.texts[name]
        after = create_layout(before, record, roles)
        if after != strip_windows(before):
            prove_layout(before, after, record.marks)
        if after != strip_windows(texts[name]):
            changed[name] = after
    return Formatted(changed, [], draft)
