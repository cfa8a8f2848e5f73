"""The parts of a Word file by how they are tied together, whatever they are called and in whichever case."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.package import Package
from macros.imports.readers.parts import Parts, Tie
from macros.imports.readers.word.names import W

_USUAL = "word/document.xml"


class WordParts:
    """The main part and those that it is tied to. Raises UnreadableError, as all that follows."""

    def __init__(self, package: Package) -> None:
        self._package, self._parts = package, Parts(package)
        main = self._parts.find_main(_USUAL)
        self.main = main if self._parts.find_name(main) else _USUAL
        self.ties = self._parts.list_ties(self.main)
        self.words: dict[str, str] = {}  # of parts that may be named more than once
        self._by_id = {tie.id: tie for tie in self.ties}

    def parse(self, name: str) -> Any:
        """The root of a part; None where there is none."""
        found = self._parts.find_name(name)
        return self._package.parse(found) if found is not None else None

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
        usual = re.compile(rf"{re.escape(posixpath.join(posixpath.dirname(self.main), kind))}\d*\.xml", re.IGNORECASE)
        beside = [name for name in sorted(self._package.names) if usual.fullmatch(name.replace("\\", "/"))]
        found = (self._parts.find_name(name) for name in (*tied, *beside))
        return list(dict.fromkeys(name for name in found if name is not None))

    def find_tie(self, tie_id: str) -> Tie | None:
        """A tie of the main part by its id."""
        return self._by_id.get(tie_id)

    def read(self, name: str) -> bytes:
        """The bytes of a part; b"" where there is none."""
        found = self._parts.find_name(name)
        return (self._package.read(found) if found is not None else None) or b""
