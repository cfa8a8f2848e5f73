"""Files for the coverage-guided fuzzer: one file of a case as bytes, its first contents, and how it is mutated.

Changes that no byte mutation finds (inside a zip file, of a value in YAML) are made by the same mutators as in the other runs.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz.case import Case, Dice
from tests.fuzz.mutate_files import mutate_package
from tests.fuzz.mutate_text import mutate_bytes, mutate_text
from tests.fuzz.mutate_tree import mutate_tree
from tests.fuzz.seeds import OTHER, SAMPLE, fill_form, load_documents, load_folder
from tests.fuzz.targets import make_deadline


@dataclass(frozen=True)
class Guide:
    """One file of a case: `seeds` are what it may hold, `rest` the other files."""

    target: str
    file: str
    seeds: Callable[[], list[bytes]]
    mutate: Callable[[Dice, bytes], bytes]
    rest: Callable[[], Case] = dict


def _change_text(dice: Dice, content: bytes) -> bytes:
    return mutate_text(dice, content.decode("utf-8", "replace")).encode("utf-8", "replace")


def _change_yaml(dice: Dice, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return (mutate_tree(dice, text) if dice.random() < 0.5 else mutate_text(dice, text)).encode("utf-8", "replace")


def _change_package(dice: Dice, content: bytes) -> bytes:
    try:
        return mutate_package(dice, content)
    except Exception:  # noqa: BLE001  # no zip file any more
        return mutate_bytes(dice, content)


def _yaml(file: str) -> Guide:
    def load_seeds() -> list[bytes]:
        return [load_folder(folder)[file] for folder in (SAMPLE, OTHER) if file in load_folder(folder)]

    return Guide("plan", file, load_seeds, _change_yaml, lambda: load_folder(SAMPLE))


def _document(kind: str, mutate: Callable[[Dice, bytes], bytes]) -> Guide:
    name = f"document.{kind}"
    return Guide("import", name, lambda: [case[name] for case in load_documents(kind)], mutate)


def _list_deadlines() -> list[bytes]:
    return [make_deadline(random.Random(number))["deadline.txt"] for number in range(200)]  # noqa: S311  # no secret


def _list_forms() -> list[bytes]:
    return [fill_form(random.Random(number)) for number in range(10)]  # noqa: S311  # no secret


GUIDES: dict[str, Guide] = {
    **{file.removesuffix(".yaml"): _yaml(file) for file in ("plan.yaml", "units.yaml", "deadlines.yaml", "tasks.yaml", "topics.yaml", "progress.yaml")},
    "deadline": Guide("deadline", "deadline.txt", _list_deadlines, _change_text),
    **{kind: _document(kind, _change_package) for kind in ("docx", "xlsx")},
    **{kind: _document(kind, _change_text) for kind in ("csv", "html", "txt")},
    "returns": Guide("returns", "form.xlsx", _list_forms, _change_package),
}  # fmt: skip
