"""The JSON contract: exactly these fields, with the document's words in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PLAN_KEYS = {"schema_version", "plan", "roles", "sections", "tasks", "units", "provenance"}
MEASURE_KEYS = {"id", "text", "deadline", "units", "duties", "mentions", "targets", "notes", "source_rows"}
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
        for target in measure["targets"]:
            assert set(target) == {"name", "comparison", "value", "unit", "words", "units"}


def test_one_measure_in_full(measures: dict[str, Any]) -> None:
    """Written down from the document: task 14, second measure; its unit cells are merged with the first's."""
    measure = measures["t14-2"]
    assert measure["text"].startswith("永定镇、龙泉镇、军庄镇、东辛房街道、城子街道、大峪街道降尘量控制在5.0吨")
    assert measure["units"] == {"lead": ["区生态环境局", "各镇街"], "responsible": []}
    assert measure["source_rows"] == [31]
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
