"""Collective names: the bodies that one may mean, as far as its words tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.model import UnitKind

#: What a collective name says of its bodies, and the kinds that these have.
_MEANT: tuple[tuple[str, frozenset[UnitKind]], ...] = (
    (
        r"(?:[县市区旗盟州]|区县|县区)+(?:人民)?政府|[各相关有属地]+(?:区县?|县|市县区?|县市区)",
        frozenset({UnitKind.DISTRICT}),
    ),
    (r"镇|街道|乡", frozenset({UnitKind.TOWN, UnitKind.SUBDISTRICT})),
    (r"园区|开发区", frozenset({UnitKind.PARK})),
    (r"企业|公司", frozenset({UnitKind.ENTERPRISE})),
)
#: A name that says of how many bodies it speaks, and not of all.
_SOME = re.compile(r"[\d一二三四五六七八九十]+个?区|城[六四]区|中心城|核心区|平原|生态涵养|郊区|部分")


def propose_members(name: str, bodies: Iterable[tuple[str, UnitKind]]) -> list[str]:
    """The names of those bodies that a collective name may mean; none where its words tell no kind."""
    wanted = next((kinds for form, kinds in _MEANT if re.search(form, name)), frozenset())
    return [body for body, kind in bodies if kind in wanted] if not _SOME.search(name) else []
