"""The JSON of the public contract (docs/data.md): a view to text, nothing else.

What is written has passed the models of api_models, so that the schema and the OpenAPI made from them hold for it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from macros.exports.api_models import (
    SCHEMA_VERSION,
    ApiModel,
    DeadlinesDocument,
    PlanDocument,
    ProgressDocument,
    TaskDocument,
    TopicsDocument,
    UnitDocument,
)
from macros.model import Deadline, Measure, Plan, Task, Unit
from macros.store.provenance import Provenance
from macros.views.amendments import build_amendments
from macros.views.deadlines import Event
from macros.views.duties import Duty, Mention
from macros.views.plan_views import PlanViews


def create_plan_json(views: PlanViews, provenance: Provenance | None = None) -> str:
    """`/api/v1/plan.json`: every field that the contract names and no other; ends with a line end."""
    plan = views.plan
    return _create_text(
        PlanDocument,
        {
            "schema_version": SCHEMA_VERSION,
            "plan": {
                "title": plan.title,
                "year": plan.year,
                **({"until_year": plan.until_year} if plan.until_year else {}),
                "status": plan.status,
            },
            "roles": [{"id": role.id, "name": role.name} for role in plan.roles],
            "sections": [{"id": section.id, "title": section.title, "part": section.part} for section in plan.sections],
            "tasks": (_task(views, task) for task in plan.tasks),  # one by one: together they are large
            "units": (_unit(unit) for unit in plan.units.values()),
            "provenance": _provenance(views.plan, provenance),
        },
    )


def create_task_json(views: PlanViews, task: Task) -> str:
    """`/api/v1/tasks/<no>.json`: the task as it stands in plan.json."""
    return _create_text(TaskDocument, {"schema_version": SCHEMA_VERSION, "task": _task(views, task)})


def create_unit_json(views: PlanViews, unit: Unit) -> str:
    """`/api/v1/units/<id>.json`: counts are of certain duties; `duties` also lists those that are not certain."""
    view = views.units[unit.id]
    counts = {count.role.id: count.count for count in view.counts}
    return _create_text(
        UnitDocument,
        {
            "schema_version": SCHEMA_VERSION,
            "unit": _unit(unit),
            "counts": {**counts, "total": view.total},
            "duties": [
                {
                    "task": duty.task.id,
                    "measure": duty.measure.id,
                    "role": duty.role.id,
                    "via": duty.via.name if duty.via else None,
                    "certain": duty.certain,
                    "deadline": _deadline(duty.measure.deadline),
                }
                for duty in views.duties_by_unit[unit.id]
            ],
            "mentions": [
                {"task": mention.task.id, "measure": mention.measure.id, "words": mention.words}
                for mention in view.mentions
            ],
        },
    )


def create_progress_json(plan: Plan) -> str:
    """`/api/v1/progress.json`: every entry, not only the latest of each body."""
    entries = [
        {**asdict(entry), "on": entry.on.isoformat(), "state": entry.state.name.lower()}
        for entry in sorted(plan.progress, key=lambda entry: entry.on)
    ]
    return _create_text(ProgressDocument, {"schema_version": SCHEMA_VERSION, "progress": entries})


def create_topics_json(plan: Plan) -> str:
    """`/api/v1/topics.json`: every topic with its measures."""
    topics = [
        {
            "id": topic.id,
            "name": topic.name,
            "aliases": list(topic.aliases),
            "measures": list(topic.measures),
            "notes": list(topic.notes),
        }
        for topic in plan.topics
    ]
    return _create_text(TopicsDocument, {"schema_version": SCHEMA_VERSION, "topics": topics})


def create_deadlines_json(views: PlanViews) -> str:
    """`/api/v1/deadlines.json`: every event of the feeds, and every measure that has none.

    `start` and `end` are inclusive; a recurring event is its first occurrence, `recurrence.until` the last day.
    """
    active = [event for event in views.events if not event.is_cancelled]
    dated = {event.measure.id for event in active if event.recurrence is None}
    return _create_text(
        DeadlinesDocument,
        {
            "schema_version": SCHEMA_VERSION,
            "events": [
                {
                    "uid": event.uid,
                    "task": event.task.id,
                    "measure": event.measure.id,
                    "kind": event.kind.value,
                    "start": event.start.isoformat(),
                    "end": event.end.isoformat(),
                    "recurrence": _recurrence(event),
                    "deadline": _deadline(event.measure.deadline),
                    "moved": [
                        {"was": move.was.text, "on": move.on.isoformat(), "why": move.why}
                        for move in event.measure.moves
                    ],
                    "sequence": event.sequence,
                    "status": "cancelled" if event.is_cancelled else "confirmed",
                }
                for event in views.events
            ],
            "undated": [
                {"task": task.id, "measure": measure.id, "deadline": _deadline(measure.deadline)}
                for _, task, measure in views.plan.walk_active()
                if measure.id not in dated
            ],
        },
    )


def _recurrence(event: Event) -> dict[str, Any] | None:
    if event.recurrence is None or event.until is None:
        return None
    every = event.recurrence.every.name.lower()
    return {"every": every, "until": event.until.isoformat(), "words": event.recurrence.words}


def _create_text(model: type[ApiModel], data: dict[str, Any]) -> str:
    return model.model_validate(data).model_dump_json(indent=1, exclude_unset=True) + "\n"


def _task(views: PlanViews, task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "no": task.no,
        "title": task.title,
        "section": task.section,
        "measures": [_measure(views, task, measure) for measure in task.measures],
    }


def _measure(views: PlanViews, task: Task, measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "text": measure.text,
        "deadline": _deadline(measure.deadline),
        "units": {
            role.id: [item.printed for item in measure.assignments if item.role == role.id] for role in views.plan.roles
        },
        "duties": [_duty(duty) for duty in views.duties_by_measure[measure.id]],
        "mentions": [_mention(mention) for mention in views.mentions_by_measure[measure.id]],
        "targets": [
            {
                "name": target.name,
                "comparison": target.comparison.code,
                "value": target.value,
                "unit": target.unit,
                "words": target.words,
                "units": list(target.units),
            }
            for target in measure.targets
        ],
        # the contract has no field for what an edition changed
        "notes": [*map(str, build_amendments(measure)), *measure.notes],
        "source_rows": list(measure.rows),
        "topics": [topic.id for topic in views.topics_by_measure[measure.id]],
        "place": {"no": task.no, "row": measure.rows[0] if measure.rows else None},
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "unit": duty.unit.id,
        "role": duty.role.id,
        "via": duty.via.name if duty.via else None,
        "certain": duty.certain,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {"unit": mention.unit.id, "words": mention.words}


def _provenance(plan: Plan, provenance: Provenance | None) -> dict[str, Any] | None:
    revisions = plan.revisions
    if provenance is None:
        return None
    return {
        "sha256": provenance.digest,
        "revision": {
            "on": revisions[-1].on.isoformat(),
            "number": provenance.revision,
            "is_current": provenance.is_recorded,
        }
        if revisions
        else None,
        "source_revision": provenance.source_revision,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "text": deadline.text,
        "kind": deadline.kind.value,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
        "precision": deadline.precision.value if deadline.precision else None,
        "basis": deadline.basis,
    }


def _unit(unit: Unit) -> dict[str, Any]:
    """`aliases` are all other spellings, printed variants among them; `members` only those the document makes sure."""
    return {
        "id": unit.id,
        "name": unit.name,
        "kind": unit.kind.value,
        "aliases": list(unit.other_names),
        "members": list(unit.members),
    }
