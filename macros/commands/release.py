"""The command `release`: the copy of the built site that goes to the servers; deploy/README.md says how it is published."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands.settings import add_setting
from macros.publish.release import find_site_path, make_release
from macros.publish.swap import BusyError
from macros.urls import PLAN_JSON_URL

ROOT = Path(__file__).resolve().parents[2]
SITE, RELEASE = ROOT / "site", ROOT / "build" / "release"


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "--site-url", "SITE_URL", "网站的网址", default="")


def run(options: Namespace) -> int:
    if not (SITE / PLAN_JSON_URL).is_file():
        print("还没有 site/，请先运行 make site。")
        return 1
    site_path = find_site_path(options.site_url)
    if site_path is None:
        print("SITE_URL 里的路径只能用英文字母、数字、点、横线和下划线，请改成这样的网址。")
        return 1
    try:
        made = make_release(SITE, RELEASE, site_path)
    except (BusyError, OSError) as error:
        print(f"没有生成 build/release/（原来的没有动）：{error}")
        return 1
    print(
        f"已生成 {RELEASE.relative_to(ROOT)}/：压缩了 {made.count} 个文件，共 {made.plain / 1e6:.1f}MB，"
        f"gzip 后 {made.gzip / 1e6:.1f}MB，brotli 后 {made.brotli / 1e6:.1f}MB。怎样发布，见 deploy/README.md。"
    )
    return 0
