"""`format`: one layout, nothing lost, nothing changed twice; hypotheses about editors' habits, one by one."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.store.format import format_folder
from macros.store.layout import prove_layout
from tests.conftest import OTHER, PLAN

FILES = ("plan.yaml", "units.yaml", "deadlines.yaml", "tasks.yaml")


def lay_out(folder: Path) -> dict[str, str]:
    formatted = format_folder(folder)
    assert formatted.problems == []
    return formatted.changed


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    return folder


def write(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")


def test_the_committed_plans_are_laid_out() -> None:
    assert lay_out(PLAN) == lay_out(OTHER) == {}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("style", [True, False, None])
def test_what_another_program_wrote_comes_back(copy: Path, file: str, style: bool | None) -> None:  # noqa: FBT001
    """Another program's dump, in any style, with its keys in any order, is laid out as the committed file, comments aside."""
    text = (copy / file).read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but words
    dumped = yaml.safe_dump(shuffle(data), allow_unicode=True, default_flow_style=style, sort_keys=False, width=10_000)
    plain = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    write(copy, file, dumped)
    result = lay_out(copy)
    assert result.get(file, dumped).splitlines() == "\n".join(plain).strip("\n").splitlines()


def shuffle(value: Any) -> Any:
    if isinstance(value, dict):
        keys = random.Random(len(value)).sample(list(value), len(value))  # noqa: S311  # no secret
        return {key: shuffle(value[key]) for key in keys}
    return [shuffle(item) for item in value] if isinstance(value, list) else value


COMMENTED = """\
# 文件开头
#
# 再一段

sections:  # 各部分
  # 第一部分
  - title: 一、主要目标
    id: s1


    tasks:
    - id: t1
      # 序号前
      no: 1
      title: '任务'   # 标题后
      measures:
        # 这一条
        - {id: t1-1, due: 年底前, lead: [甲局],
           # 行里
           assist: [], supervise: [], text: "第一段\\n第二段", rows: [1]}  # 一条末
        - rows: [2]
          lead: [甲局,  # 甲
            乙局]  # 乙
          text: |-   # 正文
            # 这不是注释

            - 第三段
          supervise: []
          assist: []
          due: "010"
          id: t1-2
          notes:
            - "- 减号"
            # 冒号前
            - "冒号: 后面"
            - 普通
# 文件末尾
"""

LAID_OUT = """\
# 文件开头
#
# 再一段

sections:  # 各部分
  # 第一部分
  - id: s1
    title: 一、主要目标
    tasks:
      - id: t1
        # 序号前
        no: "1"
        # 标题后
        title: 任务
        measures:
          # 这一条
          - id: t1-1
            # 行里
            text: |-
              第一段
              第二段
            due: 年底前
            lead: [甲局]
            assist: []  # 一条末
            supervise: []
            rows: [1]
          - id: t1-2
            # 正文
            text: |-
              # 这不是注释

              - 第三段
            due: "010"
            # 乙
            lead: [甲局, 乙局]  # 甲
            assist: []
            supervise: []
            notes:
              - "- 减号"
              # 冒号前
              - "冒号: 后面"
              - 普通
            rows: [2]
# 文件末尾
"""


