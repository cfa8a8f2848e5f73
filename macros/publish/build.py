"""One build of a site, from a plan's folder to the last file. It knows no engine: macros/hooks.py hands on what the engine
says of itself, and asks for each page's parts in turn.

A build that is published and a preview differ in a few steps only, so each is a class of its own.
"""

from __future__ import annotations

import html
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from macros.apart import Apart
from macros.check.checker import check_plan
from macros.exports.problem_report import create_summary
from macros.exports.qr import create_qr
from macros.html.assets import create_assets
from macros.html.policy import add_policy
from macros.html.render import Fragments, create_toc_tokens, find_anchors, place_sizes
from macros.model import Plan
from macros.pages.data import create_page_foot
from macros.pages.site import Site
from macros.pages.virtual_files import list_file_jobs
from macros.pages.virtual_pages import (
    VirtualPage,
    build_pages,
    create_hub_feeds,
    create_hub_files,
    create_page_data,
    find_scripts,
    find_unused_hubs,
    list_page_files,
)
from macros.publish.addresses import AddressError, prove_address
from macros.publish.edit_links import create_edit_url
from macros.publish.site_files import SiteFiles, WorkBeside, WorkLater
from macros.store.problems import Problem
from macros.store.provenance import DataChangedError, SourceRevisionError, create_provenance, watch_data
from macros.store.spellings import load_spellings, write_spellings
from macros.sums import write_sums
from macros.urls import CARD_URL
from macros.views.plan_views import PlanViews

Checked = tuple[Plan | None, list[Problem]]
_DAY = 86400  # seconds


class NotBuiltError(Exception):
    """Why there is no site; the message is Chinese and complete in itself."""


@dataclass(frozen=True)
class Settings:
    """The configuration of one build.

    `site_url`: where the site will stand, if that is known. `repo_url` and `edit_uri`: where the plan is edited, see
    create_edit_url. `source_revision`: a revision of that repository, if given.
    """

    root: Path
    plan_folder: Path
    site_url: str | None
    repo_url: str | None
    edit_uri: str | None
    source_revision: str | None

    def prove_addresses(self) -> None:
        """Raise AddressError for one that must not reach a page."""
        edit_url = create_edit_url(self.root, self.plan_folder, self.repo_url, self.edit_uri)
        for name, address in (("SITE_URL", self.site_url), ("REPO_URL", self.repo_url), ("EDIT_URI", edit_url)):
            if address:
                prove_address(name, address)


@dataclass(frozen=True)
class PageContent:
    """A page's content with the files at its foot, and all that the engine is to know of what stands in it."""

    html: str
    scripts: list[str]
    toc_tokens: Any
    anchors: set[str]


