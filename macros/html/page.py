"""Pages as contracts: a dataclass says all that one template under templates/pages/ may touch, each field with a sentence.

Pages and exports make one and render it; a test renders every page of the test plans and refuses a field too many or too few.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields

from macros.html.render import render
from macros.model import Unit

#: The address of a body's page, or of a collective name's place on the index, from the site's root.
UnitUrl = Callable[[Unit], str]


@dataclass(frozen=True)
class Page:
    """The values of one template, which has its name: TaskPage is pages/task_page.html."""

    @classmethod
    def template(cls) -> str:
        return f"pages/{re.sub(r'(?<!^)(?=[A-Z])', '_', cls.__name__).lower()}.html"

    def render(self) -> str:
        return render(self.template(), **{field.name: getattr(self, field.name) for field in fields(self)})
