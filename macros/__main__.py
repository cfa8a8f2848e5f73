"""The command line: `python -m macros COMMAND`. Thin: it parses, calls and prints."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.check import check_plan
from macros.console import speak_utf8
from macros.editions import NoEditionError, open_edition
from macros.exports.problem_report import PROBLEM_FORMATS


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the result is the exit status (0 fine, 1 problems found, 2 not understood)."""
    speak_utf8()
    parser = argparse.ArgumentParser(prog="python -m macros", description="行动计划数据的检查工具")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="检查计划数据，一次列出全部问题")
    check.add_argument("folder", nargs="?", type=Path, default=Path("plan"), help="计划所在的文件夹（默认 plan）")
    check.add_argument("--base", help="上一版：git 版本或文件夹；核对有没有丢失、换用编号")
    check.add_argument("--strict", action="store_true", help="提示也算没有通过（公布之前用）")
    check.add_argument("--format", choices=PROBLEM_FORMATS, default="text", help="结果的格式")
    options = parser.parse_args(arguments)
    try:
        return run_check(options.folder, options.base, options.format, is_strict=options.strict)
    except NoEditionError as error:
        print(error, file=sys.stderr)
        return 2


def run_check(folder: Path, base: str | None, output: str, *, is_strict: bool) -> int:
    if base is None:
        plan, problems = check_plan(folder)
    else:
        with open_edition(base, folder) as earlier:
            plan, problems = check_plan(folder, earlier)
    print(PROBLEM_FORMATS[output](plan, problems))
    return int(plan is None or (is_strict and bool(problems)))


if __name__ == "__main__":
    sys.exit(main())
