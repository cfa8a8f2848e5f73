"""The one file that knows MkDocs, in the versions of TRIED; it only passes on what the engine asks of a Build, and what the
Build says to the engine. What it takes from the inside of the engine is listed in docs/developers/performance.md.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.theme import Theme
    from mkdocs.utils.templates import TemplateContext

    from macros.publish.build import Build, Settings

ROOT = Path(__file__).resolve().parent.parent

#: A test fails where others are installed: try the preview and `make bench` before these are raised.
TRIED = {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1", "mkdocs-macros-plugin": "1.5.0"}

_PLAN_INTERVAL = 0.05  # seconds
#: The theme's own search, 800 KB that nothing asks for: ours is macros/html/scripts/search-engine.js.
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_TOWNS_HUB = "towns/index.md"


@dataclass
class _Session:
    """The state that one event leaves for the next, the only one of the project."""

    is_serving: bool = False
    code: tuple[tuple[str, int], ...] = ()  # the project's Python files with their times, as last imported
    running: Build | None = None

    @property
    def build(self) -> Build:
        assert self.running  # on_config has run
        return self.running


_session = _Session()


class HtmlPage(Page):
    """A page whose source is a macro call alone: its HTML is finished and does not go through Markdown."""

    def render(self, *_: object) -> None:
        self.content = self.markdown


def on_startup(*, command: str, **_: object) -> None:
    _session.is_serving = command == "serve"


@event_priority(100)  # before mkdocs-macros asks for the build
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the plan; a plan with problems ends the build with the list of them."""
    if str(ROOT) not in sys.path:  # neither the mkdocs command nor its hook loader leaves the project there
        sys.path.insert(0, str(ROOT))
    on_shutdown()
    if _session.is_serving:
        _forget_changed_code()
    from macros.publish.build import NotBuiltError, Preview, Publication

    try:
        _session.running = build = (Preview if _session.is_serving else Publication)(_read_settings(config))
    except NotBuiltError as error:
        raise Abort(str(error)) from error
    os.environ["SOURCE_DATE_EPOCH"] = str(build.revised_at)  # the sitemap's dates are the data's, whatever is inherited
    config.site_name, config.site_description = build.title, build.description
    config.extra.update(build.theme_values, build=build)
    config.nav = [
        {build.towns_name if uri == _TOWNS_HUB else title: uri}
        for item in config.nav or []
        for title, uri in item.items()
        if uri not in build.unused_hubs
    ]
    config.edit_uri = None  # a page under docs/ holds macro calls: what an editor changes is the plan
    _skip_icons(config.theme)
    return config


def _read_settings(config: MkDocsConfig) -> Settings:
    from macros.publish.build import Settings
    from macros.store.load import PLAN_FOLDER

    return Settings(
        root=ROOT,
        plan_folder=ROOT / (os.environ.get("PLAN") or PLAN_FOLDER),
        site_url=config.site_url.rstrip("/") + "/" if config.site_url else None,
        repo_url=config.repo_url,
        edit_uri=os.environ.get("EDIT_URI") or None,
        source_revision=os.environ.get("SOURCE_REVISION"),
    )


def _skip_icons(theme: Theme) -> None:
    """MkDocs asks for the names of all files of the theme, 14,500 icons among them, and skips those in folders with a dot;
    looking at these takes a sixth of the preview's time.
    """
    from macros.publish.site_files import list_plain_files

    get_usual = theme.get_env

    def get_env() -> Environment:
        environment = get_usual()
        environment.loader.list_templates = lambda: list_plain_files(theme.dirs)  # type: ignore[union-attr,method-assign]
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def _forget_changed_code() -> None:
    """The preview takes changed Python without a restart; what has not changed need not be imported again (0.3 s)."""
    code = tuple((str(path), path.stat().st_mtime_ns) for path in sorted((ROOT / "macros").rglob("*.py")))
    if code != _session.code:
        _session.code = code
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            del sys.modules[name]


def on_serve(server: LiveReloadServer, **_: object) -> LiveReloadServer:
    """Look at the plan's files more often than at the rest, where mkdocs waits half a second between two looks, and wait
    less for further changes.
    """
    server.build_delay = _PLAN_INTERVAL
    usual, server.observer._timeout = server.observer._timeout, _PLAN_INTERVAL  # noqa: SLF001  # it has no setter
    server.watch(str(_session.build.settings.plan_folder))
    server.observer._timeout = usual  # noqa: SLF001  # as above
    _show_problems(server)
    return server


