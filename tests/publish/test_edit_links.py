"""“改进这一条” leads to where the plan is edited, whichever repository that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.publish.edit_links import create_edit_url
from tests.conftest import ROOT

OURS = "https://git.example/o/site"
THEIRS = "https://git.example/o/plans/"


@pytest.mark.parametrize(
    ("plan", "repository", "uri", "url"),
    [
        (ROOT / "plan", OURS, None, "https://git.example/o/site/edit/main/plan/tasks.yaml"),
        (
            ROOT / "plans" / "二 甲",
            OURS,
            None,
            "https://git.example/o/site/edit/main/plans/%E4%BA%8C%20%E7%94%B2/tasks.yaml",
        ),
        (ROOT / "plan", OURS, "-/edit/dev/docs/", "https://git.example/o/site/-/edit/dev/plan/tasks.yaml"),
        (ROOT.parent / "other" / "plan", THEIRS, None, "https://git.example/o/plans/edit/main/plan/tasks.yaml"),
        (
            ROOT.parent / "other" / "plan",
            THEIRS,
            "-/edit/main/a/",
            "https://git.example/o/plans/-/edit/main/a/tasks.yaml",
        ),
        (ROOT.parent / "other" / "plan", THEIRS, "_edit/a", "https://git.example/o/plans/_edit/a/tasks.yaml"),
        (ROOT / "plan", None, None, None),
        (ROOT / "plan", "", "edit/", None),
    ],
)
def test_the_address_of_the_tasks(plan: Path, repository: str | None, uri: str | None, url: str | None) -> None:
    assert create_edit_url(ROOT, plan, repository, uri) == url
