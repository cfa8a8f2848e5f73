"""A plan over three years: each date in its own year, in the calendar, the feed, the table, the workbook and the JSON."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from macros.audit import audit_site
from macros.check.checker import check_plan
from tests.conftest import run_mkdocs
from tests.imports.reading import load, row, take

ROWS = "".join(
    row(str(number), f"任务{number}", f"措施{number}。", due, "市甲局", "市乙委", "——")
    for number, due in enumerate(("2024年底前", "2025年6月底前", "2026年底前", "每月", "长期实施"), 1)
)
TITLE = "某市大气污染防治三年行动计划（2024—2026年）\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("years")
    take(folder, ROWS, before=TITLE)
    done = run_mkdocs("build", "--strict", "--site-dir", str(folder / "site"), PLAN=str(folder / "plan"))
    assert done.returncode == 0, done.stderr
    yield folder / "site"
    shutil.rmtree(folder / "site")


def test_the_calendar_goes_from_the_first_year_to_the_last(site: Path) -> None:
    page = (site / "calendar" / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'ap-month__name">(\d+年\d+月)<', page)
    assert names == [f"{year}年{month}月" for year in (2024, 2025, 2026) for month in range(1, 13)]
    labels = re.findall(r'<h3 id="due-([\d-]+)">', page)
    assert labels == ["2024-12-31", "2025-06-30", "2026-12-31"]
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "2024—2026年，什么时候完成" in home
    assert "<dd>2024—2026年</dd>" in home


def test_the_feed_has_every_date_and_what_recurs_goes_on_to_the_last_year(site: Path) -> None:
    calendar: Any = icalendar.Calendar.from_ical((site / "calendar" / "deadlines.ics").read_bytes())
    events = {str(event["summary"]).split("（")[0]: event for event in calendar.walk("VEVENT")}
    days = {name: event["dtstart"].dt.isoformat() for name, event in events.items() if "rrule" not in event}
    assert days == {"任务1": "2024-12-31", "任务2": "2025-06-30", "任务3": "2026-12-31"}
    assert events["任务4"]["rrule"]["until"][0].isoformat()[:10] == "2026-12-31"


def test_programs_and_the_table_get_the_years(site: Path) -> None:
    plan = json.loads((site / "api" / "v1" / "plan.json").read_text(encoding="utf-8"))
    assert (plan["plan"]["year"], plan["plan"]["until_year"]) == (2024, 2026)
    ends = [m["deadline"]["end"] for task in plan["tasks"] for m in task["measures"]]
    assert ends == ["2024-12-31", "2025-06-30", "2026-12-31", None, None]
    table = (site / "plan" / "index.html").read_text(encoding="utf-8")
    assert [month for month in ("2024年12月", "2025年6月", "2026年12月") if f">{month}</option>" in table] == [
        "2024年12月", "2025年6月", "2026年12月"
    ]  # fmt: skip
    book = openpyxl.load_workbook(site / "downloads" / "plan.xlsx")
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value]
    assert all(any(day in cell for cell in cells) for day in ("2024-12-31", "2025-06-30", "2026-12-31"))


def test_the_copies_agree(site: Path) -> None:
    assert audit_site(site) == []


def test_a_plan_of_one_year_says_nothing_of_a_last_one(tmp_path: Path) -> None:
    take(tmp_path, ROWS.replace("2024年", "").replace("2025年", "").replace("2026年", ""))
    assert "until_year" not in load(tmp_path / "plan" / "plan.yaml")


def test_a_day_without_its_year_is_asked_about_and_stops(tmp_path: Path) -> None:
    _, done = take(tmp_path, row("1", "任务", "措施。", "6月底前", "市甲局", "市乙委", "——"), before=TITLE)
    [question] = [item for item in done.report.open.values() if item.about == "6月底前"]
    assert "没有写年份，计划从2024年到2026年，是哪一年的？" in question.message
    [record] = load(tmp_path / "plan" / "deadlines.yaml")["deadlines"]
    assert record["kind"] == "as_scheduled"
    assert "原文没有写明" not in record["basis"]


def test_the_checker_asks_for_years_and_takes_them(tmp_path: Path) -> None:
    take(tmp_path, ROWS, before=TITLE)
    folder = tmp_path / "plan"
    tasks = folder / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("due: 2025年6月底前", "due: 6月底前"), encoding="utf-8")
    assert any("“6月底前”没有写年份，这份计划从2024年到2026年" in problem.message for problem in check_plan(folder)[1])
    entry = "  - text: 6月底前\n    kind: by\n    end: {}\n    precision: month\n    basis: 编者问过。\n"
    deadlines = folder / "deadlines.yaml"
    deadlines.write_text("deadlines:\n" + entry.format("06-30"), encoding="utf-8")
    assert any("“6月底前”的日期要写明年份，如 2026-06-30" in problem.message for problem in check_plan(folder)[1])
    deadlines.write_text("deadlines:\n" + entry.format("2025-06-30"), encoding="utf-8")
    plan, _ = check_plan(folder)
    assert plan is not None
    assert "2025-06-30" in {str(measure.deadline.end) for measure in plan.measures}


@pytest.mark.parametrize(
    ("until", "is_wrong"), [("2024", True), ("2023", True), ("2035", True), ("2034", False), ("2025", False)]
)
def test_the_last_year_comes_after_the_first(tmp_path: Path, until: str, is_wrong: bool) -> None:  # noqa: FBT001  # a case
    take(tmp_path, ROWS, before=TITLE)
    path = tmp_path / "plan" / "plan.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("until_year: 2026", f"until_year: {until}"), encoding="utf-8"
    )
    found = [problem.message for problem in check_plan(tmp_path / "plan")[1] if "最后一年" in problem.message]
    assert bool(found) is is_wrong
