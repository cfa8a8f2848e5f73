"""The checker refuses what it must: the all-wrong plan reads as its specification, then one case a trap."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from macros.check.checker import check_plan
from macros.check.rules import RULES, ComparingRule
from tests.conftest import OTHER, PLAN, ROOT, Breaker

DUE = "            due: 采暖季前\n"
WRONG = ROOT / "tests" / "data" / "wrong"


def run_check(folder: Path, options: Sequence[str] = (), **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "macros", "check", str(folder), *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        text=True,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("least", [0, 500], ids=["in two processes", "in one"])
def test_all_wrong_plan_gives_every_message_in_order(monkeypatch: pytest.MonkeyPatch, least: int) -> None:
    monkeypatch.setattr("macros.check.checker._LARGE", least)
    loaded, problems = check_plan(WRONG, may_fork=True)
    assert loaded is None
    expected = (WRONG / "messages.txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem).replace(f"{WRONG}", "tests/data/wrong") for problem in problems] == expected


def test_every_rule_refuses_something() -> None:
    """A rule that never speaks is inert. A wrong year or day and too much of all, which have cases elsewhere, would drown the others."""
    _, problems = check_plan(WRONG)
    alone = {rule.name for rule in RULES if not isinstance(rule, ComparingRule)}  # test_editing has the cases of others
    assert alone - {problem.rule for problem in problems} == {
        "year", "revised_on", "renames", "one_body", "members", "sizes", "revisions"
    }  # fmt: skip
    assert all(re.search("[一-龥]", rule.check.__doc__ or "") for rule in RULES)


def test_command_lists_all_problems_and_counts_them_once() -> None:
    result = run_check(WRONG)
    lines = result.stdout.splitlines()
    assert result.returncode == 1
    assert lines[:-2] == (WRONG / "messages.txt").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "共有 74 个问题，改好之前不能生成网站。另有 27 个提示，请核对。"
    assert result.stderr == ""


def test_the_plan_as_it_stands_passes() -> None:
    """Whatever editors have made of plan/ by now."""
    assert run_check(ROOT / "plan").returncode == 0


def test_command_passes_the_real_plan_and_another() -> None:
    assert run_check(PLAN).stdout == "检查通过：6 个部分、27 项任务、68 条措施、42 个单位。\n"
    assert run_check(OTHER).returncode == 0


def test_command_speaks_chinese_in_any_locale() -> None:
    assert run_check(WRONG, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="").stdout == run_check(WRONG).stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("plan.yaml", "year: 2023", "year: 1923", "年度“1923”不对，应在2000到2099之间。"),
        ("plan.yaml", "measures: 68", "measures: 67", "声明有67条措施，tasks.yaml 里实际有68条措施。"),
        ("tasks.yaml", "            rows: [12]\n", "            rows: [11]\n", "原表第12行没有对应的措施（共1行）。"),
        ("tasks.yaml", "lead: [永定镇]", "lead: [永安镇]", "牵头单位“永安镇”没有登记，是不是“永定镇”？"),
        (
            "tasks.yaml",
            "lead: [邮政管理西局]\n",
            "lead: []\n",
            "措施 t10-3 没有任何责任单位；原表就没有的，请在“notes”里写明“没有写责任单位”。",
        ),
        ("tasks.yaml", "            due: 采暖季前", "            due: 采暖前", "是不是“采暖季前”？"),
        ("tasks.yaml", "units_as: t14-1", "units_as: t14-4", "“units_as”只能写上一条措施的编号（应为“t14-1”）。"),
        ("tasks.yaml", "lead: [中铁三局四处]", "lead: [中铁三局四处, 中铁三局四处]", "“中铁三局四处”写了两次。"),
        (
            "tasks.yaml",
            "（区新能源汽车联席会议办公室）",
            "（区旧能源汽车联席会议办公室）",
            "是不是“区科信局（区新能源汽车联席会议办公室）”？",
        ),
        (
            "tasks.yaml",
            "lead: [区财政局, 区生态环境局]",
            "lead: [财政局, 区生态环境局]",
            "牵头单位“财政局”没有登记，是不是“区财政局”？",
        ),
        ("tasks.yaml", "words: 加快推动10辆叉车电动化", "words: 推动10台叉车", "在正文里找不到，请照抄正文。"),
        ("tasks.yaml", "units: [龙泉镇]", "units: [清水镇]", "量化目标的单位“清水镇”不是本条的责任单位。"),
        (
            "tasks.yaml",
            "lead: [区生态环境局, 大峪街道]",
            "lead: [区生态环境局，大峪街道]",
            "名称之间要用英文逗号和空格隔开",
        ),
        (
            "tasks.yaml",
            "lead: [区生态环境局, 大峪街道]",
            "lead: [区生态环境局、大峪街道]",
            "名称之间要用英文逗号和空格隔开",
        ),
        ("tasks.yaml", "lead: [区生态环境局, 大峪街道]", "lead: [石景山区生态环境局, 大峪街道]", "不能列入责任栏"),
        ("tasks.yaml", "            rows: [12]\n", "            rows: [12, 69]\n", "行号69重复了"),
        (
            "tasks.yaml",
            'no: "13"',
            'no: "31"',
            "序号12之后是31，中间缺了序号，或者顺序不对；原表就是这样的，把“序号12之后是31”写进 plan.yaml 的“confirmed”。",
        ),
        ("tasks.yaml", "value: 30\n", "value: 10\n", "数值“10”在原话“力争TSP年均浓度不进入全市后三十”里找不到。"),
        ("plan.yaml", "  - id: responsible", "  - id: total", "不能用“total”"),
        ("units.yaml", "aliases: [税务局]", "aliases: [税务局、税务分局]", "名称里不能有逗号、顿号、分号和空格"),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            moved:\n              - was: 采暖季前\n                on: 2023-09-01\n                why: 无\n",
            "原来的时限“采暖季前”和现在的一样。",
        ),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            moved:\n              - was: 采暖前\n                on: 2023-09-01\n                why: 无\n",
            "原来的时限“采暖前”没有登记。",
        ),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            moved:\n              - was: 2月30日前\n                on: 2023-09-01\n                why: 无\n",
            "里的日期不存在。",
        ),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            moved:\n              - was: 6月底\n                on: 2027-09-01\n                why: 无\n",
            "晚于 plan.yaml 的 revised_on",
        ),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            moved:\n              - was: 6月底\n                on: 2023-09-01\n                why: 无\n              - was: 7月底\n                on: 2023-08-01\n                why: 无\n",
            "要按日期先后排列",
        ),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            withdrawn:\n              on: 2027-09-01\n              why: 无\n",
            "撤销日期2027-09-01晚于",
        ),
        ("tasks.yaml", DUE, f"{DUE}            withdrawn:\n              on: 2023-09-01\n", "缺少“why”"),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            recurs:\n              - every: 每月\n                words: 低氮\n              - every: 每月\n                words: 改造\n",
            "“每月”写了两次，请合并成一条。",
        ),
        ("tasks.yaml", "- id: t20-1\n", "- id: ongoing\n", "编号“ongoing”是网页自己用的锚点"),
        ("tasks.yaml", DUE, "            due: 1900年3月起\n", "的年份不对"),
        ("tasks.yaml", DUE, "            due: 2025年每月\n", "完成时限“2025年每月”没有登记。"),
        ("plan.yaml", "source: source/plan.txt", "source: ../source/plan.txt", "读不出来"),
        ("units.yaml", "members: [永定镇,", "members: [永丰镇,", "成员“永丰镇”没有登记，是不是“永定镇”？"),
    ],
)
def test_one_slip_in_the_real_plan(break_plan: Breaker, file: str, old: str, new: str, message: str) -> None:
    messages = break_plan(file, old, new)
    assert any(message in found for found in messages), messages
    assert all(re.match(r"(plan|units|deadlines|tasks)\.yaml:[0-9]+:[0-9]+: ", found) for found in messages)


def test_a_measure_left_out_is_missed(break_plan: Breaker) -> None:
    """Counts and printed rows both tell: data cannot get lost silently."""
    text = (PLAN / "tasks.yaml").read_text(encoding="utf-8")
    [block] = re.findall(r"          - id: t13-1\n(?:            .*\n)+", text)
    messages = break_plan("tasks.yaml", block, "          []\n")
    assert any("声明有68条措施，tasks.yaml 里实际有67条措施。" in found for found in messages)
    assert any("原表第29行没有对应的措施（共1行）。" in found for found in messages)
    assert any("任务“推进运输结构调整工作”下面没有措施。" in found for found in messages)


@pytest.mark.parametrize("value", ["1.0", "010", "10_000", "0x10", "12:30", "一万", "1万", "true", "1e9"])
def test_numbers_are_not_bent(break_plan: Breaker, value: str) -> None:
    """YAML would read 010 as 8 and 12:30 as 750."""
    messages = break_plan("tasks.yaml", "value: 10000\n", f"value: {value}\n")
    [error] = [message for message in messages if "提示：" not in message]
    assert "value" in error or "数值" in error


def test_words_that_yaml_would_bend_stay_words(break_plan: Breaker) -> None:
    for word in ("no", "on", "12:30", "010", "0x1F", "1e3"):
        messages = break_plan("tasks.yaml", "due: 采暖季前", f"due: {word}")
        [error] = [message for message in messages if "提示：" not in message]
        assert f"完成时限“{word}”没有登记" in error


def test_measures_out_of_printed_order_are_told(break_plan: Breaker) -> None:
    text = (PLAN / "tasks.yaml").read_text(encoding="utf-8")
    first, second = (re.findall(rf"          - id: t20-{number}\n(?:            .*\n)+", text)[0] for number in (1, 2))
    messages = break_plan("tasks.yaml", first + second, second + first)
    assert [message.split(": ", 1)[1] for message in messages] == [
        "措施 t20-1（第53行）排在 t20-2（第54行）后面，和原表的顺序不一样。"
    ]


MOVED = "            moved:\n              - was: 6月底\n                on: {on}\n                why: 无\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "is_told"),
    [
        ("plan.yaml", "year: 2023", "year: 1999", "应在2000到2099之间", True),
        ("plan.yaml", "year: 2023", "year: 2000", "应在2000到2099之间", False),
        ("plan.yaml", "year: 2023", "year: 2099", "应在2000到2099之间", False),
        ("plan.yaml", "year: 2023", "year: 2100", "应在2000到2099之间", True),
        ("tasks.yaml", "            rows: [70]\n", "            rows: [71]\n", "行号71超出范围，原表共有70行", True),
        ("tasks.yaml", "            rows: [70]\n", "            rows: [71]\n", "原表第70行没有对应的措施（共1行）", True),
        ("tasks.yaml", "            rows: [1]\n", "            rows: [0]\n", "行号0超出范围", True),
        ("tasks.yaml", "            rows: [1]\n", "            rows: [1, 70]\n", "超出范围", False),
        ("plan.yaml", "rows: 70", "rows: 80", "原表第71、72、73、74、75、76、77、78、79、80行没有对应的措施（共10行）", True),
        ("plan.yaml", "rows: 70", "rows: 81", "第71、72、73、74、75、76、77、78、79、80等行没有对应的措施（共11行）", True),
        ("tasks.yaml", 'no: "13"', 'no: "12"', "序号12之后是12", False),  # check_ids tells that one
        ("tasks.yaml", 'no: "13"', 'no: "11"', "序号12之后是11，中间缺了序号，或者顺序不对", True),
        ("tasks.yaml", 'no: "13"', 'no: "十三"', "中间缺了序号", False),
        ("tasks.yaml", DUE, DUE + MOVED.format(on="2026-11-23"), "晚于 plan.yaml 的 revised_on", False),
        ("tasks.yaml", DUE, DUE + MOVED.format(on="2026-11-24"), "晚于 plan.yaml 的 revised_on", True),
        ("tasks.yaml", DUE, DUE + MOVED.format(on="2022-01-01"), "比计划早得多", False),
        ("tasks.yaml", DUE, DUE + MOVED.format(on="2021-12-31"), "比计划早得多", True),
        (
            "tasks.yaml",
            DUE,
            f"{DUE}            withdrawn:\n              on: 2026-11-23\n              why: 无\n",
            "晚于",
            False,
        ),
        ("tasks.yaml", "            due: 按时间节点完成\n            starts: 2023年11月起\n", "            due: 11月1日前\n            starts: 2023年11月起\n", "晚于完成时限", False),
        ("tasks.yaml", "            due: 按时间节点完成\n            starts: 2023年11月起\n", "            due: 10月底前\n            starts: 2023年11月起\n", "起始时间“2023年11月起”晚于完成时限“10月底前”", True),
        ("tasks.yaml", "            due: 按时间节点完成\n            starts: 2023年11月起\n", "            due: 10月1日起\n            starts: 2023年11月起\n", "完成时限“10月1日起”已有起始日期", True),
        ("tasks.yaml", "starts: 2023年11月起", "starts: 2034年11月起", "起始时间“2034年11月起”的年份不对", True),
        ("tasks.yaml", "starts: 2023年11月起", "starts: 11月底前", "起始时间“11月底前”看不懂", True),
        ("units.yaml", "part_of: 区公安分局", "part_of: 各镇街", "所属单位不能是统称或者它自己，现在是“各镇街”", True),
        ("units.yaml", "part_of: 区公安分局", "part_of: 区公安分局交通支队", "所属单位不能是统称或者它自己", True),
        ("units.yaml", "possible_members: [各镇街]", "possible_members: [各相关单位]", "成员“各相关单位”是统称", True),
        ("units.yaml", "possible_members: [各镇街]", "possible_members: [永定镇, 龙泉镇]", "是统称", False),
        ("plan.yaml", "  - id: responsible", "  - id: notes", "责任栏的编号“notes”和措施的字段同名", True),
    ],
)  # fmt: skip
def test_where_a_rule_begins_to_speak(
    break_plan: Breaker,
    file: str,
    old: str,
    new: str,
    message: str,
    is_told: bool,  # noqa: FBT001
) -> None:
    assert any(message in found for found in break_plan(file, old, new)) is is_told


@pytest.mark.parametrize(("count", "lines"), [(8, 7), (9, 8), (10, 8)])
def test_a_name_that_is_wrong_in_many_places_is_told_once(tmp_path: Path, count: int, lines: int) -> None:
    """With the first place, and at most eight more lines."""
    shutil.copytree(PLAN, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("lead: [区生态环境局") > count
    file.write_text(text.replace("lead: [区生态环境局", "lead: [区生态环保局", count), encoding="utf-8")
    [message] = [problem.message for problem in check_plan(tmp_path / "plan")[1] if "没有登记" in problem.message]
    assert f"牵头单位“区生态环保局”没有登记，是不是“区生态环境局”？（共{count}处，另见第" in message
    listed = message.partition("另见第")[2].partition("行）")[0]
    assert listed.count("、") + 1 == lines
    assert listed.endswith("等") == (count - 1 > 8)


@pytest.mark.parametrize(("count", "told"), [(8, 8), (9, 1)])
def test_a_role_left_out_everywhere_is_told_once(tmp_path: Path, count: int, told: int) -> None:
    shutil.copytree(PLAN, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8").replace("            responsible: []\n", "", count)
    file.write_text(text, encoding="utf-8")
    messages = [p.message for p in check_plan(tmp_path / "plan")[1] if "缺少“responsible”（主责单位）" in p.message]
    assert len(messages) == told
    assert messages[0].endswith(f"（同样的共{count}处）") == (told == 1)


@pytest.mark.parametrize(
    ("words", "value", "is_stated"),
    [
        ("30台", "30", True), ("130台", "30", False), ("305台", "30", False), ("30.5台", "30", False), ("0.30台", "30", False),
        ("30，5台", "30", True), ("5.0吨", "5.0", True), ("5.5吨", "5.5", True), ("2万台", "20000", True), ("2万台", "2", False),
        ("2亿元", "2", False), ("1.5万台", "15000", True), ("三台", "3", True), ("十台", "10", True), ("十二台", "12", True),
        ("二十台", "20", True), ("九十九台", "99", True), ("一百二十台", "20", False), ("十一台", "1", False), ("二十一台", "20", False),
        ("一百台", "100", False), ("负三台", "-3", False),
    ],
)  # fmt: skip
def test_which_words_state_a_figure(tmp_path: Path, words: str, value: str, is_stated: bool) -> None:  # noqa: FBT001
    """As a whole number, in figures or in Chinese, and no part of a longer one."""
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    target = (
        "            targets:\n              - name: 某\n                comparison: 为\n"
        f"                value: {value}\n                unit: 个\n                words: 更新{words}\n"
        "                units: [乙局]\n"
    )
    text = text.replace("3月起执行。", f"3月起更新{words}。").replace(
        "            rows: [4]\n", f"{target}            rows: [4]\n"
    )
    file.write_text(text, encoding="utf-8")
    told = [problem.message for problem in check_plan(tmp_path / "plan")[1]]
    assert any(f"在原话“更新{words}”里找不到" in message for message in told) is not is_stated, told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲,乙", ["“甲,乙”里的“,”是半角标点，中文里应为“，”"]), ("甲;乙", ["“甲;乙”里的“;”是半角标点，中文里应为“；”"]),
        ("某(甲)", ["“某(甲)”里的“(”是半角标点，中文里应为“（”", "“(甲)”里的“)”是半角标点，中文里应为“）”"]),
        ("A,乙", []), ("甲, 乙", []), ("PM2.5 (甲", ["“5 (甲”里的“(”是半角标点，中文里应为“（”"]),
        ("甲 乙", ["“甲 乙”里，汉字之间有空格，请删去"]), ("甲　乙", ["“甲　乙”里，汉字之间有空格，请删去"]), ("甲 A 乙", []),
        ("前面ＶＯＣ后面", ["“前面ＶＯＣ后面”里的“ＶＯＣ”不是通常的字符，应为“VOC”"]), ("环境", []),
        ("自然環境保护", ["“自然環境保”里的“環”是繁体字，应为“环”"]),
    ],
)  # fmt: skip
def test_each_slip_is_shown_with_two_characters_beside_it(tmp_path: Path, text: str, told: list[str]) -> None:
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace("title: 第一项", f"title: {text}"), encoding="utf-8")
    found = [problem.message for problem in check_plan(tmp_path / "plan")[1] if problem.rule == "slips"]
    assert found == [f"{message}；没有问题的，写进“confirmed”。" for message in told]


def test_problems_are_told_file_by_file_in_reading_order(tmp_path: Path) -> None:
    shutil.copytree(OTHER, tmp_path / "plan")
    for name, old, new in (
        ("tasks.yaml", "lead: [甲局]", "lead: [丙局]"),
        ("plan.yaml", "measures: 4", "measures: 5"),
        ("units.yaml", "kind: group", "kind: town"),
        ("deadlines.yaml", "precision: day\n", ""),
    ):
        file = tmp_path / "plan" / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    found = [(Path(p.place.path).name, p.place.line, p.place.column) for p in check_plan(tmp_path / "plan")[1]]
    files = ["plan.yaml", "units.yaml", "deadlines.yaml", "tasks.yaml", "progress.yaml"]
    assert list(dict.fromkeys(name for name, _, _ in found)) == files
    assert found == sorted(found, key=lambda place: (files.index(place[0]), *place[1:]))


@pytest.mark.parametrize(
    ("limit", "least", "message"),
    [
        # the longest measure: 58 characters in seven places, 20 for each of which
        ("LONGEST_MEASURE", 198, "措施 first-1 的文字太多（约198个字，最多197个）"),
        ("MOST_NAMES", 2, "协办单位有2个，太多了，最多1个"),
        ("MOST_WORDINGS", 1, "时限说法登记了1种，太多了，最多0种"),
        # 3 + 1 + 2 names, and one in the last; 有关部门 may be two bodies
        ("MOST_DUTIES", 8, "到这一条，措施和单位的组合已超过7个"),
    ],
)
def test_where_a_plan_becomes_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, least: int, message: str
) -> None:
    """A plan of just so much is read; where the limit is one less, that alone is told."""
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "units.yaml"
    text = file.read_text(encoding="utf-8")
    if limit == "MOST_DUTIES":
        text = text.replace("    kind: group\n", "    kind: group\n    possible_members: [甲局, 乙局]\n")
        file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(f"macros.check.rules.sizes.{limit}", least)
    assert check_plan(tmp_path / "plan")[1] == []
    monkeypatch.setattr(f"macros.check.rules.sizes.{limit}", least - 1)
    problems = check_plan(tmp_path / "plan")[1]
    assert [message in problem.message for problem in problems] == [True]
    assert problems[0].rule == "sizes"
    plan_file = tmp_path / "plan" / "plan.yaml"  # nor is more told where something cannot be read as well
    plan_file.write_text("colour: red\n" + plan_file.read_text(encoding="utf-8"), encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("name: 甲局", "name: 乙局"), encoding="utf-8")
    assert "names" not in {problem.rule for problem in check_plan(tmp_path / "plan")[1]}


def test_of_one_rule_no_more_is_told_than_anybody_mends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = re.sub("due: .*", "due: 不知何时", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    for most, count in ((5, 4), (4, 5), (2, 3)):
        monkeypatch.setattr("macros.check.checker.MOST_FINDINGS", most)
        told = [problem for problem in check_plan(tmp_path / "plan")[1] if problem.rule == "deadlines"]
        assert len(told) == count
        assert (told[-1].message == f"这一类问题已有{most}处，后面的没有再看；改好以后请再查一次。") == (count > most)


#: The other plan as it may have been received: cells between tabs, several lines in some.
RECEIVED = """某市示例2024年行动计划
工作任务
1.1\t第一项\t在采暖季<b>加强</b>巡查，{{ 不是模板 }}，*不是强调*。
第二段。\t采暖季\t甲局\t甲局
有关部门\t/
1.1\t第一项\t每月检查一次，乙配合。\t每月\t甲局\t/\t/
1.2\t第二项\t2月29日前完成。\t2月29日前\t乙局\t/\t甲局
1.2\t第二项\t3月起执行。\t3月起\t乙局\t/\t/
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", []),
        ("每月检查一次，乙配合。", "每月 检查一次，\n\n乙配合。", []),
        ("每月检查一次，", "每月检查一次[bookmark: _GoBack]，", []),
        ("第一项", "第\n一项", []),
        ("检查一次", "检查两次", ["正文和收到的原文不一样：“每月检查”后面原文是“两”，这里是“一”。"]),
        ("每月检查", "要每月检查", ["正文和收到的原文不一样：“每月检查一次”前面少了“要”。"]),
        ("乙配合。", "乙配合", ["正文的“每月检查一次，乙配合。”在收到的原文里找不到。"]),
        ("第二段。\t", "第二段。\n还有一段没有收进来的比较长的话。\t", ["原文在这条旁边还有一段“还有一段没有收进来的比较长的话。”，这里没有。"]),
        (
            "第二段。\t",
            "第二段。\n还有一段没有收进来的比较长的话了。\t",
            ["原文在这条旁边还有一段“还有一段没有收进来的比较长的话了…”，这里没有。"],
        ),
        ("\n第二段。", "", ["正文的“第二段。”在收到的原文里找不到。"]),
        ("工作任务", "", ["部分的标题“工作任务”在收到的原文里找不到"]),
        ("某市示例2024年", "某市2024年", ["文件标题“某市示例2024年行动计划”在收到的原文里找不到"]),
    ],
)  # fmt: skip
def test_the_document_received_is_compared_word_by_word(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("revised_on:", "source: received.txt\nrevised_on:"), encoding="utf-8")
    assert old in RECEIVED
    (tmp_path / "plan" / "received.txt").write_text(RECEIVED.replace(old, new) if old else RECEIVED, encoding="utf-8")
    found = [problem.message for problem in check_plan(tmp_path / "plan")[1] if problem.rule == "source"]
    assert len(found) == len(told), found
    assert all(message.startswith(start) for message, start in zip(found, told, strict=True)), found


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("units.yaml", "aliases: [乙]", "aliases: [乙, 丙, 丁]", "“aliases”有3个，太多了，最多2个"),
        ("units.yaml", "former_ids: [old-bureau]", "former_ids: [a, b, c]", "“former_ids”有3个，太多了，最多2个"),
        (
            "tasks.yaml",
            "            rows: [4]\n",
            "            targets:\n              - name: 某\n                comparison: 为\n                value: 3\n"
            "                unit: 月\n                words: 3月起\n                units: [乙局, 甲局, 乙]\n"
            "            rows: [4]\n",
            "量化目标“某”的单位有3个，太多了，最多2个",
        ),
    ],
)
def test_every_list_of_names_has_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, message: str
) -> None:
    shutil.copytree(OTHER, tmp_path / "plan")
    text = (tmp_path / "plan" / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "plan" / file).write_text(text.replace(old, new), encoding="utf-8")
    for most, is_told in ((2, True), (3, False)):
        monkeypatch.setattr("macros.check.rules.sizes.MOST_NAMES", most)
        found = [problem.message for problem in check_plan(tmp_path / "plan")[1]]
        assert any(message in told for told in found) is is_told


