"""The parts of an Office file by how they are tied together, whatever they are called and in whichever case."""

from __future__ import annotations

import posixpath
import re
from typing import Any, NamedTuple

from lxml import etree

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.package import PARSER_OPTIONS, Package

#: Bytes of a part of which every element is kept; a form's styles take twenty thousand.
_LARGEST_OBJECTS = 1_000_000
_DAMAGED = "表格读不出来，文件可能坏了；请用 Excel 或 WPS 打开，另存一份再试。"


class Tie(NamedTuple):
    """`kind` is the last word of its type (worksheet, comments); `target` a part, or an address outside."""

    id: str
    kind: str
    target: str
    is_outside: bool


class Parts:
    """Parts of one package. Missing ones raise UnreadableError, as damaged ones do."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = {_fold(name): name for name in package.names}

    def find_name(self, name: str) -> str | None:
        """The name of a part as the file writes it; None where there is none."""
        return self._names.get(_fold(name))

    def parse(self, name: str, largest: int = _LARGEST_OBJECTS) -> Any:
        root = self._package.parse(self._names.get(_fold(name), name), largest)
        if root is None:
            raise UnreadableError(f"{_DAMAGED}（里面没有 {name}）")
        return root

    def parse_large(self, name: str) -> Any:
        """A sheet, or its texts."""
        root = self._package.parse(self._names.get(_fold(name), name))
        if root is None:
            raise UnreadableError(f"{_DAMAGED}（里面没有 {name}）")
        return root

    def parse_loose(self, name: str) -> Any:
        """A part in VML, which Office writes like a page: its line ends are not closed. None where nothing can be read."""
        content = self._package.read(self._names.get(_fold(name), name), _LARGEST_OBJECTS)
        if content is None:
            raise UnreadableError(f"{_DAMAGED}（里面没有 {name}）")
        return etree.fromstring(re.sub(rb"<br\s*>", b"<br/>", content), etree.XMLParser(**PARSER_OPTIONS, recover=True))

    def list_ties(self, name: str) -> list[Tie]:
        """The ties of a part to others, in their order; of the package itself for ""."""
        folder, own = posixpath.split(name)
        ties = self._names.get(_fold(f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels"))
        if ties is None:
            return []
        found = []
        for element in self.parse(ties).iterfind("{*}Relationship"):
            is_outside = element.get("TargetMode") == "External"
            target = element.get("Target", "").replace("\\", "/")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Tie(element.get("Id", ""), kind, target if is_outside else inside, is_outside))
        return found

    def find_main(self, usual: str) -> str:
        """The part that all others hang on; `usual` is where Office puts it."""
        return next(iter(self.list_parts("", "officeDocument")), usual)

    def find_part(self, book: str, kind: str) -> str | None:
        """The one part of a kind, which some programs forget to tie to the workbook."""
        usual = f"xl/{kind}.xml"
        tied = next(iter(self.list_parts(book, kind)), None)
        return tied or (usual if _fold(usual) in self._names else None)

    def list_parts(self, name: str, kind: str) -> list[str]:
        """The parts of one kind that a part is tied to."""
        return [tie.target for tie in self.list_ties(name) if tie.kind == kind and not tie.is_outside]


def find_tie_id(element: Any, name: str = "id") -> str:
    """The id of the tie that an element names; "" for none."""
    attributes = element.attrib.items()
    return next((str(value) for key, value in attributes if key.endswith(f"}}{name}") and "relationships" in key), "")


def list_words(element: Any) -> str:
    """The words of a drawing's paragraphs, one line each."""
    lines = ("".join(text.text or "" for text in line.iter("{*}t")) for line in element.iter("{*}p"))
    return "\n".join(line for line in lines if line.strip())


def damaged(what: str) -> UnreadableError:
    """The error for a workbook whose parts do not fit together."""
    return UnreadableError(f"{_DAMAGED}（{what[:100]}）")


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
