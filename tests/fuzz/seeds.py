"""Material for cases: the project's plans, documents in every format, forms that bodies filled in."""

from __future__ import annotations

import io
import random
import tempfile
from functools import cache
from pathlib import Path

import openpyxl

from macros.check.checker import check_plan
from macros.exports.csv_files import create_csv, create_datapackage
from macros.exports.word_sheets import create_plan_docx
from macros.exports.xlsx import create_plan_xlsx, create_unit_xlsx
from macros.views.flat_tables import build_measures_table
from macros.views.plan_views import PlanViews
from tests import documents
from tests.fuzz.case import Case, Dice
from tests.imports import elements

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "macros" / "store" / "sample"
REAL = ROOT / "tests" / "data" / "mentougou"
OTHER = ROOT / "tests" / "data" / "other"
WRONG = ROOT / "tests" / "data" / "wrong"


@cache
def load_folder(folder: Path) -> Case:
    """The files that the loader reads."""
    paths = [*folder.glob("*.yaml"), *folder.glob("source*"), *folder.glob("source/*"), *folder.glob("revisions/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths) if path.is_file()}


@cache
def load_views(folder: Path) -> PlanViews:
    plan, problems = check_plan(folder)
    assert plan, problems
    return PlanViews(plan)


@cache
def load_documents(kind: str) -> tuple[Case, ...]:
    """Documents in one format: written by others' programs, and our own export. Small ones: large ones only take longer."""
    found: list[Case] = []
    with tempfile.TemporaryDirectory() as scratch:
        for seed in (0, 1, 2, 3, 8, 14):
            path = Path(scratch) / f"document.{kind}"
            documents.WRITERS[kind](documents.make_plan(seed), path)
            found.append({path.name: path.read_bytes()})
            if kind == "txt":
                documents.write_torn_text(documents.make_plan(seed), path)
                found.append({path.name: path.read_bytes()})
        for write in elements.WRITERS.get(kind, ()):
            write(elements.Maker(random.Random(kind)), path)  # noqa: S311  # no secret
            found.append({path.name: path.read_bytes()})
    views = load_views(OTHER)
    if kind == "docx":
        found.append({"document.docx": create_plan_docx(views)})
    elif kind == "xlsx":
        found.append({"document.xlsx": create_plan_xlsx(views)})
    elif kind == "csv":
        table = build_measures_table(views.plan)
        content = create_csv(table)
        described = create_datapackage(views.plan, {"document.csv": (table, content)}).encode()
        found.append({"document.csv": content, "datapackage.json": described})
    elif kind == "txt":
        found.append({"document.txt": (REAL / "source" / "plan.txt").read_bytes()[:6000]})
    return tuple(found)


_STATES = ["未启动", "推进中", "达进度", "欠进度", "已完成", "快了", "", None]
_WORDS = [
    "检查三次。", "一\n二", "=1+1", "'x", "80%", 0.8, 12, True, None, "", " ", "|表|", "\u202e话", "“引”: #", "- 减号", "{{ x }}", "_x000D_", "\t",
    "a" * 21_000, "é😀", "#", "~", "null", "*a", "&a", "end \\", "\n", "第一行\n\n第三行", "  前", "尾  \n ", "0123", "一\r\n二", "一\x0b二"[:1],
]  # fmt: skip
_DAYS = [
    "2024-06-30",
    "2024年6月30日",
    "2024/6/30",
    "2024-06-31",
    "2030-01-01",
    "上周",
    45000,
    None,
    "",
    "２０２４-06-30",
]


@cache
def _load_form(unit: str) -> bytes:
    views = load_views(SAMPLE)
    return create_unit_xlsx(views, views.plan.units[unit])


def fill_form(dice: Dice) -> bytes:
    """A form of the sample plan as a body sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(_load_form(dice.choice(["bureau-one", "bureau-three", "east-town"]))))
    sheet = book["任务分工表"]
    for row in range(4, sheet.max_row + 1):
        if dice.random() < 0.7:
            is_likely = dice.random() < 0.7  # else nearly every form is refused
            values: list[object] = [
                dice.choice(_STATES[:5] if is_likely else _STATES),
                dice.choice(_WORDS),
                dice.choice(_WORDS),
            ]
            values += [dice.choice(_WORDS), dice.choice(["张三", None]), dice.choice(_DAYS[:3] if is_likely else _DAYS)]
            for column, value in enumerate(values, 7):
                sheet.cell(row, column).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
