"""Traditional characters of simplified ones, by OpenCC."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache


def list_traditional(text: Iterable[str]) -> dict[str, str]:
    """Traditional character -> the simplified one that stands in a text, for all that have one; in the order of code points."""
    wanted = set(text)
    return {traditional: simple for traditional, simple in _read_pairs() if simple in wanted}


@cache
def _read_pairs() -> tuple[tuple[str, str], ...]:
    from opencc import OpenCC  # noqa: PLC0415  # for the builds that need it

    converter = OpenCC("t2s")
    block = "".join(map(chr, range(0x4E00, 0xA000)))
    simple = converter.convert("\n".join(block)).split("\n")
    return tuple((one, other) for one, other in zip(block, simple, strict=True) if one != other and len(other) == 1)
