"""Formats of a plan's files, and the steps that lead from each to the next.

`format` in plan.yaml says which one a folder has; a folder that does not say it has the first. A step changes texts, keeps
comments, and stays here for good: who comes from an old version takes all of them, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Text by file name, before and after.
Texts = dict[str, str]
Step = Callable[[Texts], Texts]

#: The format that this version reads and writes. Whoever raises it adds a step, and a folder to tests/data/formats/.
FORMAT = 1
#: Format -> the step that leads from it to the next.
STEPS: dict[int, Step] = {}
_PLAN = "plan.yaml"
_NUMBER = re.compile(r"(?m)^format:[ \t]*(\d{1,4})(?=[ \t]*(?:$|#|\r))")


def read_format(plan_text: str) -> int:
    """The format that a plan.yaml names; the first where it names none, or none that is a number."""
    match = _NUMBER.search(plan_text)
    return int(match[1]) if match else 1


def migrate(texts: Texts) -> Texts:
    """The files of a folder in the present format; the same ones where they have it already. Never back from a newer one."""
    number = read_format(texts.get(_PLAN, ""))
    while number < FORMAT:
        texts = STEPS[number](texts)
        number += 1
        texts = {**texts, _PLAN: _set_format(texts[_PLAN], number)}
    return texts


def _set_format(plan_text: str, number: int) -> str:
    """The number in its line, or in a line of its own before the first key."""
    line = f"format: {number}"
    if _NUMBER.search(plan_text):
        return _NUMBER.sub(line, plan_text, count=1)
    return re.sub(r"(?m)^(?=[^#\s])", f"{line}\n", plan_text, count=1)
