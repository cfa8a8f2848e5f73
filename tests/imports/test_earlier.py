"""A newer version of a document: ids stay, and editors' work with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.importing import NotImportedError
from tests.imports.reading import A, B, C, load, row, take, walk


def make_row(no: int, title: str) -> str:
    return row(str(no), title, f"{title}的措施，第{no}项。", "年底前", A, B, C)


def list_ids(folder: Path) -> dict[str, tuple[str, str, bool]]:
    """Measure -> its section, its task, whether it is withdrawn."""
    return {m["id"]: (section["id"], task["id"], "withdrawn" in m) for section, task, m in walk(folder)}


def test_a_newer_version_keeps_ids_and_never_gives_one_again(tmp_path: Path) -> None:
    first = row("1", "任务", "检查加油站油气回收设施运行情况。", "年底前", A, B, C)
    first += row("", "", "更新老旧车辆，完成50台。", "年底前", A, B, C) + row(
        "", "", "开展扬尘治理。", "6月底", A, B, C
    )
    take(tmp_path, first)
    tasks = (tmp_path / "plan" / "tasks.yaml").read_text(encoding="utf-8")
    noted = tasks.replace("rows: [1]", "notes:\n              - 编者写的话\n            rows: [1]")
    assert noted != tasks
    (tmp_path / "plan" / "tasks.yaml").write_text(noted, encoding="utf-8")
    second = row("1", "任务", "推广新能源车。", "年底前", A, B, C)
    second += row("", "", "检查加油站油气回收设施运行情况。", "10月底前", A, B, C)
    second += row("", "", "更新老旧车辆，完成80台。", "年底前", A, B, "市新局")
    _, done = take(tmp_path, second)
    measures = {measure["id"]: measure for _, _, measure in walk(tmp_path / "plan")}
    assert list(measures) == ["t1-4", "t1-1", "t1-2", "t1-3"]
    assert measures["t1-1"]["moved"][0]["was"] == "年底前"
    assert measures["t1-1"]["notes"] == ["编者写的话"]
    assert measures["t1-3"]["withdrawn"]["why"] == "新版文件里没有这一条。"
    asked = "\n".join(map(str, done.report.questions))
    assert "和原来的 t1-2 文字相近，按同一条处理" in asked
    assert "新版文件里没有 t1-3" in asked
    ids = [unit["id"] for unit in load(tmp_path / "plan" / "units.yaml")["units"]]
    assert ids[:4] == ["shi-jia-ju", "shi-yi-wei", "shi-bing-zhong-xin", "shi-xin-ju"]
    _, done = take(tmp_path, first)  # back again: t1-4 stays taken
    assert [measure["id"] for _, _, measure in walk(tmp_path / "plan")] == ["t1-1", "t1-2", "t1-3", "t1-4"]


def test_headings_of_one_name_in_two_parts_keep_their_ids(tmp_path: Path) -> None:
    parts = [("一、工业", "锅炉"), ("二、交通", "货车"), ("三、扬尘", "工地")]
    bodies = [
        row(part) + row("（一）执法监管") + make_row(no, title) + row("（二）能力") + make_row(no + 10, f"{title}监测")
        for no, (part, title) in enumerate(parts, 1)
    ]
    take(tmp_path, "".join(bodies))
    before = list_ids(tmp_path / "plan")
    assert len({section for section, _, _ in before.values()}) == 6
    take(tmp_path, "".join(bodies))
    assert list_ids(tmp_path / "plan") == before
    take(tmp_path, "".join(bodies[1:]))
    after = list_ids(tmp_path / "plan")
    assert {name: where for name, where in after.items() if not where[2]} == dict(list(before.items())[2:])


def test_several_measures_gone_from_the_middle(tmp_path: Path) -> None:
    """They stand withdrawn, without a row; what comes after them is still in the document's order."""
    one = row("一、甲") + "".join(make_row(no, title) for no, title in enumerate(("锅炉", "加油站", "印刷", "餐饮"), 1))
    other = row("二、乙") + make_row(5, "货车")
    take(tmp_path, one + other)
    take(tmp_path, row("一、甲") + make_row(1, "锅炉") + other)
    gone = [name for name, where in list_ids(tmp_path / "plan").items() if where[2]]
    assert gone == ["t2-1", "t3-1", "t4-1"]
    _, done = take(tmp_path, one + other)  # the document has them again
    assert not any(where[2] for where in list_ids(tmp_path / "plan").values())
    assert not any("notes" in measure for _, _, measure in walk(tmp_path / "plan"))
    assert "t3-1 上一版文件里没有，标作撤销，这一版又有，恢复了" in done.text


def test_a_task_goes_by_its_measures_where_titles_are_the_same(tmp_path: Path) -> None:
    first = [
        row(str(no), "执法监管", text, "年底前", A, B, C) for no, text in ((1, "检查锅炉。"), (2, "抽检油品质量。"))
    ]
    take(tmp_path, "".join(first))
    take(tmp_path, first[1])
    assert list_ids(tmp_path / "plan") == {"t2-1": ("s1", "t2", False), "t1-1": ("s1", "t1", True)}


def test_the_same_version_again_changes_nothing(tmp_path: Path) -> None:
    body = row("1", "任务", "检查。", "年底前", A, B, C) + row("", "", "更新。", "供暖季前", A, B, C)
    take(tmp_path, body)
    before = {path.name: path.read_bytes() for path in (tmp_path / "plan").glob("*.yaml")}
    take(tmp_path, body)
    assert {path.name: path.read_bytes() for path in (tmp_path / "plan").glob("*.yaml")} == before


def test_a_folder_with_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "letter.txt").write_text("别动我", encoding="utf-8")
    with pytest.raises(NotImportedError, match="里已有文件"):
        take(tmp_path, row("1", "任务", "措施。", "年底前", A, B, C))
    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["letter.txt"]
