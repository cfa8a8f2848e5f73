"""The index that is searched in the visitor's browser (macros/html/scripts/search-engine.js), fetched with the first query."""

from __future__ import annotations

import json
from typing import Any

from macros.views.search import Search, SearchEntry


def create_search_json(search: Search) -> str:
    """JSON: `entries` of plain text, with what is empty left out; `traditional` and simplified characters one after the other."""
    return json.dumps(
        {
            "entries": [dict(_list_fields(entry)) for entry in search.entries],
            "traditional": "".join(one + other for one, other in search.traditional.items()),
            "roles": search.roles,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _list_fields(entry: SearchEntry) -> list[tuple[str, Any]]:
    fields = [
        ("location", entry.location),
        ("kind", entry.kind.value),
        ("title", entry.title),
        ("text", entry.text),
        ("facts", entry.facts),
        ("names", entry.names),
        ("related", entry.related),
        ("measures", entry.measures),
    ]
    return [(name, value) for name, value in fields if value or name == "location"]
