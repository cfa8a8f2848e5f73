"""Selectors of style sheets: tags, classes, ids, and one inside another; no others."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = r"[\w\u0080-\uffff-]+"
_COMPOUND = re.compile(rf"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<marks>(?:[.#]{_NAME})*)")
_LONGEST = 300


class Selector(NamedTuple):
    """`weight` counts ids, classes and tags; `is_beside`: it means the words before or after the element."""

    xpath: str
    weight: tuple[int, int, int]
    is_beside: bool


def read_selector(text: str) -> Selector | None:
    """The selector in the words of XPath; None for one that is not known."""
    words, is_beside = re.subn(r"::?(?:before|after)\s*$", "", text.strip())
    words = re.sub(r"\s*>\s*", " > ", words.strip())
    if len(words) > _LONGEST:
        return None
    path, axis, weight = "", "//", [0, 0, 0]
    for word in words.split() or ["*"] * is_beside:
        if word == ">":
            axis = "/"
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None:
            return None
        tests = []
        if match["tag"] and match["tag"] != "*":
            tests.append(f"self::{match['tag'].lower()}")
            weight[2] += 1
        for mark in re.findall(rf"[.#]{_NAME}", match["marks"]):
            is_id = mark[0] == "#"
            weight[0 if is_id else 1] += 1
            tests.append(
                f"@id='{mark[1:]}'" if is_id else f"contains(concat(' ',normalize-space(@class),' '),' {mark[1:]} ')"
            )
        path += f"{axis}*" + "".join(f"[{test}]" for test in tests)
        axis = "//"
    return Selector(path, (weight[0], weight[1], weight[2]), bool(is_beside)) if path else None
