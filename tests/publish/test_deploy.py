"""nginx and Caddy as deploy/ sets them up, each asked the same: headers, types, compression, what is refused, many readers."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import socket
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from macros.publish.release import make_release
from tests.browser.served import serve
from tests.load import ask_often
from tests.programs import find_missing_servers, require
from tests.servers import Answer, Server, serve_with_caddy, serve_with_nginx

pytestmark = pytest.mark.slow  # real servers

WAYS = {"nginx": serve_with_nginx, "caddy": serve_with_caddy}


@pytest.fixture(scope="module", params=WAYS)
def kind(request: pytest.FixtureRequest) -> str:
    require(find_missing_servers())
    return str(request.param)


@pytest.fixture(scope="module")
def server(kind: str, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With a file in a hidden folder, and one beside the site, that nobody may get."""
    copy = tmp_path_factory.mktemp("published") / "release"
    shutil.copytree(release, copy)
    (copy / "site" / ".git").mkdir()
    (copy / "site" / ".git" / "config").write_text("secret", encoding="utf-8")
    (copy / "secret.txt").write_text("secret", encoding="utf-8")
    with WAYS[kind](copy, tmp_path_factory.mktemp(kind)) as server:
        yield server


class Kind(NamedTuple):
    """A kind of address: its type, how long it is kept, whether other sites' programs may read it, who may frame it."""

    path: str
    type: str
    cache: str = "public, max-age=300"
    is_open: bool = False
    is_framed: bool = False
    resource: str = "same-origin"


FOREVER = "public, max-age=31536000, immutable"
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind("/", "text/html; charset=utf-8"),
    Kind("/index.html", "text/html; charset=utf-8"),
    Kind("/tasks/14/", "text/html; charset=utf-8"),
    Kind("/agencies/tax/", "text/html; charset=utf-8"),
    Kind("/embed/agencies/tax/", "text/html; charset=utf-8", is_framed=True, resource="cross-origin"),
    Kind("/embed/towns/yongding/index.html", "text/html; charset=utf-8", is_framed=True, resource="cross-origin"),
    Kind("/calendar/deadlines.ics", "text/calendar; charset=utf-8", is_open=True, resource="cross-origin"),
    Kind("/towns/yongding/lead.ics", "text/calendar; charset=utf-8", is_open=True, resource="cross-origin"),
    Kind("/changes/atom.xml", "application/atom+xml; charset=utf-8", is_open=True, resource="cross-origin"),
    Kind("/api/v1/plan.json", "application/json", is_open=True, resource="cross-origin"),
    Kind("/api/v1/units/tax.json?x=1", "application/json", is_open=True, resource="cross-origin"),
    Kind("/downloads/measures.csv", "text/csv; charset=utf-8", is_open=True, resource="cross-origin"),
    Kind("/downloads/source.txt", "text/plain; charset=utf-8", is_open=True, resource="cross-origin"),
    Kind("/downloads/data/tasks.yaml", "application/yaml", is_open=True, resource="cross-origin"),
    Kind("/downloads/data/SHA256SUMS", "text/plain; charset=utf-8", is_open=True, resource="cross-origin"),
    Kind("/SHA256SUMS", "text/plain; charset=utf-8"),
    Kind("/downloads/plan.xlsx", f"{OFFICE}spreadsheetml.sheet", is_open=True, resource="cross-origin"),
    Kind("/downloads/plan.docx", f"{OFFICE}wordprocessingml.document", is_open=True, resource="cross-origin"),
    Kind("/search/entries.json", "application/json"),
    Kind("/sitemap.xml", "application/xml; charset=utf-8"),
    Kind("/sitemap.xml.gz", "application/gzip"),
    Kind("/robots.txt", "text/plain; charset=utf-8"),
    Kind("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
    Kind("/assets/plan.css", "text/css; charset=utf-8"),
    Kind("/assets/search.js", "text/javascript; charset=utf-8"),
    Kind("/assets/embed.css", "text/css; charset=utf-8", resource="cross-origin"),
    Kind("/assets/logo.svg", "image/svg+xml"),
    Kind("/assets/images/favicon.png", "image/png"),
    Kind("BUNDLE", "text/javascript; charset=utf-8", FOREVER),
    Kind("STYLE", "text/css; charset=utf-8", FOREVER),
)


def path_of(path: str, site: Path) -> str:
    """The names of the theme's files carry a digest."""
    pattern = {"BUNDLE": "assets/javascripts/bundle.*.min.js", "STYLE": "assets/stylesheets/main.*.min.css"}.get(path)
    return f"/{next(site.glob(pattern)).relative_to(site).as_posix()}" if pattern else path


def file_of(path: str, site: Path) -> Path:
    file = site / path.partition("?")[0].lstrip("/")
    return file / "index.html" if file.is_dir() else file


