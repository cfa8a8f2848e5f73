"""Topics: which measures answer, where they are shown, and that nothing else is said."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import yaml

from macros.check.checker import check_plan
from macros.model import Plan
from macros.views.plan_views import PlanViews
from macros.views.towns import build_town
from tests.conftest import OTHER, PLAN

#: Read in the document by a person: what a resident asks about, and the measures that speak of it.
ANSWERS = {
    "fireworks": ["t19-3"],
    "heating": ["t9-1", "t9-2", "t23-1"],
    "cooking-fumes": ["t18-1", "t18-2", "t21-1", "t26-2"],
    "noise": ["t20-1", "t20-2", "t20-3", "t21-1"],
    "straw-and-offerings": ["t17-1", "t19-4", "t25-1"],
    "bare-land": ["t14-1", "t14-2", "t14-3", "t14-4", "t17-1", "t17-2"],
    "complaints": ["t21-1"],
}


def copy_plan(plan: Path, folder: Path) -> Path:
    return shutil.copytree(plan, folder / "plan", ignore=shutil.ignore_patterns("schema"))


def edit(path: Path, change: tuple[str, str]) -> None:
    """Replace a text that stands there exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    path.write_text(text.replace(*change), encoding="utf-8")


def read_words(page: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", page)))


@pytest.mark.parametrize("topic", ANSWERS)
def test_a_topic_has_the_measures_that_a_person_found(views: PlanViews, topic: str) -> None:
    assert [row.measure.id for row in views.topics[topic].rows] == ANSWERS[topic]


def test_words_are_found_over_the_ends_of_lines_and_in_titles(tmp_path: Path) -> None:
    folder = copy_plan(OTHER, tmp_path)
    (folder / "topics.yaml").write_text(
        "topics:\n  - id: one\n    name: 一\n    words: [第二项]\n"
        '  - id: two\n    name: 二\n    words: ["*。第二段"]\n    measures: [second-2]\n',
        encoding="utf-8",
    )
    plan, problems = check_plan(folder)
    assert [str(problem) for problem in problems] == []
    assert plan
    assert [topic.measures for topic in plan.topics] == [("second-1", "second-2"), ("first-1", "second-2")]


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ("id: rest", "id: everyday", "topics", "编号“everyday”和第3行的主题重复"),
        ("name: 别的", "name: 日常的事", "topics", "名称“日常的事”和第4行的主题重复"),
        ("measures: [second-1]", "measures: [second-9]", "topics", "没有编号是“second-9”的措施，是不是“second-"),
        ("measures: [second-1]", "aliases: [空]", "topics", "主题“别的”没有一条措施"),
        ("without: [first-2]", "without: [first-9]", "topics", "没有编号是“first-9”的措施"),
        ("measures: [second-2]\n    without: [first-2]", "without: [first-1, first-2]", "topics", "主题“日常的事”没有一条措施"),
        ("without: [first-2]", "without: [second-1]", "topic_words", "措施 second-1 本来就没有归进来"),
        ("measures: [second-2]\n    without: [first-2]", "measures: [first-2]", "topic_words", "措施 first-2 有“第一项”，已经归进来了"),
        ("words: [第一项]", "words: [第一项, 没有的词]", "topic_words", "原文里没有“没有的词”"),
        ("    measures: [second-1]\n", "    measures: [second-1]\n    without: [second-1]\n", "topics", "措施 second-1 在“measures”里也写了"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_topics_is_told(tmp_path: Path, old: str, new: str, rule: str, message: str) -> None:
    folder = copy_plan(OTHER, tmp_path)
    edit(folder / "topics.yaml", (old, new))
    told = [(problem.rule, problem.message) for problem in check_plan(folder)[1]]
    assert any(name == rule and message in text for name, text in told), told


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [
        ("MOST_TOPICS", 1, "主题有2个，太多了，最多1个"),
        ("MOST_SEARCHED", 50, "各主题的原文用词共1个，措施共"),
    ],
)
def test_topics_have_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, message: str
) -> None:
    folder = copy_plan(OTHER, tmp_path)
    monkeypatch.setattr(f"macros.check.rules.sizes.{limit}", most)
    [problem] = check_plan(folder)[1]
    assert message in problem.message
    monkeypatch.setattr(f"macros.check.rules.sizes.{limit}", most + 10_000)
    assert check_plan(folder)[1] == []


