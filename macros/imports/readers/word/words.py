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
    """Words of texts, of guides and of letters drawn as a picture; of two ways to show the same only the first."""
    return "".join(_walk(element))


def list_all_texts(element: Any) -> str:
    """Every text below an element that nobody knows."""
    skipped = set(_NO_WORDS)
    return "".join(part.text or "" for part in element.iter() if part.tag.rpartition("}")[2] not in skipped)


def _walk(element: Any) -> list[str]:
    found = []
    skipped = None  # the other way to show what has been listed already
    for part in element.iter():
        if skipped is not None:
            if part in skipped:
                continue
            skipped = None
        if part.tag in _TEXTS:
            found.append(part.text or "")
        elif part.tag == f"{V}textpath":
            found.append(part.get("string", ""))
        elif part.tag == f"{MC}Fallback" and part.getprevious() is not None:
            skipped = set(part.iter())
    return found
