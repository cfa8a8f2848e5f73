"""Files of a plan that are too large, too deep, or made to take for ever: each is refused or read within seconds and bounded
memory, with a message in Chinese that has a place.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.check.checker import check_plan
from macros.store import limits
from macros.store.text_files import UnreadableTextError, read_text_file
from macros.views.redline import build_redline
from macros.words.differences import find_differences
from tests.bounded import run_bounded
from tests.conftest import OTHER, PLAN
from tests.tried import record_tried

TEN_MB = 10_000_000
#: As large as is read at all; but for NIGHTLY a twentieth of it, in half the time: what grows with the square fails.
SHARE = 1 if os.environ.get("NIGHTLY") else 20
FULL = limits.LARGEST_FILE // SHARE
#: Of the processor.
SECONDS = 10 if SHARE == 1 else 5
_RANDOM = random.Random(9)  # noqa: S311  # the same bytes each time

Content = str | bytes


def _fill(piece: str, size: int = FULL - 100) -> str:
    return piece * (size // len(piece.encode()))


def _number(form: str, count: int) -> str:
    return "".join(form.format(n=number) for number in range(count))


def _mutate(size: int) -> bytes:
    """Lines of a real plan in another order, with bytes that were changed."""
    lines = (PLAN / "tasks.yaml").read_bytes().splitlines(keepends=True)
    return b"".join(_RANDOM.choices(lines, k=size // 70))[:size]


#: What a file may be filled with: what is wrong with it -> its content.
FILES: dict[str, Callable[[], Content]] = {
    "10 MB of random bytes": lambda: _RANDOM.randbytes(TEN_MB),
    "10 MB of zeros": lambda: bytes(TEN_MB),
    "10 MB in one line": lambda: "a" * TEN_MB,
    "random bytes": lambda: _RANDOM.randbytes(FULL),
    "random printable bytes": lambda: bytes(_RANDOM.choices(b" \n:-[]{}#&*!|>'\"%@`,?abc", k=FULL)),
    "random Chinese": lambda: "".join(map(chr, _RANDOM.choices(range(0x4E00, 0x9FFF), k=FULL // 3 - 99))),
    "lines of a plan in disorder": lambda: _mutate(FULL),
    "control characters": lambda: _fill("\x01\n"),
    "line ends": lambda: _fill("\n"),
    "line ends of Windows": lambda: _fill("\r\n"),
    "spaces": lambda: _fill(" "),
    "tabs": lambda: _fill("\t"),
    "opening brackets": lambda: _fill("["),
    "closing brackets": lambda: _fill("]"),
    "opening braces": lambda: _fill("{a: "),
    "pairs of brackets": lambda: _fill("[]"),
    "a flow of many brackets": lambda: f"a: [{_fill('[],')}]",
    "a flow of many words": lambda: f"a: [{_fill('a, ')}]",
    "a flow of many keys": lambda: f"a: {{{_number('k{n}: 1, ', 260_000)}}}",
    "dashes": lambda: _fill("-"),
    "dashes with spaces": lambda: _fill("- "),
    "a list of dashes": lambda: _fill("-\n"),
    "question marks": lambda: _fill("? "),
    "many items": lambda: _fill("- a\n"),
    "a: in one line": lambda: _fill("a: "),
    "a: line by line": lambda: _fill("a: \n"),
    "a: of numbers": lambda: _fill("a: 1\n"),
    "many keys": lambda: _number("k{n}: 1\n", 260_000),
    "many anchors": lambda: _number("- &a{n} x\n", 260_000),
    "many aliases": lambda: f"a: &a x\nb: [{_fill('*a, ')}]\n",
    "a tree of aliases": lambda: (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20))
    ),
    "an alias of itself": lambda: "a: &a [*a]\n",
    "many tags": lambda: _fill("- !!python/object/apply:os.system x\n"),
    "a long tag": lambda: f"!{_fill('a')} x",
    "a long anchor": lambda: f"&{_fill('a')} x",
    "exclamation marks": lambda: _fill("!"),
    "quotes": lambda: _fill('"'),
    "a quote that does not end": lambda: f'a: "{_fill("x")}',
    "quoted escapes": lambda: f'a: "{_fill(chr(92) + "x41")}"',
    "single quotes": lambda: _fill("'"),
    "a block of one line": lambda: f"a: |-\n  {_fill('x')}\n",
    "a block of many lines": lambda: f"a: |-\n{_fill('  x' + chr(10))}",
    "a folded block": lambda: f"a: >-\n{_fill('  x' + chr(10))}",
    "many documents": lambda: _fill("---\na: 1\n"),
    "comments": lambda: _fill("# x\n"),
    "a long comment": lambda: f"a: 1 #{_fill(' #')}",
    "percent signs": lambda: _fill("%"),
    "marks of a merge": lambda: _fill("<<<<<<< x\n"),
    "a slip after a million spaces": lambda: f"a{' ' * (FULL // 2)}{'b' * 1000}{' ' * (FULL // 3)}: [",
    "spaces, then no colon": lambda: f"{' ' * (FULL // 2)}a{' ' * (FULL // 3)}：\nb: [",
    "astral characters": lambda: f"a: {_fill('𠀀')}",
    "combining marks": lambda: f"a: {_fill(chr(0x301))}",
}


def _check(folder: Path) -> tuple[bool, list[str]]:
    """Whether there is a plan, and the problems as they are shown."""
    plan, problems = check_plan(folder)
    return plan is not None, [f"{problem.level}:{problem}" for problem in problems]


def _copy_with(tmp_path: Path, file: str, content: Content, plan: Path = OTHER) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(plan, folder, dirs_exist_ok=True)
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _prove_refused(folder: Path, file: str) -> list[str]:
    """The errors: at least one, in Chinese, at a place in the file; no more and no longer than anybody reads."""
    is_plan, problems = run_bounded(_check, folder, seconds=SECONDS)
    errors = [problem.removeprefix("error:") for problem in problems if problem.startswith("error:")]
    assert not is_plan
    assert any(re.fullmatch(rf"\S*{re.escape(file)}:\d+:\d+: .*[一-龥].*", error) for error in errors), errors[:3]
    assert len(errors) <= 3 * limits.MOST_PROBLEMS
    assert max(map(len, errors)) < 3000
    return errors


@pytest.mark.parametrize("what", FILES)
def test_a_file_of_anything_is_refused_in_time(tmp_path: Path, what: str) -> None:
    _prove_refused(_copy_with(tmp_path, "tasks.yaml", FILES[what]()), "tasks.yaml")


@pytest.mark.parametrize(
    "file", ["plan.yaml", "units.yaml", "deadlines.yaml", "progress.yaml", "revisions/2024-01-15.yaml"]
)
def test_every_file_has_the_same_bounds(tmp_path: Path, file: str) -> None:
    for what in ("10 MB of random bytes", "opening brackets", "a tree of aliases"):
        _prove_refused(_copy_with(tmp_path, file, FILES[what]()), file)


_PLAN = """\
id: large-2024
title: 很大的计划
short_title: 很大
status: 草稿
year: 2024
columns: {{no: 序号, task: 任务, measure: 措施, deadline: 时限}}
roles: [{{id: lead, name: 牵头单位}}]
none_mark: ——
towns_name: 镇街
counts: {{sections: 1, tasks: {tasks}, measures: {measures}, rows: {measures}}}
revised_on: 2024-01-15
"""


class _Large:
    """A plan that is large in one way; what is not given is small."""

    def __init__(
        self,
        *texts: str,
        more: str = "",
        units: str = "",
        lead: str = "[甲局]",
        in_task: int = 5,
        due: str = "年底前",
        **files: str,
    ) -> None:
        head = "sections:\n  - id: s1\n    title: 一\n    tasks:\n"
        parts = [head]
        for number, text in enumerate(texts):
            if number % in_task == 0:
                parts.append(f'      - id: t{number}\n        no: "{number}"\n        title: 任务\n        measures:\n')
            words = text.replace("\n", "\n              ")
            cells = f"lead: {lead}" if lead != "chain" or number % in_task == 0 else f"units_as: m{number - 1}"
            parts.append(
                f"          - id: m{number}\n            text: |-\n              {words}\n            due: {due}\n"
                f"            {cells.replace('chain', '[甲局]')}\n            rows: [{number + 1}]\n{more}"
            )
        tasks = -(-len(texts) // in_task)
        self.files = {
            "plan.yaml": _PLAN.format(tasks=tasks, measures=len(texts)) + files.pop("plan", ""),
            "units.yaml": f"units:\n  - {{id: first, name: 甲局, kind: agency}}\n{units}",
            "deadlines.yaml": files.pop("deadlines", "deadlines: []\n"),
            "tasks.yaml": "".join(parts),
            **{name.replace("_", "."): text for name, text in files.items()},
        }

    def write(self, folder: Path) -> None:
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")


LONGEST = limits.LONGEST_TEXT - 10
_SHORT = "加强检查，完成10台。"


def _texts(piece: str, size: int = LONGEST, total: int = FULL - FULL // 20) -> list[str]:
    text = (piece * (size // len(piece) + 1))[:size].strip()
    return [text] * (total // (len(text.encode()) + 200 + 15 * text.count("\n")))


def _list_units(count: int, form: str = "第{n}局", more: str = "") -> str:
    return "".join(
        f"  - {{id: u{number}, name: {form.format(n=number)}, kind: agency{more}}}\n" for number in range(count)
    )


def _confirm(*words: str) -> str:
    return "            confirmed:\n" + "".join(f"              - {word}\n" for word in words)


#: Plans whose files are in order, and large in a way that makes work.
PLANS: dict[str, Callable[[], _Large]] = {
    "many measures": lambda: _Large(*[_SHORT] * (30_000 // SHARE)),
    "many measures in one task": lambda: _Large(*[_SHORT] * (30_000 // SHARE), in_task=30_000),
    "cells merged through the whole plan": lambda: _Large(*[_SHORT] * (30_000 // SHARE), in_task=30_000, lead="chain"),
    "figures": lambda: _Large(*_texts("10辆，")),
    "figures, and phrases that cover them": lambda: _Large(
        *_texts("10辆，", 8000, FULL // 4), more=_confirm(*(f"{'10辆，' * n}10辆" for n in range(1, 60)))
    ),
    "digits": lambda: _Large(*_texts("1")),
    "numbers with commas": lambda: _Large(*_texts("1,111")),
    "percentages that never come": lambda: _Large(*_texts("1" + " " * 500)),
    "dates": lambda: _Large(*_texts("9月底前")),
    "dates that are none": lambda: _Large(*_texts("99月99日前")),
    "one character": lambda: _Large(*_texts("中")),
    "blank lines": lambda: _Large(*(f"a{text}b" for text in _texts("\n", 3000))),
    "blank lines at the end": lambda: _Large(*(f"a{text}" for text in _texts(" \n　", 3000))),
    "spaces": lambda: _Large(*(f"a{text}b" for text in [" " * LONGEST] * 300)),
    "brackets": lambda: _Large(*_texts("（")),
    "quotation marks": lambda: _Large(*_texts("“")),
    "half-width signs": lambda: _Large(*_texts("中,文(中)")),
    "traditional characters": lambda: _Large(*_texts("環境")),
    "Latin letters": lambda: _Large(*_texts("aA")),
    "astral characters": lambda: _Large(*_texts("𠀀")),
    "combining marks": lambda: _Large(*_texts("a" + "\u0301" * 50)),
    "a name over and over": lambda: _Large(*_texts("第一局第二局"), units=_list_units(900)),
    "names that begin alike": lambda: _Large(*_texts("甲" * 59), units=_list_units(900, "甲" * 50 + "{n}")),
    "names that are not registered": lambda: _Large(
        *[_SHORT] * (5000 // SHARE), lead="[" + ", ".join(f"某{n}局" for n in range(20)) + "]", units=_list_units(5000)
    ),
    "many names that are not registered": lambda: _Large(
        _SHORT, lead="[" + ", ".join(f"某{n}局" for n in range(900)) + "]", units=_list_units(50_000 // SHARE)
    ),
    "more names than a cell takes": lambda: _Large(_SHORT, lead="[" + ", ".join(["甲局"] * 100_000) + "]"),
    "a collective name of everybody, everywhere": lambda: _Large(
        *[_SHORT] * 5000,
        lead="[各局]",
        units=_list_units(900)
        + f"  - {{id: all, name: 各局, kind: group, members: [{', '.join(f'第{n}局' for n in range(900))}]}}\n",
    ),
    "names that look alike": lambda: _Large(_SHORT, units=_list_units(50_000 // SHARE, "土{n}局")),
    "a name of a megabyte": lambda: _Large(_SHORT, units=f"  - {{id: b, name: {'长' * 400_000}, kind: agency}}\n"),
    "a printed name of a megabyte": lambda: _Large(_SHORT, lead=f"[{'（' * 300_000}]"),
    "a word of 100 KB": lambda: _Large("字" * 34_000),
    "wordings of deadlines": lambda: _Large(
        *[_SHORT] * (20_000 // SHARE),
        due="说法999",
        deadlines="deadlines:\n" + _number("  - {{text: 说法{n}, kind: ongoing, basis: 无}}\n", 1000),
    ),
    "too many wordings of deadlines": lambda: _Large(
        _SHORT, deadlines="deadlines:\n" + _number("  - {{text: 说法{n}, kind: ongoing, basis: 无}}\n", 60_000 // SHARE)
    ),
    "deadlines that nobody knows": lambda: _Large(*[_SHORT] * (20_000 // SHARE), due="某年某月某日左右"),
    "a deadline of many numbers": lambda: _Large(*[_SHORT] * 100, due="1" * 1900),
    "fields that nobody knows": lambda: _Large(*[_SHORT] * (20_000 // SHARE), more="            leed: [甲局]\n"),
    "kinds that nobody knows": lambda: _Large(_SHORT, units=_list_units(60_000 // SHARE).replace("agency", "agancy")),
    "a document of other lines": lambda: _Large(
        *(f"{_SHORT}{n}" for n in range(10_000 // SHARE)),
        plan="source: source.txt\n",
        source_txt=_number("\t另一份文件的第{n}行，与计划没有关系\n\n", 100_000 // SHARE),
    ),
    "a document that is nearly the same": lambda: _Large(
        *(f"{'加强检查' * 300}{n}" for n in range(1500 // SHARE)),
        plan="source: source.txt\n",
        source_txt=_number("\t" + "加强检查" * 299 + "{n}\n\n", 1500 // SHARE),
    ),
    "a document of one character": lambda: _Large(
        *_texts("中", 3000, 2_000_000), plan="source: source.txt\n", source_txt=("\t" + "中" * 2999 + "文\n\n") * 500
    ),
    "a document of marks": lambda: _Large(_SHORT, plan="source: source.txt\n", source_txt=_fill("[bookmark: ")),
    "progress": lambda: _Large(
        _SHORT,
        progress_yaml="progress:\n"
        + _number("  - {{measure: m{n}, unit: 某局, on: 2024-03-01, state: 推进中, words: 一}}\n", 40_000 // SHARE),
    ),
    "spaces behind a value": lambda: _Large(*[_SHORT] * 20, more=f"            notes: [甲]{' ' * 300_000}\n"),
}


@pytest.mark.parametrize("what", PLANS)
def test_a_plan_that_makes_work_is_checked_in_time(tmp_path: Path, what: str) -> None:
    PLANS[what]().write(tmp_path)
    run_bounded(_check, tmp_path, seconds=SECONDS)


def test_what_is_told_of_large_plans() -> None:
    record_tried(
        "10 MB 任意内容的文件（括号、锚点、别名、标签、随机字节等）",
        len(FILES),
        "拒绝，指明位置，不超过规定的时间和内存",
    )
    record_tried("写法没有错、但要费很多工夫的大计划", len(PLANS), "在规定的时间和内存里查完")


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ("a word of 100 KB", "有34000个字，太长了，最多20000个"),
        ("a name of a megabyte", "有400000个字，太长了，最多60个"),
        ("more names than a cell takes", "牵头单位有100000个，太多了，最多1000个"),
        ("a printed name of a megabyte", "的文字太多（约"),
        ("too many wordings of deadlines", "时限说法登记了"),
        ("a collective name of everybody, everywhere", f"措施和单位的组合已超过{limits.MOST_DUTIES}个"),
    ],
)
def test_each_limit_of_a_plan_is_told(tmp_path: Path, plan: str, message: str) -> None:
    PLANS[plan]().write(tmp_path)
    assert any(message in problem for problem in _check(tmp_path)[1])


def test_no_rule_tells_more_than_anybody_reads(tmp_path: Path) -> None:
    PLANS["deadlines that nobody knows"]().write(tmp_path)
    told = [problem for problem in _check(tmp_path)[1] if "某年某月某日左右" in problem]
    assert len(told) == limits.MOST_FINDINGS
    assert any(f"这一类问题已有{limits.MOST_FINDINGS}处" in problem for problem in _check(tmp_path)[1])


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "../outside.yaml"])
def test_a_link_to_elsewhere_is_not_read(tmp_path: Path, target: str) -> None:
    (tmp_path / "outside.yaml").write_text("a: 1\n", encoding="utf-8")
    folder = _copy_with(tmp_path, "tasks.yaml", "")
    (folder / "tasks.yaml").unlink()
    (folder / "tasks.yaml").symlink_to(target)
    assert any("文件是链接，不读" in error for error in _prove_refused(folder, "tasks.yaml"))


def test_a_pipe_and_a_link_to_itself_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "loop", "missing"):
        with pytest.raises(UnreadableTextError, match=r"[一-龥]"):
            read_text_file(tmp_path / name, tmp_path)


@pytest.mark.parametrize("text", ["中" * 20_000, "中文" * 10_000, "ab。" * 6_000])
def test_long_texts_are_compared_in_time(text: str) -> None:
    """A redline of the longest texts, and that it still spells both."""
    was, now = f"{text}甲", f"前{text}乙{text[:5000]}"
    segments = run_bounded(build_redline, was, now, seconds=SECONDS)
    assert "".join(part.text for part in segments if part.kind != "new") == was
    assert "".join(part.text for part in segments if part.kind != "gone") == now


@pytest.mark.parametrize(
    ("was", "now"), [("", "x"), ("x", ""), ("x", "x"), ("xay", "xby"), ("aa", "a"), ("ab", "xaby")]
)
def test_texts_too_long_to_compare_differ_in_one_place(was: str, now: str) -> None:
    same = "同" * 2000
    for first, second in (
        (f"{same}{was}{same}", f"{same}{now}{same}"),
        (was + same, now + same),
        (same + was, same + now),
    ):
        rebuilt = "".join(
            first[i:j] if kind == "equal" else second[k:m] for kind, i, j, k, m in find_differences(first, second)
        )
        assert rebuilt == second
        assert sum(kind != "equal" for kind, *_ in find_differences(first, second)) == (was != now)


def test_a_source_of_many_short_lines_is_checked_in_time(tmp_path: Path) -> None:
    """All of them one cell, before the first tab: what was squeezed anew for each line took gigabytes."""
    folder = _copy_with(tmp_path, "plan.yaml", (OTHER / "plan.yaml").read_text(encoding="utf-8") + "source: s.txt\n")
    (folder / "s.txt").write_text("".join(f"{number}\n" for number in range(300_000)), encoding="utf-8")
    plan, _ = run_bounded(_check, folder, seconds=SECONDS)
    assert plan
