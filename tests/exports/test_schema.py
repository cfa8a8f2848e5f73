"""The schemas for editors' programs accept and refuse what the checker does, as far as one file can say it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from macros.exports.schema import create_schemas
from macros.store.load import FILES, load_draft
from macros.store.records import MeasureRecord, PlanRecord, TargetRecord, UnitRecord
from tests.conftest import OTHER, PLAN, ROOT, Breaker


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as editors' programs read it: no dates, no sixties, `no` is a word."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # as yaml declares it


for tag, form, starts in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), starts)


def validate(schemas: dict[str, str], file: str, text: str) -> list[str]:
    schema = json.loads(schemas[file.replace(".yaml", ".schema.json")])
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=CoreLoader))]  # noqa: S506  # a safe one


@pytest.fixture(scope="module")
def schemas() -> dict[str, str]:
    draft, problems = load_draft(PLAN)
    assert problems == []
    return create_schemas(draft)


def test_committed_schemas_are_those_of_the_plan(schemas: dict[str, str]) -> None:
    """`make format` writes them anew."""
    assert {path.name: path.read_text(encoding="utf-8") for path in (PLAN / "schema").iterdir()} == schemas


@pytest.mark.parametrize("folder", [PLAN, OTHER])
def test_plans_that_pass_are_accepted(folder: Path) -> None:
    schemas = create_schemas(load_draft(folder)[0])
    for file in FILES:
        if not (folder / file).is_file():
            assert file in ("progress.yaml", "answers.yaml"), "every plan has the others"
            continue
        jsonschema.Draft202012Validator.check_schema(json.loads(schemas[file.replace(".yaml", ".schema.json")]))
        assert validate(schemas, file, (folder / file).read_text(encoding="utf-8")) == []


def test_every_file_names_its_schema() -> None:
    for file in FILES:
        folder = {"progress.yaml": OTHER, "answers.yaml": WRONG}.get(file, PLAN)
        first = (folder / file).read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(schema/\w+\.schema\.json)", first)
        assert match
        assert (PLAN / match[1]).is_file()  # the schema is there before the first return comes


WRONG = ROOT / "tests" / "data" / "wrong"
DUE = "            due: 采暖季前\n"
REFUSED = [
    ("tasks.yaml", "lead: [永定镇]", "lead: [永安镇]"),
    ("tasks.yaml", "lead: [永定镇]", "lead: 永定镇"),
    ("tasks.yaml", "lead: [永定镇]", "lead: [永定镇, 永定镇]"),
    ("tasks.yaml", "lead: [永定镇]", "lead: [石景山区生态环境局]"),
    ("tasks.yaml", "lead: [永定镇]", "lead: []\n            leed: [永定镇]"),
    ("tasks.yaml", DUE, "            due: 采暖前\n"),
    ("tasks.yaml", DUE, "            due:\n"),
    ("tasks.yaml", DUE, ""),
    ("tasks.yaml", DUE, f"{DUE}            starts: [3月起]\n"),
    ("tasks.yaml", DUE, f"{DUE}            withdrawn:\n              on: 2023-09-01\n"),
    ("tasks.yaml", DUE, f"{DUE}            withdrawn:\n              on: 2023年9月1日\n              why: 无\n"),
    ("tasks.yaml", DUE, f"{DUE}            moved:\n              - was: 6月底\n                on: 9月\n                why: 无\n"),
    ("tasks.yaml", DUE, f"{DUE}            recurs:\n              - every: 每旬\n                words: 低氮\n"),
    ("tasks.yaml", DUE, f"{DUE}            units_as: t22-1\n"),
    ("tasks.yaml", DUE, f"{DUE}            mentions:\n              - unit: 各镇街\n                words: 低氮\n"),
    ("tasks.yaml", DUE, f"{DUE}            notes: 一条\n"),
    ("tasks.yaml", DUE, f"{DUE}            notes: []\n            confirmed: ['']\n"),
    ("tasks.yaml", "value: 10000\n", "value: 1万\n"),
    ("tasks.yaml", "value: 10000\n", "value: true\n"),
    ("tasks.yaml", "            rows: [12]\n", "            rows: [一]\n"),
    ("tasks.yaml", "            rows: [12]\n", "            rows: 12\n"),
    ("tasks.yaml", "            rows: [12]\n", "            rows: [-12]\n"),
    ("tasks.yaml", "  - id: s1\n", "  - id: S1\n"),
    ("tasks.yaml", "  - id: s1\n", "  - id: index\n"),
    ("tasks.yaml", 'no: "13"', "no: ../13"),
    ("units.yaml", "members: [永定镇,", "members: [永丰镇,"),
    ("units.yaml", "possible_members: [各镇街]", "possible_members: 各镇街"),
    ("units.yaml", "    part_of: 区公安分局\n", "    part_of: 各镇街\n"),
    ("units.yaml", "aliases: [税务局]", "aliases: [税务局、税务分局]"),
    ("units.yaml", "- id: tax\n", "- id: 税务\n"),
    ("units.yaml", "name: 区税务局\n    kind: agency", "name: 区税务局\n    kind: 部门"),
    ("units.yaml", "name: 区税务局\n    kind: agency", "name: 区税务局\n    kind: agency\n    phone: 无"),
    ("deadlines.yaml", "end: 11-14", "end: 14-11"),
    ("deadlines.yaml", "end: 11-14\n    precision: day", "end: 11-14\n    precision: 日"),
    ("deadlines.yaml", "kind: as_scheduled", "kind: 另定"),
    ("plan.yaml", "year: 2023", "year: 二〇二三"),
    ("plan.yaml", "revised_on: 2026-11-23", "revised_on: 昨天"),
    ("plan.yaml", "none_mark: ——\n", ""),
    ("plan.yaml", "  - id: lead\n    name: 牵头单位\n", "  - id: lead\n"),
    ("plan.yaml", "  measures: 68\n", "  measures: 六十八\n"),
]  # fmt: skip
ACCEPTED = [
    ("tasks.yaml", DUE, "            due: 2023年10月31日前\n"),
    ("tasks.yaml", DUE, "            due: 每月\n"),
    ("tasks.yaml", DUE, f"{DUE}            starts:\n"),
    ("tasks.yaml", "value: 10000\n", 'value: "10000"\n'),
    ("tasks.yaml", 'no: "13"', "no: 13"),
    ("tasks.yaml", "            rows: [12]\n", '            rows: ["12"]\n'),
    ("units.yaml", "aliases: [税务局]", "aliases: []"),
    ("units.yaml", "aliases: [税务局]", "aliases: [税务局]\n    notes: [1, 对]"),
    ("plan.yaml", "status: 征求意见稿", "status: 2023"),
    ("plan.yaml", "year: 2023", 'year: "2023"'),
]


@pytest.mark.parametrize(("file", "old", "new"), REFUSED)
def test_both_refuse(break_plan: Breaker, schemas: dict[str, str], file: str, old: str, new: str) -> None:
    assert [message for message in break_plan(file, old, new) if "提示：" not in message]
    text = (PLAN / file).read_text(encoding="utf-8").replace(old, new)
    assert validate(schemas, file, text)


@pytest.mark.parametrize(("file", "old", "new"), ACCEPTED)
def test_both_accept(break_plan: Breaker, schemas: dict[str, str], file: str, old: str, new: str) -> None:
    assert [message for message in break_plan(file, old, new) if "提示：" not in message] == []
    text = (PLAN / file).read_text(encoding="utf-8").replace(old, new)
    assert validate(schemas, file, text) == []


def test_every_field_has_a_chinese_title(schemas: dict[str, str]) -> None:
    """A title is shown beside its field; nothing of our own English may leak into it."""
    for text in schemas.values():
        schema = json.loads(text)
        for record in (schema, *schema.get("$defs", {}).values()):
            for key, field in record.get("properties", {}).items():
                assert re.search("[一-龥]", field["title"]), key
        assert not re.findall(r'"(?:title|description)": "[^一-龥"]+"', text)


def test_every_field_is_explained_at_the_head_of_its_file() -> None:
    """An editor who has only the file, on the web, finds each field in the comment at its head."""
    for file, record in (("plan.yaml", PlanRecord), ("units.yaml", UnitRecord), ("tasks.yaml", MeasureRecord)):
        head = "".join(
            line for line in (PLAN / file).read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")
        )
        named = record.model_fields.keys() - {"format"}  # the first edition is from before files named it
        assert [field for field in named if not re.search(rf"\b{field}\b", head)] == []
    assert [field for field in TargetRecord.model_fields if not re.search(rf"\b{field}\b", head)] == []
