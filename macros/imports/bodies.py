"""The names in a document's unit cells: where one ends and the next begins, what kind of body it names, what to call it.

Everything here is a proposal for a person; each guess is told in the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pypinyin import lazy_pinyin

from macros.imports.document import squeeze
from macros.imports.report import Report
from macros.model import UnitKind

NONE_MARK = re.compile(r"[—\-–－/／、]+|无|\\")
_SEPARATORS = "、，,;；\n"
#: How the name of a body ends.
_ENDS = re.compile(
    r".*(?:局|委|办|厅|部|院|会|所|站|队|处|室|中心|公司|集团|镇|乡|街道|村|社区|园区?|库|校|厂|政府|单位|部门|企业|机构|"
    r"银行|社|厅局|属地|区|县|市|盟|旗|管理者|联盟|场|局等|等|台|馆|组|段|院校|高校|学校|医院|商户|业主|户|方|人|）|\))"
)
#: What is only the end of a name, wrapped to a line of its own.
_REST = re.compile(
    r"(?:管委会?|管理委员会|委员会|员会|办公室|公室|指挥部|有限(?:责任)?公司|(?:责任)?公司|集团|(?:服务|管理|指挥|协调|监测|保障)*中心|分局|支队|"
    r"总队|大队|(?:人民)?政府|(?:街道)?办事处|成员单位|街道|局|委|办|会|司|心|府|处|镇|位|道)"
)
_BEGINS = re.compile(r"(?:市|区|县|州|省|各|相关|有关|其他|国|首都|北京|中|属地|涉)")
_OPEN_END = re.compile(
    r"(.*[^等])(等(?:各|有关|相关)*(?:部门|单位|企业|机构|区|镇街|街镇|街道|乡镇|委办局|部门和单位|部门单位)?)"
)
_CONJUNCTION = re.compile(
    r"(.{2,}?(?:局|委|办|会|中心|政府|公司|部门|单位|镇|街道|集团|院|区))(以及|及其?|和|与)((?:各|相关|有关|其他|其它|所有|属地|涉及).+)"
)
_GROUP = re.compile(
    r"(?:各|相关|有关|其他|其它|所有|全部|属地|涉及|具体|[市区县]?(?:级)?(?:各|相关|有关)).*|等.*|"
    r".*(?:成员单位|(?:各|有关|相关|其他)(?:部门|单位|企业|区|镇街|委办局|机构)|等)|.*[（(]含.*|.*(?:部门|单位)(?:和|及|、).*"
)
_KINDS: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.TOWN, r".*(?:镇|乡)(?:(?:人民)?政府)?"),
    (UnitKind.SUBDISTRICT, r".*街道(?:办事处)?"),
    (UnitKind.DISTRICT, r".*(?:区|县|市|旗)(?:人民)?政府|[^区县市]{2,4}[区县]"),
    (UnitKind.ENTERPRISE, r".*(?:公司|集团|厂|银行)"),
    (UnitKind.PARK, r".*(?:园|开发区|园区|示范区|新区|管理区|保税区)(?:管委会|管理委员会)"),
)
_LONGEST_ID = 48


@dataclass
class Body:
    """A name as printed; `capacities` are what stands in brackets after it somewhere."""

    name: str
    id: str
    kind: UnitKind
    count: int = 0
    capacities: list[str] = field(default_factory=list)
    roles: set[int] = field(default_factory=set)


def split_units(cells: Sequence[tuple[str, str]], report: Report) -> list[list[str]]:
    """The names of each cell, in printed order; a cell is given with its place."""
    known = Counter(
        name
        for _, cell in cells
        for name in map(squeeze, _split(cell))
        if not NONE_MARK.fullmatch(name) and "\n" not in cell
    )
    known += Counter(name for _, cell in cells for name in map(squeeze, _split(cell)) if _ENDS.fullmatch(name))
    told: set[str] = set()
    return [_read_cell(place, cell, known, report, told) for place, cell in cells]


def _read_cell(place: str, cell: str, known: Counter[str], report: Report, told: set[str]) -> list[str]:
    names: list[str] = []
    for part in _join_wrapped(place, list(_split(cell)), known, report, told):
        for name in _part_names(place, part, report, told):
            if NONE_MARK.fullmatch(name):
                report.drop(place, name, "没有单位的格")
            elif name in names:
                report.ask(place, f"“{name}”在一格里写了两次，只登一次。")
                report.drop(place, name, "同一格里重复的名称")
            else:
                names.append(name)
    separators = "".join(character for character in cell if character in _SEPARATORS and character != "\n")
    inside = "".join(character for name in names for character in name if character in _SEPARATORS)
    if NONE_MARK.fullmatch(squeeze(cell)):
        separators = ""
    rest = Counter(separators) - Counter(inside)
    report.drop(place, "".join(rest.elements()), "名称之间的分隔号")
    return names


def _split(cell: str) -> Iterator[str]:
    """What stands between separators that are not inside brackets; a line end is one too, and stays at the part's end."""
    depth, part = 0, ""
    for character in cell:
        depth += (character in "（(") - (character in "）)")
        if character in _SEPARATORS and depth <= 0 and not NONE_MARK.fullmatch(squeeze(cell)):
            yield part + ("\n" if character == "\n" else "")
            part, depth = "", 0
        else:
            part += character
    yield part


