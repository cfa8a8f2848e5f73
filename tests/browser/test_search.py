"""Search in a real browser: what must be found, and what must come first.

What is expected comes from the plan's file as another program reads it, and from a person who looked each query up.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PLAN

#: What a resident or a clerk types -> what must come first.
FIRST = {
    # bodies: names, parts of names, short forms, other spellings, capacities
    "区城管委": "agencies/urban-management/",
    "城管委": "agencies/urban-management/",
    "城管": "agencies/urban-management/",
    "城管执法部门": "agencies/urban-management/",
    "区住建委": "agencies/housing-construction/",
    "住建委": "agencies/housing-construction/",
    "区住房城乡建设委": "agencies/housing-construction/",
    "生态环境局": "agencies/ecology-environment/",
    "石景山区生态环境局": "agencies/shijingshan-ecology-environment/",
    "市场监管部门": "agencies/market-regulation/",
    "邮政": "agencies/postal-west/",
    "中铁三局": "agencies/crec3-4/",
    "交通支队": "agencies/traffic-police/",
    "中关村门头沟区管委会": "agencies/zgc-park/",
    "新能源汽车联席会议办公室": "agencies/science-it/",
    "税务局": "agencies/tax/",
    "各镇街": "towns/#all-towns",
    "相关镇街": "towns/#relevant-towns",
    # towns
    "潭柘寺": "towns/tanzhesi/",
    "潭柘寺镇": "towns/tanzhesi/",
    "永定": "towns/yongding/",
    "大台街道": "towns/datai/",
    "斋堂": "towns/zhaitang/",
    "东辛房": "towns/dongxinfang/",
    # pinyin, whole and by initials
    "qsthjj": "agencies/ecology-environment/",
    "qcgw": "agencies/urban-management/",
    "tzs": "towns/tanzhesi/",
    "tanzhesi": "towns/tanzhesi/",
    "ydz": "towns/yongding/",
    # pollutants and things, in any case and width
    "VOCs": "tasks/3/",
    "vocs": "tasks/3/",
    "ＶＯＣｓ": "tasks/3/",
    "PM2.5": "tasks/26/#t26-1",
    "pm25": "tasks/26/#t26-1",
    "TSP": "tasks/14/#t14-4",
    "NOx": "tasks/9/",
    "扬尘": "tasks/15/",
    "裸地": "tasks/17/",
    "降尘量": "tasks/14/",
    "餐饮油烟": "tasks/18/",
    "噪声": "tasks/20/",
    "锅炉": "tasks/23/",
    "烟花爆竹": "tasks/19/",
    "叉车": "tasks/24/#t24-1",
    "夜间施工": "tasks/20/#t20-2",
    "新能源": "tasks/4/",
    "加油站": "tasks/8/#t8-2",
    "煤改清洁能": "tasks/9/#t9-1",
    "重型柴油车": "tasks/12/#t12-1",
    "油换电": "tasks/24/",
    "接诉即办": "tasks/21/",
    "减二增一": "tasks/2/#t2-1",
    "绿岛": "tasks/3/#t3-1",
    "抽检结果定期公示": "tasks/5/#t5-1",
    "国道109": "tasks/16/#t16-3",
    "秸秆": "tasks/17/#t17-1",
    # figures, deadlines, standards
    "10%": "tasks/5/#t5-2",
    "2万辆次": "tasks/12/#t12-1",
    "DB11/ 1983-2022": "tasks/5/#t5-2",
    "采暖季前": "tasks/23/#t23-1",
    "6-9月": "tasks/8/#t8-2",
    # two words: both must fit
    "叉车 电动化": "tasks/24/#t24-1",
    "潭柘寺 降尘量": "tasks/14/#t14-2",
    "城管委 餐饮": "tasks/26/#t26-2",
    "邮政 纯电动": "tasks/10/#t10-3",
    # one character wrong
    "潭拓寺": "towns/tanzhesi/",
    "生态环竟局": "agencies/ecology-environment/",
    "烟花暴竹": "tasks/19/",
    "降尘亮": "tasks/14/",
    "油换店": "tasks/24/",
    # pages
    "日历": "calendar/",
    "指标": "targets/",
    "下载": "data/",
    "征求意见": "",
}

Results = dict[str, list[dict[str, Any]]]


def read_measures() -> list[dict[str, Any]]:
    """The measures with the number of their task, as another program reads them."""
    data = yaml.load((PLAN / "tasks.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # words only
    return [
        {**measure, "no": task["no"]}
        for section in data["sections"]
        for task in section["tasks"]
        for measure in task["measures"]
    ]


def locate(measure: dict[str, Any]) -> str:
    return f"tasks/{measure['no']}/#{measure['id']}"


def ask(browser: Browser, address: str, queries: list[str]) -> Results:
    """Every result of each query, as the box of the page gets them."""
    page = browser.new_page()
    page.goto(address)
    results = page.evaluate(
        """async (queries) => {
            const results = {};
            for (const query of queries) {
                results[query] = (await planSearch(query)).map((result) => result.entry.doc);
            }
            return results;
        }""",
        queries,
    )
    page.close()
    return dict(results)


@pytest.fixture(scope="module")
def first_results(browser: Browser, address: str) -> Results:
    return ask(browser, address, list(FIRST))


def test_there_are_enough_queries() -> None:
    assert len(FIRST) >= 60


@pytest.mark.parametrize("query", FIRST)
def test_the_right_page_comes_first(first_results: Results, query: str) -> None:
    """Or first of all behind the topic, which says the same in people's words."""
    found = [result["location"] for result in first_results[query] if result["kind"] != "topic"]
    assert found[:1] == [FIRST[query]]
    assert FIRST[query] in [result["location"] for result in first_results[query]][:3]


