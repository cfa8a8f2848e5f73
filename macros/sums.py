"""SHA256SUMS: the digests of a folder's files in the form that `sha256sum -c` reads, so that anyone can verify a copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = "SHA256SUMS"


def create_sums(files: Iterable[tuple[str, bytes]]) -> str:
    """A line a file, sorted by name as `LC_ALL=C sort` does; names have no line ends and no backslashes."""
    ordered = sorted(files, key=lambda file: file[0].encode())
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in ordered)


def write_sums(folder: Path) -> None:
    """Of all files in a folder, but for the one that is written: the last thing that is done to it."""
    paths = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    text = create_sums((name, path.read_bytes()) for name, path in paths if name != NAME)
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")
