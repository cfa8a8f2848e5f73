"""Everything between plan/*.yaml and the pages. mkdocs-macros calls `define_env`; the way through is
load → check → resolve → views → page_macros and exports → pages.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Callable
from typing import Any


def define_env(env: Any) -> None:
    """Register the macros of page_macros with mkdocs-macros, bound to the site that the hook has loaded.

    Titles in the menu may be words of the data; the theme writes them as they are.
    """
    from macros.current import get_current  # `python -m macros check` needs none of this
    from macros.page_macros import MACROS, Site
    from macros.render import Fragments

    def bind(macro: Callable[..., str], site: Site, fragments: Fragments) -> Callable[..., str]:
        @functools.wraps(macro)
        def call(*arguments: str) -> str:
            return fragments.keep(macro(site, *arguments))

        return call

    site, fragments = get_current()
    env.conf.nav = [{html.escape(title): uri for title, uri in item.items()} for item in env.conf.nav or []]
    for macro in MACROS:
        env.macro(bind(macro, site, fragments), macro.__name__)


def on_pre_page_macros(env: Any) -> None:
    """A page's title is text: what mkdocs-macros would take for a template in it, and run, becomes plain characters.

    It is called by this name before each page. Titles come escaped for HTML, which leaves braces alone.
    """
    env.page.title = env.page.title.replace("{", "&#123;").replace("}", "&#125;")
