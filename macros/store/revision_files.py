"""The files in revisions/ of a plan folder: one per published edition, written by `record`, never by hand.

They hold what changed, not the edition itself, so that a shallow clone builds the same pages as a full one.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from macros.model import Plan, Section
from macros.model.changes import Revision
from macros.store.limits import LARGEST_HISTORY
from macros.store.problems import Place, Problem
from macros.store.text_files import UnreadableTextError, read_text_file, strip_windows
from macros.store.yaml_text import MarkedMapping, load_yaml

FOLDER = "revisions"
_HEAD = "# 修订记录，由 make record 生成，请不要手工修改。\n"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,3}))?")


def load_revisions(folder: Path, paths: dict[str, str], problems: list[Problem]) -> tuple[Revision, ...]:
    """The revisions of a plan folder, oldest first; `paths` gets the name of each file and how it is shown to people."""
    revisions = []
    shown = str(Path(next(iter(paths.values()))).parent / FOLDER)
    left = LARGEST_HISTORY
    for path in sorted((folder / FOLDER).glob("*.yaml"), key=_sort_key):
        name = paths[f"{FOLDER}/{path.name}"] = f"{shown}/{path.name}"
        found: list[Problem] = []
        text = _read_text(folder, path, name, left, found)
        left -= len(text.encode())
        revision = _load_revision(text, name, found) if not found else None
        problems += found
        if revision and not found:
            revisions.append(revision)
    names = [name for name in paths if name.startswith(f"{FOLDER}/")]
    wanted = [find_name(tuple(revisions[:number]), revision.on) for number, revision in enumerate(revisions)]
    for name, meant in zip(names, wanted, strict=False):
        if name != meant and not problems:
            message = f"按日期和先后，这里应是“{meant}”；修订记录不能删除、不能改名，请从 git 里恢复。"
            problems.append(Problem(Place(paths[name], 1, 1), "revisions", message))
    return tuple(revisions)


def _sort_key(path: Path) -> tuple[str, int]:
    match = _NAME.fullmatch(path.stem)
    return (match[1], int(match[2] or 1)) if match else (path.stem, 0)


def _read_text(folder: Path, path: Path, shown: str, left: int, problems: list[Problem]) -> str:
    """A revision's file; of all of them together no more is read than a history can hold."""
    message = f"修订记录合起来超过{LARGEST_HISTORY // 1_000_000}MB，没有读完；请从 git 里恢复原来的文件。"
    if left > 0:
        try:
            return strip_windows(read_text_file(path, folder))
        except UnreadableTextError as error:
            message = f"修订记录读不出来：{str(error).removesuffix('。')}；请从 git 里恢复原来的文件。"
    problems.append(Problem(Place(shown, 1, 1), "revisions", message))
    return ""


def _load_revision(text: str, shown: str, problems: list[Problem]) -> Revision | None:
    place = Place(shown, 1, 1)
    data = load_yaml(text, shown, problems)
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
    return revision


@cache
def _adapter() -> TypeAdapter[Revision]:
    return TypeAdapter(Revision)


def create_digest(plan: Plan) -> str:
    """A digest of what the plan says to the public: not of its files' layout, nor of the date of the data itself."""
    said = asdict(replace(plan, revised_on=date.min, revisions=(), sections=tuple(map(_without_lines, plan.sections))))
    for aside in ("progress", "topics"):  # what bodies report, and a way into the plan, change nothing of it
        del said[aside]
    for record, field in [
        (said, "licence"),
        (said, "until_year"),
        *((section, "part") for section in said["sections"]),
    ]:
        if record[field] is None:  # these fields are younger than published editions
            del record[field]
    for unit in said["units"].values():
        for field in ("renamed", "is_undecided"):  # as above
            if not unit[field]:
                del unit[field]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_lines(section: Section) -> Section:
    """Without what is a trace for checking only: where a measure stands in the file, and in which row of the document."""
    return replace(
        section,
        tasks=tuple(
            replace(task, measures=tuple(replace(measure, line=0, rows=(), units_as=None) for measure in task.measures))
            for task in section.tasks
        ),
    )


def find_name(revisions: tuple[Revision, ...], on: date) -> str:
    """The name of the file that the next revision of this day gets."""
    earlier = sum(revision.on == on for revision in revisions)
    return f"{FOLDER}/{on.isoformat()}{f'-{earlier + 1}' if earlier else ''}.yaml"


def create_revision_text(revision: Revision) -> str:
    """The YAML of a revision, texts of several lines as people read them. What is written can be read: it was tried."""
    data = _adapter().dump_python(revision, mode="json", exclude_defaults=True)
    text = _HEAD + yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize, default_flow_style=None
    )
    problems: list[Problem] = []
    assert _adapter().validate_python(load_yaml(text, "", problems)) == revision, problems
    return text


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the loader takes no aliases
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """In block style where that keeps every character."""
    is_block = "\n" in text and not text.startswith((" ", "\n")) and text[-1:].strip() and "\t" not in text
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if is_block else '"' if "\n" in text else None
    )


_Dumper.add_representer(str, _represent_text)
