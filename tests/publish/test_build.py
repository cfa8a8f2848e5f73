"""The build: it stops at a plan with problems, depends on nothing but the data, and keeps text text."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.audit import audit_site
from macros.views.plan_views import PlanViews
from tests.conftest import CLEAN, OTHER, PLAN, load, run_mkdocs
from tests.tried import record_tried
from tools.prove_reproducible import build as build_elsewhere
from tools.prove_reproducible import copy_project, create_other, find_difference


def list_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_built_site_passes_the_audit(site: Path) -> None:
    assert audit_site(site) == []


def test_addresses_of_the_contract_are_there(site: Path) -> None:
    for address in (
        "",
        "plan/",
        "agencies/",
        "towns/",
        "calendar/",
        "targets/",
        "data/",
        "tasks/14/",
        "towns/tanzhesi/",
    ):
        assert (site / address / "index.html").is_file(), address
    assert len(list((site / "tasks").iterdir())) == 27
    assert len([path for path in (site / "towns").iterdir() if path.is_dir()]) == 13


def test_status_is_on_every_page(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    framed = [page for page in pages if page.is_relative_to(site / "embed")]
    assert (len(pages), len(framed)) == (151, 42)
    for page in pages:
        words = "（征求意见稿）" if page in framed else '<strong class="ap-status__word">征求意见稿</strong>'
        assert words in page.read_text(encoding="utf-8"), page


def test_repeated_builds_are_byte_equal(tmp_path: Path, site: Path) -> None:
    """Another folder, user, time zone, locale, hash seed, umask and order of files: the same bytes."""
    other = create_other()
    project = build_elsewhere(tmp_path, other, ("site",), plan="tests/data/mentougou")
    assert (project / "site" / "index.html").stat().st_uid == (os.getuid() if other.user is None else other.user)
    assert find_difference(site, project / "site") is None
    assert len(list_files(site)) > 450
    record_tried("可重复生成：另一个文件夹、用户、语言、时区、散列种子、umask、文件先后", 1, "每个字节相同")


def test_a_difference_is_told(tmp_path: Path) -> None:
    for name, text in (("a", "12345"), ("b", "12x45")):
        (tmp_path / name / "x").mkdir(parents=True)
        (tmp_path / name / "x" / "page.html").write_text(text, encoding="utf-8")
    difference = find_difference(tmp_path / "a", tmp_path / "b")
    assert difference
    assert difference.endswith("x/page.html：第 3 个字节起，b'345' 和 b'x45'")
    (tmp_path / "b" / "more").touch()
    assert find_difference(tmp_path / "a", tmp_path / "b") == "a/more：只有一次生成了这个文件"


def test_site_has_no_date_of_its_build(other_site: Path) -> None:
    sitemap = (other_site / "sitemap.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", sitemap)) == {"2024-01-15"}


def test_a_plan_with_problems_is_not_built(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    (folder / "tasks.yaml").write_text(text.replace("due: 采暖季前", "due: 采暖前"), encoding="utf-8")
    target = tmp_path / "site"
    result = run_mkdocs("build", "--site-dir", str(target), PLAN=str(folder))
    assert result.returncode != 0
    output = result.stdout + result.stderr
    assert "完成时限“采暖前”没有登记，是不是“采暖季前”？" in output
    assert "共有 1 个问题" in output
    assert "Traceback" not in output
    assert not target.exists()


def test_a_page_that_takes_a_generated_address_is_an_error(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    (project / "docs" / "tasks").mkdir()
    (project / "docs" / "tasks" / "14.md").write_text("# 抢占网址\n", encoding="utf-8")
    result = run_mkdocs("build", cwd=project)
    assert result.returncode != 0
    assert "tasks/14.md" in result.stderr


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('task_page("t99")', "没有编号是“t99”的任务"),
        ('agency_page("yongding")', "没有编号是“yongding”的部门单位"),
        ('unit_index("x")', "参数只能是 agencies 或 towns"),
        ("no_such_macro()", "no_such_macro"),
    ],
)
def test_a_macro_called_wrongly_fails_the_build(tmp_path: Path, call: str, message: str) -> None:
    project = copy_project(tmp_path)
    with (project / "docs" / "data.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{{{{ {call} }}}}\n")
    result = run_mkdocs("build", "--strict", cwd=project)
    assert result.returncode != 0
    assert message in result.stdout + result.stderr


def test_another_plan_of_the_kind_builds(other_site: Path) -> None:
    """No towns, three roles, one body in two of them, a window over New Year, a number that is no whole number."""
    assert audit_site(other_site, "/sub/") == audit_site(other_site, "/sub") == []
    page = (other_site / "agencies" / "first-bureau" / "index.html").read_text(encoding="utf-8")
    assert "甲局有3条措施要做" in page
    assert not (other_site / "towns").exists()
    assert not (other_site / "targets").exists()
    assert "镇街" not in (other_site / "index.html").read_text(encoding="utf-8")
    data = json.loads((other_site / "api/v1/units/first-bureau.json").read_text(encoding="utf-8"))
    assert data["counts"] == {"lead": 2, "assist": 1, "supervise": 1, "total": 4}
    calendar = (other_site / "calendar" / "index.html").read_text(encoding="utf-8")
    assert "2024年11月15日至2025年3月15日" in calendar
    assert re.findall(r'ap-month__name">(.*?)<', calendar)[-1] == "2025年3月"
    pages = [path for path in other_site.rglob("*.html") if path.parent.name != "editing"]  # its examples name statuses
    assert "征求意见稿" not in "".join(path.read_text(encoding="utf-8") for path in pages)


def test_text_of_the_data_stays_text(other_site: Path) -> None:
    page = (other_site / "tasks" / "1.1" / "index.html").read_text(encoding="utf-8")
    words = "在采暖季<b>加强</b>巡查，{{ 不是模板 }}，*不是强调*。"
    assert html.escape(words) in page
    assert "<b>加强" not in page


def test_a_renamed_body_is_found_at_its_old_address(other_site: Path) -> None:
    page = (other_site / "agencies" / "old-bureau" / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=../first-bureau/"' in page
    old, new = (other_site / f"api/v1/units/{name}.json" for name in ("old-bureau", "first-bureau"))
    assert old.read_bytes() == new.read_bytes()
    for feed in ("deadlines.ics", "lead.ics"):
        old, new = (other_site / "agencies" / name / feed for name in ("old-bureau", "first-bureau"))
        assert old.read_bytes() == new.read_bytes()


def test_any_macro_works_on_any_page(tmp_path: Path) -> None:
    """Deeper in docs/ and beside prose: links still lead where they should."""
    project = copy_project(tmp_path)
    (project / "docs" / "a" / "b").mkdir(parents=True)
    calls = 'task_page("t14")', 'unit_index("towns")', "deadline_calendar()", "targets_table()"
    for number, call in enumerate(calls):
        page = project / "docs" / "a" / "b" / f"page{number}.md"
        page.write_text(f"说明文字。\n\n{{{{ {call} }}}}\n\n又一段*说明*。\n", encoding="utf-8")
    assert run_mkdocs("build", cwd=project).returncode == 0
    findings = audit_site(project / "site")
    assert [finding for finding in findings if "/b/" in finding and "一级标题" not in finding] == []
    text = (project / "site" / "a" / "b" / "page0" / "index.html").read_text(encoding="utf-8")
    assert 'href="../../../agencies/ecology-environment/"' in text
    assert "<em>说明</em>" in text


def test_site_and_repository_addresses_come_from_the_environment(other_site: Path, site: Path) -> None:
    page = (other_site / "tasks" / "1.1" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://plan.example/sub/tasks/1.1/">' in page
    assert re.search(r'href="https://git\.example/o/r/edit/main/tests/data/other/tasks\.yaml#L9">改进这一条', page)
    assert "改进这一条" not in (site / "tasks" / "14" / "index.html").read_text(encoding="utf-8")


def test_edit_links_lead_into_the_repository(tmp_path: Path) -> None:
    result = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path), REPO_URL="https://git.example/o/r")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "tasks" / "14" / "index.html").read_text(encoding="utf-8")
    link, line = re.findall(
        r'href="(https://git\.example/o/r/edit/main/tests/data/mentougou/tasks\.yaml)#L(\d+)"', page
    )[1]
    assert link
    lines = (PLAN / "tasks.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1].strip() == "- id: t14-2"


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_build_says_what_was_built(tmp_path: Path, locale: str) -> None:
    """Run `make site` in a copy, so that a test does not touch the developer's site/."""
    project = copy_project(tmp_path)
    result = subprocess.run(
        [sys.executable, "-m", "macros", "site"],
        cwd=project, env={**CLEAN, "PLAN": "tests/data/mentougou", "LC_ALL": locale}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.fullmatch(
        r"已生成 site/：109 个页面、68 条措施、42 个单位，用时 [0-9.]+ 秒。预览：make serve PLAN=tests/data/mentougou，.*\n",
        result.stdout,
    )


def test_robots_may_read_everything(site: Path, tmp_path: Path) -> None:
    assert (site / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    address = "https://plan.example.invalid/a/"
    assert run_mkdocs("build", "--strict", "--site-dir", str(tmp_path), SITE_URL=address).returncode == 0
    assert f"Sitemap: {address}sitemap.xml\n" in (tmp_path / "robots.txt").read_text(encoding="utf-8")
    page = (tmp_path / "towns" / "tanzhesi" / "index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:url" content="{address}towns/tanzhesi/">' in page
    assert '<meta property="og:title" content="潭柘寺镇">' in page
    assert '<meta property="og:description" content="潭柘寺镇在北京市门头沟区' in page


def test_the_document_is_there_to_compare(site: Path) -> None:
    assert (site / "downloads" / "source.txt").read_bytes() == (PLAN / "source" / "plan.txt").read_bytes()


def write_plan(folder: Path, dues: list[str]) -> Path:
    """A copy of the other plan whose one section is one task with these deadlines, as the lines of a measure."""
    shutil.copytree(OTHER, folder, ignore=shutil.ignore_patterns("progress.yaml", "topics.yaml"))
    measures = "".join(
        f"          - id: m-{number}\n            text: 3月起、6月起、10月起都做。\n            {due}\n"
        f"            lead: [甲局]\n            assist: []\n            supervise: []\n            rows: [{number}]\n"
        for number, due in enumerate(dues, 1)
    )
    head = "sections:\n  - id: s1\n    title: 一\n    tasks:\n      - id: t1\n        no: 1\n        title: 任务\n        measures:\n"
    (folder / "tasks.yaml").write_text(head + measures, encoding="utf-8")
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    counts = f"tasks: 1\n  measures: {len(dues)}\n  rows: {len(dues)}\n"
    (folder / "plan.yaml").write_text(plan.replace("tasks: 2\n  measures: 4\n  rows: 4\n", counts), encoding="utf-8")
    return folder


def test_deadlines_of_every_shape_lead_to_their_lists(tmp_path: Path) -> None:
    """Windows and ends on one day, a start with no end, a start of what goes on, two windows over New Year."""
    dues = [
        "due: 9月底前", "due: 6-9月", "due: 9月底前\n            starts: 6月起", "due: 长期实施\n            starts: 3月起",
        "due: 11月1日起", "due: 11月15日起", "due: 11-2月", "due: 11-3月", "due: 9月15日前",
    ]  # fmt: skip
    folder, target = write_plan(tmp_path / "plan", dues), tmp_path / "site"
    calendar = PlanViews(load(folder)).calendar
    counts = {group.anchor: len(group.rows) for group in calendar.groups}
    days = [day for month in calendar.months for week in month.weeks for day in week if day]
    assert {day.anchor: day.due_count for day in days if day.due_count} == {
        anchor: count for anchor, count in counts.items() if anchor.startswith("due-")
    }
    (lanes,) = calendar.lanes.values()  # of the other plan's one year
    assert [(lane.label, lane.count) for lane in lanes] == [
        ("9月内到期", 2), ("6月—9月", 2), ("11月内开始", 2), ("11月—次年2月", 1), ("11月—次年3月", 1),
    ]  # fmt: skip
    result = run_mkdocs("build", "--strict", "--site-dir", str(target), PLAN=str(folder))
    assert result.returncode == 0, result.stderr
    assert audit_site(target) == []


def test_moved_and_withdrawn_measures_are_told_everywhere(tmp_path: Path) -> None:
    folder, target = tmp_path / "plan", tmp_path / "site"
    shutil.copytree(PLAN, folder)
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    moved = "due: 9月底\n            moved:\n              - was: 6月底\n                on: 2023-06-20\n                why: 站点调整推迟\n"
    withdrawn = "due: 采暖季前\n            withdrawn:\n              on: 2023-09-01\n              why: 改由市级实施\n"
    text = text.replace("due: 6月底\n", moved).replace("due: 采暖季前\n", withdrawn)
    (folder / "tasks.yaml").write_text(text, encoding="utf-8")
    result = run_mkdocs("build", "--strict", "--site-dir", str(target), PLAN=str(folder))
    assert result.returncode == 0, result.stdout + result.stderr
    assert audit_site(target) == []

    def words(path: str) -> str:
        return re.sub(r"<[^>]+>", "", (target / path / "index.html").read_text(encoding="utf-8"))

    for path in ("tasks/20", "plan", "calendar", "agencies/ecology-environment"):
        assert "时限已改2023年6月20日：原定6月底，改为9月底：站点调整推迟" in words(path), path
    for path in ("tasks/23", "plan", "calendar"):
        assert "已撤销2023年9月1日：改由市级实施" in words(path), path
    calendar = (target / "calendar" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'id="t20-1"[^>]* data-end="2023-09-30"', calendar)
    assert not re.search(r'id="t23-1"[^>]* data-end', calendar), "the browser must not count what was withdrawn"
    assert "燃气锅炉" not in words("agencies/urban-management")
    assert "区城管委有18条措施要做" in words("agencies/urban-management")
    data = json.loads((target / "api/v1/plan.json").read_text(encoding="utf-8"))
    [measure] = data["tasks"][22]["measures"]
    assert measure["duties"] == []
    assert measure["notes"][0] == "已撤销：2023年9月1日，改由市级实施"
