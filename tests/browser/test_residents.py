"""A resident on a phone: how far an answer is, how tall the pages are, and that what is folded is still there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.queries import QUERIES

WIDTH, HEIGHT = 360, 740
#: What is asked -> the chip on the home page, and words of the measure that answers.
ASKED = {
    "fireworks": ("烟花爆竹", "禁止销售、燃放烟花爆竹"),
    "coal": ("冬天取暖和用煤", "未实施煤改清洁能源替代地区加强优质煤使用"),
    "dust at the building site": ("工地扬尘", "深入推进扬尘治理“绿牌”工地创建工作"),
}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    yield page
    page.close()


def list_towns(site: Path) -> list[str]:
    return sorted(path.parent.name for path in (site / "towns").glob("*/index.html"))


def bottom_of(page: Page, words: str) -> float:
    """The place down the page where an element with these words ends, in pixels."""
    box = page.locator("main").get_by_text(words).first.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("what", ASKED)
def test_an_answer_is_one_tap_and_two_screens_from_home(phone: Page, address: str, what: str) -> None:
    chip, words = ASKED[what]
    phone.goto(address)
    link = phone.locator("main").get_by_role("link", name=chip, exact=True).first
    box = link.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 2 * HEIGHT
    link.click()
    expect(phone.locator("h1")).to_have_text(chip)
    assert bottom_of(phone, words) <= 2 * HEIGHT


def test_every_town_page_is_short_and_begins_with_its_own(phone: Page, address: str, site: Path) -> None:
    towns = list_towns(site)
    assert len(towns) == 13
    for town in towns:
        phone.goto(f"{address}towns/{town}/")
        assert phone.evaluate("document.documentElement.scrollHeight") < 5000, town
        box = phone.locator(".ap-card").first.bounding_box()
        assert box
        assert box["y"] < HEIGHT, f"{town}: the first screen holds a figure of its own"


def test_what_is_folded_is_in_the_page(phone: Page, address: str, site: Path) -> None:
    """Every line of the sheet by date stands on the town's page too, open or not."""
    read = "() => document.querySelector('article').textContent.split(/\\n/).map((line) => line.trim()).filter(Boolean)"
    for town in list_towns(site):
        phone.goto(f"{address}towns/{town}/duties/")
        phone.evaluate(
            "document.querySelectorAll('.ap-contents, .ap-next, .ap-hint, .ap-crumb, .ap-paper, .ap-files, h2').forEach((part) => part.remove())"
        )
        lines = phone.evaluate(read)
        assert len(lines) > 300
        phone.goto(f"{address}towns/{town}/")
        whole = "".join(phone.evaluate(read))
        assert [line for line in lines if line not in whole] == [], town


def test_a_measure_of_two_topics_is_named_under_both(phone: Page, address: str) -> None:
    phone.goto(f"{address}towns/tanzhesi/")
    for topic, count in (("噪声", "3条"), ("投诉和举报", "1条")):
        part = phone.locator("details.ap-fold", has=phone.get_by_text(topic, exact=True))
        expect(part.locator(".ap-fold__count")).to_have_text(count)
        part.locator("summary").click()
        part.get_by_role("link", name="提升生态环境类接诉即办工作成效（编号 t21-1）").click()
        expect(phone.locator("#t21-1")).to_be_in_viewport()


def test_an_address_and_the_printer_open_what_is_folded(phone: Page, address: str) -> None:
    phone.goto(f"{address}towns/tanzhesi/#t19-3")
    expect(phone.get_by_text("禁止销售、燃放烟花爆竹").first).to_be_visible()
    expect(phone.get_by_text("按月开展全覆盖检查").first).to_be_hidden()
    folded = phone.locator("details.ap-fold:not([open])").count()
    assert folded > 10
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert phone.locator("details.ap-fold:not([open])").count() == 0
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    assert phone.locator("details.ap-fold:not([open])").count() == folded