def test_no_id_takes_an_anchor_of_the_pages(tmp_path: Path) -> None:
    """Every anchor that a template or a hub page writes: two of a kind on one page, and a link leads to the wrong one."""
    sources = [*(ROOT / "macros" / "html" / "templates").rglob("*.html"), *(ROOT / "docs").rglob("*.md")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources if "developers" not in path.parts)
    anchors = set(re.findall(r'id="([a-z][a-z-]*[a-z])"', text))
    assert {"top", "partners", "withdrawn", "filter-words"} <= anchors
    shutil.copytree(OTHER, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    plan = file.read_text(encoding="utf-8")
    for anchor in sorted(anchors):
        file.write_text(plan.replace("- id: second-2\n", f"- id: {anchor}\n"), encoding="utf-8")
        told = [problem.message for problem in check_plan(tmp_path / "plan")[1]]
        assert f"编号“{anchor}”是网页自己用的锚点，请换一个。" in told


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2206-11-23", "整理日期2206-11-23不对，应在2000到2099年之间。"),
        ("1969-12-31", "整理日期1969-12-31不对，应在2000到2099年之间。"),
        ("2062-11-23", "整理日期2062-11-23离计划年度（2023）太远，请核对；没有问题的，写进“confirmed”。"),
        ("2021-11-23", "整理日期2021-11-23离计划年度（2023）太远，请核对；没有问题的，写进“confirmed”。"),
        ("2022-01-01", ""),
        ("2033-12-31", ""),
    ],
)
def test_a_date_of_the_data_far_from_the_plan_is_asked_about(break_plan: Breaker, day: str, message: str) -> None:
    found = [
        problem
        for problem in break_plan("plan.yaml", "revised_on: 2026-11-23", f"revised_on: {day}")
        if "整理日期" in problem
    ]
    assert [problem.partition(": ")[2].removeprefix("提示：") for problem in found] == [message] * bool(message)


