"""Entries for the search in the visitor's browser (macros/html/scripts/search.js) when it is used.

docs/search/search_index.json, which the theme fetches with every page, stands where its own index would be, and is empty.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

from macros.views.search import SearchEntry


def create_search_entries(entries: Iterable[SearchEntry]) -> str:
    """JSON, a list; `location`, `title` and `text` are shown, the rest is only searched.

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
    return json.dumps(docs, ensure_ascii=False, separators=(",", ":"))
