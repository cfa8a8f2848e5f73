"""The command `new`: a plan folder that holds the commented sample; a folder with anything in it is left alone."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands.schema import list_schemas
from macros.commands.settings import add_setting
from macros.pages.guide import SAMPLE
from macros.store.load import load_draft
from macros.store.writing import editing


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "folder", "INTO", "新的文件夹", convert=Path)


def run(options: Namespace) -> int:
    folder: Path | None = options.folder
    if folder is None:
        print("请写明新文件夹的名字，例如：make new INTO=plan-2024")
        return 1
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"“{folder}”已经有了，请换一个名字。")
        return 1
    texts = {}
    for path in sorted(SAMPLE.glob("*.yaml")):
        head = f"# yaml-language-server: $schema=schema/{path.stem}.schema.json\n"
        texts[path.name] = head + path.read_text(encoding="utf-8")
    with editing(folder) as edit:
        edit.write({**texts, **list_schemas(load_draft(folder, texts)[0])})
    shown = shlex.quote(str(folder))
    print(f"已建好 {folder}/。把样例换成自己的内容，再运行 make check PLAN={shown}，make site PLAN={shown}")
    return 0
