"""The filters of the whole table, in a real browser: right rows, whole merged cells, an address that others can open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_search import read_measures
from tests.conftest import PLAN


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(address + "plan/")
    yield page
    page.close()


def shown(page: Page) -> list[str]:
    rows = page.evaluate(
        "() => [...document.querySelectorAll('.ap-plan__row')].filter(r => r.offsetParent).map(r => r.id)"
    )
    return list(rows)


def output(page: Page) -> str:
    return page.locator("[data-table-filter] output").inner_text()


def cells_of(measure: dict[str, Any], siblings: list[dict[str, Any]], role: str) -> list[str]:
    """The names in a cell, those of the measure above where the cells are merged."""
    if "units_as" in measure:
        return cells_of(next(other for other in siblings if other["id"] == measure["units_as"]), siblings, role)
    return list(measure[role])


def test_all_rows_are_there_at_first(page: Page) -> None:
    assert len(shown(page)) == 68
    assert output(page) == "全部68条"


@pytest.mark.parametrize(
    ("field", "value", "due"),
    [("kind", "as_scheduled", "按时间节点完成"), ("month", "2023-06", None), ("kind", "window", "6-9月")],
)
def test_one_filter(page: Page, field: str, value: str, due: str | None) -> None:
    page.locator(f"[name={field}]").select_option(value)
    wanted = [measure["id"] for measure in read_measures() if measure["due"] in ([due] if due else ["6月底", "6-9月"])]
    assert wanted
    assert shown(page) == wanted
    assert output(page) == f"显示{len(wanted)}条，共68条"


def test_a_town_is_found_through_its_collective_name(page: Page) -> None:
    page.locator("[name=unit]").select_option("tanzhesi")
    page.locator("[name=role]").select_option("responsible")
    measures = read_measures()
    wanted = [m["id"] for m in measures if {"各镇街", "潭柘寺镇"} & set(cells_of(m, measures, "responsible"))]
    assert shown(page) == wanted
    assert len(wanted) > 10


def test_filters_are_combined(page: Page) -> None:
    page.locator("[name=words]").fill("扬尘 巡查")
    page.locator("[name=section]").select_option("s4")
    page.locator("[name=target]").check()
    data = yaml.load((PLAN / "tasks.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # words only
    [section] = [section for section in data["sections"] if section["id"] == "s4"]
    wanted = [
        measure["id"]
        for task in section["tasks"]
        for measure in task["measures"]
        if "targets" in measure and all(word in task["title"] + measure["text"] for word in ("扬尘", "巡查"))
    ]
    assert shown(page) == wanted


def test_merged_cells_stay_with_the_rows_that_are_shown(page: Page) -> None:
    """Task 14: the cells of the second and third measure are merged with the first's; hide the first."""
    page.locator("[name=words]").fill("降尘量控制在")
    texts = page.evaluate(
        """() => [...document.querySelectorAll('.ap-plan__row')].filter(r => r.offsetParent)
            .map(r => [r.id, r.cells[0].textContent.trim(), [...r.cells].map(c => c.rowSpan).join()])"""
    )
    assert [text[0] for text in texts] == shown(page)
    assert texts[0][1] == "14"
    widths = page.evaluate(
        """() => { const heads = [...document.querySelectorAll('.ap-plan thead th')].map(c => Math.round(c.getBoundingClientRect().left));
            return [...document.querySelectorAll('.ap-plan__row td, .ap-plan__row th')].filter(c => c.offsetParent)
                .every(c => heads.includes(Math.round(c.getBoundingClientRect().left))); }"""
    )
    assert widths, "a cell stands under no column"
    page.locator("[data-table-filter] [type=reset]").click()
    expect(page.locator("[data-table-filter] output")).to_have_text("全部68条")
    spans = page.evaluate("() => [...document.querySelectorAll('.ap-plan__task')].slice(1).map(c => c.rowSpan)")
    data = yaml.load((PLAN / "tasks.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # words only
    assert spans == [len(task["measures"]) for section in data["sections"] for task in section["tasks"]]


def test_the_address_keeps_the_filters(page: Page, browser: Browser) -> None:
    page.locator("[name=section]").select_option("s5")
    page.locator("[name=kind]").select_option("by")
    rows = shown(page)
    assert parse_qs(urlsplit(page.url).query) == {"section": ["s5"], "kind": ["by"]}
    page.reload()
    assert shown(page) == rows
    page.locator("[name=section]").select_option("")
    page.go_back()
    expect(page.locator("[name=section]")).to_have_value("s5")
    assert shown(page) == rows
    other = browser.new_page()
    other.goto(page.url)
    assert shown(other) == rows
    other.goto(page.url.split("?")[0] + "?unit=nobody&role=x&month=1999-01&junk=%00")
    assert len(shown(other)) == 68
    other.close()


def test_the_rows_can_be_taken_away(page: Page) -> None:
    page.locator("[name=words]").fill("烟花爆竹")
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["序号", "重点任务", "工作措施", "完成时限", "牵头单位", "主责单位"]
    measures = {measure["id"]: measure for measure in read_measures()}
    assert len(rows) == 1 + len(shown(page))
    for row, measure_id in zip(rows[1:], shown(page), strict=True):
        measure = measures[measure_id]
        siblings = list(measures.values())
        names = ["、".join(cells_of(measure, siblings, role)) or "——" for role in ("lead", "responsible")]
        assert row == [measure["no"], "加强氨排放、恶臭、烟花爆竹等管控", measure["text"], measure["due"], *names]


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "＋一", "－5℃以下停工", "＠甲", "'=1", "''－1"])
def test_what_could_be_a_formula_is_guarded_as_in_our_csv(page: Page, text: str) -> None:
    page.locator("[name=words]").fill("烟花爆竹")
    page.evaluate(
        "text => [...document.querySelectorAll('.ap-plan__row')].forEach(row => row.cells[row.cells.length - 1].textContent = text)",
        text,
    )
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"), newline="")))
    told = [cell for row in rows[1:] for cell in row if text in cell]
    assert told
    assert set(told) == {f"'{text}"}


def test_the_link_can_be_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "plan/?words=%E6%89%AC%E5%B0%98")
    page.locator("[data-copy]").click()
    expect(page.locator("[data-table-filter] output")).to_have_text("链接已复制。")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
    context.close()


def test_without_scripts_all_rows_are_there_and_no_filter_is(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "plan/?words=x")
    expect(page.locator("[data-table-filter]")).to_be_hidden()
    assert page.locator(".ap-plan__row:visible").count() == 68
    context.close()
