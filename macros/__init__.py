"""Everything between plan/*.yaml and the pages. mkdocs-macros calls `define_env`; the way through is
load → check → resolve → views → page_macros and exports → pages.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any


def define_env(env: Any) -> None:
    """Register the macros of page_macros with mkdocs-macros, bound to the site that the hook has loaded."""
    from macros.html.render import Fragments
    from macros.pages.page_macros import MACROS, Site
    from macros.publish.current import get_current  # `python -m macros check` needs none of this

    def bind(macro: Callable[..., str], site: Site, fragments: Fragments) -> Callable[..., str]:
        @functools.wraps(macro)
        def call(*arguments: str) -> str:
            return fragments.keep(macro(site, *arguments))

        return call

    site, fragments = get_current()
    for macro in MACROS:
        env.macro(bind(macro, site, fragments), macro.__name__)
