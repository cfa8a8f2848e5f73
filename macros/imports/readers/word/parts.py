"""The parts of a Word file by how they are tied together, whatever they are called and in whichever case."""

from __future__ import annotations

import posixpath
import re
from typing import Any, NamedTuple

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.package import Package
from macros.imports.readers.word.names import W

_USUAL = "word/document.xml"


class Tie(NamedTuple):
    """`kind` is the last word of its type (styles, header); `target` a part, or an address outside."""

    id: str
    kind: str
    target: str
    is_outside: bool


class Parts:
    """The main part and those that it is tied to. Raises UnreadableError, as all that follows."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = {_fold(name): name for name in package.names}
        self.main = self._find_main()
        self.ties = self.list_ties(self.main)
        self.words: dict[str, str] = {}  # of parts that may be named more than once
        self._by_id = {tie.id: tie for tie in self.ties}

    def _find_main(self) -> str:
        tied = [tie.target for tie in self.list_ties("") if tie.kind == "officeDocument" and not tie.is_outside]
        return next((name for name in (*tied, _USUAL) if _fold(name) in self._names), _USUAL)

    def parse(self, name: str) -> Any:
        """The root of a part; None where there is none."""
        return self._package.parse(self._names.get(_fold(name), name))

    def parse_document(self) -> Any:
        """The root of the main part."""
        root = self.parse(self.main)
        if root is None:
            raise UnreadableError("这不是 Word 文件（里面没有正文），请另存为 .docx 再试。")
        if root.tag != f"{W}document":
            raise UnreadableError(
                f"这不是 Word 文件（{self.main} 里不是 Word 的正文，扩展名可能改过）；请用 Word 或 WPS 打开，另存为 .docx 再试。"
            )
        return root

    def parse_one(self, kind: str) -> Any:
        """The one part of a kind (styles, numbering), which some programs forget to tie; None where there is none."""
        return next((self.parse(name) for name in self.list_names(kind)), None)

    def list_names(self, kind: str) -> list[str]:
        """Names of the parts of a kind: those that are tied to the main part, then those that only stand beside it."""
        tied = [tie.target for tie in self.ties if tie.kind == kind and not tie.is_outside]
        usual = re.compile(rf"{re.escape(_fold(posixpath.join(posixpath.dirname(self.main), kind)))}\d*\.xml")
        beside = [name for folded, name in sorted(self._names.items()) if usual.fullmatch(folded)]
        known = {_fold(name) for name in tied}
        there = [name for name in dict.fromkeys(tied) if _fold(name) in self._names]
        return there + [name for name in beside if _fold(name) not in known]

    def find_tie(self, tie_id: str) -> Tie | None:
        """A tie of the main part by its id."""
        return self._by_id.get(tie_id)

    def read(self, name: str) -> bytes:
        """The bytes of a part; b"" where there is none."""
        return self._package.read(self._names.get(_fold(name), name)) or b""

    def list_ties(self, name: str) -> list[Tie]:
        """The ties of a part to others, in their order; of the package itself for ""."""
        folder, own = posixpath.split(name)
        ties = self.parse(f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels")
        found = []
        for element in ties.iterfind("{*}Relationship") if ties is not None else ():
            is_outside = element.get("TargetMode") == "External"
            target = element.get("Target", "").replace("\\", "/")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Tie(element.get("Id", ""), kind, target if is_outside else inside, is_outside))
        return found


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
