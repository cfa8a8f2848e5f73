"""A built site's files, each read once: pages as ids, links and text; the rest by their formats."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree, html

from macros.urls import PLAN_JSON_URL

T = TypeVar("T")

HOST_NAME = "site.invalid"
HOST = f"http://{HOST_NAME}/"
_LOADING = frozenset({"stylesheet", "icon", "alternate", "preload", "modulepreload", "manifest"})
_SOURCES = ("src", "data", "poster", "background")
_UNREAD = frozenset({"code", "pre", "script", "style", "template"})
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMN = re.compile(r"[A-Z]+")


class Damaged(Exception):  # noqa: N818  # it is a finding, not a fault of the program
    """A file that is not there or not what its name says; the argument is the finding."""


@dataclass
class Page:
    """One page as it is read. `pieces` are its article's texts between tags, without code; `loads` is fetched by a browser."""

    path: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: int = 0
    title: str = ""
    pieces: list[str] = field(default_factory=list)
    policy: str = ""
    size: int = 0
    is_redirect: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def is_framed(self) -> bool:
        return self.path.startswith("embed/")


@dataclass(frozen=True)
class Event:
    """Of a calendar: the part of its UID before the host."""

    uid: str
    is_cancelled: bool


@dataclass(frozen=True)
class Entry:
    """Of an Atom feed."""

    title: str
    day: str


class Site:
    def __init__(self, folder: Path, site_path: str) -> None:
        self.folder = folder
        path = site_path.strip("/")
        self.root = f"{HOST}{path}/" if path else HOST
        self._json: dict[str, Any] = {}

    @cached_property
    def files(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.files)

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {name: self._read(name, _read_page) for name in self.files if name.endswith(".html")}

    @cached_property
    def anchors(self) -> dict[str, set[str]]:
        return {path: set(page.ids) for path, page in self.pages.items()}

    @property
    def plan(self) -> Any:
        return self.read_json(PLAN_JSON_URL)

    @cached_property
    def measures(self) -> dict[str, Any]:
        """By id, in printed order."""
        try:
            return {measure["id"]: measure for task in self.plan["tasks"] for measure in task["measures"]}
        except (KeyError, TypeError) as error:
            raise Damaged(f"{PLAN_JSON_URL}：缺少字段（{error}）。") from error

    def has(self, name: str) -> bool:
        return name in self.names

    def read_bytes(self, name: str) -> bytes:
        return self._read(name, lambda _, content: content)

    def read_json(self, name: str) -> Any:
        if name not in self._json:
            self._json[name] = self._read(name, lambda _, content: json.loads(content))
        return self._json[name]

    def read_csv(self, name: str) -> list[dict[str, str]]:
        return self._read(name, _read_csv)

    def read_workbook(self, name: str) -> dict[str, list[dict[str, str]]]:
        """Sheets by name: rows of texts by column letter."""
        return self._read(name, _read_workbook)

    def read_document(self, name: str) -> str:
        """All text of a Word file, without white space."""
        return self._read(name, _read_document)

    def read_calendar(self, name: str) -> list[Event]:
        return self._read(name, _read_calendar)

    def read_feed(self, name: str) -> list[Entry]:
        return self._read(name, _read_feed)

    def _read(self, name: str, read: Callable[[str, bytes], T]) -> T:
        try:
            return read(name, (self.folder / name).read_bytes())
        except FileNotFoundError:
            raise Damaged(f"{name}：没有这个文件。") from None
        except (OSError, ValueError, KeyError, IndexError, csv.Error, zipfile.BadZipFile, etree.LxmlError) as error:
            raise Damaged(f"{name}：文件是坏的，读不出来（{type(error).__name__}）。") from error


def squeeze(text: str) -> str:
    """Without what a format may add where a line ends."""
    return re.sub(r"\s", "", text)


