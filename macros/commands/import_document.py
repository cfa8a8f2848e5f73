"""The command `import`: a document to a plan folder, with a report of every decision and every doubt.

Where the folder holds an earlier edition, a measure that is still there keeps its id.
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from macros.commands.settings import add_setting
from macros.imports.importing import REPORT, NotImportedError, import_document
from macros.imports.readers.document import UnreadableError
from macros.imports.report import describe_left_out
from macros.store.load import ANSWERS


def add_arguments(parser: ArgumentParser) -> None:
    words = "收到的文件：.docx、.xlsx、.csv、网页、制表符分格的文本"
    add_setting(parser, "document", "FROM", words, convert=Path)
    add_setting(parser, "--into", "INTO", "计划文件夹：新的，或者放着上一版的", convert=Path)


def run(options: Namespace) -> int:
    if options.document is None or options.into is None:
        print("请写明文件和文件夹，例如：make import FROM=附件2.docx INTO=plan-2024")
        return 1
    try:
        done = import_document(options.document, options.into, date.today())  # noqa: DTZ011  # the editor's own day
    except UnreadableError as error:
        print(f"{options.document}：{error}")
        return 1
    except NotImportedError as error:
        for problem in error.problems:
            print(problem)
        print(error)
        return 1
    for entry in done.report.questions:
        print(f"请核对：{entry}")
    for question in done.report.open.values():
        print(f"还没有定：{question.message}")
    figures = "、".join(f"{name}{number}" for name, number in done.report.figures)
    print(f"\n已写进 {options.into}/：{figures}。")
    questions, decisions = len(done.report.questions), len(done.report.decisions)
    print(f"要对照原文的{questions}处、程序的处理{decisions}处，都在 {options.into / REPORT}。")
    shown = shlex.quote(str(options.into))
    print(describe_left_out(done.report))
    if count := len(done.report.open):
        print(f"还没有定的事{count}件：请在 {options.into / ANSWERS} 里填好 answer，再运行 make answer PLAN={shown}")
    print(f"下一步：make check PLAN={shown}，make site PLAN={shown}")
    return 0
