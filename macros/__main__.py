"""The command line: `python -m macros COMMAND`. Thin: it parses, calls, prints and writes."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.check.checker import check_plan
from macros.commands.console import speak_utf8
from macros.exports.problem_report import PROBLEM_FORMATS
from macros.store.editions import NoEditionError, open_edition
from macros.store.problems import Level, Problem
from macros.store.scalars import WebAddress


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the result is the exit status (0 fine, 1 problems found, 2 not understood)."""
    speak_utf8()
    parser = argparse.ArgumentParser(prog="python -m macros", description="行动计划数据的工具")
    commands = parser.add_subparsers(dest="command", required=True)

    check = _add_command(commands, run_check, "check", "检查计划数据，一次列出全部问题")
    check.add_argument("--base", help="上一版：git 版本或文件夹；核对有没有丢失、换用编号")
    check.add_argument("--strict", action="store_true", help="公布之前用：提示也算没有通过，改动都要登记")
    check.add_argument("--format", choices=PROBLEM_FORMATS, default="text", help="结果的格式")

    layout = _add_command(commands, run_format, "format", "把计划文件排成统一的写法，只动排版")
    layout.add_argument("--check", action="store_true", help="只看要不要排，不改文件")

    _add_command(commands, run_schema, "schema", "生成 schema 文件夹，供编辑器提示和补全")

    impact = _add_command(commands, run_impact, "impact", "比较两版计划：改了什么，影响谁，该请谁会签")
    impact.add_argument("base", help="上一版：git 版本或文件夹")
    impact.add_argument("head", nargs="?", help="这一版：git 版本或文件夹（默认是现在的文件）")
    impact.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="结果的格式")

    record = _add_command(commands, run_record, "record", "登记一次修订，读者在“更新记录”里看得到")
    record.add_argument("base", nargs="?", help="上一次登记时的版本：git 版本或文件夹；第一次登记不用写")
    record.add_argument("--why", required=True, help="这次修订的原因，显示给读者")
    record.add_argument("--on", type=_read_date, help="修订的日期（默认是 plan.yaml 的 revised_on）")

    returns = commands.add_parser(
        "returns", help="收回填好的进展表，写进 progress.yaml", description=run_returns.__doc__
    )
    returns.set_defaults(run=run_returns)
    returns.add_argument("files", nargs="+", type=Path, help="各单位填好的 .xlsx 文件，或者放着这些文件的文件夹")
    returns.add_argument("--folder", type=Path, default=Path("plan"), help="计划所在的文件夹（默认 plan）")
    returns.add_argument(
        "--source", type=_read_address, help="这些进展在哪里公开发布过（http 或 https 网址），没有就不写"
    )

    audit = commands.add_parser("audit", help="核对生成好的网站，有一处不对就不要发布", description=run_audit.__doc__)
    audit.set_defaults(run=run_audit)
    audit.add_argument("folder", type=Path, help="网站所在的文件夹，如 site")
    audit.add_argument(
        "--site-url", default=os.environ.get("SITE_URL", ""), help="网站的网址（默认取环境变量 SITE_URL）"
    )

    new = commands.add_parser("new", help="建一个新的计划文件夹，里面是写好说明的样例", description=run_new.__doc__)
    new.set_defaults(run=run_new)
    new.add_argument("folder", type=Path, help="新的文件夹")

    importing = commands.add_parser("import", help="把收到的文件变成计划文件夹", description=run_import.__doc__)
    importing.set_defaults(run=run_import)
    importing.add_argument("document", type=Path, help="收到的文件：.docx、.xlsx、.csv、网页、制表符分格的文本")
    importing.add_argument("--into", type=Path, required=True, help="计划文件夹：新的，或者放着上一版的")

    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except NoEditionError as error:
        print(error, file=sys.stderr)
        return 2


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("应填日期，如 2026-11-23") from None


def _read_address(text: str) -> str:
    try:
        return TypeAdapter(WebAddress).validate_python(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.errors(include_url=False)[0]["msg"]) from None


def _add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],  # argparse gives it no other name
    run: Callable[[argparse.Namespace], int],
    name: str,
    words: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    is_comparing = name in ("impact", "record")
    place = ["--folder"] if is_comparing else ["folder"]
    more = {} if is_comparing else {"nargs": "?"}
    parser.add_argument(*place, type=Path, default=Path("plan"), help="计划所在的文件夹（默认 plan）", **more)  # type: ignore[arg-type]
    return parser


def run_check(options: argparse.Namespace) -> int:
    if options.base is None:
        plan, problems = check_plan(options.folder, for_publication=options.strict, may_fork=True)
    else:
        with open_edition(options.base, options.folder) as earlier:
            plan, problems = check_plan(options.folder, earlier, for_publication=options.strict, may_fork=True)
    print(PROBLEM_FORMATS[options.format](plan, problems))
    if options.strict and plan and problems and options.format != "json":
        print("提示没有处理完，不能公布。")
    return int(plan is None or (options.strict and bool(problems)))


def run_format(options: argparse.Namespace) -> int:
    from macros.store.format import format_folder

    changed, problems = format_folder(options.folder)
    if problems:
        return _refuse(problems)
    for path, text in changed.items():
        if not options.check:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path}：{'需要排版' if options.check else '已排好'}")
    return int(options.check and bool(changed))


