"""Slips in the values of a file that stay YAML: what gets past the parser, to the rules."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import yaml

from tests.fuzz.case import Dice

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # words only
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
#: What holds a value, and its key or index there.
Place = tuple[Any, Any]
_WORDS = [
    "", "0", "1", "2", "99", "-1", "1.5", "true", "false", "2024-06-30", "2024-02-29", "2023-02-29", "1999-12-31", "2030-01-01", "02-29", "12-31",
    "by", "window", "from", "ongoing", "as_scheduled", "day", "month", "group", "town", "agency", "outside", "每月", "每周", "全年", "定期", "为", "约",
    "年底前", "6月底", "2月29日前", "6-9月", "3月起", "2024年3月起", "2030年底前", "汛期前", "同上", "甲局", "乙局", "甲", "各镇", "东镇", "甲局、乙局",
    "index", "total", "lead", "t1-1", "t1", "s1", "first-1", "only", "ongoing", "a", "x" * 61, "source.txt", "plan.yaml", "..", "https://x.example/",
    "  x", "x  ", "x\n", "\nx", " x\n y", "x\n\n\ny", "x\ty", "# x", "x #y", "x: y", "- x", "[x]", "{x}", "'", '"', "\\", "&x", "*x", "!x", "%x", "@x", ":x", "?x", "x:?", "-x",
    "`x", "|x", ">x", "?", "-", "=", "~", "null", "no", "1e3", "０", "\u3000x", "é", "e\u0301", "𠮷", "😀", "\ufdfa", "ⅳ", "½", "①", "x（y）", "（x）", "a,b",
]  # fmt: skip


def mutate_tree(dice: Dice, text: str) -> str:
    """The file with one to three values or keys changed, written by another program; a text that is no YAML as it is."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  # it makes nothing but words
    except yaml.YAMLError:
        return text
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        places = list(_walk(data))
        if places:
            _mutate_at(dice, dice.choice(places), dice.choice(places))
    style = dice.choice([False, False, True])
    written = yaml.dump(
        data, Dumper=_NoAliases, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=style
    )
    return str(written)


class _NoAliases(_Dumper):  # type: ignore[misc]  # either of two
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the loader takes no aliases
        return True


def _walk(value: Any) -> Iterator[Place]:
    """Every place inside a value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _walk(value[key])


def _mutate_at(dice: Dice, place: Place, other_place: Place) -> None:
    """Change the value at a place; what stands at the other may come to stand there."""
    (holder, key), (other, other_key) = place, other_place
    donor = copy.deepcopy(other[other_key])  # itself, it could come to hold itself
    kind = dice.randrange(9)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = donor
    elif kind == 2:
        holder[key] = dice.choice([[], {}, [holder[key]], {"id": holder[key]}, None])
    elif kind == 3 and isinstance(holder, list):
        holder.insert(dice.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
    elif kind == 3:
        holder[other_key if isinstance(other_key, str) else "x"] = donor
    elif kind == 4 and isinstance(holder, list):
        dice.shuffle(holder)
    elif kind == 4:
        holder[dice.choice(["id", "notes", "confirmed", "units_as", "starts", "part", "members", "source", "x"])] = (
            dice.choice(_WORDS)
        )
    elif kind == 5 and isinstance(holder[key], str):
        at = dice.randrange(len(holder[key]) + 1)
        holder[key] = holder[key][:at] + dice.choice(_WORDS) + holder[key][at:]
    elif kind == 6 and isinstance(holder[key], str):
        holder[key] = dice.choice([donor if isinstance(donor, str) else "", holder[key][1:], holder[key] * 2])
    else:
        holder[key] = dice.choice(_WORDS)
