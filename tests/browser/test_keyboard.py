"""Without a mouse: every stop can be seen, menu and search open and close, a resident gets to the words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

#: The focused element, and whether it or the label that stands for it shows that it is: outline, shadow or caret.
FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const shows = part => {
        const style = getComputedStyle(part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
    };
    const label = e.id && [...document.querySelectorAll(`label[for="${e.id}"], label`)].find(l => l.htmlFor === e.id);
    const writes = e.matches("input[type=text], input[type=search], input:not([type])");
    const next = e.nextElementSibling;
    return {
        what: e.outerHTML.slice(0, 90),
        seen: shows(e) || writes || Boolean(label && shows(label)) || Boolean(next && next.tagName === "LABEL" && shows(next)),
        name: (e.getAttribute("aria-label") || e.textContent || e.getAttribute("placeholder") || "").trim(),
    };
}"""


def open_page(browser: Browser, url: str, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce").new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "towns/tanzhesi/", "plan/", "calendar/", "overview/"])
def test_every_stop_of_the_tab_key_is_seen_and_has_a_name(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page = open_page(browser, address + path, width)
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 20
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if not stop["name"] and "<input" not in stop["what"]] == []
    page.context.close()


def test_the_menu_on_a_phone(browser: Browser, address: str) -> None:
    page = open_page(browser, address, 360)
    button = page.get_by_role("button", name="目录")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="首页").locator("visible=true")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "topics/")
    page.context.close()


def test_the_search_on_a_phone(browser: Browser, address: str) -> None:
    page = open_page(browser, address, 360)
    page.get_by_role("button", name="搜索").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("油换电")
    page.keyboard.press("End")  # what an input method writes comes with no key of its own here
    expect(page.locator(".md-search-result__item").first).to_contain_text("任务24")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/24/**")
    page.context.close()


def test_a_resident_without_a_mouse_gets_to_the_words(browser: Browser, address: str) -> None:
    page = open_page(browser, address, 1280)
    page.get_by_label("找镇街").focus()
    page.keyboard.type("tzs")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="潭柘寺镇", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("潭柘寺镇")
    page.context.close()


def test_colours_of_the_reader_leave_every_mark_to_be_seen(browser: Browser, address: str) -> None:
    """Forced colours: marks and bars are drawn in the reader's ink, not in the ground's colour."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    pictures = {
        "overview/": ".ap-mark--1, .ap-dots__dot",
        "targets/": ".ap-bar__fill",
        "calendar/": ".ap-columns__due",
    }
    for path, marks in pictures.items():
        page.goto(address + path)
        inks = page.evaluate(
            """marks => {
                const probe = document.createElement("p");
                probe.style.color = "CanvasText";
                document.body.append(probe);
                const ink = getComputedStyle(probe).color;
                return [...document.querySelectorAll(marks)].map(mark => getComputedStyle(mark).fill === ink);
            }""",
            marks,
        )
        assert inks, path
        assert all(inks), path
    context.close()


def test_nothing_moves_for_those_who_ask_for_it(browser: Browser, address: str) -> None:
    page = open_page(browser, address, 1280)
    slow = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
            const style = getComputedStyle(element);
            return [style.transitionDuration, style.animationDuration].some(
                times => times.split(", ").some(time => parseFloat(time) * (time.endsWith("ms") ? 1 : 1000) > 1)
            );
        }).map(element => element.outerHTML.slice(0, 80))"""
    )
    assert slow == []
    page.context.close()
