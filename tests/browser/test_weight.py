"""The weight and the requests of a page, in bytes and answers, which do not jitter."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from mkdocs.config import load_config
from playwright.sync_api import Browser

from benchmarks.browsing import weigh, weigh_visit
from macros.hooks import TRIED
from macros.publish.site_files import list_plain_files
from tests.conftest import ROOT


def test_a_phone_fetches_little(browser: Browser, address: str, site: Path) -> None:
    """A town's page with every word of its 36 measures; the words alone are 6.7 KB of it. Compressed with brotli."""
    visit = weigh_visit(browser, address, site)
    assert visit.first_page <= 85_000
    assert visit.first_html <= 13_600
    assert visit.next_page <= 13_600
    assert visit.first_requests <= 13
    assert visit.search_index <= 25_000


def test_no_page_outgrows_its_kind(site: Path) -> None:
    """The largest of each kind; frames for other sites are light."""
    for pattern, most in {
        "index.html": 9_500,
        "plan/index.html": 16_000,
        "calendar/index.html": 18_000,
        "overview/index.html": 9_000,
        "tasks/*/index.html": 7_000,
        "agencies/*/index.html": 12_000,
        "towns/*/index.html": 14_000,
        "embed/*/*/index.html": 5_000,
    }.items():
        heaviest = max(site.glob(pattern), key=weigh)
        assert weigh(heaviest) <= most, (heaviest.relative_to(site), weigh(heaviest))


def test_the_engine_is_the_one_that_was_tried() -> None:
    assert {name: version(name) for name in TRIED} == TRIED


def test_no_file_of_the_theme_is_passed_over_but_icons() -> None:
    theme = load_config(str(ROOT / "mkdocs.yml")).theme
    everything = theme.get_env().list_templates()
    assert list_plain_files(theme.dirs) == [name for name in everything if not name.startswith(".icons/")]
    assert len(everything) > 10_000
