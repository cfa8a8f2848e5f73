"""The editor's loop on real git repositories: typical edits, what the check says of each, and whom each affects."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from macros.check.checker import check_plan
from tests.conftest import PLAN
from tests.edits import Repository, create_repository

T13 = re.compile(r"          - id: t13-1\n(?:            .*\n)+")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return create_repository(tmp_path / "clone")


def changes_of(impact: dict[str, Any]) -> dict[str, str]:
    return {change["measure"]: change["kind"] for change in impact["changes"]["measures"]}


def sign_offs_of(impact: dict[str, Any]) -> dict[str, list[str]]:
    return {sign_off["name"]: sign_off["reasons"] for sign_off in impact["sign_offs"]}


def count_of(impact: dict[str, Any], name: str) -> tuple[int, int]:
    [count] = [count for count in impact["counts"] if count["name"] == name]
    return count["was"], count["now"]


def test_nothing_changed_says_so(repository: Repository) -> None:
    impact = repository.impact()
    assert impact["changes"] == {"measures": [], "units": [], "others": []}
    assert impact["files"] == impact["sign_offs"] == []
    assert repository.run("impact", "HEAD").stdout == "这次修改影响谁\n\n计划的内容没有变化。\n"
    assert repository.check() == []


def test_comments_and_layout_change_nothing_for_readers(repository: Repository) -> None:
    repository.edit("tasks.yaml", "    title: 一、主要目标\n", '    # 看一看\n    title: "一、主要目标"\n')
    [message] = repository.check()
    assert "排版和统一的写法不一样，运行 make format" in message
    assert repository.impact()["changes"] == {"measures": [], "units": [], "others": []}
    assert repository.run("format").stdout == "plan/tasks.yaml：已排好\n"
    assert repository.check() == []
    assert "    # 看一看\n    title: 一、主要目标\n" in repository.read("tasks.yaml")


def test_a_typo_in_a_text(repository: Repository) -> None:
    """The slip against the document is asked about, with the place in the words."""
    repository.edit("tasks.yaml", "加快推动10辆叉车电动化。", "加块推动10辆叉车电动化。")
    messages = repository.check()
    assert any("量化目标的“加快推动10辆叉车电动化”在正文里找不到" in message for message in messages)
    assert any(
        "提示：正文和收到的原文不一样：“车为重点，加”后面原文是“快”，这里是“块”。" in message for message in messages
    )


def test_a_text_reworded_is_a_redline_by_words(repository: Repository) -> None:
    repository.edit("tasks.yaml", "持续开展VOCs全流程整治", "常态化开展VOCs全流程整治")
    impact = repository.impact()
    assert list(changes_of(impact).values()) == ["changed"]
    text = repository.run("impact", "HEAD").stdout
    assert "[-持续-]{+常态化+}开展VOCs全流程整治" in text
    markdown = repository.run("impact", "HEAD", "--format", "markdown").stdout
    assert "<del>持续</del><ins>常态化</ins>开展VOCs全流程整治" in markdown
    assert sign_offs_of(impact) == {
        "各镇街": ["序号3 · 编号 t3-1：改文字"],
        "区生态环境局": ["序号3 · 编号 t3-1：改文字"],
        "中关村门头沟园管委会": ["序号3 · 编号 t3-1：改文字"],
    }
    assert {"tasks/3/", "plan/", "towns/tanzhesi/", "agencies/zgc-park/", "api/v1/plan.json"} <= set(impact["files"])
    assert "agencies/postal-west/" not in impact["files"]
    assert "towns/tanzhesi/deadlines.ics" not in impact["files"]  # the measure goes on: no event tells of it


def test_a_deadline_moved_without_a_record_is_asked(repository: Repository) -> None:
    repository.edit("tasks.yaml", "            due: 采暖季前\n", "            due: 10月底前\n")
    [message] = repository.check()
    assert "提示：完成时限由“采暖季前”改成“10月底前”，请在“moved”里写一条：was: 采暖季前" in message


@pytest.mark.parametrize(
    ("due", "direction"), [("10月底前", "earlier"), ("12月15日前", "later"), ("长期实施", "other")]
)
def test_a_deadline_moved_with_its_record(repository: Repository, due: str, direction: str) -> None:
    moved = f"due: {due}\n            moved:\n              - was: 采暖季前\n                on: 2023-09-01\n                why: 统一部署\n"
    repository.edit("tasks.yaml", "due: 采暖季前\n", moved)
    assert repository.check() == []
    impact = repository.impact()
    [change] = impact["changes"]["measures"]
    assert (change["measure"], change["why"]) == ("t23-1", "统一部署")
    assert change["deadline"]["was"] == "采暖季前（2023年11月14日前）"
    assert change["deadline"]["now"].startswith(due)
    assert change["deadline"]["direction"] == direction
    words = {"earlier": "时限提前", "later": "时限推迟", "other": "时限改变"}[direction]
    assert sign_offs_of(impact) == {"区城管委": [f"序号23 · 编号 t23-1：{words}"]}
    assert {"agencies/urban-management/deadlines.ics", "calendar/", "calendar/deadlines.ics"} <= set(impact["files"])


def test_a_body_swapped(repository: Repository) -> None:
    repository.edit("tasks.yaml", "lead: [邮政管理西局]", "lead: [区商务局]")
    messages = repository.check()
    assert any("量化目标的单位“邮政管理西局”不是本条的责任单位" in message for message in messages)
    text = repository.read("tasks.yaml")
    block = re.search(r"          - id: t10-3\n(?:            .*\n)+", text)
    assert block
    swapped = block[0].replace("units: [邮政管理西局]", "units: [区商务局]")
    (repository.plan / "tasks.yaml").write_text(text.replace(block[0], swapped), encoding="utf-8")
    assert repository.check() == []
    [change] = repository.impact()["changes"]["measures"]
    assert change["cells"] == [{"role": "牵头单位", "was": ["邮政管理西局"], "now": ["区商务局"]}]
    assert sign_offs_of(repository.impact()) == {
        "邮政管理西局": ["序号10 · 编号 t10-3：不再任牵头单位、量化目标有变"],
        "区商务局": ["序号10 · 编号 t10-3：新任牵头单位、量化目标有变"],
    }


def test_a_body_that_is_mistyped(repository: Repository) -> None:
    repository.edit("tasks.yaml", "lead: [邮政管理西局]", "lead: [邮政管理西区]")
    [name, *_] = repository.check()
    assert "牵头单位“邮政管理西区”没有登记，是不是“邮政管理西局”？" in name
    result = repository.run("impact", "HEAD")
    assert result.returncode == 1
    assert "没有登记，是不是“邮政管理西局”？" in result.stdout


def test_the_order_of_bodies_has_a_meaning(repository: Repository) -> None:
    repository.edit("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区生态环境局, 区财政局]")
    [message] = repository.check()
    assert "提示：牵头单位的先后变了：原来是区财政局、区生态环境局；现在是区生态环境局、区财政局" in message
    impact = repository.impact()
    [change] = impact["changes"]["measures"]
    assert change["cells"][0]["now"] == ["区生态环境局", "区财政局"]
    assert set(sign_offs_of(impact)) == {"区生态环境局", "区财政局"}
    assert all(reasons[0].endswith("：责任单位有变") for reasons in sign_offs_of(impact).values())


def insert_measure(repository: Repository, measure_id: str) -> None:
    """A measure before the only one of task 13, as printed in a row of its own; rows after it move by one."""
    text = repository.read("tasks.yaml")
    block = T13.search(text)
    assert block
    new = f"          - id: {measure_id}\n            text: |-\n              新增的一条。\n            due: 年底前\n            lead: [区交通局]\n            responsible: []\n            rows: [29]\n"
    after = text[block.start() :]
    after = re.sub(
        r"rows: \[([0-9, ]+)\]", lambda m: f"rows: [{', '.join(str(int(row) + 1) for row in m[1].split(', '))}]", after
    )
    (repository.plan / "tasks.yaml").write_text(text[: block.start()] + new + after, encoding="utf-8")
    repository.edit("plan.yaml", "  measures: 68\n  rows: 70\n", "  measures: 69\n  rows: 71\n")


def test_a_measure_inserted_in_the_middle(repository: Repository) -> None:
    insert_measure(repository, "t13-2")
    [message] = repository.check()
    assert "提示：正文的“新增的一条。”在收到的原文里找不到。" in message
    impact = repository.impact()
    assert changes_of(impact) == {"t13-2": "added"}
    assert count_of(impact, "措施（不含已撤销的）") == (68, 69)
    assert sign_offs_of(impact) == {"区交通局": ["序号13 · 编号 t13-2：新增措施、新任牵头单位"]}


def test_inserting_by_renumbering_is_refused(repository: Repository) -> None:
    """The usual mistake: the new one gets the old one's id, the old one the next."""
    insert_measure(repository, "t13-2")
    text = repository.read("tasks.yaml")
    text = text.replace("- id: t13-1\n", "- id: t13-x\n").replace("- id: t13-2\n", "- id: t13-1\n")
    (repository.plan / "tasks.yaml").write_text(text.replace("- id: t13-x\n", "- id: t13-2\n"), encoding="utf-8")
    messages = repository.check()
    assert any(
        re.match(r"tasks\.yaml:\d+:\d+: 编号“t13-1”在上一版里是“.+”，现在那一条编成了“t13-2”；", message)
        for message in messages
    )


