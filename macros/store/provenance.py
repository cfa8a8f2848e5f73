"""The data of which a site was made, so that anyone can verify it: the files, one digest of them, and the recorded revision.

The digest is that of SHA256SUMS over the plan's YAML files, as it is published beside them (/downloads/data/): it says
nothing that `sha256sum` cannot say of a copy of the repository. No git is asked, and nothing is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from macros.model import Plan
from macros.store.load import ANSWERS, FILES
from macros.store.revision_files import FOLDER as REVISIONS
from macros.store.revision_files import create_digest
from macros.sums import create_sums, sha256

_SOURCE_REVISION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/+-]{0,99}")


class DataChangedError(Exception):
    """The files changed while they were read: what was read may be of two editions."""


class SourceRevisionError(ValueError):
    """A revision of the source that is none; the argument says so in Chinese."""


@dataclass(frozen=True)
class DataFiles:
    """The files of a plan folder as they are when this is made; `read` makes sure that they still are."""

    folder: Path
    stamps: tuple[tuple[str, int, int], ...]

    def read(self) -> dict[str, bytes]:
        """The contents of the files, by name. Raises DataChangedError."""
        content = {name: (self.folder / name).read_bytes() for name, _, _ in self.stamps}
        if watch_data(self.folder) != self:
            raise DataChangedError
        return content


def watch_data(folder: Path) -> DataFiles:
    """To be called before the plan is loaded, so that what is published is what was loaded."""
    paths = [folder / name for name in FILES if name != ANSWERS]  # what is open is no data
    paths += sorted((folder / REVISIONS).glob("*.yaml"))
    stats = [(path.relative_to(folder).as_posix(), path.stat()) for path in paths if path.is_file()]
    return DataFiles(folder, tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats))


@dataclass(frozen=True)
class Provenance:
    """`revision` is the number of the last recorded revision, from 1; 0 where none was ever recorded.

    `is_recorded`: the plan says what that revision says; else it has changed since. `source_revision` is a revision of
    the repository, if whoever builds has given one.
    """

    files: dict[str, bytes]
    revision: int
    is_recorded: bool
    source_revision: str | None

    @cached_property
    def sums(self) -> str:
        return create_sums({name: sha256(content) for name, content in self.files.items()})

    @cached_property
    def digest(self) -> str:
        return sha256(self.sums.encode())


def create_provenance(plan: Plan, files: dict[str, bytes], source_revision: str | None) -> Provenance:
    """Raises SourceRevisionError."""
    if source_revision and not _SOURCE_REVISION.fullmatch(source_revision):
        raise SourceRevisionError("SOURCE_REVISION 应是代码仓库里的版本号：字母、数字和 . _ / + -，最多 100 个字。")
    is_recorded = bool(plan.revisions) and plan.revisions[-1].digest == create_digest(plan)
    return Provenance(files, len(plan.revisions), is_recorded, source_revision or None)
