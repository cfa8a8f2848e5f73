"""A plan as large as one likes, for measuring: the real one many times over, as further sections of one plan.

Every copy has its own sections, tasks and bodies: names carry the copy's number, in the columns and in the texts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from macros.store.format import format_folder

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "tests" / "data" / "mentougou"
_NAMES = ("name", "aliases", "variants", "capacities")

Yaml = dict[str, Any]


def make_load(folder: Path, plans: int) -> None:
    """Write a plan folder of `plans` times 27 tasks, 68 measures and 46 names."""
    files = {name: _read(PLAN / f"{name}.yaml") for name in ("plan", "units", "deadlines", "tasks")}
    source = (PLAN / "source" / "plan.txt").read_text(encoding="utf-8")
    names = [name for unit in files["units"]["units"] for key in _NAMES for name in _as_list(unit.get(key))]
    counts = files["plan"]["counts"]
    copies = [_Copy(number, names, counts, is_alone=plans == 1) for number in range(plans)]
    files["plan"]["counts"] = {key: value * plans for key, value in counts.items()}
    files["units"]["units"] = [copy.mark(unit) for copy in copies for unit in files["units"]["units"]]
    files["tasks"]["sections"] = [copy.mark(section) for copy in copies for section in files["tasks"]["sections"]]
    (folder / "source").mkdir(parents=True)
    for name, content in files.items():
        text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    texts = [copy.mark_source(source) for copy in copies]
    (folder / "source" / "plan.txt").write_text("\n\n".join(texts), encoding="utf-8")
    for name, text in format_folder(folder).changed.items():
        (folder / name).write_text(text, encoding="utf-8")


class _Loader(yaml.CSafeLoader):
    """Takes `no` for a word: in YAML 1.1 it is a truth value, in the plan's files the key of a number."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form if tag != "tag:yaml.org,2002:bool" else re.compile("true|false")) for tag, form in forms]
    for first, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _read(path: Path) -> Yaml:
    content: Yaml = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a safe loader
    return content


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


class _Copy:
    """One of several, with a number from 0; one that is alone stays as it is."""

    def __init__(self, number: int, names: list[str], counts: dict[str, int], *, is_alone: bool) -> None:
        self._number, self._counts, self._is_alone = number, counts, is_alone
        self._names = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))

    def mark(self, value: Any, key: str = "") -> Any:
        """A value of the files with this copy's names, ids, numbers and rows."""
        if isinstance(value, dict):
            return {name: self.mark(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self.mark(item, key) for item in value]
        if isinstance(value, int) and key == "rows":
            return value + self._counts["rows"] * self._number
        if key == "no":
            return str(int(value) + self._counts["tasks"] * self._number)
        if not isinstance(value, str):
            return value
        if key in ("id", "units_as", "former_ids"):
            return value if self._is_alone else f"{value}-c{self._number}"
        return self._mark_names(value)

    def mark_source(self, text: str) -> str:
        if self._number:  # the title stands above the table once
            text = text[text.index("\t一、") :]
        tasks = self._counts["tasks"] * self._number
        return re.sub(r"(?m)^\t(\d+)$", lambda match: f"\t{int(match[1]) + tasks}", self._mark_names(text))

    def _mark_names(self, text: str) -> str:
        return text if self._is_alone else self._names.sub(lambda match: f"丁{self._number}{match[0]}", text)
