"""The kind of a file by what it holds, whatever its name ends in; of a kind that is not read, what to do with it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from macros.imports.readers.csv_file import read_csv, read_titles
from macros.imports.readers.document import Document, UnreadableError, prove_file
from macros.imports.readers.excel.reader import read_excel
from macros.imports.readers.html.page import read_html
from macros.imports.readers.pasted import is_pasted, read_pasted
from macros.imports.readers.tabbed import read_tabbed
from macros.imports.readers.text_file import read_text_file
from macros.imports.readers.word.reader import read_word
from macros.store.disk import describe

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
#: Signs of files in bytes that are not read.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
)
#: The same of texts, within their first characters; and what to save them as.
_TEXTS = (
    (
        r"urn:schemas-microsoft-com:office:spreadsheet|progid=\"Excel\.Sheet\"",
        "Excel 的 XML 表格",
        "Excel 或 WPS",
        ".xlsx",
    ),
    (r"<pkg:package|progid=\"Word\.Document\"|<w:wordDocument", "Word 的 XML 文档", "Word 或 WPS", ".docx"),
    (r"<office:document\b", "OpenDocument 的 XML 文档", "WPS 或 LibreOffice", ".docx 或 .xlsx"),
)
_MHT = re.compile(
    r"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE
)
_FIRST = 4_096


def read_document(path: Path) -> Document:
    """A document by what it holds, whatever its name ends in. Raises UnreadableError."""
    prove_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(_FIRST)
    except OSError as error:
        raise UnreadableError(f"文件打不开：{describe(error)}。") from None
    if not start:
        raise UnreadableError("文件是空的。")
    if start.startswith((_ZIP, _OLE)):
        return read_excel(path) if _is_excel(path) else read_word(path)
    for mark, kind in _OTHERS:
        if start.startswith(mark):
            raise UnreadableError(f"这是{kind}文件，不能导入；请用 Word 或 WPS 另存为 .docx 再试。")
    return _read_text(read_text_file(path), path)


def _is_excel(path: Path) -> bool:
    """Whether a packed file is a workbook: by the folder that it holds, or where none is there by its name."""
    try:
        with zipfile.ZipFile(path) as file:
            folders = {re.split(r"[/\\]", name)[0].lower() for name in file.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        folders = set()
    if {"xl", "word"} & folders == {"xl"}:
        return True
    return "word" not in folders and path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et")


def _read_text(text: str, path: Path) -> Document:
    for mark, kind, program, ending in _TEXTS:
        if text.lstrip().startswith("<") and re.search(mark, text[:_FIRST]):
            raise UnreadableError(
                f"这是 {kind}（扩展名不说明什么），不能直接导入；请用 {program} 打开，另存为 {ending} 再试。"
            )
    if _MHT.match(text[:_FIRST].lstrip()):
        raise UnreadableError("这是单个文件的网页（MHT），不能直接导入；请用 Word 或 WPS 打开，另存为 .docx 再试。")
    if re.search(r"<(?:!doctype html|html|table|frameset)\b", text, re.IGNORECASE):
        return read_html(text)
    if path.suffix.lower() in (".csv", ".tsv"):
        return read_csv(text, read_titles(path))
    if is_pasted(text):
        return read_pasted(text)
    if "\n\t" in text or text.startswith("\t"):
        return read_tabbed(text)
    raise UnreadableError(
        "认不出这个文件：可以导入 .docx、.xlsx、.csv、网页，每格以制表符开头的文本，和从 Word、Excel 粘贴成文本的表。"
    )
