"""An independent reader of plan/source/: the document's rows as they are printed, by nothing of ours.

Each cell starts with a tab, a line without a tab goes on with the cell above it, an empty line ends a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "data" / "mentougou" / "source" / "plan.txt"

#: Names that stand wrapped inside their cell.
WRAPPED = {"中关村门头沟园\n管委会": "中关村门头沟园管委会", "区科信局\n（": "区科信局（"}


@dataclass(frozen=True)
class PrintedRow:
    """One of the printed measure rows; cells as printed, with their line breaks."""

    section: str
    no: str
    title: str
    text: str
    due: str
    lead: str
    responsible: str

    @property
    def lead_names(self) -> list[str]:
        return split_names(self.lead)

    @property
    def responsible_names(self) -> list[str]:
        return split_names(self.responsible)


def split_names(cell: str) -> list[str]:
    for wrapped, name in WRAPPED.items():
        cell = cell.replace(wrapped, name)
    return [name for name in cell.split("\n") if name not in ("", "——")]


def read_blocks() -> list[list[str]]:
    text = re.sub(r"\[bookmark: [^\]]*\]", "", SOURCE.read_text(encoding="utf-8"))
    blocks = []
    for block in re.split(r"\n{2,}", text.strip("\n")):
        cells: list[str] = []
        for line in block.split("\n"):
            if line.startswith("\t") or not cells:
                cells.append(line.removeprefix("\t"))
            else:
                cells[-1] += "\n" + line
        blocks.append(cells)
    return blocks


def read_rows() -> list[PrintedRow]:
    """The 70 printed measure rows in order; a row that is broken over two blocks is one row."""
    rows: list[PrintedRow] = []
    section = ""
    begun: list[str] = []
    for cells in read_blocks()[1:]:
        if len(cells) == 1 and not cells[0].isdigit():
            section = cells[0]
            continue
        begun += cells
        if len(begun) == 6:
            rows.append(PrintedRow(section, *begun))
            begun = []
    assert begun == []
    return rows
