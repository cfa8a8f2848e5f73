"""The data that others take away: read by other programs than the ones that wrote it, and the same in all of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from frictionless.resources import TableResource
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate as validate_openapi

from macros.exports.csv_files import create_csv, create_datapackage
from macros.exports.openapi import create_openapi
from macros.model import Plan
from macros.views.flat_tables import build_measures_table
from macros.views.plan_views import PlanViews


def read_json(site: Path, name: str) -> Any:
    return json.loads((site / "api" / "v1" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def package(site: Path) -> Package:
    with system.use_context(trusted=True):  # the folder of a test is no relative path
        return Package(str(site / "downloads" / "datapackage.json"))


def read_rows(package: Package, name: str) -> list[dict[str, Any]]:
    resource = package.get_resource(name)
    assert isinstance(resource, TableResource)
    return [row.to_dict() for row in resource.read_rows()]


def test_the_package_is_valid(package: Package) -> None:
    """Types, keys that tell rows apart, sizes and checksums."""
    report = package.validate()
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == 2


def test_measures_are_the_plans(site: Path, package: Package) -> None:
    plan = read_json(site, "plan.json")
    expected = [
        {
            "id": measure["id"],
            "task_no": task["no"],
            "task": task["title"],
            "text": measure["text"],
            "deadline": measure["deadline"]["text"],
            "deadline_kind": measure["deadline"]["kind"],
            "start": measure["deadline"]["start"],
            "end": measure["deadline"]["end"],
            "lead": "、".join(measure["units"]["lead"]) or None,
            "responsible": "、".join(measure["units"]["responsible"]) or None,
        }
        for task in plan["tasks"]
        for measure in task["measures"]
    ]
    rows = read_rows(package, "measures")
    assert len(rows) == 68
    dates = ("start", "end")
    found = [
        {key: row[key].isoformat() if key in dates and row[key] else row[key] for key in expected[0]} for row in rows
    ]
    assert found == expected


def test_duties_are_the_plans(site: Path, package: Package) -> None:
    plan = read_json(site, "plan.json")
    expected = [
        (measure["id"], duty["unit"], duty["role"], duty["via"], duty["certain"])
        for task in plan["tasks"]
        for measure in task["measures"]
        for duty in measure["duties"]
    ]
    rows = read_rows(package, "duties")
    assert [(row["measure"], row["unit"], row["role"], row["via"], row["certain"]) for row in rows] == expected
    assert len(rows) == 643
    assert sum(row["certain"] for row in rows) == 617


def test_excel_is_told_the_encoding_and_lines_end_as_the_rfc_says(site: Path) -> None:
    for name in ("measures.csv", "duties.csv"):
        content = (site / "downloads" / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.count(b"\xef\xbb\xbf") == 1


HOSTILE = [
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\tx", "\r=1", "＝1+1", "'=1", "''@x",
    'a "quoted" word', "two\nlines", "a,b;c", "𠮷野家😀", "长" * 5000, "</td><script>", "x\x85y",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_and_every_text_comes_back(plan: Plan, text: str) -> None:
    """Read as a spreadsheet reads a line: pandas would do; here by hand, from the rules of RFC 4180."""
    section = plan.sections[0]
    task = section.tasks[0]
    measure = replace(task.measures[0], text=text)
    small = replace(plan, sections=(replace(section, tasks=(replace(task, measures=(measure,)),)),))
    content = create_csv(build_measures_table(small)).decode("utf-8-sig")
    head, row = split(content)
    cell = row[head.index("text")]
    assert cell[:1] not in tuple("=+-@\t\r＝＋－＠")
    assert (cell[1:] if cell.lstrip("'")[:1] in tuple("=+-@\t\r＝＋－＠") else cell) == text


def split(content: str) -> list[list[str]]:
    """RFC 4180, section 2, read literally."""
    rows, row, cell, quoted, position = [], [], "", False, 0
    while position < len(content):
        character = content[position]
        if quoted and content.startswith('""', position):
            cell += '"'
            position += 1
        elif character == '"':
            quoted = not quoted
        elif not quoted and character == ",":
            row.append(cell)
            cell = ""
        elif not quoted and content.startswith("\r\n", position):
            rows.append([*row, cell])
            row, cell = [], ""
            position += 1
        else:
            cell += character
        position += 1
    assert not quoted
    return rows


def test_every_document_of_the_api_keeps_its_own_description(site: Path, views: PlanViews) -> None:
    """OpenAPI 3.1 by its own validator; then every file against the schema that the OpenAPI gives for its address."""
    openapi = read_json(site, "openapi.json")
    validate_openapi(openapi)
    files = {
        "/plan.json": ["plan.json"],
        "/deadlines.json": ["deadlines.json"],
        "/tasks/{no}.json": [f"tasks/{task.no}.json" for task in views.plan.tasks],
        "/units/{id}.json": [f"units/{unit.id}.json" for unit in views.plan.bodies],
        "/topics.json": ["topics.json"],
        "/progress.json": [],  # nobody has reported anything; test_progress reads one
    }
    assert set(openapi["paths"]) == set(files)
    for path, names in files.items():
        schema = openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": openapi["components"]})
        for name in names:
            assert list(validator.iter_errors(read_json(site, name))) == [], name
    broken = read_json(site, "plan.json")
    broken["tasks"][0]["measures"][0]["deadline"]["kind"] = "soon"
    schema = openapi["paths"]["/plan.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert not Draft202012Validator({**schema, "components": openapi["components"]}).is_valid(broken)


def test_a_task_is_the_same_alone_and_in_the_plan(site: Path) -> None:
    for task in read_json(site, "plan.json")["tasks"]:
        assert read_json(site, f"tasks/{task['no']}.json")["task"] == task


def test_the_page_says_what_each_column_is(site: Path) -> None:
    page = (site / "data" / "index.html").read_text(encoding="utf-8")
    head = (site / "downloads" / "measures.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert head[0] == "id"
    assert [name for name in head if f"<code>{name}</code>" not in page] == []


def test_the_page_leads_to_every_file_with_its_size(site: Path) -> None:
    page = (site / "data" / "index.html").read_text(encoding="utf-8")
    files = [path for path in (site / "downloads").iterdir() if path.is_file()]
    files += [site / "api" / "v1" / f"{name}.json" for name in ("plan", "deadlines", "openapi")]
    assert len(files) == 9
    for path in files:
        start = page.index(f'href="../{path.relative_to(site).as_posix()}"')
        assert f"{-(-path.stat().st_size // 1000)}KB" in page[start : page.index("</li>", start)], path


def test_the_api_tells_its_addresses_and_what_they_may_answer(views: PlanViews) -> None:
    api = json.loads(create_openapi(views.plan, None))
    assert (api["openapi"], api["info"]["version"], api["servers"]) == ("3.1.0", "1.0", [{"url": "../../api/v1/"}])
    assert json.loads(create_openapi(views.plan, "https://a.example/"))["servers"] == [
        {"url": "https://a.example/api/v1/"}
    ]
    told = {
        path: (
            item["get"]["operationId"],
            [(p["name"], p["in"], p["required"], p["schema"]) for p in item["get"]["parameters"]],
            {status: answer["description"] for status, answer in item["get"]["responses"].items() if status != "200"},
        )
        for path, item in api["paths"].items()
    }
    assert told == {
        "/plan.json": ("get_plan", [], {}),
        "/tasks/{no}.json": ("get_tasks_no", [("no", "path", True, {"type": "string"})], {"404": "没有这个编号"}),
        "/units/{id}.json": ("get_units_id", [("id", "path", True, {"type": "string"})], {"404": "没有这个编号"}),
        "/deadlines.json": ("get_deadlines", [], {}),
        "/topics.json": ("get_topics", [], {"404": "没有整理主题"}),
        "/progress.json": ("get_progress", [], {"404": "没有人填报过进展"}),
    }
    assert all(
        item["get"]["responses"]["200"]["description"] == item["get"]["summary"] for item in api["paths"].values()
    )
    assert not any("additionalProperties" in schema for schema in api["components"]["schemas"].values())


def test_the_package_says_what_it_is(views: PlanViews) -> None:
    plan = replace(views.plan, licence="CC BY 4.0")
    table = build_measures_table(plan)
    package = json.loads(create_datapackage(plan, {"m.csv": (table, b"abc")}))
    [resource] = package.pop("resources")
    assert package == {
        "profile": "tabular-data-package", "name": "mentougou-air-2023", "version": "2026-11-23",
        "title": "北京市门头沟区大气污染防治2023年行动计划（征求意见稿）",
        "description": "以 = + - @ 等开头的文字前面加了一个单引号，使电子表格不把它当成公式。使用许可：CC BY 4.0",
    }  # fmt: skip
    schema = resource.pop("schema")
    assert resource == {
        "name": "measures", "title": table.title, "path": "m.csv", "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": 3,
        "hash": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }  # fmt: skip
    assert (schema["primaryKey"], schema["missingValues"]) == (["id"], [""])
    assert schema["fields"][0] == {"name": "id", "title": table.columns[0].title, "type": "string"}
