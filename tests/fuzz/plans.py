"""Random plans that must pass the check: 1 to 4 roles, one or two levels of headings, groups, moved and withdrawn measures,
progress. Their texts hold whatever means something to YAML, HTML, Markdown, Jinja or a spreadsheet.
"""

from __future__ import annotations

from typing import Any

import yaml

from tests.fuzz.case import Case, Dice

Data = dict[str, Any]

_CHARACTERS = "加强扬尘治理推进绿色低碳发展完善监测网络开展专项检查落实主体责任一二三四五六七八九十日月年底前区镇"
#: What a text may hold and some reader may take for a sign.
_SIGNS = [
    "#", " #", ": ", "：", "- ", "? ", "[", "]", "{", "}", ",", "&a", "*a", "!", "!!str", "%", "@", "`", "'", '"', "\\", "\\n",
    "{{ x }}", "{% x %}", "<b>", "</td>", "<!--", "-->", "&amp;", "&#65;", "](x)", "**", "__", "```", "=1+1", "+", "@SUM", "_x000D_",
    "\t", "  ", "\u3000", "😀", "𠮷", "é", "①", "\u0301", "~", "null", "no", "0x1F", "1e3", "12:30", "---", "...", "<<", "=", "|", ">-",
    "2月30日", "10%", "5.0吨", "9月底前", "“", "”", "《", "》", "$&", "\\1", "BEGIN:VEVENT", ";", "^", "]]>", "%s", "{0}", "'''", "C:\\x",
]  # fmt: skip
#: A name stands in file names, addresses and cells; it has no separators.
_NAME_SIGNS = [":", "?", ":?", "#", "&", "<b>", "{{x}}", "'", '"', "\\", "=1", "%", "-", "（含A）", "A", "9"]
_DUES = [
    "年底前",
    "6月底",
    "长期实施",
    "10月15日前",
    "6-9月",
    "3月起",
    "每月",
    "一季度末",
    "上半年",
    "全年",
    "汛期前",
    "看情况",
]
_KINDS = ["agency", "park", "enterprise", "town", "subdistrict", "district"]


def make_plan(dice: Dice) -> Data:
    """File name -> its data, every scalar a word."""
    year = dice.randint(2000, 2099)
    roles = [
        {"id": name, "name": _make_name(dice)} for name in ["lead", "chief", "assist", "watch"][: dice.randint(1, 4)]
    ]
    units = _make_units(dice, year)
    sections = _make_sections(dice, year, [role["id"] for role in roles], units)
    tasks = [task for section in sections for task in section["tasks"]]
    measures = [measure for task in tasks for measure in task["measures"]]
    counts = {"sections": len(sections), "tasks": len(tasks), "measures": len(measures), "rows": len(measures)}
    plan = {
        "id": "fuzzed", "title": make_line(dice), "short_title": make_line(dice), "status": make_line(dice), "year": str(year),
        "columns": {key: make_line(dice) for key in ("no", "task", "measure", "deadline")}, "roles": roles,
        "none_mark": "——", "towns_name": "镇街", "counts": {key: str(count) for key, count in counts.items()},
        "revised_on": f"{year}-07-05",
    }  # fmt: skip
    for key in ("annex", "status_note", "licence"):
        if dice.random() < 0.3:
            plan[key] = make_line(dice)
    if dice.random() < 0.3:
        plan["notes"] = [make_line(dice) for _ in range(dice.randint(1, 3))]
    wordings = [
        {"text": "汛期前", "kind": "by", "end": "05-31", "precision": "day", "basis": make_line(dice)},
        {"text": "看情况", "kind": "as_scheduled", "basis": make_line(dice)},
    ]
    files = {"plan.yaml": plan, "units.yaml": {"units": units}, "deadlines.yaml": {"deadlines": wordings}}
    files["tasks.yaml"] = {"sections": sections}
    if dice.random() < 0.5:
        files["topics.yaml"] = {"topics": _make_topics(dice, tasks)}
    if dice.random() < 0.5:
        files["progress.yaml"] = {"progress": _make_progress(dice, year, measures, units)}
    return files


def _make_topics(dice: Dice, tasks: list[Data]) -> list[Data]:
    """Topics of one measure each, added by hand."""
    topics: list[Data] = []
    for number in range(dice.randint(1, 3)):
        task = dice.choice(tasks)
        names = _Names(dice)
        topic: Data = {"id": f"topic-{number}", "name": f"{names.new()}{number}", "aliases": [names.new()]}
        topic |= {"measures": [dice.choice(task["measures"])["id"]]}
        topics.append(topic | ({"notes": [make_line(dice)]} if dice.random() < 0.3 else {}))
    return topics


def dump_plan(dice: Dice, files: Data) -> Case:
    """The files as another program writes them, each in a style of its own."""
    return {
        name: yaml.safe_dump(
            data,
            allow_unicode=True,
            sort_keys=False,
            width=1_000_000,
            default_flow_style=dice.choice([False, True, None]),
            default_style=dice.choice([None, None, '"', "'"]),
        ).encode()
        for name, data in files.items()
    }


def make_line(dice: Dice) -> str:
    parts = [_make_words(dice), *(dice.choice([*_SIGNS, _make_words(dice)]) for _ in range(dice.randint(0, 3)))]
    if dice.random() < 0.3:
        parts.insert(0, parts.pop())
    line = "".join(parts).strip()
    return f"字{line}" if line.startswith(("|", "｜")) else line


