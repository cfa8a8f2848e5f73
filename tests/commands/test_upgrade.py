"""Versions that an authority can follow: what each changes is said, and taking one leaves the plan as it is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commands.version import read_changes, read_version
from tests.conftest import CLEAN, ROOT
from tools.prove_reproducible import copy_project

_HEADS = ("编者", "部署的人", "程序")


def test_the_version_has_its_entry(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_changes(read_version())
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{read_version()}\n"


def test_every_version_says_what_it_means_for_whom() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"(?m)^## (\d+\.\d+\.\d+)（\d{4}-\d{2}-\d{2}）$", text)
    assert len(versions) == text.count("\n## ") > 0
    for version in versions:
        parts = re.split(r"(?m)^### (.+)\n", read_changes(version))
        assert tuple(parts[1::2]) == _HEADS
        assert all(words.strip() for words in parts[2::2]), "nothing changed: say 没有变化"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of an authority, and in it, as a tag, the next version of the project."""
    folder = copy_project(tmp_path / "project")

    def change(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "first")
    git(folder, "checkout", "--quiet", "-b", "next")
    change("pyproject.toml", f'version = "{read_version()}"', 'version = "9.8.7"')
    heads = "".join(f"### {head}\n\n没有变化。\n\n" for head in _HEADS)
    change("CHANGELOG.md", f"## {read_version()}", f"## 9.8.7（2099-01-01）\n\n{heads}## {read_version()}")
    commit(folder, "next version")
    git(folder, "tag", "v9.8.7")
    git(folder, "checkout", "--quiet", "main")
    change("plan/plan.yaml", "status_note: 本文件是征求意见稿，不是最后印发的文本。", "status_note: 本单位自己的话。")
    commit(folder, "our own plan")
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def commit(folder: Path, why: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", why)


def upgrade(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """With the packages that are installed here."""
    names = {f"GIT_{who}_{what}": "a@example.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    make = {"MAKEFLAGS": f"-o .venv/site.stamp BIN={Path(sys.executable).parent}"}
    return subprocess.run(
        [sys.executable, "-m", "macros", "upgrade", *arguments],
        cwd=folder, env={**CLEAN, **names, **make}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_new_version_comes_under_the_plan(project: Path) -> None:
    before = {path: path.read_bytes() for path in (project / "plan").rglob("*.yaml")}
    done = upgrade(project, "v9.8.7")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "已换成 9.8.7 版。" in done.stdout
    assert "检查通过" in done.stdout
    assert 'version = "9.8.7"' in (project / "pyproject.toml").read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in before} == before


def test_it_says_how_without_a_version(project: Path) -> None:
    said = upgrade(project).stdout
    assert said.startswith(f"现在是 {read_version()} 版。\n")
    assert "make upgrade TO=新版本的标签" in said
    assert git(project, "status", "--porcelain") == ""


def test_work_that_is_not_committed_is_not_merged_into(project: Path) -> None:
    (project / "plan" / "tasks.yaml").write_text("# 正在改\n", encoding="utf-8")
    done = upgrade(project, "v9.8.7")
    assert (done.returncode, "还有没有提交的改动" in done.stdout) == (1, True)
    assert (project / "plan" / "tasks.yaml").read_text(encoding="utf-8") == "# 正在改\n"


def test_a_version_that_is_not_here_and_one_that_cannot_be_merged(project: Path) -> None:
    head = git(project, "rev-parse", "HEAD")
    done = upgrade(project, "v5.5.5")
    assert (done.returncode, "这里没有“v5.5.5”这一版" in done.stdout) == (1, True)
    (project / "pyproject.toml").write_text('version = "1.0.0"\n', encoding="utf-8")
    commit(project, "changed on both sides")
    head = git(project, "rev-parse", "HEAD")
    done = upgrade(project, "v9.8.7")
    assert (done.returncode, "合并不了，什么也没有动" in done.stdout) == (1, True)
    assert "pyproject.toml" in done.stdout
    assert git(project, "rev-parse", "HEAD") == head
    assert git(project, "status", "--porcelain") == ""
