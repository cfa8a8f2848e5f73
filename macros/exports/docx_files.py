"""The plan and a body's duty sheet as Word documents, in the layout of official papers (GB/T 9704—2012, landscape table).

Real tables with merged cells and a head that is repeated. Fonts are named, none is embedded: where one is missing, Word
and LibreOffice take another of their own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from macros.model import Measure, Plan, Unit
from macros.views.changes import build_changes
from macros.views.plan_views import PlanViews
from macros.views.table import TableSection
from macros.views.units import UnitRow
from macros.wording import create_reading

_TITLE, _HEADING, _BODY = "方正小标宋简体", "黑体", "仿宋"
_CELL = 10.5  # points


def create_plan_docx(views: PlanViews) -> bytes:
    """The annex as printed: sections across the table, merged task and unit cells."""
    plan = views.plan
    document = _create_document(plan, f"{plan.title}（{plan.status}）")
    if plan.annex:
        _add_line(document, plan.annex, _HEADING, 16)
    _add_line(document, plan.title, _TITLE, 22, is_centred=True)
    _add_line(document, f"（{plan.status}）", _BODY, 16, is_centred=True)
    columns = plan.columns
    heads = [columns.no, columns.task, columns.measure, columns.deadline, *(role.name for role in plan.roles)]
    role_width = min(36, 120 // max(len(plan.roles), 1))
    widths = [13, 28, 246 - 63 - role_width * len(plan.roles), 22, *(role_width for _ in plan.roles)]
    lines = sum(len(_list_headings(group)) + len(group.rows) for group in views.table)
    rows = _add_table(document, heads, widths, lines)
    line = 1
    for group in views.table:
        for heading in _list_headings(group):
            _fill(rows[line][0].merge(rows[line][-1]), [heading], is_bold=True)
            line += 1
        for row in group.rows:
            cells = rows[line]
            if row.task_span:
                _fill(cells[0].merge(rows[line + row.task_span - 1][0]), [row.task.no], is_centred=True)
                _fill(cells[1].merge(rows[line + row.task_span - 1][1]), [row.task.title])
            _fill(cells[2], [*row.measure.paragraphs, *_list_changes(row.measure)])
            _fill(cells[3], [row.measure.deadline.text], is_centred=True)
            if row.units_span:
                for number, names in enumerate(row.cells, 4):
                    cell = cells[number].merge(rows[line + row.units_span - 1][number])
                    _fill(cell, [item.printed for item in names] or [plan.none_mark])
            line += 1
    return _pack(document)


def _list_headings(group: TableSection) -> list[str]:
    return [*filter(None, [group.part]), group.section.title]


def create_unit_docx(views: PlanViews, unit: Unit) -> bytes:
    """任务分工表 of one body: its certain duties by date, then what may concern it, each with role and reason."""
    plan, view = views.plan, views.units[unit.id]
    document = _create_document(plan, f"{unit.name}任务分工表")
    _add_line(document, f"{unit.name}任务分工表", _TITLE, 22, is_centred=True)
    _add_line(document, f"依据《{plan.title}（{plan.status}）》", _BODY, 16, is_centred=True)
    heads = [plan.columns.no, plan.columns.task, plan.columns.measure, plan.columns.deadline, "责任", "来由"]
    groups = [("有完成日期的", view.dated), ("长期进行的", view.ongoing), ("日期另定的", view.as_scheduled),
              ("可能涉及的（原文没有写明是否包括本单位，不计入）", view.possible)]  # fmt: skip
    shown = [(title, rows) for title, rows in groups if rows]
    if not shown:
        _add_line(document, f"本计划没有给{unit.name}列出责任。", _BODY, 16)
        return _pack(document)
    lines = _add_table(document, heads, [22, 30, 106, 38, 22, 28], sum(1 + len(rows) for _, rows in shown))
    line = 1
    for title, rows in shown:
        _fill(lines[line][0].merge(lines[line][-1]), [f"{title}（{len(rows)}条）"], is_bold=True)
        line += 1
        for row in rows:
            for cell, paragraphs in zip(lines[line], _describe(row), strict=True):
                _fill(cell, paragraphs)
            line += 1
    return _pack(document)


def _describe(row: UnitRow) -> list[Sequence[str]]:
    deadline = row.measure.deadline
    return [
        [f"{row.task.no}（{row.measure.position}）"],
        [row.task.title],
        [*row.measure.paragraphs, *_list_changes(row.measure)],
        [deadline.text, create_reading(deadline)],
        [duty.role.name for duty in row.duties],
        [f"通过“{row.via.name}”" if row.via else "直接点名"],
    ]


def _list_changes(measure: Measure) -> list[str]:
    """What became of the measure since it was published, set apart from its own words."""
    return [f"［{change}］" for change in build_changes(measure)]


def _create_document(plan: Plan, title: str) -> Document:
    document = docx.Document()
    revised = datetime(plan.revised_on.year, plan.revised_on.month, plan.revised_on.day, tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", f"本站整理日期 {plan.revised_on.isoformat()}"
    properties.created = properties.modified = revised
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(25.5)
    section.top_margin, section.bottom_margin = Mm(26), Mm(22)
    _style(document.styles["Normal"].element, _BODY)
    number = section.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # a landscape table has its number at the outer short edge
    for text, is_field in (("— ", False), ("PAGE", True), (" —", False)):
        _add_run(number, text, _BODY, 14, is_field=is_field)
    return document


def _style(element: object, font: str) -> None:
    """The font for Chinese and for Latin letters alike."""
    fonts = element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(name), font)


def _add_line(document: Document, text: str, font: str, size: float, *, is_centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    _add_run(paragraph, text, font, size)
    paragraph.paragraph_format.space_after = Pt(6)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_run(paragraph: Paragraph, text: str, font: str, size: float, *, is_field: bool = False) -> None:
    run = paragraph.add_run("" if is_field else text)
    run.font.size = Pt(size)
    _style(run._r, font)  # noqa: SLF001  # python-docx has no public way to the font of Chinese
    if is_field:
        for kind in ("begin", "instr", "end"):
            part: Any = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
            if kind == "instr":
                part.text = text
            else:
                part.set(qn("w:fldCharType"), kind)
            run._r.append(part)  # noqa: SLF001  # as above: fields


def _add_table(
    document: Document, heads: Sequence[str], widths: Sequence[float], lines: int
) -> list[tuple[_Cell, ...]]:
    """The cells of an empty table by line and column; line 0 is the head, filled and repeated on every page."""
    table = document.add_table(rows=lines + 1, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    rows = list(table.rows)
    cells = [row.cells for row in rows]
    for line in cells:
        for cell, width in zip(line, widths, strict=True):
            cell.width = Mm(width)
    for cell, head in zip(cells[0], heads, strict=True):
        _fill(cell, [head], is_bold=True, is_centred=True)
    _mark(rows[0], "w:tblHeader")
    for row in rows:
        _mark(row, "w:cantSplit")
    return cells


def _mark(row: _Row, name: str) -> None:
    mark: Any = OxmlElement(name)
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  # repeated heads have no public name


def _fill(cell: _Cell, paragraphs: Sequence[str], *, is_bold: bool = False, is_centred: bool = False) -> None:
    """The paragraphs in place of what the cell, new or just merged, has."""
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)  # noqa: SLF001  # a merge leaves an empty paragraph for each cell
    for number, text in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(2) if number == 0 else Pt(0)
        paragraph.paragraph_format.space_after = Pt(2) if number == len(paragraphs) - 1 else Pt(0)
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _add_run(paragraph, text, _HEADING if is_bold else _BODY, _CELL)


def _pack(document: Document) -> bytes:
    """The file, with no time of its making in it."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(zipfile.ZipInfo(item.filename), source.read(item), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
