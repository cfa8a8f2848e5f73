"""The one file that knows MkDocs, in the versions of TRIED; what it takes from the inside of the engine is listed in
docs/developers/performance.md.

It stops a build whose plan does not pass, adds the pages of macros/pages/virtual_pages.py and the files of macros/pages/virtual_files.py, and puts finished HTML into
pages after Markdown is done.
"""

from __future__ import annotations

import html
import os
import sys
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.theme import Theme
    from mkdocs.utils.templates import TemplateContext

    from macros.html.render import Fragments
    from macros.pages.virtual_pages import VirtualPage
    from macros.publish.site_files import SiteFiles, WorkBeside, WorkLater

ROOT = Path(__file__).resolve().parent.parent

#: A test fails where others are installed: try the preview and `make bench` before these are raised.
TRIED = {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1", "mkdocs-macros-plugin": "1.5.0"}

_PLAN_INTERVAL = 0.05  # seconds
#: The theme's own search, 800 KB that nothing asks for: ours is docs/assets/search.js.
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


@dataclass
class _Build:
    """What one event leaves for the next."""

    serving: bool = False
    fragments: Fragments | None = None
    plan_folder: Path | None = None
    virtual: dict[str, VirtualPage] = field(default_factory=dict)
    beside: WorkBeside | None = None
    later: WorkLater | None = None
    files: SiteFiles | None = None
    unsized: list[str] = field(default_factory=list)  # pages whose files' sizes are not known yet
    code: tuple[tuple[str, int], ...] = ()  # the project's Python files with their times, as last imported


_build = _Build()


class HtmlPage(Page):
    """A page whose source is a macro call alone: its HTML is finished and does not go through Markdown."""

    def render(self, *_: object) -> None:
        self.content = self.markdown


def on_startup(*, command: str, **_: object) -> None:
    _build.serving = command == "serve"


@event_priority(100)  # before mkdocs-macros asks for the site
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the plan; a plan with problems ends the build with the list of them."""
    if str(ROOT) not in sys.path:  # neither the mkdocs command nor its hook loader leaves the project there
        sys.path.insert(0, str(ROOT))
    if _build.later:
        _build.later.stop()
    if _build.serving:
        _forget_changed_code()
    from macros.apart import Apart
    from macros.check.checker import check_plan
    from macros.exports.problem_report import create_summary
    from macros.pages.page_macros import Site
    from macros.publish.current import set_current
    from macros.store.provenance import DataChangedError, SourceRevisionError, create_provenance, watch_data
    from macros.urls import CARD_URL
    from macros.views.plan_views import PlanViews

    folder = ROOT / (config.extra["plan_folder"] or "plan")
    files = watch_data(folder)
    # checking takes six times the memory of the plan, and Python does not give it back; a preview's server has threads
    check = partial(check_plan, folder, may_fork=not _build.serving)
    plan, problems = check() if _build.serving else Apart(check).result()
    if plan is None:
        raise Abort("\n".join([*map(str, problems), create_summary(plan, problems)]))
    try:
        provenance = create_provenance(plan, files.read(), os.environ.get("SOURCE_REVISION"))
    except (DataChangedError, SourceRevisionError) as error:
        raise Abort(str(error) or "生成的时候，计划的文件又改了；请再生成一次。") from error
    # nothing in a build may depend on the day it runs: the sitemap's dates are the data's
    os.environ.setdefault("SOURCE_DATE_EPOCH", str((plan.revised_on.toordinal() - 719163) * 86400))
    config.site_name = _plain(plan.short_title)
    config.site_description = _plain(f"{plan.title}（{plan.status}）：逐条公开任务、措施、时限和责任单位。")
    config.extra["plan"] = plan
    config.extra["provenance"] = provenance
    config.extra["serving"] = _build.serving
    config.extra["card_url"] = CARD_URL if _site_url(config) else None
    config.nav = [
        {_plain(plan.towns_name): uri} if uri == "towns/index.md" else {title: uri}
        for item in config.nav or []
        for title, uri in item.items()
    ]
    edit_url = None
    if config.repo_url and folder.resolve().is_relative_to(ROOT):
        relative = os.path.relpath(folder / "tasks.yaml", config.docs_dir).replace(os.sep, "/")
        edit_url = urljoin(config.repo_url.rstrip("/") + "/", (config.edit_uri or "") + relative)
    config.edit_uri = None  # a page under docs/ holds macro calls: what an editor changes is the plan
    _pass_over_icons(config.theme)
    _build.fragments = set_current(Site(PlanViews(plan, provenance), edit_url, _site_url(config)))
    _build.plan_folder = folder
    return config


def _pass_over_icons(theme: Theme) -> None:
    """MkDocs asks for the names of all files of the theme, 14,500 icons among them, and passes over what is in folders with
    a dot; looking at these takes a sixth of the preview's time.
    """
    from macros.publish.site_files import list_plain_files

    get_usual = theme.get_env

    def get_env() -> Environment:
        environment = get_usual()
        environment.loader.list_templates = lambda: list_plain_files(theme.dirs)  # type: ignore[union-attr,method-assign]
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def _plain(words: str) -> str:
    """Words of the data that the theme writes into pages as they are, and that mkdocs-macros would run as a template."""
    return html.escape(words).replace("{", "&#123;").replace("}", "&#125;")


def _forget_changed_code() -> None:
    """The preview takes changed Python without a restart; what has not changed need not be imported again (0.3 s)."""
    code = tuple((str(path), path.stat().st_mtime_ns) for path in sorted((ROOT / "macros").rglob("*.py")))
    if code != _build.code:
        _build.code = code
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            del sys.modules[name]


def on_serve(server: LiveReloadServer, **_: object) -> LiveReloadServer:
    """Look at the plan's files more often than at the rest, where mkdocs waits half a second between two looks, and wait
    less for further changes.
    """
    server.build_delay = _PLAN_INTERVAL
    if _build.plan_folder:
        usual, server.observer._timeout = server.observer._timeout, _PLAN_INTERVAL  # noqa: SLF001  # it has no setter
        server.watch(str(_build.plan_folder))
        server.observer._timeout = usual  # noqa: SLF001  # as above
    return server


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the virtual pages, and write the virtual files; an address that is taken already is an error."""
    from macros.pages.virtual_files import list_file_jobs
    from macros.pages.virtual_pages import build_pages, find_unused_hubs
    from macros.publish.current import get_current
    from macros.publish.site_files import SiteFiles, WorkBeside, WorkLater

    site = get_current()[0]
    for unused in [file for file in files if file.src_uri.startswith(_UNUSED)]:
        files.remove(unused)
    for uri in find_unused_hubs(site.views):
        if file := files.get_file_from_path(uri):
            files.remove(file)
            config.nav = [item for item in config.nav or [] if uri not in item.values()]
    _build.virtual = {page.uri: page for page in build_pages(site.views)}
    taken = {file.dest_uri: file.src_uri for file in files}
    for page in _build.virtual.values():
        call = f"{{{{ {page.macro}(entity) }}}}"  # one text for all pages of a kind, see _keep_templates
        file = File.generated(config, page.uri, content=call, inclusion=InclusionLevel.NOT_IN_NAV)
        if other := taken.get(file.dest_uri):
            raise PluginError(f"{other} takes the address of the generated {page.uri}")
        taken[file.dest_uri] = page.uri
        files.append(file)
    _keep_templates(config)
    _build.files, _build.unsized = SiteFiles(Path(config.site_dir), taken), []
    jobs = list_file_jobs(site.views, _site_url(config))
    if _build.serving:  # an editor waits for the page; the server has threads, which do not go with a fork
        _build.later = WorkLater(_build.files, jobs)
    else:
        _build.beside = WorkBeside(_build.files, jobs)
    return files


def _keep_templates(config: MkDocsConfig) -> None:
    """mkdocs-macros compiles the text of each page anew; those of one kind have the same."""
    environment = config.plugins["macros"].env  # type: ignore[attr-defined]  # typed as any plugin
    environment.from_string = cache(environment.from_string)


def _site_url(config: MkDocsConfig) -> str | None:
    """Where the site will stand; the address of a preview is nothing to print or to subscribe to."""
    return config.site_url.rstrip("/") + "/" if config.site_url and not _build.serving else None


def on_env(env: Environment, **_: object) -> Environment:
    """The theme's templates, and ours, are compiled once and kept for the next build."""
    from macros.html.render import create_template_cache

    env.bytecode_cache = create_template_cache()
    return env


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give each virtual page its title and its hub, so that the hub's tab is active on it."""
    for uri, virtual in _build.virtual.items():
        file, hub = files.get_file_from_path(uri), files.get_file_from_path(virtual.hub)
        if file is None or hub is None or hub.page is None:
            raise PluginError(f"{uri} belongs to {virtual.hub}, which is not there")
        page = HtmlPage(_plain(virtual.title), file, config)
        page.parent = hub.page  # type: ignore[assignment]  # typed as a Section, used for `active` alone
    return nav


@event_priority(100)  # before mkdocs-macros runs the page
def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    page.meta.setdefault("hide", ["navigation", "toc"])
    if virtual := _build.virtual.get(page.file.src_uri):
        page.meta["description"] = _plain(virtual.description)
        page.meta["entity"] = virtual.id
    return markdown


def on_page_context(context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object) -> TemplateContext:
    """What the page's head says of it; made when the page is written, so that nobody keeps it."""
    from macros.exports.qr import create_qr
    from macros.pages.virtual_pages import create_hub_feeds, create_page_data
    from macros.publish.current import get_current

    views = get_current()[0].views
    uri = page.file.src_uri
    virtual = _build.virtual.get(uri)
    is_to_print = virtual is not None and _site_url(config) is not None
    root = _site_url(config) or _root_from(page)
    return {  # type: ignore[typeddict-unknown-key]  # typed with the engine's own values alone
        **context,
        "feeds": virtual.feeds if virtual else create_hub_feeds(views.plan).get(uri, ()),
        "qr": create_qr(page.canonical_url) if page.canonical_url and is_to_print else None,
        "json_ld": create_page_data(views, uri, root),
    }


def _root_from(page: Page) -> str:
    """The way from a page to the site's root."""
    return "../" * page.url.rstrip("/").count("/") + "../" if page.url else "./"


def on_page_content(content: str, *, page: Page, **_: object) -> str:
    """Tell the engine which headings and anchors the page has; its fragments come last, so that nobody carries them."""
    from macros.html.render import create_toc_tokens, find_anchors
    from macros.pages.page_macros import create_page_foot
    from macros.pages.virtual_pages import create_hub_files, find_scripts, list_page_files
    from macros.publish.current import get_current

    assert _build.fragments  # on_config has run
    whole = _build.fragments.put_in(content, _root_from(page))
    page.meta["scripts"] = find_scripts(whole)
    page.toc = get_toc(create_toc_tokens(whole))
    page.present_anchor_ids = find_anchors(whole)
    site, uri = get_current()[0], page.file.src_uri
    virtual = _build.virtual.get(uri)
    files = list_page_files(site.views, virtual) if virtual else create_hub_files(site.views).get(uri, ())
    return content + _build.fragments.keep(create_page_foot(site, files))


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    from macros.html.render import place_sizes

    assert _build.fragments
    html = _build.fragments.put_in(output, _root_from(page))
    if _build.serving:
        return place_sizes(html, None)
    _build.unsized.append(page.file.dest_uri)
    return _govern(html)


@event_priority(-100)  # after everybody else who writes files
def on_post_build(config: MkDocsConfig) -> None:
    from macros.publish.site_files import AddressTakenError
    from macros.sums import write_sums

    if _build.later:
        _build.later.start()
        return
    assert _build.beside  # on_files has run
    assert _build.files
    try:
        _build.beside.join()
    except AddressTakenError as error:
        raise PluginError(f"a page or file of the engine takes the address of the generated {error}") from error
    _build.files.write_sizes(_build.unsized)
    write_sums(Path(config.site_dir), _build.files.digests)


def on_shutdown(**_: object) -> None:
    if _build.later:
        _build.later.stop()


def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    return _govern(output_content) if template_name.endswith(".html") else output_content


def _govern(html: str) -> str:
    """With its policy, but for the preview: that one puts a script of its own into each page."""
    from macros.html.policy import add_policy

    return html if _build.serving else add_policy(html)