def test_an_id_with_another_content_is_asked(repository: Repository) -> None:
    block = T13.search(repository.read("tasks.yaml"))
    assert block
    words = re.search(r"text: \|-\n((?:              .*\n)+)", block[0])
    assert words
    repository.edit("tasks.yaml", words[1], "              开展宣传活动。\n")
    messages = repository.check()
    assert any("现在几乎是另外的内容；是另一条措施的，请把原来那条写上“withdrawn”" in message for message in messages)


def test_a_measure_deleted_is_refused(repository: Repository) -> None:
    text = repository.read("tasks.yaml")
    block = T13.search(text)
    assert block
    (repository.plan / "tasks.yaml").write_text(
        text.replace(block[0], "").replace(
            "        title: 推进运输结构调整工作\n        measures:\n",
            "        title: 推进运输结构调整工作\n        measures: []\n",
        ),
        encoding="utf-8",
    )
    messages = repository.check()
    assert any(
        "上一版的措施“" in message and "（t13-1）不见了；撤销的措施要保留原文，写“withdrawn”。" in message
        for message in messages
    )


def test_a_task_withdrawn(repository: Repository) -> None:
    """All of its measures stay, each with day and reason."""
    text = repository.read("tasks.yaml")
    block = T13.search(text)
    assert block
    withdrawn = "            withdrawn:\n              on: 2023-07-05\n              why: 并入市级任务\n"
    now = re.sub(r"(            due: .*\n)", rf"\1{withdrawn}", block[0])
    (repository.plan / "tasks.yaml").write_text(text.replace(block[0], now), encoding="utf-8")
    assert repository.check() == []
    impact = repository.impact()
    [change] = impact["changes"]["measures"]
    assert (change["kind"], change["why"]) == ("withdrawn", "并入市级任务")
    assert count_of(impact, "已撤销的措施") == (0, 1)
    assert all("撤销措施" in reason for reasons in sign_offs_of(impact).values() for reason in reasons)
    repository.commit()
    (repository.plan / "tasks.yaml").write_text(text, encoding="utf-8")
    [message] = repository.check()
    assert "在上一版里已经撤销，现在没有“withdrawn”了" in message