def _show_problems(server: LiveReloadServer) -> None:
    """Answer every address with the problems of the plan while it has any: the engine would let pages wait for ever."""
    build, answer = server.builder, server.serve_request
    said: list[bytes] = []

    def rebuild() -> None:
        said.clear()
        try:
            build()
        except Abort as error:
            from macros.pages.preview import create_problem_page

            print(error, file=sys.stderr)
            said.append(create_problem_page(str(error)).encode())

    def answer_or_explain(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not said or environ["PATH_INFO"].startswith("/livereload/"):
            return answer(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        with_reload = server._inject_js_into_html(said[0], server._visible_epoch)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return [with_reload]

    server.builder = rebuild
    server.set_app(answer_or_explain)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the virtual pages, and write the virtual files; an address that is taken already is an error."""
    build = _session.build
    for unused in [file for file in files if file.src_uri.startswith(_UNUSED) or file.src_uri in build.unused_hubs]:
        files.remove(unused)
    for uri, content in build.assets.items():
        files.append(File.generated(config, uri, content=content))
    taken = {file.dest_uri: file.src_uri for file in files}
    for page in build.pages.values():
        call = f"{{{{ {page.macro}(entity) }}}}"  # one text for all pages of a kind, see _keep_templates
        file = File.generated(config, page.uri, content=call, inclusion=InclusionLevel.NOT_IN_NAV)
        if other := taken.get(file.dest_uri):
            raise PluginError(f"{other} takes the address of the generated {page.uri}")
        taken[file.dest_uri] = page.uri
        files.append(file)
    _keep_templates(config)
    build.begin_files(Path(config.site_dir), taken)
    return files


def _keep_templates(config: MkDocsConfig) -> None:
    """mkdocs-macros compiles the text of each page anew; those of one kind have the same."""
    environment = config.plugins["macros"].env  # type: ignore[attr-defined]  # typed as any plugin
    environment.from_string = cache(environment.from_string)


def on_env(env: Environment, **_: object) -> Environment:
    """The theme's templates, and ours, are compiled once and kept for the next build."""
    from macros.html.render import create_template_cache

    env.bytecode_cache = create_template_cache()
    return env


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give each virtual page its title and its hub, so that the hub's tab is active on it."""
    from macros.publish.build import escape_words

    for uri, virtual in _session.build.pages.items():
        file, hub = files.get_file_from_path(uri), files.get_file_from_path(virtual.hub)
        if file is None or hub is None or hub.page is None:
            raise PluginError(f"{uri} belongs to {virtual.hub}, which is not there")
        page = HtmlPage(escape_words(virtual.title), file, config)
        page.parent = hub.page  # type: ignore[assignment]  # typed as a Section, used for `active` alone
    return nav


@event_priority(100)  # before mkdocs-macros runs the page
def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    from macros.publish.build import escape_words

    page.meta.setdefault("hide", ["navigation", "toc"])
    if virtual := _session.build.pages.get(page.file.src_uri):
        page.meta["description"] = escape_words(virtual.description)
        page.meta["entity"] = virtual.id
    return markdown


def on_page_content(content: str, *, page: Page, **_: object) -> str:
    """Report to the engine which headings and anchors the page has."""
    made = _session.build.create_content(page.file.src_uri, content, _root_from(page))
    page.meta["scripts"] = made.scripts
    page.toc = get_toc(made.toc_tokens)
    page.present_anchor_ids = made.anchors
    return made.html


def on_page_context(context: TemplateContext, *, page: Page, **_: object) -> TemplateContext:
    head = _session.build.create_head(page.file.src_uri, page.canonical_url, _root_from(page))
    return {**context, **head}  # type: ignore[typeddict-item]  # typed with the engine's own values alone


def _root_from(page: Page) -> str:
    """The way from a page to the site's root."""
    return "../" * page.url.rstrip("/").count("/") + "../" if page.url else "./"


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    return _session.build.finish_page(output, page.file.dest_uri, _root_from(page))


def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    return _session.build.govern(output_content) if template_name.endswith(".html") else output_content


@event_priority(-100)  # after all others that write files
def on_post_build(**_: object) -> None:
    from macros.publish.site_files import AddressTakenError

    try:
        _session.build.finish_files()
    except AddressTakenError as error:
        raise PluginError(f"a page or file of the engine takes the address of the generated {error}") from error


def on_shutdown(**_: object) -> None:
    if _session.running:
        _session.running.stop()
        _session.running = None
