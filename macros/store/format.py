"""The files of a plan folder in their one layout; nothing is written unless all of them can be read."""

from __future__ import annotations

from pathlib import Path

from macros.store.layout import create_layout, prove_layout
from macros.store.load import TASKS, load_draft
from macros.store.problems import Place, Problem
from macros.store.text_files import strip_windows


def format_folder(folder: Path) -> tuple[dict[Path, str], list[Problem]]:
    """File -> its text in the one layout, for those that need it; empty beside problems, which must be mended first."""
    draft, problems = load_draft(folder)
    if draft.has_odd_cells:
        message = "有的责任栏不是单位名称的列表，请先运行 make check，改好再排版。"
        problems.append(Problem(Place(draft.paths[TASKS], 1, 1), "roles", message))
    if problems:
        return {}, problems
    roles = [role.id for role in draft.plan.roles]
    changed = {}
    for name, record in draft.files.items():
        after = create_layout(draft.texts[name], record, roles)
        if after != strip_windows(draft.texts[name]):
            prove_layout(draft.texts[name], after)
            changed[folder / name] = after
    return changed, []
