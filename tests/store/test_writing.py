"""People's files: written all together or not at all, however the command ends; never through a link, never over an edit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.store import writing
from macros.store.load import load_draft
from macros.store.writing import JOURNAL, NotWrittenError, editing, finish_writing
from macros.views.plan_views import PlanViews
from tests.conftest import CLEAN, OTHER, ROOT, load
from tests.returns.test_progress import fill, write
from tests.store.interrupted import digest
from tests.tried import record_tried

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")


def edit_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shutil.copytree(OTHER, tmp_path / "plan")


# Interrupted at every moment


def prepare_format(folder: Path) -> list[str]:
    for name in ("tasks.yaml", "units.yaml"):
        path = folder / "plan" / name
        path.write_text(path.read_text(encoding="utf-8").replace("id: ", "id:   "), encoding="utf-8")
    edit_text(folder / "plan" / "tasks.yaml", "title: 第一项", 'title: "第一项"')
    return ["format", "{plan}"]


def prepare_record(folder: Path) -> list[str]:
    """Takes the place of a record that was not published, and sets the date of the plan."""
    base = shutil.copytree(folder / "plan", folder / "base")
    assert main(["record", "--folder", str(base), "--why", "印发"]) == 0
    shutil.rmtree(folder / "plan")
    shutil.copytree(base, folder / "plan")
    edit_text(folder / "plan" / "tasks.yaml", "title: 第一项", "title: 头一项")
    assert main(["record", str(base), "--folder", str(folder / "plan"), "--why", "改题目"]) == 0
    edit_text(folder / "plan" / "tasks.yaml", "title: 头一项", "title: 第一件")
    return ["record", str(base), "--folder", "{plan}", "--why", "再改题目", "--on", "2024-07-09"]


def prepare_answer(folder: Path) -> list[str]:
    """Goes into plan.yaml, and takes answers.yaml away."""
    question = "questions:\n  - kind: part\n    words: 第2张表\n    question: 要不要写进计划？\n    answer: 不写\n"
    (folder / "plan" / "answers.yaml").write_text(question, encoding="utf-8")
    return ["answer", "{plan}"]


def prepare_returns(folder: Path) -> list[str]:
    views = PlanViews(load(folder / "plan"))
    form = fill(
        views, folder, "first-bureau", lambda s: write(s, "first-2", "已完成", "都查过了。", "", "", "", "2024-09-30")
    )
    return ["returns", str(form), "--folder", "{plan}"]


def prepare_import(folder: Path) -> list[str]:
    source = ROOT / "plan" / "source" / "plan.txt"
    shutil.rmtree(folder / "plan")
    assert main(["import", str(source), "--into", str(folder / "plan")]) == 0
    newer = folder / "newer.txt"
    newer.write_text(source.read_text(encoding="utf-8").replace("2023年12月底前", "2023年11月底前"), encoding="utf-8")
    return ["import", str(newer), "--into", "{plan}"]


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "answer": prepare_answer,
    "format": prepare_format,
    "record": prepare_record,
    "returns": prepare_returns,
    "import": prepare_import,
}
#: Every moment for the table of what was tried, and at night; else some, spread over all.
_ALL = bool(os.environ.get("TRIED") or os.environ.get("NIGHTLY"))
_WAYS = {"kill": "kill -9", "full": "磁盘写满", "stop": "Ctrl+C"}


@needs_fork
@pytest.mark.slow
@pytest.mark.parametrize("how", _WAYS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_interrupted_at_any_write_leaves_the_folder_before_or_after(
    tmp_path: Path, command: str, how: str
) -> None:
    """Once the next command has run; no traceback, and what is in between cannot be read as a plan."""
    shutil.copytree(OTHER, tmp_path / "plan")
    words = COMMANDS[command](tmp_path)
    before = digest(tmp_path / "plan")
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.interrupted", str(tmp_path), how, *words],
        cwd=ROOT, env=CLEAN | ({} if _ALL else {"MOMENTS": "8"}), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    whole, *tried = map(json.loads, done.stdout.splitlines())
    after = whole["digest"]
    assert whole["status"] == 0, whole["said"]
    assert after != before
    assert len(tried) >= 8
    for number, result in enumerate(tried, 1):
        assert result["digest"] in (before, after), (number, result)
        assert "Traceback" not in result["said"], (number, result)
        assert result["checked"] == whole["checked"], (number, result)
    assert {result["digest"] for result in tried} == {before, after}
    if how != "kill":
        assert all(result["said"].strip() for result in tried)
    record_tried(
        f"make {command} 写到一半{_WAYS[how]}（每写到一处）", len(tried), "计划文件夹是写之前或之后的样子，逐个字节相同"
    )


# A journal that was left


def leave_journal(folder: Path, monkeypatch: pytest.MonkeyPatch, contents: dict[str, str | None]) -> None:
    """Decide to write, and be cut off before anything is put in place."""

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_finish", cut_off)
        with pytest.raises(KeyboardInterrupt), editing(folder) as edit:
            edit.write(contents)
    assert (folder / JOURNAL).is_dir()


def test_a_folder_between_two_states_is_not_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_journal(plan, monkeypatch, {"units.yaml": "units: []\n"})
    _, [problem] = load_draft(plan)
    assert "上一次写这个文件夹时中断了" in problem.message


@pytest.mark.parametrize("words", [["check"], ["format", "--check"], ["schema"], ["impact", "--folder"]])
def test_the_next_command_finishes_it(plan: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    leave_journal(plan, monkeypatch, {"source/new.txt": "甲\n", "progress.yaml": None})
    main([*words, str(plan), *([str(OTHER)] if words[0] == "impact" else [])])
    assert (plan / "source" / "new.txt").read_text(encoding="utf-8") == "甲\n"
    assert not (plan / "progress.yaml").exists()
    assert not list(plan.glob(".*"))


def test_what_was_edited_after_the_interruption_stays(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_journal(plan, monkeypatch, {"units.yaml": "units: []\n"})
    (plan / "units.yaml").write_text("# 后来写的\n", encoding="utf-8")
    with pytest.raises(NotWrittenError, match=r"units\.yaml”又被人改过，不能接着写，原来要写的内容在"):
        finish_writing(plan)
    assert (plan / "units.yaml").read_text(encoding="utf-8") == "# 后来写的\n"
    assert (plan / JOURNAL / "0").read_text(encoding="utf-8") == "units: []\n"


def test_a_journal_that_was_handed_in_is_refused(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It comes with a pull request or a copy: nobody here decided to write that."""
    leave_journal(plan, monkeypatch, {"units.yaml": "units: []\n"})
    copied = shutil.copytree(plan, plan.with_name("copy"))
    with pytest.raises(SystemExit) as ended:
        main(["check", str(copied)])
    assert ended.value.code == 2
    assert "不是在这里写到一半留下的" in capsys.readouterr().err
    assert (copied / "units.yaml").read_bytes() == (OTHER / "units.yaml").read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"number": 1, "items": []}',
        '{"number": 1, "items": [["a", 7]]}',
        '{"items": []}',
        '{"number": 1, "items": [["a", 7, null]]}',
        "[" * 99999,
        "[1]",
        '"x"',
    ],
)
def test_a_journal_that_makes_no_sense_is_refused(plan: Path, text: str) -> None:
    (plan / JOURNAL).mkdir()
    (plan / JOURNAL / "list.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotWrittenError, match="不能照着写"):
        finish_writing(plan)


# Links, and what is no file


@pytest.mark.parametrize("target", ["../victim.txt", "../nowhere.txt", "units.yaml", "progress.yaml"])
@pytest.mark.parametrize("name", ["schema/tasks.schema.json", "progress.yaml", "tasks.yaml"])
def test_nothing_is_written_through_a_link(plan: Path, name: str, target: str) -> None:
    victim = plan.parent / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    (plan / "schema").mkdir()
    (plan / name).unlink(missing_ok=True)
    link = os.path.relpath(plan / target, (plan / name).parent)
    (plan / name).symlink_to(link)
    before = digest(plan)
    with pytest.raises(NotWrittenError, match="是链接，计划文件夹里不能有链接"), editing(plan) as edit:
        edit.write({"plan.yaml": "x", name: "y"})
    assert digest(plan) == before
    assert str((plan / name).readlink()) == link
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (plan.parent / "nowhere.txt").exists()


@pytest.mark.parametrize("name", ["schema", "revisions", "source", "notes", "revisions/2024-01-01.yaml", "deep/a/b"])
def test_links_are_reported_wherever_they_stand(plan: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / name).parent.mkdir(parents=True, exist_ok=True)
    (plan / name).symlink_to(plan.parent)
    assert main(["check", str(plan)]) == 1
    assert re.search(rf"{name}:1:1: (?:修订记录读不出来：文件)?是链接", capsys.readouterr().out)
    with pytest.raises(NotWrittenError, match="是链接"), editing(plan) as edit:
        edit.write({f"{name}/x.yaml": "x"})


def test_a_link_to_itself_is_reported(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / "tasks.yaml").unlink()
    (plan / "tasks.yaml").symlink_to("tasks.yaml")
    assert main(["check", str(plan)]) == 1
    assert "tasks.yaml:1:1: 文件是链接，不读" in capsys.readouterr().out


def test_pipes_and_folders_are_reported_and_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / "progress.yaml").unlink()
    os.mkfifo(plan / "progress.yaml")
    os.mkfifo(plan / "other")
    (plan / "schema").write_text("a file", encoding="utf-8")
    assert main(["check", str(plan)]) == 1
    said = capsys.readouterr().out
    assert "progress.yaml:1:1: 这不是文件，读不出来" in said
    assert "other:1:1: 是管道、设备一类的东西" in said
    assert "schema:1:1: 应是文件夹，现在是文件" in said
    for name, message in (("progress.yaml", "管道"), ("schema/x", "应是文件夹"), ("source", "应是文件，现在是文件夹")):
        (plan / "source").mkdir(exist_ok=True)
        with pytest.raises(NotWrittenError, match=message), editing(plan) as edit:
            edit.write({name: "x"})


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", ".hidden", "a//b", "", "a\\b", "revisions/.x"])
def test_only_names_within_the_folder_are_written(plan: Path, name: str) -> None:
    with pytest.raises(NotWrittenError, match="不能作计划文件夹里的文件名"), editing(plan) as edit:
        edit.write({name: "x"})


