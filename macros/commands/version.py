"""The version of this project: one number, in pyproject.toml; CHANGELOG.md says what it means."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read_version() -> str:
    """As semver.org has it: 1.0.0."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    match = re.search(r'(?m)^version = "(\d+\.\d+\.\d+)"$', text)
    assert match, "pyproject.toml has no version"
    return match[1]


def read_changes(version: str) -> str:
    """The part of CHANGELOG.md about a version, without its head."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^## (\d+\.\d+\.\d+).*\n", text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))[version].strip()
