"""The files that readers take away, read back by other programs than wrote them: every measure is in each, word for word."""

from __future__ import annotations

import csv
import io
import json

import docx
import openpyxl
from icalendar import Calendar

from macros.exports.api import create_deadlines_json, create_plan_json, create_progress_json
from macros.exports.csv_files import create_csv
from macros.exports.ics import FeedWriter
from macros.exports.word_sheets import create_plan_docx
from macros.exports.xlsx import create_plan_xlsx
from macros.model import Plan
from macros.views.flat_tables import build_measures_table
from macros.views.plan_views import PlanViews


def judge_exports(plan: Plan) -> None:
    """Raises where a file cannot be made, cannot be read, or lacks a measure."""
    views = PlanViews(plan)
    _judge_json(views)
    _judge_csv(plan)
    _judge_excel(views)
    _judge_word(views)
    _judge_feed(views)


def _judge_json(views: PlanViews) -> None:
    read = json.loads(create_plan_json(views))
    texts = [measure["text"] for task in read["tasks"] for measure in task["measures"]]
    assert texts == [measure.text for measure in views.plan.measures], "texts of plan.json"
    said = json.loads(create_progress_json(views.plan))["progress"]
    assert sorted(entry["words"] for entry in said) == sorted(entry.words for entry in views.plan.progress), (
        "progress.json"
    )


def _judge_csv(plan: Plan) -> None:
    table = build_measures_table(plan)
    content = create_csv(table).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), strict=True))
    assert len(rows) == len(plan.measures), "rows of measures.csv"
    for row, measure in zip(rows, plan.measures, strict=True):
        assert row["text"] in (measure.text, f"'{measure.text}"), f"text of measures.csv: {row['text'][:40]!r}"
        assert row["deadline"] in (measure.deadline.text, f"'{measure.deadline.text}"), "deadline of measures.csv"


def _judge_excel(views: PlanViews) -> None:
    book = openpyxl.load_workbook(io.BytesIO(create_plan_xlsx(views)))
    cells = {
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    for measure in views.plan.measures:
        assert any(measure.text in cell for cell in cells), f"text of plan.xlsx: {measure.text[:40]!r}"


def _judge_word(views: PlanViews) -> None:
    document = docx.Document(io.BytesIO(create_plan_docx(views)))
    cells = "\n".join(
        paragraph.text
        for table in document.tables
        for cell in table._cells  # noqa: SLF001  # rows come with each merged cell again
        for paragraph in cell.paragraphs
    )
    for measure in views.plan.measures:
        for paragraph in measure.paragraphs:
            assert paragraph in cells, f"text of plan.docx: {paragraph[:40]!r}"


def _judge_feed(views: PlanViews) -> None:
    feed = FeedWriter(views.plan, None).create_feed(views.plan.title, views.events)
    assert max(map(len, feed.split(b"\r\n"))) <= 75, "a line of the feed"
    read = Calendar.from_ical(feed)
    events = list(read.walk("VEVENT"))
    assert len(events) == len(views.events) == len(json.loads(create_deadlines_json(views))["events"]), (
        "events of the feed"
    )
    for event, wanted in zip(events, views.events, strict=True):
        assert wanted.measure.deadline.text in str(event["description"]), "deadline of the feed"
