"""The Content-Security-Policy of a page: nothing from elsewhere, and of inline scripts only those that the theme writes.

It is written into the page, so that it holds on any host, from an office's intranet to a plain folder.
"""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self' {hashes}",
    "style-src 'self'",
    "img-src 'self' data:",  # the theme's signs are data: masks in its style sheet
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)


def add_policy(page_html: str) -> str:
    """The page with its policy right after the declaration of its character set, before anything that it governs."""
    hashes = " ".join(_hash(match["code"]) for match in _SCRIPT.finditer(page_html) if _is_inline(match["attributes"]))
    policy = "; ".join(_DIRECTIVES).format(hashes=hashes)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    head, charset, rest = re.split(r"(<meta charset=[^>]*>)", page_html, maxsplit=1)
    return f"{head}{charset}{meta}{rest}"


def _is_inline(attributes: str) -> bool:
    """Scripts that run; a block of JSON does not."""
    return not any(mark in attributes for mark in ("src=", '"application/json"', '"application/ld+json"'))


def _hash(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"
