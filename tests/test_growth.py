"""Work that grows with what is read, not with its square: counted in steps of our own code, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from macros.check.checker import check_plan
from macros.exports.xlsx import create_unit_xlsx
from macros.imports.importing import import_document
from macros.returns.forms import load_returns
from macros.store.limits import MOST_FINDINGS
from macros.views.plan_views import PlanViews
from tests.conftest import ROOT, load

pytestmark = pytest.mark.slow  # each step is traced

TODAY = date(2024, 7, 1)
_HEAD = "\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t牵头单位\n\n"
_OURS = str(ROOT / "macros")
_FROM = 60
#: Twice the growth for twice the size is linear; four times is square. A little more comes of sorting and of texts that
#: are longer in larger plans.
_MOST = 2.35


def count_steps(function: Callable[[], object]) -> int:
    """The bytecode instructions of our code that a call executes."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "call":
            if not frame.f_code.co_filename.startswith(_OURS):
                return None
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(None)
    return count


def write_table(folder: Path, rows: list[tuple[str, ...]], before: str = "某市2024年行动计划\n") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{len(list(folder.iterdir()))}.txt"
    body = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    path.write_text(f"{before}{_HEAD}{body}\n\n", encoding="utf-8")
    return path


def spell(number: int) -> str:
    """A number in Chinese figures: names that differ as words do, not as numbers do."""
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(figure)] for figure in f"{number:04}")


def rows(size: int, unit: Callable[[int], str] = lambda _: "市甲局") -> list[tuple[str, ...]]:
    return [
        (str(number), f"{spell(number)}任务", f"开展{spell(number)}检查整治。", "年底前", unit(number))
        for number in range(1, size + 1)
    ]


def import_rows(folder: Path, size: int) -> Callable[[], object]:
    path = write_table(folder, rows(size))
    return lambda: import_document(path, folder / f"plan{size}", TODAY)


def import_again(folder: Path, size: int) -> Callable[[], object]:
    """A newer edition in which a tenth of the texts differ by a word."""
    plan = folder / f"plan{size}"
    import_document(write_table(folder, rows(size)), plan, TODAY)
    newer = [
        (*row[:2], row[2].replace("检查", "巡查") if number % 10 == 0 else row[2], *row[3:])
        for number, row in enumerate(rows(size))
    ]
    path = write_table(folder, newer)
    return lambda: import_document(path, plan, TODAY)


def import_bodies(folder: Path, size: int) -> Callable[[], object]:
    """Each row names a body of its own; those of like names are asked about, up to a number."""
    path = write_table(folder, rows(size, lambda number: f"市{spell(number)}监督管理局"))
    return lambda: import_document(path, folder / f"plan{size}", TODAY)


def import_one_cell(folder: Path, size: int) -> Callable[[], object]:
    names = "、".join(f"市{spell(number)}局" for number in range(size))
    path = write_table(folder, rows(1, lambda _: names))
    return lambda: import_document(path, folder / f"plan{size}", TODAY)


def import_paragraphs(folder: Path, size: int) -> Callable[[], object]:
    before = "某市2024年行动计划\n" + "".join(f"第{spell(number)}段的话。\n" for number in range(size))
    path = write_table(folder, rows(3), before)
    return lambda: import_document(path, folder / f"plan{size}", TODAY)


def check_measures(folder: Path, size: int) -> Callable[[], object]:
    import_rows(folder, size)()
    return lambda: check_plan(folder / f"plan{size}")


def check_with_base(folder: Path, size: int) -> Callable[[], object]:
    import_rows(folder, size)()
    return lambda: check_plan(folder / f"plan{size}", folder / f"plan{size}")


def check_source_lines(folder: Path, size: int) -> Callable[[], object]:
    """Many short lines before the first tab: one cell that each of them is a line of."""
    import_rows(folder, 3)()
    plan = folder / "plan3"
    lines = "".join(f"{spell(number)}\n" for number in range(size))
    source = plan / "source" / "plan.txt"
    source.write_text(lines + source.read_text(encoding="utf-8"), encoding="utf-8")
    return lambda: check_plan(plan)


def take_in_returns(folder: Path, size: int) -> Callable[[], object]:
    import_rows(folder, size)()
    views = PlanViews(load(folder / f"plan{size}"))
    form = folder / f"form{size}.xlsx"
    form.write_bytes(create_unit_xlsx(views, views.plan.bodies[0]))
    return lambda: load_returns([form], views, TODAY, None)


WORK = (
    import_rows,
    import_again,
    import_bodies,
    import_one_cell,
    import_paragraphs,
    check_measures,
    check_with_base,
    check_source_lines,
    take_in_returns,
)


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_work_grows_with_the_size_alone(tmp_path: Path, work: Callable[[Path, int], Callable[[], object]]) -> None:
    start = MOST_FINDINGS if work is import_paragraphs or work is check_source_lines else _FROM
    sizes = (start, 2 * start, 4 * start)
    steps = [count_steps(work(tmp_path / str(size), size)) for size in sizes]
    growth = (steps[2] - steps[1]) / (steps[1] - steps[0])
    assert growth < _MOST, (steps, growth)


def test_square_work_is_noticed() -> None:
    """The measure itself: a pair of loops in our code's place is told from one."""
    code = compile(
        "def one(n):\n for i in range(n): pass\ndef two(n):\n for i in range(n):\n  for j in range(i): pass\n",
        f"{_OURS}/x.py",
        "exec",
    )
    made: dict[str, Callable[[int], None]] = {}
    exec(code, made)  # noqa: S102  # two functions of ours
    for name, is_square in (("one", False), ("two", True)):
        steps = [count_steps(lambda n=n, f=made[name]: f(n)) for n in (50, 100, 200)]  # type: ignore[misc]
        assert ((steps[2] - steps[1]) / (steps[1] - steps[0]) > _MOST) is is_square