def test_a_town_removed_from_a_group(repository: Repository) -> None:
    """No measure was touched, and yet one town loses every duty that it had through the name."""
    repository.edit("units.yaml", "东辛房街道, 大台街道]", "东辛房街道]")
    messages = repository.check()
    assert any("量化目标的单位“大台街道”不是本条的责任单位。" in message for message in messages)
    repository.edit("tasks.yaml", "斋堂镇, 清水镇, 大台街道]", "斋堂镇, 清水镇]")
    impact = repository.impact()
    assert count_of(impact, "牵头单位的责任")[0] - count_of(impact, "牵头单位的责任")[1] == len(
        [
            change
            for change in impact["changes"]["measures"]
            for reach in change["reach"]
            if reach["units"] == ["datai"] and reach["was"] == ["lead"] and reach["certain"]
        ]
    )
    text = repository.run("impact", "HEAD").stdout
    assert "统称包括的单位有变，不再负责：大台街道（牵头单位）：序号1 · 编号 t1-1、" in text
    assert "大台街道" in sign_offs_of(impact)
    assert {"towns/datai/", "towns/datai/deadlines.ics"} <= set(impact["files"])


def test_a_body_renamed_in_the_register_alone_is_one_message(repository: Repository) -> None:
    repository.edit("units.yaml", "name: 区城管委\n", "name: 区城市管理委\n")
    messages = [message for message in repository.check() if "提示" not in message]
    [unknown] = [message for message in messages if "没有登记" in message]
    assert re.search(
        r"主责单位“区城管委”没有登记，它现在登记为“区城市管理委”；原表还印着“区城管委”的，请把“区城管委”写进它的“variants”。"
        r"（共23处，另见第\d+(、\d+){7}等行）（登记处：plan/units.yaml）",
        unknown,
    )


def test_a_body_renamed_with_its_old_name_kept(repository: Repository) -> None:
    """The old name still stands in the printed cells, so it is kept as a variant."""
    repository.edit(
        "units.yaml",
        "name: 区城管委\n    kind: agency\n",
        "name: 区城市管理委\n    kind: agency\n    variants: [区城管委]\n",
    )
    repository.run("format")
    assert repository.check() == []
    [change] = repository.impact()["changes"]["units"]
    assert change["details"][0] == {"name": "名称", "was": ["区城管委"], "now": ["区城市管理委"]}
    assert repository.impact()["changes"]["measures"] == []


def test_a_body_renamed_without_its_old_name_is_asked(repository: Repository) -> None:
    for file in ("units.yaml", "tasks.yaml"):
        text = repository.read(file)
        (repository.plan / file).write_text(text.replace("邮政管理西局", "邮政管理西部局"), encoding="utf-8")
    [message] = [message for message in repository.check() if "units.yaml" in message]
    assert "提示：单位“邮政管理西局”改名为“邮政管理西部局”，请把“邮政管理西局”写进“renamed”" in message


def test_a_new_id_of_a_body_without_the_former_is_refused(repository: Repository) -> None:
    """With it, old page and feeds lead on, which test_record_and_redirect proves on the built site."""
    repository.edit("units.yaml", "- id: postal-west\n", "- id: postal-bureau-west\n")
    [message] = repository.check()
    assert (
        "上一版的单位“邮政管理西局”（postal-west）不见了；现在的编号是“postal-bureau-west”的，请写“former_ids: [postal-west]”"
        in message
    )
    repository.edit(
        "units.yaml",
        "    name: 邮政管理西局\n    kind: agency\n",
        "    name: 邮政管理西局\n    kind: agency\n    former_ids: [postal-west]\n",
    )
    repository.run("format")
    assert repository.check() == []
    impact = repository.impact()
    assert impact["changes"]["measures"] == []
    assert [detail["name"] for detail in impact["changes"]["units"][0]["details"]] == ["编号"]
    assert {"agencies/postal-bureau-west/", "agencies/postal-west/index.html"} <= set(impact["files"])


