"""The names in a document's unit cells: where one ends and the next begins.

Lines wrap where the cell ends, not where a name does. Every guess is reported, the doubtful ones as questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from macros.imports.names.bodies import split_capacity
from macros.imports.names.spelling import fits_register, spell_cell
from macros.imports.names.unit_names import (
    NONE_MARK,
    begins_name,
    guess_kind,
    is_certain,
    is_group,
    is_half,
    is_whole,
    list_separators,
    split_cell,
)
from macros.imports.readers.document import squeeze
from macros.imports.report import Report
from macros.model import TOWN_KINDS, QuestionKind, UnitKind
from macros.store.scalars import has_separator

#: What is only the end of a name, wrapped to a line of its own.
_REST = re.compile(
    r"(?:区?管委会?|(?:区?管理)?委员会|员会|办公室|公室|指挥部|(?:集团)?(?:有限)?(?:责任)?公司|限(?:责任)?公司|[总分]公司|集团|"
    r"(?:服务|管理|指挥|协调|监测|保障)*中心|分局|支队|总队|大队|(?:人民)?政府|(?:街道)?办事处|成员单位|街道|"
    r"局|委|办|会|司|心|府|处|镇|位|道|厅|关)"
)
_OPEN_END = re.compile(
    r"(.*[^等])(等(?![级教学院])(?:[^、，]{0,8}(?:部门|单位|企业|机构|政府|区|镇街|街镇|街道|乡镇|委办局|部门和单位))?)"
)
#: What only begins a collective name.
#: Signs that part two names only where each stands alone.
_STROKES = re.compile(r"[/／·・•]")
_BARE = re.compile(r"各?(?:相关|有关|其他|其它)|各|所有|涉及|属地")
_CONJUNCTION = re.compile(r"以及|会同|及其?|和|与")
_DUTY = (
    r"(?:按(?:照)?(?:各自)?职责(?:分工)?|分别|牵头|主责|主办|协办|配合|负责|参加|参与)+(?:负责|落实|实施|推进|组织)*"
)
_DUTY_BEFORE = re.compile(r"((?:牵头|主责|责任|负责|协办|配合|参加)(?:单位|部门)?[：:])(.+)")
_DUTY_AFTER = re.compile(rf"(.*?)([（(]{_DUTY}[）)]|{_DUTY})")
#: Names that come together so often and never apart may be one body with two names.
_ALWAYS_TOGETHER = 3


def split_units(cells: Sequence[tuple[str, str]], report: Report) -> list[list[str]]:
    """The names of each cell, in printed order; a cell is given with its place."""
    reader = _Reader([cell for _, cell in cells], report)
    found = [reader.read(place, cell) for place, cell in cells]
    _ask_about_pairs(found, report)
    return found


def _ask_about_pairs(cells: Iterable[list[str]], report: Report) -> None:
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for names in cells:
        single.update(names)
        pairs.update(pairwise(names))
    for (one, other), count in pairs.items():
        if count >= _ALWAYS_TOGETHER and single[one] == single[other] == count and not is_group(other):
            report.ask(
                "", f"“{one}”和“{other}”每次都连着写（{count}处）：是不是一个单位的两块牌子？现在按两个单位导入。"
            )


class _Reader:
    def __init__(self, cells: Sequence[str], report: Report) -> None:
        self._report = report
        self._told: set[str] = set()
        self._is_parted = False  # whether signs part names in the cell that is read, so that lines do not
        cells = [spell_cell("", cell, Report()) for cell in cells]
        #: Names that some cell has between two separators, and those that may only be part of one.
        self._apart = Counter(name for cell in cells if "\n" not in cell for name in map(squeeze, split_cell(cell)))
        self._known = self._apart + Counter(
            name for cell in cells for name in map(squeeze, split_cell(cell)) if is_whole(name)
        )

    def read(self, place: str, cell: str) -> list[str]:
        names: list[str] = []
        bodies: set[str] = set()
        cell = spell_cell(place, cell, self._report)
        for part in self._join_wrapped(place, cell):
            for name in self._take_names(place, part):
                body, _ = split_capacity(name)
                if not fits_register(name) and not NONE_MARK.fullmatch(name):
                    self._refuse(place, name)
                elif NONE_MARK.fullmatch(name):
                    self._report.drop(place, name, "没有单位的格")
                elif body in bodies:
                    self._report.ask(place, f"“{name}”在一格里写了两次，只登一次。")
                    self._report.drop(place, name, "同一格里重复的名称")
                else:
                    bodies.add(body)
                    names.append(name)
        for name in names:
            if not is_whole(name) and self._is_news(f"whole {name}"):
                self._report.ask(place, f"“{name}”不像一个单位的全称，照印登记，请对照原文。")
        separators = "" if NONE_MARK.fullmatch(squeeze(cell)) else list_separators(cell)
        rest = Counter(separators) - Counter(list_separators("".join(names)))
        self._report.drop(place, "".join(rest.elements()), "名称之间的分隔号")
        return names

    def _refuse(self, place: str, name: str) -> None:
        """Leave out words that the register cannot take as a name; a person decides what they mean."""
        message = f"“{name[:60]}”不能当作单位名称（太长，或者有名称里不能有的字），没有登记：责任单位是谁？"
        self._report.ask_once(QuestionKind.PART, name, message, place=place)
        self._report.drop(place, name, "不能当作单位名称")

    def _is_news(self, subject: str) -> bool:
        """Whether something is to be reported; the same of another cell is not."""
        is_news = subject not in self._told
        self._told.add(subject)
        return is_news

    # names that go over two lines

    def _join_wrapped(self, place: str, cell: str) -> list[str]:
        """Parts without blanks, those joined that are one name wrapped over two lines."""
        joined: list[str] = []
        self._is_parted = bool(list_separators(cell))
        is_open = False  # the part before ended with its line, so that this one may go on with it
        for part in split_cell(cell):
            first, *others = self._split_blanks(place, part)
            if first and joined and is_open and self._goes_on(place, joined[-1], first):
                joined[-1] += first
                if self._is_news(joined[-1]):
                    self._report.decide(place, f"“{joined[-1]}”在格里折成两行，是一个名称。")
            elif first:
                joined.append(first)
            joined += others
            is_open = part.endswith("\n") if first else is_open
        return joined

    def _split_blanks(self, place: str, part: str) -> list[str]:
        """Names that only blanks or strokes part; blanks inside a name are the printer's."""
        pieces = part.split()
        if len(pieces) > 1 and all(map(self._stands_alone, pieces)):
            if self._is_news(part):
                self._report.decide(place, f"“{' '.join(pieces)}”用空格隔开，按{len(pieces)}个单位导入。")
        else:
            pieces = ["".join(pieces)]
        return [name for piece in pieces for name in self._split_strokes(place, piece)]

    def _split_strokes(self, place: str, part: str) -> list[str]:
        """Names that strokes or dots part; a stroke inside a name stays there, and is asked about."""
        pieces = [piece for piece in _STROKES.split(part) if piece]
        if not pieces or NONE_MARK.fullmatch(part):
            return [part]
        if len(pieces) == 1:  # a stroke at the end of a line
            self._report.drop(place, "".join(_STROKES.findall(part)), "名称之间的分隔号")
            return pieces
        if all(map(self._stands_alone, pieces)):
            if self._is_news(part):
                self._report.decide(place, f"“{part}”用“{_STROKES.search(part)[0]}”隔开，按{len(pieces)}个单位导入。")  # type: ignore[index]  # it was split there
            self._report.drop(place, "".join(_STROKES.findall(part)), "名称之间的分隔号")
            return pieces
        message = f"“{part}”是一个名称，还是{len(pieces)}个？现在按一个导入。"
        self._report.ask_once(QuestionKind.NAME, part, message, place=place, proposal=tuple(pieces))
        return [part]

    def _stands_alone(self, piece: str) -> bool:
        """Whether words are a name by themselves, whatever stands beside them."""
        is_place = guess_kind(piece) in (*TOWN_KINDS, UnitKind.DISTRICT)
        return is_certain(piece) and len(piece) > 2 and (is_place or begins_name(piece) or self._apart[piece] > 0)

    def _goes_on(self, place: str, before: str, words: str) -> bool:
        if NONE_MARK.fullmatch(before) or NONE_MARK.fullmatch(words) or re.fullmatch(_DUTY, words):
            return False
        is_begun = _BARE.fullmatch(before) or len(before) == 1
        is_inside = before.count("（") > before.count("）")
        if is_begun or is_inside or words[0] == "（":
            return True
        if _REST.fullmatch(words):
            return True
        if self._known[before + words] and not (self._known[before] > 1 and self._known[words] > 1):
            return True
        if begins_name(words) and (is_certain(before) or begins_name(before)) and not self._is_parted:
            return False
        if not is_whole(before):
            return True
        is_other = self._apart[words] or guess_kind(words) not in (UnitKind.AGENCY, UnitKind.ENTERPRISE)
        if is_half(before) and not is_other:
            return True
        is_wrapped = self._is_parted or not is_certain(before)
        are_known = self._apart[words] and self._apart[before]
        if (not is_other and self._is_doubtful(words)) or (is_wrapped and not are_known):
            message = f"“{before}”和“{words}”分两行：是一个名称折成两行，还是两个单位？现在按两个单位导入。"
            proposal = (before + words,) if is_wrapped else ()
            self._report.ask_once(QuestionKind.NAME, f"{before}、{words}", message, place=place, proposal=proposal)
        return False

    def _is_doubtful(self, words: str) -> bool:
        """Whether words that begin like no name are an office's, and nowhere else a name by themselves."""
        is_office = guess_kind(words) is UnitKind.AGENCY and not re.fullmatch(r".{3,}管(?:理)?委(?:员)?会", words)
        return is_office and self._known[words] < 2

    # several names in one part

    def _take_names(self, place: str, part: str) -> Iterator[str]:
        """The names of a part, without brackets that hold several names by themselves."""
        for name in self._part_names(place, part):
            match = re.fullmatch(r"([^（）]+)（([^（）]+)）(.*)", name)
            if not match or not has_separator(match[2]) or match[2].startswith(("含", "除", "不含", "包括")):
                yield name
                continue
            message = f"“{name}”的括号里不止一个名称，现在只登记“{match[1]}”：括号里的要不要也列为责任单位？"
            self._report.ask_once(QuestionKind.PART, name, message, place=place)
            self._report.drop(place, name[len(match[1]) :], "括号里不止一个名称，没有登记")
            yield match[1]

    def _part_names(self, place: str, part: str) -> Iterator[str]:
        """One part as names: “甲局等部门” names 甲局 and others, “甲局及各镇街” two."""
        part, end = (part[:-1], part[-1]) if part.endswith("。") else (part, "")
        self._report.drop(place, end, "名称后面的句号")
        part = self._strip_duty(place, part)
        for match in _CONJUNCTION.finditer(part):
            one, other = part[: match.start()], part[match.end() :]
            if self._are_two(one, other):
                if self._is_news(part):
                    message = f"“{part}”按两个名称导入：“{one}”和“{other}”。"
                    (self._report.decide if begins_name(other) else self._report.ask)(place, message)
                self._report.drop(place, match[0], "名称之间的连词")
                yield from self._part_names(place, one)
                part = other
                break
        if not is_group(part.partition("等")[0]) and (open_end := _OPEN_END.fullmatch(part)):
            if self._is_news(part):
                self._report.decide(place, f"“{part}”没有写全是谁：按“{open_end[1]}”和统称“{open_end[2]}”导入。")
            yield open_end[1]
            part = open_end[2]
        if part:
            yield part

    def _are_two(self, one: str, other: str) -> bool:
        """Whether words before and after “和” are names by themselves."""
        is_name = (is_certain(other) and len(other) > 3) or begins_name(other)
        return is_certain(one) and is_name and one not in ("相关", "有关") and not re.fullmatch("单位|部门|企业", other)

    def _strip_duty(self, place: str, part: str) -> str:
        for form, at in ((_DUTY_BEFORE, 2), (_DUTY_AFTER, 1)):
            match = form.fullmatch(part)
            if match and (at == 2 or not match[1] or is_whole(match[1])):
                words = match[3 - at]
                self._report.ask(place, f"格里写着“{words}”，没有放进计划；单位按所在的栏导入，请核对责任。")
                self._report.drop(place, words, "格里的说明")
                part = match[at]
        return part
