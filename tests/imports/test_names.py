"""Names of bodies in a document's cells: where one ends, which are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.reading import A, B, C, D, row, take


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (("1", "任务", "措施一。", "年底前", A, B, C), [[A], [B], [C]]),
        (("1", "任务", "措施一。", "年底前", f"{A}、{B}", "——", "/"), [[A, B], [], []]),
        (("1", "任务", "措施一。", "年底前", f"{A}，{B}；{C}", "", D), [[A, B, C], [], [D]]),
        (("1", "任务", "措施一。", "年底前", f"{A}\n{B}", D), [[A, B], [A, B], [D]]),  # one cell for two roles
        (("1", "任务", "措施一。", "年底前", f"{A}\n{D}"), [[A, D], [A, D], [A, D]]),  # one cell for all three
        (("1", "任务", "措施一。", "年底前", f"{A}、{B}等部门", "无", "无"), [[A, B, "等部门"], [], []]),
        (("1", "任务", "措施一。", "年底前", f"{A}及各区政府", "—", "—"), [[A, D], [], []]),
        (("1", "任务", "措施一。", "年底前", "各区政府（含甲管委会、乙管委会）", A, "—"), [["各区政府（含甲管委会、乙管委会）"], [A], []]),
        (("1", "任务", "措施一。", "年底前", "北京经济技术\n开发区管委会", "市规划自然资\n源委", "相关区\n政府"), [["北京经济技术开发区管委会"], ["市规划自然资源委"], ["相关区政府"]]),
        (("1", "任务", "措施一。", "年底前", "某某集团有\n限公司", "市甲局\n（某某办公室）", "市城管\n委"), [["某某集团有限公司"], ["市甲局（某某办公室）"], ["市城管委"]]),
        (("1", "任务", "措施一。", "年底前", f"{A}、\n{B}。", "—", "—"), [[A, B], [], []]),
        (("1", "任务", "措施一。", "年底前", "市市场\n监管局\n市城市\n管理委", "北京市\n税务局", "市委\n宣传部"), [["市市场监管局", "市城市管理委"], ["北京市税务局"], ["市委宣传部"]]),
        (("1", "任务", "措施一。", "年底前", "首都机场\n集团公司\n国网北京市\n电力公司", "北京经济技术开发\n区管委会", "—"), [["首都机场集团公司", "国网北京市电力公司"], ["北京经济技术开发区管委会"], []]),
        (("1", "任务", "措施一。", "年底前", f"{A}、中\n国石油公司", "市人力资源社会\n保障局", "相关\n区政府"), [[A, "中国石油公司"], ["市人力资源社会保障局"], ["相关区政府"]]),
        (("1", "任务", "措施一。", "年底前", f"{A}会同{B}", "—", "—"), [[A, B], [], []]),
        (("1", "任务", "措施一。", "年底前", f"{A} {B}", "市 丙 中 心", "—"), [[A, B], [C], []]),
        (("1", "任务", "措施一。", "年底前", "各区政府及某开发区管委会", f"{A}等市有关部门", f"{B}等重点企业"), [["各区政府", "某开发区管委会"], [A, "等市有关部门"], [B, "等重点企业"]]),
        (("1", "任务", "措施一。", "年底前", "市文化和旅游局、市规划和自然资源委", "某高等级公路中心", "市级相关部门和单位"), [["市文化和旅游局", "市规划和自然资源委"], ["某高等级公路中心"], ["市级相关部门和单位"]]),
    ],
)  # fmt: skip
def test_names_of_a_cell(tmp_path: Path, cells: tuple[str, ...], names: list[list[str]]) -> None:
    [measure], _ = take(tmp_path, row(*cells))
    assert measure == ("措施一。", "年底前", names)


@pytest.mark.parametrize(
    ("cell", "names", "question"),
    [
        ("朝阳、海淀区政府", ["朝阳", "海淀区政府"], "“朝阳”不像一个单位的全称"),
        (f"{A}（牵头）、{B}", [A, B], "格里写着“（牵头）”，没有放进计划"),
        (f"{A}、{B}按职责分工负责", [A, B], "格里写着“按职责分工负责”，没有放进计划"),
        (f"牵头单位：{A}", [A], "格里写着“牵头单位：”，没有放进计划"),
        (f"{A}和园林绿化局", [A, "园林绿化局"], "按两个名称导入：“市甲局”和“园林绿化局”"),
        (
            "市公安局\n公安交通管理局",
            ["市公安局", "公安交通管理局"],
            "是一个名称折成两行，还是两个单位？现在按两个单位导入",
        ),
        (f"{A}、{A}", [A], "“市甲局”在一格里写了两次"),
    ],
)
def test_names_that_are_asked_about(tmp_path: Path, cell: str, names: list[str], question: str) -> None:
    [measure], done = take(tmp_path, row("1", "任务", "措施一。", "年底前", cell, "—", "—"))
    assert measure == ("措施一。", "年底前", [names, [], []])
    assert question in done.text.partition("## 程序的处理")[0]


def test_two_names_that_never_come_apart_are_asked_about(tmp_path: Path) -> None:
    """市科委、中关村管委会 is one body with two names; 市甲局、市乙委 stand alone too."""
    cell = f"市科委、中关村管委会、{A}、{B}"
    body = "".join(row(str(at), "任务", f"措施{at}。", "年底前", cell, "—", "—") for at in (1, 2, 3))
    _, done = take(tmp_path, body + row("4", "任务", "措施四。", "年底前", A, B, C))
    asked = "\n".join(map(str, done.report.questions))
    assert "“市科委”和“中关村管委会”每次都连着写（3处）" in asked
    assert f"“{A}”和“{B}”每次" not in asked


@pytest.mark.parametrize(
    "name", ["16区政府", "城六区政府", "生态涵养区政府", "市属国有企业", "行业主管部门", "各有关单位"]
)
def test_collective_names_are_groups(tmp_path: Path, name: str) -> None:
    _, done = take(tmp_path, row("1", "任务", "措施一。", "年底前", name, "—", "—"))
    assert [unit.kind.value for unit in done.plan.units.values()] == ["group"]


def test_a_shared_cell_is_asked_about(tmp_path: Path) -> None:
    _, done = take(tmp_path, row("1", "任务", "措施。", "年底前", A, B))
    assert "按“牵头单位”“主责单位”合并成一格导入" in str(done.report.questions[0])
