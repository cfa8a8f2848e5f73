"""Roles by the words in which heads and cells say them."""

from __future__ import annotations

#: Ids of roles whose heads are met everywhere; others get theirs from the sounds of the name.
ROLE_IDS = (
    ("lead", "牵头"),
    ("responsible", "主责"),
    ("responsible", "责任"),
    ("responsible", "负责"),
    ("assist", "协办"),
    ("assist", "配合"),
    ("assist", "协助"),
    ("participate", "参"),
    ("supervise", "督"),
    ("supervise", "监管"),
    ("responsible", "单位"),
    ("responsible", "部门"),
)


def find_role(name: str) -> str | None:
    """The id of the role that a head names in words that are met everywhere."""
    return next((role for role, word in ROLE_IDS if word in name), None)
