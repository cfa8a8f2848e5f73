"""Everything between plan/*.yaml and the site. mkdocs-macros calls `define_env`; CONTRIBUTING.md has the table of rooms."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any


def define_env(env: Any) -> None:
    """Register the macros of pages/ with mkdocs-macros, bound to the build that the hook has begun.

    Raises KeyError outside of one: mkdocs.yml must list macros/hooks.py under `hooks`.
    """
    from macros.pages.page_macros import MACROS  # `python -m macros check` needs none of this

    build = env.conf["extra"]["build"]

    def bind(macro: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(macro)
        def call(*arguments: str) -> str:
            kept: str = build.fragments.keep(macro(build.site, *arguments))
            return kept

        return call

    for macro in MACROS:
        env.macro(bind(macro), macro.__name__)
