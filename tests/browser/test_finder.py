"""The finder on home, agencies and towns: a body at once, by any of its names, with the keyboard, without the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def shown(page: Page, list_id: str) -> list[str]:
    return [
        item.inner_text().split("\n")[0] for item in page.locator(f"#{list_id} [data-keys]").all() if item.is_visible()
    ]


@pytest.mark.parametrize(
    ("path", "list_id", "typed", "found"),
    [
        ("", "town-list", "潭柘", ["潭柘寺镇"]),
        ("", "town-list", "TZS", ["潭柘寺镇"]),
        ("", "town-list", "街道", ["大峪街道", "城子街道", "东辛房街道", "大台街道"]),
        ("", "agency-list", "城管", ["区城管委"]),
        ("", "agency-list", "qsthjj", ["区生态环境局", "石景山区生态环境局"]),
        ("", "agency-list", "税务", ["区税务局"]),
        ("", "agency-list", "住房城乡建设", ["区住建委"]),
        ("agencies/", "unit-list", "城管执法", ["区城管委"]),
        ("agencies/", "unit-list", "jtzd", ["区公安分局交通支队"]),
        ("towns/", "unit-list", "ｙｄｚ", ["永定镇"]),
    ],
)
def test_a_body_is_found_while_typing(
    page: Page, address: str, path: str, list_id: str, typed: str, found: list[str]
) -> None:
    page.goto(address + path, wait_until="networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator(f"#find-{list_id}").press_sequentially(typed)
    assert shown(page, list_id) == found
    expect(page.locator(f"[data-finder={list_id}] [role=status]")).to_have_text(
        f"找到{len(found)}个，按回车打开第一个。"
    )
    assert requests == []


def test_the_list_comes_back(page: Page, address: str) -> None:
    page.goto(address)
    before = shown(page, "agency-list")
    assert len(before) == 9
    box = page.locator("#find-agency-list")
    box.fill("没有这个单位")
    assert shown(page, "agency-list") == []
    expect(page.locator("[data-finder=agency-list] [role=status]")).to_have_text("没有找到，换个词试试。")
    box.press("Escape")
    assert shown(page, "agency-list") == before


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    page.goto(address)
    box = page.locator("#find-agency-list")
    box.fill("jtj")
    box.press("ArrowDown")
    expect(page.locator(":focus")).to_have_text("区交通局")
    box.focus()
    box.press("Enter")
    page.wait_for_url("**/agencies/transport/")


def test_without_scripts_the_list_is_there_and_the_box_is_not(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "towns/")
    expect(page.locator("#find-unit-list")).to_be_hidden()
    assert len(shown(page, "unit-list")) == 13
    context.close()
