"""The flat tables as CSV (RFC 4180) with a BOM, so that Excel reads UTF-8, and their Frictionless description."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date
from typing import Any

from macros.model import Plan
from macros.views.flat_tables import Table, Value

#: A spreadsheet takes what begins like this for a formula; what our mark would be confused with is marked as well.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def create_csv(table: Table[Any]) -> bytes:
    """UTF-8 with BOM, lines end with CR LF; a text that could be a formula has one ' before it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.read())
    return file.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def create_datapackage(plan: Plan, files: dict[str, tuple[Table[Any], bytes]]) -> str:
    """`datapackage.json` for CSV files that stand in its folder (https://specs.frictionlessdata.io/data-package/)."""
    document = {
        "profile": "tabular-data-package",
        "name": plan.id,
        "title": f"{plan.title}（{plan.status}）",
        "description": "以 = + - @ 等开头的文字前面加了一个单引号，使电子表格不把它当成公式。"
        + (f"使用许可：{plan.licence}" if plan.licence else ""),
        "version": plan.revised_on.isoformat(),
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "path": path,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": {
                    "fields": [{"name": c.name, "title": c.title, "type": c.type} for c in table.columns],
                    "primaryKey": list(table.key),
                    "missingValues": [""],
                },
            }
            for path, (table, content) in files.items()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
