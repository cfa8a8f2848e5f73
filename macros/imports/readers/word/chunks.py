"""Files that a Word document takes in when it is opened (altChunk): web pages, texts, other documents."""

from __future__ import annotations

import posixpath

from lxml import etree, html

from macros.imports.readers.document import squeeze
from macros.imports.readers.word.parts import WordParts

_LONGEST = 300_000  # bytes of such a file whose words are shown
_PAGES = (".html", ".htm", ".xhtml", ".xml")
_UNSEEN = ("script", "style", "head", "title")


def describe_chunk(parts: WordParts, tie_id: str) -> tuple[str, str]:
    """The name of such a file, and its words as far as it is a text."""
    tie = parts.find_tie(tie_id)
    if tie is None:
        return "找不到的文件", ""
    name = posixpath.basename(tie.target)
    if tie.is_outside or not name.lower().endswith((*_PAGES, ".txt")):
        return name, ""
    content = parts.read(tie.target)
    more = "……（后面还有）" if len(content) > _LONGEST else ""
    content = content[:_LONGEST]
    words = _list_page_words(content) if name.lower().endswith(_PAGES) else content.decode("utf-8-sig", "replace")
    return name, squeeze(words) + more


def _list_page_words(content: bytes) -> str:
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding=_find_encoding(content)))
    except (etree.ParserError, ValueError):  # nothing in it
        return ""
    for element in list(root.iter(*_UNSEEN)):
        element.drop_tree()
    return str(root.text_content())


def _find_encoding(content: bytes) -> str | None:
    """UTF-8 wherever it fits, otherwise what the page says."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > len(content) - 4 else None
    return "utf-8"
