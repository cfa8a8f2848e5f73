"""Ask for known holes in the locked packages, with pip-audit. `make vulnerabilities` and CI run it.

A hole that is found is an error. A machine that has no network, or whose network does not reach the database, has found
nothing: that is said, and is no error, or no office could build without the internet.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


LOCKS = ("requirements/site.txt", "requirements/test.txt")
PATIENCE = 300  # seconds


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    files = [option for lock in LOCKS for option in ("--requirement", str(ROOT / lock))]
    command = [
        sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off",
    ]  # fmt: skip
    try:
        done = subprocess.run([*command, *files], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        print(f"没有查：{PATIENCE} 秒没有得到漏洞库的回答。")
        return 0
    status, words = judge(done.stdout, done.stderr)
    print(words)
    return status


def judge(report: str, complaint: str) -> tuple[int, str]:
    """(exit status, what to say) of what pip-audit printed."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (complaint.strip().splitlines() or ["没有回答"])[-1]
        if any(
            word in complaint
            for word in ("ConnectionError", "ServiceError", "Max retries", "Name or service", "timed out")
        ):
            return 0, f"没有查：连不上漏洞库（{last}）。"
        return 1, f"pip-audit 没有查成：{last}"
    holes = sorted(
        {
            f"{package['name']} {package['version']}：{hole['id']}，改好的版本：{'、'.join(hole['fix_versions']) or '还没有'}"
            for package in packages
            for hole in package.get("vulns", ())
        }
    )
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        return 0, f"没有查：漏洞库不认识这 {len(packages)} 个软件包里的任何一个，多半是镜像，不是真正的 PyPI。"
    unasked = f"没有查到：{'、'.join(unknown)}。\n" if unknown else ""
    if holes:
        return 1, unasked + "\n".join([*holes, f"\n有 {len(holes)} 个已知的漏洞。换成改好的版本：make lock。"])
    return 0, f"{unasked}查了 {len(packages) - len(unknown)} 个软件包，没有已知的漏洞。"
