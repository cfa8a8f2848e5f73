"""The Content-Security-Policy that the pages really run under."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from macros.html.policy import add_policy


def test_every_page_has_its_policy_before_any_script(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert html.count("Content-Security-Policy") == 1, path
        assert "unsafe" not in html[html.index("Content-Security-Policy") :].split(">", 1)[0]
        assert "<script" not in html[: html.index("Content-Security-Policy")], path
        assert not re.search(r"<[^>]* style=", html), path


def test_pages_work_under_it_and_say_nothing(browser: Browser, address: str) -> None:
    """Search, the colours of the page, filters: no violation, no error in the console."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for kind in (
        "",
        "plan/",
        "tasks/14/",
        "towns/tanzhesi/",
        "calendar/?unit=tanzhesi",
        "editing/",
        "changes/",
        "404.html",
    ):
        page.goto(address + kind, wait_until="networkidle")
    page.goto(address, wait_until="networkidle")
    page.locator("label[for=__palette_1]:visible, label[for=__palette_0]:visible").first.click()
    page.keyboard.press("/")
    page.keyboard.type("tzs")
    page.locator(".md-search-result__link").first.wait_for()
    assert said == []
    page.close()


@pytest.mark.parametrize(
    "attack",
    [
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s)",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')",
        "document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc=\"<script>parent.ran = 1</script>\"></iframe>')",
        "const s = document.createElement('script'); s.src = 'data:text/javascript,window.ran=1'; document.head.append(s)",
    ],
)
def test_a_script_that_gets_in_does_not_run(browser: Browser, address: str, attack: str) -> None:
    page = browser.new_page()
    page.goto(address)
    # refused in the page itself, or in a frame that has been loaded by then
    page.evaluate(
        f"""() => new Promise(done => {{
            document.addEventListener('securitypolicyviolation', () => done());
            {attack};
            document.querySelectorAll('iframe').forEach(frame => frame.addEventListener('load', () => done()));
        }})"""
    )
    assert page.evaluate("() => window.ran") is None
    page.close()


def test_only_the_themes_inline_scripts_are_named_by_their_hash() -> None:
    """The hash as openssl gives it for the theme's script; none for a script that got in."""
    theme = (
        "var target=document.getElementById(location.hash.slice(1));"
        'target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))'
    )
    page = '<head><meta charset="utf-8">{}<script src="a.js"></script></head>'
    hashed = "script-src 'self' 'sha256-/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8=';"
    assert hashed in add_policy(page.format(f"<script>{theme}</script>"))
    for code in ("alert(1)", f"{theme};alert(1)", f"alert(1);{theme}", f"{theme}\n"):
        assert "script-src 'self' ;" in add_policy(page.format(f"<script>{code}</script>"))
