"""The JSON contract: exactly these fields, with the document's words in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.exports.api import create_deadlines_json, create_plan_json, create_progress_json
from macros.exports.redirects import create_redirect_list
from macros.exports.search import create_search_json
from macros.model.changes import Revision
from macros.store.provenance import Provenance
from macros.views.plan_views import PlanViews
from macros.views.search import EntryKind, Search, SearchEntry

PLAN_KEYS = {"schema_version", "plan", "roles", "sections", "tasks", "units", "provenance"}
MEASURE_KEYS = {
    "id",
    "text",
    "deadline",
    "units",
    "duties",
    "mentions",
    "targets",
    "notes",
    "source_rows",
    "topics",
    "place",
}
DEADLINE_KEYS = {"text", "kind", "start", "end", "precision", "basis"}


@pytest.fixture(scope="module")
def data(site: Path) -> Any:
    return json.loads((site / "api/v1/plan.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measures(data: Any) -> dict[str, Any]:
    return {measure["id"]: measure for task in data["tasks"] for measure in task["measures"]}


def test_plan_has_the_contracts_fields_and_no_other(data: Any, measures: dict[str, Any]) -> None:
    assert set(data) == PLAN_KEYS
    assert data["schema_version"] == "1.0"
    assert data["plan"] == {"title": "北京市门头沟区大气污染防治2023年行动计划", "year": 2023, "status": "征求意见稿"}
    assert data["roles"] == [{"id": "lead", "name": "牵头单位"}, {"id": "responsible", "name": "主责单位"}]
    assert data["sections"][1] == {"id": "s2", "title": "二、实施挥发性有机物（VOCs）治理专项行动"}
    assert all(set(task) == {"id", "no", "title", "section", "measures"} for task in data["tasks"])
    assert all(set(unit) == {"id", "name", "kind", "aliases", "members"} for unit in data["units"])
    for measure in measures.values():
        assert set(measure) == MEASURE_KEYS
        assert set(measure["deadline"]) == DEADLINE_KEYS
        assert all(set(duty) == {"unit", "role", "via", "certain"} for duty in measure["duties"])
        assert all(set(mention) == {"unit", "words"} for mention in measure["mentions"])
        assert set(measure["place"]) == {"no", "row"}
        for target in measure["targets"]:
            assert set(target) == {"name", "comparison", "value", "unit", "words", "units"}


def test_one_measure_in_full(measures: dict[str, Any]) -> None:
    """Written down from the document: task 14, second measure; its unit cells are merged with the first's."""
    measure = measures["t14-2"]
    assert measure["text"].startswith("永定镇、龙泉镇、军庄镇、东辛房街道、城子街道、大峪街道降尘量控制在5.0吨")
    assert measure["units"] == {"lead": ["区生态环境局", "各镇街"], "responsible": []}
    assert measure["source_rows"] == [31]
    assert measure["place"] == {"no": "14", "row": 31}
    assert measure["topics"] == ["bare-land"]
    assert measure["deadline"]["text"] == "年底前"
    assert (measure["deadline"]["kind"], measure["deadline"]["end"]) == ("by", "2023-12-31")
    assert measure["duties"][0] == {"unit": "ecology-environment", "role": "lead", "via": None, "certain": True}
    assert len(measure["duties"]) == 14
    assert {duty["via"] for duty in measure["duties"][1:]} == {"各镇街"}
    assert [target["value"] for target in measure["targets"]] == [5.0, 4.5]
    assert measure["targets"][0]["units"] == ["yongding", "longquan", "junzhuang", "dongxinfang", "chengzi", "dayu"]


def test_printed_names_stay_as_printed(measures: dict[str, Any]) -> None:
    assert measures["t4-1"]["units"]["lead"] == ["区科信局（区新能源汽车联席会议办公室）"]
    assert measures["t4-1"]["duties"][0]["unit"] == "science-it"
    assert measures["t11-2"]["units"]["lead"][-1] == "中关村门头沟区管委会"
    assert measures["t11-2"]["duties"][-1]["unit"] == "zgc-park"
    assert any("笔误" in note for note in measures["t11-2"]["notes"])
    assert measures["t25-4"]["units"]["responsible"] == ["区空气重污染应急指挥部成员单位"]


def test_one_unit_in_full(site: Path) -> None:
    data = json.loads((site / "api/v1/units/zgc-park.json").read_text(encoding="utf-8"))
    assert set(data) == {"schema_version", "unit", "counts", "duties", "mentions"}
    assert data["unit"]["name"] == "中关村门头沟园管委会"
    assert data["unit"]["kind"] == "park"
    assert data["unit"]["aliases"] == ["中关村门头沟园", "中关村门头沟园区", "中关村门头沟区管委会"]
    assert data["counts"] == {"lead": 1, "responsible": 3, "total": 4}
    assert [(duty["measure"], duty["role"]) for duty in data["duties"]] == [
        ("t3-1", "responsible"),
        ("t6-2", "responsible"),
        ("t7-1", "responsible"),
        ("t11-2", "lead"),
    ]
    keys = {"task", "measure", "role", "via", "certain", "deadline"}
    assert all(set(duty) == keys and set(duty["deadline"]) == DEADLINE_KEYS for duty in data["duties"])


