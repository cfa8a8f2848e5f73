"""Editions that git holds: read as they were committed, whatever a commit says of how they are to be read."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.store.editions import NoEditionError, open_edition
from tests.conftest import CLEAN, PLAN

_AUTHOR = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
REVISION = "revisions/2026-11-23.yaml"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *words],
        cwd=folder, env=CLEAN | _AUTHOR, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan in it, committed once."""
    folder = tmp_path / "repository"
    shutil.copytree(PLAN, folder / "plan")
    git(tmp_path, "init", "-q", str(folder))
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def read_edition(name: str, folder: Path) -> dict[str, bytes]:
    with open_edition(name, folder) as edition:
        return {str(path.relative_to(edition)): path.read_bytes() for path in edition.rglob("*") if path.is_file()}


def test_an_edition_is_what_was_committed(repository: Path) -> None:
    """Line ends and marks too, and names with blanks, Chinese and a line end."""
    odd = {"a b.yaml": b"a\r\nb", "中文 名.yaml": b"\xff\x00", "two\nlines.yaml": b"", "deep/er.yaml": b"x\n"}
    (repository / "plan" / "deep").mkdir()
    for name, content in odd.items():
        (repository / "plan" / name).write_bytes(content)
    commit(repository)
    expected = {str(path.relative_to(PLAN)): path.read_bytes() for path in PLAN.rglob("*") if path.is_file()}
    assert read_edition("HEAD", repository / "plan") == expected | odd


@pytest.mark.parametrize(
    "attributes",
    [
        "revisions/* export-ignore",
        "* export-ignore",
        "*.yaml export-subst ident",
        "*.yaml text eol=crlf working-tree-encoding=UTF-16",
    ],
)
@pytest.mark.parametrize("place", ["", "plan", "plan/revisions"])
def test_attributes_do_not_switch_the_guard_off(
    repository: Path, attributes: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / place / ".gitattributes").write_text(f"{attributes}\n", encoding="utf-8")
    before = (repository / "plan" / REVISION).read_bytes()
    git(repository, "-c", "core.autocrlf=false", "add", ".gitattributes" if not place else f"{place}/.gitattributes")
    git(repository, "commit", "-q", "-m", "looks harmless")
    assert read_edition("HEAD", repository / "plan")[REVISION] == before
    (repository / "plan" / REVISION).unlink()
    assert main(["check", str(repository / "plan"), "--base", "HEAD"]) == 1
    assert f"“{REVISION}”被改动或者删除了" in capsys.readouterr().out


def test_a_replacement_of_a_commit_is_not_taken(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    (repository / "plan" / REVISION).unlink()
    commit(repository)
    git(repository, "replace", first, "HEAD")
    assert REVISION in read_edition(first, repository / "plan")


def test_links_of_an_edition_are_left_out(repository: Path) -> None:
    """As they are when the folder is read; what they would have led to is not there."""
    (repository / "plan" / "units.yaml").unlink()
    (repository / "plan" / "units.yaml").symlink_to("/etc/passwd")
    commit(repository)
    assert "units.yaml" not in read_edition("HEAD", repository / "plan")


def test_an_edition_that_cannot_be_read_is_an_error(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (repository / "plan" / "tasks.yaml").read_text(encoding="utf-8")
    (repository / "plan" / "tasks.yaml").write_text("sections: [", encoding="utf-8")
    commit(repository)
    (repository / "plan" / "tasks.yaml").write_text(text, encoding="utf-8")
    assert main(["check", str(repository / "plan"), "--base", "HEAD"]) == 1
    assert "上一版有1处读不出来，编号和修订记录有没有丢失就查不了，不能算通过" in capsys.readouterr().out


def test_a_shallow_clone_says_how_to_deepen(repository: Path, tmp_path: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    (repository / "plan" / "more.txt").write_text("x", encoding="utf-8")
    commit(repository)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    with (
        pytest.raises(NoEditionError, match="请先运行 git fetch --unshallow"),
        open_edition(first, tmp_path / "shallow" / "plan"),
    ):
        raise AssertionError
    with pytest.raises(NoEditionError) as full, open_edition("0" * 40, repository / "plan"):
        raise AssertionError
    assert "unshallow" not in str(full.value)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 200_000, "-h", "--help", "甲乙", "a b", "$(touch x)", "; ls", "@{"])
def test_what_is_no_edition_is_refused_in_a_sentence(
    repository: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if len(os.fsencode(name)) < 100_000:  # the system takes no longer word
        monkeypatch.setenv("BASE", name)
        assert main(["impact", "--folder", str(repository / "plan")]) == 2
    else:
        with pytest.raises(NoEditionError), open_edition(name, repository / "plan"):
            raise AssertionError
        return
    said = capsys.readouterr()
    assert said.out == ""
    assert "找不到" in said.err
    assert len(said.err) < 400


def test_an_edition_without_the_folder_is_refused(repository: Path) -> None:
    shutil.copytree(repository / "plan", repository / "another")
    with pytest.raises(NoEditionError, match="里没有"), open_edition("HEAD", repository / "another"):
        raise AssertionError


def test_an_edition_that_is_no_plan_folder_is_not_unpacked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.store.editions._LARGEST", 1000)
    with pytest.raises(NoEditionError, match="太大，不像计划文件夹"), open_edition("HEAD", repository / "plan"):
        raise AssertionError