def assert_guarded(answer: Answer, *, is_framed: bool = False) -> None:
    """Check the heads that every answer carries, whatever its status."""
    policy = answer["Content-Security-Policy"] or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.endswith("; frame-ancestors *" if is_framed else "; frame-ancestors 'none'")
    assert answer["X-Frame-Options"] == (None if is_framed else "DENY")
    assert answer["Strict-Transport-Security"] == "max-age=31536000"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in (answer["Permissions-Policy"] or "")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Server"] in (None, "nginx")  # no version
    repeated = {name for name in answer.headers if len(answer.headers.get_all(name, [])) > 1}
    assert repeated == set()


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case.path)
def test_headers_of_each_kind_of_address(server: Server, site: Path, case: Kind) -> None:
    path = path_of(case.path, site)
    for method in ("GET", "HEAD"):
        answer = server.ask(path, method)
        assert answer.status == 200
        assert answer.body == (file_of(path, site).read_bytes() if method == "GET" else b"")
        assert answer["Content-Type"] == case.type
        assert answer["Cache-Control"] == case.cache
        assert answer["Access-Control-Allow-Origin"] == ("*" if case.is_open else None)
        assert answer["Cross-Origin-Resource-Policy"] == case.resource
        assert_guarded(answer, is_framed=case.is_framed)


def test_every_kind_of_file_has_a_type(server: Server, site: Path) -> None:
    """A kind that comes new must be told to the servers: `nosniff` makes a download of what has no type."""
    one_of_each = {path.suffix: path for path in site.rglob("*") if path.suffix and path.is_file()}
    for path in one_of_each.values():
        kind = server.ask(f"/{path.relative_to(site).as_posix()}", "HEAD")["Content-Type"]
        assert kind not in (None, "application/octet-stream"), path


def test_only_names_with_a_digest_are_kept_for_ever(server: Server, site: Path) -> None:
    """The rule finds all that the theme names by content, and none of ours, whose names stay."""
    kept = set()
    for path in (site / "assets").rglob("*.*"):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            if server.ask(f"/{name}", "HEAD")["Cache-Control"] == FOREVER:
                kept.add(name)
    names = {name.rpartition("/")[2].split(".")[0] for name in kept}
    assert names == {"main", "palette", "bundle"}
    assert len(kept) == 6  # each with its map
    assert not any(name.startswith("assets/search") for name in kept)


@pytest.mark.parametrize("path", ["/", "/plan/", "/api/v1/plan.json", "/calendar/deadlines.ics", "/changes/atom.xml"])
def test_compressed_answers_are_the_file(server: Server, site: Path, path: str) -> None:
    """Brotli for who takes it, gzip for the rest, also behind a CDN; each with an ETag of its own."""
    plain = file_of(path, site).read_bytes()
    tags = set()
    for accepted, encoding, unpack in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("", None, bytes),
    ):
        answer = server.ask(path, Accept_Encoding=accepted, Via="1.1 cdn")
        assert answer["Content-Encoding"] == encoding
        assert answer["Vary"] == "Accept-Encoding"
        assert unpack(answer.body) == plain
        assert (len(answer.body) < len(plain)) == bool(encoding)
        tags.add(answer["ETag"])
        again = server.ask(path, Accept_Encoding=accepted, If_None_Match=answer["ETag"] or "")
        assert (again.status, again.body) == (304, b"")
        assert again["ETag"] == answer["ETag"]
        assert_guarded(again)
    assert len(tags) == 3


def test_a_changed_file_is_sent_anew(server: Server) -> None:
    answer = server.ask("/")
    assert server.ask("/", If_Modified_Since=answer["Last-Modified"] or "").status == 304
    assert server.ask("/", If_None_Match='"other"').status == 200


