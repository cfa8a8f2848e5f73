"""The locks of requirements/: each fits the .in file that it was made of, with a hash for every package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

FOLDER = ROOT / "requirements"
SOURCES = sorted(path.stem for path in FOLDER.glob("*.in"))


def read_wanted(path: Path) -> dict[str, Requirement]:
    """The packages that a file asks for, with those of the files that it takes in."""
    wanted: dict[str, Requirement] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            wanted |= read_wanted(path.parent / line.removeprefix("-r ").strip())
        elif words := line.partition("#")[0].strip():
            requirement = Requirement(words)
            wanted[canonicalize_name(requirement.name)] = requirement
    return wanted


def read_locked(text: str) -> dict[str, str]:
    """Name -> version of each package of a lock."""
    pins = re.findall(r"(?m)^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\\n]+)", text)
    return {canonicalize_name(name): version for name, version in pins}


def find_faults(source: Path, text: str) -> list[str]:
    """Differences of a lock from what its file asks for: `make lock` was forgotten."""
    wanted, locked = read_wanted(source), read_locked(text)
    faults = [f"{name} is not locked" for name in wanted.keys() - locked.keys()]
    faults += [
        f"{name} {locked[name]} is not {requirement.specifier}"
        for name, requirement in wanted.items()
        if name in locked and not requirement.specifier.contains(locked[name], prereleases=True)
    ]
    asked = re.findall(
        r"(?m)^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(?:(?!^\S).*\n)*?    #(?: via|   ) -r requirements/", text
    )
    faults += [f"{name} is asked for no more" for name in map(canonicalize_name, asked) if name not in wanted]
    return sorted(faults)


def test_there_are_locks() -> None:
    assert {"site", "test"} <= set(SOURCES)
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_a_lock_fits_its_file(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert find_faults(FOLDER / f"{name}.in", text) == []
    packages = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("rich", "rich is not locked"),
        ("jinja2==3.1.7", "jinja2 3.1.6 is not ==3.1.7"),
        ("Jinja2<3", "jinja2 3.1.6 is not <3"),
    ],
)
def test_a_forgotten_lock_is_noticed(tmp_path: Path, more: str, fault: str) -> None:
    (tmp_path / "site.in").write_text((FOLDER / "site.in").read_text(encoding="utf-8") + more, encoding="utf-8")
    assert find_faults(tmp_path / "site.in", (FOLDER / "site.txt").read_text(encoding="utf-8")) == [fault]


def test_what_is_asked_for_no_more_is_noticed(tmp_path: Path) -> None:
    wanted = (FOLDER / "site.in").read_text(encoding="utf-8").replace("segno==1.6.6\n", "")
    (tmp_path / "site.in").write_text(wanted, encoding="utf-8")
    found = find_faults(tmp_path / "site.in", (FOLDER / "site.txt").read_text(encoding="utf-8"))
    assert found == ["segno is asked for no more"]
