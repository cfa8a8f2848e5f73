"""The settings of a server for one built site, for deploy/nginx/site.conf and deploy/Caddyfile to include.

That is the Content-Security-Policy as a header, which has to suit every page, and where renamed bodies have gone. Both are
read from the site itself, so that they fit whatever was built.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.urls import REDIRECTS_URL

_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
#: What may be written into a configuration as it is: neither blanks nor quotes, variables or braces.
_PLAIN_PATH = re.compile(r"/(?:[\w.~-]+/)*[\w.~-]*", re.ASCII)
_PLAIN_POLICY = re.compile(r"[\w '/:;+=.*-]+", re.ASCII)
_HEAD = "# 由 make release 生成，不要手改；随每次发布更新。\n"


def find_policy(site: Path) -> str:
    """One policy that every page keeps to: all that any of them allows. Each page's own, in the page, stays stricter."""
    sources: dict[str, set[str]] = {}
    for path in site.rglob("*.html"):
        for content in _META.findall(path.read_text(encoding="utf-8")):
            for directive in html.unescape(content).split(";"):
                name, *allowed = directive.split()
                sources.setdefault(name, set()).update(allowed)
    for found in sources.values():
        if len(found) > 1:
            found.discard("'none'")
    policy = "; ".join(f"{name} {' '.join(sorted(found))}" for name, found in sorted(sources.items()))
    if not _PLAIN_POLICY.fullmatch(policy):
        raise ValueError(f"no policy that can be written into a configuration: {policy!r}")
    return policy


def find_redirects(site: Path, site_path: str) -> dict[str, str]:
    """Old address -> new one, from the host's root; `site_path` is where the site stands on it (`/`, `/plan/`)."""
    path = site / REDIRECTS_URL
    listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {site_path + old: site_path + new for old, new in listed.items()}


def create_nginx_conf(policy: str, redirects: Mapping[str, str]) -> str:
    """`$plan_policy` and `$plan_redirect`, to be included in `http`."""
    lines = [f"    {old} {new};\n" for old, new in _plain(redirects)]
    return (
        f'{_HEAD}map "" $plan_policy {{\n    default "{policy}";\n}}\n'
        f'map $uri $plan_redirect {{\n    default "";\n{"".join(lines)}}}\n'
    )


def create_caddy_conf(policy: str, redirects: Mapping[str, str]) -> str:
    """The same as `{vars.plan_policy}` and `{plan_redirect}`, to be imported into the site."""
    lines = [f"    {old} {new}\n" for old, new in _plain(redirects)]
    return (
        f'{_HEAD}vars plan_policy "{policy}"\nmap {{path}} {{plan_redirect}} {{\n{"".join(lines)}    default ""\n}}\n'
    )


def _plain(redirects: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for pair in redirects.items():
        if not all(_PLAIN_PATH.fullmatch(path) for path in pair):
            raise ValueError(f"no addresses that can be written into a configuration: {pair}")
        yield pair