def run_schema(options: argparse.Namespace) -> int:
    from macros.exports.schema import create_schemas
    from macros.store.load import load_draft

    draft, problems = load_draft(options.folder)
    if problems:
        return _refuse(problems)
    folder = options.folder / "schema"
    folder.mkdir(exist_ok=True)
    for name, text in create_schemas(draft).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def run_impact(options: argparse.Namespace) -> int:
    from macros.exports.impact_report import IMPACT_FORMATS
    from macros.pages.outputs import find_changed_files
    from macros.views.impact import build_impact
    from macros.views.plan_views import PlanViews

    with open_edition(options.base, options.folder) as base:
        old, faults = check_plan(base)
    if old is None:
        errors = sum(fault.level is Level.ERROR for fault in faults)
        print(f"上一版（{options.base}）有 {errors} 个问题，不能比较。")
        return 1
    if options.head:
        with open_edition(options.head, options.folder) as head:
            new, problems = check_plan(head)
    else:
        new, problems = check_plan(options.folder)
    if new is None:
        return _refuse(problems)
    before, after = PlanViews(old), PlanViews(new)
    impact = build_impact(before, after, find_changed_files(before, after))
    print(IMPACT_FORMATS[options.format](impact, new), end="")
    return 0


def run_record(options: argparse.Namespace) -> int:
    from macros.commands.record import NotRecordedError, record_revision

    try:
        path = record_revision(options.folder, options.base, options.why, options.on)
    except NotRecordedError as error:
        for problem in error.problems:
            print(problem)
        print(error)
        return 1
    print(f"已登记：{path}" if path else "内容和最近一次修订一样，不用登记。")
    return 0


def run_returns(options: argparse.Namespace) -> int:
    """收回填好的进展表，写进 progress.yaml；有一处不对，就一条也不写。填报人的姓名只供联系，不写进公开的数据。"""
    from macros.returns.forms import load_returns
    from macros.returns.progress_file import write_progress
    from macros.views.plan_views import PlanViews

    plan, problems = check_plan(options.folder)
    if plan is None:
        return _refuse(problems)
    views = PlanViews(plan)
    files = [form for path in options.files for form in (_list_forms(path) if path.is_dir() else [path])]
    if not files:
        print("文件夹里没有 .xlsx 文件。")
        return 1
    entries, faults = load_returns(files, views, date.today(), options.source)  # noqa: DTZ011  # the editor's own day
    for fault in faults:
        print(fault)
    if faults:
        print(f"\n共 {len(faults)} 处要改；改好以前一条也没有写。")
        return 1
    if not entries:
        print("没有新的进展。")
        return 0
    path = write_progress(options.folder, entries, views)
    for unit in plan.bodies:
        if count := sum(entry.unit == unit.id for entry in entries):
            print(f"{unit.name}：{count}条")
    print(f"已写进 {path}，共 {len(entries)} 条。")
    return 0


def run_audit(options: argparse.Namespace) -> int:
    """核对生成好的网站：各种格式说的是不是一样，每个链接是不是通，有没有从站外加载，和 SHA256SUMS 是不是一致。"""
    from urllib.parse import urlsplit

    from macros.audit import audit_site, list_heavy_pages

    if not options.folder.is_dir():
        print(f"没有“{options.folder}”这个文件夹，请先运行 make site。")
        return 1
    findings = audit_site(options.folder, urlsplit(options.site_url).path or "/")
    for line in (*findings, *list_heavy_pages(options.folder)):
        print(line)
    print(f"\n共 {len(findings)} 处不对，不要发布。" if findings else "没有发现不对的地方。")
    return int(bool(findings))


def run_new(options: argparse.Namespace) -> int:
    """建一个新的计划文件夹，里面是写好说明的样例；已有内容的文件夹不动。"""
    from macros.pages.page_macros import SAMPLE

    if options.folder.exists() and (not options.folder.is_dir() or any(options.folder.iterdir())):
        print(f"“{options.folder}”已经有了，请换一个名字。")
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(SAMPLE.glob("*.yaml")):
        head = f"# yaml-language-server: $schema=schema/{path.stem}.schema.json\n"
        text = head + path.read_text(encoding="utf-8")
        (options.folder / path.name).write_text(text, encoding="utf-8", newline="\n")
    run_schema(options)
    print(
        f"已建好 {options.folder}/。把样例换成自己的内容，再运行 make check PLAN={options.folder}，make site PLAN={options.folder}"
    )
    return 0


def run_import(options: argparse.Namespace) -> int:
    """把收到的文件变成计划文件夹，写明每一处怎样处理、哪些要人来定；文件夹里有上一版的，同一条措施编号不变。"""
    from macros.imports.importing import REPORT, NotImportedError, import_document
    from macros.imports.readers.document import UnreadableError

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
    figures = "、".join(f"{name}{number}" for name, number in done.report.figures)
    print(f"\n已写进 {options.into}/：{figures}。")
    print(
        f"要人定的事{len(done.report.questions)}件、程序的处理{len(done.report.decisions)}处，都在 {options.into / REPORT}。"
    )
    print(f"下一步：make check PLAN={options.into}，make site PLAN={options.into}")
    return 0


def _list_forms(folder: Path) -> list[Path]:
    """The workbooks of a folder, without what Excel leaves beside one that is open."""
    return sorted(path for path in folder.glob("*.xlsx") if not path.name.startswith("~$"))


def _refuse(problems: list[Problem]) -> int:
    print(PROBLEM_FORMATS["text"](None, [problem for problem in problems if problem.level is Level.ERROR]))
    return 1


if __name__ == "__main__":
    gc.disable()  # a short run with much to keep: collecting is a tenth of the check of a large plan
    sys.exit(main())
