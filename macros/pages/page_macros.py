"""The macros that pages under docs/ call, in the order in which the editing page lists them; each docstring is its text there.

A macro takes the site and plain ids or words, and returns HTML: it fills the contract of one template, nothing more.
"""

from __future__ import annotations

from collections.abc import Callable

from macros.pages import calendar, data, guide, home, pictures, tasks, topics, units
from macros.pages.site import Site


def macro_index(_: Site) -> str:
    """全部页面宏的清单（就是这张表）。"""
    return guide.list_macros(MACROS)


MACROS: tuple[Callable[..., str], ...] = (
    home.plan_overview,
    home.ways_in,
    home.key_figures,
    home.year_picture,
    home.headline_targets,
    home.section_index,
    home.plan_facts,
    topics.topic_index,
    topics.topic_page,
    tasks.plan_table,
    tasks.task_page,
    units.agency_page,
    units.town_page,
    units.town_duties,
    units.unit_index,
    calendar.deadline_calendar,
    pictures.responsibility_matrix,
    pictures.cooperation_picture,
    units.town_comparison,
    data.change_list,
    pictures.targets_picture,
    pictures.targets_table,
    data.download_list,
    data.data_digest,
    data.column_index,
    macro_index,
    guide.rule_index,
    guide.field_index,
    guide.sample_record,
)