@dataclass
class Build(ABC):
    """A plan that passed, with all that is made of it. Raises NotBuiltError for a plan that did not pass."""

    settings: Settings
    fragments: Fragments = field(init=False)

    #: Whether an editor looks at it while it is made; templates of the theme ask.
    is_preview = False

    def __post_init__(self) -> None:
        folder = self.settings.plan_folder
        if sys.flags.optimize > 1:
            raise NotBuiltError("PYTHONOPTIMIZE=2（python -OO）去掉了页面上要用的说明，不能生成网站；请不要设它。")
        try:
            self.settings.prove_addresses()
        except AddressError as error:
            raise NotBuiltError(str(error)) from None
        files = watch_data(folder)
        plan, problems = self._check(folder)
        if plan is None:
            raise NotBuiltError("\n".join([*map(str, problems), create_summary(plan, problems)]))
        try:
            self.provenance = create_provenance(plan, files.read(), self.settings.source_revision)
        except (DataChangedError, SourceRevisionError) as error:
            raise NotBuiltError(str(error) or "生成的时候，计划的文件又改了；请再生成一次。") from error
        self.plan = plan
        views = PlanViews(plan, known := load_spellings())
        if views.spellings.keys() - known.keys():
            write_spellings({**known, **views.spellings})
        self.site = Site(
            views,
            create_edit_url(self.settings.root, folder, self.settings.repo_url, self.settings.edit_uri),
            self.settings.site_url,
            self.provenance,
        )
        self.pages: dict[str, VirtualPage] = {page.uri: page for page in build_pages(self.site.views)}
        self.unused_hubs = find_unused_hubs(self.site.views)
        self.assets = create_assets()
        self.fragments = Fragments()

    @abstractmethod
    def _check(self, folder: Path) -> Checked: ...

    @property
    def title(self) -> str:
        return escape_words(self.plan.short_title)

    @property
    def description(self) -> str:
        return escape_words(f"{self.plan.title}（{self.plan.status}）：逐条公开任务、措施、时限和责任单位。")

    @property
    def towns_name(self) -> str:
        return escape_words(self.plan.towns_name)

    @property
    def revised_at(self) -> int:
        """The day of the data as seconds since 1970: nothing in a build may depend on the day on which it runs."""
        return (self.plan.revised_on.toordinal() - 719163) * _DAY

    @property
    def theme_values(self) -> dict[str, object]:
        """The values that the theme's templates in overrides/ read."""
        return {
            "plan": self.plan,
            "provenance": self.provenance,
            "serving": self.is_preview,
            "card_url": CARD_URL if self.settings.site_url else None,
        }

    def create_head(self, uri: str, address: str | None, root: str) -> dict[str, object]:
        """The values of a page's head: feeds, the picture of its address, data for programs; made when the page is
        written, so that no page keeps them. `address` is the page's own, if known.
        """
        page = self.pages.get(uri)
        is_printed = page is not None and self.settings.site_url is not None
        return {
            "feeds": page.feeds if page else create_hub_feeds(self.plan).get(uri, ()),
            "qr": create_qr(address) if address and is_printed else None,
            "json_ld": create_page_data(self.site.views, uri, self.settings.site_url or root),
        }

    def create_content(self, uri: str, content: str, root: str) -> PageContent:
        """`root` leads from the page to the site's root. The fragments come last, so that no page carries them."""
        whole = self.fragments.put_in(content, root)
        page, views = self.pages.get(uri), self.site.views
        files = list_page_files(views, page) if page else create_hub_files(views).get(uri, ())
        foot = self.fragments.keep(create_page_foot(self.site, files))
        return PageContent(content + foot, find_scripts(whole), create_toc_tokens(whole), find_anchors(whole))

    @abstractmethod
    def finish_page(self, page_html: str, address: str, root: str) -> str:
        """A page as it is written to `address`, with its fragments."""

    @abstractmethod
    def govern(self, page_html: str) -> str:
        """A page with its policy, where it has one."""

    @abstractmethod
    def begin_files(self, folder: Path, taken: Iterable[str]) -> None:
        """Begin to write the files without a source into `folder`; `taken` are the addresses of all other files."""

    @abstractmethod
    def finish_files(self) -> None:
        """Every page is written. Raises AddressTakenError."""

    def stop(self) -> None:
        """End: a newer build begins, or the program ends."""
        self.fragments.close()


class Publication(Build):
    """The site as it is published: files are made by a process beside, each page is governed by its policy."""

    def _check(self, folder: Path) -> Checked:
        # checking takes six times the memory of the plan, and Python does not give it back
        return Apart(partial(check_plan, folder, may_fork=True)).result()

    def begin_files(self, folder: Path, taken: Iterable[str]) -> None:
        self._unsized: list[str] = []  # pages in which the sizes of files are not known yet
        self._folder, self._files = folder, SiteFiles(folder, taken)
        self._work = WorkBeside(self._files, list_file_jobs(self.site))

    def finish_page(self, page_html: str, address: str, root: str) -> str:
        self._unsized.append(address)
        return self.govern(self.fragments.put_in(page_html, root))

    def govern(self, page_html: str) -> str:
        return add_policy(page_html)

    def finish_files(self) -> None:
        self._work.join()
        self._files.write_sizes(self._unsized)
        write_sums(self._folder, self._files.digests)


class Preview(Build):
    """The site on an editor's machine: pages first, files later; its address is nothing to print or to subscribe to."""

    is_preview = True
    _work: WorkLater | None = None

    def __init__(self, settings: Settings) -> None:
        super().__init__(replace(settings, site_url=None))

    def _check(self, folder: Path) -> Checked:
        return check_plan(folder)  # a server has threads, which do not go with a fork

    def begin_files(self, folder: Path, taken: Iterable[str]) -> None:
        self._work = WorkLater(SiteFiles(folder, taken), list_file_jobs(self.site))

    def finish_page(self, page_html: str, address: str, root: str) -> str:  # noqa: ARG002  # no sizes, no digests
        return place_sizes(self.fragments.put_in(page_html, root), None)

    def govern(self, page_html: str) -> str:
        return page_html  # the preview's server puts a script of its own into each page

    def finish_files(self) -> None:
        assert self._work  # begin_files has run
        self._work.start()

    def stop(self) -> None:
        if self._work:
            self._work.stop()
        super().stop()


def escape_words(words: str) -> str:
    """Words of the data for templates that are not ours: these write them as they are, or run them as a template."""
    return html.escape(words).replace("{", "&#123;").replace("}", "&#125;")
