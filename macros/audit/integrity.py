"""SHA256SUMS are those of the files, and every page says of which data it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from macros.audit.files import Site
from macros.sums import NAME
from macros.urls import DATA_SUMS_URL, DATA_URL, PLAN_JSON_URL

_COMPRESSED = (".gz", ".br")  # `make release` writes them beside what is listed


def check_sums(site: Site) -> Iterator[str]:
    """Every file is listed, in order and once, and is what the list says."""
    yield from _check_list(site, NAME, "")


def check_data(site: Site) -> Iterator[str]:
    """The published data are those of plan.json's digest, which each page of the site shows."""
    yield from _check_list(site, DATA_SUMS_URL, DATA_URL)
    told = site.plan.get("provenance", {}).get("sha256")
    digest = hashlib.sha256(site.read_bytes(DATA_SUMS_URL)).hexdigest()
    if told != digest:
        yield f"{PLAN_JSON_URL}：数据的 SHA-256 和 {DATA_SUMS_URL} 的不一样。"
    for name, page in site.pages.items():
        if not page.is_redirect and not page.is_framed and digest.encode() not in site.read_bytes(name):
            yield f"{name}：页面上没有写明数据的 SHA-256，或者写得不对。"


def _check_list(site: Site, list_name: str, folder: str) -> Iterator[str]:
    lines = site.read_bytes(list_name).decode(errors="replace").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    if len(listed) != len(lines) or list(listed) != sorted(listed, key=str.encode):
        yield f"{list_name}：没有按文件名排序，或者有重复的文件。"
    for name, digest in listed.items():
        if folder + name not in site.names:
            yield f"{list_name}：列出的“{name}”不存在。"
        elif hashlib.sha256(site.read_bytes(folder + name)).hexdigest() != digest:
            yield f"{folder}{name}：内容和 {list_name} 里的 SHA-256 不一样。"
    for path in site.files:
        name = path.removeprefix(folder)
        is_compressed = name.endswith(_COMPRESSED) and name[:-3] in listed
        if path.startswith(folder) and path != list_name and name not in listed and not is_compressed:
            yield f"{path}：没有列入 {list_name}。"
