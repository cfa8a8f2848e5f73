"""Run the tests that attack, and write what they tried into docs/developers/tried.md. `make tried` runs it.

The table is the tests' own account (tests/tried.py); it is not edited by hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.tried import FILE, list_tried

ROOT = Path(__file__).resolve().parents[1]

TABLE = ROOT / "docs" / "developers" / "tried.md"
_HEAD = """# 试过哪些攻击和故障

由 `make tried` 生成：每一行都是测试自己记下的，不手写。每次 `make test` 都会再试一遍；数目最大的几种另在夜里运行（`make fuzz`）。

| 攻击或故障 | 次数 | 结果 |
| --- | ---: | --- |
"""


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    FILE.unlink(missing_ok=True)
    marked = subprocess.run(
        ["git", "grep", "-l", "record_tried(", "--", "tests/test_*.py", "tests/**/test_*.py"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *marked], cwd=ROOT, env={**os.environ, "TRIED": "1"}, check=False
    )
    if done.returncode:
        print("有测试没有通过，不改清单。")
        return done.returncode
    TABLE.write_text(create_table(list_tried()), encoding="utf-8", newline="\n")
    print(f"已写进 {TABLE.relative_to(ROOT)}：{len(list_tried())} 种。")
    return 0


def create_table(tried: list[dict[str, str | int]]) -> str:
    rows = [f"| {_cell(item['what'])} | {item['cases']} | {_cell(item['result'])} |\n" for item in tried]
    return _HEAD + "".join(rows)


def _cell(words: str | int) -> str:
    return str(words).replace("|", "\\|").replace("<", "&lt;")
