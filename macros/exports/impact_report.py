"""An impact as text for a terminal, as Markdown for a pull request, as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

from macros.model import Plan
from macros.model.changes import Detail, MeasureChange, UnitChange, Wording
from macros.views.impact import Impact
from macros.views.redline import SegmentKind, build_redline

#: Of a stretch that stayed the same, this many characters are shown beside a change.
_CONTEXT = 20
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~@&!$:]|(?<=www)\.")


@dataclasses.dataclass(frozen=True)
class _Style:
    """The signs of one format; `text` makes words of the plan harmless in it."""

    text: Callable[[str], str]
    gone: tuple[str, str]
    new: tuple[str, str]
    strong: tuple[str, str]
    heading: str
    row: Callable[[Sequence[str]], str]
    rule: Callable[[int], list[str]]
    fold: tuple[str, str]


def _escape_markdown(text: str) -> str:
    """Every character that Markdown or GitHub would read as more than itself, as an HTML entity."""
    return _MARKUP.sub(lambda match: "".join(f"&#{ord(character)};" for character in match[0]), text)


_MARKDOWN = _Style(
    text=_escape_markdown,
    gone=("<del>", "</del>"),
    new=("<ins>", "</ins>"),
    strong=("<b>", "</b>"),
    heading="### ",
    row=lambda cells: f"| {' | '.join(cells)} |",
    rule=lambda columns: ["|" + " --- |" * columns],
    fold=("<details><summary>{}</summary>\n", "\n</details>"),
)
_PLAIN = _Style(
    text=str,
    gone=("[-", "-]"),
    new=("{+", "+}"),
    strong=("", ""),
    heading="",
    row=lambda cells: "  " + "　".join(cells),
    rule=lambda columns: [],  # noqa: ARG005  # the other style needs it
    fold=("{}", ""),
)


def create_markdown_report(impact: Impact, plan: Plan) -> str:
    return "\n".join(_create_lines(impact, plan, _MARKDOWN)) + "\n"


def create_text_report(impact: Impact, plan: Plan) -> str:
    return "\n".join(_create_lines(impact, plan, _PLAIN)) + "\n"


def create_json_report(impact: Impact, plan: Plan) -> str:
    """The fields of views/impact.py and revision.py; values of enums by their English names."""
    report = {"plan": plan.id, **dataclasses.asdict(impact, dict_factory=_create_object)}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _create_object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value.name.lower() if isinstance(value, Enum) else value for key, value in items}


IMPACT_FORMATS: dict[str, Callable[[Impact, Plan], str]] = {
    "text": create_text_report,
    "markdown": create_markdown_report,
    "json": create_json_report,
}


def _create_lines(impact: Impact, plan: Plan, style: _Style) -> Iterator[str]:
    changes = impact.changes
    yield f"{style.heading.replace('###', '##')}这次修改影响谁"
    yield ""
    if changes.is_empty:
        others = f"，只有{len(impact.files)}个网页或文件的排版、说明有变" if impact.files else ""
        yield f"计划的内容没有变化{others}。"
        return
    certain = {unit for sign_off in impact.sign_offs if sign_off.certain for unit in sign_off.units}
    bodies = f"涉及 {len(certain)} 个单位" if certain else "不涉及单位的责任"
    yield _strong(f"{len(changes.measures)} 条措施有变化，{bodies}。", style)
    if changes.measures:
        yield from ("", f"{style.heading}措施", "")
        for change in changes.measures:
            if not change.is_through_names:
                yield from _list_measure(change, plan, style)
        yield from _list_through_names(changes.measures, plan, style)
    if changes.units:
        yield from ("", f"{style.heading}单位登记册", "")
        for unit in changes.units:
            yield from _list_unit(unit, style)
    if changes.others:
        yield from ("", f"{style.heading}其他", "")
        yield from (f"- {line}" for detail in changes.others for line in _list_detail(detail, style))
    yield from _list_sign_offs(impact, style)
    yield from ("", f"{style.heading}数目", "", style.row(["", "原来", "现在"]), *style.rule(3))
    yield from (
        style.row(
            [
                style.text(count.name),
                str(count.was),
                str(count.now) if count.was == count.now else _strong(str(count.now), style),
            ]
        )
        for count in impact.counts
    )
    yield from _list_files(impact.files, style)


def _strong(words: str, style: _Style) -> str:
    return style.strong[0] + words + style.strong[1]


def _list_measure(change: MeasureChange, plan: Plan, style: _Style) -> Iterator[str]:
    title = _strong(change.label, style)
    yield f"- {title}　{style.text(change.task)}（{change.kind.value}）"
    if change.why:
        yield f"  - 原因：{style.text(change.why)}"
    if change.text:
        yield f"  - 文字：{_create_redline(change.text, style)}"
    if change.deadline:
        was, now = (style.text(words) for words in (change.deadline.was, change.deadline.now))
        yield f"  - 时限{change.deadline.direction.value}：{was} → {now}" if was else f"  - 时限：{now}"
    for cell in change.cells:
        yield f"  - {style.text(cell.role)}：{_join(cell.was, style)} → {_join(cell.now, style)}"
    for detail in change.details:
        yield from (f"  - {line}" for line in _list_detail(detail, style))
    yield from (f"  - {line}" for line in _list_reach(change, plan, style))


def _list_reach(change: MeasureChange, plan: Plan, style: _Style) -> Iterator[str]:
    """Bodies that gain or lose a role in a measure."""
    names = {role.id: role.name for role in plan.roles}
    for reach in change.reach:
        bodies = "、".join(plan.units[unit].name if unit in plan.units else unit for unit in reach.units)
        possibly = "" if reach.certain else "（可能涉及）"
        for verb, roles in (("新增责任", reach.gained), ("不再负责", reach.lost)):
            if roles:
                held = "、".join(names.get(role, role) for role in roles)
                yield f"{verb}{possibly}：{style.text(f'{bodies}（{held}）')}"


def _list_through_names(changes: Iterable[MeasureChange], plan: Plan, style: _Style) -> Iterator[str]:
    """Measures that say what they said, but whose collective names cover other bodies now: one line for the same bodies."""
    labels: dict[str, list[str]] = {}
    for change in changes:
        if change.is_through_names:
            for line in _list_reach(change, plan, style):
                labels.setdefault(line, []).append(change.label)
    for line, found in labels.items():
        yield f"- 统称包括的单位有变，{line}：{'、'.join(found)}"


def _join(names: Iterable[str], style: _Style) -> str:
    return style.text("、".join(names) or "（没有）")


def _create_redline(wording: Wording, style: _Style) -> str:
    segments = build_redline(wording.was, wording.now)
    pieces = []
    for number, segment in enumerate(segments):
        words = segment.text
        if segment.kind is SegmentKind.SAME:
            head = words[:_CONTEXT] if number else ""
            tail = words[-_CONTEXT:] if number < len(segments) - 1 else ""
            words = words if len(words) <= len(head) + len(tail) + 2 else f"{head}……{tail}"
            pieces.append(style.text(words))
        else:
            before, after = style.gone if segment.kind is SegmentKind.GONE else style.new
            pieces.append(f"{before}{style.text(words)}{after}")
    return "".join(pieces).replace("\n", "／")


def _list_unit(change: UnitChange, style: _Style) -> Iterator[str]:
    yield f"- {_strong(style.text(change.name), style)}（{change.kind.value}，编号 {change.unit}）"
    for detail in change.details:
        yield from (f"  - {line}" for line in _list_detail(detail, style))


def _list_detail(detail: Detail, style: _Style) -> Iterator[str]:
    gone, came = detail.gone, detail.new
    if len(gone) == len(came) == 1:
        yield f"{style.text(detail.name)}：{_create_redline(Wording(gone[0], came[0]), style)}"
    elif gone or came:
        yield from (f"{style.text(detail.name)}：{style.gone[0]}{style.text(line)}{style.gone[1]}" for line in gone)
        yield from (f"{style.text(detail.name)}：{style.new[0]}{style.text(line)}{style.new[1]}" for line in came)
    else:
        yield f"{style.text(detail.name)}的先后：{_join(detail.was, style)} → {_join(detail.now, style)}"


def _list_sign_offs(impact: Impact, style: _Style) -> Iterator[str]:
    if not impact.sign_offs:
        return
    yield from ("", f"{style.heading}建议会签的单位", "", style.row(["单位", "因为"]), *style.rule(2))
    for sign_off in impact.sign_offs:
        names = style.text(sign_off.name)
        if len(sign_off.units) > 1:
            names += style.text(f"（{len(sign_off.units)}个：{'、'.join(sign_off.units)}）")
        possibly = "" if sign_off.certain else "（可能涉及，原文没有写明是谁）"
        yield style.row([names + possibly, style.text("；".join(sign_off.reasons))])


_KINDS_OF_FILES = (("网页", ""), ("日历订阅", ".ics"), ("更新订阅", ".xml"), ("数据", ".json"))


def _list_files(files: Sequence[str], style: _Style) -> Iterator[str]:
    pages = [file for file in files if file.endswith("/") or not file]
    grouped = {
        name: [file for file in files if file.endswith(ending)] if ending else pages for name, ending in _KINDS_OF_FILES
    }
    known = {file for found in grouped.values() for file in found}
    grouped["其他文件"] = [file for file in files if file not in known]
    counts = "、".join(f"{name} {len(found)} 个" for name, found in grouped.items() if found)
    yield from ("", f"{style.heading}会变的网页和文件", "", f"{counts or '没有'}。")
    if counts:
        yield from ("", style.fold[0].format("全部地址"))
        yield from (f"- /{style.text(file)}" for file in files)
        yield style.fold[1]
