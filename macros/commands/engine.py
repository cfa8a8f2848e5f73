"""The engine as a program of its own: the only way in which a command starts it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def find_engine() -> Path:
    """The engine's program, which pip puts beside Python."""
    return Path(sys.executable).with_name("mkdocs")


def create_surroundings(plan_folder: Path, site_url: str) -> dict[str, str]:
    """The environment in which the engine builds a plan: its hook reads PLAN, and mkdocs.yml the site's address."""
    own = {"PLAN": str(plan_folder.absolute()), "NO_MKDOCS_2_WARNING": "1"}  # the theme's advertisement
    return os.environ | own | ({"SITE_URL": site_url} if site_url else {})
