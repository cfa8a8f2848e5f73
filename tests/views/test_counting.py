"""Duties counted once more from the document itself, and the same in pages, JSON and views."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from macros.exports.api import create_plan_json, create_unit_json
from macros.views.plan_views import PlanViews
from tests.conftest import OTHER, PLAN, load
from tests.printed_rows import read_rows

TOWNS = [
    "永定镇",
    "龙泉镇",
    "军庄镇",
    "潭柘寺镇",
    "妙峰山镇",
    "王平镇",
    "雁翅镇",
    "斋堂镇",
    "清水镇",
    "大峪街道",
    "城子街道",
    "东辛房街道",
    "大台街道",
]
#: Names of the columns that stand for another name or for nobody.
SAME = {
    "中关村门头沟区管委会": "中关村门头沟园管委会",
    "区科信局（区新能源汽车联席会议办公室）": "区科信局",
}
OPEN = {"相关镇街", "各相关单位", "区空气重污染应急指挥部成员单位"}


def count_printed() -> Counter[tuple[str, str]]:
    """(body, role) -> measures, from the 70 rows alone: repeats once, merged cells from the row above."""
    counts: Counter[tuple[str, str]] = Counter()
    above = None
    for number, row in enumerate(read_rows(), 1):
        if number in (43, 44):
            continue
        cells = (row.lead, row.responsible)
        names = above if cells == ("", "") else (row.lead_names, row.responsible_names)
        assert names
        for role, printed in zip(("lead", "responsible"), names, strict=True):
            bodies = set()
            for name in printed:
                if name == "各镇街":
                    bodies |= set(TOWNS)
                elif name not in OPEN:
                    bodies.add(SAME.get(name, name))
            counts.update((body, role) for body in bodies)
        above = names
    return counts


def test_counts_by_body_and_role_are_the_documents(views: PlanViews) -> None:
    found = {
        (view.unit.name, count.role.id): count.count
        for view in views.units.values()
        for count in view.counts
        if count.count
    }
    assert found == dict(count_printed())


def test_counts_that_a_reader_can_check_by_hand(views: PlanViews) -> None:
    """Counted on paper: 区税务局 stands in the last row only, 永定镇 is named once and reached through 各镇街."""
    by_name = {view.unit.name: view for view in views.units.values()}
    assert [(row.measure.id, row.via) for row in by_name["区税务局"].rows] == [("t27-2", None)]
    named = [row.measure.id for row in by_name["永定镇"].rows if row.via is None]
    assert named == ["t22-1"]
    assert [row.measure.id for row in by_name["潭柘寺镇"].rows if row.via is None] == []
    assert [row.measure.id for row in by_name["大峪街道"].rows if row.via is None] == ["t25-2"]
    assert len(by_name["永定镇"].rows) == len(by_name["潭柘寺镇"].rows) + 1


def test_each_group_reaches_its_members_and_nobody_else(views: PlanViews) -> None:
    for duty in views.duties:
        if duty.via and duty.certain:
            assert duty.via.name == "各镇街"
            assert duty.unit.name in TOWNS
    for measure, duties in views.duties_by_measure.items():
        through = [duty.unit.name for duty in duties if duty.via and duty.via.name == "各镇街"]
        named = [duty.unit.name for duty in duties if duty.via is None and duty.unit.name in TOWNS]
        if through:
            assert sorted(set(through) | set(named)) == sorted(TOWNS), measure


def test_open_names_are_never_certain(views: PlanViews) -> None:
    uncertain = [duty for duty in views.duties if not duty.certain]
    assert {duty.measure.id for duty in uncertain} == {"t9-1", "t25-1"}
    assert Counter(duty.unit.name for duty in uncertain) == Counter(dict.fromkeys(TOWNS, 2))
    assert all(duty.via and duty.via.name == "相关镇街" for duty in uncertain)
    for view in views.units.values():
        certain = {row.measure.id for row in view.rows}
        assert certain.isdisjoint(row.measure.id for row in view.possible)
        assert view.total == sum(1 for duty in views.duties if duty.unit == view.unit and duty.certain)


def test_names_that_list_nobody_give_no_duty(views: PlanViews) -> None:
    assert {duty.unit.name for duty in views.duties_by_measure["t25-4"]} == {"区生态环境局"}
    assert [task.no for task, _ in views.entries_of["heavy-pollution-headquarters-members"]] == ["25"]


def test_lists_of_a_page_add_up(views: PlanViews) -> None:
    for view in views.units.values():
        assert len(view.dated) + len(view.ongoing) + len(view.as_scheduled) == len(view.rows)


def test_mentions_are_those_of_the_texts(views: PlanViews) -> None:
    """Read by hand, measure by measure: bodies that a text names and its columns do not."""
    assert [(mention.measure.id, mention.unit.name, mention.words) for mention in views.mentions] == [
        ("t5-2", "区交通局", "交通"),
        ("t5-2", "区生态环境局", "区生态环境局"),
        ("t10-4", "区生态环境局", "生态环境部门"),
        ("t11-1", "区交通局", "交通"),
        ("t11-1", "区农业农村局", "农业农村"),
        ("t12-1", "区公安分局交通支队", "区公安分局交通支队"),
        ("t15-2", "区生态环境局", "生态环境部门"),
        ("t25-2", "石景山区生态环境局", "石景山区生态环境局"),
        ("t25-2", "广宁街道办事处", "广宁街道办事处"),
    ]


def test_targets_are_those_of_the_texts(views: PlanViews) -> None:
    found = [(row.measure.id, row.target.comparison.code, row.target.value, row.target.unit) for row in views.targets]
    assert found == [
        ("t5-2", "equal", 10, "%"),
        ("t9-1", "about", 10000, "户"),
        ("t10-1", "equal", 80, "%"),
        ("t10-2", "at_least", 60, "%"),
        ("t10-2", "at_least", 40, "%"),
        ("t10-3", "at_least", 50, "%"),
        ("t12-1", "at_least", 20000, "辆次"),
        ("t14-1", "about", 5, "吨/平方公里·月"),
        ("t14-2", "at_most", 5.0, "吨/平方公里·月"),
        ("t14-2", "at_most", 4.5, "吨/平方公里·月"),
        ("t22-1", "not_in_last", 30, "名"),
        ("t22-1", "fewer_in_last", 10, "名"),
        ("t22-2", "fewer_in_last", 10, "名"),
        ("t24-1", "equal", 10, "辆"),
    ]


@pytest.mark.parametrize(
    ("limit", "towns"),
    [
        ("5.0", "永定镇 龙泉镇 军庄镇 东辛房街道 城子街道 大峪街道"),
        ("4.5", "潭柘寺镇 妙峰山镇 王平镇 雁翅镇 斋堂镇 清水镇 大台街道"),
    ],
)
def test_each_town_has_its_own_dustfall(views: PlanViews, limit: str, towns: str) -> None:
    for view in views.units.values():
        own = [row.figure for row in view.own_targets if row.measure.id == "t14-2"]
        assert (own == [limit]) == (view.unit.name in towns.split())


def test_json_agrees_with_itself_and_the_plan(views: PlanViews) -> None:
    data = json.loads(create_plan_json(views))
    measures = [measure for task in data["tasks"] for measure in task["measures"]]
    assert (len(data["tasks"]), len(measures)) == (27, 68)
    assert sum(len(measure["source_rows"]) for measure in measures) == 70
    for unit in views.plan.bodies:
        found = json.loads(create_unit_json(views, unit))
        duties = [
            (task["id"], measure["id"], duty["role"], duty["via"], duty["certain"])
            for task in data["tasks"]
            for measure in task["measures"]
            for duty in measure["duties"]
            if duty["unit"] == unit.id
        ]
        assert [
            tuple(duty[key] for key in ("task", "measure", "role", "via", "certain")) for duty in found["duties"]
        ] == duties
        counts = Counter(duty["role"] for duty in found["duties"] if duty["certain"])
        assert found["counts"] == {
            "lead": counts["lead"],
            "responsible": counts["responsible"],
            "total": counts.total(),
        }


def test_each_bodys_page_shows_what_its_json_says(views: PlanViews, site: Path) -> None:
    for view in views.units.values():
        folder = "towns" if view.unit.name in TOWNS else "agencies"
        page = (site / folder / view.unit.id / "index.html").read_text(encoding="utf-8")
        data = json.loads((site / "api/v1/units" / f"{view.unit.id}.json").read_text(encoding="utf-8"))
        article = page.split("<article", 1)[1].split("</article", 1)[0]
        shown = re.findall(r'<h3 class="ap-row__task"><a href="\.\./\.\./tasks/[0-9]+/#(t[0-9]+-[0-9]+)">', article)
        assert sorted(shown) == sorted({duty["measure"] for duty in data["duties"]})
        for role, name in (("lead", "牵头单位"), ("responsible", "主责单位")):
            count = data["counts"][role]
            assert (f"作为{name}的{count}条" in article) == (count > 0)


def test_home_and_table_show_the_figures(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    for name, figure in (("部分", 6), ("任务", 27), ("措施", 68), ("镇街", 13), ("量化目标", 14)):
        assert re.search(rf"<dt>{name}</dt><dd>(<a[^>]*>)?{figure}(</a>)?</dd>", home)
    table = (site / "plan" / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'class="ap-plan__row', table)) == 68
    assert len(re.findall(r'class="ap-plan__task" rowspan', table)) == 27
    assert len(re.findall(r'class="ap-plan__section"', table)) == 6


def test_partners_are_those_of_the_printed_cells(views: PlanViews) -> None:
    """Four measures name the park: 3, 6-2, 7 and 11-2; who stands beside it there, and how often as 牵头单位."""
    partners = [(p.unit.name, p.shared_count, p.lead_count, p.share) for p in views.units["zgc-park"].partners]
    assert partners == [
        ("区科信局", 3, 3, 0.75),
        ("各镇街", 2, 0, 0.5),
        ("区生态环境局", 1, 1, 0.25),
        ("区交通局", 1, 1, 0.25),
        ("区商务局", 1, 1, 0.25),
    ]


def test_a_collective_name_is_no_partner_of_its_own_members(views: PlanViews) -> None:
    partners = {partner.unit.name for partner in views.units["yongding"].partners}
    assert "各镇街" not in partners
    assert "永定镇" not in partners
    assert "区生态环境局" in partners


def test_a_towns_own_figures_and_those_of_the_whole_district(views: PlanViews) -> None:
    """14: 5.0 for six of them, among which is 永定镇; 5 for the district. 22: two ranks, which no line can show."""
    view = views.units["yongding"]
    assert [(row.measure.id, row.target.value) for row in view.own_targets] == [
        ("t14-2", 5.0),
        ("t22-1", 30),
        ("t22-1", 10),
    ]
    assert [row.target.value for row in view.own_limits] == [5.0]
    assert [row.measure.id for row in view.shared_targets] == ["t14-1"]
    assert [unit.name for unit in view.through] == ["各镇街"]
    assert views.units["tax"].through == ()
    assert [row.measure.id for row in view.possible] == ["t9-1", "t25-1"]


def test_dated_duties_stand_by_their_last_day(views: PlanViews) -> None:
    dated = views.units["yongding"].dated
    assert [row.measure.id for row in dated[:3]] == ["t8-2", "t1-1", "t2-1"]
    ends = [row.measure.deadline.end for row in dated]
    assert ends == sorted(ends, key=str)


def test_a_body_with_two_roles_in_one_measure_has_one_row_of_it(other_views: PlanViews) -> None:
    """甲局 leads and assists in the first measure, leads the second and supervises the third: four duties, three rows."""
    view = other_views.units["first-bureau"]
    assert [(row.measure.id, [duty.role.id for duty in row.duties]) for row in view.rows] == [
        ("first-1", ["lead", "assist"]), ("first-2", ["lead"]), ("second-1", ["supervise"]),
    ]  # fmt: skip
    assert [(count.role.id, count.count) for count in view.counts] == [("lead", 2), ("assist", 1), ("supervise", 1)]
    assert view.total == 4
    assert [row.measure.id for row in view.dated] == ["second-1", "first-1"]
    assert [row.measure.id for row in view.ongoing] == ["first-2"]
    assert [row.via for row in view.rows] == [None, None, None]
    assert [(p.unit.name, p.shared_count, p.lead_count) for p in view.partners] == [("乙局", 1, 1), ("有关部门", 1, 0)]


@pytest.mark.parametrize(
    ("cells", "via", "certain"),
    [
        ("[永定镇, 各镇街]", None, True),
        ("[各镇街, 永定镇]", None, True),
        ("[相关镇街, 永定镇]", None, True),
        ("[各镇街, 相关镇街]", "各镇街", True),
        ("[相关镇街, 各镇街]", "各镇街", True),
        ("[相关镇街]", "相关镇街", False),
    ],
)
def test_the_strongest_of_several_ways_to_a_body_counts(
    tmp_path: Path,
    cells: str,
    via: str | None,
    certain: bool,  # noqa: FBT001
) -> None:
    """By name before through a name that covers it for sure, that before one that may cover it; in any order."""
    shutil.copytree(PLAN, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("lead: [中铁三局四处]") == 1
    file.write_text(text.replace("lead: [中铁三局四处]", f"lead: {cells}"), encoding="utf-8")
    plan = load(tmp_path / "plan")
    measure = next(m for m in plan.measures if [a.printed for a in m.assignments_of("lead")] == cells[1:-1].split(", "))
    duties = [
        duty
        for duty in PlanViews(plan).duties_by_measure[measure.id]
        if duty.unit.id == "yongding" and duty.role.id == "lead"
    ]
    assert [(duty.via.name if duty.via else None, duty.certain) for duty in duties] == [(via, certain)]


def test_a_body_that_is_named_and_may_be_meant_is_mentioned(tmp_path: Path) -> None:
    """有关部门 may cover it, the text names it: that is told. A collective name in a text is nobody's mention."""
    shutil.copytree(OTHER, tmp_path / "plan")
    for name, old, new in (
        ("units.yaml", "    kind: group\n", "    kind: group\n    possible_members: [甲局, 乙局]\n"),
        ("tasks.yaml", "3月起执行。", "3月起执行，乙和有关部门配合。"),
        ("tasks.yaml", "lead: [乙局]\n            assist: []\n            supervise: []\n", "lead: [有关部门]\n            assist: []\n            supervise: []\n"),
    ):  # fmt: skip
        file = tmp_path / "plan" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    mentions = PlanViews(load(tmp_path / "plan")).mentions
    assert [(m.measure.id, m.unit.name, m.words) for m in mentions] == [
        ("first-2", "乙局", "乙"), ("second-2", "乙局", "乙"),
    ]  # fmt: skip


def test_what_is_certain_is_not_possible_as_well(tmp_path: Path) -> None:
    """乙局 leads the last measure for sure, and may assist in it through 有关部门; 甲局 may assist."""
    shutil.copytree(OTHER, tmp_path / "plan")
    for name, old, new in (
        ("units.yaml", "    kind: group\n", "    kind: group\n    possible_members: [甲局, 乙局]\n"),
        ("tasks.yaml", "            assist: []\n            supervise: []\n            rows: [4]\n", "            assist: [有关部门]\n            supervise: []\n            rows: [4]\n"),
    ):  # fmt: skip
        file = tmp_path / "plan" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
    units = PlanViews(load(tmp_path / "plan")).units
    assert [row.measure.id for row in units["second-bureau"].possible] == ["first-1"]
    assert [row.measure.id for row in units["first-bureau"].possible] == ["second-2"]
