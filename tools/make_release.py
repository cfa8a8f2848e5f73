"""Make build/release/ of site/: what goes to the servers. `make release` runs it; deploy/README.md says what comes next.

`site/` in it is the root of the host, with compressed files beside (a site that stands on a sub-path of its host is in
that folder); `server/` is what the servers' configurations include; `sbom.cdx.json` is what it was built with. site/
itself stays as it was built.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros.commands.console import speak_utf8  # noqa: E402  # the path is set just above
from macros.urls import PLAN_JSON_URL  # noqa: E402
from tools.precompress import BEST, Compressed, compress_folder  # noqa: E402
from tools.sbom import SBOM, create_sbom  # noqa: E402
from tools.server_files import create_caddy_conf, create_nginx_conf, find_policy, find_redirects  # noqa: E402
from tools.swap import BusyError, reading, replacing  # noqa: E402

SITE = ROOT / "site"
RELEASE = ROOT / "build" / "release"


def main() -> int:
    speak_utf8()
    if not (SITE / PLAN_JSON_URL).is_file():
        print("还没有 site/，请先运行 make site。")
        return 1
    site_path = find_site_path(os.environ.get("SITE_URL", ""))
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


def find_site_path(site_url: str) -> str | None:
    """The path of the site on its host, with a slash at both ends; None if a configuration cannot hold it."""
    path = urlsplit(site_url).path.strip("/")
    if not re.fullmatch(r"[A-Za-z0-9_-][\w.-]*(?:/[A-Za-z0-9_-][\w.-]*)*", path or "-", re.ASCII):
        return None
    return f"/{path}/" if path else "/"


def make_release(site: Path, folder: Path, site_path: str = "/", quality: int = BEST) -> Compressed:
    """`quality` is brotli's. What was in `folder` goes once the new one is whole: see tools/swap.py."""
    with replacing(folder) as new:
        return _make(site, new.path, site_path, quality)


def _make(site: Path, beside: Path, site_path: str, quality: int) -> Compressed:
    target = beside / "site" / site_path.strip("/")
    with reading(site):
        shutil.copytree(site, target)
    if site_path != "/":  # the page for what is missing is the host's; its links begin with the site's path
        shutil.copy2(target / "404.html", beside / "site")
    made = compress_folder(beside / "site", quality)
    policy, redirects = find_policy(target), find_redirects(target, site_path)
    (beside / "server").mkdir()
    for name, text in (
        ("nginx.conf", create_nginx_conf(policy, redirects)),
        ("caddy.conf", create_caddy_conf(policy, redirects)),
    ):
        (beside / "server" / name).write_text(text, encoding="utf-8", newline="\n")
    told = json.loads((target / PLAN_JSON_URL).read_text(encoding="utf-8"))
    lock = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")
    sbom = create_sbom(lock, target, told["plan"]["title"], told["provenance"]["sha256"])
    (beside / SBOM).write_text(sbom, encoding="utf-8", newline="\n")
    return made


if __name__ == "__main__":
    sys.exit(main())
