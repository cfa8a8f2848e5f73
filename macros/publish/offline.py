"""The same site to be opened from a folder, without a server, and a zip of it.

On a server an address ends in a folder; from a disk a browser shows that folder's list of files instead, and sends no
requests.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

from macros.publish.swap import reading, replacing
from macros.sums import write_sums
from macros.urls import SEARCH_URL

_FOLDER_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\bhref=")([^":#?]*/|(?:\.\./)*\.\.?|)(#[^"]*)?"')
_REFRESH = re.compile(r'(http-equiv="refresh" content="0; ?url=[^":#?]*/)(?=[#"])')
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def make_offline(site: Path, folder: Path) -> None:
    """Copy a built site so that it works from a disk; what was in `folder` goes once the copy is whole."""
    with replacing(folder) as new:
        with reading(site):
            shutil.copytree(site, new.path)
        _change(new.path)


def _change(folder: Path) -> None:
    (folder / "404.html").unlink()  # only a server shows it
    for path in folder.rglob("*.html"):
        path.write_text(link_files(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    index = json.loads((folder / SEARCH_URL).read_text(encoding="utf-8"))
    for entry in index["entries"]:
        page, mark, anchor = entry["location"].partition("#")
        entry["location"] = f"{page}index.html{mark}{anchor}"
    _write_script(folder / SEARCH_URL, "window.planEntries", index)
    write_sums(folder)


def _write_script(path: Path, name: str, value: object) -> None:
    """A file that a request would fetch, as a script beside it that sets a name of the page."""
    text = f"{name} = {json.dumps(value, ensure_ascii=False)};\n"
    path.with_suffix(".js").write_text(text, encoding="utf-8", newline="\n")


def link_files(html: str) -> str:
    """A page whose links name files."""
    return _REFRESH.sub(r"\1index.html", _FOLDER_LINK.sub(_name_file, html))


def _name_file(match: re.Match[str]) -> str:
    start, path, anchor = match[1], match[2], match[3] or ""
    if not path:
        return match[0]
    return f'{start}{path.rstrip("/") if path in ("./", "../") else path.removesuffix("/")}/index.html{anchor}"'


def write_zip(folder: Path, archive: Path) -> None:
    """The folder as a zip whose bytes depend on its files alone."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, path.read_bytes())