def test_a_number_of_a_task_is_an_address(repository: Repository) -> None:
    repository.edit("tasks.yaml", 'no: "27"', 'no: "28"')
    messages = repository.check()
    assert any("序号由27改成28，网址 /tasks/27/ 会失效" in message for message in messages)


def test_a_role_that_is_gone_is_refused(repository: Repository) -> None:
    repository.edit("plan.yaml", "  - id: responsible\n    name: 主责单位\n", "")
    assert any("上一版的责任栏“主责单位”（responsible）不见了。" in message for message in repository.check())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    title: 一、主要目标\n", "\ttitle: 一、主要目标\n", "制表符（Tab）"),
        ("    title: 一、主要目标\n", "    title：一、主要目标\n", "不能用中文冒号"),
        ("    title: 一、主要目标\n", "<<<<<<< HEAD\n    title: 一、主要目标\n=======\n    title: 一、目标\n>>>>>>> x\n", "合并冲突的标记"),
        ("lead: [永定镇]", "lead: [永定镇", "方括号没有成对"),
        ("    title: 一、主要目标\n", "    title: \"一、主要目标\n", "引号"),
        ("    title: 一、主要目标\n", "   title: 一、主要目标\n", "缩进"),
    ],
)  # fmt: skip
def test_a_file_broken_in_the_middle(repository: Repository, old: str, new: str, message: str) -> None:
    """Every command says what is wrong and where; none dies, and none writes."""
    repository.edit("tasks.yaml", old, new)
    broken = repository.read("tasks.yaml")
    for command in (
        ["check", "--base", "HEAD"],
        ["impact", "HEAD"],
        ["format"],
        ["schema"],
        ["record", "HEAD", "--why", "试"],
    ):
        result = repository.run(*command)
        assert result.returncode == 1, command
        assert re.search(rf"plan/tasks\.yaml:\d+:\d+: .*{re.escape(message)}", result.stdout), (command, result.stdout)
    assert repository.read("tasks.yaml") == broken


@pytest.mark.parametrize(("encoding", "line_end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\r\n")])
def test_what_windows_adds_is_no_change(repository: Repository, encoding: str, line_end: str) -> None:
    for file in ("tasks.yaml", "units.yaml", "plan.yaml", "deadlines.yaml"):
        text = repository.read(file).replace("\n", line_end)
        (repository.plan / file).write_bytes(text.encode(encoding))
    assert repository.check() == []
    assert repository.impact()["changes"] == {"measures": [], "units": [], "others": []}
    assert repository.run("format").stdout == ""


def test_the_encoding_of_windows_is_told(repository: Repository) -> None:
    (repository.plan / "tasks.yaml").write_bytes(repository.read("tasks.yaml").encode("gb18030"))
    for command in (["check"], ["impact", "HEAD"], ["format"], ["record", "HEAD", "--why", "试"]):
        result = repository.run(*command)
        assert result.returncode == 1
        assert "plan/tasks.yaml:2:1: 文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8 后再试。" in result.stdout


def test_a_base_that_is_not_there_is_told(repository: Repository) -> None:
    for command in (["check", "--base", "nowhere"], ["impact", "nowhere"], ["impact", "--", "--output=x"]):
        result = repository.run(*command)
        assert result.returncode == 2
        assert "找不到 git 版本" in result.stderr
    assert [path.name for path in repository.folder.iterdir() if path.name not in (".git", "plan")] == []


def test_a_base_that_is_broken_is_told(repository: Repository) -> None:
    """An error: a guard that compares with half of an edition guards nothing; an impact needs all of it."""
    good = repository.read("tasks.yaml")
    repository.edit("tasks.yaml", "lead: [邮政管理西局]", "lead: [邮政管理西局")
    repository.commit()
    (repository.plan / "tasks.yaml").write_text(good, encoding="utf-8")
    [message] = repository.check()
    assert re.search(r"plan.yaml:1:1: 上一版有\d处读不出来，.*不能算通过.*第一处：tasks.yaml 第301行", message)
    result = repository.run("impact", "HEAD")
    assert result.returncode == 1
    assert result.stdout == "上一版（HEAD）有 2 个问题，不能比较。\n"


