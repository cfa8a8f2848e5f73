"""The site under another engine: the same configuration, the same hook, the same bytes but for the engine's own stamp."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commands.engine import PROPERDOCS, NoEngineError, create_command
from tests.conftest import CLEAN, PLAN, ROOT

_STAMP = re.compile(rb'<meta name="generator" content="([^"]*)">')


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site as ProperDocs builds it."""
    folder = tmp_path_factory.mktemp("properdocs")
    built = subprocess.run(
        create_command(PROPERDOCS, "build", "--strict", "--site-dir", str(folder)),
        cwd=ROOT, env={**CLEAN, "PLAN": str(PLAN)}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def read(site: Path) -> dict[str, bytes]:
    """Address -> content, SHA256SUMS left out: it is of the others."""
    files = (path for path in site.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def find_differences(one: Path, other: Path) -> list[str]:
    """Addresses that only one of two sites has, or whose bytes differ elsewhere than in the one stamp of the engine."""
    before, after = read(one), read(other)

    def plain(name: str, content: bytes) -> bytes:
        return _STAMP.sub(b"", content, count=1) if name.endswith(".html") else content

    return sorted(
        name
        for name in before | after
        if name not in before or name not in after or plain(name, before[name]) != plain(name, after[name])
    )


def test_another_engine_gives_the_same_bytes(site: Path, other: Path) -> None:
    assert find_differences(site, other) == []


def test_the_stamp_is_all_that_differs(site: Path, other: Path) -> None:
    """One stamp a page of the engine, which names the engine that made it; the light pages for frames have none."""
    stamps = {name: _STAMP.findall(content) for name, content in read(other).items() if name.endswith(".html")}
    framed = {name for name in stamps if name.startswith("embed/")}
    assert {name for name, found in stamps.items() if not found} == framed
    material = f"mkdocs-material-{version('mkdocs-material')}"
    assert {found for name in stamps.keys() - framed for found in stamps[name]} == {
        f"mkdocs-ProperDocs 1.6.7, {material}".encode()
    }
    assert _STAMP.findall((site / "index.html").read_bytes()) == [f"mkdocs-{version('mkdocs')}, {material}".encode()]


def test_any_other_difference_is_found(site: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "c.txt", "gone.txt"):
        (tmp_path / "one").mkdir(exist_ok=True)
        (tmp_path / "one" / name).write_text('<meta name="generator" content="x">a', encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.html").write_text('<meta name="generator" content="y">a', encoding="utf-8")
    (tmp_path / "other" / "b.html").write_text('<meta name="generator" content="x">b', encoding="utf-8")
    (tmp_path / "other" / "c.txt").write_text('<meta name="generator" content="y">a', encoding="utf-8")
    (tmp_path / "other" / "new.txt").write_text("", encoding="utf-8")
    assert find_differences(tmp_path / "one", tmp_path / "other") == ["b.html", "c.txt", "gone.txt", "new.txt"]
    assert find_differences(site, site) == []


def test_the_other_engine_has_the_same_packages() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.-]+==\S+)", text, re.MULTILINE))

    assert pins("properdocs") - pins("site") == {"properdocs==1.6.7"}
    assert pins("site") <= pins("properdocs")


def test_an_engine_that_is_not_known_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENGINE", "zensical")
    with pytest.raises(SystemExit):
        main(["site"])
    assert "ENGINE=zensical：只能是mkdocs、properdocs" in capsys.readouterr().err


def test_an_engine_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("macros.commands.engine._OTHER_PROGRAMS", tmp_path)
    with pytest.raises(NoEngineError, match="没有安装 properdocs；运行 make site ENGINE=properdocs 会自动装上。"):
        create_command(PROPERDOCS, "build")
