"""Documents made for the tests: a random plan, and the same plan in each format, with what page breaks do to tables.

The formats are written by other libraries than the project's own exports, or by hand.
"""

from __future__ import annotations

import csv
import html
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
from docx.table import Table as WordTable

TITLE = "某市某区大气污染防治2024年行动计划"
NONE = "——"
BODIES = [
    "区生态环境局", "区城管委", "区住建委", "区交通局", "区市场监管局", "区水务局", "区园林绿化局", "区公路分局",
    "各镇街", "相关部门", "区环卫中心", "区发改委", "某某集团有限公司", "东湖镇", "西山街道",
]  # fmt: skip
#: Names that stand wrapped in their cell, as it is printed.
WRAPPED = {
    "区大数据产业园管委会": "区大数据产业园\n管委会",
    "区科信局（新能源汽车联席会议办公室）": "区科信局\n（新能源汽车联席会议办公室）",
    "区住房城乡建设委": "区住房城乡\n建设委",
    "北京市税务局": "北京市\n税务局",
    "首都机场集团公司": "首都机场\n集团公司",
}
DUES = ["年底前", "6月底", "长期实施", "10月15日前", "6-9月", "按时间节点完成", "汛期结束后"]
ROLES = ["牵头单位", "主责单位", "协办单位", "督办单位"]
WORDS = "加强扬尘治理推进绿色低碳发展完善监测网络开展专项检查落实主体责任强化源头管控提升清扫保洁水平"


@dataclass
class Measure:
    """`names` per role; `is_merged`: its role cells are those of the measure above; `shared`: two roles in one cell."""

    text: str
    due: str
    names: list[list[str]]
    is_merged: bool = False
    shared: bool = False
    is_cut: bool = False  # the row is broken by the end of a page, in the middle of its text
    is_repeated: bool = False  # the row is printed again after the end of a page


@dataclass
class Task:
    no: str
    title: str
    measures: list[Measure] = field(default_factory=list)
    breaks_at: int = 0  # the page ends before this measure (0: it does not), and number and title are printed again


@dataclass
class Section:
    part: str | None
    title: str
    tasks: list[Task] = field(default_factory=list)


@dataclass
class Plan:
    roles: list[str]
    sections: list[Section]

    def rows(self) -> list[tuple[object, ...]]:
        """The rows that must come out, one measure each."""
        return [
            (section.part, section.title or TITLE, task.no, task.title, measure.text, measure.due, measure.names)
            for section in self.sections for task in section.tasks for measure in task.measures
        ]  # fmt: skip


def make_plan(seed: int) -> Plan:
    dice = random.Random(seed)  # noqa: S311  # no secret
    roles = ROLES[: seed % 5]
    levels = seed // 5 % 3
    plan = Plan(roles, [])
    number = 0
    for at in range(dice.randint(1, 4) if levels else 1):
        part = f"{'一二三四五'[at]}、{make_words(dice, 6)}专项行动"
        for under in range(dice.randint(1, 3) if levels == 2 else 1):
            title = f"（{'一二三'[under]}）{make_words(dice, 5)}" if levels == 2 else part if levels else ""
            section = Section(part if levels == 2 else None, title)
            plan.sections.append(section)
            for _ in range(dice.randint(1, 4)):
                number += 1
                section.tasks.append(make_task(dice, str(number), roles))
    return plan


def make_words(dice: random.Random, length: int) -> str:
    return "".join(dice.choice(WORDS) for _ in range(length))


def make_task(dice: random.Random, no: str, roles: list[str]) -> Task:
    task = Task(no, make_words(dice, 8))
    for at in range(dice.randint(1, 5)):
        is_merged = bool(at and roles and dice.random() < 0.2)
        shared = not is_merged and len(roles) > 1 and dice.random() < 0.3
        names = [make_names(dice) for _ in roles]
        if roles and not any(names):
            names[0] = ["区生态环境局"]
        if shared:
            names[0] = names[0] or ["区生态环境局"]
            names[1] = names[0]
        text = "\n".join(make_words(dice, dice.randint(12, 60)) + "。" for _ in range(dice.randint(1, 3)))
        measure = Measure(text, dice.choice(DUES), names, is_merged, shared)
        if is_merged:
            measure.names = task.measures[-1].names
        else:
            measure.is_cut = dice.random() < 0.1
            measure.is_repeated = not shared and dice.random() < 0.1
        task.measures.append(measure)
    if len(task.measures) > 1 and dice.random() < 0.3:
        task.breaks_at = next((at for at in range(1, len(task.measures)) if not task.measures[at].is_merged), 0)
    return task


