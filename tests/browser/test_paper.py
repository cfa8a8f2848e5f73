"""On paper: sheets of the right size, heads that are repeated, pages that are numbered, nothing dark. Read with pypdf."""

from __future__ import annotations

import difflib
import io
import re
import unicodedata

import pytest
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

A4 = (210, 297)  # millimetres
#: A PDF has glyphs; where a font draws two characters alike, the reader may be given the other one.
SAME_GLYPHS = str.maketrans("⻚⻔⻅⻓⻋⻛⻝⻥⻉㬵⸺", "页门见长车风食鱼贝胶—")


def print_page(browser: Browser, url: str) -> list[PageObject]:
    """As the browser's own dialogue prints it, from dark mode and with backgrounds: the hardest case."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(url)
    content = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    context.close()
    return list(PdfReader(io.BytesIO(content)).pages)


def size(page: PageObject) -> tuple[int, int]:
    return round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)


def words(page: PageObject) -> str:
    return plain(page.extract_text())


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(SAME_GLYPHS))


@pytest.mark.parametrize(
    ("path", "name", "count"),
    [("towns/tanzhesi/duties/", "潭柘寺镇", 36), ("agencies/urban-management/", "区城管委", 19)],
)
def test_a_body_has_its_duty_sheet(browser: Browser, address: str, path: str, name: str, count: int) -> None:
    sheets = print_page(browser, address + path)
    assert {size(sheet) for sheet in sheets} == {A4}
    first = words(sheets[0])
    assert plain("北京市门头沟区大气污染防治2023年行动计划（征求意见稿）") in first
    assert plain("本站整理日期：2026-11-23") in first
    assert f"{name}有{count}条措施要做" in first
    for number, sheet in enumerate(sheets, 1):
        assert plain(f"第{number}页，共{len(sheets)}页") in words(sheet)
    assert "和谁一起做" not in "".join(map(words, sheets))  # for the screen


def test_the_whole_table_lies_on_its_side_with_its_head_on_every_sheet(browser: Browser, address: str) -> None:
    sheets = print_page(browser, address + "plan/")
    assert {size(sheet) for sheet in sheets} == {A4[::-1]}
    for sheet in sheets:
        assert "序号重点任务工作措施完成时限牵头单位主责单位" in words(sheet)


def test_no_row_of_the_table_is_cut_in_two(browser: Browser, address: str) -> None:
    """Each measure's text stands whole on one sheet."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "plan/")
    texts = page.locator(".ap-plan__measure .ap-words").all_text_contents()
    context.close()
    sheets = [words(sheet) for sheet in print_page(browser, address + "plan/")]
    assert len(texts) == 68
    cut = [text for text in map(plain, texts) if max(share(text, sheet) for sheet in sheets) < 0.9]
    assert cut == []


def share(text: str, sheet: str) -> float:
    """The share of a text that stands on the sheet in pieces of some length; glyphs that are read otherwise are lost."""
    blocks = difflib.SequenceMatcher(None, text, sheet, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 3) / len(text)


@pytest.mark.parametrize("path", ["towns/tanzhesi/", "plan/", "overview/", "tasks/14/"])
def test_paper_is_white_whatever_the_screen_was(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + path)
    page.emulate_media(media="print")
    for part in ("html", "body", ".md-main"):
        colour = page.evaluate(f"getComputedStyle(document.querySelector('{part}')).backgroundColor")
        assert colour in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), part
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    context.close()
