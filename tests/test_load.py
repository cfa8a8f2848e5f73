"""Files as editors really leave them: every fault has a place and plain words, none a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.check import check_plan
from macros.problems import Problem
from tests.conftest import PLAN, Breaker


def check_bytes(tmp_path: Path, content: bytes, file: str = "tasks.yaml") -> list[Problem]:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder, dirs_exist_ok=True)
    (folder / file).write_bytes(content)
    return check_plan(folder)[1]


REAL = (PLAN / "tasks.yaml").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("    title: 一、主要目标\n", "    title: 一、主要目标\n    title: 又一个\n", (22, 5), "字段“title”重复了，第21行已经写过。"),
        ("    title: 一、主要目标\n", "\ttitle: 一、主要目标\n", (21, 1), "制表符"),
        ("    title: 一、主要目标\n", "    title: 一: 主要目标\n", (21, 13), "英文冒号"),
        ("    title: 一、主要目标\n", "    titel: 一、主要目标\n", (21, 5), "不认识的字段“titel”，是不是“title”？"),
        ("    title: 一、主要目标\n", "    title:\n", (21, 11), "是空的"),
        ("    title: 一、主要目标\n", "    title: [一, 二]\n", (21, 12), "应是一段文字"),
        ("    title: 一、主要目标\n", "", (20, 5), "缺少“title”。"),
        ("  - id: s1\n", "  - id: S1\n", (20, 9), "编号只能用小写英文字母、数字和连字符"),
        ("  - id: s1\n", "  - id: ../s1\n", (20, 9), "编号只能用小写英文字母、数字和连字符"),
        ("        no: \"1\"\n", "        no: ../1\n", (25, 13), "序号只能用数字、字母、汉字"),
        ("    title: 一、主要目标\n", "    title: !!python/name:os.system x\n", (21, 12), "不能使用 YAML 标签"),
        ("    title: 一、主要目标\n", "    title: &a 一、主要目标\n    id2: *a\n", (21, 12), "不能使用 YAML 的锚点和别名"),
        ("    title: 一、主要目标\n", "    title: *a\n", (21, 12), "锚点和别名"),
        ("    title: 一、主要目标\n", "<<<<<<< HEAD\n    title: 一、主要目标\n", (21, 1), "合并冲突的标记"),
        ("    title: 一、主要目标\n", "    title: \"一、主要目标\n", None, "引号、括号没有成对"),
        ("lead: [区生态环境局, 各镇街]\n            responsible: []\n            rows: [1]", "lead: 区生态环境局\n            responsible: []\n            rows: [1]", (33, 19), "应是单位名称的列表"),
        ("            rows: [1]\n", "            rows: [一]\n", (35, 20), "应填整数，现在是“一”。"),
        ("              - every: 每月\n", "              - every: 每个月\n", None, "“every”不能填“每个月”，是不是“每月”？"),
        ("            due: 采暖季前\n", "            due: 采暖季前\n            duo: 年底前\n", None, "不认识的字段“duo”，是不是“due”？"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place(
    break_plan: Breaker, old: str, new: str, place: tuple[int, int] | None, message: str
) -> None:
    messages = break_plan("tasks.yaml", old, new)
    found = [text for text in messages if message in text]
    assert found, messages
    if place:
        assert found[0].startswith(f"tasks.yaml:{place[0]}:{place[1]}: "), found


def test_one_fault_does_not_hide_the_others(tmp_path: Path) -> None:
    """A record that does not fit is left out; the rest is still checked."""
    text = REAL.decode()
    text = text.replace("    title: 一、主要目标", "    titel: 一、主要目标", 1)
    text = text.replace("due: 采暖季前", "due: 采暖前", 1).replace("lead: [永定镇]", "lead: [永安镇]", 1)
    messages = [problem.message for problem in check_bytes(tmp_path, text.encode())]
    for part in ("缺少“title”", "不认识的字段“titel”", "完成时限“采暖前”没有登记", "牵头单位“永安镇”没有登记"):
        assert sum(part in message for message in messages) == 1, messages
    assert not any("声明有" in message or "原表第" in message for message in messages), "no finding that only repeats"


def test_windows_encoding_is_told(tmp_path: Path) -> None:
    problems = check_bytes(tmp_path, REAL.decode().encode("gb18030"))
    assert [problem.message for problem in problems] == ["文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试。"]


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf" + REAL, REAL.replace(b"\n", b"\r\n")], ids=["byte order mark", "windows line ends"]
)
def test_what_windows_adds_does_no_harm(tmp_path: Path, content: bytes) -> None:
    assert check_bytes(tmp_path, content) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的。"),
        (b"# nothing\n", "文件是空的。"),
        (b"- a\n", "整个文件应由“字段: 内容”组成。"),
        (b"words\n", "整个文件应由“字段: 内容”组成。"),
        (b"sections: 1\n", "应是列表"),
        (b"sections:\n", "应是列表"),
        (b"sections: [1, {}]\n", "应由“字段: 内容”组成"),
        (b"sections: \x07\n", "控制字符（U+0007）"),
        (b"? [a, b]\n: c\n", "字段名应是一个词"),
        (b"[" * 100_000, ""),
        (b"a: &a [*a]\n", "锚点和别名"),
    ],
)
def test_files_that_are_no_plan(tmp_path: Path, content: bytes, message: str) -> None:
    messages = [problem.message for problem in check_bytes(tmp_path, content)]
    assert any(message in found for found in messages), messages


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    messages = [str(problem) for problem in check_plan(tmp_path)[1]]
    assert len(messages) == 4
    assert all("文件读不出来" in message for message in messages)


@pytest.mark.parametrize("file", ["plan.yaml", "units.yaml", "deadlines.yaml"])
def test_any_file_may_be_broken(tmp_path: Path, file: str) -> None:
    problems = check_bytes(tmp_path, b"nonsense: [1\n", file)
    assert [Path(problem.place.path).name for problem in problems] == [file]


def test_broken_parts_of_plan_yaml_are_told(break_plan: Breaker) -> None:
    assert any("应填整数，现在是“七十”" in text for text in break_plan("plan.yaml", "rows: 70", "rows: 七十"))
    assert any("缺少“deadline”" in text for text in break_plan("plan.yaml", "  deadline: 完成时限\n", ""))
    assert any("应填日期" in text for text in break_plan("plan.yaml", "2026-11-23", "2026-02-30"))
    assert any("应填月和日" in text for text in break_plan("deadlines.yaml", "end: 11-14", "end: 11-31"))