def test_names_that_no_text_can_hold_are_reported(plan: Path) -> None:
    """A name from another encoding: refused with a sentence in every console."""
    (plan / "revisions").mkdir()
    Path(os.fsdecode(os.fsencode(plan / "revisions") + b"/\xb0\xb1.yaml")).write_text("x", encoding="utf-8")
    for encoding in ("utf-8", "gbk", "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "macros", "check", str(plan)],
            cwd=ROOT, env={**CLEAN, "PYTHONIOENCODING": encoding}, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr == b""
        assert r"revisions/\udcb0\udcb1.yaml" in done.stdout.decode()


# Others at work


def test_an_edit_that_was_saved_meanwhile_is_not_overwritten(plan: Path) -> None:
    with editing(plan) as edit:
        (plan / "tasks.yaml").write_text("# 刚存的\n", encoding="utf-8")
        with pytest.raises(NotWrittenError, match="刚才又被改过，没有写"):
            edit.write({"units.yaml": "units: []\n"})
    assert (plan / "tasks.yaml").read_text(encoding="utf-8") == "# 刚存的\n"
    assert (plan / "units.yaml").read_bytes() == (OTHER / "units.yaml").read_bytes()


def test_a_run_that_writes_is_waited_for(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.0)
    with editing(plan) as edit, writing.reading(plan), pytest.raises(NotWrittenError, match="另一个程序正在"):
        edit.write({"units.yaml": "units: []\n"})
    with editing(plan) as edit:
        edit.write({"units.yaml": "units: []\n"})


def test_rights_are_kept_and_what_is_the_same_is_left_alone(plan: Path) -> None:
    (plan / "units.yaml").chmod(0o640)
    same = (plan / "tasks.yaml").stat()
    with editing(plan) as edit:
        edit.write({"units.yaml": "units: []\n", "tasks.yaml": (plan / "tasks.yaml").read_text(encoding="utf-8")})
    assert (plan / "units.yaml").stat().st_mode & 0o777 == 0o640
    assert (plan / "tasks.yaml").stat().st_mtime_ns == same.st_mtime_ns


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can mount a file")
def test_files_that_are_mounted_are_written_too(plan: Path, tmp_path: Path) -> None:
    """A container may mount the folder, or a file of it: neither can be replaced by a rename."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("units: []\n", encoding="utf-8")
    mounted = subprocess.run(
        ["mount", "--bind", str(outside), str(plan / "units.yaml")], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this container may not mount")
    try:
        with editing(plan) as edit:
            edit.write({"units.yaml": "units: [甲]\n", "plan.yaml": "x\n"})
        assert outside.read_text(encoding="utf-8") == "units: [甲]\n"
        assert not list(plan.glob(".*"))
    finally:
        subprocess.run(["umount", str(plan / "units.yaml")], check=True)


def test_a_record_that_records_nothing_changes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the date that was given, nor an earlier record that was not published yet."""
    assert main(["record", "--folder", str(plan), "--why", "印发"]) == 0
    before = digest(plan)
    base = shutil.copytree(plan, plan.with_name("base"))
    for why, on in (("又一次", "2027-01-01"), ("早了", "2001-01-01")):
        main(["record", str(base), "--folder", str(plan), "--why", why, "--on", on])
        assert digest(plan) == before
    assert "内容和最近一次修订一样，不用登记。" in capsys.readouterr().out
    (plan / "plan.yaml").write_text("id: [", encoding="utf-8")
    before = digest(plan)
    assert main(["record", str(base), "--folder", str(plan), "--why", "坏的", "--on", "2024-12-01"]) == 1
    assert digest(plan) == before
