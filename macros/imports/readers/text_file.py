"""Text files in the encodings that are met, as the readers of CSV, web pages and tabbed text get them."""

from __future__ import annotations

import codecs
from pathlib import Path

from macros.imports.readers.document import UnreadableError, prove_file
from macros.store.disk import describe

_LARGEST_TEXT = 8_000_000  # bytes: a hundred times a plan's table as a web page


def read_text_file(path: Path) -> str:
    """A text file in the encodings that are met: UTF-8, UTF-16 with its mark, GB 18030. Raises UnreadableError."""
    prove_file(path)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_TEXT + 1)
        if len(content) > _LARGEST_TEXT:
            raise UnreadableError(f"文件超过{_LARGEST_TEXT // 1_000_000}MB，不读。")
    except OSError as error:
        raise UnreadableError(f"文件打不开：{describe(error)}。") from None
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableError("认不出文件的文字编码，请另存为 UTF-8 再试。")
