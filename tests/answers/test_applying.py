"""Answers that a person writes, as they come out in the plan's other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.__main__ import main
from macros.answers.applying import apply_answers
from macros.check.checker import check_plan
from tests.imports.reading import load, row, take

ROWS = (
    row("1", "任务一", "措施一。", "年底前", "市甲乙丙丁委", "各区政府、东区政府", "某航东北地区、管理局")
    + row("2", "任务二", "措施二。", "汛期前", "市甲乙和丙丁委", "西区政府", "——")
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    take(tmp_path, ROWS)
    return tmp_path / "plan"


def ask(folder: Path, kind: str, words: str, answer: Any, proposal: list[str] | None = None) -> None:
    """Write answers.yaml with one question, as an import would have left it and a person answered."""
    question = {"kind": kind, "words": words, "question": "怎么办？", "proposal": proposal or [], "answer": answer}
    text = f"questions:\n  - {json.dumps(question, ensure_ascii=False)}\n"
    (folder / "answers.yaml").write_text(text, encoding="utf-8")


def answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run `make answer`; what it says."""
    assert main(["answer", str(folder)]) == 0
    assert check_plan(folder)[0] is not None
    return capsys.readouterr().out


def find_unit(folder: Path, name: str) -> Any:
    return next((unit for unit in load(folder / "units.yaml")["units"] if unit["name"] == name), None)


def test_a_proposal_is_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "members", "各区政府", "接受", ["东区政府", "西区政府"])
    assert answer(folder, capsys) == "“各区政府”：包括2个单位\n"
    assert find_unit(folder, "各区政府")["members"] == ["东区政府", "西区政府"]
    assert not (folder / "answers.yaml").exists(), "nothing is open any more"
    assert answer(folder, capsys) == "没有要定的事。\n"


def test_members_that_nobody_knew_are_registered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "members", "各区政府", ["东区政府", "西区政府", "北区政府"])
    assert answer(folder, capsys) == "“各区政府”：包括3个单位，新登记了北区政府\n"
    assert find_unit(folder, "北区政府")["kind"] == "district"


