"""The files of a plan folder in their one layout; nothing is written unless all of them can be read."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from macros.store.layout import create_layout, prove_layout
from macros.store.load import FILES, TASKS, load_draft
from macros.store.migrations import migrate
from macros.store.problems import Place, Problem
from macros.store.text_files import UnreadableTextError, read_text_file, strip_windows


def format_folder(folder: Path) -> tuple[dict[Path, str], list[Problem]]:
    """File -> its text in the one layout of the present format, for those that need it; empty beside problems, which must
    be mended first. Files of an older format are brought up to it, step by step, beside the folder.
    """
    texts = _read_texts(folder)
    migrated = migrate(texts)
    if migrated == texts:
        return _lay_out(folder)
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place) / folder.name
        shutil.copytree(folder, scratch)
        for name, text in migrated.items():
            (scratch / name).write_text(text, encoding="utf-8", newline="\n")
        changed, problems = _lay_out(scratch)
        results = migrated | {path.name: text for path, text in changed.items()}
    if problems:
        return {}, [_move(problem, folder) for problem in problems]
    return {folder / name: text for name, text in results.items() if text != texts.get(name)}, []


def _move(problem: Problem, folder: Path) -> Problem:
    """A problem of a copy as one of the folder that it was made of."""
    return replace(problem, place=problem.place._replace(path=str(folder / Path(problem.place.path).name)))


def _read_texts(folder: Path) -> dict[str, str]:
    """The files that can be read; the loader reports the others."""
    texts = {}
    for name in FILES:
        with suppress(UnreadableTextError):
            texts[name] = read_text_file(folder / name, folder)
    return texts


def _lay_out(folder: Path) -> tuple[dict[Path, str], list[Problem]]:
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
