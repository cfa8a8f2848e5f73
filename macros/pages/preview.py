"""The page that an editor sees in the preview as long as the plan has problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page


@dataclass(frozen=True)
class PreviewProblems(Page):
    """In the place of every page; it is loaded again once the plan can be built."""

    lines: Annotated[list[str], "Each problem with its place, then how many there are."]


def create_problem_page(report: str) -> str:
    """A page of the problems that the check reports."""
    return PreviewProblems([line for line in report.split("\n") if line.strip()]).render()
