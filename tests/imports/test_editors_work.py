"""A newer document over a folder that editors have worked in: nothing that they wrote is lost, nothing comes in unseen."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.imports.importing import NotImportedError, import_document
from macros.imports.values import MEMORY
from tests.conftest import PLAN
from tests.imports.reading import A, B, C, load, row, take, walk

FIRST = row("1", "任务一", "检查加油站油气回收设施运行情况。", "年底前", A, B, C) + row(
    "", "", "更新老旧车辆，完成50台。", "年底前", A, B, C
)
SECOND = row("2", "任务二", "开展扬尘治理专项行动。", "6月底前", B, A, C)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of three measures, just imported."""
    take(tmp_path, FIRST + SECOND)
    return tmp_path / "plan"


def edit(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (old, text)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert main(["format", str(folder)]) == 0


def measures(folder: Path) -> dict[str, dict[str, object]]:
    return {measure["id"]: measure for _, _, measure in walk(folder)}


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}


EDITS = (
    ("plan.yaml", ("status: 征求意见稿\n", "status: 编者的状态\n# 编者的注\nlicence: 编者的许可\n"), ("none_mark: ——", "none_mark: 无")),
    ("tasks.yaml", ("title: 一、", "title: 编者改的题目，")),
    ("tasks.yaml", ("原则上", "编者说应为")),
    ("tasks.yaml", ("sections:\n", "# 编者在开头的注\nsections:\n")),
    ("tasks.yaml", ("          - id: t2-1\n", "          # 编者在措施上面的注\n          - id: t2-1\n")),
    ("tasks.yaml", ("          - id: t3-1\n", "          - id: t3-1\n            # 编者在字段上面的注\n")),
)  # fmt: skip


def test_every_kind_of_edit_survives_the_same_document(tmp_path: Path) -> None:
    """The real plan, in a folder that no import has made: its source is read anew."""
    folder = shutil.copytree(PLAN, tmp_path / "plan")
    for name, *changes in EDITS:
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["format", str(folder)]) == 0
    before = texts(folder)
    done = import_document(PLAN / "source" / "plan.txt", folder, date(2026, 12, 1))
    after = texts(folder)
    changed = [line for name in before for line in set(before[name].splitlines()) ^ set(after[name].splitlines())]
    assert sorted(line.partition(":")[0] for line in changed) == ["format", "revised_on", "revised_on"]
    assert done.report.questions == []
    assert "没有着落" not in done.text
    assert "编者说应为" in done.text
    assert main(["check", str(folder), "--base", str(PLAN)]) == 0


def test_news_of_the_document_come_in_beside_edits(folder: Path, tmp_path: Path) -> None:
    """Another measure, another field of the same measure: both sides stay."""
    edit(folder, "tasks.yaml", ("完成50台", "完成55台"), ("title: 任务二", "title: 任务二（编者改）"))
    newer = FIRST.replace("市丙中心", "市丁局") + SECOND.replace(
        "开展扬尘治理专项行动。", "开展扬尘治理专项行动，每月通报。"
    )
    _, done = take(tmp_path, newer)
    now = measures(folder)
    assert now["t1-2"]["text"] == "更新老旧车辆，完成55台。"
    assert now["t1-2"]["assist"] == ["市丁局"]
    assert now["t2-1"]["text"] == "开展扬尘治理专项行动，每月通报。"
    assert [task["title"] for _, task, _ in walk(folder)][-1] == "任务二（编者改）"
    assert "t1-2的 text 编者改过，保留“更新老旧车辆，完成55台。”" in done.text
    assert not [entry for entry in done.report.questions if "编者改成了" in entry.message]


def test_what_both_changed_is_asked_about_with_both_texts(folder: Path, tmp_path: Path) -> None:
    edit(folder, "tasks.yaml", ("完成50台", "完成55台"))
    _, done = take(tmp_path, FIRST.replace("完成50台", "完成80台") + SECOND)
    assert measures(folder)["t1-2"]["text"] == "更新老旧车辆，完成55台。"
    [question] = [entry for entry in done.report.questions if "编者改成了" in entry.message]
    assert question.message == (
        "t1-2的 text：上一版文件是“更新老旧车辆，完成50台。”，编者改成了“更新老旧车辆，完成55台。”，"
        "新版文件是“更新老旧车辆，完成80台。”；保留了编者的，请核对。"
    )
    _, done = take(tmp_path, FIRST.replace("完成50台", "完成80台") + SECOND)  # it is not asked about again
    assert measures(folder)["t1-2"]["text"] == "更新老旧车辆，完成55台。"
    assert not [entry for entry in done.report.questions if "编者改成了" in entry.message]


