"""All the words below an element, whatever it is: for reports of what is not read."""

from __future__ import annotations

from typing import Any

from macros.imports.readers.word.names import MC, M, V, W

_TEXTS = frozenset({f"{W}t", f"{W}delText", f"{M}t", "{http://schemas.openxmlformats.org/drawingml/2006/main}t"})
#: Texts that are no words: numbers of parts, instructions of fields, places of a drawing.
_NO_WORDS = (
    "instrText",
    "delInstrText",
    "posOffset",
    "align",
    "pctWidth",
    "pctHeight",
    "pctPosHOffset",
    "pctPosVOffset",
)


def list_words(element: Any) -> str:
    """Words of texts, of guides and of letters drawn as a picture; of two ways to show the same words only one."""
    found: list[str] = []
    _collect(element, found)
    return "".join(found)


def _collect(element: Any, found: list[str]) -> None:
    if element.tag in _TEXTS:
        found.append(element.text or "")
    elif element.tag == f"{V}textpath":
        found.append(element.get("string", ""))
    elif element.tag == f"{MC}AlternateContent":
        found += dict.fromkeys(list_words(way) for way in element)
    else:
        for child in element:
            _collect(child, found)


def list_all_texts(element: Any) -> str:
    """Every text below an element that nobody knows."""
    skipped = set(_NO_WORDS)
    return "".join(part.text or "" for part in element.iter() if part.tag.rpartition("}")[2] not in skipped)
