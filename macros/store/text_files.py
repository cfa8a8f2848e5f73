"""Text files that a pull request may carry: read as far as a plan needs, never from outside its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros.store.disk import describe
from macros.store.limits import LARGEST_FILE


class UnreadableTextError(Exception):
    """Why a file cannot be read, in Chinese, and the line where reading failed."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def read_text_file(path: Path, folder: Path, largest: int = LARGEST_FILE) -> str:
    """A file in UTF-8 as it stands, marks and line ends of Windows included.

    `folder` must hold the file in truth: a link to elsewhere would publish what is there. Raises UnreadableTextError.
    """
    try:
        if _has_link(path, folder) or not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise UnreadableTextError("文件是链接，不读；请把文件本身放在计划文件夹里。")
        if not path.is_file():  # a pipe or a device would never end
            raise UnreadableTextError("这不是文件，读不出来。")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise UnreadableTextError("找不到这个文件；请看看是不是存成了别的名字（如 .yaml.txt）。") from None
    except OSError as error:
        raise UnreadableTextError(f"文件打不开：{describe(error)}。") from None
    if len(content) > largest:
        raise UnreadableTextError(f"文件超过{largest // 1_000_000}MB，不像计划的文件，没有读；请看看是不是放错了文件。")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableTextError("文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试。", line) from None


def _has_link(path: Path, folder: Path) -> bool:
    """Whether the file, or a folder between it and `folder`, is a link, even one that leads nowhere or to itself."""
    between = [path, *path.parents]
    return folder in between and any(step.is_symlink() for step in between[: between.index(folder)])


@dataclass(frozen=True)
class PlanFolder:
    """The files of a plan folder; `instead` holds, by name, texts that are to be written and count as if they had been."""

    path: Path
    instead: Mapping[str, str] = field(default_factory=dict)

    def holds(self, name: str) -> bool:
        return name in self.instead or (self.path / name).exists() or (self.path / name).is_symlink()

    def read(self, name: str) -> str:
        """A file's text as it stands. Raises UnreadableTextError, and ValueError for what cannot be a name."""
        return self.instead[name] if name in self.instead else read_text_file(self.path / name, self.path)


def strip_windows(text: str) -> str:
    """The text without the byte order mark and the line ends that Windows puts in, which do no harm."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
