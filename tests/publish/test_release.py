"""The release of a built site: compressed files beside, the policy as a header, redirects for servers."""

from __future__ import annotations

import fnmatch
import gzip
import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest

from macros.pages.virtual_files import list_redirects
from macros.publish.offline import make_offline
from macros.publish.precompress import KINDS, compress_folder
from macros.publish.release import find_site_path, make_release
from macros.publish.server_files import create_caddy_conf, create_nginx_conf, find_policy, find_redirects
from macros.views.plan_views import PlanViews
from tests.conftest import ROOT

#: How nginx names the kinds of files.
TYPES = re.findall(
    r"\n    types {(.*?)\n    }", (ROOT / "deploy/nginx/site.conf").read_text(encoding="utf-8"), re.DOTALL
)[0]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_compressed_files_are_the_files(release: Path, site: Path) -> None:
    """Every text that gains by it, and nothing else; what a browser unpacks is what was built."""
    built, published = files(site), files(release / "site")
    assert {name: published[name] for name in built} == built
    beside = published.keys() - built.keys()
    for name in beside:
        plain = built[name[:-3]]
        unpacked = gzip.decompress(published[name]) if name.endswith(".gz") else brotli.decompress(published[name])
        assert unpacked == plain, name
        assert len(published[name]) < len(plain), name
    large = {name for name, content in built.items() if Path(name).suffix in KINDS and len(content) > 1000}
    assert {f"{name}{end}" for name in large for end in (".gz", ".br")} <= beside
    assert not [name for name in beside if Path(name[:-3]).suffix in (".docx", ".xlsx", ".png", ".gz")]


def test_compression_depends_on_the_content_alone(tmp_path: Path) -> None:
    """A file that would be no smaller is not written, one that stands there already is kept."""
    for name, time in (("a", 0), ("b", 1_700_000_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text("措施" * 500, encoding="utf-8")
        (tmp_path / name / "tiny.txt").write_text("!", encoding="utf-8")
        (tmp_path / name / "list.xml").write_text("<a/>" * 500, encoding="utf-8")
        (tmp_path / name / "list.xml.gz").write_text("by others", encoding="utf-8")
        os.utime(tmp_path / name / "page.html", (time, time))
        assert compress_folder(tmp_path / name).count == 3
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert sorted(files(tmp_path / "a")) == [
        "list.xml", "list.xml.br", "list.xml.gz", "page.html", "page.html.br", "page.html.gz", "tiny.txt",
    ]  # fmt: skip
    assert (tmp_path / "a" / "list.xml.gz").read_text(encoding="utf-8") == "by others"
    head = (tmp_path / "a" / "page.html.gz").read_bytes()[:10]
    assert head == bytes.fromhex("1f8b08000000000002ff")  # no flags, no time, any system


def test_what_is_not_published_has_no_compressed_files(site: Path, release: Path, tmp_path: Path) -> None:
    """`make release` leaves site/ as it was; the copy for a disk is made of that."""
    assert release != site
    make_offline(site, tmp_path / "offline")
    assert [path for path in (tmp_path / "offline").rglob("*") if path.suffix in (".br", ".gz")] == [
        tmp_path / "offline" / "sitemap.xml.gz"
    ]


def test_a_release_replaces_the_one_before(tmp_path: Path, other_site: Path) -> None:
    """Of a release that was interrupted nothing stays either."""
    for folder in ("release", ".release.new"):
        (tmp_path / folder / "site").mkdir(parents=True)
        (tmp_path / folder / "site" / "old.html").write_text("old", encoding="utf-8")
    make_release(other_site, tmp_path / "release", "/sub/", quality=0)
    assert not list(tmp_path.rglob("old.html"))
    assert {path.name for path in tmp_path.iterdir()} == {"release", ".release.lock"}
    root = tmp_path / "release" / "site"
    assert (root / "sub" / "index.html").is_file()
    assert (root / "404.html").read_bytes() == (other_site / "404.html").read_bytes()


def test_the_header_suits_every_page(site: Path) -> None:
    """All that any page's own policy allows, and no more: the loosest still names each script."""
    directives = dict(part.split(" ", 1) for part in find_policy(site).split("; "))
    assert directives["default-src"] == directives["base-uri"] == "'none'"
    assert directives["style-src"] == "'self'"
    allowed = directives["script-src"].split()
    assert "'self'" in allowed
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    assert set(allowed) - {"'self'"} == set(re.findall(r"'sha256-[^']+'", pages))
    assert "unsafe" not in str(directives)


def test_every_former_address_is_listed(other_site: Path, other_views: PlanViews) -> None:
    """Each file that stands in for another, and each leads to one that is there."""
    redirects = find_redirects(other_site, "/sub/")
    assert redirects == {f"/sub/{old}": f"/sub/{new}" for old, new in list_redirects(other_views)}
    stand_ins = {f"/sub/{name.removesuffix('index.html')}" for name in files(other_site) if "old-bureau" in name}
    assert set(redirects) == stand_ins
    assert len(stand_ins) >= 7
    for new in redirects.values():
        path = other_site / new.removeprefix("/sub/")
        assert (path / "index.html" if new.endswith("/") else path).is_file()


def test_without_former_ids_there_is_no_list(site: Path) -> None:
    assert not (site / "redirects.json").exists()
    assert find_redirects(site, "/") == {}


@pytest.mark.parametrize("hostile", ['/a/"; }', "/a b", "/$uri", "/{path}", "//evil.example/", "/a\nb", "/a;"])
def test_nothing_but_plain_addresses_reaches_a_configuration(hostile: str) -> None:
    for create in (create_nginx_conf, create_caddy_conf):
        for redirects in ({hostile: "/new/"}, {"/old/": hostile}):
            with pytest.raises(ValueError, match="addresses"):
                create("default-src 'none'", redirects)


def test_a_policy_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("no policy", encoding="utf-8")
    with pytest.raises(ValueError, match="policy"):
        find_policy(tmp_path)
    shutil.copy(tmp_path / "index.html", tmp_path / "b.html")
    meta = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' &quot;;} return 200">'
    (tmp_path / "b.html").write_text(meta, encoding="utf-8")
    with pytest.raises(ValueError, match="policy"):
        find_policy(tmp_path)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "/"),
        ("https://a.example", "/"),
        ("https://a.example/", "/"),
        ("https://a.example/x/y-1", "/x/y-1/"),
        ("https://a.example/计划/", None),
        ("https://a.example/../x/", None),
        ("https://a.example/x;y/", None),
    ],
)
def test_the_path_of_a_site(address: str, path: str | None) -> None:
    assert find_site_path(address) == path