def _make_words(dice: Dice) -> str:
    start = dice.randrange(len(_CHARACTERS) - 8)
    return _CHARACTERS[start : start + dice.randint(1, 8)]


def _make_text(dice: Dice) -> str:
    lines = [make_line(dice) for _ in range(dice.randint(1, 3))]
    if dice.random() < 0.1:
        lines.insert(1, "")
    return "\n".join(lines)


def _make_name(dice: Dice) -> str:
    parts = [_make_words(dice), dice.choice(_NAME_SIGNS) if dice.random() < 0.3 else ""]
    return "".join(parts if dice.random() < 0.8 else reversed(parts))


def _make_units(dice: Dice, year: int) -> list[Data]:
    """Bodies, and a collective name or two; every name belongs to one."""
    names = _Names(dice)
    units: list[Data] = []
    for number in range(dice.randint(1, 6)):
        unit: Data = {"id": f"unit-{number}", "name": names.new(), "kind": dice.choice(_KINDS)}
        others = {
            "aliases": [names.new() for _ in range(dice.randint(1, 2))],
            "variants": [names.new()],
            "capacities": [_make_words(dice)],
            "former_ids": [f"former-{number}"],
            "renamed": [{"was": names.new(), "on": f"{year}-06-01", "why": make_line(dice)}],
            "notes": [make_line(dice)],
        }
        units.append(unit | {key: value for key, value in others.items() if dice.random() < 0.2})
    bodies = [unit["name"] for unit in units]
    for number in range(dice.randint(0, 2)):
        group: Data = {"id": f"group-{number}", "name": names.new(), "kind": "group"}
        if dice.random() < 0.7:
            key = dice.choice(["members", "possible_members"])
            group[key] = dice.sample(bodies, dice.randint(1, len(bodies)))
        units.append(group)
    return units


class _Names:
    """Names that no other body has."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._seen: set[str] = set()

    def new(self) -> str:
        name = _make_name(self._dice)
        while name in self._seen:
            name += self._dice.choice("甲乙丙丁")
        self._seen.add(name)
        return name


def _make_sections(dice: Dice, year: int, roles: list[str], units: list[Data]) -> list[Data]:
    sections: list[Data] = []
    rows = tasks = 0
    part = make_line(dice) if dice.random() < 0.4 else None
    for number in range(dice.randint(1, 3)):
        section: Data = {"id": f"s{number}", "title": make_line(dice)}
        if part:
            section["part"] = part
        section["tasks"] = []
        for _ in range(dice.randint(1, 2)):
            tasks += 1
            task: Data = {"id": f"t{tasks}", "no": str(tasks), "title": make_line(dice), "measures": []}
            for at in range(dice.randint(1, 3)):
                rows += 1
                above = task["measures"][-1] if at and dice.random() < 0.2 else None
                task["measures"].append(_make_measure(dice, year, roles, units, f"t{tasks}-{at + 1}", str(rows), above))
            section["tasks"].append(task)
        sections.append(section)
    return sections


def _make_measure(
    dice: Dice, year: int, roles: list[str], units: list[Data], id: str, row: str, above: Data | None
) -> Data:
    measure: Data = {"id": id, "text": _make_text(dice), "due": dice.choice(_DUES)}
    if dice.random() < 0.1 and measure["due"] in ("年底前", "长期实施", "看情况"):
        measure["starts"] = f"{year}年2月起"
        measure["text"] += f"\n{measure['starts']}。"
    if dice.random() < 0.2:
        was = dice.choice([due for due in _DUES if due != measure["due"]])
        measure["moved"] = [{"was": was, "on": f"{year}-0{dice.randint(1, 6)}-01", "why": make_line(dice)}]
    if dice.random() < 0.1:
        measure["withdrawn"] = {"on": f"{year}-07-01", "why": make_line(dice)}
    lists = {role: dice.sample([unit["name"] for unit in units], dice.randint(0, min(3, len(units)))) for role in roles}
    if above:
        measure["units_as"] = above["id"]
    else:
        measure |= lists
        if not any(lists.values()):
            measure["notes"] = ["没有写责任单位。"]
    first = next((names[0] for names in lists.values() if names), None)
    if first and not above and dice.random() < 0.3:
        words = f"完成{dice.randint(10, 99)}台"
        measure["text"] += f"\n{words}。"
        target = {
            "name": make_line(dice),
            "comparison": dice.choice(["为", "不少于", "约"]),
            "value": words[2:-1],
            "unit": "台",
        }
        measure["targets"] = [target | {"words": words, "units": [first], "headline": dice.choice(["true", "false"])}]
    if dice.random() < 0.2:
        measure["notes"] = [*measure.get("notes", []), make_line(dice)]
    measure["rows"] = [row]
    return measure


def _make_progress(dice: Dice, year: int, measures: list[Data], units: list[Data]) -> list[Data]:
    bodies = [unit["name"] for unit in units if unit["kind"] != "group"]
    entries = []
    for day in range(1, dice.randint(2, 4)):
        entry = {"measure": dice.choice(measures)["id"], "unit": dice.choice(bodies), "on": f"{year}-06-0{day}"}
        entry |= {"state": dice.choice(["未启动", "推进中", "已完成"]), "words": _make_text(dice)}
        if dice.random() < 0.3:
            entry |= {
                "issues": _make_text(dice),
                "next_steps": make_line(dice),
                "source": "https://report.example/1?a=b&c",
            }
        entries.append(entry)
    return entries
