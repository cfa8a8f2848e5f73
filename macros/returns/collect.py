"""Forms in what bodies sent: every file of a folder is a form or is listed with the reason why it was not read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros.imports.readers.package import Package

_FORMS = (".xlsx", ".xlsm")
_OLD = (".xls", ".et", ".ods", ".csv")
#: Files of a folder that are looked at: a hundred bodies send a few each.
_MOST_FILES = 5_000
#: Parts of a workbook that hold what a form has no cell for, and what people call it.
_EXTRAS = {"xl/media/": "图片", "xl/embeddings/": "附件", "xl/drawings/drawing": "图形", "xl/charts/chart": "图表"}


@dataclass
class Sent:
    """Forms, sorted by path in each folder, and the other files with the reason, a Chinese sentence each."""

    forms: list[Path] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)


def collect_forms(paths: Iterable[Path]) -> Sent:
    """The forms among files, and in folders and all below them. A file that is named itself is taken for a form."""
    sent = Sent()
    for path in paths:
        if not path.is_dir():
            sent.forms.append(path)
            continue
        for number, file in enumerate(_walk(path)):
            if number == _MOST_FILES:
                sent.skipped.append((path, f"里面的文件超过{_MOST_FILES}个，后面的没有看；请分开放。"))
                break
            if reason := _find_reason(file):
                sent.skipped.append((file, reason))
            else:
                sent.forms.append(file)
    return sent


def list_extras(path: Path) -> list[str]:
    """The parts of a form that cannot be taken in and are no fault of it, such as a picture. Raises UnreadableError."""
    with Package(path, "xlsx", may_have_macros=True) as package:
        names = package.names
    found = [f"{word}（{name}）" for prefix, word in _EXTRAS.items() for name in names if name.startswith(prefix)]
    return found + ["宏（没有运行）"] * any(name.lower().endswith("vbaproject.bin") for name in names)


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]  # they are not followed
        yield from sorted(Path(place, name) for name in [*files, *links])


def _find_reason(path: Path) -> str:
    """Why a file is no form; empty for one that is read."""
    ending = path.suffix.lower()
    if path.is_symlink():
        return "是链接，不读；请把文件本身放在这里。"
    if path.name.startswith("~$"):
        return "是 Excel 打开文件时留下的标记，不是表；没有关的表请先存盘。"
    if path.name.startswith("."):
        return "是隐藏文件。"
    if not path.is_file():
        return "不是文件。"
    if ending in _OLD:
        return f"是 {ending} 文件，请用 Excel 或 WPS 另存为 .xlsx。"
    return "" if ending in _FORMS else "不是 .xlsx 表格。"
