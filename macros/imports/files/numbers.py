"""Ids and numbers that an import gives: never one that was given before."""

from __future__ import annotations

from macros.check.rules.structure import is_anchor
from macros.imports.report import Report
from macros.imports.table.printed import PrintedPlan, PrintedTask
from macros.store.scalars import is_task_no


class Ids:
    """The ids of sections, tasks and measures, those of an earlier edition among them."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)

    def claim(self, wanted: str) -> bool:
        """Whether an id was free; it is not any more."""
        is_free = wanted not in self._taken and not is_anchor(wanted)
        self._taken.add(wanted)
        return is_free

    def take(self, stem: str, *, at: int = 1) -> str:
        """The first free id of a stem and a number from `at` on."""
        while not self.claim(f"{stem}{at}"):
            at += 1
        return f"{stem}{at}"


def find_free(proposed: list[str], taken: set[str]) -> str:
    """The first of the proposed numbers that is free, else the first one with an ending that makes it so."""
    number = 2
    while (found := next((no for no in proposed if no not in taken), None)) is None:
        proposed = [f"{proposed[0]}-{number}"]
        number += 1
    return found


def number_tasks(plan: PrintedPlan, report: Report) -> dict[PrintedTask, str]:
    """The printed number of each task, or one of ours where it has none or shares it with another."""
    numbers: dict[PrintedTask, str] = {}
    taken: set[str] = set()
    printed = {task.no for task in plan.tasks if task.no}
    for at, section in enumerate(plan.sections, 1):
        for place, task in enumerate(section.tasks, 1):
            no = task.no
            if not no:
                no = find_free([str(len(numbers) + 1), f"{at}-{place}"], taken | printed)
                tell = report.ask if printed else report.decide
                tell(task.measures[0].place, f"任务“{task.title}”没有序号，编为{no}。")
                report.added.append(no)
            elif no in taken or not is_task_no(no):
                report.drop(task.measures[0].place, no, "重复的，或者不能用在网址里的序号")
                proposed = f"{at}-{no}" if is_task_no(f"{at}-{no}") else f"{at}-{place}"
                no = find_free([proposed], taken | printed)
                report.decide(task.measures[0].place, f"序号“{task.no}”前面用过了，或者不能用在网址里，编为{no}。")
                report.added.append(no)
            taken.add(no)
            numbers[task] = no
    return numbers
