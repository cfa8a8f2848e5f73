"""Every format says the same as the plan's file: all measures, all names, all dates, in the same order.

What is expected is read from tasks.yaml by PyYAML, without our loader; each format by another library than its writer.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import docx
import feedparser
import openpyxl
import pytest
import vobject
import yaml
from pypdf import PdfReader

from tests.conftest import PLAN


class Row(NamedTuple):
    no: str
    title: str
    text: str
    due: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]


def squeeze(text: str) -> str:
    """Without what a format may add where a line ends."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    file = yaml.load((PLAN / "tasks.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # it makes words only
    found: list[Row] = []
    for section in file["sections"]:
        for task in section["tasks"]:
            for measure in task["measures"]:
                above = found[-1][4:] if "units_as" in measure else None
                names = above or (tuple(measure["lead"]), tuple(measure["responsible"]))
                found.append(Row(task["no"], task["title"], measure["text"], measure["due"], *names))
    assert len(found) == 68
    return found


def read_names(cell: str) -> tuple[str, ...]:
    return () if cell in ("——", "") else tuple(cell.split("\n"))


def read_json(site: Path) -> Iterator[Row]:
    plan = json.loads((site / "api/v1/plan.json").read_text(encoding="utf-8"))
    for task in plan["tasks"]:
        for measure in task["measures"]:
            units = measure["units"]
            yield Row(
                task["no"], task["title"], measure["text"], measure["deadline"]["text"],
                tuple(units["lead"]), tuple(units["responsible"]),
            )  # fmt: skip


def read_csv(site: Path) -> Iterator[Row]:
    text = (site / "downloads/measures.csv").read_bytes().decode("utf-8-sig")
    heads, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    for line in lines:
        cell = dict(zip(heads, line, strict=True))
        yield Row(
            cell["task_no"], cell["task"], cell["text"], cell["deadline"],
            *(tuple(filter(None, cell[role].split("、"))) for role in ("lead", "responsible")),
        )  # fmt: skip


