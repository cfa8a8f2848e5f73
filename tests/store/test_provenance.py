"""Anyone can verify of which data a site was made, with sha256sum and nothing of ours."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.check.checker import check_plan
from macros.publish.offline import make_offline
from macros.store.provenance import DataChangedError, SourceRevisionError, create_provenance, watch_data
from tests.browser.served import serve
from tests.conftest import OTHER, PLAN, load, run_mkdocs
from tests.programs import require


@pytest.fixture
def tools() -> None:
    require([name for name in ("curl", "sha256sum") if not shutil.which(name)])


def run(command: str, folder: Path) -> str:
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def told(site: Path) -> Any:
    return json.loads((site / "api/v1/plan.json").read_text(encoding="utf-8"))["provenance"]


def test_the_digest_is_that_of_the_list_of_the_plans_files(site: Path, told: Any) -> None:
    sums = site / "downloads" / "data" / "SHA256SUMS"
    assert told["sha256"] == hashlib.sha256(sums.read_bytes()).hexdigest()
    listed = {line[66:] for line in sums.read_text(encoding="utf-8").splitlines()}
    wanted = {
        path.relative_to(PLAN).as_posix() for pattern in ("*.yaml", "revisions/*.yaml") for path in PLAN.glob(pattern)
    }
    assert listed == wanted
    for name in listed:
        assert (sums.parent / name).read_bytes() == (PLAN / name).read_bytes()


def test_the_revision_is_the_recorded_one(told: Any) -> None:
    [file] = (PLAN / "revisions").iterdir()
    assert told["revision"] == {"on": file.stem, "number": 1, "is_current": True}
    assert told["source_revision"] is None  # git is not asked


def test_every_page_says_it_at_its_foot(site: Path, told: Any) -> None:
    pages = [path for path in site.rglob("*.html") if not path.is_relative_to(site / "embed")]
    assert len(pages) == 109
    for page in pages:
        foot = page.read_text(encoding="utf-8").partition('<div class="md-copyright">')[2]
        assert f"{told['revision']['on']}第1次登记。" in foot
        assert f'<code class="ap-foot__digest">{told["sha256"]}</code>' in foot


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as root:
        yield root


@pytest.mark.usefixtures("tools")
def test_the_commands_of_the_page_do_what_it_says(site: Path, told: Any, address: str, tmp_path: Path) -> None:
    """Taken from the page itself, run against a server."""
    page = (site / "data" / "index.html").read_text(encoding="utf-8")
    [block] = re.findall(r"<code[^>]*>((?:(?!</code>).)*SHA256SUMS \| tee.*?)</code>", page, re.DOTALL)
    text = html.unescape(re.sub("<[^>]+>", "", block)).replace("网站地址/", address.rstrip("/") + "/")
    first, second = text.strip().splitlines()
    assert run(first, tmp_path).split()[0] == told["sha256"]
    said = run(f"export LC_ALL=C; {second}", tmp_path).splitlines()
    assert len(said) == 6
    assert all(line.endswith(": OK") for line in said)
    run(f"sha256sum -c {tmp_path}/SHA256SUMS", PLAN)  # in a copy of the repository
    (tmp_path / "tasks.yaml").write_text("# 别的\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="FAILED"):
        run("LC_ALL=C sha256sum -c SHA256SUMS", tmp_path)


@pytest.mark.usefixtures("tools")
def test_every_copy_of_the_site_verifies(site: Path, release: Path, tmp_path: Path) -> None:
    make_offline(site, tmp_path / "offline")
    for folder in (site, release / "site", tmp_path / "offline"):
        assert run("sha256sum -c --quiet SHA256SUMS", folder) == ""
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        names = [line[66:] for line in lines]
        assert names == sorted(names, key=str.encode)
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert {name for name in there if not name.endswith((".gz", ".br"))} - set(names) == {"SHA256SUMS"}


def test_what_changed_since_the_record_is_said(tmp_path: Path) -> None:
    folder, target = tmp_path / "plan", tmp_path / "site"
    shutil.copytree(PLAN, folder)
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("status: 征求意见稿", "status: 送审稿"), encoding="utf-8")
    plan = load(folder)
    made_of = create_provenance(plan, watch_data(folder).read(), "v1.2-3-gabcdef0")
    assert (made_of.revision, made_of.is_recorded) == (1, False)
    result = run_mkdocs("build", "--site-dir", str(target), PLAN=str(folder), SOURCE_REVISION="v1.2-3-gabcdef0")
    assert result.returncode == 0, result.stderr
    page = (target / "data" / "index.html").read_text(encoding="utf-8")
    assert page.count("以后的改动还没有登记") == 2
    assert page.count("v1.2-3-gabcdef0</code>") == 2
    told = json.loads((target / "api/v1/plan.json").read_text(encoding="utf-8"))["provenance"]
    assert (told["source_revision"], told["revision"]["is_current"]) == ("v1.2-3-gabcdef0", False)


def test_a_plan_without_records_says_so(other_site: Path) -> None:
    told = json.loads((other_site / "api/v1/plan.json").read_text(encoding="utf-8"))["provenance"]
    assert told["revision"] is None
    assert "数据版本：还没有登记过" in (other_site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("given", ['"><script>', "a b", "-x", "x" * 101, "修订", "a\nb"])
def test_a_revision_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(SourceRevisionError, match="SOURCE_REVISION"):
        create_provenance(load(OTHER), {}, given)


def test_a_refused_revision_stops_the_build(tmp_path: Path) -> None:
    result = run_mkdocs("build", "--site-dir", str(tmp_path / "site"), PLAN=str(OTHER), SOURCE_REVISION="<b>")
    assert result.returncode != 0
    assert "SOURCE_REVISION 应是" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_files_that_change_while_they_are_read_stop_the_build(tmp_path: Path) -> None:
    """Else the digest might be of another edition than the pages."""
    folder = tmp_path / "plan"
    shutil.copytree(OTHER, folder)
    watched = watch_data(folder)
    assert check_plan(folder)[0] is not None
    with (folder / "tasks.yaml").open("a", encoding="utf-8") as file:
        file.write("# 又改了\n")
    with pytest.raises(DataChangedError):
        watched.read()
    watched = watch_data(folder)
    os.utime(folder / "units.yaml", (0, 0))
    with pytest.raises(DataChangedError):
        watched.read()
