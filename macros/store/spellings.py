"""Spellings that a build has found, kept for the next one beside what else it keeps (build/)."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "build"

#: A name -> whole, and by its initials.
Spellings = Mapping[str, tuple[str, str]]


def load_spellings(folder: Path = _FOLDER) -> Spellings:
    """Those of the installed pypinyin; none where no build has kept any."""
    file = _find_file(folder)
    try:
        return {word: (whole, initials) for word, (whole, initials) in json.loads(file.read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except ValueError:  # a build that was killed; it is made again
        file.unlink()
        return {}


def write_spellings(spellings: Spellings, folder: Path = _FOLDER) -> None:
    """In one step, since two builds may do so at once."""
    folder.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        json.dump(dict(spellings), target, ensure_ascii=False)
    Path(name).replace(_find_file(folder))


def _find_file(folder: Path) -> Path:
    return folder / f"pinyin-{version('pypinyin')}.json"
