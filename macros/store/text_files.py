"""Text files that a pull request may carry: read as far as a plan needs, never from outside its folder."""

from __future__ import annotations

from pathlib import Path

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
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise UnreadableTextError("文件是指向别处的链接，不读；请把文件本身放在计划文件夹里。")
        if not path.is_file():  # a pipe or a device would never end
            raise UnreadableTextError("这不是文件，读不出来。")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise UnreadableTextError("找不到这个文件；请看看是不是存成了别的名字（如 .yaml.txt）。") from None
    except (OSError, RuntimeError):  # RuntimeError: a link to itself
        raise UnreadableTextError("文件打不开，请看看有没有读取的权限。") from None
    if len(content) > largest:
        raise UnreadableTextError(f"文件超过{largest // 1_000_000}MB，不像计划的文件，没有读；请看看是不是放错了文件。")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableTextError("文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试。", line) from None


def strip_windows(text: str) -> str:
    """The text without the byte order mark and the line ends that Windows puts in, which do no harm."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
