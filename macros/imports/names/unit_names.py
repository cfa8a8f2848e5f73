"""The look of names of bodies: endings and beginnings, collective names, kinds."""

from __future__ import annotations

import re

from macros.imports.readers.document import squeeze
from macros.model import UnitKind

NONE_MARK = re.compile(r"[—\-–－/／、]+|无|\\")
_SEPARATORS = "、，,;；\n"
#: How the name of a body ends: certainly, and in a way that other words do too.
_CERTAIN_END = (
    r"局|委|办|厅|部|院|会|队|处|中心|公司|集团|镇|街道|政府|单位|部门|企业|机构|银行|联社|属地|管理者|联盟|院校|"
    r"高校|学校|医院|海关|[妇残侨文科工]联|科协"
)
_UNCERTAIN_END = (
    r"所|站|室|乡|村|社区|园区?|库|校|厂|社|区|县|市|盟|旗|场|等|台|馆|组|段|商户|业主|户|方|人|关|署|协|联|）|\)"
)
_CERTAIN = re.compile(rf".*(?:{_CERTAIN_END})")
_WHOLE = re.compile(rf".*(?:{_CERTAIN_END}|{_UNCERTAIN_END})")
#: Ends of words that are no body by themselves: 市市场｜监管局, 市住房城乡｜建设委, 北京市｜税务局.
_HALF = re.compile(r".*(?:场|市|乡|方|人|户|段|组|协|联|关|社会)|[省市区县]委|[省市区县]政府")
_BEGINS = re.compile(
    r"(?:市|区|县|州|省|各|相关|有关|其他|其它|国|首都|北京|中国|中央|属地|涉|所有|\d+个?区|城[六四]区|生态涵养区|平原)"
)
#: A name that speaks of several bodies without saying which.
_GROUP = re.compile(
    r"(?:各|相关|有关|其他|其它|所有|全部|属地|涉及|具体|[市区县]?(?:级)?(?:各|相关|有关)).*|等.*|"
    r".*(?:单位|部门|企业|(?:各|有关|相关|其他)(?:区|镇街|委办局|机构)|等)|.*[（(]含.*|.*(?:部门|单位)(?:和|及|、).*|"
    r"(?:[\d一二三四五六七八九十]+个?|城[六四]|中心城|核心|平原|生态涵养|[近远]郊)区(?:(?:人民)?政府)?"
)
_KINDS: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.TOWN, r".*(?:镇|乡)(?:(?:人民)?政府)?"),
    (UnitKind.SUBDISTRICT, r".*街道(?:办事处)?"),
    (UnitKind.DISTRICT, r".*(?:区|县|市|旗)(?:人民)?政府|[^区县市]{2,4}[区县]"),
    (UnitKind.ENTERPRISE, r".*(?:公司|集团|厂|银行)"),
    (UnitKind.PARK, r".*(?:园|开发区|园区|示范区|新区|管理区|保税区)(?:管委会|管理委员会)"),
)
_LONGEST_NAME = 25


def guess_kind(name: str) -> UnitKind:
    if is_group(name):
        return UnitKind.GROUP
    return next((kind for kind, form in _KINDS if re.fullmatch(form, name)), UnitKind.AGENCY)


def is_group(name: str) -> bool:
    return _GROUP.fullmatch(name) is not None


def is_whole(name: str) -> bool:
    """Whether a name ends as names of bodies do."""
    return _WHOLE.fullmatch(name) is not None or is_group(name)


def is_certain(name: str) -> bool:
    """Whether a name ends as nothing but names of bodies does."""
    return _CERTAIN.fullmatch(name) is not None or is_group(name)


def is_half(name: str) -> bool:
    """Whether a name ends in a word that mostly goes on."""
    return _HALF.fullmatch(name) is not None


def begins_name(words: str) -> bool:
    """Whether words begin as most names of bodies do: with the level or the place."""
    return _BEGINS.match(words) is not None


def split_cell(cell: str) -> list[str]:
    """Parts between separators that are not inside brackets; a line end is one too, and stays at the part's end."""
    parts, depth, part = [], 0, ""
    is_none = NONE_MARK.fullmatch(squeeze(cell)) is not None
    for character in cell:
        depth += (character in "（(") - (character in "）)")
        if character in _SEPARATORS and depth <= 0 and not is_none:
            parts.append(part + ("\n" if character == "\n" else ""))
            part, depth = "", 0
        else:
            part += character
    return [*parts, part]


def list_separators(text: str) -> str:
    """The separators in a text, without line ends."""
    return "".join(character for character in text if character in _SEPARATORS and character != "\n")


def are_bodies(cell: str) -> bool:
    """Whether a cell holds names of bodies, or the mark for none, and nothing else."""
    names = [squeeze(part) for part in split_cell(cell) if squeeze(part)]
    return bool(names) and all(
        NONE_MARK.fullmatch(name) or (len(name) < _LONGEST_NAME and is_whole(name)) for name in names
    )
