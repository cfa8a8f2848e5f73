"""The command `vendored`: the table of other people's files in a built site, docs/developers/vendored.md."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from macros.publish.vendored import ROOT, TABLE, UnknownFileError, create_table


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    try:
        text = create_table(ROOT / "site")
    except UnknownFileError as error:
        print(f"site/{error} 不是本项目的文件，也没有登记来源；请在 macros/publish/vendored.py 里登记。")
        return 1
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(f"已写进 {TABLE.relative_to(ROOT)}。")
    return 0
