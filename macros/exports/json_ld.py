"""The subject of a page, for programs that read schema.org (JSON-LD, https://schema.org/docs/full.html).

Only what the plan says. A deadline is no schema.org Event: that is something to go to, with a place.
"""

from __future__ import annotations

import json
from typing import Any

from macros.model import Plan, Unit, UnitKind
from macros.urls import DEADLINES_JSON_URL, PLAN_JSON_URL, feed_url, folder_of, unit_json_url, unit_url

_TYPES = {UnitKind.AGENCY: "GovernmentOrganization"}


def create_dataset(plan: Plan, root: str) -> str:
    """The whole plan as a Dataset; `root` is what addresses begin with (`https://…/` or `../`)."""
    files = (
        (PLAN_JSON_URL, "application/json"),
        (DEADLINES_JSON_URL, "application/json"),
        (feed_url(None, plan), "text/calendar"),
    )
    return _create(
        "Dataset",
        name=f"{plan.title}（{plan.status}）",
        description=f"《{plan.title}》（{plan.status}）的全部任务、措施、时限和责任单位。",
        url=root,
        inLanguage="zh-CN",
        temporalCoverage="/".join(map(str, dict.fromkeys((plan.years[0], plan.years[-1])))),
        dateModified=plan.revised_on.isoformat(),
        isAccessibleForFree=True,
        distribution=[
            {"@type": "DataDownload", "contentUrl": f"{root}{url}", "encodingFormat": kind} for url, kind in files
        ],
    )


def create_body(plan: Plan, unit: Unit, root: str) -> str:
    """A body with its other names and where its duties are."""
    kind = "AdministrativeArea" if unit.is_town else _TYPES.get(unit.kind, "Organization")
    names = list(unit.other_names)
    hub = plan.towns_name if unit.is_town else "部门单位"
    return _create(
        "WebPage",
        name=unit.name,
        inLanguage="zh-CN",
        dateModified=plan.revised_on.isoformat(),
        about={"@type": kind, "name": unit.name, **({"alternateName": names} if names else {})},
        breadcrumb=_create_trail(
            (hub, f"{root}{folder_of(unit, plan)}/"), (unit.name, f"{root}{unit_url(unit, plan)}")
        ),
        subjectOf={
            "@type": "DataDownload",
            "contentUrl": f"{root}{unit_json_url(unit.id)}",
            "encodingFormat": "application/json",
        },
    )


def _create_trail(*steps: tuple[str, str]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }


def _create(kind: str, **values: Any) -> str:
    """JSON that may stand in a script element: no text of the data can end it."""
    text = json.dumps({"@context": "https://schema.org", "@type": kind, **values}, ensure_ascii=False)
    return text.replace("<", "\\u003c")