def test_a_far_date_that_was_confirmed_is_not_asked_about(break_plan: Breaker) -> None:
    new = "revised_on: 2062-11-23\nconfirmed: [整理日期2062-11-23]"
    text = (PLAN / "plan.yaml").read_text(encoding="utf-8")
    assert "\nconfirmed:" not in text
    assert not [problem for problem in break_plan("plan.yaml", "revised_on: 2026-11-23", new) if "太远" in problem]


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_names_that_windows_keeps_are_refused(break_plan: Breaker, name: str) -> None:
    """The offline copy is unpacked there: agencies/con/ cannot be made."""
    [message] = [
        problem
        for problem in break_plan("units.yaml", "id: urban-management\n", f"id: {name}\n")
        if "Windows" in problem
    ]
    assert f"不能用“{name}”，它是Windows 保留的名字，那里建不了这样的文件。" in message


@pytest.mark.parametrize("no", ["CON", "aux.1", "Nul", "index.html", "INDEX", "1..2"])
def test_numbers_that_are_no_folder_are_refused(break_plan: Breaker, no: str) -> None:
    found = break_plan("tasks.yaml", 'no: "27"', f'no: "{no}"')
    assert any(("不能用" in problem or "序号只能用" in problem) and f"“{no}”" in problem for problem in found)


