"""The guide for editors is true: its sample passes and is complete, its lists are those of the program."""

from __future__ import annotations

import html
import re
from pathlib import Path

from macros.check.rules import RULES
from macros.commands import COMMANDS
from macros.pages.guide import SAMPLE
from macros.store.records import RECORDS, MeasureRecord, TargetRecord
from macros.words.wording import GENERAL_FORMS
from tests.check.test_check import run_check
from tests.conftest import ROOT


def read_guide(site: Path) -> str:
    return html.unescape((site / "editing" / "index.html").read_text(encoding="utf-8"))


def test_the_sample_passes_without_a_question() -> None:
    assert run_check(SAMPLE, options=["--strict"]).returncode == 0


def test_the_sample_has_every_field_with_a_comment_before_it() -> None:
    text = (SAMPLE / "tasks.yaml").read_text(encoding="utf-8")
    for field in (*MeasureRecord.model_fields, *TargetRecord.model_fields):
        assert re.search(rf"^ *(- )?{field}:", text, re.MULTILINE), field
    first = text[text.index("- id: t1-1") : text.index("- id: t1-2")]
    for key in re.findall(r"^ {12}(\w+):", first, re.MULTILINE):
        assert re.search(rf"^ {{12}}# .+\n {{12}}{key}:|^ {{12}}lead: .+\n {{12}}{key}:", first, re.MULTILINE), key


def test_developers_and_editors_see_the_same_sample(site: Path) -> None:
    sample = (SAMPLE / "tasks.yaml").read_text(encoding="utf-8")
    assert f"```yaml\n{sample}```\n" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sample in read_guide(site)


def test_the_guide_lists_every_rule_and_every_field(site: Path) -> None:
    guide = read_guide(site)
    for rule in RULES:
        assert f"<li>{rule.check.__doc__}</li>" in guide, rule
    for _, record in RECORDS:
        for name, field in record.model_fields.items():
            assert f"<code>{name}</code></th><td>{field.title}" in guide


def test_the_guide_and_the_data_name_the_forms_that_the_program_reads(site: Path) -> None:
    assert GENERAL_FORMS in read_guide(site)
    head = (ROOT / "plan" / "deadlines.yaml").read_text(encoding="utf-8").replace("\n#  ", "")
    assert [form for form in GENERAL_FORMS.split("、") if form not in head] == []


def test_commands_of_the_guide_exist() -> None:
    for page in ("docs/editing.md", "README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        for target in re.findall(r"`make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8")):
            assert target in COMMANDS, (page, target)
