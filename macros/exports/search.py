"""The index that the search in the visitor's browser reads (docs/assets/search.js), at the theme's address for it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

from macros.views.search import SearchEntry


def create_search_index(entries: Iterable[SearchEntry]) -> str:
    """JSON with `docs` in the theme's form; `location`, `title` and `text` are shown, the rest is only searched.

    Titles and texts are HTML, since the theme puts them into its list as such.
    """
    docs = [
        {
            "location": entry.location,
            "title": html.escape(entry.title),
            "text": html.escape(entry.text),
            "kind": entry.kind.value,
            "names": list(entry.names),
            "related": list(entry.related),
        }
        for entry in entries
    ]
    config = {"lang": ["zh"], "separator": r"[\s　]+", "pipeline": []}
    return json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