def test_numbers_that_differ_by_case_alone_are_refused(break_plan: Breaker, tmp_path: Path) -> None:
    break_plan("tasks.yaml", 'no: "26"', 'no: "A1"')
    path = tmp_path / "plan" / "tasks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('no: "27"', 'no: "a1"'), encoding="utf-8")
    [message] = [problem.message for problem in check_plan(tmp_path / "plan")[1] if "大小写" in problem.message]
    assert message == "序号“a1”和“A1”只差大小写，在 Windows 上会变成同一个文件夹；请换一个。"


@pytest.mark.parametrize(
    "sign", ["\U0001d159", "\U00016fe4", "\U00013430", "\U0001343f", "\u0378", "\U000e1000", "\U00040000"]
)
def test_characters_that_no_font_shows_are_refused_in_running_text(break_plan: Breaker, sign: str) -> None:
    found = break_plan("plan.yaml", "status_note: 本文件", f"status_note: 本{sign}文件")
    assert any(f"这一行有看不见的字符（U+{ord(sign):04X}" in problem for problem in found)


@pytest.mark.parametrize("sign", ["𠀀", "é", "α", "℃", "㎡", "Ⅱ", "①", "\U0002ebf0", "μ", "😀"])
def test_rare_characters_that_are_shown_are_taken(break_plan: Breaker, sign: str) -> None:
    found = break_plan("plan.yaml", "status_note: 本文件", f"status_note: 本{sign}文件")
    assert not any("看不见" in problem for problem in found)
