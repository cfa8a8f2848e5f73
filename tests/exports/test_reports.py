"""The output of `make impact` and `make check`, in full: one change of every kind, in every format."""

from __future__ import annotations

import pytest

from macros.exports.impact_report import IMPACT_FORMATS
from macros.exports.problem_report import PROBLEM_FORMATS
from macros.model.changes import (
    CellChange,
    ChangeKind,
    Changes,
    DeadlineChange,
    Detail,
    Direction,
    MeasureChange,
    Reach,
    UnitChange,
    Wording,
)
from macros.store.problems import Level, Place, Problem
from macros.views.impact import CountChange, Impact, SignOff
from macros.views.plan_views import PlanViews

SAME = "甲" * 60
IMPACT = Impact(
    changes=Changes(
        measures=(
            MeasureChange(
                ChangeKind.CHANGED, "first-1", "序号1.1 · 编号 first-1", "第*一*项", why="有_误",
                text=Wording(f"{SAME}旧\n{SAME}", f"{SAME}新\n{SAME}"),
                deadline=DeadlineChange("6月底", "7月底", Direction.LATER),
                cells=(CellChange("主责单位", ("甲局",), ()),),
                details=(
                    Detail("编者注", ("一",), ("二",)),
                    Detail("量化目标", ("三", "四"), ("四",)),
                    Detail("原表行号", ("1", "2"), ("2", "1")),
                ),
                reach=(Reach(("first-bureau", "gone"), ("lead",), ("assist",)), Reach(("second-bureau",), (), ("lead",), certain=False)),
            ),
            MeasureChange(ChangeKind.ADDED, "new", "序号1.2 · 编号 new", "第二项", deadline=DeadlineChange("", "长期实施", Direction.OTHER)),
            MeasureChange(ChangeKind.CHANGED, "a", "序号1.1 · 编号 first-2", "第一项", reach=(Reach(("second-bureau",), (), ("lead",)),)),
            MeasureChange(ChangeKind.CHANGED, "b", "序号1.2 · 编号 second-1", "第二项", reach=(Reach(("second-bureau",), (), ("lead",)),)),
        ),
        units=(UnitChange(ChangeKind.REMOVED, "gone", "丙局", (Detail("别名", ("丙",), ()),)),),
        others=(Detail("状态", ("试行",), ("正式印发",)),),
    ),
    counts=(CountChange("任务", 2, 2), CountChange("措施", 4, 5)),
    sign_offs=(
        SignOff("各局", ("甲局", "乙局"), ("序号1.1 · 编号 first-1：改文字", "时限推迟"), certain=True),
        SignOff("丙局", ("丙局",), ("有变",), certain=False),
    ),
    files=("", "plan/", "calendar/deadlines.ics", "changes/atom.xml", "api/v1/plan.json", "robots.txt"),
)  # fmt: skip

TEXT = """\
这次修改影响谁

4 条措施有变化，涉及 2 个单位。

措施

- 序号1.1 · 编号 first-1　第*一*项（修改）
  - 原因：有_误
  - 文字：……甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲[-旧-]{+新+}／甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲……
  - 时限推迟：6月底 → 7月底
  - 主责单位：甲局 → （没有）
  - 编者注：[-一-]{+二+}
  - 量化目标：[-三-]
  - 原表行号的先后：1、2 → 2、1
  - 新增责任：甲局、gone（协办单位）
  - 不再负责：甲局、gone（主责单位）
  - 新增责任（可能涉及）：乙局（主责单位）
- 序号1.2 · 编号 new　第二项（新增）
  - 时限：长期实施
- 统称包括的单位有变，新增责任：乙局（主责单位）：序号1.1 · 编号 first-2、序号1.2 · 编号 second-1

单位登记册

- 丙局（删去，编号 gone）
  - 别名：[-丙-]

其他

- 状态：[-试行-]{+正式印发+}

建议会签的单位

  单位　因为
  各局（2个：甲局、乙局）　序号1.1 · 编号 first-1：改文字；时限推迟
  丙局（可能涉及，原文没有写明是谁）　有变

数目

  　原来　现在
  任务　2　2
  措施　4　5

会变的网页和文件

网页 2 个、日历订阅 1 个、更新订阅 1 个、数据 1 个、其他文件 1 个。

全部地址
- /
- /plan/
- /calendar/deadlines.ics
- /changes/atom.xml
- /api/v1/plan.json
- /robots.txt

"""