def test_every_measure_with_the_words_is_found(first_results: Results) -> None:
    """Recall: each measure whose text has the query as typed."""
    measures = read_measures()
    proved = 0
    for query, results in first_results.items():
        wanted = {locate(measure) for measure in measures if query in measure["text"]}
        assert wanted <= {result["location"] for result in results}, query
        proved += bool(wanted)
    assert proved >= 30


def test_any_phrase_of_any_measure_finds_it(browser: Browser, address: str) -> None:
    """Eight characters from three places of every text."""
    wanted: dict[str, str] = {}
    for measure in read_measures():
        for paragraph in measure["text"].split("\n"):
            for start in (0, len(paragraph) // 2, max(0, len(paragraph) - 9)):
                phrase = paragraph[start : start + 8].strip("，。；：、“”（） ")
                if not any(mark in phrase for mark in '，、；,;“”" +'):
                    wanted[phrase] = locate(measure)
    assert len(wanted) > 150
    results = ask(browser, address, list(wanted))
    for phrase, location in wanted.items():
        assert location in [result["location"] for result in results[phrase]], phrase


@pytest.mark.parametrize(
    ("alias", "names"),
    [
        ("城管委", {"区城管委"}),
        ("住建委", {"区住建委"}),
        ("市场监管局", {"区市场监管局"}),
        ("中关村门头沟区管委会", {"中关村门头沟园管委会", "中关村门头沟区管委会"}),
    ],
)
def test_measures_are_found_by_short_forms_of_their_bodies(
    browser: Browser, address: str, alias: str, names: set[str]
) -> None:
    wanted = {
        locate(measure)
        for measure in read_measures()
        if names & {*measure.get("lead", []), *measure.get("responsible", [])}
    }
    assert wanted
    found = {result["location"] for result in ask(browser, address, [alias])[alias]}
    assert wanted <= found


@pytest.mark.parametrize("query", ["没有这种东西", "zzzz", "<b>", "&", "..", "   ", "\\", "[", "（"])
def test_nothing_is_made_up(browser: Browser, address: str, query: str) -> None:
    results = ask(browser, address, [query])[query]
    assert all("<b>" not in result["title"] + result["text"].replace("<mark>", "") for result in results)
    assert len(results) == 0 or query in ("&", "..", "\\", "[", "（")


def test_who_types_gets_the_list(browser: Browser, address: str) -> None:
    """The box itself, by keyboard alone: type, arrow down, enter."""
    page: Page = browser.new_page()
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator(".md-search-result__meta")).to_have_text("输入要找的事、单位、日期或编号")
    page.keyboard.type("tzs")
    result = page.locator(".md-search-result__link").first
    expect(result).to_contain_text("潭柘寺镇")
    expect(page.locator(".md-search-result__meta")).to_contain_text("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/towns/tanzhesi/**")
    page.close()


def test_the_index_is_small(browser: Browser, address: str) -> None:
    page = browser.new_page()
    response = page.goto(f"{address}search/search_index.json")
    assert response
    assert len(response.body()) < 80_000
    page.close()


def test_a_page_fetches_the_entries_only_for_who_searches(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    assert "search/entries.json" not in asked
    page.locator(".md-search__input").fill("扬尘")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.close()
