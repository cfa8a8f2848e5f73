"""The words of an element as a browser shows them, piece by piece, with a line end where a block begins or ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from macros.imports.readers.document import Table, clean, squeeze
from macros.imports.readers.html.findings import Findings
from macros.imports.readers.html.lists import find_type, number_items, write_number
from macros.imports.readers.html.looks import Looks, is_hidden, is_sizeless, is_struck
from macros.imports.readers.html.replaced import REPLACED, list_all_words
from macros.imports.readers.raised import read_lowered, read_raised

OUTSIDE = "表格外面"
_BLOCKS = re.compile(
    "p|div|br|li|tr|td|th|h1|h2|h3|h4|h5|h6|section|article|blockquote|ul|ol|menu|dir|table|caption|pre|listing|xmp|dl|dt|dd|"
    "address|aside|main|header|footer|nav|figure|figcaption|form|fieldset|legend|details|summary|hr|center|hgroup|search|"
    "thead|tbody|tfoot|body|optgroup|option|dialog"
)
_BLOCK_DISPLAYS = (
    "block",
    "list-item",
    "flex",
    "grid",
    "table",
    "table-row",
    "table-cell",
    "table-caption",
    "flow-root",
)
#: Elements that no browser shows.
_UNSHOWN = re.compile("head|script|style|template|noscript|datalist|title|meta|link|base|param|source|track")
_SILENT = re.compile("head|script|style|title|meta|link|base|param|source|track|rp")
_QUOTES = (("“", "”"), ("‘", "’"))

Piece = str | Table


@dataclass(frozen=True)
class State:
    """Everything that holds for the words inside an element. `is_page`: outermost tables are tables of the document."""

    place: str = OUTSIDE
    is_page: bool = False
    keeps_lines: bool = False
    is_unseen: bool = False
    is_sizeless: bool = False
    list_type: str = "disc"
    quotes: int = 0

    @property
    def is_invisible(self) -> bool:
        return self.is_unseen or self.is_sizeless


@dataclass(frozen=True)
class _Step:
    """The pieces before and after those of an element; its own are not read if there is no state for them."""

    before: tuple[Piece, ...] = ()
    state: State | None = None
    after: tuple[Piece, ...] = ()


class WordReader:
    """Reads words of one page. `read_table` makes the table of an outermost one; None for one that only holds the page together."""

    def __init__(self, looks: Looks, findings: Findings, read_table: Callable[[Any], list[Piece] | None]) -> None:
        self._looks, self._findings, self._read_table = looks, findings, read_table
        self._numbers: dict[Any, int] = {}
        self._said: list[str] = []  # of the cell that is being read

    def read_cell(self, element: Any, place: str, most: int | None = None) -> str:
        """The words of a cell, of no more than `most` pieces."""
        look = self._looks.of(element)
        if is_struck(look):
            self._findings.mention(place, "里加了删除线的文字没有导入", list_all_words(element))
            return ""
        state = self._inherit(State(place), look)
        self._said = []
        for piece in islice(self.walk(element, state), most):
            self._said.append(piece if isinstance(piece, str) else "")
        return clean("".join(self._said))

    def walk(self, element: Any, state: State) -> Iterator[Piece]:
        """The pieces inside an element, in their order."""
        yield self._flow(element.text, state)
        for child in element:
            step = self._enter(child, state) if isinstance(child.tag, str) else self._tell_comment(child, state)
            yield from step.before
            if step.state is not None:
                yield from self.walk(child, step.state)
            yield from step.after
            yield self._flow(child.tail, state)

    def _flow(self, text: str | None, state: State) -> str:
        """Text of HTML, where a line end in the file is a space, and nothing between Chinese characters."""
        if not text:
            return ""
        if state.is_invisible:
            self._findings.mention(state.place, "有看不见的文字，没有导入", text) if squeeze(text) else None
            return ""
        plain = text.replace("\xa0", " ")
        if state.keeps_lines:
            return plain
        joined = re.sub(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])", "", plain)
        return re.sub(r"\s+", " ", joined)

    def _tell_comment(self, comment: Any, state: State) -> _Step:
        """A comment in the file; those of programs are not in Chinese."""
        words = comment.text or ""
        if re.search(r"[\u3400-\u9fff]", words) and not words.lstrip().startswith("["):
            self._findings.mention(state.place, "有网页源文件里的注释，没有导入", re.sub(r"<[^<>]*>", " ", words))
        return _Step()

    def _enter(self, element: Any, state: State) -> _Step:
        """Pieces that an element adds to the words."""
        tag, look = element.tag, self._looks.of(element)
        if _UNSHOWN.fullmatch(tag) or is_hidden(look) or (tag == "dialog" and element.get("open") is None):
            if not _SILENT.fullmatch(tag) and (words := list_all_words(element)):
                self._findings.mention(state.place, "有看不见的文字，没有导入", words)
            return _Step()
        if is_struck(look):
            if words := list_all_words(element):
                self._findings.mention(state.place, "里加了删除线的文字没有导入", words)
            return _Step()
        state = self._inherit(state, look)
        self._tell_title(element, state)
        if tag == "table" and state.is_page and (table := self._read_table(element)) is not None:
            return _Step(("\n", *table, "\n"))
        if tag in REPLACED:
            return _Step(() if state.is_invisible else (REPLACED[tag](element, state.place, self._findings),))
        return self._enter_known(element, look, state)

    def _enter_known(self, element: Any, look: dict[str, str], state: State) -> _Step:
        tag, position = element.tag, look.get("vertical-align")
        if tag in ("rt", "rtc", "rp"):
            if tag != "rp" and (words := list_all_words(element)):
                self._findings.decide(state.place, "的注音没有导入，只取正文", words)
            return _Step()
        if position in ("super", "sub") and tag not in ("td", "th", "tr"):
            return _Step((self._read_raised(element, position, state),))
        if tag == "bdo" and (element.get("dir") or "").lower() == "rtl":
            words = self._join(element, state)
            self._findings.decide(state.place, "有从右往左写的文字，照看到的先后导入", words)
            return _Step((words[::-1],))
        if tag == "q":
            opening, closing = _QUOTES[state.quotes % 2]
            return _Step((opening,), replace(state, quotes=state.quotes + 1), (closing,))
        if tag == "details" and element.get("open") is None:
            self._findings.decide(state.place, "有折叠着的内容，也导入了")
        if tag in ("ol", "ul", "menu", "dir"):
            items = [item for item in element if item.tag == "li" and not is_hidden(self._looks.of(item))]
            self._numbers |= number_items(element, items)
        display = look.get("display")
        edge = ("\n",) if (display in _BLOCK_DISPLAYS if display else _BLOCKS.fullmatch(tag)) else ()
        number = ""
        if tag == "li" and display in (None, "list-item") and not state.is_invisible:
            number = write_number(self._numbers.get(element, 1), state.list_type)
        return _Step((*edge, number), state, edge)

    def _inherit(self, state: State, look: dict[str, str]) -> State:
        """The state inside an element that looks so."""
        if "visibility" in look:
            state = replace(state, is_unseen=look["visibility"] in ("hidden", "collapse"))
        if "font-size" in look:
            state = replace(state, is_sizeless=is_sizeless(look))
        if "white-space" in look:
            state = replace(state, keeps_lines=look["white-space"].startswith(("pre", "break-spaces")))
        if (style := find_type(look)) is not None:
            state = replace(state, list_type=style)
        return state

    def _read_raised(self, element: Any, position: str, state: State) -> str:
        before, words = "".join(self._said[-20:]), self._join(element, state)
        if not squeeze(words):
            return words
        raised = read_raised(before, words) if position == "super" else read_lowered(words)
        if raised is None:
            told = f"有上标，看来是注的记号，没有导入（前面的字是“{squeeze(before)[-10:]}”）"
            self._findings.mention(state.place, told, words)
            return ""
        self._findings.decide(
            state.place, f"有{'上' if position == 'super' else '下'}标，写成“{squeeze(raised)}”", words
        )
        return raised

    def _join(self, element: Any, state: State) -> str:
        pieces = self.walk(element, replace(state, is_page=False))
        return "".join(piece for piece in pieces if isinstance(piece, str))

    def say(self, piece: str) -> None:
        """Remember a piece of a paragraph, for a raised one behind it."""
        self._said.append(piece)

    def _tell_title(self, element: Any, state: State) -> None:
        """Words that a browser shows only under the mouse; outside of tables they are a page's ornaments."""
        title = squeeze(element.get("title") or "")
        if title and state.place != OUTSIDE and title not in squeeze(element.text_content()):
            self._findings.mention(state.place, "有鼠标停在上面才显示的文字，没有导入", title)