def _join_wrapped(place: str, parts: list[str], known: Counter[str], report: Report, told: set[str]) -> list[str]:
    """Parts without blanks, those joined that are one name wrapped over two lines."""
    joined: list[str] = []
    is_open = False  # the part before ended with its line, so that this one may go on with it
    for part in parts:
        words = squeeze(part)
        if words and joined and is_open and _goes_on(joined[-1], words, known):
            joined[-1] += words
            if joined[-1] not in told:
                report.decide(place, f"“{joined[-1]}”在格里折成两行，是一个名称。")
                told.add(joined[-1])
        elif words:
            joined.append(words)
        is_open = part.endswith("\n") if words else is_open
    return joined


def _goes_on(before: str, words: str, known: Counter[str]) -> bool:
    if words[0] in "（(" or before.count("（") + before.count("(") > before.count("）") + before.count(")"):
        return True
    if _REST.fullmatch(words):
        return True
    if known[before + words] and not (known[before] > 1 and known[words] > 1):
        return True
    return not _is_whole(before) and not _BEGINS.match(words)


def are_bodies(cell: str) -> bool:
    """Whether a cell holds names of bodies, or the mark for none, and nothing else."""
    names = [squeeze(part) for part in _split(cell) if squeeze(part)]
    return bool(names) and all(NONE_MARK.fullmatch(name) or (len(name) < 25 and _is_whole(name)) for name in names)


def _is_whole(name: str) -> bool:
    return _ENDS.fullmatch(name) is not None or _GROUP.fullmatch(name) is not None


def _part_names(place: str, part: str, report: Report, told: set[str]) -> Iterator[str]:
    """One part as names: “甲局等部门” names 甲局 and others, “甲局及各镇街” two."""
    part, end = (part[:-1], part[-1]) if part.endswith("。") else (part, "")
    report.drop(place, end, "名称后面的句号")
    if match := re.fullmatch(r"((?:牵头|主责|责任|负责|协办|配合|参加)(?:单位|部门)?[：:])(.+)", part):
        report.ask(place, f"格里写着“{match[1]}”，没有放进计划；单位按所在的栏导入，请核对责任。")
        report.drop(place, match[1], "格里的说明")
        part = match[2]
    if match := _CONJUNCTION.fullmatch(part):
        if part not in told:
            report.decide(place, f"“{part}”按两个名称导入：“{match[1]}”和“{match[3]}”。")
            told.add(part)
        report.drop(place, match[2], "名称之间的连词")
        yield from _part_names(place, match[1], report, told)
        part = match[3]
    if not _GROUP.fullmatch(part.partition("等")[0]) and (match := _OPEN_END.fullmatch(part)):
        if part not in told:
            report.decide(place, f"“{part}”没有写全是谁：按“{match[1]}”和统称“{match[2]}”导入。")
            told.add(part)
        yield match[1]
        part = match[2]
    yield part


