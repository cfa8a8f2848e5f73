"""One Jinja environment for all of our HTML, and the fragments that keep it out of Markdown.

Text of the data is escaped here and nowhere else. Links are written from the site's root as `~/towns/…`; they become
relative to the page when a fragment is put in, so that the site works under any path.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from macros import urls
from macros.model import DeadlineKind, UnitKind
from macros.views.amendments import build_amendments
from macros.views.measures import name_measure
from macros.words.wording import create_reading, date_words, size_words

_TEMPLATE_CACHE = Path(__file__).resolve().parents[2] / "build" / "templates"
KIND_NAMES = {
    UnitKind.AGENCY: "部门单位",
    UnitKind.PARK: "园区",
    UnitKind.ENTERPRISE: "企业",
    UnitKind.OUTSIDE: "责任栏以外的单位",
    UnitKind.TOWN: "镇",
    UnitKind.SUBDISTRICT: "街道",
    UnitKind.DISTRICT: "区县",
    UnitKind.GROUP: "统称",
}


DEADLINE_KIND_NAMES = {
    DeadlineKind.BY: "到某日为止",
    DeadlineKind.WINDOW: "一段时间内",
    DeadlineKind.FROM: "从某日起",
    DeadlineKind.ONGOING: "长期进行",
    DeadlineKind.AS_SCHEDULED: "日期另定",
}


#: Addresses that templates write; fixed ones are read from `urls` itself.
_URLS = (
    urls.atom_url,
    urls.duties_url,
    urls.embed_url,
    urls.feed_url,
    urls.measure_ics_url,
    urls.measure_url,
    urls.office_url,
    urls.task_json_url,
    urls.task_url,
    urls.topic_url,
    urls.unit_json_url,
)


def create_template_cache() -> FileSystemBytecodeCache:
    """Templates as Python's bytecode, from one build to the next: compiling them is a fifth of a small build.

    The name holds what this file says, since the bytecode depends on the environment's options.
    """
    _TEMPLATE_CACHE.mkdir(parents=True, exist_ok=True)
    options = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return FileSystemBytecodeCache(str(_TEMPLATE_CACHE), f"{options}-%s.cache")


@cache
def create_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=create_template_cache(),
    )
    environment.filters.update(
        date_words=date_words,
        reading=create_reading,
        kind_name=KIND_NAMES.__getitem__,
        pairs=_pair,
    )
    environment.globals["build_amendments"] = build_amendments
    environment.globals["name_measure"] = name_measure
    environment.globals["urls"] = urls
    for url in _URLS:
        environment.globals[url.__name__] = url
    return environment


_INDENT = re.compile(r"\n[ \t\n]+")
_AS_IT_IS = re.compile(r"(<pre.*?</pre>)", re.DOTALL)  # blanks are text in it


def _pair(records: Iterable[Any], name: str) -> list[tuple[str, str]]:
    """The choices of a select: each record's id, and what it is called."""
    return [(record.id, getattr(record, name)) for record in records]


def render(template: str, **values: Any) -> str:
    """The HTML of a template in templates/, without the templates' own indents (a quarter of a page's bytes); raises for
    any value that the template uses without having it.
    """
    html = create_environment().get_template(template).render(**values)
    parts = _AS_IT_IS.split(html)  # every second is a <pre>
    return "".join(part if number % 2 else _INDENT.sub("\n", part) for number, part in enumerate(parts))


class Fragments:
    """Finished HTML that waits outside, in a file, while Markdown and the engine's templates run over a page."""

    _MARK = '<div data-fragment="{}"></div>'
    _PATTERN = re.compile(r'<div data-fragment="(\d+)"></div>')

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the build
        self._places: list[tuple[int, int]] = []  # where each begins, and its length in bytes

    def keep(self, html: str) -> str:
        """A mark that stands for the HTML, safe in Markdown as a block of its own."""
        start = self._file.seek(0, os.SEEK_END)
        self._places.append((start, self._file.write(html.encode())))
        return f"\n\n{self._MARK.format(len(self._places) - 1)}\n\n"

    def put_in(self, page_html: str, root: str) -> str:
        """The page with its fragments; `root` leads from the page to the site's root (`../../`)."""
        return self._PATTERN.sub(lambda match: place_links(self._read(int(match[1])), root), page_html)

    def _read(self, number: int) -> str:
        start, length = self._places[number]
        self._file.seek(start)
        return self._file.read(length).decode()

    def close(self) -> None:
        self._file.close()


_HEADING = re.compile(r"<h([1-3])\b[^>]*?\bid=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r" id=\"([^\"]+)\"")
_TAG = re.compile(r"<[^>]+>")


def find_anchors(page_html: str) -> set[str]:
    """The ids in a page."""
    return set(map(sys.intern, _ID.findall(page_html)))  # the same ones stand on many pages


def create_toc_tokens(page_html: str) -> Any:
    """Headings that have an id, nested as Python-Markdown's toc extension nests them."""
    top: list[dict[str, Any]] = []
    open_levels: list[dict[str, Any]] = []
    for level, anchor, inner in _HEADING.findall(page_html):
        name = " ".join(_TAG.sub("", inner).split())
        token = {"level": int(level), "id": unescape(anchor), "name": name, "children": []}
        while open_levels and open_levels[-1]["level"] >= token["level"]:
            open_levels.pop()
        (open_levels[-1]["children"] if open_levels else top).append(token)
        open_levels.append(token)
    return top


_SIZE = re.compile(r'<span data-size="([^"]*)"></span>')


def place_sizes(html: str, sizes: Mapping[str, int] | None) -> str:
    """HTML of ours with the sizes (bytes, by address) that components/file_size.html left open; None: nothing is said.

    Raises KeyError for a file that was not made.
    """
    return _SIZE.sub(lambda match: f"，{size_words(sizes[match[1]])}" if sizes is not None else "", html)


def place_links(html: str, root: str) -> str:
    """HTML of ours with its links relative to where it stands."""
    return html.replace('="~/', f'="{root}')
