"""The site that is being built, shared by the hook and the macros so that it is loaded and derived once."""

from __future__ import annotations

from macros.html.render import Fragments
from macros.pages.page_macros import Site

_built: list[tuple[Site, Fragments]] = []


def set_current(site: Site) -> Fragments:
    """Begin a build; the fragments of an earlier one are forgotten."""
    for _, fragments in _built:
        fragments.close()
    _built[:] = [(site, Fragments())]
    return _built[0][1]


def get_current() -> tuple[Site, Fragments]:
    """Raises RuntimeError outside a build: mkdocs.yml must list macros/hooks.py under `hooks`."""
    if not _built:
        raise RuntimeError("no build is under way: is macros/hooks.py listed under hooks in mkdocs.yml?")
    return _built[0]