def test_the_sheet_of_a_town_is_one_tap_away_and_has_its_measures_by_date(phone: Page, address: str) -> None:
    phone.goto(f"{address}towns/tanzhesi/")
    phone.get_by_role("link", name="任务分工表（打印用）").click()
    phone.wait_for_url("**/towns/tanzhesi/duties/")
    expect(phone.locator("#dated")).to_have_text("有完成日期的（19条）")
    assert phone.locator(".ap-row").count() == 36 + 2


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-05-01T12:00:00+08:00", "接下来到期：2023年6月30日，1条（还有60天）"),
        ("2023-06-30T23:00:00+08:00", "接下来到期：2023年6月30日，1条（今天到期）"),
        ("2023-12-31T01:00:00+08:00", "接下来到期：2023年12月31日，14条（今天到期）"),
        ("2024-01-01T00:30:00+08:00", "写明完成日期的，都已到期。"),
    ],
)
def test_a_body_is_told_what_falls_due_next(phone: Page, address: str, day: str, said: str) -> None:
    """By the visitor's clock, in Beijing."""
    phone.clock.set_fixed_time(day)
    phone.goto(f"{address}agencies/ecology-environment/")
    expect(phone.locator("[data-next]")).to_have_text(said)


def test_a_measure_is_cited_with_state_place_address_and_day(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.set_fixed_time("2026-12-01T12:00:00+08:00")
    page.goto(f"{address}tasks/14/?from=search#t14-2")
    page.locator("#t14-2").get_by_role("button", name="引用").click()
    expect(page.locator("#t14-2 .ap-cite__said")).to_contain_text("已复制：《北京市门头沟区")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "《北京市门头沟区大气污染防治2023年行动计划（征求意见稿）》，序号14 · 编号 t14-2，原表第31行，"
        f"{address}tasks/14/#t14-2，2026年12月1日查看。"
    )
    context.close()


@pytest.fixture(scope="module")
def found(browser: Browser, address: str) -> dict[str, list[str]]:
    """The first three results of every query."""
    page = browser.new_page()
    page.goto(address)
    queries = [query for kind in QUERIES.values() for query in kind]
    results = page.evaluate(
        """async (queries) => Object.fromEntries(await Promise.all(queries.map(async (query) =>
            [query, (await planSearch(query)).slice(0, 3).map((result) => result.entry.doc.location)])))""",
        queries,
    )
    page.close()
    return dict(results)


@pytest.mark.parametrize("kind", QUERIES)
def test_people_find_in_their_own_words(found: dict[str, list[str]], kind: str) -> None:
    """At least 95 of 100 of each kind; see queries.py for what is right."""
    missed = [query for query, location in QUERIES[kind].items() if location not in found[query]]
    assert len(missed) <= len(QUERIES[kind]) // 20, missed


def test_there_are_queries_enough() -> None:
    assert sum(map(len, QUERIES.values())) >= 120


def test_who_finds_nothing_is_told_and_led_on(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.locator("[data-toggle=__search]").click()
    phone.locator(".md-search__input").fill("烟嚯嚯嚯")
    expect(phone.locator(".md-search-result__meta")).to_have_text("没有找到“烟嚯嚯嚯”。")
    near = [re.sub(r"\s", "", text) for text in phone.locator(".ap-near a").all_text_contents()]
    assert "烟花爆竹" in near
    assert near[-1] == "计划全文"
    phone.locator(".md-search__input").fill("烟花")
    expect(phone.locator(".ap-near")).to_be_hidden()


def test_who_types_before_the_script_is_there_is_answered(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.route("**/assets/search.js", lambda route: route.abort())
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.type("油烟")
    page.unroute_all()
    page.add_script_tag(url=f"{address}assets/search.js")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/tasks/18/")
    page.close()


def test_a_whole_text_that_is_pasted_is_no_more_work_than_a_long_word(phone: Page, address: str) -> None:
    """Counted in looks into a text, of which a word of thirty characters takes most."""
    phone.goto(address)
    phone.evaluate("planSearch('烟花')")
    counts = phone.evaluate(
        """async () => {
            const find = String.prototype.indexOf;
            let looks = 0;
            String.prototype.indexOf = function (...words) { looks += 1; return find.apply(this, words); };
            const counts = [];
            for (const length of [30, 2000]) {
                looks = 0;
                await planSearch('嚯嘿哈'.repeat(length / 3));
                counts.push(looks);
            }
            return counts;
        }"""
    )
    assert counts[1] <= counts[0]


def test_a_result_says_what_it_is_when_and_by_whom(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.locator("[data-toggle=__search]").click()
    phone.locator(".md-search__input").fill("6月底")
    result = phone.locator(".md-search-result__item").first
    expect(result.locator(".ap-found__title")).to_have_text("加强噪声污染治理")
    expect(result.locator(".ap-found__text")).to_contain_text("完成声环境功能区划分情况评估工作")
    expect(result.locator(".ap-found__facts")).to_contain_text(
        "序号20 · 编号 t20-1　6月底，即2023年6月30日前（含当日）　牵头单位：区生态环境局"
    )
