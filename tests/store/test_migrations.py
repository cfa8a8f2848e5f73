"""Plans that were written for an earlier format come up to the present one, step by step, with every comment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.check.checker import check_plan
from macros.store import migrations
from macros.store.format import format_folder
from macros.store.migrations import FORMAT, STEPS, Texts, migrate, read_format
from macros.store.revision_files import create_digest
from tests.conftest import ROOT, load

FORMATS = ROOT / "tests" / "data" / "formats"
SAMPLE = ROOT / "macros" / "store" / "sample"


def read(folder: Path) -> Texts:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}


def test_every_format_has_its_plan_and_its_step() -> None:
    assert sorted(path.name for path in FORMATS.iterdir()) == [str(number) for number in range(1, FORMAT + 1)]
    assert sorted(STEPS) == list(range(1, FORMAT))


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_plan_of_every_format_becomes_one_of_today(number: int, tmp_path: Path) -> None:
    """The same plan in each format says the same, down to the digest that revisions keep."""
    folder = shutil.copytree(FORMATS / str(number), tmp_path / "plan")
    assert main(["format", str(folder)]) == 0
    assert read_format((folder / "plan.yaml").read_text(encoding="utf-8")) == FORMAT
    assert create_digest(load(folder)) == create_digest(load(SAMPLE))
    assert main(["format", str(folder), "--check"]) == 0


def test_a_plan_that_names_no_format_has_the_first_and_needs_nothing(tmp_path: Path) -> None:
    folder = shutil.copytree(FORMATS / "1", tmp_path / "plan")
    assert "format:" not in (folder / "plan.yaml").read_text(encoding="utf-8")
    assert check_plan(folder)[1] == []
    assert migrate(read(folder)) == read(folder)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of ours two formats on: one step puts a word into another file, the next needs what the first has done."""

    def first(texts: Texts) -> Texts:
        return {**texts, "units.yaml": texts["units.yaml"].replace("name: 甲局", "name: 甲一局")}

    def second(texts: Texts) -> Texts:
        tasks = texts["tasks.yaml"].replace("甲局", "甲一局" if "甲一局" in texts["units.yaml"] else "？")
        return {**texts, "tasks.yaml": tasks}

    for place in ("macros.store.migrations.FORMAT", "macros.store.load.FORMAT"):
        monkeypatch.setattr(place, 3)
    monkeypatch.setattr(migrations, "STEPS", {1: first, 2: second})


@pytest.mark.usefixtures("later")
def test_steps_are_taken_one_after_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "plan")
    before = read(folder)
    [problem] = check_plan(folder)[1]
    assert str(problem).endswith(
        "plan.yaml:2:9: 这份计划的文件格式是1，这里用的是3：是较早的版本写的，请运行 make format 换成现在的格式。"
    )
    assert main(["format", str(folder)]) == 0
    assert "plan.yaml：已排好" in capsys.readouterr().out
    after = read(folder)
    assert "\nformat: 3\n" in after["plan.yaml"]
    assert after["tasks.yaml"] == before["tasks.yaml"].replace("甲局", "甲一局")
    comments = {name: [line for line in text.split("\n") if "#" in line] for name, text in before.items()}
    assert {name: [line for line in text.split("\n") if "#" in line] for name, text in after.items()} == comments


@pytest.mark.usefixtures("later")
def test_a_step_from_the_middle(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "plan")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("format: 1", "format: 2"), encoding="utf-8")
    formatted = format_folder(folder)
    assert formatted.problems == []
    assert sorted(formatted.changed) == ["plan.yaml", "tasks.yaml"]  # the first step was not taken
    assert "format: 3\n" in formatted.changed["plan.yaml"]
    assert "lead: [？, 各镇]\n" in formatted.changed["tasks.yaml"]


@pytest.mark.usefixtures("later")
def test_what_cannot_be_read_is_reported_where_it_stands(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "plan")
    (folder / "units.yaml").write_text("units: [\n", encoding="utf-8")
    before = read(folder)
    formatted = format_folder(folder)
    assert formatted.changed == {}
    assert [problem.place.path for problem in formatted.problems] == [str(folder / "units.yaml")]
    assert read(folder) == before


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("9", "plan.yaml:2:9: 这份计划的文件格式是9，这里用的是1：是更新的版本写的，请先升级这里的程序。"),
        ("two", "plan.yaml:2:9: “format”：应填整数，现在是“two”。"),
    ],
)
def test_a_format_that_is_not_known_is_refused(tmp_path: Path, written: str, message: str) -> None:
    """Of a newer format nothing else is said: what is unknown here may be right there."""
    folder = shutil.copytree(SAMPLE, tmp_path / "plan")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("format: 1", f"format: {written}"), encoding="utf-8")
    before = read(folder)
    plan, problems = check_plan(folder)
    assert plan is None
    assert message in str(problems[0])
    assert len(problems) == 1
    assert main(["format", str(folder)]) == 1
    assert read(folder) == before
