"""Slips of typing and commands that are cut off: a sentence in Chinese, never a traceback."""

from __future__ import annotations

import errno
import re

import pytest

from macros.__main__ import main
from macros.commands import PLAN_COMMANDS
from macros.commands import check as command


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "-x"], "多了“-x”"),
        (["check", "--base"], "“--base”后面要写内容"),
        (["check", "--format=foo"], "“--format”没有'foo'这一种"),
        (["check", "--strict=1"], "“--strict”后面不用写'1'"),
        (["check", "a", "b"], "多了“b”"),
        (["record", "--on=x"], "“--on”：应填日期"),
        (["foo"], "“命令”没有'foo'这一种"),
        ([], "少了“命令”"),
    ],
)
def test_what_is_not_understood_is_said_in_chinese(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert f"看不懂：{message}" in said
    assert not re.search(r"argument|expected|choose|unrecognized|required", said)


@pytest.mark.parametrize("name", ["", *(item.name for item in PLAN_COMMANDS)])
def test_help_is_in_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*([name] if name else []), "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("写法：python -m macros")
    assert not re.search(r"usage|positional|options:|show this", said)


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyboardInterrupt(), 130, "已中断。"),
        (OSError(errno.ENOSPC, "No space left on device", "/x/甲"), 2, "没有做成：“/x/甲”磁盘满了。"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "x" * 300), 2, f"没有做成：“{'x' * 120}…”名字太长。"),
    ],
)
def test_a_command_that_is_cut_off_says_so(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    message: str,
) -> None:
    def run(_: object) -> int:
        raise error

    monkeypatch.setattr(command, "run", run)
    assert main(["check"]) == status
    assert capsys.readouterr().err.strip() == message