def test_object_storage_is_told_what_the_servers_are(release: Path, tmp_path: Path) -> None:
    """deploy/upload.sh, with an `aws` that only notes what it is asked: every file once, its type, pages last."""
    noting = tmp_path / "aws"
    noting.write_text(
        f'#!/bin/sh\nprintf "%s\\t" "$@" >> {tmp_path}/asked\necho >> {tmp_path}/asked\n', encoding="utf-8"
    )
    noting.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "FOLDER": str(release / "site")}
    command = ["bash", str(ROOT / "deploy" / "upload.sh")]
    subprocess.run(command, env={**environment, "ENDPOINT": "e", "BUCKET": "b"}, check=True)
    uploads = [line.split("\t") for line in (tmp_path / "asked").read_text(encoding="utf-8").splitlines()]
    told: dict[str, tuple[str, str]] = {}
    for arguments in uploads:
        kind, cache = (arguments[arguments.index(option) + 1] for option in ("--content-type", "--cache-control"))
        for name in (found := [name for name in files(release / "site") if is_taken(name, arguments)]):
            assert name not in told
            told[name] = kind, cache
        assert not found or not found[0].endswith(".html") or arguments in uploads[-2:]
    built = {name for name in files(release / "site") if not name.endswith((".gz", ".br"))}
    assert told.keys() == built
    assert told["changes/atom.xml"] == ("application/atom+xml; charset=utf-8", "public, max-age=300")
    assert told["assets/plan.css"] == ("text/css; charset=utf-8", "public, max-age=300")
    assert told["sw.js"] == ("text/javascript; charset=utf-8", "no-cache")
    kept = {name for name, (_, cache) in told.items() if "immutable" in cache}
    assert len(kept) == 6
    assert all(re.search(r"\.[0-9a-f]{8}\.min\.", name) for name in kept)
    for pattern, rule in re.findall(r"\n        \"?([^\n\"]+?)\"? ([a-z ]+);", TYPES):
        for name, (kind, _) in told.items():
            if name.rpartition(".")[2] in rule.split() and not name.endswith("atom.xml"):
                assert kind == pattern, name


def test_a_new_kind_of_file_stops_the_upload(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").touch()
    environment = {**os.environ, "FOLDER": str(tmp_path), "ENDPOINT": "e", "BUCKET": "b"}
    command = ["bash", str(ROOT / "deploy" / "upload.sh")]
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, "./film.mp4\n")


def is_taken(name: str, arguments: list[str]) -> bool:
    """The last filter that fits decides (https://docs.aws.amazon.com/cli/latest/reference/s3/)."""
    taken = True
    for option, pattern in itertools.pairwise(arguments):
        if option in ("--include", "--exclude") and fnmatch.fnmatchcase(name, pattern):
            taken = option == "--include"
    return taken
