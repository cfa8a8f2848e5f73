"""Files that a Word document takes in when it is opened (altChunk): web pages, texts, other documents."""

from __future__ import annotations

import html
import posixpath
import re

from macros.imports.readers.document import squeeze
from macros.imports.readers.word.parts import Parts

_LONGEST = 100_000  # characters of such a file that are shown
_HEAD = 2_000  # bytes that may name the encoding
_PAGE = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
_TEXTS = (".html", ".htm", ".xhtml", ".txt", ".xml")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?(gb\w+|utf-?8)", re.IGNORECASE)


def describe_chunk(parts: Parts, tie_id: str) -> tuple[str, str]:
    """The name of such a file, and its words as far as it is a text."""
    tie = parts.find_tie(tie_id)
    if tie is None:
        return "找不到的文件", ""
    name = posixpath.basename(tie.target)
    if tie.is_outside or not name.lower().endswith(_TEXTS):
        return name, ""
    content = parts.read(tie.target)
    charset = _CHARSET.search(content[:_HEAD])
    encoding = "gb18030" if charset and charset[1].lower().startswith(b"gb") else "utf-8-sig"
    text = content.decode(encoding, "replace")
    words = text if name.lower().endswith(".txt") else html.unescape(_PAGE.sub(" ", text))
    return name, squeeze(words)[:_LONGEST]