def test_a_topic_that_was_published_is_missed(tmp_path: Path) -> None:
    folder = copy_plan(OTHER, tmp_path)
    edit(folder / "topics.yaml", ("id: rest", "id: others-too"))
    [problem] = check_plan(folder, OTHER)[1]
    assert "主题“别的”（rest）没有了，网址 /topics/rest/ 会失效" in problem.message
    (folder / "topics.yaml").unlink()
    assert len(check_plan(folder, OTHER)[1]) == 2


def test_a_plan_without_topics_has_no_trace_of_them(tmp_path: Path) -> None:
    folder = copy_plan(OTHER, tmp_path)
    (folder / "topics.yaml").unlink()
    plan, problems = check_plan(folder)
    assert problems == []
    assert plan
    assert plan.topics == ()
    assert PlanViews(plan).topics == {}


def test_topics_change_nothing_that_was_published(tmp_path: Path) -> None:
    """A revision's digest is of the plan; a way into it may be bettered without recording anything."""
    from macros.store.revision_files import create_digest  # noqa: PLC0415

    folder = copy_plan(OTHER, tmp_path)
    before, _ = check_plan(folder)
    (folder / "topics.yaml").unlink()
    after, _ = check_plan(folder)
    assert before
    assert after
    assert create_digest(before) == create_digest(after)


def test_each_topic_has_its_page_with_the_measures_own_words(site: Path) -> None:
    tasks = yaml.safe_load((PLAN / "tasks.yaml").read_text(encoding="utf-8"))
    texts = {
        measure["id"]: re.sub(r"\s+", "", measure["text"])
        for section in tasks["sections"]
        for task in section["tasks"]
        for measure in task["measures"]
    }
    data = json.loads((site / "api/v1/topics.json").read_text(encoding="utf-8"))["topics"]
    assert len(data) == 14
    for topic in data:
        page = read_words((site / "topics" / topic["id"] / "index.html").read_text(encoding="utf-8"))
        shown = [name for name, text in texts.items() if text in page]
        assert shown == topic["measures"]
        assert f"里有{len(shown)}条措施和它有关" in page
        assert not any(alias in page for alias in ("炮仗", "炸街", "暴土扬场")), (
            "what people say is searched, not shown"
        )


def test_topics_lead_from_home_and_from_every_town(site: Path) -> None:
    for page, way in (
        (site / "index.html", "./"),
        *((path, "../../") for path in (site / "towns").glob("*/index.html")),
    ):
        html = page.read_text(encoding="utf-8")
        for topic in ANSWERS:
            assert f'href="{way}topics/{topic}/"' in html, page


def test_a_town_has_its_own_first_and_every_measure_once(views: PlanViews, plan: Plan) -> None:
    """With topics by topic, without them by section; many of its own are folded too."""
    for town in plan.towns:
        for shown, titles in (
            (views, {topic.name for topic in plan.topics}),
            (PlanViews(replace(plan, topics=())), set()),
        ):
            view = shown.town_of(town.id)
            groups = [*view.own, *(group for shared in view.shared for group in shared.groups)]
            ids = [row.measure.id for group in groups for row in group.rows]
            assert sorted(ids) == sorted(row.measure.id for row in views.units[town.id].rows)
            assert {group.title for group in groups} - titles <= {"", *(section.title for section in plan.sections)}
            assert any(group.title in titles for group in groups) == bool(titles)
    [own] = views.town_of("yongding").own
    assert (own.title, [row.measure.id for row in own.rows]) == ("", ["t14-2", "t22-1"])
    many = replace(
        views.units["yongding"],
        rows=tuple(replace(row, duties=(replace(row.duties[0], via=None),)) for row in views.units["yongding"].rows),
    )
    assert len(build_town(plan, many, views.topics_by_measure).own) > 4
    assert build_town(plan, many, views.topics_by_measure).shared == ()
