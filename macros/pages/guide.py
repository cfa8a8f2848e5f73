"""The editing guide: lists of macros, rules and fields, written where they are and shown here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from macros.check.rules import RULES
from macros.html.page import Page
from macros.pages.site import Site
from macros.store.problems import Level
from macros.store.records import RECORDS
from macros.store.records.base import Record

#: A small plan with one measure that has every field, for people to read.
SAMPLE = Path(__file__).resolve().parents[1] / "store" / "sample"


@dataclass(frozen=True)
class MacroIndex(Page):
    macros: Annotated[list[tuple[str, str]], "Each page macro as a page calls it, and its description."]


def list_macros(macros: Iterable[Callable[..., str]]) -> str:
    """The page of the macros themselves, which only their registry knows."""
    return MacroIndex([(_create_call(macro), inspect.getdoc(macro) or "") for macro in macros]).render()


def _create_call(function: Callable[..., str]) -> str:
    parameters = list(inspect.signature(function).parameters)[1:]  # the first is the site
    return f"{function.__name__}({', '.join(parameters)})"


@dataclass(frozen=True)
class RuleIndex(Page):
    lists: Annotated[list[tuple[str, list[str]]], "Rules in an editor's words, first those that must hold."]


def rule_index(_: Site) -> str:
    """检查规则的清单：必须改的，请核对的。"""
    titles = (("必须改的（不改好，网站不会生成）", Level.ERROR), ("请核对的（提示）", Level.WARNING))
    return RuleIndex(
        [
            (title, [inspect.getdoc(rule.check) or "" for rule in RULES if rule.level is level])
            for title, level in titles
        ]
    ).render()


@dataclass(frozen=True)
class FieldIndex(Page):
    records: Annotated[tuple[tuple[str, type[Record]], ...], "Every record of the plan's files, and where it stands."]


def field_index(_: Site) -> str:
    """各个文件、各个字段的含义。"""
    return FieldIndex(RECORDS).render()


@dataclass(frozen=True)
class SampleRecord(Page):
    text: Annotated[str, "The commented sample as it stands in its file."]


def sample_record(_: Site) -> str:
    """一条写全了的样例措施，每个字段都有说明。"""
    return SampleRecord((SAMPLE / "tasks.yaml").read_text(encoding="utf-8")).render()
