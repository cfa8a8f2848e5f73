"""A site, a release, an offline copy: the whole new one or the whole old one, however the program that makes it ends."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from macros.publish import swap
from macros.publish.offline import make_offline
from macros.publish.swap import BusyError, reading, replacing
from macros.store.disk import describe
from tests.conftest import CLEAN, OTHER, ROOT
from tests.publish.test_build import list_files
from tests.tried import record_tried
from tools.prove_reproducible import copy_project

_ALWAYS = {".site.lock", "site"}

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="exchanges names by a call of Linux")


def fill(folder: Path, word: str, files: int = 3) -> None:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.txt").write_text(word, encoding="utf-8")


def words_in(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in folder.iterdir()}


def put(target: Path, word: str, error: type[BaseException] | None = None) -> None:
    """Replace the target; or make the new one and then fail."""
    with replacing(target) as beside:
        fill(beside.path, word)
        if error:
            raise error


def names_beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


# The swap


@pytest.fixture(params=["exchange", "two renames"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good site, on a system that can exchange two names and on one that cannot."""
    if request.param == "two renames":
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges two names")
    fill(tmp_path / "site", "old")
    return tmp_path / "site"


def test_the_new_takes_the_place_of_the_old(target: Path) -> None:
    for word in ("new", "newer"):
        with replacing(target) as beside:
            fill(beside.path, word)
            assert words_in(target) != {word}
        assert words_in(target) == {word}
        assert names_beside(target) == _ALWAYS


