"""The Content-Security-Policy of a page: nothing from elsewhere, and of inline scripts only those that the theme writes.

Were a hash given to whatever stands in the page, a script that got in by a fault of ours would bring its own permission.

It is written into the page, so that it holds on any host, from an office's intranet to a plain folder.
"""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script[^>]*>(?P<code>.*?)</script>", re.DOTALL)
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


#: The theme's inline scripts (mkdocs-material 9.8.1), SHA-256 of each without the address in it: where the site begins, the
#: choice of colours, tabs. After an update of the theme the browser's console names those that are missing.
_KNOWN = frozenset(
    [
        "7eb3684fdacd2881f67b9428983273a29d8774d8bc82622af9b65a8ec1032a90",
        "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e",
        "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f",
    ]
)
_OWN_ADDRESS = re.compile(r'(?<=^__md_scope=new URL\(")[\w./-]*(?=",location\))')


def add_policy(page_html: str) -> str:
    """The page with its policy right after the declaration of its character set, before anything that it governs."""
    hashes = " ".join(_hash(match["code"]) for match in _SCRIPT.finditer(page_html) if _is_known(match["code"]))
    policy = "; ".join(_DIRECTIVES).format(hashes=hashes)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    head, charset, rest = re.split(r"(<meta charset=[^>]*>)", page_html, maxsplit=1)
    return f"{head}{charset}{meta}{rest}"


def _is_known(code: str) -> bool:
    return hashlib.sha256(_OWN_ADDRESS.sub("", code).encode()).hexdigest() in _KNOWN


def _hash(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"
