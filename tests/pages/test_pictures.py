"""Pictures say what the plan says: their numbers, against the data and the document, and by hand."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from macros.model import DeadlineKind
from macros.pages.charts import place_dots, place_years
from macros.views.plan_views import PlanViews


class Tables(HTMLParser):
    """Every table of a page as rows of cells, texts only."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def read_tables(path: Path) -> list[list[list[str]]]:
    parser = Tables()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.tables


@pytest.fixture(scope="module")
def data(site: Path) -> Any:
    return json.loads((site / "api" / "v1" / "plan.json").read_text(encoding="utf-8"))


def test_the_matrix_has_every_certain_duty_and_no_other(site: Path, data: Any) -> None:
    names = {unit["id"]: unit["name"] for unit in data["units"]}
    roles = {role["id"]: role["name"] for role in data["roles"]}
    expected: Counter[tuple[str, str, str]] = Counter()
    for task in data["tasks"]:
        for measure in task["measures"]:
            for duty in measure["duties"]:
                if duty["certain"]:
                    expected[task["title"], names[duty["unit"]], roles[duty["role"]]] += 1
    _, head, *rows = read_tables(site / "overview" / "index.html")[0]
    found: Counter[tuple[str, str, str]] = Counter()
    for title, *cells in rows:
        assert len(cells) == len(head) - 1
        for unit, cell in zip(head[1:], cells, strict=True):
            for role, count in re.findall(r"(\D+?)(\d+)条", cell):
                found[re.sub(r"^\d+", "", title), unit, role] += int(count)
    assert found == expected
    assert sum(expected.values()) == 617


def test_who_works_with_whom_is_what_the_cells_say(site: Path, data: Any) -> None:
    """From the printed names, so collective names are one; 中关村门头沟区管委会 and the bracket are two spellings."""
    same = {"中关村门头沟区管委会": "中关村门头沟园管委会", "区科信局（区新能源汽车联席会议办公室）": "区科信局"}
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    for task in data["tasks"]:
        for measure in task["measures"]:
            cells = {role: {same.get(name, name) for name in names} for role, names in measure["units"].items()}
            for lead in cells["lead"]:
                expected[lead].update((cells["lead"] | cells["responsible"]) - {lead})
    _, *rows = read_tables(site / "overview" / "index.html")[1]
    found = {
        lead: Counter({name: int(count) for name, count in re.findall(r"([^、\d]+)(\d+)条", partners)})
        for lead, partners in rows
    }
    assert found == {lead: partners for lead, partners in expected.items() if partners}
    assert found["区生态环境局"]["各镇街"] == 17


def test_a_larger_dot_is_a_larger_number(views: PlanViews) -> None:
    chart = place_dots(views.cooperation)
    links = views.cooperation.links
    assert len(chart.dots) == len(links)
    areas = {round(dot.radius**2 / link.count, 1) for dot, link in zip(chart.dots, links, strict=True)}
    assert max(areas) - min(areas) <= 0.2  # the area, not the width, is what the eye compares
    assert all(0 < dot.x < chart.width and 0 < dot.y < chart.height for dot in chart.dots)


def test_the_year_in_columns(site: Path, views: PlanViews) -> None:
    """6-9月 ends in September and runs from June; 采暖季前 is read as 14 November; 年底前 is the 34 of December."""
    _, *rows = read_tables(site / "calendar" / "index.html")[0]
    assert {row[0]: row[1] for row in rows if row[1] != "0条"} == {
        "2023年6月": "1条", "2023年9月": "1条", "2023年11月": "1条", "2023年12月": "34条",
    }  # fmt: skip
    assert [row[0] for row in rows if row[3] == "有"] == [f"2023年{month}月" for month in (6, 7, 8, 9)]
    heights = {
        column.month.month: column.height for column in place_years(views.calendar.months, views.plan.years)[0].columns
    }
    assert heights[12] / heights[6] == pytest.approx(34, rel=0.02)
    assert heights[1] == 0


def test_towns_side_by_side(site: Path) -> None:
    tables = read_tables(site / "towns" / "index.html")
    _, *rows = tables[0]
    assert len(rows) == 13
    by_name = {row[0]: row for row in rows}
    assert by_name["潭柘寺镇"][1:] == ["36条", "13条", "23条", "降尘量不超过4.5吨/平方公里·月"]
    assert by_name["大峪街道"][1:] == ["37条", "14条", "23条", "降尘量不超过5.0吨/平方公里·月"]
    assert "TSP年均浓度全市排名不进入后30名" in by_name["永定镇"][4]
    _, *differences = tables[1]
    assert [tuple(row) for row in differences] == [
        ("序号22 · 编号 t22-1", "提升重点地区扬尘管控", "牵头单位", "永定镇"),
        ("序号22 · 编号 t22-2", "提升重点地区扬尘管控", "牵头单位", "龙泉镇"),
        ("序号25 · 编号 t25-2", "加强区域联防联控", "牵头单位", "大峪街道"),
    ]


def test_only_what_a_length_can_stand_for_has_a_bar(views: PlanViews) -> None:
    scales = {scale.title: scale for scale in views.scales}
    assert set(scales) == {"百分比", "降尘量（吨/平方公里·月）"}
    percent, dust = scales.values()
    assert [percent.share_of(row) for row in percent.rows] == [0.1, 0.8, 0.6, 0.4, 0.5]
    assert [round(dust.share_of(row), 2) for row in dust.rows] == [1.0, 0.9]


def test_a_plan_with_nothing_to_show_has_no_page_of_pictures(other_views: PlanViews) -> None:
    """The other plan has no towns and no figures: nothing to compare, and a matrix without that half."""
    assert other_views.town_comparison.towns == ()
    assert other_views.scales == ()
    assert [matrix.towns for matrix in other_views.matrices] == [()]
    assert any(m.deadline.kind is DeadlineKind.WINDOW for m in other_views.plan.measures)
    columns = place_years(other_views.calendar.months, other_views.plan.years)[0].columns
    assert {column.month.year for column in columns} == {2024, 2025}