def test_a_proposal_is_accepted_with_one_more(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Most of the districts were known; nobody types them all again for the last one."""
    ask(folder, "members", "各区政府", ["接受", "北区政府"], ["东区政府", "西区政府"])
    assert answer(folder, capsys) == "“各区政府”：包括3个单位，新登记了北区政府\n"
    assert find_unit(folder, "各区政府")["members"] == ["东区政府", "西区政府", "北区政府"]


def test_members_that_are_only_possible_or_not_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "members", "各区政府", "可能", ["东区政府"])
    answer(folder, capsys)
    assert find_unit(folder, "各区政府")["possible_members"] == ["东区政府"]
    assert "members" not in find_unit(folder, "各区政府")


def test_a_document_that_lists_no_members_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "members", "各区政府", "不明")
    answer(folder, capsys)
    assert find_unit(folder, "各区政府")["notes"] == ["原文没有列出是哪些单位。"]


def test_two_names_of_one_body_become_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "same", "市甲乙和丙丁委、市甲乙丙丁委", "是", ["市甲乙丙丁委"])
    answer(folder, capsys)
    assert find_unit(folder, "市甲乙丙丁委")["variants"] == ["市甲乙和丙丁委"]
    assert find_unit(folder, "市甲乙和丙丁委") is None
    plan, _ = check_plan(folder)
    assert plan is not None
    assert len([unit for unit in plan.bodies if "甲乙" in unit.name]) == 1
    assert "市甲乙和丙丁委" in (folder / "tasks.yaml").read_text(encoding="utf-8"), "printed as the document has it"


def test_two_names_of_two_bodies_stay_two(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "same", "市甲乙和丙丁委、市甲乙丙丁委", "不是", ["市甲乙丙丁委"])
    answer(folder, capsys)
    assert find_unit(folder, "市甲乙丙丁委")["confirmed"] == ["市甲乙和丙丁委"]
    assert find_unit(folder, "市甲乙和丙丁委") is not None


def test_two_lines_of_one_name_are_joined(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "name", "某航东北地区、管理局", "接受", ["某航东北地区管理局"])
    assert answer(folder, capsys) == "“某航东北地区、管理局”：1处改成“某航东北地区管理局”\n"
    [measure, *_] = [m for s in load(folder / "tasks.yaml")["sections"] for t in s["tasks"] for m in t["measures"]]
    assert ["某航东北地区管理局"] in measure.values()
    assert find_unit(folder, "某航东北地区管理局") is not None
    assert find_unit(folder, "某航东北地区") is None
    assert find_unit(folder, "管理局") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("5月31日前", {"kind": "by", "end": "05-31", "precision": "day", "basis": "“汛期前”按“5月31日前”理解。"}),
        ("5-9月", {"kind": "window", "start": "05-01", "end": "09-30", "precision": "month"}),
        ("长期实施", {"kind": "ongoing"}),
        ("日期另定", {"kind": "as_scheduled", "basis": "编者核对过，“汛期前”没有写明是哪一天。"}),
    ],
)
def test_a_wording_gets_the_meaning_of_another(
    folder: Path, capsys: pytest.CaptureFixture[str], words: str, expected: dict[str, str]
) -> None:
    ask(folder, "wording", "汛期前", words)
    answer(folder, capsys)
    entry = next(item for item in load(folder / "deadlines.yaml")["deadlines"] if item["text"] == "汛期前")
    assert entry.items() >= expected.items()
    assert entry.keys() >= expected.keys()


def test_fields_of_the_plan_and_what_was_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "field", "status：原文没有注明状态", "正式印发")
    answer(folder, capsys)
    assert load(folder / "plan.yaml")["status"] == "正式印发"
    ask(folder, "part", "第2张表没有导入", "不写")
    answer(folder, capsys)
    assert "第2张表没有导入" in load(folder / "plan.yaml")["confirmed"]


@pytest.mark.parametrize(
    ("kind", "words", "given", "said"),
    [
        ("members", "各区政府", "接受", "没有建议的答案可以接受"),
        ("members", "各区政府", ["市甲乙丙丁局"], "“市甲乙丙丁局”没有登记，是不是“市甲乙丙丁委”"),
        ("same", "市甲乙和丙丁委、市甲乙丙丁委", "也许", "看不出是不是一个单位"),
        ("name", "某航东北地区、民航局", ["某航局"], "责任栏里找不到这几个名称"),
        ("wording", "汛期前", "汛期以前", "“汛期以前”也看不出是哪一天"),
        ("part", "第2张表没有导入", "好的", "看不出是不是看过了"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str, words: str, given: Any, said: str
) -> None:
    ask(folder, kind, words, given)
    before = {path: path.read_bytes() for path in folder.glob("*.yaml")}
    assert main(["answer", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "answers.yaml:2:" in out
    assert said in out
    assert {path: path.read_bytes() for path in folder.glob("*.yaml")} == before, "nothing is written"


def test_what_an_editor_settled_by_hand_is_not_asked_about(folder: Path) -> None:
    ask(folder, "wording", "汛期前", "待定")
    assert [problem.rule for problem in check_plan(folder)[1]].count("answers") == 1
    path = folder / "deadlines.yaml"
    text = path.read_text(encoding="utf-8")
    old = next(item for item in yaml.safe_load(text)["deadlines"] if item["text"] == "汛期前")["basis"]
    assert text.count(old) == 1
    path.write_text(text.replace(old, "原文没有写明汛期从哪天起。"), encoding="utf-8")
    assert [problem for problem in check_plan(folder)[1] if problem.rule == "answers"] == []


def test_what_is_open_stays_with_its_comments(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "# 头\nquestions:\n"
        "  # 问过王科长\n  - kind: members\n    words: 各区政府\n    question: 包括谁？\n    answer: [东区政府]\n"
        "  # 等回信\n  - kind: wording\n    words: 汛期前\n    question: 哪一天？\n    answer: 待定\n"
    )
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    said = answer(folder, capsys)
    assert said.endswith(f"还有1件没有定，在 {folder / 'answers.yaml'}。\n")
    left = (folder / "answers.yaml").read_text(encoding="utf-8")
    assert [item["words"] for item in yaml.safe_load(left)["questions"]] == ["汛期前"]
    assert "  # 等回信\n  - kind: wording\n" in left
    assert "# 问过王科长" in left, "no comment is lost"


def test_comments_of_the_other_files_stay(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = folder / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("  - id: ", "  # 我的注\n  - id: ", 1), encoding="utf-8")
    ask(folder, "members", "各区政府", ["东区政府"])
    answer(folder, capsys)
    assert units.read_text(encoding="utf-8").count("# 我的注") == 1


def test_a_plan_that_does_not_load_is_not_touched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(folder, "members", "各区政府", ["东区政府"])
    (folder / "units.yaml").write_text("units: [", encoding="utf-8")
    assert main(["answer", str(folder)]) == 1
    assert "units.yaml:1" in capsys.readouterr().out
    assert apply_answers(folder).contents == {}


def test_answers_are_checked_until_they_are_in_the_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An open question stops STRICT, an answered one asks for the command, and one that an editor settled by hand is silent."""
    ask(folder, "members", "各区政府", "待定")
    _, problems = check_plan(folder)
    assert next(p.message for p in problems if p.rule == "answers").startswith("还没有定：怎么办？answer 填“接受”")
    ask(folder, "members", "各区政府", ["东区政府"])
    _, problems = check_plan(folder)
    assert [p.message for p in problems if p.rule == "answers"] == [
        "“各区政府”的答案已经填了，还没有写进计划：请运行 make answer。"
    ]
    answer(folder, capsys)
    ask(folder, "members", "各区政府", "待定")
    assert [p for p in check_plan(folder)[1] if p.rule == "answers"] == []
    assert answer(folder, capsys) == "“各区政府”：计划的文件里已经定了。\n"