def make_names(dice: random.Random) -> list[str]:
    names = dice.sample([*BODIES, *WRAPPED], dice.randint(0, 4))
    return names if dice.random() > 0.15 else []


@dataclass(frozen=True)
class Printed:
    """One printed row: a heading, a head, or cells; None goes on from above, "=" from the cell to the left."""

    heading: str | None = None
    cells: tuple[str | None, ...] = ()


def print_rows(plan: Plan) -> Iterator[Printed]:
    """The rows as a page shows them."""
    head = ("序号", "重点任务", "工作措施", "完成\n时限", *plan.roles)
    yield Printed(cells=head)
    part = None
    for section in plan.sections:
        if section.part and section.part != part:
            yield Printed(section.part)
        part = section.part
        if section.title:
            yield Printed(section.title)
        for task in section.tasks:
            for at, measure in enumerate(task.measures):
                is_new_page = bool(at) and at == task.breaks_at
                if is_new_page:
                    yield Printed(cells=head)
                begin = (task.no, wrap(task.title)) if at == 0 or is_new_page else (None, None)
                yield from print_measure(plan, begin, measure)


def print_measure(plan: Plan, begin: tuple[str | None, str | None], measure: Measure) -> Iterator[Printed]:
    units: tuple[str | None, ...] = tuple(print_names(names) for names in measure.names)
    if measure.is_merged:
        units = tuple(None for _ in plan.roles)
    elif measure.shared:
        units = (units[0], "=", *units[2:])
    first, rest = measure.text, ""
    if measure.is_cut:
        first, rest = measure.text[:9], measure.text[9:]
    yield Printed(cells=(*begin, first, measure.due, *units))
    if rest:
        yield Printed(cells=(None, None, rest, "", *("" for _ in plan.roles)))
    elif measure.is_repeated:
        yield Printed(cells=(None, None, measure.text, measure.due, *units))


def wrap(words: str) -> str:
    return f"{words[:5]}\n{words[5:]}"


def print_names(names: list[str]) -> str:
    return "\n".join(WRAPPED.get(name, name) for name in names) or NONE


# The formats


def write_word(plan: Plan, path: Path) -> None:
    """By python-docx, one table, cells merged as Word merges them."""
    document = docx.Document()
    for line in ("附件1", TITLE, "（征求意见稿）"):
        document.add_paragraph(line)
    rows = list(print_rows(plan))
    width = 4 + len(plan.roles)
    table = document.add_table(rows=len(rows), cols=width)
    tops: dict[int, int] = {}
    for at, row in enumerate(rows):
        if row.heading:
            fill(table, at, 0, row.heading)
            table.cell(at, 0).merge(table.cell(at, width - 1))
            continue
        for column, text in enumerate(row.cells):
            if text is None:
                continue
            if text == "=":
                table.cell(at, column - 1).merge(table.cell(at, column))
                continue
            fill(table, at, column, text)
            tops[column] = at
    for column in range(width):
        merge_down(table, rows, column)
    document.save(str(path))


def fill(table: WordTable, row: int, column: int, text: str) -> None:
    cell = table.cell(row, column)
    first, *others = text.split("\n")
    cell.paragraphs[0].text = first
    for line in others:
        cell.add_paragraph(line)


def merge_down(table: WordTable, rows: list[Printed], column: int) -> None:
    start = None
    for at, row in enumerate([*rows, Printed("")]):
        is_above = row.heading is None and row.cells[column] is None
        if is_above and start is None:
            start = at - 1
        elif not is_above and start is not None:
            if column and rows[start].cells[column] == "=":
                start = None
                continue
            right = column
            while right + 1 < len(rows[start].cells) and rows[start].cells[right + 1] == "=":
                right += 1
            keep = table.cell(start, column).text
            merged = table.cell(start, column).merge(table.cell(at - 1, right))
            while len(merged.paragraphs) > 1 and merged.text != keep:
                last = merged.paragraphs[-1]._p  # noqa: SLF001  # python-docx leaves a paragraph for each merged cell
                last.getparent().remove(last)
            start = None


