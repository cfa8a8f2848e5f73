"""Redirects from old addresses: a page, which needs no JavaScript and no host of ours; a list for servers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from macros.html.page import Page


@dataclass(frozen=True)
class Redirect(Page):
    target: Annotated[str, "The new address, relative to the old one."]
    name: Annotated[str, "The name of the page that stands there."]


def create_redirect(target: str, name: str) -> str:
    """`target` is the new address relative to the old one."""
    return Redirect(target, name).render()


def create_redirect_list(redirects: Mapping[str, str]) -> str:
    """JSON: old address -> new one, from the site's root; deploy/ makes a server's own redirects of it."""
    return json.dumps(redirects, ensure_ascii=False, indent=1) + "\n"
