"""The calendar in a visitor's browser: filters that live in the address, the day in Beijing, one sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ALL = "显示68条，共68条"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="America/New_York"
    )
    yield context.new_page()
    context.close()


def count_shown(page: Page) -> int:
    return page.locator(".ap-due:not([hidden])").count()


def test_filters_work_on_lists_months_and_counts(page: Page, address: str) -> None:
    """Figures from the document: 区城管委 leads 17 and is chiefly responsible for 2; 14 of the 19 have a date."""
    page.goto(address + "calendar/")
    output = page.locator(".ap-filter__count")
    expect(output).to_have_text(ALL)
    page.get_by_label("单位", exact=True).select_option("区城管委")
    expect(output).to_have_text("显示19条，共68条")
    assert count_shown(page) == 19
    expect(page.locator("#by-date")).to_have_text("按日期（14条）")
    expect(page.locator("#ongoing")).to_have_text("全年进行的（5条）")
    december = page.locator(".ap-month", has_text="2023年12月")
    expect(december.locator(".ap-month__count")).to_have_text("到期13条")
    expect(december.locator("[data-day='2023-12-31'] .ap-day__count")).to_have_text("13条")
    expect(page.locator("[data-day='2023-06-15']")).not_to_have_class("ap-day ap-day--window")
    page.get_by_label("责任").select_option("主责单位")
    expect(output).to_have_text("显示2条，共68条")
    assert page.url == address + "calendar/?unit=urban-management&role=responsible"


def test_a_town_is_reached_through_its_collective_name(page: Page, address: str) -> None:
    page.goto(address + "calendar/?unit=tanzhesi")
    expect(page.locator(".ap-filter__count")).to_have_text("显示36条，共68条")
    expect(page.locator("[data-day='2023-06-15']")).to_have_class("ap-day ap-day--window")
    page.get_by_label("部分").select_option(index=1)
    expect(page.locator(".ap-filter__count")).to_have_text("显示2条，共68条")


def test_address_reload_and_back_keep_the_view(page: Page, address: str) -> None:
    page.goto(address + "calendar/?unit=urban-management&role=lead")
    expect(page.locator(".ap-filter__count")).to_have_text("显示17条，共68条")
    page.reload()
    expect(page.locator(".ap-filter__count")).to_have_text("显示17条，共68条")
    expect(page.get_by_label("单位", exact=True)).to_have_value("urban-management")
    page.get_by_label("责任").select_option("")
    expect(page.locator(".ap-filter__count")).to_have_text("显示19条，共68条")
    page.go_back()
    expect(page.locator(".ap-filter__count")).to_have_text("显示17条，共68条")
    page.get_by_role("button", name="显示全部").click()
    expect(page.locator(".ap-filter__count")).to_have_text(ALL)
    assert page.url == address + "calendar/"
    expect(page.locator(".ap-month", has_text="2023年12月").locator(".ap-month__count")).to_have_text("到期34条")


def test_an_old_address_with_an_unknown_name_shows_all(page: Page, address: str) -> None:
    page.goto(address + "calendar/?unit=nobody&section=none")
    expect(page.locator(".ap-filter__count")).to_have_text(ALL)


def test_filters_work_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address + "calendar/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "unit":
            break
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("单位", exact=True)).to_have_value("tanzhesi")
    expect(page.locator(".ap-filter__count")).to_have_text("显示36条，共68条")


@pytest.mark.parametrize(
    ("now", "day", "words"),
    [
        ("2023-11-02T12:00:00", "2023-11-02", "还有12天"),
        ("2023-11-13T15:59:00", "2023-11-13", "还有1天"),
        ("2023-11-13T16:01:00", "2023-11-14", "今天到期"),  # midnight in Beijing
        ("2023-11-14T15:59:00", "2023-11-14", "今天到期"),  # due today is not passed
        ("2023-11-14T16:01:00", "2023-11-15", "已到期"),
    ],
)
def test_days_count_as_in_beijing(page: Page, address: str, now: str, day: str, words: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(now).replace(tzinfo=UTC))
    page.goto(address + "calendar/")
    expect(page.locator("#t23-1 .ap-distance")).to_have_text(words)
    expect(page.locator(".ap-day--today")).to_have_attribute("data-day", day)
    expect(page.locator("#t3-1 .ap-distance")).to_have_count(0)
    page.goto(address + "agencies/urban-management/")
    expect(page.locator("#t23-1 .ap-distance")).to_have_text(words)


def test_nothing_of_the_day_is_in_the_built_pages(site: Path) -> None:
    for path in (site / "calendar" / "index.html", site / "agencies" / "urban-management" / "index.html"):
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("ap-distance", "ap-day--today", "已到期", "逾期", "今天"))


def test_addresses_of_feeds_are_filled_in(page: Page, address: str) -> None:
    page.goto(address + "towns/tanzhesi/")
    page.get_by_text("订阅到手机、电脑的日历").click()
    expect(page.locator(".ap-feed__address").first).to_have_text(address + "towns/tanzhesi/deadlines.ics")
    live = page.get_by_role("link", name=re.compile("^订阅.*潭柘寺镇的全部时限$"))
    assert live.get_attribute("href") == address.replace("http:", "webcal:") + "towns/tanzhesi/deadlines.ics"
    with page.expect_download() as download:
        page.goto(address + "tasks/23/")
        page.get_by_role("link", name="存入日历（.ics）").click()
    assert download.value.suggested_filename == "t23-1.ics"


def test_each_body_has_its_own_months(page: Page, address: str) -> None:
    page.goto(address + "agencies/urban-management/")
    expect(page.locator(".ap-month__name")).to_have_text(["2023年11月", "2023年12月"])
    page.locator("[data-day='2023-11-14'] a").click()
    expect(page.locator("#t23-1")).to_be_in_viewport()
    page.goto(address + "agencies/state-assets/")
    expect(page.locator(".ap-month")).to_have_count(0)


def test_the_calendar_prints_on_one_sheet(page: Page, address: str) -> None:
    page.goto(address + "calendar/")
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_what_is_filtered_out_leaves_no_headings_and_no_days(page: Page, address: str) -> None:
    """区国资委 has one duty, without a date."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + "calendar/?unit=state-assets")
    expect(page.locator(".ap-filter__count")).to_have_text("显示1条，共68条")
    expect(page.get_by_role("heading", name="按日期")).to_have_count(0)
    expect(page.locator("[data-measure]:visible")).to_have_count(0)
    expect(page.get_by_role("heading", name="反复进行的工作")).to_have_count(0)
    expect(page.locator(".ap-month--quiet")).to_have_count(12)
    expect(page.locator(".ap-months a:visible")).to_have_count(0)
    page.get_by_role("button", name="显示全部").click()
    expect(page.get_by_role("heading", name="反复进行的工作")).to_have_count(1)


def test_today_is_seen_in_a_quiet_month_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.clock.set_fixed_time(datetime(2023, 3, 15, tzinfo=UTC))
    page.goto(address + "calendar/")
    expect(page.locator("[data-day='2023-03-15']")).to_be_visible()


def test_every_filtered_day_leads_to_something_that_is_seen(page: Page, address: str) -> None:
    page.goto(address + "calendar/")
    options = page.locator("#filter-unit option").evaluate_all("items => items.map(item => item.value)")
    assert len(options) == 1 + 13 + 26
    for option in options:
        page.get_by_label("单位", exact=True).select_option(option)
        hidden = page.evaluate(
            """() => [...document.querySelectorAll('.ap-months a')].map(link => link.hash.slice(1))
                .filter(id => !document.getElementById(id).getClientRects().length)"""
        )
        assert hidden == [], option