def write_excel(plan: Plan, path: Path) -> None:
    """By openpyxl; the project writes with xlsxwriter."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    width = 4 + len(plan.roles)
    sheet.append(["附件1"])
    sheet.append([f"{TITLE}（征求意见稿）"])
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=width)
    for area, text in place_cells(plan, 3):
        top, left, bottom, right = area
        sheet.cell(top, left).value = text
        if (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)


def place_cells(plan: Plan, first: int) -> Iterator[tuple[tuple[int, int, int, int], str]]:
    """Each printed cell once, with the area that it covers (rows and columns from `first` and 1)."""
    rows = list(print_rows(plan))
    width = 4 + len(plan.roles)
    for at, row in enumerate(rows):
        if row.heading:
            yield (at + first, 1, at + first, width), row.heading
            continue
        for column, text in enumerate(row.cells):
            if text in (None, "="):
                continue
            right = column
            while right + 1 < width and row.cells[right + 1] == "=":
                right += 1
            bottom = at
            while bottom + 1 < len(rows) and not rows[bottom + 1].heading and rows[bottom + 1].cells[column] is None:
                bottom += 1
            assert text is not None
            yield (at + first, column + 1, bottom + first, right + 1), text


def write_html(plan: Plan, path: Path, encoding: str = "utf-8") -> None:
    lines: dict[int, list[str]] = {}
    for (top, left, bottom, right), text in place_cells(plan, 0):
        spans = "".join(
            f' {name}="{size}"'
            for name, size in (("rowspan", bottom - top + 1), ("colspan", right - left + 1))
            if size > 1
        )
        words = "<br>".join(map(html.escape, text.split("\n")))
        lines.setdefault(top, []).append(f"<td{spans}>{words}</td>")
    table = "\n".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(lines.items()))
    page = (
        f'<!doctype html><html><head><meta charset="{encoding}"><title>不是正文</title></head><body><p>附件1</p>'
        f"<h1>{TITLE}</h1><p>（征求意见稿）</p><table>{table}</table></body></html>"
    )
    path.write_bytes(page.encode(encoding))


def write_text(plan: Plan, path: Path) -> None:
    """The form of plan/source/: short rows, empty cells for merged ones, cut rows as two blocks."""
    blocks = [f"附件1\n{TITLE}（征求意见稿）"]
    for row in print_rows(plan):
        if row.heading:
            blocks.append(f"\t{row.heading}")
            continue
        cells = [text or "" for text in row.cells if text != "="]
        blocks.append("\n".join(f"\t{cell}" for cell in cells))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def write_torn_text(plan: Plan, path: Path) -> None:
    """As above, with what converters do besides: empty lines inside cells, numbers of pages between rows, rows in several
    blocks, texts cut in their middle, a heading in every cell of its row, headings printed again.
    """
    dice = random.Random(len(plan.rows()))  # noqa: S311  # no secret
    blocks = [f"附件1\n{TITLE}（征求意见稿）"]
    width = 4 + len(plan.roles)
    for at, row in enumerate(print_rows(plan)):
        if row.heading:
            blocks.append(dice.choice([row.heading, f"\t{row.heading}", "\n".join([f"\t{row.heading}"] * width)]))
            continue
        cells = [f"\t{text or ''}" for text in row.cells if text != "="]
        words = row.cells[2] or ""
        if at and "\n" in words and dice.random() < 0.5:
            cells[2] = "\t" + words.replace("\n", dice.choice(["\n\n", "\n \u3000\n\n"]), 1)
        elif at and len(words) > 20 and dice.random() < 0.3:
            cut = dice.randrange(5, 15)
            cells[2] = f"\t{words[:cut]}" + dice.choice(["\n\n", "\n\n\t"]) + words[cut:]
        elif at and len(cells) == width and words and dice.random() < 0.2:
            cells[dice.randrange(3, width) - 1] += "\n"
        blocks.append("\n".join(cells))
        if at and dice.random() < 0.2:
            blocks.append(dice.choice([f"— {at} —", str(at), f"第{at}页"]))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def write_csv(plan: Plan, path: Path) -> None:
    """One row a measure, nothing merged, as a person would type it; the sections are a column."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["部分", "序号", "重点任务", "工作措施", "完成时限", *plan.roles])
    for section in plan.sections:
        for task in section.tasks:
            for measure in task.measures:
                units = ["、".join(names) or NONE for names in measure.names]
                writer.writerow([section.title, task.no, task.title, measure.text, measure.due, *units])
    path.write_bytes(file.getvalue().encode("gb18030"))


WRITERS: dict[str, Callable[[Plan, Path], None]] = {
    "docx": write_word,
    "xlsx": write_excel,
    "html": write_html,
    "txt": write_text,
    "csv": write_csv,
}
