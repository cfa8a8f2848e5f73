"""Cells of bodies in the spelling that names have here, before they are parted: full-width brackets, collective names whole."""

from __future__ import annotations

import re

from pydantic import TypeAdapter, ValidationError

from macros.imports.names.bodies import split_capacity
from macros.imports.report import Report
from macros.store.scalars import Name
from macros.store.unseen import STRANGE_IN_NAMES

_NAME: TypeAdapter[str] = TypeAdapter(Name)

_BRACKETS = {"(": "（", ")": "）", "〔": "（", "〕": "）", "[": "（", "]": "）", "【": "（", "】": "）"}
_OTHER_BRACKETS = re.compile("|".join(map(re.escape, _BRACKETS)))
#: Blanks before a bracket that belongs to the name before it.
_GAP = re.compile(r"[ \t\u3000]+(?=[（(])")
#: One collective name that counts up kinds of places: 各县、市、区政府; 各街道、镇.
_KINDS = r"(?:街道|开发区|乡镇|镇街|[县市区旗盟州镇乡])"
_COUNTED = re.compile(
    rf"(?:各|有关|相关){_KINDS}(?:(?:[、，,]{_KINDS})+|（{_KINDS}(?:[、，,]{_KINDS})*）)"
    r"(?=(?:人民)?政府|街道办|管委会|[、，,；;\n。和及与（(]|$)"
)


def fits_register(name: str) -> bool:
    """Whether units.yaml can hold a name with its bracket: a word that it refuses would end the whole import."""
    base, capacity = split_capacity(name)
    words = filter(None, (name, base, capacity))
    return all(map(_fits, words)) and not STRANGE_IN_NAMES.search(name)


def _fits(word: str) -> bool:
    try:
        _NAME.validate_python(word)
    except ValidationError:
        return False
    return True


def spell_cell(place: str, cell: str, report: Report) -> str:
    """The cell with its names in one spelling; each change is reported."""
    if other := _OTHER_BRACKETS.findall(cell):
        report.decide(place, f"名称里的括号“{''.join(dict.fromkeys(other))}”按全角的“（）”导入，和别处的写法一样。")
        report.drop(place, "".join(other), "换成了全角的括号")
        report.added.append("".join(_BRACKETS[sign] for sign in other))
        cell = _OTHER_BRACKETS.sub(lambda match: _BRACKETS[match[0]], cell)
    cell = _GAP.sub("", cell)

    def join(match: re.Match[str]) -> str:
        words = re.sub("[、，,（）]", "", match[0])
        report.decide(place, f"“{match[0]}”是一个统称，按“{words}”登记。")
        report.drop(place, re.sub("[^、，,（）]", "", match[0]), "统称里面的标点")
        return words

    return _COUNTED.sub(join, cell)
