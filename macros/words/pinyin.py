"""How names are spoken, by pypinyin, which takes 0.2 s and 55 MB to load: what was asked once is kept for the next build."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "build"


def spell(words: Iterable[str], folder: Path = _FOLDER) -> dict[str, tuple[str, str]]:
    """Each word whole and by initials: “城管委” is chengguanwei and cgw. What is not Chinese stays as it is."""
    file = folder / f"pinyin-{version('pypinyin')}.json"
    wanted = list(dict.fromkeys(words))
    kept = _read(file)
    missing = [word for word in wanted if word not in kept]
    if missing:
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  # see above

        for word in missing:
            kept[word] = ("".join(lazy_pinyin(word)), "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)))
        _write(file, kept)
    return {word: kept[word] for word in wanted}


def _read(file: Path) -> dict[str, tuple[str, str]]:
    try:
        return {word: (whole, initials) for word, (whole, initials) in json.loads(file.read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except ValueError:  # a build that was killed; it is made again
        file.unlink()
        return {}


def _write(file: Path, kept: dict[str, tuple[str, str]]) -> None:
    """In one step, since two builds may do so at once."""
    file.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        json.dump(kept, target, ensure_ascii=False)
    Path(name).replace(file)
