"""A document that is imported, and the plan folder that comes of it, as the tests of imports/ look at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from macros.imports.importing import import_document

TODAY = date(2024, 5, 6)


def read_rows(folder: Path) -> list[tuple[object, ...]]:
    """A plan folder's measures by PyYAML, names per role."""
    roles = [role["id"] for role in load(folder / "plan.yaml").get("roles", [])]
    found: list[tuple[object, ...]] = []
    names: list[list[str]] = []
    for section, task, measure in walk(folder):
        names = names if "units_as" in measure else [measure[role] for role in roles]
        words = (measure["text"], measure["due"], names)
        found.append((section.get("part"), section["title"], task["no"], task["title"], *words))
    return found


def walk(folder: Path) -> Iterator[tuple[Any, Any, Any]]:
    for section in load(folder / "tasks.yaml")["sections"]:
        for task in section["tasks"]:
            yield from ((section, task, measure) for measure in task["measures"])


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # it makes words only


HEAD = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t牵头单位\n\t主责单位\n\t协办单位\n\n"


def take(tmp_path: Path, body: str, head: str = HEAD, before: str = "某市2024年行动计划\n") -> tuple[list[Any], Any]:
    """The measures of a document in the text form: text, deadline, names per role; and what the import says."""
    path = tmp_path / "document.txt"
    path.write_text(before + head + body, encoding="utf-8")
    done = import_document(path, tmp_path / "plan", TODAY)
    assert "没有着落" not in done.text
    return [row[4:] for row in read_rows(tmp_path / "plan")], done


def row(*cells: str) -> str:
    return "\n".join(f"\t{cell}" for cell in cells) + "\n\n"


A, B, C, D = "市甲局", "市乙委", "市丙中心", "各区政府"

SECOND = row("2", "任务二", "措施二。", "年底前", A, B, C)

WHOLE = ("措施一。", "年底前", [[A], [B], [C]])

TITLES = ("序号", "重点任务", "工作措施", "完成时限", "牵头单位", "责任单位")


def cell(text: str, span: int = 1, mark: str = "", runs: str = "") -> str:
    words = "".join(f"<w:p>{runs}<w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{mark}</w:tcPr>{words}</w:tc>'


def cells(*texts: str, spans: tuple[int, ...] = (1,) * 6) -> str:
    return "".join(cell(text, span) for text, span in zip(texts, spans, strict=True))
