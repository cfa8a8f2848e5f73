"""Footnotes, endnotes and comments, which stand in parts of their own; and what else stands around the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.imports.readers.document import squeeze
from macros.imports.readers.word.drawings import list_drawn
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import W
from macros.imports.readers.word.parts import WordParts
from macros.imports.readers.word.words import list_words

_NOTES = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_EDGES = {"header": "页眉", "footer": "页脚"}
#: Kinds of parts without words of the document, and those that are read where the text names them.
_KNOWN = frozenset({
    *_NOTES, *_EDGES,
    "styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "font", "theme", "image",
    "hyperlink", "customXml", "people", "commentsExtended", "commentsIds", "commentsExtensible", "glossaryDocument",
    "oleObject", "package", "chart", "chartEx", "chartUserShapes", "diagramData", "diagramLayout", "diagramQuickStyle",
    "diagramColors", "diagramDrawing", "aFChunk", "attachedTemplate", "subDocument", "control", "keyMapCustomizations",
    "mailMergeSource", "mailMergeHeaderSource", "recipientData", "printerSettings", "video", "audio", "media", "frame",
    "documenttasks", "classificationlabels", "slicer", "ink", "downRev",
})  # fmt: skip


class Notes:
    """Words of notes by kind and id; each is reported where the text has its mark, the others at the end."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._words: dict[tuple[str, str], str] = {}
        for kind, name in _NOTES.items():
            for part in parts.list_names(kind):
                root = parts.parse(part)
                for note in root if root is not None else ():
                    if words := squeeze(list_words(note)):
                        self._words[name, note.get(f"{W}id", "")] = words
        self._told: set[tuple[str, str]] = set()

    def tell(self, kind: str, note_id: str, findings: Findings) -> None:
        """Report a note whose mark stands in the text."""
        self._told.add((kind, note_id))
        findings.mention(f"{kind}不属于表格，没有导入", self._words.get((kind, note_id), ""))

    def tell_rest(self, findings: Findings) -> None:
        """Report notes without a mark, headers, footers, and parts that are not known."""
        findings.place = ""
        for (kind, note_id), words in self._words.items():
            if (kind, note_id) not in self._told:
                findings.mention(f"{kind}不属于表格，没有导入", words)
        for kind, name in _EDGES.items():
            for part in self._parts.list_names(kind):
                for what, words in _list_edge(self._parts.parse(part), name, self._parts):
                    findings.mention(what, words)
        for tie in self._parts.ties:
            if tie.kind not in _KNOWN:
                findings.mention("文件里有认不出的部分，没有导入", f"{tie.kind}（{tie.target}）")


def _list_edge(root: Any, name: str, parts: WordParts) -> Iterator[tuple[str, str]]:
    if root is None:
        return
    if words := squeeze(list_words(root)):
        yield f"{name}不属于表格，没有导入", words
    for element in root.iter(f"{W}drawing", f"{W}pict", f"{W}object"):
        for drawn in list_drawn(element, parts):
            if drawn.is_seen:
                yield f"{name}里有{drawn.kind}，没有导入", drawn.words