MARKDOWN = """\
## 这次修改影响谁

<b>4 条措施有变化，涉及 2 个单位。</b>

### 措施

- <b>序号1.1 · 编号 first-1</b>　第&#42;一&#42;项（修改）
  - 原因：有&#95;误
  - 文字：……甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲<del>旧</del><ins>新</ins>／甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲……
  - 时限推迟：6月底 → 7月底
  - 主责单位：甲局 → （没有）
  - 编者注：<del>一</del><ins>二</ins>
  - 量化目标：<del>三</del>
  - 原表行号的先后：1、2 → 2、1
  - 新增责任：甲局、gone（协办单位）
  - 不再负责：甲局、gone（主责单位）
  - 新增责任（可能涉及）：乙局（主责单位）
- <b>序号1.2 · 编号 new</b>　第二项（新增）
  - 时限：长期实施
- 统称包括的单位有变，新增责任：乙局（主责单位）：序号1.1 · 编号 first-2、序号1.2 · 编号 second-1

### 单位登记册

- <b>丙局</b>（删去，编号 gone）
  - 别名：<del>丙</del>

### 其他

- 状态：<del>试行</del><ins>正式印发</ins>

### 建议会签的单位

| 单位 | 因为 |
| --- | --- |
| 各局（2个：甲局、乙局） | 序号1.1 · 编号 first-1：改文字；时限推迟 |
| 丙局（可能涉及，原文没有写明是谁） | 有变 |

### 数目

|  | 原来 | 现在 |
| --- | --- | --- |
| 任务 | 2 | 2 |
| 措施 | 4 | <b>5</b> |

### 会变的网页和文件

网页 2 个、日历订阅 1 个、更新订阅 1 个、数据 1 个、其他文件 1 个。

<details><summary>全部地址</summary>

- /
- /plan/
- /calendar/deadlines.ics
- /changes/atom.xml
- /api/v1/plan.json
- /robots.txt

</details>
"""


@pytest.mark.parametrize(("format", "report"), [("text", TEXT), ("markdown", MARKDOWN)])
def test_an_impact_says_every_change_once(other_views: PlanViews, format: str, report: str) -> None:
    assert IMPACT_FORMATS[format](IMPACT, other_views.plan) == report


@pytest.mark.parametrize(
    ("files", "words"),
    [((), "计划的内容没有变化。"), (("plan/", "a.css"), "计划的内容没有变化，只有2个网页或文件的排版、说明有变。")],
)
def test_an_impact_of_nothing_says_so(other_views: PlanViews, files: tuple[str, ...], words: str) -> None:
    report = IMPACT_FORMATS["text"](Impact(Changes(), (), (), files), other_views.plan)
    assert report == f"这次修改影响谁\n\n{words}\n"


def test_a_change_that_asks_nobody_and_touches_no_page(other_views: PlanViews) -> None:
    change = Changes(others=(Detail("状态", ("试行",), ("正式印发",)),))
    report = IMPACT_FORMATS["text"](Impact(change, (), ()), other_views.plan)
    assert "0 条措施有变化，不涉及单位的责任。" in report
    assert "建议会签的单位" not in report
    assert "没有。" in report
    assert "全部地址" not in report


@pytest.mark.parametrize(("length", "is_cut"), [(42, False), (43, True)])
def test_what_stayed_the_same_is_cut_in_the_middle(other_views: PlanViews, length: int, is_cut: bool) -> None:  # noqa: FBT001
    """Twenty characters beside each of two changes are kept; two more are not worth a mark."""
    same = "同" * length
    change = MeasureChange(ChangeKind.CHANGED, "m", "任务1第1条", "题", text=Wording(f"甲{same}丙", f"乙{same}丁"))
    report = IMPACT_FORMATS["text"](Impact(Changes((change,)), (), ()), other_views.plan)
    middle = f"{'同' * 20}……{'同' * 20}" if is_cut else same
    assert f"[-甲-]{{+乙+}}{middle}[-丙-]{{+丁+}}" in report


def test_a_check_is_told_in_lines_and_one_that_counts_them(other_views: PlanViews) -> None:
    warning = Problem(Place("plan/tasks.yaml", 4, 1), "slips", "请核对", Level.WARNING)
    passed = "检查通过：1 个部分、2 项任务、4 条措施、2 个单位。"
    create = PROBLEM_FORMATS["text"]
    assert create(other_views.plan, []) == passed
    assert create(other_views.plan, [warning]).splitlines() == [str(warning), "", f"{passed}有 1 个提示，请核对。"]
    error = Problem(Place("plan/tasks.yaml", 4, 1), "ids", "重复", Level.ERROR)
    assert create(None, [error]).splitlines() == [str(error), "", "共有 1 个问题，改好之前不能生成网站。"]