def test_there_need_be_no_old_one(tmp_path: Path) -> None:
    with replacing(tmp_path / "build" / "site") as beside:
        fill(beside.path, "new")
    assert words_in(tmp_path / "build" / "site") == {"new"}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_a_failure_leaves_the_old_one_and_nothing_else(target: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        put(target, "new", error)
    assert words_in(target) == {"old"}
    assert names_beside(target) == _ALWAYS


def test_a_block_that_makes_nothing_changes_nothing(target: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(target):
        pass
    assert words_in(target) == {"old"}


def test_a_file_is_replaced_too(target: Path) -> None:
    archive = target.with_name("site.zip")
    for content in ("one", "two"):
        with replacing(archive) as beside:
            beside.path.write_text(content, encoding="utf-8")
        assert archive.read_text(encoding="utf-8") == content


def test_what_a_link_leads_to_is_replaced(target: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link"
    link.symlink_to(target)
    with replacing(link) as beside:
        assert beside.path.parent == target.parent  # of the same file system
        fill(beside.path, "new")
    assert link.is_symlink()
    assert words_in(target) == {"new"}


@pytest.mark.parametrize("is_between", [True, False])
def test_the_next_run_puts_back_what_a_killed_one_left(target: Path, is_between: bool) -> None:  # noqa: FBT001  # a case
    """Between two renames, with the good one under its other name; after them, with one too many."""
    old = target.with_name(".site.old")
    target.rename(old) if is_between else shutil.copytree(target, old)
    fill(target.with_name(".site.new"), "half", 1)
    with pytest.raises(RuntimeError):
        put(target, "new", RuntimeError)
    assert words_in(target) == {"old"}
    assert names_beside(target) == _ALWAYS


@needs_linux
def test_an_error_of_the_exchange_is_told(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused for a reason, not unable: what is there is left alone."""
    monkeypatch.undo()
    monkeypatch.setattr(swap, "_RENAME_EXCHANGE", 1)  # RENAME_NOREPLACE
    with pytest.raises(OSError, match="site") as told:
        put(target, "new")
    assert told.value.errno == errno.EEXIST
    assert words_in(target) == {"old"}


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("site")
    for attempt in (replacing(tmp_path / "site"), reading(tmp_path / "site")):
        with pytest.raises(OSError, match="site") as error, attempt:
            raise AssertionError
        assert describe(error.value).endswith("链接指向自己")


def test_a_mount_point_is_refused_with_a_way_out(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume of a container: it can be neither renamed nor exchanged."""
    monkeypatch.setattr("os.path.ismount", lambda path: path == target)
    with pytest.raises(OSError, match="site") as error:
        put(target, "new")
    assert f"是挂载点，不能整个换上；请改为挂载它的上一级文件夹{target.parent}" in describe(error.value)
    assert words_in(target) == {"old"}


# Two at once


def test_a_second_run_waits_and_then_gives_up(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with replacing(target) as beside:
        fill(beside.path, "new")
        for again in (replacing(target, patience=0.3), reading(target, patience=0.3)):
            with pytest.raises(BusyError, match="另一个程序正在生成 site"), again:
                raise AssertionError
        assert words_in(beside.path) == {"new"}  # it took nothing away
    assert "等它做完" in capsys.readouterr().out
    assert words_in(target) == {"new"}


def test_readers_do_not_wait_for_each_other(target: Path) -> None:
    with reading(target), reading(target, patience=0), pytest.raises(BusyError), replacing(target, patience=0.2):
        raise AssertionError
    with replacing(target, patience=0) as beside:
        fill(beside.path, "new")


@needs_linux
def test_a_child_of_a_dead_run_keeps_others_waiting(target: Path) -> None:
    """It may still write: the lock is its own as long as it lives."""
    with replacing(target) as beside:
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=(beside.lock,))
        fill(beside.path, "new")
    with pytest.raises(BusyError), replacing(target, patience=0):
        raise AssertionError
    child.communicate()  # it reads the end, and ends
    with replacing(target, patience=0) as beside:
        fill(beside.path, "newer")


# The whole build, killed


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("killed") / "project")


def environment(plan: Path) -> dict[str, str]:
    return {**CLEAN, "PLAN": str(plan)}


def build(project: Path, plan: Path = OTHER) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "macros", "site"],
        cwd=project, env=environment(plan), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def sums_of(site: Path) -> str:
    """The digests of a whole site; fails unless every file is there and no other."""
    text = (site / "SHA256SUMS").read_text(encoding="utf-8")
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=site, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert list_files(site) == sorted([*(line[66:] for line in text.splitlines()), "SHA256SUMS"])
    return text


@pytest.fixture(scope="module")
def editions(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Path, Path], set[str]]:
    """Two plans that differ in a word, and what their sites are; the second stands in site/."""
    plans = OTHER, tmp_path_factory.mktemp("plans") / "plan"
    shutil.copytree(OTHER, plans[1])
    text = (plans[1] / "plan.yaml").read_text(encoding="utf-8")
    (plans[1] / "plan.yaml").write_text(f"{text}# 又一版\n", encoding="utf-8")
    sums = set()
    for plan in plans:
        done = build(project, plan)
        assert done.returncode == 0, done.stdout + done.stderr
        sums.add(sums_of(project / "site"))
    assert len(sums) == 2
    return plans, sums


#: The parts of a build, as the table of what was tried calls them.
_PARTS = {"engine": "生成网页的程序", "command": "核对、换上的程序"}
#: Python takes this file before anything else. It counts what a process writes (files opened to be written, made, renamed,
#: removed), and kills the whole group as a chosen one is begun; else it leaves the count, by the part that the process has.
_COUNTING = """
import atexit, mmap, os, signal, sys

part = "engine" if any("mkdocs" in word for word in sys.orig_argv) else "command"
killed, _, number = os.environ.get("KILL_AT", "").partition(":")
writes = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "fcntl.flock"}
shared = mmap.mmap(-1, 8)  # a process that is forked counts on, with the one that it came from

def watch(event, arguments):
    if event in writes or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        count = int.from_bytes(shared[:], "little") + 1
        shared[:] = count.to_bytes(8, "little")
        if killed == part and count >= int(number):
            os.killpg(0, signal.SIGKILL)

def leave():
    count = int.from_bytes(shared[:], "little")
    with open(os.path.join(os.environ["COUNTS"], part), "w") as file:
        file.write(str(count))

if "COUNTS" in os.environ:
    sys.addaudithook(watch)
    atexit.register(leave)
"""


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which every process counts."""
    early = tmp_path_factory.mktemp("early")
    (early / "sitecustomize.py").write_text(_COUNTING, encoding="utf-8")
    return {"PYTHONPATH": str(early), "COUNTS": str(tmp_path_factory.mktemp("counts"))}


@pytest.mark.slow
@needs_linux
@pytest.mark.parametrize(("part", "most"), [("engine", 16), ("command", 16)])
def test_a_build_killed_at_any_write_leaves_a_whole_site(
    project: Path, editions: tuple[tuple[Path, Path], set[str]], counting: dict[str, str], part: str, most: int
) -> None:
    """The whole process group, as a write is begun: by the engine, or by the command that audits and swaps."""
    plans, good = editions
    command = [sys.executable, "-m", "macros", "site"]
    whole = subprocess.run(command, cwd=project, env=environment(plans[0]) | counting, capture_output=True, check=False)
    assert whole.returncode == 0, whole.stdout
    count = int((Path(counting["COUNTS"]) / part).read_text(encoding="utf-8"))
    count -= count // 20  # two processes that count at one moment may count one write
    moments = sorted({1 + number * (count - 1) // (most - 1) for number in range(most)})
    for number, moment in enumerate(moments):
        killed = subprocess.run(
            command, cwd=project, env=environment(plans[number % 2]) | counting | {"KILL_AT": f"{part}:{moment}"},
            capture_output=True, check=False, start_new_session=True,
        )  # fmt: skip
        assert killed.returncode == -signal.SIGKILL, (moment, killed.stdout)
        assert sums_of(project / "site") in good, moment
    assert build(project, plans[0]).returncode == 0
    assert {path.name for path in project.glob("*site*")} == _ALWAYS
    record_tried(f"生成网站时 kill -9（整个进程组，{_PARTS[part]}每写到一处）", len(moments), "每次网站都是完整的一版")


#: Replaces a folder that is there, and kills itself at a chosen line of the module that does it; else prints their count.
_SWAPPING = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from macros.publish import swap
swap._flush = lambda new: None
if sys.argv[3]: swap._exchange = lambda *_: False
count = 0

def trace(frame, event, _):
    global count
    if frame.f_code.co_filename != swap.__file__: return None
    count += event == "line"
    if 0 < count == int(sys.argv[4]): os.kill(0, signal.SIGKILL)
    return trace

sys.settrace(trace)
with swap.replacing(Path(sys.argv[2])) as beside:
    beside.path.mkdir()
    for number in range(20): (beside.path / str(number)).write_text("new")
print(count)
"""


@pytest.mark.slow
@needs_linux
@pytest.mark.parametrize("slow", ["", "yes"], ids=["exchange", "two renames"])
def test_the_swap_killed_at_every_line(tmp_path: Path, slow: str) -> None:
    target = tmp_path / "site"

    def run(moment: int) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-c", _SWAPPING, str(ROOT), str(target), slow, str(moment)]
        return subprocess.run(words, capture_output=True, encoding="utf-8", check=False, start_new_session=True)

    fill(target, "old", 20)
    count = int(run(0).stdout)
    for moment in range(1, count + 1):
        shutil.rmtree(target)
        fill(target, "old", 20)
        assert run(moment).returncode == -signal.SIGKILL
        if slow and not target.exists():  # between the two renames: the next run puts it back
            with pytest.raises(RuntimeError), replacing(target):
                raise RuntimeError
        assert len(list(target.iterdir())) == 20
        assert words_in(target) in ({"old"}, {"new"})
    record_tried(
        f"替换网站的那一瞬间 kill -9（{'两次改名' if slow else '一次交换'}，逐行）", count, "每次都是完整的一版"
    )


@pytest.mark.slow
@needs_linux
def test_two_builds_at_once_do_not_mix(project: Path, editions: tuple[tuple[Path, Path], set[str]]) -> None:
    plans, good = editions
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "macros", "site"],
            cwd=project, env=environment(plan), stdout=subprocess.PIPE, encoding="utf-8",
        )
        for plan in (*plans, plans[0])
    ]  # fmt: skip
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0] * 3, said
    assert sum("另一个程序正在生成 site，等它做完" in words for words in said) == 2
    assert sums_of(project / "site") in good
    record_tried("几个 make site 同时运行", 3, "依次完成，不相混")


