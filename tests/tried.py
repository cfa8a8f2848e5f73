"""A record of attacks and faults that the tests tried, for the table in docs/: one line of JSON for each kind of attack or fault, written when TRIED is set."""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "build" / "tried.json"


def record_tried(what: str, cases: int, result: str) -> None:
    """Tell that `cases` cases of a kind were tried and what came of them; nothing unless TRIED is set.

    Lines are added at the end, so that tests in several processes may tell; whoever makes the table removes the file
    before. Of the same `what` the last line counts.
    """
    if not os.environ.get("TRIED"):
        return
    FILE.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"what": what, "cases": cases, "result": result}, ensure_ascii=False)
    with FILE.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def list_tried() -> list[dict[str, str | int]]:
    """The record, each kind once, in the order in which it first came."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.is_file() else []
    told = [json.loads(line) for line in lines]
    return list({item["what"]: item for item in told}.values())
