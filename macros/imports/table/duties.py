"""Roles that a single column of bodies says in words: 甲局牵头，乙局配合; 牵头单位：甲局; 甲局（牵头）."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.imports.table.headings import Heading
from macros.imports.table.heads import Column, Head, Kind
from macros.imports.table.line import Line, PlanLines, Slot

#: The words of a role, and the name that its column gets.
_ROLES = {"牵头": "牵头单位", "主责": "主责单位", "主办": "牵头单位", "配合": "配合单位", "协办": "配合单位", "协助": "配合单位", "参与": "参与单位", "参加": "参与单位"}  # fmt: skip
_WORDS = "|".join(_ROLES)
_BEFORE = re.compile(rf"(?:({_WORDS})|责任)(?:单位|部门)?[：:](.+)")
_AFTER = re.compile(rf"(.+?)(?:（({_WORDS})(?:单位|部门)?）|({_WORDS})(?:负责|落实|实施|推进|办理)?)")
#: Signs after which the next role may begin.
_PARTS = re.compile(r"[\n；;。]|[，,](?=[^，,；;。\n]*(?:" + _WORDS + r"))")
_SHARE = 0.5  # of the cells must say a role, else the words are something else


@dataclass(frozen=True)
class _Said:
    """The names of a cell by the column that they go to; `words` are what is not a name."""

    names: dict[str, str]
    words: str


def part_duties(lines: PlanLines, report: Report) -> PlanLines:
    """The lines with a column for each role, where most cells of the only one say whose is which."""
    roles = lines.head.of(Kind.ROLE)
    if len(roles) != 1:
        return lines
    at = roles[0].index
    texts = [line.slots[at].text for line in lines.lines if isinstance(line, Line) and line.slots[at].text]
    said = {text: _read(text, roles[0].name) for text in dict.fromkeys(texts)}
    if not texts or sum(said[text] is not None for text in texts) < _SHARE * len(texts):
        return lines
    found = dict.fromkeys(name for item in said.values() if item for name in item.names)
    names = [name for name in dict.fromkeys(_ROLES.values()) if name in found]
    if any(item is None for item in said.values()) or roles[0].name in found:
        names.append(roles[0].name)
    report.decide("", f"“{roles[0].name}”一栏里写着各单位的责任，分成“{'”“'.join(names)}”几栏导入。")
    head = replace(lines.head, columns=_widen(lines.head, at, names))
    moved = [line if isinstance(line, Heading) else _part(line, at, names, said, report) for line in lines.lines]
    return replace(lines, head=head, lines=moved)


def _read(text: str, column: str) -> _Said | None:
    """The names of one cell by role; None where no word says a role."""
    names: dict[str, list[str]] = {}
    words = ""
    for part in filter(None, (piece.strip() for piece in _PARTS.split(text))):
        for role, bodies, rest in _read_part(part, column):
            names.setdefault(role, []).append(bodies)
            words += rest
    if set(names) <= {column}:
        return None
    return _Said({role: "、".join(bodies) for role, bodies in names.items()}, words)


def _read_part(part: str, column: str) -> list[tuple[str, str, str]]:
    """Role, names and the words of the role, of one part of a cell; a bracket says the role of its name alone."""
    if match := _BEFORE.fullmatch(part):
        return [(_ROLES.get(match[1] or "", column), match[2], part[: match.start(2)])]
    pieces = re.split("[、，,]", part)
    bracketed = [_AFTER.fullmatch(piece) for piece in pieces]
    if any(match and match[2] for match in bracketed):
        return [
            (_ROLES[match[2]], match[1], match[0][len(match[1]) :]) if match and match[2] else (column, piece, "")
            for piece, match in zip(pieces, bracketed, strict=True)
        ]
    if match := _AFTER.fullmatch(part):
        return [(_ROLES[match[2] or match[3]], match[1], part[len(match[1]) :])]
    return [(column, part, "")]


def _widen(head: Head, at: int, names: list[str]) -> tuple[Column, ...]:
    columns = [*head.columns[:at], *(Column(Kind.ROLE, name, 0) for name in names), *head.columns[at + 1 :]]
    return tuple(replace(column, index=index) for index, column in enumerate(columns))


def _part(line: Line, at: int, names: list[str], said: dict[str, _Said | None], report: Report) -> Line:
    slot = line.slots[at]
    if not slot.text:
        parts = [slot] * len(names)
    elif (item := said[slot.text]) is None:
        parts = [slot if name == names[-1] else Slot() for name in names]
    else:
        parts = [Slot(item.names.get(name, "")) for name in names]
        report.drop(line.place, item.words, "责任的说法，写进了栏名")
        rest = Counter(squeeze(slot.text)) - Counter(squeeze("".join([*item.names.values(), item.words])))
        report.drop(line.place, "".join(rest.elements()), "责任之间的标点")
    shared = tuple(place if place < at else place + len(names) - 1 for place in line.shared if place != at)
    return Line(line.place, (*line.slots[:at], *parts, *line.slots[at + 1 :]), shared)
