"""Bodies that are renamed, and two that become one: nothing that was published has to be changed, and all is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.audit import audit_site
from macros.check.checker import check_plan
from macros.model import Plan
from macros.store.revision_files import create_digest
from macros.views.plan_views import PlanViews
from tests.conftest import ROOT, load, run_mkdocs

SAMPLE = ROOT / "macros" / "store" / "sample"
_REPORT = "  - measure: t1-1\n    unit: {}\n    on: 2024-06-30\n    state: 推进中\n    words: {}说的话。\n"
_RENAMED = """  - id: bureau-four
    name: 丁局
    kind: agency
    aliases: [甲]
    former_ids: [bureau-one, bureau-three]
    renamed:
      - was: 甲局
        on: 2024-07-01
        why: 机构改革，甲局、丙局合并为丁局
      - was: 丙局
        on: 2024-07-01
        why: 机构改革，甲局、丙局合并为丁局
"""


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Two bodies in one cell, which both reported on one day."""
    folder = shutil.copytree(SAMPLE, tmp_path / "before")
    edit(folder / "tasks.yaml", ("lead: [甲局, 各镇]", "lead: [甲局, 丙局, 各镇]"), ("support: [丙局]", "support: []"))
    reports = "".join(_REPORT.format(name, name) for name in ("甲局", "丙局"))
    (folder / "progress.yaml").write_text(f"progress:\n{reports}", encoding="utf-8")
    assert main(["format", str(folder)]) == 0
    assert check_plan(folder)[1] == []
    return folder


@pytest.fixture
def after(before: Path, tmp_path: Path) -> Path:
    """The same published files but for the register, in which one body stands for both."""
    folder = shutil.copytree(before, tmp_path / "after")
    text = (folder / "units.yaml").read_text(encoding="utf-8")
    text = text.replace("  - id: bureau-one\n    name: 甲局\n    kind: agency\n    aliases: [甲]\n", _RENAMED)
    text = text.replace("  - id: bureau-three\n    name: 丙局\n    kind: agency\n", "")
    (folder / "units.yaml").write_text(text, encoding="utf-8")
    edit(folder / "plan.yaml", ("revised_on: 2024-07-05", "revised_on: 2024-07-10"))
    return folder


def names_of(plan: Plan, measure: str) -> list[str]:
    [found] = [item for item in plan.measures if item.id == measure]
    return [assignment.printed for assignment in found.assignments]


def test_nothing_published_is_changed_and_the_guard_is_content(before: Path, after: Path) -> None:
    plan, problems = check_plan(after, before)
    assert problems == []
    assert plan is not None
    assert names_of(plan, "t1-1")[:2] == ["甲局", "丙局"]
    assert (after / "progress.yaml").read_bytes() == (before / "progress.yaml").read_bytes()


def test_one_body_has_one_duty_and_both_reports(after: Path) -> None:
    views = PlanViews(load(after))
    duties = [duty for duty in views.duties if duty.measure.id == "t1-1" and duty.unit.id == "bureau-four"]
    assert len(duties) == 1
    rows = views.progress["t1-1"]
    assert [(row.unit.name, row.entry.reporter, row.entry.words) for row in rows] == [
        ("丁局", "甲局", "甲局说的话。"), ("丁局", "丙局", "丙局说的话。")
    ]  # fmt: skip


def test_the_site_says_what_it_was_called_and_finds_it(after: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = run_mkdocs("build", "--strict", "--site-dir", str(site), PLAN=str(after))
    assert done.returncode == 0, done.stderr + done.stdout
    assert audit_site(site, "/") == []
    page = (site / "agencies" / "bureau-four" / "index.html").read_text(encoding="utf-8")
    assert "原名甲局，" in page
    assert "起用现名（机构改革，甲局、丙局合并为丁局）" in page
    for old in ("bureau-one", "bureau-three"):
        assert "bureau-four" in (site / "agencies" / old / "index.html").read_text(encoding="utf-8")
    entries = json.loads((site / "search" / "entries.json").read_bytes())["entries"]
    [entry] = [entry for entry in entries if entry["title"] == "丁局"]
    assert "甲局" in str(entry)
    assert "jiaju" in str(entry)
    task = (site / "tasks" / "1" / "index.html").read_text(encoding="utf-8")
    assert "甲局（现为丁局）" in task
    progress = json.loads((site / "api" / "v1" / "progress.json").read_bytes())["progress"]
    assert [(item["unit"], item["reporter"]) for item in progress] == [("bureau-four", "甲局"), ("bureau-four", "丙局")]
    unit = json.loads((site / "api" / "v1" / "units" / "bureau-four.json").read_bytes())
    assert "丙局" in str(unit)


def test_a_report_twice_under_one_name_is_refused_still(after: Path) -> None:
    edit(after / "progress.yaml", ("unit: 丙局", "unit: 甲局"))
    [problem] = [problem for problem in check_plan(after)[1] if "写过了" in problem.message]
    assert "甲局 2024-06-30 对 t1-1 的进展写过了" in problem.message


def test_spellings_of_one_body_in_a_cell_are_asked_about(before: Path) -> None:
    """Without a word on a merger it may be a slip."""
    edit(before / "units.yaml", ("    aliases: [甲]\n", "    aliases: [甲]\n    variants: [甲局（筹）]\n"))
    edit(before / "tasks.yaml", ("lead: [甲局, 丙局, 各镇]", "lead: [甲局, 甲局（筹）, 各镇]"))
    [problem] = [problem for problem in check_plan(before)[1] if problem.rule == "one_body"]
    assert "“甲局”和“甲局（筹）”登记为同一个单位（甲局），请核对" in problem.message
    edit(before / "tasks.yaml", ("lead: [甲局, 甲局（筹）, 各镇]", "lead: [甲局, 甲局, 各镇]"))
    assert any("“甲局”写了两次" in problem.message for problem in check_plan(before)[1])


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2025-01-01", "改名的日期2025-01-01晚于 plan.yaml 的 revised_on"),
        ("2014-07-01", "改名的日期2014-07-01比计划早得多"),
    ],
)
def test_days_of_a_new_name_that_cannot_be_are_refused(after: Path, day: str, message: str) -> None:
    edit(after / "units.yaml", ("on: 2024-07-01", f"on: {day}"))
    assert sum(message in problem.message for problem in check_plan(after)[1]) == 2


def test_an_old_name_belongs_to_one_body(after: Path) -> None:
    edit(after / "units.yaml", ("name: 乙局\n", "name: 乙局\n    variants: [甲局]\n"))
    assert any("名称“甲局”已经登记过" in problem.message for problem in check_plan(after)[1])


def test_what_was_published_keeps_its_digest(plan: Plan) -> None:
    """The field is younger than published editions: who does not use it has recorded all."""
    assert plan.revisions
    assert create_digest(plan) == plan.revisions[-1].digest
