"""The command `offline`: a copy of the built site that works from a folder, and a zip of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.publish.offline import make_offline, write_zip
from macros.publish.swap import BusyError, reading, replacing
from macros.urls import PLAN_JSON_URL

ROOT = Path(__file__).resolve().parents[2]
SITE, FOLDER = ROOT / "site", ROOT / "build" / "site-offline"


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    if not (SITE / PLAN_JSON_URL).is_file():
        print("还没有 site/，请先运行 make site。")
        return 1
    archive = FOLDER.with_suffix(".zip")
    try:
        make_offline(SITE, FOLDER)
        with reading(FOLDER), replacing(archive) as new:
            write_zip(FOLDER, new.path)
    except (BusyError, OSError) as error:
        print(f"没有生成离线的一份（原来的没有动）：{error}")
        return 1
    print(f"已生成 {archive.relative_to(ROOT)}（{archive.stat().st_size / 1e6:.1f}MB）：解压以后双击 index.html。")
    return 0
