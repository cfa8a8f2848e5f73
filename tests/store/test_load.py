"""Files as editors really leave them: every fault has a place and plain words, none a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.check.checker import check_plan
from macros.store.problems import Problem
from tests.conftest import PLAN, Breaker


def check_bytes(tmp_path: Path, content: bytes, file: str = "tasks.yaml") -> list[Problem]:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder, dirs_exist_ok=True)
    (folder / file).write_bytes(content)
    return check_plan(folder)[1]


REAL = (PLAN / "tasks.yaml").read_bytes()
#: Places below count from the line of the first section's id.
BASE = REAL.decode().split("\n").index("  - id: s1") + 1
TITLE = "    title: 一、主要目标\n"
ROWS = "            rows: [1]\n"
DUE = "            due: 采暖季前\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (TITLE, TITLE + "    title: 又一个\n", (2, 5), f"字段“title”重复了，第{BASE + 1}行已经写过。"),
        (TITLE, "\ttitle: 一、主要目标\n", (1, 1), "不能用制表符（Tab）"),
        (TITLE, "　　title: 一、主要目标\n", (1, 1), "全角空格"),
        (TITLE, "    title：一、主要目标\n", (1, 1), "要用英文冒号加空格“: ”，不能用中文冒号"),
        (TITLE, "    title:一、主要目标\n", (1, 1), "英文冒号后面要有一个空格"),
        (TITLE, "    title 一、主要目标\n", (1, 1), "字段名后面缺少英文冒号"),
        (TITLE, "    title: 一: 主要目标\n", (1, 13), "英文冒号"),
        (TITLE, "    titel: 一、主要目标\n", (1, 5), "不认识的字段“titel”，是不是“title”？"),
        (TITLE, "    标题: 一、主要目标\n", (1, 5), "不认识的字段“标题”，是不是“title”？"),
        (TITLE, "    title:\n", (1, 11), "“title”是空的，请填写内容。"),
        (TITLE, "    title: [一, 二]\n", (1, 12), "应是一段文字，不要加方括号"),
        (TITLE, "    title: 一、主要 #目标\n", (1, 12), "“ #”后面的内容会丢失"),
        (TITLE, "    title: 一、主要\n      目标\n", (1, 12), "几行文字要写在“|-”下面"),
        (TITLE, "    title: %一\n", (1, 12), "请给整段内容加上引号"),
        (TITLE, "    title: 一、主要\u200b目标\n", (1, 16), "看不见的字符（U+200B"),
        (TITLE, "    title: 一、主要\x0b目标\n", (1, 16), "看不见的字符（U+000B"),
        (TITLE, "", (0, 5), "（s1）缺少“title”：标题。"),
        ("  - id: s1\n", "  - id: S1\n", (0, 9), "编号只能用小写英文字母、数字和连字符"),
        ("  - id: s1\n", "  - id: ../s1\n", (0, 9), "编号只能用小写英文字母、数字和连字符"),
        ("  - id: s1\n", "  - id: index\n", (0, 9), "不能用“index”"),
        ("  - id: s1\n", "  － id: s1\n", (0, 1), "要以英文“- ”开头"),
        ("  - id: s1\n", "  -id: s1\n", (0, 1), "“-”后面要有一个空格"),
        ("        no: \"1\"\n", "        no: ../1\n", (4, 13), "序号只能用数字、字母、汉字"),
        (TITLE, "    title: !!python/name:os.system x\n", (1, 12), "不能使用 YAML 标签"),
        (TITLE, "    title: &a 一、主要目标\n    id2: *a\n", (1, 12), "不能使用 YAML 的锚点和别名"),
        (TITLE, "    title: *a\n", (1, 12), "锚点和别名"),
        (TITLE, "<<<<<<< HEAD\n" + TITLE, (1, 1), "合并冲突的标记"),
        (TITLE, "    title: \"一、主要目标\n", None, "引号"),
        (ROWS, "            rows: [一]\n", (14, 20), "应填整数，现在是“一”。"),
        (ROWS, "            rows: 1\n", (14, 19), "应写成 [12] 或 [40, 43] 这样的列表。"),
        (ROWS, "            备注: 无\n", None, "不认识的字段“备注”，是不是“notes”？"),
        (ROWS, "            row: [1]\n", None, "（t1-1）缺少“rows”：对应原表第几行，如 rows: [12]。"),
        (ROWS, ROWS + "            Due: 年底前\n", (15, 13), "不认识的字段“Due”，是不是“due”？"),
        ("              - every: 每月\n", "              - every: 每个月\n", None, "“every”不能填“每个月”，是不是“每月”？"),
        ("                value: 10000\n", "                value:\n", None, "“value”：是空的，应填数字。"),
        (DUE, DUE + "            duo: 年底前\n", None, "不认识的字段“duo”，是不是“due”？"),
        (DUE, "            due: [采暖季前]\n", None, "“due”应是一段文字，不要加方括号"),
        (DUE, "", None, "（t23-1）缺少“due”：完成时限，如 due: 年底前。"),
        ("lead: [永定镇]", "lead: 永定镇", None, "“lead”应是单位名称的列表"),
        ("lead: [永定镇]", "lead: [永定镇", None, "方括号没有成对"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place(
    break_plan: Breaker, old: str, new: str, place: tuple[int, int] | None, message: str
) -> None:
    messages = break_plan("tasks.yaml", old, new)
    found = [text for text in messages if message in text]
    assert found, messages
    assert place is None or found[0].startswith(f"tasks.yaml:{BASE + place[0]}:{place[1]}: "), found
    assert not any(word in text for text in messages for word in ("expected", "found", "Input", "could"))


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
        (b"sections:\n", "是空的"),
        (b"sections: [1, {}]\n", "应由“字段: 内容”组成"),
        (b"sections: \x07\n", "看不见的字符（U+0007"),
        (b"? [a, b]\n: c\n", "字段名应是一个词"),
        (b"[" * 100_000, "层数太多"),
        (b"---\n", "文件是空的。"),
        (b"a: 1\n---\nb: 1\n", "多余的“---”"),
        (b"~\n", "文件是空的。"),
        (b"a: &a [*a]\n", "锚点和别名"),
    ],
)
def test_files_that_are_no_plan(tmp_path: Path, content: bytes, message: str) -> None:
    messages = [problem.message for problem in check_bytes(tmp_path, content)]
    assert any(message in found for found in messages), messages


def test_files_and_folders_that_are_not_there(tmp_path: Path) -> None:
    messages = [str(problem) for problem in check_plan(tmp_path)[1]]
    assert len(messages) == 4
    assert all("找不到这个文件" in message for message in messages)
    [message] = [str(problem) for problem in check_plan(tmp_path / "nowhere")[1]]
    assert "找不到文件夹" in message


def test_a_source_that_is_not_there(break_plan: Breaker) -> None:
    [message] = break_plan("plan.yaml", "source: source/plan.txt", "source: source/none.txt")
    assert "原文“source/none.txt”读不出来" in message


@pytest.mark.parametrize("file", ["plan.yaml", "units.yaml", "deadlines.yaml"])
def test_any_file_may_be_broken(tmp_path: Path, file: str) -> None:
    problems = check_bytes(tmp_path, b"nonsense: [1\n", file)
    assert [Path(problem.place.path).name for problem in problems] == [file]


def test_other_files_are_checked_beside_a_broken_one(tmp_path: Path) -> None:
    """Problems that do not depend on the broken part are still found in the same run."""
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    tasks = REAL.decode().replace("lead: [永定镇]", "lead: [永安镇]").replace("due: 采暖季前", "due: 采暖前")
    (folder / "tasks.yaml").write_text(tasks, encoding="utf-8")
    plan = (PLAN / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan.replace("revised_on: 2026-11-23", "revised_on: 昨天"), encoding="utf-8")
    messages = [problem.message for problem in check_plan(folder)[1]]
    assert len(messages) == 3
    (folder / "plan.yaml").write_text(plan.replace("year: 2023", "year: 今年"), encoding="utf-8")
    messages = [problem.message for problem in check_plan(folder)[1]]
    assert [message for message in messages if "永安镇" in message]
    assert not any("采暖前" in message for message in messages), "no reading of dates without a year"
    (folder / "deadlines.yaml").write_text("deadlines: [", encoding="utf-8")
    assert [problem.message for problem in check_plan(folder)[1] if "永安镇" in problem.message]


def test_broken_parts_of_plan_yaml_are_told(break_plan: Breaker) -> None:
    assert any("应填整数，现在是“七十”" in text for text in break_plan("plan.yaml", "rows: 70", "rows: 七十"))
    assert any("缺少“deadline”" in text for text in break_plan("plan.yaml", "  deadline: 完成时限\n", ""))
    assert any("应填日期" in text for text in break_plan("plan.yaml", "2026-11-23", "2026-02-30"))
    assert any("应填月和日" in text for text in break_plan("deadlines.yaml", "end: 11-14", "end: 11-31"))
