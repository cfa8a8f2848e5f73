"""The commands `import` and `new`."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from tests.conftest import PLAN


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(PLAN / "source" / "plan.txt"), "--into", str(tmp_path / "plan")]) == 0
    said = capsys.readouterr().out
    assert "措施68" in said
    assert (
        "\n没有放进计划的：234个字（重复印出的一行113个字；没有单位的格74个字；重复印出的序号、任务23个字等）。\n"
        in said
    )
    assert "还没有定：“各镇街”（34处）是统称，包括哪些单位？" in said
    assert main(["check", str(tmp_path / "plan")]) == 0
    assert main(["format", "--check", str(tmp_path / "plan")]) == 0
    assert main(["import", str(tmp_path / "nothing.docx"), "--into", str(tmp_path / "other")]) == 1
    assert "找不到这个文件" in capsys.readouterr().out


def test_its_closing_line_names_a_part_that_was_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "plan.html"
    cells = "".join(
        f"<td>{word}</td>" for word in ("1", "任务", "措施。<svg><text>图里的字</text></svg>", "年底前", "市甲局")
    )
    head = "".join(f"<th>{word}</th>" for word in ("序号", "重点任务", "工作措施", "完成时限", "主责单位"))
    page.write_text(f"<h1>某市2024年计划</h1><table><tr>{head}</tr><tr>{cells}</tr></table>", encoding="utf-8")
    assert main(["import", str(page), "--into", str(tmp_path / "plan")]) == 0
    line = next(line for line in capsys.readouterr().out.split("\n") if line.startswith("没有放进计划的："))
    assert line.startswith("没有放进计划的：没有读的部分1处（第1张表第2行")


def test_its_closing_line_names_what_was_hidden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "plan.html"
    cells = "".join(f"<td>{word}</td>" for word in ("1", "任务", "措施。<s>划掉的话</s>", "年底前", "市甲局"))
    head = "".join(f"<th>{word}</th>" for word in ("序号", "重点任务", "工作措施", "完成时限", "主责单位"))
    page.write_text(f"<h1>某市2024年计划</h1><table><tr>{head}</tr><tr>{cells}</tr></table>", encoding="utf-8")
    assert main(["import", str(page), "--into", str(tmp_path / "plan")]) == 0
    line = next(line for line in capsys.readouterr().out.split("\n") if line.startswith("没有放进计划的："))
    assert "正文以外的1处（第1张表第2行" in line
    assert "划掉的话" in line


def test_a_new_plan_passes_and_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "计划 一"
    assert main(["new", str(folder)]) == 0
    assert main(["check", "--strict", str(folder)]) == 0
    before = (folder / "tasks.yaml").read_bytes()
    assert main(["new", str(folder)]) == 1
    assert "请换一个名字" in capsys.readouterr().out
    assert (folder / "tasks.yaml").read_bytes() == before
