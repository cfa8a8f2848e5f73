"""Demands on wordings of deadlines, on documents that are imported, and on forms that come back filled in."""

from __future__ import annotations

import io
import re
import shutil
import warnings
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl

from macros.check.checker import check_plan
from macros.imports.importing import REPORT, NotImportedError, import_document
from macros.imports.readers.document import UnreadableError, squeeze
from macros.imports.readers.recognising import read_document
from macros.returns.forms import load_returns
from macros.returns.progress_file import create_progress_text
from macros.store.format import format_folder
from macros.store.load import PROGRESS
from macros.store.writing import editing
from macros.views.plan_views import PlanViews
from macros.views.return_form import FIRST_ROW, FORM, REPORTER, SHEET
from macros.words.wording import (
    ImpossibleDateError,
    create_pattern,
    create_reading,
    looks_like_deadline,
    parse_deadline,
    parse_frequency,
    suggest_deadline,
)
from tests.fuzz.case import Case, is_chinese, write_case
from tests.fuzz.seeds import SAMPLE, load_views

TODAY = date(2026, 11, 23)
#: What is wrong with the document itself and for a person to mend there: longer than a plan can be, letters that look like others,
#: brackets that never close.
_DOCUMENTS = re.compile("太长了|太多|名称里不能有逗号|不是汉字、英文字母或数字")
_GENERAL = re.compile(create_pattern())


def judge_deadline(case: Case, folder: Path) -> str:  # noqa: ARG001  # every judge gets a folder
    """`deadline.txt`, a year and a wording -> `read`, `impossible` or `unknown`."""
    year, _, text = case["deadline.txt"].decode("utf-8", "replace").partition("\n")
    looks_like_deadline(text)
    is_frequency = parse_frequency(text) is not None
    try:
        deadline = parse_deadline(text, int(year), ())
    except ImpossibleDateError:
        assert not is_frequency
        return "impossible"
    if deadline is None:
        suggestion = suggest_deadline(text, int(year), ["汛期前"])
        if suggestion not in (None, "汛期前"):
            assert parse_deadline(suggestion, int(year), ()), f"suggested, and not understood: {suggestion}"
        return "unknown"
    assert deadline.text == text
    assert _GENERAL.fullmatch(text), "the schema for editors does not know it"
    assert not (deadline.start and deadline.end) or deadline.start <= deadline.end, "it ends before it starts"
    assert is_chinese(create_reading(deadline))
    assert is_chinese(deadline.basis)
    assert bool(deadline.precision) == bool(deadline.start or deadline.end), (
        "a precision without a date, or the reverse"
    )
    return "read"


def judge_document(case: Case, folder: Path) -> str:
    """One document -> `imported`, `refused`, or `no plan`: read, with problems of its own. What is imported is a plan in its one layout, and nothing is lost unsaid."""
    write_case(case, folder / "from")
    [path] = [folder / "from" / name for name in case if name != "datapackage.json"]
    into = folder / "plan"
    try:
        done = import_document(path, into, TODAY)
    except (UnreadableError, NotImportedError) as error:
        _judge_refusal(error, into)
        return "refused" if isinstance(error, UnreadableError) else "no plan"
    plan, problems = check_plan(into)
    assert plan == done.plan, f"what was imported is not what stands there: {problems[:1]}"
    assert format_folder(into).changed == {}
    assert "个字没有着落，请对照原文" not in done.text, "characters are lost"
    written = [into / name for name in ("plan.yaml", "units.yaml", "deadlines.yaml", "tasks.yaml", REPORT)]
    kept = set("".join(file.read_text(encoding="utf-8") for file in written))
    lost = set(squeeze("".join(read_document(path).walk_texts()))) - kept
    assert not lost, f"not in the plan, not in the report: {sorted(lost)}"
    return "imported"


def _judge_refusal(refusal: UnreadableError | NotImportedError, into: Path) -> None:
    assert not into.exists(), "refused, and something is written"
    if isinstance(refusal, UnreadableError):
        assert is_chinese(str(refusal)), f"not for people: {refusal}"
    else:
        other = [problem.message for problem in refusal.problems if not _DOCUMENTS.search(problem.message)]
        assert not other, f"read, and no plan: {other[:3]}"


@cache
def _sample() -> PlanViews:
    return load_views(SAMPLE)


def judge_return(case: Case, folder: Path) -> str:
    """A form of the sample plan, filled in -> `taken`, `empty` or `refused`. What is taken can be written and is a plan."""
    write_case(case, folder)
    path = folder / "form.xlsx"
    entries, problems = load_returns([path], _sample(), TODAY, None)
    for problem in problems:
        assert problem.file == str(path)
        assert is_chinese(str(problem)), f"not for people: {problem}"
        assert "\n" not in problem.cell
    if problems:
        return "refused"
    said = [words for entry in entries for words in (entry.words, entry.issues, entry.next_steps, entry.state) if words]
    for words in _list_filled(path):
        assert words in said, f"lost: {words[:40]!r}"
    if not entries:
        return "empty"
    into = folder / "plan"
    shutil.copytree(SAMPLE, into)
    with editing(into) as edit:
        edit.write({PROGRESS: create_progress_text(into, entries)})
    plan, problems_after = check_plan(into)
    assert plan is not None, f"written, and no plan: {problems_after[0]}"
    assert list(plan.progress) == entries, "read back, it is something else"
    assert format_folder(into).changed == {}
    return "taken"


def _list_filled(path: Path) -> list[str]:
    """The words in the form's columns, as a plain reader of Excel sees them; nothing where it cannot read it, since
    the project reads less of a file: no styles of cells, no pictures.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[SHEET]
    except Exception:  # noqa: BLE001  # whatever its parsers raise
        return []
    heads = {str(cell.value): cell.column for cell in sheet[FIRST_ROW - 1]}
    columns = [heads[head] for head in FORM if head not in (REPORTER, FORM[-1])]
    cells = [sheet.cell(row, column).value for row in range(FIRST_ROW, sheet.max_row + 1) for column in columns]
    texts = [str(value).replace("_x000D_", "").replace("\r", "").strip() for value in cells if value is not None]
    return [text for text in texts if text]