def test_every_body_of_the_plan_has_its_file(site: Path, data: Any) -> None:
    bodies = {unit["id"] for unit in data["units"] if unit["kind"] != "group"}
    assert {path.stem for path in (site / "api/v1/units").iterdir()} == bodies
    ids = {unit["id"] for unit in data["units"]}
    for task in data["tasks"]:
        for measure in task["measures"]:
            assert {duty["unit"] for duty in measure["duties"]} <= bodies
            assert {unit for target in measure["targets"] for unit in target["units"]} <= ids


def test_the_search_reads_plain_words_and_only_what_is_there() -> None:
    entry = SearchEntry("", EntryKind.TOPIC, "甲<局>", "1 & 2", ("甲<",), ("乙",), "年底前", ("t1-1",))
    bare = SearchEntry("a/", EntryKind.PAGE, "页", "")
    text = create_search_json(Search((entry, bare), {"揚": "扬", "塵": "尘"}, ("牵头单位",)))
    assert json.loads(text) == {
        "entries": [
            {
                "location": "", "kind": "topic", "title": "甲<局>", "text": "1 & 2", "facts": "年底前", "names": ["甲<"],
                "related": ["乙"], "measures": ["t1-1"],
            },
            {"location": "a/", "kind": "page", "title": "页"},
        ],
        "traditional": "揚扬塵尘",
        "roles": ["牵头单位"],
    }  # fmt: skip
    assert "甲" in text  # Chinese as it is: an escaped character takes twice the bytes
    assert ": " not in text


def test_old_addresses_for_servers() -> None:
    assert create_redirect_list({"a/": "乙/"}) == '{\n "a/": "乙/"\n}\n'


def test_every_report_of_progress_in_the_order_of_days(other_views: PlanViews) -> None:
    plan = other_views.plan
    document = json.loads(create_progress_json(replace(plan, progress=plan.progress[::-1])))
    assert [entry["on"] for entry in document["progress"]] == ["2024-02-20", "2024-03-31", "2024-06-30"]
    assert document["progress"][2] == {
        "measure": "first-2", "unit": "first-bureau", "on": "2024-06-30", "state": "on_track",
        "words": "二季度检查三次，<b>发现</b>问题2处。\n{{ 不是模板 }}", "issues": "一处没有整改完。", "next_steps": "7月底前整改完。",
        "source": None, "reporter": "甲局",
    }  # fmt: skip


def test_what_the_api_says_of_where_its_data_come_from(other_views: PlanViews) -> None:
    """Of a plan without recorded revisions, of one with two, and of data that nobody has told about."""
    assert "provenance" not in json.loads(create_plan_json(other_views))
    made_of = Provenance(files={}, revision=2, is_recorded=False, source_revision="abc1234")
    told = json.loads(create_plan_json(other_views, made_of))["provenance"]
    assert told["revision"] is None
    revisions = (Revision(date(2024, 1, 10), "首次", "0" * 64), Revision(date(2024, 1, 15), "又改", "1" * 64))
    views = PlanViews(replace(other_views.plan, revisions=revisions))
    told = json.loads(create_plan_json(views, made_of))["provenance"]
    assert told["revision"] == {"on": "2024-01-15", "number": 2, "is_current": False}
    assert told["source_revision"] == "abc1234"


def test_events_and_what_has_none(other_views: PlanViews) -> None:
    """Monthly has no end of its own: it is an event that recurs, and a measure without a date."""
    document = json.loads(create_deadlines_json(other_views))
    events = {event["uid"]: event for event in document["events"]}
    assert list(events) == ["first-2-monthly", "second-1-by", "second-2-from", "first-1-window"]
    assert events["first-2-monthly"]["recurrence"] == {"every": "monthly", "until": "2024-12-31", "words": "每月"}
    assert (events["first-2-monthly"]["start"], events["first-2-monthly"]["end"]) == ("2024-01-31", "2024-01-31")
    assert events["second-1-by"]["recurrence"] is None
    assert {(event["status"], event["sequence"]) for event in events.values()} == {("confirmed", 0)}
    assert (events["first-1-window"]["start"], events["first-1-window"]["end"]) == ("2024-11-15", "2025-03-15")
    assert [row["measure"] for row in document["undated"]] == ["first-2"]