def test_an_edit_that_the_document_takes_over_is_no_edit_any_more(folder: Path, tmp_path: Path) -> None:
    edit(folder, "tasks.yaml", ("完成50台", "完成55台"))
    take(tmp_path, FIRST.replace("完成50台", "完成55台") + SECOND)
    take(tmp_path, FIRST.replace("完成50台", "完成90台") + SECOND)
    assert measures(folder)["t1-2"]["text"] == "更新老旧车辆，完成90台。"


def test_a_deadline_that_editors_moved_stays_moved(folder: Path, tmp_path: Path) -> None:
    moved = "due: 9月底前\n            moved:\n              - was: 6月底前\n                on: 2024-05-01\n                why: 推迟"
    edit(folder, "tasks.yaml", ("due: 6月底前", moved))
    take(tmp_path, FIRST + SECOND)
    assert measures(folder)["t2-1"]["due"] == "9月底前"
    _, done = take(tmp_path, FIRST + SECOND.replace("6月底前", "10月底前"))
    assert measures(folder)["t2-1"]["due"] == "9月底前"
    assert len(measures(folder)["t2-1"]["moved"]) == 1  # type: ignore[arg-type]
    assert "编者改成了“9月底前”，新版文件是“10月底前”" in done.text


def test_a_measure_that_editors_added_is_not_withdrawn(folder: Path, tmp_path: Path) -> None:
    added = (
        "          - id: t1-9\n            text: 编者加的措施。\n            due: 年底前\n            lead: [市甲局]\n            responsible: []\n"
        "            assist: []\n            notes: [会上增加]\n            rows: []\n"
    )
    edit(folder, "tasks.yaml", ("          - id: t1-2\n", f"{added}          - id: t1-2\n"))
    edit(folder, "plan.yaml", ("measures: 3", "measures: 4"))
    take(tmp_path, FIRST + SECOND + row("3", "任务三", "推广新能源车。", "年底前", A, B, C))
    now = measures(folder)
    assert list(now) == ["t1-1", "t1-9", "t1-2", "t2-1", "t3-1"]
    assert "withdrawn" not in now["t1-9"]
    assert now["t1-9"]["notes"] == ["会上增加"]


def test_two_measures_that_editors_made_one_stay_one(folder: Path, tmp_path: Path) -> None:
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    second = re.search(r"          - id: t1-2\n(?:            .*\n)+", text)
    assert second
    text = (
        text.replace(second[0], "")
        .replace("运行情况。\n", "运行情况，更新老旧车辆。\n")
        .replace("rows: [1]", "rows: [1, 2]")
    )
    (folder / "tasks.yaml").write_text(text, encoding="utf-8")
    edit(folder, "plan.yaml", ("measures: 3", "measures: 2"))
    _, done = take(tmp_path, row("3", "任务三", "推广新能源车。", "年底前", A, B, C) + FIRST + SECOND)
    now = measures(folder)
    assert list(now) == ["t3-1", "t1-1", "t2-1"]
    assert now["t1-1"]["rows"] == ["2", "3"]
    assert "t1-2 编者并进了别的一条" in done.text


def test_a_measure_that_editors_moved_stays_where_they_put_it(folder: Path, tmp_path: Path) -> None:
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    second = re.search(r"          - id: t1-2\n(?:            .*\n)+", text)
    assert second
    text = text.replace(second[0], "").replace("          - id: t2-1\n", f"{second[0]}          - id: t2-1\n")
    (folder / "tasks.yaml").write_text(text, encoding="utf-8")
    assert main(["format", str(folder)]) == 0
    take(tmp_path, FIRST + SECOND + row("3", "任务三", "推广新能源车。", "年底前", A, B, C))
    assert {measure["id"]: task["id"] for _, task, measure in walk(folder)} == {
        "t1-1": "t1", "t1-2": "t2", "t2-1": "t2", "t3-1": "t3"
    }  # fmt: skip


def test_a_title_that_editors_corrected_keeps_its_id(tmp_path: Path) -> None:
    body = row("一、工业方面") + FIRST + row("二、交通方面") + SECOND
    take(tmp_path, body)
    folder = tmp_path / "plan"
    ids = [section["id"] for section in load(folder / "tasks.yaml")["sections"]]
    edit(folder, "tasks.yaml", ("title: 一、工业方面", "title: 一、工业领域"))
    take(tmp_path, body + row("3", "任务三", "推广新能源车。", "年底前", A, B, C))
    sections = load(folder / "tasks.yaml")["sections"]
    assert [section["id"] for section in sections] == ids
    assert [section["title"] for section in sections] == ["一、工业领域", "二、交通方面"]


