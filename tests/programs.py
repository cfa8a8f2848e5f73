"""Programs that tests run beside Python and a browser: web servers, and LibreOffice as another reader of Office files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

#: As Debian and Ubuntu name them.
SERVER_PACKAGES = ("nginx", "libnginx-mod-http-brotli-static", "caddy", "openssl")
PACKAGES = (*SERVER_PACKAGES, "libreoffice-writer-nogui", "libreoffice-calc-nogui")
#: Where Debian puts nginx, and no user but root looks.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def find_missing_servers() -> list[str]:
    """The missing servers, in words; empty if all are there."""
    missing = [name for name in ("nginx", "caddy", "openssl") if not shutil.which(name, path=PATH)]
    return missing + ([] if BROTLI.is_file() else ["nginx 的 brotli 模块"])


def find_missing_office() -> list[str]:
    return [] if shutil.which("soffice") else ["LibreOffice"]


def require(missing: list[str]) -> None:
    """A test that needs what is missing is skipped, and says so; in CI, where all is to be had, it fails."""
    if missing:
        reason = f"没有{'、'.join(missing)}；make programs 能装上，或者说明怎样装"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
