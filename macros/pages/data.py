"""The record of revisions, and the files that a site gives away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from macros.html.page import Page, UnitUrl
from macros.model import Plan
from macros.pages.site import Site
from macros.pages.virtual_pages import PageFile
from macros.store.provenance import Provenance
from macros.views.flat_tables import Table
from macros.views.history import RevisionRow

_TYPE_NAMES = {"string": "文字", "integer": "整数", "boolean": "true 或 false", "date": "日期，年-月-日"}


@dataclass(frozen=True)
class ChangeList(Page):
    history: Annotated[tuple[RevisionRow, ...], "The recorded revisions, newest first."]
    unit_url: Annotated[UnitUrl, "The address of a body's page."]


def change_list(site: Site) -> str:
    """更新记录：每一次修订的日期、原因、改了什么、涉及谁。"""
    return ChangeList(site.views.history, site.unit_url).render()


@dataclass(frozen=True)
class DownloadList(Page):
    plan: Annotated[Plan, "The plan with its bodies, its date and its licence."]


def download_list(site: Site) -> str:
    """可以下载的数据文件。"""
    return DownloadList(site.plan).render()


@dataclass(frozen=True)
class DataDigest(Page):
    plan: Annotated[Plan, "The plan with its revisions."]
    made_of: Annotated[Provenance | None, "The data of which the site was made; unknown where editions are compared."]


def data_digest(site: Site) -> str:
    """本站由哪一版数据生成，数据的 SHA-256。"""
    return DataDigest(site.plan, site.provenance).render()


@dataclass(frozen=True)
class ColumnIndex(Page):
    tables: Annotated[tuple[Table[Any], ...], "The flat tables whose columns are explained."]
    type_names: Annotated[dict[str, str], "The Chinese name of each type that a column can have."]


def column_index(site: Site) -> str:
    """两张 CSV 表格各栏的含义。"""
    return ColumnIndex((site.views.measures_table, site.views.duties_table), _TYPE_NAMES).render()


@dataclass(frozen=True)
class PageFiles(Page):
    plan: Annotated[Plan, "The plan with the date of its data and its licence."]
    files: Annotated[Sequence[PageFile], "The files that say the same as the page."]


def create_page_foot(site: Site, files: Sequence[PageFile]) -> str:
    """The files of a page, the data's date and licence; "" for a page without files."""
    return PageFiles(site.plan, files).render() if files else ""
