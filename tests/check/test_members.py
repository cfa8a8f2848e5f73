"""Collective names whose members nobody has given: asked about, and told on the pages of those who may be meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.audit import audit_site
from macros.check.checker import check_plan
from macros.exports.embed import create_embed
from macros.model import UnitKind
from macros.pages.site import Site
from macros.pages.units import town_page
from macros.store.revision_files import create_digest
from macros.views.plan_views import PlanViews
from macros.words.groups import propose_members
from tests.conftest import PLAN, Breaker, load, run_mkdocs
from tests.imports.reading import row, take

_DECIDED = "    members: [永定镇, 龙泉镇, 军庄镇, 潭柘寺镇, 妙峰山镇, 王平镇, 雁翅镇, 斋堂镇, 清水镇, 大峪街道, 城子街道, 东辛房街道, 大台街道]\n"


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """The real plan without the members of 各镇街."""
    folder = shutil.copytree(PLAN, tmp_path / "plan")
    units = folder / "units.yaml"
    text = units.read_text(encoding="utf-8")
    assert text.count(_DECIDED) == 1
    text = text.replace(_DECIDED, "").replace("    possible_members: [各镇街]\n    notes:\n", "    notes:\n")
    units.write_text(text, encoding="utf-8")
    return folder


def test_it_is_asked_about_until_it_is_decided(undecided: Path) -> None:
    asked = [problem.message for problem in check_plan(undecided)[1] if problem.rule == "members"]
    assert asked == [
        "统称“各镇街”包括哪些单位还没有定：能确定的写进“members”，不能确定的写“possible_members”，"
        "原文没有列出的在“notes”里说明。"
    ]
    assert check_plan(PLAN)[1] == []


@pytest.mark.parametrize(
    "answer",
    [
        "    members: [永定镇]\n",
        "    possible_members: [永定镇]\n",
        "    notes:\n      - 原文没有列出。\n",
        "    confirmed: [各镇街]\n",
    ],
)
def test_each_way_to_answer_ends_the_question(undecided: Path, answer: str) -> None:
    units = undecided / "units.yaml"
    text = units.read_text(encoding="utf-8")
    units.write_text(
        text.replace("    name: 各镇街\n    kind: group\n", f"    name: 各镇街\n    kind: group\n{answer}"),
        encoding="utf-8",
    )
    assert [problem for problem in check_plan(undecided)[1] if problem.rule == "members"] == []


def test_a_name_that_no_measure_uses_is_not_asked_about(break_plan: Breaker) -> None:
    assert break_plan("units.yaml", "units:\n", "units:\n  - id: all-banks\n    name: 各银行\n    kind: group\n") == []


def test_the_pages_of_those_who_may_be_meant_say_so(tmp_path: Path) -> None:
    """Two districts with a measure of their own, and three measures of 各区政府 that nobody has explained."""
    rows = row("1", "任务", "措施一。", "年底前", "东区政府", "——", "——") + row(
        "2", "任务", "措施二。", "年底前", "西区政府", "——", "——"
    )
    rows += "".join(row(str(n), "任务", f"措施{n}。", "年底前", "市甲局", "各区政府", "——") for n in (3, 4, 5))
    take(tmp_path, rows)
    done = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path / "site"), PLAN=str(tmp_path / "plan"))
    assert done.returncode == 0, done.stderr
    east = PlanViews(load(tmp_path / "plan")).units["dong-qu-zheng-fu"]
    assert (len(east.rows), len(east.possible)) == (1, 3)
    page = (tmp_path / "site" / "towns" / "dong-qu-zheng-fu" / "index.html").read_text(encoding="utf-8")
    assert "各区政府</a>”包括哪些单位，这里还没有定，先列在这里。" in page
    towns = (tmp_path / "site" / "towns" / "index.html").read_text(encoding="utf-8")
    assert "”包括哪些单位还没有定，都要做的有几条还不能算。" in towns
    assert "条措施是2个区县都要做的" not in towns
    assert audit_site(tmp_path / "site") == []


def test_a_body_that_may_be_meant_is_not_said_to_have_nothing(tmp_path: Path) -> None:
    rows = row("1", "任务", "措施一。", "年底前", "东区政府", "——", "——")
    rows += "".join(row(str(n), "任务", f"措施{n}。", "年底前", "市甲局", "各区政府", "——") for n in (2, 3))
    take(tmp_path, rows)
    file = tmp_path / "plan" / "tasks.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("东区政府", "市甲局"), encoding="utf-8")
    views = PlanViews(load(tmp_path / "plan"))
    unit = views.plan.units["dong-qu-zheng-fu"]
    assert (len(views.units[unit.id].rows), len(views.units[unit.id].possible)) == (0, 2)
    for page in (town_page(Site(views), unit.id), create_embed(views, unit, None)):
        assert "没有给东区政府列出责任" not in page
        assert "里没有点名由东区政府做的措施" in page
    assert "各区政府</a>”包括哪些单位，这里还没有定" in town_page(Site(views), unit.id)


def test_decided_plans_say_nothing_new() -> None:
    """The digest of what was published stays."""
    plan = load(PLAN)
    assert plan.revisions[-1].digest == create_digest(plan)
    assert not any(unit.is_undecided for unit in plan.units.values())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("各区政府", ["东区政府", "西区政府"]),
        ("各区", ["东区政府", "西区政府"]),
        ("各县市区政府", ["东区政府", "西区政府"]),
        ("相关区人民政府", ["东区政府", "西区政府"]),
        ("各镇街", ["甲镇", "乙街道"]),
        ("属地街道", ["甲镇", "乙街道"]),
        ("有关企业", ["丙公司"]),
        ("各园区", ["丁园管委会"]),
        ("有关部门", []),
        ("城六区政府", []),
        ("16个区政府", []),
        ("各成员单位", []),
    ],
)
def test_members_are_proposed_by_their_kind(name: str, meant: list[str]) -> None:
    bodies = [
        ("东区政府", UnitKind.DISTRICT), ("西区政府", UnitKind.DISTRICT), ("甲镇", UnitKind.TOWN), ("乙街道", UnitKind.SUBDISTRICT),
        ("丙公司", UnitKind.ENTERPRISE), ("丁园管委会", UnitKind.PARK), ("市戊局", UnitKind.AGENCY),
    ]  # fmt: skip
    assert propose_members(name, bodies) == meant
