"""Addresses of pages and files, relative to the site's root, as the public contract fixes them (docs/data.md)."""

from __future__ import annotations

from macros.model import Measure, Plan, Task, Topic, Unit


def task_url(task: Task) -> str:
    return f"tasks/{task.no}/"


def measure_url(task: Task, measure: Measure) -> str:
    return f"{task_url(task)}#{measure.id}"


def topic_url(topic: Topic) -> str:
    return f"{TOPICS_URL}{topic.id}/"


def folder_of(unit: Unit, plan: Plan) -> str:
    """`towns` or `agencies`; a collective name stands on the index of the bodies that it covers."""
    covered = [plan.units[member] for member in unit.members + unit.possible_members]
    return "towns" if unit.is_town or (covered and all(body.is_town for body in covered)) else "agencies"


def unit_url(unit: Unit, plan: Plan) -> str:
    """A page of its own for a body, a spot on the index for a collective name."""
    folder = folder_of(unit, plan)
    return f"{folder}/#{unit.id}" if unit.is_group else f"{folder}/{unit.id}/"


def feed_url(unit: Unit | None, plan: Plan, *, lead_only: bool = False) -> str:
    """The plan's feed for None; for a body its own, or that of the duties it leads."""
    name = "lead.ics" if lead_only else "deadlines.ics"
    return f"{unit_url(unit, plan)}{name}" if unit else f"calendar/{name}"


def duties_url(unit: Unit, plan: Plan) -> str:
    """A town's duties by date, to be printed; an agency's stand on its page."""
    return f"{unit_url(unit, plan)}duties/"


def embed_url(unit: Unit, plan: Plan) -> str:
    """A body's duties as a light page for other sites' frames."""
    return f"embed/{unit_url(unit, plan)}"


def measure_ics_url(task: Task, measure: Measure) -> str:
    return f"{task_url(task)}{measure.id}.ics"


def atom_url(unit: Unit | None, plan: Plan) -> str:
    """The feed of all revisions for None; for a body of those that concern it."""
    return f"{unit_url(unit, plan)}atom.xml" if unit else f"{CHANGES_URL}atom.xml"


def unit_json_url(unit_id: str) -> str:
    return f"api/v1/units/{unit_id}.json"


def task_json_url(task: Task) -> str:
    return f"api/v1/tasks/{task.no}.json"


def office_url(unit: Unit, kind: str) -> str:
    """A body's duty sheet; `kind` is `docx` or `xlsx`."""
    return f"downloads/units/{unit.id}.{kind}"


CHANGES_URL = "changes/"
TOPICS_URL = "topics/"
SEARCH_URL = "search/entries.json"
REDIRECTS_URL = "redirects.json"
PLAN_JSON_URL = "api/v1/plan.json"
TOPICS_JSON_URL = "api/v1/topics.json"
PROGRESS_JSON_URL = "api/v1/progress.json"
DEADLINES_JSON_URL = "api/v1/deadlines.json"
SOURCE_URL = "downloads/source.txt"
DATA_URL = "downloads/data/"  # the plan's YAML files
DATA_SUMS_URL = f"{DATA_URL}SHA256SUMS"
CARD_URL = "assets/card.png"
OPENAPI_URL = "api/v1/openapi.json"
MEASURES_CSV_URL = "downloads/measures.csv"
DUTIES_CSV_URL = "downloads/duties.csv"
DATAPACKAGE_URL = "downloads/datapackage.json"
PLAN_XLSX_URL = "downloads/plan.xlsx"
PLAN_DOCX_URL = "downloads/plan.docx"
