"""CSV files, our own and those of others; and tables that were pasted into a text, with a tab between two cells."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
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
_DELIMITERS = ",\t;"
#: Rows by which the separator is found: a plan's head stands among them.
_FIRST_ROWS = 50
#: The first line by which Excel is told the separator, and never shows.
_SEPARATOR = re.compile(r'"?sep=(.)"?[ \t]*(?:\n|$)', re.IGNORECASE)
#: A text that Excel is kept from taking for a number: ="001".
_KEPT = re.compile(r'="([^"]*)"')


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
    document = Document()
    if match := _SEPARATOR.match(text):
        document.decisions.append(f"第一行“{match[0].strip()}”是给 Excel 看的分隔号，不是正文，没有导入。")
        text = text[match.end() :]
    lines = _cut_lines(text, match[1] if match else _find_delimiter(text))
    if lines:
        lines[0] = [titles.get(name, name) for name in lines[0]]
    document.blocks.append(create_table("CSV 表", lines, document))
    return document


def create_table(place: str, lines: list[list[str]], document: Document) -> Table:
    """A table of lines, some of which are shorter: programs leave out the empty cells at the end of a line."""
    width = max(map(len, lines), default=0)
    rows = [
        create_row(
            number, [_read_cell(cell, f"{place}第{number}行第{at}格", document) for at, cell in enumerate(line, 1)]
        )
        for number, line in (
            (number, [*line, *[""] * (width - len(line))]) for number, line in enumerate(lines, 1) if line
        )
    ]
    return Table(place, tuple(rows), has_merges=False, is_padded=True)


def _find_delimiter(text: str) -> str:
    """The separator that cuts most of the first rows into as many cells; a title above them may have none, or another."""

    def count(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in islice(rows, _FIRST_ROWS) if len(row) > 1)
        except csv.Error:
            return 0, 0
        return max(((number, width) for width, number in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=count)


def _cut_lines(text: str, delimiter: str) -> list[list[str]]:
    try:
        lines = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), MOST_ROWS + 1))
        if any(len(cell) > _LONGEST_CELL for line in lines for cell in line):
            raise csv.Error("the library's own limit is anybody's to raise")
    except (csv.Error, TypeError, ValueError) as error:
        raise UnreadableError("CSV 的引号或分隔号不成对，或者有一格太长了（多半也是引号不成对）。") from error
    check_size("CSV 表", len(lines), max(map(len, lines), default=0))
    return lines


def _read_cell(cell: str, place: str, document: Document) -> str:
    """A text without the quote that keeps spreadsheets from taking it for a formula (exports/csv_files writes it).

    A formula that is left has no result in the file.
    """
    if match := _KEPT.fullmatch(cell.strip()):
        return clean(match[1])
    if re.match(r"=\s*[A-Za-z(+-]", cell):
        document.unread.append(
            f"{place}是公式，文件里没有结果，没有导入：“{cell.strip()}”。请用 Excel 打开，另存一份再导入。"
        )
        return ""
    return clean(cell[1:] if re.match(r"''*[=+\-@\t\r＝＋－＠]", cell) else cell)