def test_a_part_of_a_file(server: Server, site: Path) -> None:
    """A download that broke off goes on where it was."""
    content = (site / "downloads" / "plan.xlsx").read_bytes()
    answer = server.ask("/downloads/plan.xlsx", Range="bytes=100-199")
    assert (answer.status, answer.body) == (206, content[100:200])
    assert answer["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert server.ask("/downloads/plan.xlsx", Range=f"bytes={len(content)}-").status == 416


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api/v1/units/nobody.json",
        "/agencies/nobody/deadlines.ics",
        "/assets/",  # a folder without a page: no list of its files
        "/downloads/",
        "/.git/config",
        "/.git/",
        "/embed/agencies/nobody/",
        "/assets/javascripts/bundle.00000000.min.js",
        "/404.html",
        f"/{'a' * 256}",
        f"/{'a' * 3000}/x.ics",
        f"/tasks/{'%E4%B8%AD' * 86}/",
    ],
)
@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_what_is_missing_has_a_page_that_helps(server: Server, site: Path, path: str, accepted: str) -> None:
    answer = server.ask(path, Accept_Encoding=accepted)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[accepted]
    assert answer.status == 404
    assert unpack(answer.body) == (site / "404.html").read_bytes()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    is_open = path.startswith(("/api/", "/downloads/")) or path.endswith(".ics")
    assert answer["Access-Control-Allow-Origin"] == ("*" if is_open else None)  # so that a program sees the status
    assert_guarded(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/../../../../../../etc/passwd",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/assets/../../secret.txt",
        "/assets/%252e%252e/%252e%252e/secret.txt",
        "/assets/..;/..;/secret.txt",
        "/%2egit/config",
        "/assets/../.git/config",
        "//.git/config",
        "/./.git/config",
        "/.git%2fconfig",
        "/index.html%00.txt",
    ],
)
def test_nothing_outside_the_site_is_reached(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (400, 404)
    assert b"secret" not in answer.body
    assert b"root:" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_reading_is_allowed(server: Server, method: str) -> None:
    answer = server.ask("/api/v1/plan.json", method, Content_Length="0")
    assert answer.status == 405
    assert answer["Allow"] == "GET, HEAD"
    assert answer["Cache-Control"] == "no-cache"
    assert_guarded(answer)


_LONG_AGO = "Mon, 01 Jan 2001 00:00:00 GMT"


def test_an_error_is_not_kept(server: Server, kind: str, site: Path) -> None:
    """Else an intermediate server would hand it on to others for five minutes."""
    asked = {
        "/index.html%00.txt": ("Accept", "*/*"),
        "/": ("If-Match", '"other"'),
        "/plan/": ("If-Unmodified-Since", _LONG_AGO),
    }
    for path, (name, value) in asked.items():
        answer = server.ask(path, method="GET", plain=False, **{name: value})
        if kind == "caddy" and name.startswith("If"):  # it does not compare: the whole file
            assert answer.status == 200
            assert answer.body == file_of(path, site).read_bytes()
        else:
            assert answer.status in (400, 412)
            assert "max-age" not in (answer["Cache-Control"] or "")


def test_another_name_of_the_host_gets_the_same(server: Server, site: Path) -> None:
    answer = server.ask("/tasks/14/", Host="evil.example")
    assert answer.status == 200
    assert answer.body == (site / "tasks" / "14" / "index.html").read_bytes()
    assert_guarded(answer)
    plain = server.ask("/tasks/14/", plain=True, Host="evil.example")
    assert plain.status == 301
    assert re.fullmatch(r"https://localhost(:\d+)?/tasks/14/", plain["Location"] or "")
    assert plain["Server"] in (None, "nginx")


def test_a_large_request_is_refused(server: Server) -> None:
    """Nothing of a body is awaited, and a head has its limit."""
    assert server.ask("/", "POST", Content_Length="100000000").status in (405, 413)
    assert server.ask(f"/?{'a' * 20000}").status in (414, 431)
    assert server.ask("/", X_Long="a" * 20000).status in (400, 431)


def test_a_forgotten_slash_is_added_on_the_same_host(server: Server) -> None:
    for path in ("/plan", "//example.org/%2e%2e/plan", "/%2f%2fexample.org/../plan", "//plan"):
        answer = server.ask(path, Host="evil.example") if path == "/plan" else server.ask(path)
        assert "example" not in (answer["Location"] or "")
        assert not (answer["Location"] or "").startswith("//")
    answer = server.ask("/plan")
    assert answer.status in (301, 308)
    assert answer["Location"] == "/plan/"


def test_without_tls_there_is_only_the_way_to_it(server: Server) -> None:
    answer = server.ask("/plan/?unit=tax", plain=True)
    assert answer.status == 301
    assert (answer["Location"] or "").startswith("https://localhost")
    assert (answer["Location"] or "").endswith("/plan/?unit=tax")
    assert answer["Strict-Transport-Security"] is None  # RFC 6797, 7.2


def test_tls_is_of_today(server: Server) -> None:
    """HTTP/2 is spoken, and nothing older than TLS 1.2."""
    context = server.trust()
    context.set_alpn_protocols(["h2"])
    assert shake_hands(server, context) == ("TLSv1.3", "h2")
    old = server.trust()
    old.set_ciphers("DEFAULT@SECLEVEL=0")  # else it is this side that refuses
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python warns of what is asked for here on purpose
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        shake_hands(server, old)


def shake_hands(server: Server, context: ssl.SSLContext) -> tuple[str | None, str | None]:
    with (
        socket.create_connection(("localhost", server.port), timeout=600) as bare,
        context.wrap_socket(bare, server_hostname="localhost") as wrapped,
    ):
        return wrapped.version(), wrapped.selected_alpn_protocol()


def test_10_000_requests_over_50_connections(server: Server, release: Path, site: Path) -> None:
    """Every answer is compared with the file: none fails, none is cut short or mixed up with another."""
    paths = ["/", "/plan/", "/tasks/14/", "/towns/yongding/", "/api/v1/plan.json", "/calendar/deadlines.ics"]
    paths += ["/assets/plan.css", path_of("BUNDLE", site)]
    expected = {}
    for path in paths:
        file = file_of(path, release / "site")
        expected[path] = file.with_name(f"{file.name}.br").read_bytes()
    assert ask_often(server, expected, requests=10_000, connections=50) == {"ok": 10_000}


def test_on_a_sub_path_with_a_renamed_body(kind: str, other_site: Path, tmp_path: Path) -> None:
    """Old addresses of pages, feeds, JSON and Word lead to the new ones for good; the page for what is missing is there."""
    make_release(other_site, tmp_path / "release", "/sub/", quality=0)
    redirects = json.loads((other_site / "redirects.json").read_text(encoding="utf-8"))
    (tmp_path / "run").mkdir()
    with WAYS[kind](tmp_path / "release", tmp_path / "run") as server:
        for old, new in redirects.items():
            answer = server.ask(f"/sub/{old}")
            assert (answer.status, answer["Location"]) == (301, f"/sub/{new}")
            assert_guarded(answer, is_framed=old.startswith("embed/"))
            is_data = old.startswith(("api/", "downloads/")) or old.endswith((".ics", ".xml"))
            assert answer["Access-Control-Allow-Origin"] == ("*" if is_data else None)
            assert server.ask(f"/sub/{new}").status == 200
        assert "/sub/agencies/old-bureau/" in {f"/sub/{old}" for old in redirects}
        assert server.ask("/sub")["Location"] == "/sub/"
        assert server.ask("/sub/embed/agencies/first-bureau/")["X-Frame-Options"] is None
        assert server.ask("/sub/api/v1/plan.json")["Access-Control-Allow-Origin"] == "*"
        for path in ("/", "/sub/nothing", "/nothing"):
            answer = server.ask(path)
            assert answer.status == 404
            assert answer.body == (other_site / "404.html").read_bytes()


# In a real browser


@pytest.fixture
def visitor(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what its console says, but for two things that are not of these servers' making.

    The certificate is signed by nobody, so reading offline is not possible; and who opens a frame asks for an icon.
    """
    page = browser.new_page(ignore_https_errors=True)
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        is_ours = "SSL certificate" not in message.text and not message.location["url"].endswith("/favicon.ico")
        if is_ours and message.type != "info":
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    page.close()


def test_the_policy_breaks_no_page(server: Server, visitor: tuple[Page, list[str]]) -> None:
    page, said = visitor
    for path in ("", "plan/", "tasks/14/", "calendar/?unit=tanzhesi", "embed/agencies/tax/"):
        page.goto(server.address + path, wait_until="networkidle")
        assert page.locator("h1").count() == 1
    page.goto(server.address, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("tzs")
    page.locator(".md-search-result__link").first.wait_for()  # the search's worker and its requests
    assert said == []


def test_only_embed_may_be_framed(server: Server, visitor: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, said = visitor
    frames = {"open": "embed/agencies/tax/", "sandboxed": "embed/agencies/tax/", "home": "", "page": "agencies/tax/"}
    for name, path in frames.items():
        sandbox = ' sandbox="allow-scripts"' if name == "sandboxed" else ""
        html = f'<!doctype html><iframe name="{name}" src="{server.address}{path}"{sandbox}></iframe>'
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    with serve(tmp_path) as elsewhere:
        for name in frames:
            page.goto(f"{elsewhere}{name}.html", wait_until="networkidle")
            frame = page.frame(name)
            assert frame
            if name in ("open", "sandboxed"):
                assert frame.locator("h1").inner_text() == "区税务局"
                inset = frame.evaluate("() => getComputedStyle(document.body).paddingLeft")
                assert inset == "12px"  # its style sheet is there
                assert said == []
            else:
                assert frame.url.startswith("chrome-error:")
                assert "frame" in " ".join(said)
                said.clear()


def test_other_sites_read_the_data_and_nothing_else(
    server: Server, visitor: tuple[Page, list[str]], tmp_path: Path
) -> None:
    page, _ = visitor
    (tmp_path / "index.html").write_text("<!doctype html>", encoding="utf-8")
    read = "url => fetch(url).then(answer => answer.status, () => 'refused')"
    with serve(tmp_path) as elsewhere:
        page.goto(elsewhere)
        found = {
            path: page.evaluate(read, server.address + path)
            for path in ("api/v1/plan.json", "calendar/deadlines.ics", "api/v1/units/nobody.json", "plan/", "sw.js")
        }
    assert found == {
        "api/v1/plan.json": 200,
        "calendar/deadlines.ics": 200,
        "api/v1/units/nobody.json": 404,
        "plan/": "refused",
        "sw.js": "refused",
    }
