"""The list of components, and of files that are not ours: complete, true, valid, the same every time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from macros.publish.sbom import SBOM, create_sbom
from macros.publish.vendored import TABLE, UnknownFileError, create_table, list_vendored
from tests.conftest import ROOT
from tools import find_vulnerabilities

LOCK = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bom(release: Path) -> Any:
    return json.loads((release / SBOM).read_text(encoding="utf-8"))


def walk(components: list[Any]) -> list[Any]:
    return [each for one in components for each in (one, *walk(one.get("components", [])))]


def test_it_keeps_the_published_schema(release: Path) -> None:
    """Read by CycloneDX's own library; ours only writes."""
    text = (release / SBOM).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    broken = text.replace('"bomFormat": "CycloneDX"', '"bomFormat": "other"')
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None


def test_it_has_neither_time_nor_number(bom: Any, site: Path) -> None:
    assert "serialNumber" not in bom
    assert "timestamp" not in bom["metadata"]
    one, other = (create_sbom(LOCK, site, "标题", "1") for _ in range(2))
    assert one == other


def test_every_locked_package_is_there_with_its_hashes(bom: Any) -> None:
    """Of a package that the lock gives twice, for different Pythons, the one that was used."""
    locked = dict.fromkeys(re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE))
    packages = {component["name"]: component for component in bom["components"] if "purl" in component}
    assert list(packages) == list(locked)
    for name, package in packages.items():
        purl = PackageURL.from_string(package["purl"])
        assert (purl.type, purl.name, purl.version) == ("pypi", name, package["version"])
        [block] = re.findall(
            rf"^{re.escape(name)}=={re.escape(package['version'])}[ \\](.*?)^    # via", LOCK, re.MULTILINE | re.DOTALL
        )
        hashes = re.findall("sha256:([0-9a-f]{64})", block)
        [reference] = package["externalReferences"]
        assert [digest["content"] for digest in reference["hashes"]] == hashes != []
        assert package["licenses"], name


def test_dependencies_lead_to_components(bom: Any) -> None:
    refs = [component["bom-ref"] for component in walk(bom["components"])]
    assert len(refs) == len(set(refs))
    graph = {node["ref"]: node["dependsOn"] for node in bom["dependencies"]}
    assert set(graph) - {"site"} == {ref for ref in refs if ref.startswith("pkg:")}
    direct = {ref.removeprefix("pkg:pypi/").split("@")[0] for ref in graph["site"]}
    wanted = re.findall(
        r"^([\w.-]+)[=>]", (ROOT / "requirements" / "site.in").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert direct == {name.lower() for name in wanted}
    reached, left = set(), ["site"]
    while left:
        ref = left.pop()
        left += [] if ref in reached else graph[ref]
        reached.add(ref)
    assert reached == set(graph)


def test_every_file_that_is_not_ours_is_listed(bom: Any, site: Path) -> None:
    """Against the site itself, not against the code that lists: what is not written here is in the document."""
    kinds = {".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".wasm", ".png", ".svg", ".ico"}
    ours = {path.name for path in (ROOT / "macros" / "html" / "scripts").iterdir()} | {"plan.css"}
    foreign = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.suffix in kinds and not (ROOT / "docs" / path.relative_to(site)).is_file() and path.name not in ours
    }
    files = {part["name"]: part["hashes"][0]["content"] for part in walk(bom["components"]) if part["type"] == "file"}
    assert files == foreign
    assert len(files) >= 7  # the theme's bundle, two style sheets, their maps, a sign
    assert not [name for name in files if "woff" in name or "ttf" in name]


def test_what_a_bundle_holds_is_what_its_map_lists(site: Path) -> None:
    for file in list_vendored(site):
        if file.path.endswith(".js.map"):
            sources = json.loads((site / file.path).read_text(encoding="utf-8"))["sources"]
            found = {
                match[1] for source in sources if (match := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", source))
            }
            assert {part.name for part in file.origin.contains} == found, file.path
            text = (site / file.path).read_text(encoding="utf-8")
            assert [part.name for part in file.origin.contains if part.version and part.version not in text] == []


def test_the_table_is_that_of_the_site(site: Path) -> None:
    assert TABLE.read_text(encoding="utf-8") == create_table(site), "make vendored"


def test_an_unknown_file_is_refused(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site / "assets", folder / "assets")
    (folder / "assets" / "jquery.js").write_text("//", encoding="utf-8")
    with pytest.raises(UnknownFileError, match=r"assets/jquery\.js"):
        list_vendored(folder)
    (folder / "assets" / "jquery.js").unlink()
    (folder / "assets" / "plan.css").write_text("/* not ours any more */", encoding="utf-8")
    with pytest.raises(UnknownFileError, match=r"assets/plan\.css"):
        list_vendored(folder)


@pytest.mark.parametrize(
    ("report", "complaint", "status", "words"),
    [
        ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, "", 0, "查了 1 个软件包，没有已知的漏洞"),
        (
            {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]},
            "Found 1 known vulnerability",
            1,
            "a 1：PYSEC-1，改好的版本：2",
        ),
        ({"dependencies": [{"name": "a", "version": "1", "skip_reason": "not found"}]}, "", 0, "没有查：漏洞库不认识"),
        (None, "requests.exceptions.ConnectionError: Max retries exceeded", 0, "没有查：连不上漏洞库"),
        (None, "ERROR: hashes do not match", 1, "没有查成"),
        (None, "", 1, "没有查成"),
    ],
)
def test_holes_are_told_and_a_missing_network_is_no_hole(report: Any, complaint: str, status: int, words: str) -> None:
    judged, said = find_vulnerabilities.judge(json.dumps(report) if report else "", complaint)
    assert (judged, words in said) == (status, True), said