def test_a_plan_with_an_error_leaves_the_site(project: Path, editions: tuple[tuple[Path, Path], set[str]]) -> None:
    _, good = editions
    done = build(project, ROOT / "tests" / "data" / "wrong")
    assert done.returncode == 1
    assert "没有生成网站。原来的 site/ 没有动。" in done.stdout
    assert sums_of(project / "site") in good


# No room


def test_a_full_disk_leaves_the_site(project: Path, editions: tuple[tuple[Path, Path], set[str]]) -> None:
    """The disk of the site has room for one site and a part of another, more with each try."""
    _, good = editions
    disk = project.parent / "disk"
    disk.mkdir()
    size = sum(path.stat().st_size + 4096 for path in (project / "site").rglob("*"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size * 3 // 2}", "tmpfs", str(disk)], capture_output=True, check=False
    ) if sys.platform == "linux" and os.geteuid() == 0 else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("only root can mount a small disk; a limit on the size of files stands in for it below")
    kept = project / "kept"
    try:
        shutil.copytree(project / "site", disk / "site")
        (project / "site").rename(kept)
        (project / "site").symlink_to(disk / "site")
        for spare in (0, size // 6, size // 3):
            filler = disk / "filler"
            free = shutil.disk_usage(disk).free
            filler.write_bytes(b"x" * max(0, free - spare))
            done = build(project)
            assert done.returncode == 1, done.stdout
            assert "原来的 site/ 没有动" in done.stdout
            assert sums_of(disk / "site") in good
            assert {path.name for path in disk.iterdir()} == {"site", ".site.lock", "filler"}
            filler.unlink()
        assert shutil.disk_usage(disk).free > size // 3
    finally:
        if kept.exists():
            (project / "site").unlink(missing_ok=True)
            kept.rename(project / "site")
        subprocess.run(["umount", str(disk)], check=True)
    assert build(project).returncode == 0
    record_tried("磁盘写满（小的 tmpfs）", 3, "原来的网站完整保留，没有留下垃圾")


@needs_linux
def test_a_file_that_cannot_be_written_leaves_the_site(
    project: Path, editions: tuple[tuple[Path, Path], set[str]]
) -> None:
    """A program may be forbidden to write more than so many bytes into a file, where a disk cannot be mounted."""
    _, good = editions
    limits = 0, 1_000, 40_000
    for limit in limits:

        def forbid(limit: int = limit) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error then, as on a full disk, not a signal
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(
            [sys.executable, "-m", "macros", "site"],
            cwd=project, env=environment(OTHER), preexec_fn=forbid, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "原来的 site/ 没有动" in done.stdout
        assert sums_of(project / "site") in good
    record_tried("写不进文件（RLIMIT_FSIZE）", len(limits), "原来的网站完整保留")


# The same for what is made of the site


def test_an_offline_copy_that_fails_leaves_the_one_before(tmp_path: Path, other_site: Path) -> None:
    make_offline(other_site, tmp_path / "offline")
    good = sums_of(tmp_path / "offline")
    broken = shutil.copytree(other_site, tmp_path / "broken")
    (broken / "search" / "entries.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="Expecting"):
        make_offline(broken, tmp_path / "offline")
    assert sums_of(tmp_path / "offline") == good
    assert {path.name for path in tmp_path.iterdir()} - {"broken", ".broken.lock"} == {"offline", ".offline.lock"}
