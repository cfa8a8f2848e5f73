"""The command `audit`: a built site, read as a visitor gets it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.parse import urlsplit

from macros.audit import audit_site, list_heavy_pages
from macros.commands.settings import add_setting


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "folder", "FOLDER", "网站所在的文件夹，默认 site", convert=Path, default=Path("site"))
    add_setting(parser, "--site-url", "SITE_URL", "网站的网址", default="")


def run(options: Namespace) -> int:
    if not options.folder.is_dir():
        print(f"没有“{options.folder}”这个文件夹，请先运行 make site。")
        return 1
    findings = audit_site(options.folder, urlsplit(options.site_url).path or "/")
    for line in (*findings, *list_heavy_pages(options.folder)):
        print(line)
    print(f"\n共 {len(findings)} 处不对，不要发布。" if findings else "没有发现不对的地方。")
    return int(bool(findings))
