"""Make build/release/ of site/: what goes to the servers. `make release` runs it; deploy/README.md says what comes next.

`site/` in it is the root of the host, with compressed files beside (a site that stands on a sub-path of its host is in
that folder); `server/` is what the servers' configurations include; `sbom.cdx.json` is what it was built with. site/
itself stays as it was built.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from macros.publish.precompress import BEST, Compressed, compress_folder
from macros.publish.sbom import SBOM, create_sbom
from macros.publish.server_files import create_caddy_conf, create_nginx_conf, find_policy, find_redirects
from macros.publish.swap import reading, replacing
from macros.urls import PLAN_JSON_URL

ROOT = Path(__file__).resolve().parents[2]


def find_site_path(site_url: str) -> str | None:
    """The path of the site on its host, with a slash at both ends; None if a configuration cannot hold it."""
    path = urlsplit(site_url).path.strip("/")
    if not re.fullmatch(r"[A-Za-z0-9_-][\w.-]*(?:/[A-Za-z0-9_-][\w.-]*)*", path or "-", re.ASCII):
        return None
    return f"/{path}/" if path else "/"


def make_release(site: Path, folder: Path, site_path: str = "/", quality: int = BEST) -> Compressed:
    """`quality` is brotli's. What was in `folder` goes once the new one is whole: see macros/publish/swap.py."""
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
