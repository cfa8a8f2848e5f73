"""Files made by two processes: all of them, each once, and no fault of either is lost."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from macros.apart import Apart
from macros.pages.virtual_files import FileJob, VirtualFile
from macros.publish.site_files import AddressTakenError, SiteFiles, WorkBeside
from tests.conftest import ROOT


@pytest.fixture(params=["in two processes", "where a system cannot fork"])
def any_system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.apart._CAN_FORK", request.param == "in two processes")


def make_jobs(*addresses: str) -> list[FileJob]:
    def job(address: str) -> Iterator[VirtualFile]:
        yield VirtualFile(address, f"文字 {address}")

    return [partial(job, address) for address in addresses]


@pytest.mark.usefixtures("any_system")
def test_all_files_are_written_and_known(tmp_path: Path) -> None:
    names = [f"a{number % 7}/{number}.txt" for number in range(300)]
    files = SiteFiles(tmp_path, [])
    WorkBeside(files, make_jobs(*names)).join()
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.txt")}
    assert written == {name: f"文字 {name}".encode() for name in names}
    assert files.sizes == {name: len(content) for name, content in written.items()}
    assert files.digests == {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}


@pytest.mark.usefixtures("any_system")
@pytest.mark.parametrize("addresses", [("b", "a", "b"), ("b", "index.html"), ("b", "b"), ("x", "y", "z", "x")])
def test_an_address_is_given_once(tmp_path: Path, addresses: tuple[str, ...]) -> None:
    """Whichever of the two processes has made which file."""
    with pytest.raises(AddressTakenError):
        WorkBeside(SiteFiles(tmp_path, ["index.html"]), make_jobs(*addresses)).join()


@pytest.mark.usefixtures("any_system")
def test_a_fault_is_raised_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise KeyError("单位")

    work = Apart(fail)
    with pytest.raises(KeyError, match="单位"):
        work.result()


def test_a_result_that_nobody_asks_for_holds_nobody_up() -> None:
    """More than a pipe takes, of a build that fails before it asks."""
    code = "from macros.apart import Apart; work = Apart(lambda: bytes(10_000_000)); raise SystemExit(3)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 3


def test_a_process_that_dies_is_no_result() -> None:
    with pytest.raises(EOFError):
        Apart(partial(os._exit, 9)).result()