def build_bodies(names: Iterable[tuple[int, str]], report: Report, taken: dict[str, str]) -> dict[str, Body]:
    """Printed name -> body, in the order in which they first appear. `names` come with the number of their role.

    `taken` are names that have an id already, from an earlier edition.
    """
    named = list(names)
    printed = dict.fromkeys(name for _, name in named)
    bodies: dict[str, Body] = {}
    by_name: dict[str, Body] = {}
    ids = set(taken.values())
    for name in printed:
        base, capacity = _split_capacity(name)
        if base not in by_name:
            by_name[base] = Body(base, taken.get(base) or _create_id(base, ids), guess_kind(base))
            ids.add(by_name[base].id)
        if capacity and capacity not in by_name[base].capacities:
            by_name[base].capacities.append(capacity)
            report.decide("", f"“{name}”按“{base}”导入，“{capacity}”是它的身份。")
        bodies[name] = by_name[base]
    for role, name in named:
        bodies[name].count += 1
        bodies[name].roles.add(role)
    _ask_about(by_name.values(), report)
    return bodies


def _split_capacity(name: str) -> tuple[str, str | None]:
    """“区科信局（…办公室）” is 区科信局 in a capacity; “（含…）” says who is meant, and belongs to the name."""
    match = re.fullmatch(r"([^（(]+)（([^（）]+)）", name)
    if match and not match[2].startswith(("含", "除", "不含", "包括")) and guess_kind(match[1]) is not UnitKind.GROUP:
        return match[1], match[2]
    return name, None


def guess_kind(name: str) -> UnitKind:
    if _GROUP.fullmatch(name):
        return UnitKind.GROUP
    return next((kind for kind, form in _KINDS if re.fullmatch(form, name)), UnitKind.AGENCY)


def _create_id(name: str, taken: set[str]) -> str:
    """A readable id from the sounds of a name; never one that is taken."""
    syllables = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(name)]
    words = [part for part in syllables if part]
    while len("-".join(words)) > _LONGEST_ID:
        words.pop()
    if not words or not words[0][0].isalpha():
        words.insert(0, "unit")
    slug = "-".join(words)
    number = 1
    while (
        (found := slug if number == 1 else f"{slug}-{number}") in taken or found == "index" or found.startswith("role-")
    ):
        number += 1
    return found


def _ask_about(bodies: Iterable[Body], report: Report) -> None:
    found = list(bodies)
    for body in found:
        if body.kind is UnitKind.GROUP:
            report.ask(
                "",
                f"“{body.name}”（{body.count}处）是统称：包括哪些单位？能确定的写进 units.yaml 的 members，不能确定的写 possible_members。",
            )
    for one, other in combinations([body for body in found if body.kind is not UnitKind.GROUP], 2):
        if _looks_like(one.name, other.name):
            rare, common = sorted((one, other), key=lambda body: body.count)
            report.ask(
                "",
                f"“{rare.name}”（{rare.count}处）和“{common.name}”（{common.count}处）几乎一样：是不是同一个单位？"
                f"是的，在 units.yaml 里删去“{rare.name}”，写进“{common.name}”的 variants。",
            )


def _looks_like(one: str, other: str) -> bool:
    """Names of one length that differ in one character of the middle; places differ at their beginning."""
    if len(one) != len(other) or len(one) < 6:
        return False
    wrong = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    is_place = re.fullmatch(r".*(?:区|县|市)(?:人民)?政府|.*(?:镇|乡|街道|分局|支队|大队)", one)
    return len(wrong) == 1 and 2 <= wrong[0] < len(one) - 1 and not is_place


def list_aliases(body: Body) -> list[str]:
    """Short forms that the document's texts may use: proposals, for a person to take over."""
    match = re.fullmatch(r"[市区县](.{3,})", body.name)
    return [match[1]] if match and body.kind is not UnitKind.GROUP else []
