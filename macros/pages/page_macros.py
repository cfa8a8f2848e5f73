"""The macros that pages under docs/ call. Each docstring is what the editing page tells an editor about it.

A macro takes the site and plain ids or words, and returns HTML; it chooses a view and a template, nothing more.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path

from macros.check.rules import RULES
from macros.html.render import DEADLINE_KIND_NAMES, render
from macros.model import DeadlineKind, Unit
from macros.pages.charts import place_columns, place_dots
from macros.pages.site import Site
from macros.pages.virtual_pages import PageFile
from macros.store.problems import Level
from macros.store.records import RECORDS
from macros.urls import folder_of, unit_url
from macros.views.table import list_months

#: So many agencies stand on the home page before anybody has typed.
_FIRST_AGENCIES = 9
_TYPE_NAMES = {"string": "文字", "integer": "整数", "boolean": "true 或 false", "date": "日期，年-月-日"}
#: A small plan with one measure that has every field, for people to read.
SAMPLE = Path(__file__).resolve().parents[1] / "store" / "sample"


def _render(site: Site, template: str, **values: object) -> str:
    plan = site.views.plan

    def url_of(unit: Unit) -> str:
        return unit_url(unit, plan)

    return render(template, site=site, plan=plan, views=site.views, unit_url=url_of, **values)


def plan_overview(site: Site) -> str:
    """首页抬头：文件标题、状态，一句话说明这是什么。"""
    return _render(site, "pages/plan_overview.html")


def ways_in(site: Site) -> str:
    """两个入口：“我住的镇街”和“我所在的单位”。"""
    first = site.views.acting_agencies[:_FIRST_AGENCIES]
    return _render(site, "pages/ways_in.html", first_agencies=first, keys_of=_bind_keys(site))


def _bind_keys(site: Site) -> Callable[[Unit], str]:
    """What the finder looks into: the name and all that stands for it."""
    return lambda unit: "|".join((unit.name, *site.views.keys[unit.id]))


def key_figures(site: Site) -> str:
    """关键数字：几个部分、几项任务、几条措施、多少单位、多少指标。"""
    return _render(site, "pages/key_figures.html")


def year_picture(site: Site) -> str:
    """一年时限一览图：什么时候有多少条措施到期。"""
    return _render(site, "pages/year_picture.html", calendar=site.views.calendar)


def headline_targets(site: Site) -> str:
    """主要指标：tasks.yaml 里标了 headline: true 的量化目标。"""
    return _render(site, "pages/headline_targets.html", rows=[row for row in site.views.targets if row.target.headline])


def section_index(site: Site) -> str:
    """各部分及其任务的目录。"""
    return _render(site, "pages/section_index.html")


def plan_facts(site: Site) -> str:
    """文件信息：标题、附件、状态、年度，以及关于整份文件的编者注。"""
    return _render(site, "pages/plan_facts.html")


def plan_table(site: Site) -> str:
    """整张计划表，分栏、合并单元格和原表一样。"""
    table = site.views.table
    months = [(month, f"{month[:4]}年{int(month[5:])}月") for month in list_months(table)]
    held = {measure.deadline.kind for measure in site.views.plan.measures}
    kinds = [(kind.value, DEADLINE_KIND_NAMES[kind]) for kind in DeadlineKind if kind in held]
    return _render(site, "pages/plan_table.html", table=table, months=months, kinds=kinds)


def task_page(site: Site, task_id: str) -> str:
    """一项任务的全部措施，例如 task_page("t14")。"""
    tasks = site.views.plan.tasks
    number = site.views.task_numbers.get(task_id)
    if number is None:
        raise ValueError(f"没有编号是“{task_id}”的任务")
    task = tasks[number]
    section = next(section for section in site.views.plan.sections if section.id == task.section)
    return _render(
        site,
        "pages/task.html",
        task=task,
        section=section,
        before=tasks[number - 1] if number else None,
        after=tasks[number + 1] if number + 1 < len(tasks) else None,
    )


def agency_page(site: Site, unit_id: str) -> str:
    """一个部门单位的全部责任，例如 agency_page("urban-management")。"""
    return _unit_page(site, unit_id, is_town=False)


def town_page(site: Site, unit_id: str) -> str:
    """一个镇街的全部责任，例如 town_page("yongding")。"""
    return _unit_page(site, unit_id, is_town=True)


def _unit_page(site: Site, unit_id: str, *, is_town: bool) -> str:
    view = site.views.units.get(unit_id)
    if view is None or view.unit.is_town is not is_town:
        raise ValueError(f"没有编号是“{unit_id}”的{'镇街' if is_town else '部门单位'}")
    return _render(
        site,
        "pages/unit.html",
        view=view,
        months=site.views.months_of(unit_id),
        history=site.views.history_of(view.unit),
    )


def unit_index(site: Site, kind: str) -> str:
    """单位目录：unit_index("agencies") 是部门单位，unit_index("towns") 是镇街。"""
    plan = site.views.plan
    if kind not in ("agencies", "towns"):
        raise ValueError(f"unit_index 的参数只能是 agencies 或 towns，现在是“{kind}”")
    units = plan.towns if kind == "towns" else plan.agencies
    shown = [site.views.units[unit.id] for unit in units]
    acting = [view for view in shown if view.rows or view.possible]
    others = [view for view in shown if not (view.rows or view.possible)]
    named = [view for view in others if view.mentions]
    absent = [view for view in others if not view.mentions]
    groups = [
        (group, [plan.units[unit] for unit in group.members + group.possible_members], site.views.entries_of[group.id])
        for group in plan.groups
        if folder_of(group, plan) == kind
    ]
    return _render(
        site,
        "pages/unit_index.html",
        kind=kind,
        acting=acting,
        named=named,
        absent=absent,
        groups=groups,
        keys_of=_bind_keys(site),
    )


def deadline_calendar(site: Site) -> str:
    """时限日历：十二个月、按日期的清单、全年进行的、日期另定的。"""
    calendar = site.views.calendar
    return _render(site, "pages/deadline_calendar.html", calendar=calendar, chart=place_columns(calendar.months))


def responsibility_matrix(site: Site) -> str:
    """责任矩阵：哪项任务有哪些单位，担任什么责任。"""
    return _render(site, "pages/responsibility_matrix.html", matrices=site.views.matrices)


def cooperation_picture(site: Site) -> str:
    """谁和谁一起做：谁牵头，同一条措施里还有谁。"""
    cooperation = site.views.cooperation
    return _render(site, "pages/cooperation_picture.html", cooperation=cooperation, chart=place_dots(cooperation))


def town_comparison(site: Site) -> str:
    """各镇街放在一起看：几条措施，自己的指标，哪里不同。"""
    return _render(site, "pages/town_comparison.html", comparison=site.views.town_comparison)


def change_list(site: Site) -> str:
    """更新记录：每一次修订的日期、原因、改了什么、涉及谁。"""
    return _render(site, "pages/change_list.html", history=site.views.history)


def targets_picture(site: Site) -> str:
    """可以比较的量化目标，画成横条。"""
    return _render(site, "pages/targets_picture.html", scales=site.views.scales)


def targets_table(site: Site) -> str:
    """全部量化目标。"""
    return _render(site, "pages/targets_table.html", rows=site.views.targets)


def download_list(site: Site) -> str:
    """可以下载的数据文件。"""
    return _render(site, "pages/download_list.html")


def data_digest(site: Site) -> str:
    """本站由哪一版数据生成，数据的 SHA-256。"""
    return _render(site, "pages/data_digest.html")


def column_index(site: Site) -> str:
    """两张 CSV 表格各栏的含义。"""
    tables = [site.views.measures_table, site.views.duties_table]
    return _render(site, "pages/column_index.html", tables=tables, type_names=_TYPE_NAMES)


def macro_index(site: Site) -> str:
    """全部页面宏的清单（就是这张表）。"""
    macros = [(_create_call(function), inspect.getdoc(function) or "") for function in MACROS]
    return _render(site, "pages/macro_index.html", macros=macros)


def rule_index(site: Site) -> str:
    """检查规则的清单：必须改的，请核对的。"""
    lists = [
        (title, [inspect.getdoc(rule.check) or "" for rule in RULES if rule.level is level])
        for title, level in (("必须改的（不改好，网站不会生成）", Level.ERROR), ("请核对的（提示）", Level.WARNING))
    ]
    return _render(site, "pages/rule_index.html", lists=lists)


def field_index(site: Site) -> str:
    """各个文件、各个字段的含义。"""
    return _render(site, "pages/field_index.html", records=RECORDS)


def sample_record(site: Site) -> str:
    """一条写全了的样例措施，每个字段都有说明。"""
    return _render(site, "pages/sample_record.html", text=(SAMPLE / "tasks.yaml").read_text(encoding="utf-8"))


def create_page_foot(site: Site, files: Sequence[PageFile]) -> str:
    """The files of a page, the data's date and licence; "" for a page without files."""
    return _render(site, "components/page_files.html", files=files) if files else ""


def _create_call(function: Callable[..., str]) -> str:
    parameters = [name for name in inspect.signature(function).parameters if name != "site"]
    return f"{function.__name__}({', '.join(parameters)})"


MACROS: tuple[Callable[..., str], ...] = (
    plan_overview,
    ways_in,
    key_figures,
    year_picture,
    headline_targets,
    section_index,
    plan_facts,
    plan_table,
    task_page,
    agency_page,
    town_page,
    unit_index,
    deadline_calendar,
    responsibility_matrix,
    cooperation_picture,
    town_comparison,
    change_list,
    targets_picture,
    targets_table,
    download_list,
    data_digest,
    column_index,
    macro_index,
    rule_index,
    field_index,
    sample_record,
)
