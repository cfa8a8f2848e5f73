"""Words after `make` reach a command as they are, and those that no command understands are refused in Chinese."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commands import COMMANDS
from tests.conftest import CLEAN, OTHER, ROOT
from tools.prove_reproducible import copy_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("settings") / "project")


def make(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Make with the packages that are installed here, whatever is older than what."""
    programs = f"BIN={Path(sys.executable).parent}"
    return subprocess.run(
        ["make", "-o", ".venv/site.stamp", programs, *arguments],
        cwd=project, env=CLEAN, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["no", "2024", "1e3", "~", "计划 一", "a;false", "it's", 'a"b', "`false`", "null"])
def test_a_plan_folder_may_be_called_anything(project: Path, name: str) -> None:
    shutil.copytree(OTHER, project / name)
    checked = make(project, "check", f"PLAN={name}")
    assert (checked.returncode, checked.stdout) == (0, "检查通过：1 个部分、2 项任务、4 条措施、2 个单位。\n"), checked


@pytest.mark.parametrize("name", ["no", "2024; 甲"])
def test_a_site_is_built_of_a_folder_called_anything(project: Path, name: str) -> None:
    """YAML would read `no` as false and 2024 as a number."""
    shutil.copytree(OTHER, project / "plans" / name)
    built = make(project, "site", f"PLAN=plans/{name}")
    assert built.returncode == 0, built.stdout
    assert "4 条措施" in built.stdout
    assert (project / "site" / "index.html").is_file()


def test_the_command_line_wins_over_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLAN", "none")
    monkeypatch.setenv("FORMAT", "json")
    assert main(["check", str(OTHER), "--format", "text"]) == 0
    assert capsys.readouterr().out.startswith("检查通过")


@pytest.mark.parametrize(
    ("command", "variable", "value", "message"),
    [
        ("check", "FORMAT", "yaml", "FORMAT=yaml：只能是text、github、json"),
        ("check", "STRICT", "maybe", "STRICT=maybe：应写 1（要）或 0（不要）"),
        ("record", "ON", "昨天", "ON=昨天：应填日期，如 2026-11-23"),
        ("returns", "SOURCE", "内网", "SOURCE=内网：应填 http:// 或 https:// 开头的网址"),
        ("serve", "PORT", "80000", "PORT=80000：应填 0 到 65535 的整数"),
        ("fuzz", "CASES", "-1", "CASES=-1：应填整数"),
    ],
)
def test_what_is_not_understood_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    variable: str,
    value: str,
    message: str,
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SystemExit) as exit_:
        main([command])
    assert exit_.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("new", "请写明新文件夹的名字，例如：make new INTO=plan-2024\n"),
        ("import", "请写明文件和文件夹，例如：make import FROM=附件2.docx INTO=plan-2024\n"),
        ("returns", "请写明填好的表在哪里，例如：make returns FROM=收到的表\n"),
    ],
)
def test_what_is_missing_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, message: str
) -> None:
    for variable in ("FROM", "INTO"):
        monkeypatch.setenv(variable, "")
    assert main([command]) == 1
    assert capsys.readouterr().out == message


def test_every_command_has_its_file_and_its_line() -> None:
    """The registry names a module a command; a file of macros/commands/ that holds one is in it."""
    held = {
        f"macros.commands.{path.stem}"
        for path in (ROOT / "macros" / "commands").glob("*.py")
        if "def run(" in path.read_text(encoding="utf-8")
    }
    assert {command.module for command in COMMANDS.values() if command.module.startswith("macros.")} == held


def test_help_needs_nothing_installed() -> None:
    """`make help` comes before anything is set up: isolated, without the packages of the site."""
    shown = subprocess.run(
        [sys.executable, "-S", "-m", "macros", "help"],
        cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert shown.returncode == 0, shown.stderr
    assert [line.split()[1] for line in shown.stdout.splitlines() if line.startswith("  make ")] == [*COMMANDS]


def test_every_command_is_a_target() -> None:
    """Make is asked itself which targets it knows."""
    known = subprocess.run(
        ["make", "-pnq", "help"], cwd=ROOT, env=CLEAN, capture_output=True, encoding="utf-8", check=False
    ).stdout
    (phony,) = [line for line in known.splitlines() if line.startswith(".PHONY:")]
    assert set(phony.split()[1:]) == COMMANDS.keys()
