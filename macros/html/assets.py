"""Style sheets and scripts of the site, joined from one file a component and one file a behaviour.

The build writes what `create_assets` gives. Scripts stay classic ones, since the copy that is opened from a folder may load
no modules; what two of them share stands in front of each, inside its own function.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
#: In the order of the cascade: each file has its own rules for telephones, paper, dark and large type.
STYLES = (
    "tokens", "theme", "frame", "lists", "names", "cards", "fold", "page_head", "home", "figures", "year", "table", "plan_table",
    "task", "body", "deadline", "progress", "calendar", "month", "subscribe", "files", "changes", "finder", "filter", "search",
    "large_type", "matrix", "charts",
)  # fmt: skip
#: A script that pages ask for -> the files it is joined from.
SCRIPTS = {
    "cite": ("today", "copy", "cite"),
    "deadlines": ("today", "duties", "deadlines"),
    "filter": ("filter",),
    "finder": ("fold", "finder"),
    "large-type": ("dark-first", "large-type"),
    "offline": ("offline",),
    "search": ("search",),
    "search-engine": ("fold", "search-engine"),
    "stacked-tables": ("stacked-tables",),
    "table": ("copy", "fold", "duties", "table"),
    "toggles": ("toggles",),
    "unfold": ("unfold",),
}


def create_assets() -> dict[str, str]:
    """Address -> content of each style sheet and script that has no file of its own under docs/."""
    scripts = {f"assets/{name}.js": _join_script(parts) for name, parts in SCRIPTS.items()}
    return {"assets/plan.css": "\n".join(_read("styles", f"{name}.css") for name in STYLES), **scripts}


def _join_script(parts: tuple[str, ...]) -> str:
    """One function around all parts, so that they share their names with each other and with no other script."""
    body = "\n".join(_read("scripts", f"{name}.js") for name in parts)
    return f'(function () {{\n"use strict";\n\n{body}}})();\n'


def _read(folder: str, name: str) -> str:
    return (_HERE / folder / name).read_text(encoding="utf-8")