def test_comments_stay_where_they_are(folder: Path, tmp_path: Path) -> None:
    edit(
        folder, "tasks.yaml",
        ("          - id: t1-2\n", "          # 上面\n          - id: t1-2\n"),
        ("            due: 6月底前\n", "            # 栏上面\n            due: 6月底前\n"),
    )  # fmt: skip
    edit(folder, "plan.yaml", ("none_mark:", "# 计划里\nnone_mark:"))
    edit(folder, "units.yaml", ("  - id: shi-yi-wei", "  # 单位上面\n  - id: shi-yi-wei"))
    before = texts(folder)
    take(tmp_path, row("0", "任务零", "推广新能源车。", "年底前", A, B, "市新局") + FIRST + SECOND)
    after = texts(folder)
    for name, text in before.items():
        comments = [line for line in text.splitlines() if line.strip().startswith("#")]
        assert [line for line in after[name].splitlines() if line.strip().startswith("#")] == comments
        for comment, below in zip(text.splitlines(), text.splitlines()[1:], strict=False):
            if comment.strip() in ("# 上面", "# 栏上面", "# 计划里", "# 单位上面"):
                assert f"{comment}\n{below}" in after[name]


def test_work_on_words_that_are_gone_is_in_the_report_whole(folder: Path, tmp_path: Path) -> None:
    target = (
        "targets:\n              - name: 更新车辆\n                comparison: 不少于\n                value: 50\n                unit: 台\n"
        "                words: 完成50台\n                units: [市甲局]\n            rows: [2]"
    )
    edit(folder, "tasks.yaml", ("rows: [2]", target))
    take(tmp_path, FIRST + SECOND)
    assert len(measures(folder)["t1-2"]["targets"]) == 1  # type: ignore[arg-type]
    _, done = take(tmp_path, FIRST.replace("完成50台", "完成80台") + SECOND)
    assert "targets" not in measures(folder)["t1-2"]
    for words in ("更新车辆", "不少于", '"50"', "台", "完成50台", "市甲局"):
        assert any("targets" in entry.message and words in entry.message for entry in done.report.questions)


def test_a_registered_body_in_a_capacity_is_that_body(folder: Path, tmp_path: Path) -> None:
    edit(folder, "units.yaml", ("    name: 市甲局", "    # 编者看过\n    name: 市甲局"))
    take(tmp_path, FIRST.replace("市甲局", "市甲局（某某办公室）") + SECOND)
    units = load(folder / "units.yaml")["units"]
    [unit] = [unit for unit in units if unit["name"].startswith("市甲局")]
    assert unit["capacities"] == ["某某办公室"]
    assert len(units) == 3
    assert "# 编者看过" in (folder / "units.yaml").read_text(encoding="utf-8")
    take(tmp_path, FIRST.replace("市甲局", "市甲局（另一办公室）") + SECOND)
    [unit] = [unit for unit in load(folder / "units.yaml")["units"] if unit["name"].startswith("市甲局")]
    assert unit["capacities"] == ["某某办公室", "另一办公室"]


def test_without_a_source_every_difference_is_asked_about(folder: Path, tmp_path: Path) -> None:
    (folder / MEMORY).unlink()
    (folder / "source" / "plan.txt").write_text("不是表格\n", encoding="utf-8")
    edit(folder, "tasks.yaml", ("完成50台", "完成55台"))
    _, done = take(tmp_path, FIRST.replace("年底前", "11月底前") + SECOND)
    asked = "\n".join(map(str, done.report.questions))
    assert "上一版的原文读不出来" in asked
    assert "t1-2的 text：编者改成了“更新老旧车辆，完成55台。”，新版文件是“更新老旧车辆，完成50台。”" in asked
    assert "t1-1的 due：编者改成了“年底前”，新版文件是“11月底前”" in asked
    assert measures(folder)["t1-2"]["text"] == "更新老旧车辆，完成55台。"


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"format": 2}', '{"format": 1, "plan": {"roles": []}, "sections": [7], "gone": []}', "["]
)
def test_a_damaged_record_of_the_last_import_is_refused(folder: Path, tmp_path: Path, text: str) -> None:
    (folder / MEMORY).write_text(text, encoding="utf-8")
    before = texts(folder)
    with pytest.raises(NotImportedError, match=r"imported\.json”读不出来，请从 git 里恢复，或者删掉它"):
        take(tmp_path, FIRST + SECOND)
    assert texts(folder) == before


def test_an_import_by_the_version_before_is_read_anew(folder: Path, tmp_path: Path) -> None:
    """It left no record: the source says what the document was."""
    (folder / MEMORY).unlink()
    edit(folder, "tasks.yaml", ("完成50台", "完成55台"))
    _, done = take(tmp_path, FIRST.replace("年底前", "11月底前") + SECOND)
    now = measures(folder)
    assert now["t1-2"]["text"] == "更新老旧车辆，完成55台。"
    assert now["t1-2"]["due"] == "11月底前"
    assert (folder / MEMORY).is_file()
    assert not [entry for entry in done.report.questions if "编者改成了" in entry.message]