def strip_guard(cell: str) -> str:
    """A cell of a CSV without the quote that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if re.match(r"''*[=+\-@\t\r＝＋－＠]", cell) else cell


def _read_page(name: str, content: bytes) -> Page:
    page = Page(name, size=len(content))
    if not content.strip():
        return page
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in root.iter(etree.Element):
        _read_element(page, element)
    for article in root.iter("article"):
        page.pieces += _list_texts(article)
    return page


def _read_element(page: Page, element: html.HtmlElement) -> None:
    values, tag = element.attrib, element.tag
    if values.get("id"):
        page.ids.append(str(values["id"]))
    if tag in ("a", "area", "form"):
        link = values.get("href", values.get("action"))
        page.links += [str(link)] if link is not None else []
    elif tag == "link" and _LOADING & set(str(values.get("rel", "")).split()):
        page.loads.append(str(values.get("href", "")))
    elif tag == "meta" and values.get("http-equiv") == "refresh":
        page.is_redirect = True
        page.links.append(str(values.get("content", "")).partition("url=")[2])
    elif tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
        page.policy = str(values.get("content", ""))
    elif tag in ("h1", "title"):
        page.headings += tag == "h1"
        page.title += element.text or "" if tag == "title" and not page.title else ""
    if tag not in ("a", "area", "link"):
        page.loads += [str(values[source]) for source in _SOURCES if source in values]
        page.loads += [part.split()[0] for part in str(values.get("srcset", "")).split(",") if part.strip()]


def _list_texts(element: html.HtmlElement) -> Iterator[str]:
    """Of an element and all below it, but for code."""
    skipped = 0
    for event, below in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "start":
            skipped += below.tag in _UNREAD
            if not skipped:
                yield below.text or ""
            continue
        if event == "end":
            skipped -= below.tag in _UNREAD
        if not skipped and below is not element:
            yield below.tail or ""


def _read_csv(_: str, content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _parse_xml(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _read_workbook(_: str, content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = _parse_xml(book.read("xl/sharedStrings.xml"))
            shared = ["".join(item.itertext(f"{_SPREADSHEET}t")) for item in strings]
        names = [
            sheet.get("name", "") for sheet in _parse_xml(book.read("xl/workbook.xml")).iter(f"{_SPREADSHEET}sheet")
        ]
        return {
            name: [_read_row(row, shared) for row in _parse_xml(book.read(part)).iter(f"{_SPREADSHEET}row")]
            for name, part in ((name, f"xl/worksheets/sheet{number}.xml") for number, name in enumerate(names, 1))
        }


def _unescape(match: re.Match[str]) -> str:
    """The character that a workbook writes as `_x0041_`."""
    return chr(int(match[1], 16))


def _read_row(row: etree._Element, shared: list[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for cell in row:
        column = _COLUMN.match(cell.get("r", ""))
        text = "".join(cell.itertext(f"{_SPREADSHEET}v", f"{_SPREADSHEET}t"))
        if text and column:
            cells[column[0]] = _ESCAPED.sub(_unescape, shared[int(text)] if cell.get("t") == "s" else text)
    return cells


def _read_document(_: str, content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return squeeze("".join(_parse_xml(file.read("word/document.xml")).itertext(f"{_WORDS}t")))


def _read_calendar(_: str, content: bytes) -> list[Event]:
    lines = re.sub(rb"\r\n[ \t]", b"", content).decode().split("\r\n")
    if lines[0] != "BEGIN:VCALENDAR" or lines[-2:] != ["END:VCALENDAR", ""]:
        raise ValueError("not a calendar")
    events: list[Event] = []
    for block in "\n".join(lines).split("\nBEGIN:VEVENT\n")[1:]:
        event, _, _ = block.partition("\nEND:VEVENT\n")
        [uid] = re.findall(r"^UID:([^@\n]+)", event, re.MULTILINE)
        events.append(Event(uid, "STATUS:CANCELLED" in event.split("\n")))
    if [lines.count(f"{edge}:VEVENT") for edge in ("BEGIN", "END")] != [len(events)] * 2:
        raise ValueError("events are not closed")
    return events


def _read_feed(_: str, content: bytes) -> list[Entry]:
    entries = _parse_xml(content).iter(f"{_ATOM}entry")
    return [Entry(e.findtext(f"{_ATOM}title", ""), e.findtext(f"{_ATOM}updated", "")[:10]) for e in entries]
