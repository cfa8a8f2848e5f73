"""The parts of an Office file that is handed in, read with bounds: what is none, or would fill the memory, is refused.

Nothing is unpacked to disk, so that names of parts lead nowhere; nothing from outside the file is read, no macro is run.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from macros.imports.readers.document import UnreadableError, prove_file
from macros.store.disk import describe

#: The folder inside an Office file that usually holds what it is, and a word of the types of its parts, wherever they are.
_PARTS = {"xlsx": ("xl", b"spreadsheetml"), "docx": ("word", b"wordprocessingml")}
_LARGEST = 10_000_000  # bytes, packed: a plan's table with its pictures left in
#: Bytes unpacked, of all parts together and of the one that is read at once: in memory they take twenty times as much.
_LARGEST_INSIDE, _LARGEST_PART = 60_000_000, 20_000_000
#: The ways in which Office packs a part; the others may take any memory, and fail in ways of their own.
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MOST_PARTS = 2_000  # a thousand pictures and their descriptions
#: Nothing from outside, no entities; what is deeper than 256 levels is no document.
PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
#: Of declarations Office writes none; in another encoding one could hide.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(
    rb"^\xef?\xbb?\xbf?\s*<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE
)
#: Namespaces and kinds of ties in the strict variant of the standard (ISO/IEC 29500, part 1); they mean what the usual ones mean.
_STRICT = re.compile(rb"([\"'])http://purl\.oclc\.org/ooxml/(\w+)/([\w/]+)\1")
_USUAL = rb"\1http://schemas.openxmlformats.org/\2/2006/\3\1"


class Package:
    """Parts of one file by name; read once, within the bounds of the whole. `kind` is its ending, for messages."""

    def __init__(self, path: Path, kind: str, *, may_have_macros: bool = False) -> None:
        """Raises UnreadableError, as all that follows. Macros are never run; who wants none of them is refused a file with any."""
        self._kind = kind
        self._left = _LARGEST_INSIDE
        self._file = _open(path, kind)
        self.names = tuple(dict.fromkeys(self._file.namelist()))
        try:
            self._check(may_have_macros=may_have_macros)
        except UnreadableError:
            self._file.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _check(self, *, may_have_macros: bool) -> None:
        parts = self._file.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_INSIDE:
            raise UnreadableError("文件展开以后太大，不读；正常的表格没有这么大。")
        if any(part.compress_type not in _PACKED for part in parts):
            raise UnreadableError(
                f"文件的压缩方法不是 Office 用的，不读；请用 Office 或 WPS 打开，另存为 .{self._kind} 再试。"
            )
        if not self._is_kind():
            raise UnreadableError(
                f"这不是 .{self._kind} 文件（扩展名可能改过）；请用 Office 或 WPS 打开，另存为 .{self._kind} 再试。"
            )
        if not may_have_macros and any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise UnreadableError(f"文件里有宏，不读；请用 Office 或 WPS 打开，另存为不带宏的 .{self._kind} 再试。")

    def _is_kind(self) -> bool:
        folder, types = _PARTS[self._kind]
        folders = {name.replace("\\", "/").lower().partition("/")[0] for name in self.names}
        return folder in folders or types in (self.read("[Content_Types].xml") or b"")

    def read(self, name: str, largest: int = _LARGEST_PART) -> bytes | None:
        """A part; None where there is none. A size that the file does not tell the truth about changes nothing."""
        try:
            with self._file.open(name) as part:
                content = part.read(min(largest, self._left) + 1)
                if len(content) > min(largest, self._left):
                    raise UnreadableError(f"文件里的 {name} 展开以后太大，不读；正常的表格没有这么大。")
                part.read(1)  # at its end the sum is compared
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            zlib.error,
        ) as error:
            raise UnreadableError(f"文件坏了，{name} 读不出来；请重新下载，或者打开另存一份再试。") from error
        self._left -= len(content)
        return content

    def parse(self, name: str, largest: int = _LARGEST_PART) -> Any:
        """The root of a part that is XML, with the usual namespaces; None where there is no such part."""
        content = self.read(name, largest)
        if content is None:
            return None
        if _DECLARATION.search(content) or b"\0" in content[:200] or _ENCODING.match(content):
            raise UnreadableError(f"文件里的 {name} 有不该有的声明（DTD、实体或编码），不读；请打开另存一份再试。")
        try:
            if b"//purl.oclc.org/ooxml/" in content:
                content = _STRICT.sub(_USUAL, content)
            return etree.fromstring(content, etree.XMLParser(**PARSER_OPTIONS))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(f"文件坏了，{name} 不是完整的 XML；请重新下载，或者打开另存一份再试。") from error


def _open(path: Path, kind: str) -> zipfile.ZipFile:
    prove_file(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError(f"文件超过{_LARGEST // 1_000_000}MB，不读。")
        return zipfile.ZipFile(path)
    except OSError as error:
        raise UnreadableError(f"文件打不开：{describe(error)}。") from None
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UnreadableError(_explain_bytes(path, kind)) from None


def _explain_bytes(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # the container of old formats, and of encrypted new ones
        return f"这是设了打开密码的文件，或者是旧格式（.xls、.doc）；请取消密码，另存为 .{kind} 再试。"
    return f"这不是完整的 .{kind} 文件（可能没有下载完，或者是改了扩展名的其他文件）。"