def test_comments_stay_with_what_they_stand_by(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(OTHER, folder)
    write(folder, "tasks.yaml", COMMENTED)
    assert lay_out(folder)["tasks.yaml"] == LAID_OUT
    write(folder, "tasks.yaml", LAID_OUT)
    assert "tasks.yaml" not in lay_out(folder)


def test_a_comment_right_behind_the_sign_of_a_text_is_kept(tmp_path: Path) -> None:
    """PyYAML takes it for a comment; found by the nightly run."""
    folder = tmp_path / "plan"
    shutil.copytree(OTHER, folder)
    text = (folder / "progress.yaml").read_text(encoding="utf-8")
    head, mark, tail = text.partition("    words: ")
    write(folder, "progress.yaml", f"{head}{mark}|#x\n      第一段。\n{tail[tail.index('    ') :]}")
    assert "#x" in lay_out(folder)["progress.yaml"]


def test_an_unknown_key_that_needs_quotes_keeps_them(tmp_path: Path) -> None:
    """Found by the nightly run: a role that is called “lead- - ”."""
    folder = tmp_path / "plan"
    shutil.copytree(OTHER, folder)
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    before, mark, after = text.partition("            rows: ")
    write(folder, "tasks.yaml", f'{before}            "lead- - ": []\n{mark}{after}')
    assert '            "lead- - ": []\n' in lay_out(folder).get(
        "tasks.yaml", (folder / "tasks.yaml").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    "word",
    ["no", "on", "~", "null", "010", "1e3", "12:30", "2023-01-01", "0x1F", "- 甲", "甲: 乙", "甲 #乙", "#甲", "&甲", "*甲", "!甲",
     "%", "@甲", "`甲", "'甲'", '"甲"', "[甲]", "{甲}", "甲,乙", "=", "<<", "?", "-", "---", "...", "甲:", ":甲", "\\n", "\\", "“甲”", "｜"],
)  # fmt: skip
def test_any_word_comes_back_as_it_was(copy: Path, word: str) -> None:
    """In a note, where anything may stand; other programs must read the same word."""
    text = (copy / "plan.yaml").read_text(encoding="utf-8")
    quoted = "'" + word.replace("'", "''") + "'"
    write(
        copy,
        "plan.yaml",
        text.replace("status_note: 本文件是征求意见稿，不是最后印发的文本。", f"status_note: {quoted}"),
    )
    result = format_folder(copy)
    if word == "｜":  # the checker refuses it: a full-width bar for YAML's own
        assert result.problems
        return
    laid_out = lay_out(copy).get("plan.yaml", (copy / "plan.yaml").read_text(encoding="utf-8"))
    assert yaml.safe_load(laid_out)["status_note"] == word
    write(copy, "plan.yaml", laid_out)
    assert lay_out(copy) == {}


def test_seeded_slips_of_layout_are_all_mended(copy: Path) -> None:
    """Two hundred random changes of blank lines, spaces and quotes: always the committed file again."""
    committed = (copy / "tasks.yaml").read_text(encoding="utf-8")
    lines = committed.splitlines()
    dice = random.Random(20261123)  # noqa: S311  # no secret
    starts = [
        number for number, line in enumerate(lines) if line.strip().startswith(("- id:", "due:", "rows:", "lead:"))
    ]
    for _ in range(200):
        number = dice.choice(starts)
        kind = dice.randrange(4)
        if kind == 0:
            lines[number] = "\n" + lines[number]
        elif kind == 1:
            lines[number] += "  "
        elif kind == 2 and "due: " in lines[number] and '"' not in lines[number]:
            head, _, word = lines[number].partition("due: ")
            lines[number] = f'{head}due: "{word.strip()}"'
        elif kind == 3 and "[" in lines[number]:
            lines[number] = lines[number].replace(", ", " ,  ")
    write(copy, "tasks.yaml", "\n".join(lines) + "\n\n\n")
    assert lay_out(copy)["tasks.yaml"] == committed


def test_a_broken_file_is_left_alone(copy: Path) -> None:
    text = (copy / "tasks.yaml").read_text(encoding="utf-8")
    write(copy, "tasks.yaml", text.replace("lead: [永定镇]", "lead: [永定镇"))
    formatted = format_folder(copy)
    assert formatted.changed == {}
    assert formatted.problems


def test_cells_that_hold_no_names_are_left_alone(copy: Path) -> None:
    text = (copy / "tasks.yaml").read_text(encoding="utf-8")
    write(
        copy,
        "tasks.yaml",
        text.replace("            lead: [永定镇]\n", "            lead:\n              name: 永定镇\n"),
    )
    formatted = format_folder(copy)
    [problem] = formatted.problems
    assert formatted.changed == {}
    assert "有的责任栏不是单位名称的列表" in problem.message


@pytest.mark.parametrize(
    ("before", "after"), [("a: 1\n", "a: 2\n"), ("a: []  # 注\n", "a: []\n"), ("# 甲\na: 1\n", "# 乙\na: 1\n")]
)
def test_a_layout_that_loses_something_is_never_written(before: str, after: str) -> None:
    with pytest.raises(AssertionError, match="the layout"):
        prove_layout(before, after)


def scatter_comments(text: str, dice: random.Random) -> str:
    """Marked comments in places where YAML allows them: on lines of their own, behind brackets and before keys."""
    lines = text.split("\n")
    out: list[str] = []
    in_block: int | None = None  # indentation of the key whose text in `|` goes on
    for before in lines:
        line = before
        indent = len(line) - len(line.lstrip())
        if in_block is not None and line.strip() and indent <= in_block:
            in_block = None
        if in_block is None and dice.random() < 0.15:
            out.append(" " * dice.randrange(12) + f"# 注{dice.randrange(10**6)}")
        if in_block is None and line.rstrip().endswith((":", "[", "]", "{", "}", "-")) and dice.random() < 0.2:
            line += f"  # 尾{dice.randrange(10**6)}"
        out.append(line)
        if in_block is None and re.search(r": [|>][-+0-9]*$", line):
            in_block = indent
    return "\n".join(out)


@pytest.mark.parametrize("seed", range(60))
def test_comments_anywhere_are_kept(copy: Path, seed: int) -> None:
    """The committed file in a random style with its keys in random order and comments scattered over it: all are there
    again, once, no value has changed, and a second time nothing changes.
    """
    dice = random.Random(seed)  # noqa: S311  # no secret
    file = dice.choice(FILES)
    data = yaml.load((copy / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # words only
    style = dice.choice([True, False, None])
    dumped = yaml.safe_dump(shuffle(data), allow_unicode=True, default_flow_style=style, sort_keys=False, width=10_000)
    if style is True:
        dumped = re.sub(
            r"(?<=[\[{,]) ", lambda _: dice.choice([" ", " ", "\n  "]), dumped.replace("{", "{ ").replace("[", "[ ")
        )
    text = scatter_comments(dumped, dice)
    if dice.random() < 0.3:
        text = text.rstrip("\n")
    write(copy, file, text)
    formatted = format_folder(copy)
    if formatted.problems:  # a comment behind a word: the loader takes it for text that is lost, and says so
        assert all("“ #”" in problem.message or "几行文字" in problem.message for problem in formatted.problems)
        return
    laid_out = formatted.changed.get(file, text)
    marks = re.findall(r"# [注尾]\d+", text)
    assert sorted(re.findall(r"# [注尾]\d+", laid_out)) == sorted(marks)
    values = [yaml.load(content, Loader=yaml.BaseLoader) for content in (text, laid_out)]  # noqa: S506  # words only
    assert values[0] == values[1]
    write(copy, file, laid_out)
    assert lay_out(copy) == {}


@pytest.mark.parametrize("file", FILES)
def test_a_file_without_a_last_line_end(copy: Path, file: str) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    write(copy, file, text.rstrip("\n"))
    assert lay_out(copy) == {file: text}
