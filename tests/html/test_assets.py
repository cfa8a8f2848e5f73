"""Style sheets and scripts as they are joined: each rule in its component's file, each shared function once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.html.assets import SCRIPTS, STYLES, create_assets
from tests.conftest import ROOT

HTML = ROOT / "macros" / "html"
MOST_LINES = 250
#: Files whose rules are about elements of the theme, or about all elements.
_GENERAL = {"tokens", "theme"}


def read_selectors(text: str) -> list[str]:
    """The selectors of a style sheet, those in @media too; none of @page."""
    plain = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    preludes = re.findall(r"([^{}]+)\{", plain)
    return [part.strip() for prelude in preludes if "@" not in prelude for part in re.split(r",(?![^(]*\))", prelude)]


def find_owners() -> dict[str, set[str]]:
    """The files in which the rules of each block stand; a block is the first that a selector names."""
    owners: dict[str, set[str]] = {}
    for path in sorted((HTML / "styles").glob("*.css")):
        for selector in read_selectors(path.read_text(encoding="utf-8")):
            if block := re.search(r"\.ap-([a-z]+)", selector):
                owners.setdefault(block[1], set()).add(path.stem)
    return owners


def test_every_file_is_joined_once() -> None:
    assert sorted(STYLES) == sorted(path.stem for path in (HTML / "styles").iterdir())
    used = {part for parts in SCRIPTS.values() for part in parts}
    assert used == {path.stem for path in (HTML / "scripts").iterdir()}


def test_the_joined_sheet_holds_every_file_whole() -> None:
    joined = create_assets()["assets/plan.css"]
    at = 0
    for name in STYLES:
        text = (HTML / "styles" / f"{name}.css").read_text(encoding="utf-8")
        at = joined.index(text, at) + len(text)
    assert joined.count("{") == joined.count("}")


def test_a_component_has_its_rules_in_one_file() -> None:
    assert {block: files for block, files in find_owners().items() if len(files) > 1} == {}


@pytest.mark.parametrize("name", [name for name in STYLES if name not in _GENERAL])
def test_a_component_leaves_other_elements_alone(name: str) -> None:
    selectors = read_selectors((HTML / "styles" / f"{name}.css").read_text(encoding="utf-8"))
    assert [selector for selector in selectors if ".ap-" not in selector and "data-keys" not in selector] == []


def test_files_stay_short() -> None:
    counts = {path.name: path.read_text(encoding="utf-8").count("\n") for path in (HTML / "styles").iterdir()}
    assert {name: count for name, count in counts.items() if count > MOST_LINES} == {}


def test_every_block_of_the_style_sheets_is_in_a_page() -> None:
    """A rule that no template, script or page of ours can meet is a rule of nothing."""
    folders = (HTML / "templates", HTML / "scripts", ROOT / "macros" / "exports", ROOT / "overrides", ROOT / "docs")
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in _list_texts(folder)]
    classes = {name for text in texts for name in re.findall(r"ap-([a-z]+)", text)}
    assert find_owners().keys() - classes == set()


def _list_texts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".html", ".js", ".md", ".py")]


def test_shared_functions_are_written_once() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (HTML / "scripts").iterdir()]
    for name in ("fold", "squeeze", "holdsDuty"):
        assert sum(f"function {name}(" in text for text in texts) == 1, name
    assert sum("0xfee0" in text for text in texts) == 1


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_classic_and_keep_their_names_to_themselves(name: str) -> None:
    """The offline copy is opened from a folder, where browsers refuse modules."""
    script = create_assets()[f"assets/{name}.js"]
    assert script.startswith('(function () {\n"use strict";\n')
    assert script.endswith("})();\n")
    assert not re.search(r"^\s*(?:import|export)\b", script, re.MULTILINE)
