"""The address where a plan is edited, in the repository in which it stands: the project's own, or one of its own."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urljoin


def create_edit_url(root: Path, plan_folder: Path, repo_url: str | None, edit_uri: str | None) -> str | None:
    """The address of tasks.yaml in the editor of the host; None where no repository is known.

    `edit_uri` leads from the repository's address to its folder docs/ for a plan inside `root`, the project, and to the
    plan's own folder for one that stands elsewhere.
    """
    if not repo_url:
        return None
    home = repo_url.rstrip("/") + "/"
    folder = plan_folder.resolve()
    if folder.is_relative_to(root):
        way = os.path.relpath(folder / "tasks.yaml", root / "docs").replace(os.sep, "/")
        return urljoin(home, (edit_uri or "edit/main/docs/") + quote(way))
    inside = (edit_uri or f"edit/main/{quote(folder.name)}/").rstrip("/")
    return urljoin(home, f"{inside}/tasks.yaml")
