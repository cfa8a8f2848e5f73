"""Opens Excel workbooks that somebody handed in; a file that is none, or that would fill the memory, is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from macros.imports.document import UnreadableError

#: The folder inside an Office file that holds what it is.
_PARTS = {"xlsx": "xl", "docx": "word"}
_LARGEST = 10_000_000  # bytes, packed
_LARGEST_INSIDE = 100_000_000  # bytes of all parts together, unpacked


def open_package(path: Path, kind: str) -> zipfile.ZipFile:
    """The parts of an Office file; `kind` is its ending, for the message. Raises UnreadableError."""
    try:
        if path.is_dir():
            raise UnreadableError("这是文件夹，不是文件。")
        if path.stat().st_size > _LARGEST:
            raise UnreadableError(f"文件超过{_LARGEST // 1_000_000}MB，不读。")
        package = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise UnreadableError("找不到这个文件。") from None
    except OSError:
        raise UnreadableError("文件打不开，请看看有没有读取的权限。") from None
    except zipfile.BadZipFile:
        raise UnreadableError(_explain_bytes(path, kind)) from None
    if f"{_PARTS[kind]}/" not in {f"{name.partition('/')[0]}/" for name in package.namelist()}:
        package.close()
        raise UnreadableError(f"这不是 .{kind} 文件（扩展名可能改过）；请用 Office 或 WPS 打开，另存为 .{kind} 再试。")
    if sum(part.file_size for part in package.infolist()) > _LARGEST_INSIDE:
        raise UnreadableError("文件展开以后太大，不读；正常的表格没有这么大。")
    return package


def _explain_bytes(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # the container of old formats, and of encrypted new ones
        return f"这是设了打开密码的文件，或者是旧格式（.xls、.doc）；请取消密码，另存为 .{kind} 再试。"
    return f"这不是完整的 .{kind} 文件（可能没有下载完，或者是改了扩展名的其他文件）。"


def open_workbook(path: Path, *, is_calculated: bool = False) -> Workbook:
    """A workbook with its formulas as they are written, or as they came out when it was saved. Raises UnreadableError."""
    with open_package(path, "xlsx"):
        content = io.BytesIO(path.read_bytes())  # the library leaves a file open that it fails to read
    try:
        return openpyxl.load_workbook(content, data_only=is_calculated, keep_links=False)
    except Exception as error:  # the library raises whatever its parsers raise; each means the same to who handed it in
        raise UnreadableError(
            f"表格读不出来，文件可能坏了；请用 Excel 或 WPS 打开，另存一份再试。（{error}）"
        ) from error
