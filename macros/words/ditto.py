"""Cells that say no more than “as above”: a rule refuses them, an import fills them in."""

from __future__ import annotations

import re

_DITTO = re.compile(r"[（(]?(?:同上|同前|同左|〃|″|〞)[）)]?")


def is_ditto(words: str) -> bool:
    """Whether a cell refers to the one above it and holds nothing else."""
    return _DITTO.fullmatch(words) is not None
