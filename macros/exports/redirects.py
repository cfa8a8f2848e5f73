"""A page that leads from an old address to the new one, without JavaScript and on any host."""

from __future__ import annotations

from macros.render import render


def create_redirect(target: str, name: str) -> str:
    """`target` is the new address relative to the old one."""
    return render("pages/redirect.html", target=target, name=name)