def test_two_revisions_of_git_and_folders_compare_alike(repository: Repository, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(repository.plan, before)
    repository.edit("tasks.yaml", "持续开展VOCs全流程整治", "常态化开展VOCs全流程整治")
    repository.commit()
    by_git = repository.run("impact", "HEAD~1", "HEAD", "--format", "json").stdout
    by_folder = repository.run("impact", str(before), "plan", "--format", "json").stdout
    assert changes_of(repository.impact("HEAD~1")) == {"t3-1": "changed"}
    assert "常态化" in by_git
    assert by_git == by_folder


def swap(repository: Repository, file: str, **replaced: str) -> None:
    """Replace each name by the other wherever it stands."""
    text = repository.read(file)
    for old, new in replaced.items():
        text = text.replace(old, new)
    (repository.plan / file).write_text(text, encoding="utf-8")


def test_a_measure_that_moves_to_another_task_has_another_address(repository: Repository) -> None:
    text = repository.read("tasks.yaml")
    [block] = re.findall(r"          - id: t21-1\n(?:            .*\n)+", text)
    first = text.index("          - id: t22-1\n")
    moved = text[:first] + block + text[first:]
    moved = moved.replace(block, "", 1) if moved.index(block) < first else moved
    (repository.plan / "tasks.yaml").write_text(
        moved.replace("        measures:\n\n", "        measures: []\n\n"), encoding="utf-8"
    )
    messages = repository.check()
    assert any("措施 t21-1 换到了任务“" in message and "网址会变，请核对。" in message for message in messages)


def test_an_id_of_a_measure_that_was_changed_is_to_be_changed_back(repository: Repository) -> None:
    repository.edit("tasks.yaml", "- id: t13-1\n", "- id: t13-9\n")
    assert any(
        "编号由“t13-1”改成了“t13-9”；编号公布后不能改，请改回“t13-1”。" in message for message in repository.check()
    )


def test_a_body_that_was_merged_into_another(repository: Repository) -> None:
    """The one is gone and loses its duties, the other gains them; neither was renamed."""
    text = repository.read("units.yaml")
    [block] = re.findall(r"  - id: city-command\n(?:    .*\n)+", text)
    text = text.replace(block, "").replace(
        "    kind: agency\n    aliases: [城管委,",
        "    kind: agency\n    former_ids: [city-command]\n    aliases: [城管委,",
    )
    (repository.plan / "units.yaml").write_text(text, encoding="utf-8")
    swap(repository, "tasks.yaml", 区城指中心="区城管委")
    repository.run("format")
    impact = repository.impact()
    [merged] = [change for change in impact["changes"]["units"] if change["unit"] == "city-command"]
    assert (merged["kind"], merged["name"]) == ("removed", "区城指中心")
    assert merged["details"] == [{"name": "并入", "was": [], "now": ["区城管委"]}]
    assert any("新任" in reason for reason in sign_offs_of(impact)["区城管委"])
    assert any("不再任" in reason for reason in sign_offs_of(impact)["区城指中心"])


def test_what_pages_show_is_never_called_no_change(repository: Repository) -> None:
    """Every field that the site prints, one after the other."""
    edits = [
        ("plan.yaml", "short_title: 门头沟区", "short_title: 门头沟"),
        ("plan.yaml", "none_mark: ——", "none_mark: —"),
        ("plan.yaml", "  deadline: 完成时限", "  deadline: 时限"),
        ("plan.yaml", "    name: 主责单位", "    name: 责任单位"),
        ("deadlines.yaml", "basis: 长期开展，没有截止日期。", "basis: 长期开展。"),
        ("units.yaml", "    part_of: 区公安分局\n", ""),
        ("units.yaml", "name: 区税务局\n    kind: agency", "name: 区税务局\n    kind: enterprise"),
        (
            "tasks.yaml",
            "          - id: t20-1\n",
            "          - id: t20-1\n            notes:\n              - 试一试。\n",
        ),
        ("source/plan.txt", "严控降尘量", "严控降尘量 "),
    ]
    for file, old, new in edits:
        before = repository.read(file)
        assert old in before, old
        (repository.plan / file).write_text(before.replace(old, new, 1), encoding="utf-8")
        repository.run("format")
        changes = repository.impact()["changes"]
        assert changes["measures"] or changes["units"] or changes["others"], (file, new)
        (repository.plan / file).write_text(before, encoding="utf-8")


def test_a_role_that_gets_another_name_costs_nobody_a_duty(repository: Repository) -> None:
    repository.edit("plan.yaml", "    name: 主责单位", "    name: 责任单位")
    impact = repository.impact()
    assert impact["changes"]["measures"] == []
    assert count_of(impact, "责任单位的责任") == (315, 315)
    assert impact["changes"]["others"] == [
        {"name": "责任栏", "was": ["牵头单位", "主责单位"], "now": ["牵头单位", "责任单位"]}
    ]


def test_roles_in_another_order_change_no_measure(repository: Repository) -> None:
    repository.edit(
        "plan.yaml",
        "  - id: lead\n    name: 牵头单位\n  - id: responsible\n    name: 主责单位\n",
        "  - id: responsible\n    name: 主责单位\n  - id: lead\n    name: 牵头单位\n",
    )
    impact = repository.impact()
    assert impact["changes"]["measures"] == []
    assert sign_offs_of(impact) == {}


def test_possible_members_that_become_certain(repository: Repository) -> None:
    """A body that may have been meant and now surely is gains a duty, and loses none."""
    repository.edit("units.yaml", "    possible_members: [各镇街]\n", "    members: [斋堂镇, 清水镇]\n")
    impact = repository.impact()
    certain = [sign_off for sign_off in impact["sign_offs"] if sign_off["certain"]]
    assert {name for sign_off in certain for name in sign_off["units"]} == {"斋堂镇", "清水镇"}
    assert all("不再" not in reason for sign_off in certain for reason in sign_off["reasons"])
    assert not {"斋堂镇", "清水镇"} & {name for s in impact["sign_offs"] if not s["certain"] for name in s["units"]}


def test_a_renamed_body_alone_is_asked(repository: Repository) -> None:
    for file in ("units.yaml", "tasks.yaml"):
        swap(repository, file, 邮政管理西局="邮政管理西部局")
    assert set(sign_offs_of(repository.impact())) == {"邮政管理西部局"}


def test_two_measures_with_the_same_words_are_no_swap(repository: Repository) -> None:
    """One of them is corrected; the other one's words are still there."""
    for measure in ("t13-1", "t20-1"):
        text = repository.read("tasks.yaml")
        [block] = re.findall(rf"          - id: {measure}\n(?:            .*\n)+", text)
        words = re.search(r"text: \|-\n((?:              .*\n)+)", block)
        assert words
        (repository.plan / "tasks.yaml").write_text(
            text.replace(block, block.replace(words[1], "              落实监管责任。\n")), encoding="utf-8"
        )
    repository.commit()
    text = repository.read("tasks.yaml")
    (repository.plan / "tasks.yaml").write_text(
        text.replace("落实监管责任。", "落实监督管理责任。", 1), encoding="utf-8"
    )
    assert not any("编号不能换给别的措施用" in message for message in repository.check())


def test_a_text_that_still_states_the_former_deadline(repository: Repository) -> None:
    """The deadline was moved as the guide says; the words of the document stay."""
    text = repository.read("tasks.yaml")
    [block] = re.findall(r"          - id: t10-3\n(?:            .*\n)+", text)
    moved = "due: 2024年6月底前\n            moved:\n              - was: 年底前\n                on: 2023-09-01\n                why: 推迟\n"
    (repository.plan / "tasks.yaml").write_text(
        text.replace(block, block.replace("due: 年底前\n", moved)), encoding="utf-8"
    )
    assert repository.check() == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("巩固“无煤化”成果。", "", "后面少了“巩固“无煤化”成果。”"),
        ("尽最大努力巩固", "巩固", "“巩固空气质量”前面少了“尽最大努力”"),
        ("        title: 严控降尘量\n", "        title: 严空降尘量\n", "任务的标题“严空降尘量”在收到的原文里找不到"),
        ("              工程建设领域大力推广绿色环保产品，建立政府投资建设工程台账，在政府投资建设工程中，优先使用低VOCs含量产品。\n", "", "原文在这条旁边还有一段“工程建设领域大力推广绿色环保产品…”，这里没有。"),
        ("以工业园区等场所内3吨及以下", "以工业圆区等场所内3吨及以下", "“以工业”后面原文是“园”，这里是“圆”"),
    ],
)  # fmt: skip
def test_nothing_of_the_document_is_lost_unseen(repository: Repository, old: str, new: str, message: str) -> None:
    repository.edit("tasks.yaml", old, new)
    assert any(message in found for found in repository.check()), repository.check()


