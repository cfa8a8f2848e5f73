"""The files in revisions/ of a plan folder: one per published edition, written by `record`, never by hand.

They hold what changed, not the edition itself, so that a shallow clone builds the same pages as a full one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from macros.problems import Place, Problem
from macros.records import Record
from macros.revision import Changes, Revision
from macros.yaml_text import MarkedMapping, load_yaml

FOLDER = "revisions"
_HEAD = "# 修订记录，由 make record 生成，请不要手工修改。\n"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,3}))?")


def load_revisions(folder: Path, paths: dict[str, str], problems: list[Problem]) -> tuple[Revision, ...]:
    """The revisions of a plan folder, oldest first; `paths` gets the name of each file and how it is shown to people."""
    revisions = []
    shown = str(Path(next(iter(paths.values()))).parent / FOLDER)
    for path in sorted((folder / FOLDER).glob("*.yaml"), key=_sort_key):
        name = paths[f"{FOLDER}/{path.name}"] = f"{shown}/{path.name}"
        found: list[Problem] = []
        revision = _load_revision(path, name, found)
        problems += found
        if revision and not found:
            revisions.append(revision)
    return tuple(revisions)


def _sort_key(path: Path) -> tuple[str, int]:
    match = _NAME.fullmatch(path.stem)
    return (match[1], int(match[2] or 1)) if match else (path.stem, 0)


def _load_revision(path: Path, shown: str, problems: list[Problem]) -> Revision | None:
    place = Place(shown, 1, 1)
    try:
        data = load_yaml(path.read_text(encoding="utf-8"), shown, problems)
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(place, "revisions", "修订记录读不出来；请从 git 里恢复原来的文件。"))
        return None
    if problems:
        return None
    try:
        revision = _adapter().validate_python(data)
    except ValidationError as error:
        step = error.errors(include_url=False)[0]["loc"]
        where = ".".join(map(str, step))
        if isinstance(data, MarkedMapping):
            place = data.value_places.get(str(step[0]), data.place)
        problems.append(
            Problem(place, "revisions", f"修订记录的“{where}”不对；修订记录不能手工修改，请从 git 里恢复。")
        )
        return None
    if not path.stem.startswith(revision.on.isoformat()) or not _NAME.fullmatch(path.stem):
        problems.append(Problem(place, "revisions", f"文件名应以修订的日期 {revision.on} 开头。"))
    return revision


@cache
def _adapter() -> TypeAdapter[Revision]:
    return TypeAdapter(Revision)


def create_digest(files: Mapping[str, Record]) -> str:
    """A digest of what the plan's files say: not of their layout and comments, nor of the date of the data itself."""
    said = {
        name: {key: value for key, value in file.marks.items() if key != "revised_on"} for name, file in files.items()
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def find_name(revisions: tuple[Revision, ...], on: date) -> str:
    """The name of the file that the next revision of this day gets."""
    earlier = sum(revision.on == on for revision in revisions)
    return f"{FOLDER}/{on.isoformat()}{f'-{earlier + 1}' if earlier else ''}.yaml"


def create_revision_text(on: date, why: str, digest: str, changes: Changes) -> str:
    """The YAML of a revision, texts of several lines as people read them."""
    data = _adapter().dump_python(Revision(on, why, digest, changes), mode="json", exclude_defaults=True)
    return _HEAD + yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None
    )


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the loader takes no aliases
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)
