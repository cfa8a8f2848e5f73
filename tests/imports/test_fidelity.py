"""Every character of every printed cell is in the plan, and the plan says nothing that is not printed."""

from __future__ import annotations

import pytest

from macros.model import Measure, Plan, Task
from tests.printed_rows import PrintedRow, read_blocks, read_rows

#: The two rows that the document prints twice, word for word: the second place, the first place.
REPEATS = {43: 40, 44: 42}
#: The rows whose unit cells are merged with those of the row above.
MERGED = (31, 32)


@pytest.fixture(scope="module")
def rows() -> list[PrintedRow]:
    return read_rows()


@pytest.fixture(scope="module")
def by_row(plan: Plan) -> dict[int, tuple[Task, Measure]]:
    return {row: (task, measure) for _, task, measure in plan.walk() for row in measure.rows}


def test_head_is_the_documents(plan: Plan) -> None:
    head = read_blocks()[0]
    assert head[0] == f"{plan.annex}\n{plan.title}（{plan.status}）"
    columns = plan.columns
    printed = [columns.no, columns.task, columns.measure, columns.deadline, *(role.name for role in plan.roles)]
    assert [cell.replace("\n", "") for cell in head[1:]] == printed


def test_seventy_printed_rows_are_sixty_eight_measures(
    rows: list[PrintedRow], by_row: dict[int, tuple[Task, Measure]], plan: Plan
) -> None:
    assert len(rows) == 70
    assert sorted(by_row) == list(range(1, 71))
    assert (len(plan.sections), len(plan.tasks), len(plan.measures)) == (6, 27, 68)


def test_rows_stand_in_printed_order(by_row: dict[int, tuple[Task, Measure]], plan: Plan) -> None:
    order = {measure.id: number for number, measure in enumerate(plan.measures)}
    firsts = [order[by_row[row][1].id] for row in range(1, 71) if row not in REPEATS]
    assert firsts == sorted(firsts)


def test_section_rows_are_printed(rows: list[PrintedRow], plan: Plan) -> None:
    assert list(dict.fromkeys(row.section for row in rows)) == [section.title for section in plan.sections]
    sections = {row: section.title for section, _, measure in plan.walk() for row in measure.rows}
    assert [sections[number] for number in range(1, 71)] == [row.section for row in rows]


def test_task_cells_are_printed(rows: list[PrintedRow], by_row: dict[int, tuple[Task, Measure]]) -> None:
    """A number and title stand once a task, and again after the two page breaks inside tasks 15 and 16."""
    printed_again = []
    current = None
    for number, row in enumerate(rows, 1):
        task = by_row[number][0]
        if row.no.strip():
            assert (row.no.strip(), row.title.replace("\n", "")) == (task.no, task.title)
            if task is current:
                printed_again.append((number, task.no))
        else:
            assert task is current
            assert row.title == ""
        current = task
    assert printed_again == [(37, "15"), (43, "16")]


def test_measure_and_deadline_cells_are_printed(
    rows: list[PrintedRow], by_row: dict[int, tuple[Task, Measure]]
) -> None:
    for number, row in enumerate(rows, 1):
        measure = by_row[number][1]
        assert row.text == measure.text
        assert row.due.replace("\n", "").strip() == measure.deadline.text


def test_unit_cells_are_printed(rows: list[PrintedRow], by_row: dict[int, tuple[Task, Measure]]) -> None:
    for number, row in enumerate(rows, 1):
        measure = by_row[number][1]
        lead = [item.printed for item in measure.assignments if item.role == "lead"]
        responsible = [item.printed for item in measure.assignments if item.role == "responsible"]
        if number in MERGED:
            assert (row.lead, row.responsible) == ("", "")
            above = rows[MERGED[0] - 2]
            assert (lead, responsible) == (above.lead_names, above.responsible_names)
            assert measure.units_as
        else:
            assert (lead, responsible) == (row.lead_names, row.responsible_names)
            assert measure.units_as is None


def test_repeats_are_the_same_word_for_word(rows: list[PrintedRow], by_row: dict[int, tuple[Task, Measure]]) -> None:
    for second, first in REPEATS.items():
        assert by_row[second][1] is by_row[first][1]
        assert rows[second - 1].text == rows[first - 1].text
        assert by_row[second][1].notes, "a repeat is told to the reader"


def test_no_cell_is_left_over() -> None:
    """The blocks that are no measure rows are the head and the six sections; the rest is 70 rows of six cells."""
    cells = sum(len(block) for block in read_blocks())
    assert cells == 7 + 6 + 70 * 6
