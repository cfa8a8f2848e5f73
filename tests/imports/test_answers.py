"""Questions that an import leaves open: in one file, once each, and never asked again once they are decided."""

from __future__ import annotations

from pathlib import Path

from macros.__main__ import main
from macros.check.checker import check_plan
from tests.conftest import PLAN
from tests.imports.reading import load, row, take

OPEN = row("1", "任务一", "措施一。", "汛期前", "市甲局", "各区政府", "——") + row(
    "2", "任务二", "措施二。", "汛期前", "市甲局", "东区政府", "——"
)


def read_open(folder: Path) -> list[tuple[str, str]]:
    if not (folder / "answers.yaml").exists():
        return []
    return [(item["kind"], item["words"]) for item in load(folder / "answers.yaml")["questions"]]


def test_a_wording_is_asked_about_once(tmp_path: Path) -> None:
    _, done = take(tmp_path, OPEN)
    assert read_open(tmp_path / "plan").count(("wording", "汛期前")) == 1
    assert "汛期前" in done.text
    warned = [problem for problem in check_plan(tmp_path / "plan")[1] if problem.rule == "answers"]
    assert any("汛期前" in problem.message for problem in warned), "STRICT stops"


def test_an_answer_is_kept_over_a_newer_document(tmp_path: Path) -> None:
    """Written but not applied yet: the newer document asks the same, and the person's answer stays."""
    take(tmp_path, OPEN)
    path = tmp_path / "plan" / "answers.yaml"
    text = path.read_text(encoding="utf-8")
    head, mark, tail = text.partition("    words: 汛期前\n")
    path.write_text(
        head + mark + tail.replace("    answer: 待定", "    # 电话问的\n    answer: 5月31日前", 1), encoding="utf-8"
    )
    take(tmp_path, OPEN.replace("措施二。", "措施二改。"))
    [answer] = [item["answer"] for item in load(path)["questions"] if item["words"] == "汛期前"]
    assert answer == "5月31日前"
    assert "# 电话问的" in path.read_text(encoding="utf-8")


def test_what_is_decided_is_not_asked_again(tmp_path: Path) -> None:
    take(tmp_path, OPEN)
    path = tmp_path / "plan" / "answers.yaml"
    text = path.read_text(encoding="utf-8")
    for words, answer in (("汛期前", "5月31日前"), ("status：原文没有注明状态", "接受")):
        head, mark, tail = text.partition(f"    words: {words}\n")
        assert mark, words
        text = head + mark + tail.replace("answer: 待定", f"answer: {answer}", 1)
    path.write_text(text, encoding="utf-8")
    assert main(["answer", str(tmp_path / "plan")]) == 0
    _, done = take(tmp_path, OPEN.replace("措施二。", "措施二改。"))
    asked = read_open(tmp_path / "plan")
    assert ("wording", "汛期前") not in asked
    assert ("field", "status：原文没有注明状态") not in asked
    assert "已经定了，不再问：没有看到文件状态" in done.text


def test_a_wording_that_is_gone_is_asked_no_more(tmp_path: Path) -> None:
    take(tmp_path, OPEN)
    take(tmp_path, OPEN.replace("汛期前", "年底前"))
    asked = read_open(tmp_path / "plan")
    assert ("field", "status：原文没有注明状态") in asked
    assert ("wording", "汛期前") in asked, "the old deadline stands in `moved`, and still has to be explained"


def test_figures_and_bodies_of_the_texts_are_one_question_each(tmp_path: Path) -> None:
    rows = row("1", "任务一", "更新10辆，由市乙局检查。", "年底前", "市甲局", "——", "——")
    rows += row("2", "任务二", "完成80%。", "年底前", "市乙局", "——", "——")
    take(tmp_path, rows)
    folder = tmp_path / "plan"
    questions = {item["kind"]: item for item in load(folder / "answers.yaml")["questions"]}
    assert questions["figures"]["places"] == ["t1-1：10辆", "t2-1：80%"]
    assert questions["mentions"]["places"] == ["t1-1：市乙局"]
    assert {problem.rule for problem in check_plan(folder)[1]} == {"answers"}
    path = folder / "answers.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("answer: 待定", "answer: 接受"), encoding="utf-8")
    assert main(["answer", str(folder)]) == 0
    [one, two] = [m for s in load(folder / "tasks.yaml")["sections"] for t in s["tasks"] for m in t["measures"]]
    assert (one["confirmed"], two["confirmed"]) == (["10辆"], ["80%"])
    assert one["mentions"] == [{"unit": "市乙局", "words": "市乙局"}]
    assert check_plan(folder)[1] == []


def test_a_figure_that_comes_later_is_told_by_itself(tmp_path: Path) -> None:
    """The question of the import stands for what the import found; once it is gone the rule speaks again."""
    take(tmp_path, row("1", "任务一", "更新车辆。", "年底前", "市甲局", "——", "——"))
    tasks = tmp_path / "plan" / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("更新车辆。", "更新车辆30辆。"), encoding="utf-8")
    assert any("“30辆”没有写成量化目标" in problem.message for problem in check_plan(tmp_path / "plan")[1])


def test_the_real_document_passes_after_nine_answers(tmp_path: Path) -> None:
    """All but the start that only the text has: the editor's work on a document of 68 measures."""
    folder = tmp_path / "plan"
    assert main(["import", str(PLAN / "source" / "plan.txt"), "--into", str(folder)]) == 0
    answers = {
        "各镇街": "[接受, 潭柘寺镇]", "相关镇街": "可能", "各相关单位": "不明", "区空气重污染应急指挥部成员单位": "不明",
        "中关村门头沟区管委会、中关村门头沟园管委会": "是", "按时间节点完成": "日期另定", "采暖季前": "11月14日前",
        "正文里的数字": "接受", "正文提到的单位": "接受",
    }  # fmt: skip
    path = folder / "answers.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("answer: 待定") == len(answers)
    for words, answer in answers.items():
        head, mark, tail = text.partition(f"    words: {words}\n")
        assert mark, words
        text = head + mark + tail.replace("answer: 待定", f"answer: {answer}", 1)
    path.write_text(text, encoding="utf-8")
    assert main(["answer", str(folder)]) == 0
    assert not path.exists()
    [problem] = check_plan(folder)[1]
    assert "正文写“2023年11月起”，请在“starts”里照抄" in problem.message
