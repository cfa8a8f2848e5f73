"""Addresses that whoever builds a site gives it: they reach every page, feed and calendar, so only plain ones are taken."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?)+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+")
#: Signs that may end an attribute or a line, or that browsers read otherwise than they look.
_ODD = re.compile(r"[\s\x00-\x1f\x7f-\x9f\"'<>`{}|\\^]")


class AddressError(ValueError):
    """Why an address is not taken; the message is Chinese and complete in itself."""


def prove_address(name: str, address: str) -> None:
    """Raise AddressError unless this is `http(s)://host[:port]/path`; `name` is the setting that holds it."""
    shown = f"{name}=“{address[:200]}”"
    advice = f"{shown}：应是 https://www.example.gov.cn/plan/ 这样的网址"
    if _ODD.search(address):
        raise AddressError(f"{advice}，不能有空格、引号、尖括号等。")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressError(f"{advice}。") from None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or "") or port == 0:
        raise AddressError(f"{advice}；中文域名请写成 xn-- 开头的形式。")
    if "@" in parts.netloc:
        raise AddressError(f"{name}：网址里不能有用户名和密码，会公开在每一页上。")
    if parts.query or parts.fragment or address.endswith(("?", "#")):
        raise AddressError(f"{advice}，不能有“?”和“#”。")
