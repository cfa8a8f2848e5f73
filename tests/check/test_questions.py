"""Questions of the check to a person: each rule on the real plan, and how each question is answered for good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.exports.problem_report import PROBLEM_FORMATS
from macros.store.problems import Level, Place, Problem
from macros.words.running_text import FIGURE, find_deadlines
from tests.check.test_check import run_check
from tests.conftest import PLAN, Breaker, load

DUE = "            due: 采暖季前\n"
TEXT = "加快推动10辆叉车电动化。"
MEASURE = "          - id: t23-1\n            text: |-\n"


def test_the_real_plan_leaves_no_question() -> None:
    result = run_check(PLAN)
    assert result.stdout == "检查通过：6 个部分、27 项任务、68 条措施、42 个单位。\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "question"),
    [
        ("units.yaml", "name: 永定镇\n    kind: town", "name: 永定镇\n    kind: agency", "“永定镇”的类别填的是 agency，从名称看是 town（镇），请核对；没有问题的，把名称写进“confirmed”。"),
        ("units.yaml", "name: 大峪街道\n    kind: subdistrict", "name: 大峪街道\n    kind: town", "从名称看是 subdistrict（街道）"),
        ("units.yaml", "name: 区税务局\n    kind: agency", "name: 区税务局\n    kind: town", "从名称看是 agency（部门单位）"),
        ("units.yaml", "name: 各相关单位\n    kind: group", "name: 各相关单位\n    kind: agency", "从名称看是 group（统称）"),
        ("units.yaml", "  - id: tax\n", "  - id: tax-2\n    name: 区稅务局\n    kind: agency\n  - id: tax\n", "“区税务局”和第{line}行的“区稅务局”几乎一样"),
        ("units.yaml", "  - id: tax\n", "  - id: tax-2\n    name: 区税务局（本级）\n    kind: agency\n    aliases: [稅務]\n  - id: tax\n", "里的“稅”是繁体字，应为“税”"),
        ("plan.yaml", "status: 征求意见稿", "status: 征求意见稿 （草案）", "汉字之间有空格，请删去"),
        ("tasks.yaml", "    title: 一、主要目标\n", "    title: 一,主要目标\n", "里的“,”是半角标点，中文里应为“，”"),
        ("tasks.yaml", "    title: 一、主要目标\n", "    title: 一、主要目标(一)\n", "半角标点"),
        ("tasks.yaml", "    title: 一、主要目标\n", "    title: 一、主要目标２\n", "里的“２”不是通常的字符，应为“2”"),
        ("tasks.yaml", "    title: 一、主要目标\n", "    title: 一、主要⽬标\n", "里的“⽬”不是通常的字符，应为“目”"),
        ("tasks.yaml", "    title: 一、主要目标\n", "    title: 一、主要目標\n", "里的“標”是繁体字，应为“标”"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              会同区税务局检查。\n", "正文提到“区税务局”，责任栏里没有；只是提到的，请写进“mentions”。"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              会同税务局检查。\n", "正文提到“税务局”（区税务局），责任栏里没有"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              2023年12月15日前完成。\n", "正文写“2023年12月15日前”（2023年12月15日），完成时限“采暖季前”是2023年11月14日，请核对"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              6月底前完成。\n", "正文写“6月底前”（2023年6月30日），完成时限“采暖季前”是2023年11月14日"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              3月起进行。\n", "正文写“3月起”，请在“starts”里照抄"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              改造12台锅炉。\n", "正文里的“12台”没有写成量化目标（targets）"),
        ("tasks.yaml", MEASURE, f"{MEASURE}              减少百分之三十。\n", "正文里的“百分之三十”没有写成量化目标"),
        ("tasks.yaml", "value: 60\n", "value: 160\n", "的数值“160”不在0到100之间"),
        ("tasks.yaml", "value: 10000\n", "value: -1\n", "的数值“-1”小于零，请核对"),
        ("tasks.yaml", "value: 60\n", "value: 101\n", "的数值“101”不在0到100之间"),
        ("tasks.yaml", "value: 60\n", "value: -1\n", "的数值“-1”不在0到100之间"),
        ("tasks.yaml", "value: 10000\n", "value: 10000.5\n", "的数值“10000.5”不是整数，单位却是“户”"),
    ],
)  # fmt: skip
def test_a_question_about_the_real_plan(break_plan: Breaker, file: str, old: str, new: str, question: str) -> None:
    messages = [message for message in break_plan(file, old, new) if "提示：" in message]
    before, _, after = question.partition("{line}")
    assert any(before in message and after in message for message in messages), messages


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("会同区税务局检查。", "            mentions:\n              - unit: 区税务局\n                words: 会同区税务局检查\n"),
        ("会同区税务局检查。", "            confirmed:\n              - 会同区税务局检查\n"),
        ("6月底前完成一半。", "            confirmed:\n              - 6月底前完成一半\n"),
        ("6月底前摸底，11月14日前完成。", ""),
        ("改造12台锅炉。", "            confirmed:\n              - 12台锅炉\n"),
        ("改造12台锅炉。", "            targets:\n              - name: 锅炉\n                comparison: 为\n                value: 12\n                unit: 台\n                words: 改造12台锅炉\n                units: [区城管委]\n"),
    ],
)  # fmt: skip
def test_a_question_that_was_answered_is_not_asked_again(break_plan: Breaker, words: str, answer: str) -> None:
    """But for the one about the document received, which a visible note answers."""
    text = (PLAN / "tasks.yaml").read_text(encoding="utf-8")
    [block] = [block for block in text.split("          - id: ") if block.startswith("t23-1\n")]
    lines = block.replace("            text: |-\n", f"            text: |-\n              {words}\n")
    at = lines.index("            rows:")
    note = f"            notes:\n              - 本站试加了“{words}”。\n"
    assert break_plan("tasks.yaml", block, lines[:at] + answer + note + lines[at:]) == []


def test_towns_named_one_by_one_must_all_be_named(break_plan: Breaker) -> None:
    messages = break_plan("tasks.yaml", "lead: [永定镇]", "lead: [永定镇, 龙泉镇]")
    assert not any("点了别的镇街的名" in message for message in messages)  # the text names none
    text = (PLAN / "tasks.yaml").read_text(encoding="utf-8")
    [block] = [block for block in text.split("          - id: ") if "lead: [永定镇]" in block]
    changed = block.replace("lead: [永定镇]", "lead: [永定镇, 龙泉镇]").replace(
        "text: |-\n", "text: |-\n              永定镇先行。\n"
    )
    messages = break_plan("tasks.yaml", block, changed)
    assert any(
        "责任栏列了“龙泉镇”，正文点了别的镇街的名，没有点它，请核对；没有问题的，在“notes”里说明。" in message
        for message in messages
    )
    answered = changed.replace(
        "            rows:",
        "            notes:\n              - “永定镇先行”以外，龙泉镇由编者按原表列出。\n            rows:",
    )
    messages = break_plan(
        "tasks.yaml",
        block,
        answered
        if "notes:" not in changed
        else changed.replace(
            "            notes:\n", "            notes:\n              - “永定镇先行”以外，龙泉镇由编者按原表列出。\n"
        ),
    )
    assert not any("点了别的镇街的名" in message for message in messages)


def test_words_of_a_mention_that_name_another_body(break_plan: Breaker) -> None:
    messages = break_plan(
        "tasks.yaml",
        "              - unit: 区公安分局交通支队\n                words: 区公安分局交通支队\n",
        "              - unit: 区税务局\n                words: 区公安分局交通支队\n",
    )
    assert any(
        "“区公安分局交通支队”说的是区公安分局交通支队，不是区税务局；没有问题的，写进“confirmed”。" in message
        for message in messages
    )


def test_slips_that_the_document_has_are_its_own(break_plan: Breaker) -> None:
    """Character for character: what is printed so is published so."""
    source = (PLAN / "source" / "plan.txt").read_text(encoding="utf-8")
    assert "DB11/ 1983-2022" in source
    assert break_plan("plan.yaml", "year: 2023\n", "year: 2023\n\n")[0].endswith("（只动排版）。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年6月底前完成，9月30日前验收", [("2023年6月底前", "2023-06-30"), ("9月30日前", "2023-09-30")]),
        ("到2025年底基本消除", [("2025年底", "2025-12-31")]),
        ("6-9月加强，上半年小结", [("6-9月", "2023-09-30"), ("上半年", "2023-06-30")]),
        ("一季度末通报；二季度末再通报", [("一季度末", "2023-03-31"), ("二季度末", "2023-06-30")]),
        ("（2022年版）、GB 3095-2012、2月30日前、PM2.5", []),
    ],
)
def test_dates_in_running_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(words, str(end)) for words, _, end in find_deadlines(text, 2023)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("抽检10%的工地，PM2.5下降3.5 ％", ["10%", "3.5 ％"]),
        ("2万辆次、1万余户、5.0吨/平方公里·月、100米", ["2万辆次", "1万余户", "5.0吨", "100米"]),
        ("DB11/ 1983-2022、国道109沿线、2023年11月、“十四五”、第3条", []),
        ("百分之八十以上", ["百分之八十"]),
    ],
)
def test_figures_in_running_text(text: str, found: list[str]) -> None:
    assert [match[0] for match in FIGURE.finditer(text)] == found


def test_strict_lets_no_question_pass(tmp_path: Path) -> None:
    wrong = Path("tests/data/other")
    assert run_check(wrong).returncode == 0
    target = tmp_path / "plan"
    target.mkdir()
    for path in wrong.iterdir():
        text = path.read_text(encoding="utf-8")
        (target / path.name).write_text(text.replace("第一项", "第一項"), encoding="utf-8")
    assert run_check(target).returncode == 0
    assert run_check(target, options=["--strict"]).returncode == 1


PROBLEMS = [
    Problem(Place("plan/a,b:c.yaml", 3, 5), "bodies", "100%\r\n::error::假的", Level.ERROR),
    Problem(Place("plan/tasks.yaml", 4, 1), "slips", "请核对", Level.WARNING),
]


def test_annotations_of_a_workflow_cannot_be_forged() -> None:
    """A text of the plan may hold what GitHub would take for a command of ours."""
    assert PROBLEM_FORMATS["github"](None, PROBLEMS).splitlines() == [
        "::error file=plan/a%2Cb%3Ac.yaml,line=3,col=5,title=问题::100%25%0D%0A::error::假的",
        "::warning file=plan/tasks.yaml,line=4,col=1,title=提示::请核对",
        "共有 1 个问题，改好之前不能生成网站。另有 1 个提示，请核对。",
    ]


def test_json_holds_every_problem() -> None:
    report = json.loads(PROBLEM_FORMATS["json"](None, PROBLEMS))
    assert report["passed"] is False
    assert report["problems"][1] == {
        "path": "plan/tasks.yaml", "line": 4, "column": 1, "level": "warning", "rule": "slips", "message": "请核对",
    }  # fmt: skip
    assert json.loads(PROBLEM_FORMATS["json"](load(PLAN), []))["passed"] is True