def read_excel(site: Path) -> Iterator[Row]:
    sheet = openpyxl.load_workbook(site / "downloads/plan.xlsx")["计划表"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
        for line in sheet[str(area)]:
            for cell in line:
                cell.value = sheet.cell(area.min_row, area.min_col).value
    yield from map(make_row, without_sections([[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]))


def read_word(site: Path) -> Iterator[Row]:
    """python-docx finds merged cells itself: it gives each its text."""
    [table] = docx.Document(str(site / "downloads/plan.docx")).tables
    yield from map(make_row, without_sections([[cell.text for cell in line.cells] for line in table.rows[1:]]))


def without_sections(lines: list[list[str]]) -> list[list[str]]:
    sections = [line for line in lines if len(set(line)) == 1]
    assert [line[0][:2] for line in sections] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    return [line for line in lines if line not in sections]


def make_row(line: list[str]) -> Row:
    no, title, text, due, lead, responsible = line
    return Row(no, title, text, due, read_names(lead), read_names(responsible))


class _Table(HTMLParser):
    """The plan's page: cells by their classes, merged ones once."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[int, str]]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append((int(values.get("rowspan") or 1), ""))
            self.depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.depth = 0

    def handle_data(self, data: str) -> None:
        if self.depth:
            span, text = self.rows[-1][-1]
            self.rows[-1][-1] = span, text + data


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "json": read_json,
    "csv": read_csv,
    "excel": read_excel,
    "word": read_word,
}


@pytest.mark.parametrize("format", READERS)
def test_every_format_has_every_measure(site: Path, rows: list[Row], format: str) -> None:
    assert list(READERS[format](site)) == rows


def test_the_page_has_every_measure(site: Path, rows: list[Row]) -> None:
    reader = _Table()
    reader.feed((site / "plan/index.html").read_text(encoding="utf-8"))
    texts = [squeeze("".join(text for _, text in row)) for row in reader.rows if len(row) > 1]
    found = [text for text in texts if any(squeeze(row.text) in text for row in rows)]
    assert len(found) == 68
    for row, text in zip(rows, found, strict=True):
        assert squeeze(row.text) in text
        assert row.due in text


def test_every_body_has_the_same_measures_everywhere(site: Path) -> None:
    """Excel and Word of a body, its page, its JSON, and duties.csv."""
    text = (site / "downloads/duties.csv").read_bytes().decode("utf-8-sig")
    duties = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    plan = json.loads((site / "api/v1/plan.json").read_text(encoding="utf-8"))
    order = [measure["id"] for task in plan["tasks"] for measure in task["measures"]]
    bodies = [unit for unit in plan["units"] if unit["kind"] != "group"]
    assert len(bodies) == 42
    for unit in bodies:
        document = json.loads((site / f"api/v1/units/{unit['id']}.json").read_text(encoding="utf-8"))
        certain = {duty["measure"] for duty in document["duties"] if duty["certain"]}
        wanted = [measure for measure in order if measure in certain]
        listed = {duty["measure"] for duty in duties if duty["unit"] == unit["id"] and duty["certain"] == "true"}
        assert listed == certain
        sheet = openpyxl.load_workbook(site / f"downloads/units/{unit['id']}.xlsx").worksheets[0]
        assert [cell.value for cell in sheet["A"][3:]] == wanted
        tables = docx.Document(str(site / f"downloads/units/{unit['id']}.docx")).tables
        printed = [squeeze("".join(cell.text for cell in line.cells)) for table in tables for line in table.rows[1:]]
        texts = {measure["id"]: squeeze(measure["text"]) for task in plan["tasks"] for measure in task["measures"]}
        assert [sum(texts[measure] in line for line in printed) for measure in wanted] == [1] * len(wanted), unit["id"]
        [folder] = [name for name in ("towns", "agencies") if (site / name / unit["id"]).is_dir()]
        page = (site / folder / unit["id"] / "index.html").read_text(encoding="utf-8")
        possible = (
            page.index('id="possible"', page.index('class="ap-section')) if 'id="possible"' in page else len(page)
        )
        assert sorted(re.findall(r'<li class="ap-row" id="([^"]+)"', page[:possible])) == sorted(wanted), unit["id"]
        frame = (site / "embed" / folder / unit["id"] / "index.html").read_text(encoding="utf-8")
        assert re.findall(r"<li>\n.*\n<p><a href=\"[^\"]*#([^\"]+)\"", frame) == wanted, unit["id"]


def test_every_date_is_the_same_everywhere(site: Path) -> None:
    """JSON, CSV, Excel and calendar; the calendar's end is the day after."""
    plan = json.loads((site / "api/v1/plan.json").read_text(encoding="utf-8"))
    dates = {
        measure["id"]: (measure["deadline"]["start"], measure["deadline"]["end"])
        for task in plan["tasks"] for measure in task["measures"]
    }  # fmt: skip
    text = (site / "downloads/measures.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {line["id"]: (line["start"] or None, line["end"] or None) for line in lines} == dates
    events = json.loads((site / "api/v1/deadlines.json").read_text(encoding="utf-8"))["events"]
    calendar = vobject.readOne((site / "calendar/deadlines.ics").read_bytes().decode())
    days = {event.uid.value.partition("@")[0]: event.dtstart.value.isoformat() for event in calendar.vevent_list}
    assert days == {event["uid"]: event["start"] for event in events}
    for event in events:
        start, end = dates[event["measure"]]
        if event["kind"] in ("by", "window"):
            assert event["end"] == end
        if event["kind"] in ("from", "window"):
            assert event["start"] == start


def test_revisions_are_the_same_as_page_and_feed(site: Path) -> None:
    page = (site / "changes/index.html").read_text(encoding="utf-8")
    entries = feedparser.parse((site / "changes/atom.xml").read_bytes()).entries
    assert len(entries) == page.count('class="ap-revision__why"') == len(list((PLAN / "revisions").iterdir()))
    for entry in entries:
        on, _, why = entry.title.partition("：")
        assert f'<time datetime="{on}">' in page
        assert f'<p class="ap-revision__why">{why}</p>' in page


@pytest.mark.slow
def test_another_office_program_reads_the_same(libreoffice: str, site: Path, rows: list[Row], tmp_path: Path) -> None:
    """LibreOffice opens both files, and what it prints has every text whole."""
    source = site / "downloads"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, name in (("txt:Text (encoded):UTF8", "plan.docx"), ("pdf", "plan.docx"), ("pdf", "plan.xlsx")):
        command = [
            libreoffice,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path),
            str(source / name),
        ]
        subprocess.run(command, check=True, capture_output=True)
        if kind == "pdf":
            (tmp_path / "plan.pdf").rename(tmp_path / f"{name}.pdf")
    text = squeeze((tmp_path / "plan.txt").read_text(encoding="utf-8-sig"))
    place = 0
    for row in rows:
        place = text.index(squeeze(row.text), place) + len(squeeze(row.text))
    pages = PdfReader(tmp_path / "plan.docx.pdf").pages
    printed = [squeeze(page.extract_text()) for page in pages]
    assert all("序号重点任务工作措施完成时限牵头单位主责单位" in page for page in printed), "a page without its head"
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    sheets = PdfReader(tmp_path / "plan.xlsx.pdf").pages
    shown = squeeze("".join(page.extract_text() for page in sheets))
    for row in rows:  # characters: a merged cell may stand between the lines of another
        assert all(squeeze(line) in shown for line in row.text.split("\n") if len(line) < 30), row
