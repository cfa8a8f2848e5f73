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
    assert "还没有定：“各镇街”（34处）是统称，包括哪些单位？" in said
    assert main(["check", str(tmp_path / "plan")]) == 0
    assert main(["format", "--check", str(tmp_path / "plan")]) == 0
    assert main(["import", str(tmp_path / "nothing.docx"), "--into", str(tmp_path / "other")]) == 1
    assert "找不到这个文件" in capsys.readouterr().out


def test_a_new_plan_passes_and_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "计划 一"
    assert main(["new", str(folder)]) == 0
    assert main(["check", "--strict", str(folder)]) == 0
    before = (folder / "tasks.yaml").read_bytes()
    assert main(["new", str(folder)]) == 1
    assert "请换一个名字" in capsys.readouterr().out
    assert (folder / "tasks.yaml").read_bytes() == before
