"""The command line: `python -m macros check [FOLDER]`. Thin: it parses, calls and prints."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.check import check_plan
from macros.console import speak_utf8


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the result is the exit status (0 fine, 1 problems found)."""
    speak_utf8()
    parser = argparse.ArgumentParser(prog="python -m macros", description="行动计划数据的检查工具")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="检查计划数据，一次列出全部问题")
    check.add_argument("folder", nargs="?", type=Path, default=Path("plan"), help="计划所在的文件夹（默认 plan）")
    options = parser.parse_args(arguments)
    return run_check(options.folder)


def run_check(folder: Path) -> int:
    plan, problems = check_plan(folder)
    for problem in problems:
        print(problem)
    if plan is None:
        print(f"\n共有 {len(problems)} 个问题，改好之前不能生成网站。")
        return 1
    print(
        f"检查通过：{len(plan.sections)} 个部分、{len(plan.tasks)} 项任务、{len(plan.measures)} 条措施、"
        f"{len(plan.bodies)} 个单位。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
