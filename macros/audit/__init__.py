"""The built site as a visitor gets it: is everything there, does every format say the same, does every link lead somewhere?

`python -m macros audit FOLDER`, and `make site` before it puts a site in its place. It knows files only (HTML, JSON, CSV,
iCalendar, Atom, Word, Excel) and the public addresses, neither the engine nor the templates nor the plan's YAML, so that
it finds what they did wrong. Findings are Chinese sentences, each with its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from macros.audit import agreement, bodies, integrity, links, pages, weight
from macros.audit.files import Damaged, Site

#: What must hold; whatever one of them cannot read is a finding, and the others go on.
CHECKS: tuple[Callable[[Site], Iterator[str]], ...] = (
    integrity.check_sums,
    integrity.check_data,
    pages.check_pages,
    links.check_links,
    links.check_style_sheets,
    links.check_lists,
    agreement.check_pages_of_measures,
    agreement.check_tasks,
    agreement.check_tables,
    agreement.check_descriptions,
    agreement.check_excel,
    agreement.check_word,
    agreement.check_calendar,
    agreement.check_revisions,
    bodies.check_bodies,
    bodies.check_duties,
    weight.check_weight,
)


def audit_site(folder: Path, site_path: str = "/") -> list[str]:
    """Faults of a built site, one Chinese sentence each; empty if there are none.

    `site_path` is where the site will stand on its host (`/plan/`): 404.html alone links from the host's root.
    """
    site = Site(folder, site_path)
    findings: list[str] = []
    for check in CHECKS:
        try:
            findings += check(site)
        except Damaged as damaged:
            findings.append(str(damaged))
        except (LookupError, TypeError) as error:  # of data that are not what the contract says
            findings.append(f"数据缺少字段，或者字段不对（{check.__name__}：{error!r}）。")
    return list(dict.fromkeys(findings))


def list_heavy_pages(folder: Path) -> list[str]:
    """Pages that make visitors wait, though they stop no plan from being published: a large plan has large pages."""
    return list(weight.find_heavy_pages(Site(folder, "/")))