def test_a_note_excuses_what_it_quotes_and_no_more(repository: Repository) -> None:
    text = repository.read("tasks.yaml")
    [block] = re.findall(r"          - id: t24-1\n(?:            .*\n)+", text)
    changed = block.replace("10辆叉车", "20辆叉车").replace("value: 10\n", "value: 20\n")
    note = "            notes:\n              - 经批准，“推动20辆叉车”原为10辆。\n"
    changed = (
        re.sub(r"            notes:\n", note, changed)
        if "notes:" in changed
        else changed.replace("            rows:", note + "            rows:")
    )
    (repository.plan / "tasks.yaml").write_text(text.replace(block, changed), encoding="utf-8")
    assert repository.check() == []
    repository.edit("tasks.yaml", "以工业园区等场所内3吨及以下", "以工业圆区等场所内3吨及以下")
    [message] = repository.check()
    assert "“以工业”后面原文是“园”，这里是“圆”" in message


DUE = "            due: 采暖季前\n"
TWO_EDITIONS = [
    ("plan.yaml", "id: mentougou-air-2023", "id: mentougou-2023", "计划的编号由“mentougou-air-2023”改成“mentougou-2023”", True),
    ("plan.yaml", "revised_on: 2026-11-23", "revised_on: 2026-11-22", "revised_on 早于最近一次修订（2026-11-23）", True),
    ("plan.yaml", "revised_on: 2026-11-23", "revised_on: 2026-11-24", "revised_on 早于", False),
    ("tasks.yaml", "- id: t13\n", "- id: t31\n", "编号由“t13”改成了“t31”；编号公布后不能改，请改回“t13”", True),
    ("tasks.yaml", "- id: s2\n", "- id: s9\n", "上一版的部分“二、实施挥发性有机物（VOCs）治理专项行动”（s2）不见了。", True),
    ("units.yaml", "name: 永定镇\n    kind: town", "name: 永定镇\n    kind: agency", "“永定镇”的类别变了，网址会在", True),
    ("units.yaml", "name: 永定镇\n    kind: town", "name: 永定镇\n    kind: subdistrict", "的类别变了", False),
    ("units.yaml", "name: 区税务局\n    kind: agency", "name: 区税务局\n    kind: enterprise", "的类别变了", False),
    ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区审计局, 区财政局, 区生态环境局]", "先后变了", False),
    ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区税务局, 区财政局, 区生态环境局]",
     "牵头单位里排在最前面的由“区财政局”变成了“区税务局”，请核对。", True),
    ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区财政局, 区税务局, 区生态环境局]", "请核对", False),
    ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区生态环境局]", "排在最前面", False),
    ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区生态环境局, 区财政局]",
     "牵头单位的先后变了：原来是区财政局、区生态环境局；现在是区生态环境局、区财政局。", True),
    ("tasks.yaml", DUE, "            due: 10月底前\n", "请在“moved”里写一条：was: 采暖季前", True),
    ("tasks.yaml", DUE, "            due: 国庆前后\n", "请在“moved”里写一条", False),
    ("tasks.yaml", DUE, "            due: 2月30日前\n", "请在“moved”里写一条", False),
    ("tasks.yaml", DUE, "            due: 10月底前\n            moved:\n              - was: 9月底前\n"
     "                on: 2023-09-01\n                why: 无\n", "公布的时限是“采暖季前”，这里的 was 应写“采暖季前”。", True),
    ("tasks.yaml", DUE, "            due: 10月底前\n            moved:\n              - was: 采暖季前\n"
     "                on: 2023-09-01\n                why: 无\n", "was", False),
    ("units.yaml", "name: 区税务局\n    kind: agency\n    aliases: [税务局]",
     "name: 区税务分局\n    kind: agency\n    aliases: [税务局]\n    variants: [区税务局]", "请把“区税务局”写进“renamed”", False),
    ("units.yaml", "name: 区税务局\n    kind: agency\n    aliases: [税务局]",
     "name: 区税务分局\n    kind: agency\n    aliases: [税务局]", "单位“区税务局”改名为“区税务分局”，请把“区税务局”写进“renamed”", True),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message", "is_told"), TWO_EDITIONS)
