"""Every word of a document with every kind of element is in the plan or in the report.

Words that a person does not see, or sees struck out, are in the report alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.imports.importing import REPORT, import_document
from macros.store.load import ANSWERS
from tests.imports.elements import WRITERS, Maker
from tests.imports.reading import TODAY

_SEEDS = 6
_ALL = [write for writers in WRITERS.values() for write in writers]


@pytest.mark.parametrize("seed", range(_SEEDS))
@pytest.mark.parametrize("write", _ALL)
def test_every_word_is_in_the_plan_or_in_the_report(
    tmp_path: Path, write: Callable[[Maker, Path], None], seed: int
) -> None:
    maker = Maker(random.Random(seed))  # noqa: S311  # no secret
    write(maker, tmp_path / "document")
    [document] = tmp_path.iterdir()
    import_document(document, tmp_path / "plan", TODAY)
    files = [path for path in (tmp_path / "plan").rglob("*") if path.is_file()]
    report = (tmp_path / "plan" / REPORT).read_text(encoding="utf-8")
    published = "".join(path.read_text(encoding="utf-8") for path in files if path.name not in (REPORT, ANSWERS))
    assert [word for word in maker.here if word not in published + report] == []
    assert [word for word in maker.away if word not in report] == []
    assert [word for word in maker.away if word in published] == []
    assert "没有着落" not in report
