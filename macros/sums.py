"""SHA256SUMS: the digests of a folder's files in the form that `sha256sum -c` reads, so that anyone can verify a copy."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

NAME = "SHA256SUMS"


def sha256(content: bytes) -> str:
    """In hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def create_sums(digests: Mapping[str, str]) -> str:
    """A line a file, sorted by name as `LC_ALL=C sort` does; names have no line ends and no backslashes."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests, key=str.encode))


def write_sums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Of all files in a folder, but for the one that is written: the last thing that is done to it.

    `known` are digests of files as they were written, by name; these files are not read again.
    """
    known = known or {}
    digests = {name: known.get(name) or sha256((folder / name).read_bytes()) for name in _list_files(folder)}
    (folder / NAME).write_text(create_sums(digests), encoding="utf-8", newline="\n")


def _list_files(folder: Path) -> Iterator[str]:
    """Their names from the folder, with slashes, without the one that is written."""
    for place, _, names in os.walk(folder):
        start = Path(place).relative_to(folder)
        yield from ((start / name).as_posix() for name in names if name != NAME or start.parts)
