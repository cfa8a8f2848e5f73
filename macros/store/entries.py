"""Links and the like in a plan folder, through which no command reads or writes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from macros.store.problems import Place, Problem, show_path
from macros.store.writing import describe_odd

#: Folders that commands write in.
_FOLDERS = frozenset({"schema", "revisions", "source"})
#: Entries of a folder that are looked at: a plan that is revised every day for ten years has fewer.
MOST_ENTRIES = 20_000


def find_odd_entries(folder: Path) -> Iterator[Problem]:
    """A problem of the rule `file` for each link, pipe or device, and for files where folders belong; not of hidden ones."""
    seen = 0
    for place, folders, files in os.walk(folder):
        for name in sorted([*folders, *files]):
            seen += 1
            path = Path(place, name)
            mode = path.lstat().st_mode
            is_fine = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
            is_folder = Path(place) == folder and name in _FOLDERS
            if not name.startswith(".") and (not is_fine or (is_folder and not stat.S_ISDIR(mode))):
                message = f"{describe_odd(mode, is_folder=is_folder)}。"
                yield Problem(Place(show_path(path), 1, 1), "file", message)
            if seen == MOST_ENTRIES:
                message = f"文件夹里的东西超过{MOST_ENTRIES}个，没有都看；请看看是不是放错了。"
                yield Problem(Place(show_path(folder), 1, 1), "file", message)
                return
        folders[:] = sorted(name for name in folders if not name.startswith("."))
