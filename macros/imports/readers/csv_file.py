"""CSV files, our own and those of others."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import islice
from pathlib import Path

from macros.imports.readers.document import (
    MOST_ROWS,
    Document,
    Table,
    UnreadableError,
    check_size,
    clean,
    create_row,
)
from macros.imports.readers.text_file import read_text_file

#: Characters of a cell: Excel holds a fourth of it.
_LONGEST_CELL = 131_072


def read_titles(path: Path) -> dict[str, str]:
    """Printed heads of the columns of our own CSV, from the description that stands beside it; {} where there is none."""
    package = path.with_name("datapackage.json")
    if not package.is_file():
        return {}
    try:
        resources = json.loads(read_text_file(package))["resources"]
        fields = [field for item in resources if item["path"] == path.name for field in item["schema"]["fields"]]
        titles = {field["name"]: field["title"] for field in fields}
        if not all(isinstance(words, str) for words in [*titles, *titles.values()]):
            raise TypeError(titles)
        return titles
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError("旁边的 datapackage.json 读不出来，请删掉，或者和 CSV 一起重新下载。") from error


def read_csv(text: str, titles: dict[str, str]) -> Document:
    """One table; `titles` stand in for the names of its first line. Raises UnreadableError."""
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        lines = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), MOST_ROWS + 1))
        if any(
            len(cell) > _LONGEST_CELL for line in lines for cell in line
        ):  # the library's own limit is anybody's to raise
            raise csv.Error("field larger than field limit")
    except csv.Error as error:
        raise UnreadableError("CSV 的引号或分隔号不成对，或者有一格太长了（多半也是引号不成对）。") from error
    check_size("CSV 表", len(lines), max(map(len, lines), default=0))
    if lines:
        lines[0] = [titles.get(name, name) for name in lines[0]]
    width = max(map(len, lines), default=0)  # programs leave out the empty cells at the end of a line
    rows = [
        create_row(number, [clean(_strip_guard(cell)) for cell in [*line, *[""] * (width - len(line))]])
        for number, line in enumerate(lines, 1)
        if line
    ]
    return Document([Table("CSV 表", tuple(rows), has_merges=False, is_padded=True)])


def _strip_guard(cell: str) -> str:
    """A text without the quote that keeps spreadsheets from taking it for a formula (exports/csv_files writes it)."""
    return cell[1:] if re.match(r"''*[=+\-@\t\r＝＋－＠]", cell) else cell
