"""A document to a plan folder: the command `import`. It writes files only once they have passed the checker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.check.checker import check_plan
from macros.exports.schema import create_schemas
from macros.imports.earlier import match_earlier
from macros.imports.files.answers import create_answers
from macros.imports.files.plan_files import create_plan_files, read_values
from macros.imports.prose.title import read_title
from macros.imports.readers.document import (
    UNKNOWN,
    Document,
    Paragraph,
    Row,
    Table,
    UnreadableError,
    squeeze,
)
from macros.imports.readers.plain_letters import use_plain_letters
from macros.imports.readers.recognising import read_document
from macros.imports.report import Report, create_report_text, find_lost
from macros.imports.table.lines import read_lines
from macros.imports.table.structure import build_printed
from macros.imports.table.wrapped import join_wrapped
from macros.imports.values import MEMORY, Values, read_memory
from macros.model import Plan, QuestionKind
from macros.store.format import format_folder
from macros.store.layout import create_layout
from macros.store.limits import LONGEST_LINE
from macros.store.load import ANSWERS, Draft, load_draft, load_record
from macros.store.problems import Level, Problem
from macros.store.text_files import UnreadableTextError, read_text_file
from macros.store.writing import Contents, editing

REPORT = "import-report.md"
SOURCE = "source/plan.txt"


@dataclass(frozen=True)
class Imported:
    plan: Plan
    report: Report
    text: str  # the report's


class NotImportedError(Exception):
    """The folder cannot take the import; the message is Chinese. `problems` are those of its plan."""

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


def import_document(path: Path, folder: Path, today: date) -> Imported:
    """Read a document into a plan folder, a new one or one that has an earlier edition of it.

    Raises UnreadableError for the document, NotImportedError for the folder; nothing is written then.
    """
    with editing(folder) as edit:
        imported, contents = _import_document(path, folder, today)
        edit.write(contents)
    return imported


def _import_document(path: Path, folder: Path, today: date) -> tuple[Imported, Contents]:
    draft = _load_earlier(folder)
    document = _read_plain(path)
    report = Report(read=list(document.walk_texts()), asides=document.asides)
    join_wrapped(document, report)
    for words in document.unread:
        report.ask_once(QuestionKind.PART, words, words)
        if len(words) > LONGEST_LINE:  # a question is one line
            report.decide("", words)
    for aside in document.asides:
        report.ask("", aside)
    unknown = sum(text.count(UNKNOWN) for text in report.read)
    if unknown:
        report.ask(
            "", f"有{unknown}个“{UNKNOWN}”：文件里是这样写的，或者是只有原文的字体才显示得出来的符号，请对照原文核对。"
        )
    for decision in document.decisions:
        report.decide("", decision)
    for page in document.pages:
        report.drop("表格中间", page, "页码")
    lines = read_lines(document, report)
    printed = build_printed(lines, report)
    if not printed.measures:
        raise UnreadableError("找到了表头，但是下面没有措施。")
    title = read_title(printed.before, report.read, path.stem, today.year, report)
    earlier = match_earlier(draft, _find_last(folder, draft, today, report), printed.tasks, report)
    given = read_values(printed, title, earlier, today=today, report=report)
    files = create_plan_files(given, earlier, today=today, source=path.name, report=report)
    files[SOURCE] = create_tabbed(document)
    return _prove(files, folder, printed.row_count, path.name, report)


def _read_plain(path: Path) -> Document:
    """A document within its bounds, in plain letters. Raises UnreadableError."""
    document = read_document(path)
    document.prove_size()
    use_plain_letters(document)
    return document


def _find_last(folder: Path, draft: Draft | None, today: date, report: Report) -> Values | None:
    """The values that the last import produced; in a folder that does not say them, what its source gives when it is read anew.

    None for a first import, and where the source cannot be read. Raises NotImportedError for a record that is damaged.
    """
    if draft is None:
        return None
    if os.path.lexists(folder / MEMORY):
        try:
            return read_memory(read_text_file(folder / MEMORY, folder))
        except (UnreadableTextError, ValueError):
            advice = "请从 git 里恢复，或者删掉它（以后按收到的原文重新算）"
            raise NotImportedError(f"“{folder / MEMORY}”读不出来，{advice}；什么也没有写。") from None
    try:
        if draft.plan.source is None:
            raise UnreadableError("没有")
        scratch = Report()
        document = _read_plain(folder / draft.plan.source)
        join_wrapped(document, scratch)
        printed = build_printed(read_lines(document, scratch), scratch)
        earlier = match_earlier(draft, None, printed.tasks, scratch, by_rows=True)
        title = read_title(printed.before, scratch.read, draft.plan.title, draft.plan.year, scratch)
        return read_values(printed, title, earlier, today=today, report=scratch).values
    except UnreadableError as error:
        report.ask(
            "", f"上一版的原文读不出来（{error}），分不清哪些是编者改的：和新版文件不一样的，都保留原来的，列在下面。"
        )
        return None


def _load_earlier(folder: Path) -> Draft | None:
    if folder.exists() and not folder.is_dir():
        raise NotImportedError(f"“{folder}”是文件，不是文件夹，请换一个名字。")
    if not folder.exists() or not any(folder.iterdir()):
        return None
    plan, problems = check_plan(folder)
    if plan is None:
        errors = [problem for problem in problems if problem.level is Level.ERROR]
        raise NotImportedError(f"“{folder}”里已有文件，但不是没有问题的计划；请换一个文件夹，或者先改好。", errors)
    return load_draft(folder)[0]


def _prove(files: dict[str, str], folder: Path, row_count: int, name: str, report: Report) -> tuple[Imported, Contents]:
    """The files laid out and checked as if they stood in the folder, with the schemas and the report to be written too."""
    formatted = format_folder(folder, files)
    files |= {file: content for file, content in formatted.changed.items() if file in files}
    plan, problems = check_plan(folder, instead=files) if not formatted.problems else (None, formatted.problems)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors or plan is None:
        raise NotImportedError(
            "导入的结果没有通过检查，没有写入。下面的问题，文件里本来就有的，请改好文件再导入；其余的请连同文件报告给维护人员。",
            errors,
        )
    answers = create_answers(formatted.draft, report, name)
    if answers is not None:
        answers = create_layout(answers, load_record(ANSWERS, answers), [])  # no roles stand in it
    report.figures = _count(plan, row_count, report)
    text = create_report_text(report, name, find_lost(report, _list_kept(formatted.draft)))
    schemas = {f"schema/{file}": content for file, content in create_schemas(formatted.draft).items()}
    return Imported(plan, report, text), {**files, ANSWERS: answers, **schemas, REPORT: text}


def _count(plan: Plan, row_count: int, report: Report) -> list[tuple[str, int]]:
    return [
        ("读进的字（不计空格）", sum(len(squeeze(text)) for text in report.read)),
        ("没有放进计划的字", sum(len(squeeze(text)) for text, _ in report.dropped)),
        ("部分", len(plan.sections)),
        ("任务", len(plan.tasks)),
        ("措施", len(plan.measures)),
        ("原表的措施行", row_count),
        ("单位", len(plan.bodies)),
        ("统称", len(plan.groups)),
    ]


def _list_kept(draft: Draft) -> Iterator[str]:
    """Words of the document that stand in the plan's files, read back from them."""
    plan = draft.plan
    yield from filter(None, [plan.annex, plan.title, plan.status, *plan.notes, *plan.confirmed])
    part = None
    for section in draft.tasks.sections:
        if section.part != part:
            yield section.part or ""
        part = section.part
        yield section.title
        for task in section.tasks:
            yield from (task.no, task.title)
            for measure in task.measures:
                yield from (measure.text, measure.due, *measure.notes)
                for role in plan.roles:
                    yield from measure.names(role.id)


def create_tabbed(document: Document) -> str:
    """The document in the form of plan/source/: what readers compare the plan with. Cells merged with those above are empty."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(block.text)
        elif isinstance(block, Table):
            blocks += [_create_block(row) for row in block.rows if row.cells]
    return "\n\n".join(blocks) + "\n"


def _create_block(row: Row) -> str:
    return row.cells[0].text if row.is_loose else "\n".join(f"\t{cell.text}" for cell in row.cells)