def test_what_is_told_of_two_editions(
    tmp_path: Path,
    file: str,
    old: str,
    new: str,
    message: str,
    is_told: bool,  # noqa: FBT001
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    found = [problem.message for problem in check_plan(folder, PLAN)[1]]
    assert any(message in told for told in found) is is_told, found
    alone = [problem.message for problem in check_plan(folder)[1]]
    if is_told and "revised_on" not in message:
        assert not any(message in told for told in alone)  # without an earlier edition there is nothing to compare


def test_a_record_of_a_revision_that_is_gone_or_altered(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    record = folder / "revisions" / "2026-11-23.yaml"
    text = record.read_text(encoding="utf-8")
    message = "公布过的修订记录“revisions/2026-11-23.yaml”被改动或者删除了，请从 git 里恢复。"
    record.write_text(text.replace("本站首次整理发布", "首次发布"), encoding="utf-8")
    assert message in [problem.message for problem in check_plan(folder, PLAN)[1]]
    record.unlink()
    [problem] = [problem for problem in check_plan(folder, PLAN)[1] if problem.message == message]
    assert (Path(problem.place.path).name, problem.place.line, problem.place.column) == ("plan.yaml", 1, 1)


def move(was: str, on: str) -> str:
    return f"{DUE}            moved:\n              - was: {was}\n                on: {on}\n                why: 无\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "at"),
    [
        ("tasks.yaml", DUE, "            due: 采暖前\n", "完成时限“采暖前”没有登记", "采暖前\n"),
        ("tasks.yaml", DUE, "            due: 2月30日前\n", "里的日期不存在", "2月30日前\n"),
        ("tasks.yaml", DUE, "            due: 2034年底前\n", "年份不对", "2034年底前\n"),
        ("tasks.yaml", DUE, "            due: 10月底前\n", "请在“moved”里写一条", "10月底前\n"),
        ("tasks.yaml", DUE, "            due: 同上\n", "完成时限不能写“同上”", "同上\n"),
        ("tasks.yaml", DUE, move("采暖前", "2023-09-01"), "原来的时限“采暖前”没有登记", "采暖前\n"),
        ("tasks.yaml", DUE, move("2月30日前", "2023-09-01"), "里的日期不存在", "2月30日前\n"),
        ("tasks.yaml", DUE, move("采暖季前", "2023-09-01"), "和现在的一样", "采暖季前\n                on"),
        ("tasks.yaml", DUE, move("6月底", "2027-09-01"), "晚于 plan.yaml 的 revised_on", "2027-09-01\n"),
        ("tasks.yaml", DUE, move("6月底", "2021-12-31"), "比计划早得多", "2021-12-31\n"),
        ("tasks.yaml", DUE, move("9月底前", "2023-09-01").replace("due: 采暖季前", "due: 10月底前"), "这里的 was 应写", "9月底前\n"),
        ("tasks.yaml", "starts: 2023年11月起", "starts: 2034年11月起", "年份不对", "2034年11月起\n"),
        ("tasks.yaml", "starts: 2023年11月起", "starts: 2月30日起", "里的日期不存在", "2月30日起\n"),
        ("tasks.yaml", "starts: 2023年11月起", "starts: 3月起", "在正文里找不到", "3月起\n"),
        ("tasks.yaml", 'no: "27"', 'no: "28"', "网址 /tasks/27/ 会失效", '"28"\n'),
        ("tasks.yaml", "- id: t13\n", "- id: t31\n", "编号由“t13”改成了“t31”", "t31\n"),
        ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区税务局, 区财政局, 区生态环境局]", "排在最前面的由", "区税务局, "),
        ("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区生态环境局, 区财政局]", "的先后变了", "[区生态环境局, 区财政局]\n"),
        ("tasks.yaml", "lead: [永定镇]", "lead: [区生态环境局, 永安镇]", "“永安镇”没有登记", "永安镇]\n"),
        ("tasks.yaml", "lead: [永定镇]", "lead: [永定镇, 永定镇]", "写了两次", "永定镇]\n"),
        ("tasks.yaml", "lead: [永定镇]", "lead: [永定镇, 同上]", "不能写“同上”", "同上]\n"),
        ("units.yaml", "name: 永定镇\n    kind: town", "name: 永定镇\n    kind: agency", "的类别变了", "agency\n"),
        ("units.yaml", "name: 永定镇\n    kind: town", "name: 永定镇\n    kind: agency", "从名称看是 town", "agency\n"),
        ("units.yaml", "name: 区税务局\n", "name: 区税务分局\n", "改名为“区税务分局”", "区税务分局\n"),
        ("units.yaml", "part_of: 区公安分局", "part_of: 各镇街", "所属单位不能是统称", "各镇街\n"),
        ("units.yaml", "possible_members: [各镇街]", "possible_members: [永定镇, 各相关单位]", "是统称", "各相关单位]\n"),
        ("units.yaml", "aliases: [税务局]", "aliases: [税务局, 永定镇]", "已经登记过", "永定镇\n"),
        ("plan.yaml", "revised_on: 2026-11-23", "revised_on: 2026-11-22", "revised_on 早于", "2026-11-22\n"),
        ("plan.yaml", "id: mentougou-air-2023", "id: mentougou-2023", "计划的编号由", "mentougou-2023\n"),
        ("plan.yaml", "year: 2023", "year: 1999", "应在2000到2099之间", "1999\n"),
        ("plan.yaml", "tasks: 27", "tasks: 28", "声明有28项任务", "28"),
        ("plan.yaml", "rows: 70", "rows: 71", "原表第71行没有对应的措施", "71"),
        ("deadlines.yaml", "end: 11-14\n", "end: 11-13\n", "和登记的日期都对不上", "北京市采暖季"),
    ],
)  # fmt: skip
def test_a_problem_is_told_at_the_very_value(
    tmp_path: Path, file: str, old: str, new: str, message: str, at: str
) -> None:
    """Line and column are where an editor's program puts the cursor."""
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")
    [problem] = [problem for problem in check_plan(folder, PLAN)[1] if message in problem.message]
    assert Path(problem.place.path).name == file
    here = "".join(text.splitlines(keepends=True)[problem.place.line - 1 :])[problem.place.column - 1 :]
    assert here.startswith(at), here[:40]


