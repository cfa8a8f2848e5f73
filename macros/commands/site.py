"""The command `site`: a site built beside site/, audited, and put in its place; one line says what was built.

Whatever goes wrong, and whenever, site/ stays the last good one: see macros/publish/swap.py.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.parse import urlsplit

from macros.audit import audit_site, list_heavy_pages
from macros.commands.engine import ROOT, NoEngineError, add_engine, create_command, create_surroundings
from macros.commands.settings import add_plan_folder, add_setting
from macros.publish.addresses import AddressError
from macros.publish.swap import Beside, BusyError, replacing
from macros.store.disk import describe
from macros.store.load import PLAN_FOLDER
from macros.urls import PLAN_JSON_URL

SITE = ROOT / "site"


class _NotGoodError(Exception):
    """A site that is not to be published; its faults have been printed."""


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)
    add_setting(parser, "--site-url", "SITE_URL", "网站的网址", default="")
    add_engine(parser)


def run(options: Namespace) -> int:
    started = time.monotonic()
    try:
        with replacing(SITE) as beside:
            _build(beside, options)
            figures = _count(beside.path)  # another run may replace site/ as soon as this one is done
    except (_NotGoodError, NoEngineError, AddressError, BusyError) as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(describe(error))
    plan_folder = str(options.folder)
    hint = "" if plan_folder == PLAN_FOLDER else f" PLAN={shlex.quote(plan_folder)}"
    print(
        f"已生成 site/：{figures}，用时 {time.monotonic() - started:.1f} 秒。"
        f"预览：make serve{hint}，或 python3 -m http.server -d site 8000 后打开 http://localhost:8000/"
    )
    return 0


def _refuse(reason: str) -> int:
    said = f"没有生成网站：{reason}" if reason else "没有生成网站"
    print(f"{said.removesuffix('。')}。{'原来的 site/ 没有动。' if SITE.is_dir() else ''}")
    return 1


def _build(beside: Beside, options: Namespace) -> None:
    site_url: str = options.site_url
    built = subprocess.run(  # noqa: S603  # the engine's own program
        create_command(options.engine, "build", "--strict", "--site-dir", str(beside.path)),
        cwd=ROOT, env=create_surroundings(options.folder, site_url), encoding="utf-8", errors="backslashreplace", capture_output=True, check=False,
        pass_fds=() if os.name == "nt" else (beside.lock,),
    )  # fmt: skip
    for line in (built.stdout + built.stderr).splitlines():
        if line.strip() and not line.startswith("INFO "):
            print(line)
    if built.returncode:
        raise _NotGoodError
    findings = audit_site(beside.path, urlsplit(site_url).path or "/")
    for finding in findings:
        print(finding)
    if findings:
        raise _NotGoodError(f"核对发现 {len(findings)} 处不对")
    for warning in list_heavy_pages(beside.path):
        print(warning)


def _count(site: Path) -> str:
    plan = json.loads((site / PLAN_JSON_URL).read_text(encoding="utf-8"))
    pages = sum(1 for path in site.rglob("*.html") if not path.is_relative_to(site / "embed"))
    measures = sum(len(task["measures"]) for task in plan["tasks"])
    bodies = sum(1 for unit in plan["units"] if unit["kind"] != "group")
    return f"{pages} 个页面、{measures} 条措施、{bodies} 个单位"
