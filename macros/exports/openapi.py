"""The API described for programs: OpenAPI 3.1, whose schemas are those of api_models (https://spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

from pydantic.json_schema import models_json_schema

from macros.exports.api_models import DOCUMENTS, SCHEMA_VERSION
from macros.model import Plan

#: Documents that a plan need not have -> what their absence means.
_NOT_ALWAYS = {"topics.json": "没有整理主题", "progress.json": "没有人填报过进展"}


def create_openapi(plan: Plan, site_url: str | None) -> str:
    """JSON; addresses are relative to this file's own folder where the site's address is not known."""
    names, definitions = models_json_schema(
        [(model, "serialization") for model in DOCUMENTS.values()], ref_template="#/components/schemas/{model}"
    )
    for schema in definitions["$defs"].values():
        schema.pop("additionalProperties", None)  # what we write has no other fields; what v1 may grow to has
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{plan.short_title}：开放数据",
            "version": SCHEMA_VERSION,
            "description": "只读的静态文件。v1 的字段不会删除，含义不会改变，可能增加；有不能兼容的改动时换新版本号。",
        },
        "servers": [{"url": f"{site_url or '../../'}api/v1/"}],
        "paths": {
            f"/{path}": {"get": _operation(path, names[model, "serialization"], inspect.getdoc(model) or "")}
            for path, model in DOCUMENTS.items()
        },
        "components": {"schemas": definitions["$defs"]},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _operation(path: str, schema: Any, summary: str) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]
    responses: dict[str, Any] = {
        "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
    }
    if parameters:
        responses["404"] = {"description": "没有这个编号"}
    elif path in _NOT_ALWAYS:
        responses["404"] = {"description": _NOT_ALWAYS[path]}
    operation_id = "get_" + re.sub(r"\W+", "_", path.removesuffix(".json")).strip("_")
    return {"operationId": operation_id, "summary": summary, "parameters": parameters, "responses": responses}