def test_the_last_of_several_revisions_is_the_latest(tmp_path: Path) -> None:
    """The plan may not be older than that one, and every record keeps its own file."""
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    record = (folder / "revisions" / "2026-11-23.yaml").read_text(encoding="utf-8")
    later = folder / "revisions" / "2026-12-01.yaml"
    later.write_text(record.replace("2026-11-23", "2026-12-01"), encoding="utf-8")
    told = [problem.message for problem in check_plan(folder)[1]]
    assert "revised_on 早于最近一次修订（2026-12-01）。" in told
    base = tmp_path / "base"
    shutil.copytree(folder, base)
    later.unlink()
    told = [problem.message for problem in check_plan(folder, base)[1]]
    assert "公布过的修订记录“revisions/2026-12-01.yaml”被改动或者删除了，请从 git 里恢复。" in told


@pytest.mark.parametrize(
    ("file", "block", "message"),
    [
        ("plan.yaml", r"  - id: responsible\n    name: 主责单位\n", "上一版的责任栏“主责单位”（responsible）不见了。"),
        ("units.yaml", r"  - id: tax\n(?:    .*\n)+", "上一版的单位“区税务局”（tax）不见了；没有责任的单位也请保留"),
        ("tasks.yaml", r"          - id: t20-3\n(?:            .*\n)+", "（t20-3）不见了；撤销的措施要保留原文"),
    ],
)
def test_what_is_gone_is_told_at_the_top_of_its_file(tmp_path: Path, file: str, block: str, message: str) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    text, count = re.subn(block, "", (folder / file).read_text(encoding="utf-8"))
    assert count == 1
    (folder / file).write_text(text, encoding="utf-8")
    [problem] = [problem for problem in check_plan(folder, PLAN)[1] if message in problem.message]
    assert (Path(problem.place.path).name, problem.place.line, problem.place.column) == (file, 1, 1)
