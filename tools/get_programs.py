"""Find nginx (with brotli), Caddy and LibreOffice for the tests, else get Debian's packages (as root). `make programs`
runs it.

Where they cannot be had the tests that need them are skipped, and say so; in CI (the variable CI is set) they fail.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace

from tests.programs import PACKAGES, find_missing_office, find_missing_servers


def get_from_debian() -> None:
    """Raises OSError, or a SubprocessError, with what is in the way."""
    if os.geteuid() != 0:
        raise OSError("not root")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", *command], check=True, stdout=subprocess.DEVNULL, timeout=900, env=environment)


def find_missing() -> list[str]:
    return find_missing_servers() + find_missing_office()


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(_: Namespace) -> int:
    missing = find_missing()
    if missing:
        try:
            get_from_debian()
        except (OSError, subprocess.SubprocessError) as error:
            print(f"get_from_debian: {error}", file=sys.stderr)
        missing = find_missing()
    if not missing:
        print("测试用的程序：nginx（有 brotli）、Caddy、LibreOffice。")
        return 0
    print(
        f"没有找到{'、'.join(missing)}，也没能装上：用到它们的测试运行不了。"
        f"请在 Debian 12 或更新的系统上运行：sudo apt-get install {' '.join(PACKAGES)}",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") else 0
