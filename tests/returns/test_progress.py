"""Reports of bodies: forms filled in as a person fills them, read back, written, checked and shown. All entries are made up."""

from __future__ import annotations

import datetime
import io
import json
import os
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from macros.__main__ import main
from macros.check.checker import check_plan
from macros.exports.xlsx import create_unit_xlsx
from macros.model import ProgressState
from macros.returns.forms import load_returns
from macros.views.plan_views import PlanViews
from tests.conftest import OTHER, PLAN, load, run_mkdocs

TODAY = date(2023, 7, 5)
Edit = Callable[[Worksheet], None]


def fill(views: PlanViews, folder: Path, unit: str, edit: Edit) -> Path:
    """A body's form as it is downloaded, opened and saved by another program after `edit`."""
    book = openpyxl.load_workbook(io.BytesIO(create_unit_xlsx(views, views.plan.units[unit])))
    edit(book["任务分工表"])
    path = folder / f"{unit}.xlsx"
    book.save(path)
    return path


def row_of(sheet: Worksheet, measure: str) -> int:
    return [cell.value for cell in sheet["A"]].index(measure) + 1


def write(sheet: Worksheet, measure: str, *values: object) -> None:
    for column, value in zip("GHIJKL", values, strict=False):
        sheet[f"{column}{row_of(sheet, measure)}"].value = value


def read(views: PlanViews, tmp_path: Path, edit: Edit, unit: str = "urban-management") -> list[str]:
    entries, problems = load_returns([fill(views, tmp_path, unit, edit)], views, TODAY, None)
    assert not (entries and problems)
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in problems]


def test_a_form_from_before_the_last_column_is_read_and_a_changed_one_is_told(tmp_path: Path, views: PlanViews) -> None:
    measure = views.units["tanzhesi"].rows[0].measure.id

    def take_away(sheet: Worksheet) -> None:
        write(sheet, measure, "未启动", "没有", "", "", "张三", "2023年7月1日")
        assert sheet["M3"].value == "同做单位"
        for row in range(3, sheet.max_row + 1):
            sheet.cell(row, 13).value = None

    def write_beside(sheet: Worksheet) -> None:
        sheet["M5"].value = "某某局"

    entries, problems = load_returns([fill(views, tmp_path, "tanzhesi", take_away)], views, TODAY, None)
    assert (len(entries), problems) == (1, [])
    assert read(views, tmp_path, write_beside) == [
        "urban-management.xlsx：任务分工表!M5：表格外面写了“某某局”，没有地方放；请填进表里，再删掉它。"
    ]


def test_a_filled_form_becomes_entries_and_nothing_else_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    views = PlanViews(load(folder))
    measure = views.units["tanzhesi"].rows[0].measure.id

    def edit(sheet: Worksheet) -> None:
        day = datetime.datetime(2023, 6, 30)  # noqa: DTZ001  # as Excel keeps days
        write(sheet, measure, "推进中", "完成“一半”。\n=另一半：9月", " 缺车 ", None, "张三", day)

    form = fill(views, tmp_path, "tanzhesi", edit)
    other = fill(
        views, tmp_path, "yongding", lambda sheet: write(sheet, measure, "未启动", "没有", "", "", "", "2023年7月1日")
    )
    command = ["returns", "--folder", str(folder), "--source", "https://report.example/1", str(form), str(other)]
    assert main(command) == 0
    assert "潭柘寺镇：1条" in capsys.readouterr().out
    assert {name: (folder / name).read_bytes() for name in before} == before
    [first, second] = load(folder).progress
    assert (first.measure, first.unit, first.on, first.state) == (
        measure, "tanzhesi", date(2023, 6, 30), ProgressState.UNDER_WAY,
    )  # fmt: skip
    assert first.words == "完成“一半”。\n=另一半：9月"
    assert (first.issues, first.next_steps, first.source) == ("缺车", None, "https://report.example/1")
    assert (second.unit, second.on) == ("yongding", date(2023, 7, 1))
    written = (folder / "progress.yaml").read_text(encoding="utf-8")
    assert "张三" not in written  # a person's name is nobody's business
    assert main(["format", "--check", str(folder)]) == 0
    assert main(command) == 0  # handed in twice
    assert "没有新的进展" in capsys.readouterr().out
    assert (folder / "progress.yaml").read_text(encoding="utf-8") == written
    (folder / "progress.yaml").write_text(f"# 说明\n{written}", encoding="utf-8")
    assert (
        main(
            [
                *command[:-2],
                str(
                    fill(
                        views,
                        tmp_path,
                        "junzhuang",
                        lambda sheet: write(sheet, measure, "已完成", "好", "", "", "", "2023-07-02"),
                    )
                ),
            ]
        )
        == 0
    )
    assert (folder / "progress.yaml").read_text(encoding="utf-8").startswith(f"# 说明\n{written}")


def test_a_form_saved_in_the_strict_form_with_parts_of_other_names_is_read(views: PlanViews, tmp_path: Path) -> None:
    measure = views.units["urban-management"].rows[0].measure.id

    def edit(sheet: Worksheet) -> None:
        write(sheet, measure, "推进中", "完成一半。", None, None, "张三", "2023-06-30")
        sheet["H4"].comment = Comment("批注", "某人")

    path = fill(views, tmp_path, "urban-management", edit)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            spaces = part.replace(transitional + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main")
            ties = transitional + b"officeDocument/2006/relationships"
            file.writestr(
                name.replace("sheet1", "SHEET1"), spaces.replace(ties, strict + b"officeDocument/relationships")
            )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, problems = load_returns([path], views, TODAY, None)
    assert [str(problem).partition("!")[2] for problem in problems] == [
        "H4：有批注，不会收；请把内容填进表里，再删掉批注。"
    ]


def test_an_empty_form_reports_nothing(views: PlanViews, tmp_path: Path) -> None:
    assert load_returns([fill(views, tmp_path, "tanzhesi", lambda _: None)], views, TODAY, None) == ([], [])


def first_id(sheet: Worksheet) -> str:
    return str(sheet["A4"].value)


REFUSED: dict[str, tuple[Edit, str]] = {
    "another body's rows": (lambda s: setattr(s["A5"], "value", "t99-1"), "urban-management.xlsx：任务分工表!A5：区城管委没有编号是“t99-1”的措施"),
    "changed text": (lambda s: setattr(s["D4"], "value", "别的话"), "任务分工表!D4：“工作措施”和现在的计划不一样"),
    "changed deadline": (lambda s: setattr(s["E4"], "value", "明年"), "任务分工表!E4：“完成时限”和现在的计划不一样"),
    "a row less": (lambda s: s.delete_rows(5), "少了措施"),
    "a row twice": (lambda s: s.append([s.cell(4, n).value for n in range(1, 13)]), "已经有一行"),
    "columns changed": (lambda s: setattr(s["H3"], "value", "情况"), "任务分工表!H3：栏名应是“进展情况”，现在是“情况”"),
    "no such body": (lambda s: setattr(s["A1"], "value", "区甲局任务分工表"), "第1行应是“某某单位任务分工表”，现在是“区甲局任务分工表”"),
    "an unknown state": (lambda s: write(s, first_id(s), "快了", "话", "", "", "", "2023-06-30"), "任务分工表!G4：“进展”只能是未启动、推进中、达进度、欠进度、已完成，现在是“快了”"),
    "no state": (lambda s: write(s, first_id(s), None, "话", "", "", "", "2023-06-30"), "任务分工表!G4：填了进展的措施，“进展”不能空着"),
    "no words": (lambda s: write(s, first_id(s), "推进中", " ", "", "", "", "2023-06-30"), "任务分工表!H4：填了进展的措施，“进展情况”不能空着"),
    "no date": (lambda s: write(s, first_id(s), "推进中", "话"), "任务分工表!L4：填了进展的措施，“日期”不能空着"),
    "no such day": (lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-06-31"), "任务分工表!L4：“日期”应是日期，例如 2023-06-30，现在是“2023-06-31”"),
    "a number for a date": (lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "上周"), "现在是“上周”"),
    "a day to come": (lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-07-06"), "任务分工表!L4：“日期”2023-07-06 还没有到"),
    "a formula": (lambda s: write(s, first_id(s), "推进中", "=1+1", "", "", "", "2023-06-30"), "任务分工表!H4：“进展情况”里是公式"),
    "an unseen character": (lambda s: write(s, first_id(s), "推进中", "话\u202e", "", "", "", "2023-06-30"), "任务分工表!H4：“进展情况”里有看不见的特殊字符"),
    "a share": (lambda s: write(s, first_id(s), "推进中", 0.8, "", "", "", "2023-06-30"), "任务分工表!H4：“进展情况”被表格软件当成了数字或日期"),
    "a day in the words": (lambda s: write(s, first_id(s), "推进中", datetime.datetime(2023, 6, 30), "", "", "", "2023-06-30"), "任务分工表!H4：“进展情况”被表格软件当成了数字或日期"),  # noqa: DTZ001
    "a bar": (lambda s: write(s, first_id(s), "推进中", "|表|", "", "", "", "2023-06-30"), "任务分工表!H4：“进展情况”不能以竖线开头"),
    "another century": (lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "1923-06-30"), "任务分工表!L4：“日期”1923-06-30 离计划年度（2023）太远"),
    "merged cells": (lambda s: s.merge_cells("G4:G6"), "任务分工表!G4:G6：这几格合并了"),
    "beside the table": (lambda s: setattr(s["M5"], "value", "备注"), "任务分工表!M5：表格外面写了“备注”"),
    "a comment": (lambda s: setattr(s["H5"], "comment", Comment("看这里", "某人")), "任务分工表!H5：有批注，不会收"),
    "below the table": (lambda s: setattr(s["H99"], "value", "另有"), "任务分工表!H99：这一行没有措施编号"),
    "something on another sheet": (lambda s: setattr(s.parent.create_sheet("补充")["B2"], "value", "还有"), "另有工作表“补充”"),
    "no form": (lambda s: setattr(s, "title", "别的"), "里面没有“任务分工表”这张工作表"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_form_is_refused_with_its_cell(views: PlanViews, tmp_path: Path, case: str) -> None:
    edit, message = REFUSED[case]
    problems = read(views, tmp_path, edit)
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith("urban-management.xlsx：") for problem in problems)


def test_one_wrong_form_does_not_silence_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """ALL=1 is for who wants all of them or none."""
    folder = shutil.copytree(PLAN, tmp_path / "plan")
    views = PlanViews(load(folder))
    good = fill(views, tmp_path, "tanzhesi", lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-06-30"))
    bad = fill(views, tmp_path, "yongding", lambda s: write(s, first_id(s), "推进中"))
    words = ["returns", "--folder", str(folder), str(bad), str(good)]
    assert main([*words, "--all"]) == 1
    assert "改好以前一条也没有写" in capsys.readouterr().out
    assert not (folder / "progress.yaml").exists()
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "2 份表里 1 份有错，共 2 处要改；有错的表一条也没有收" in said
    assert "潭柘寺镇：1条" in said
    assert [(entry.unit, entry.words) for entry in load(folder).progress] == [("tanzhesi", "话")]


def test_a_form_that_contradicts_one_before_it_is_wrong_alone(tmp_path: Path) -> None:
    views = PlanViews(load(PLAN))
    paths = []
    for number, words in enumerate(("甲", "乙")):
        (tmp_path / str(number)).mkdir()
        edit: Edit = lambda s, words=words: write(s, first_id(s), "推进中", words, "", "", "", "2023-06-30")  # type: ignore[misc]  # noqa: E731
        paths.append(fill(views, tmp_path / str(number), "tanzhesi", edit))
    entries, [problem] = load_returns(paths, views, TODAY, None)
    assert [entry.words for entry in entries] == ["甲"]
    assert problem.file == str(paths[1])


def test_every_file_is_read_or_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, forms = shutil.copytree(PLAN, tmp_path / "plan"), tmp_path / "收到 的表"
    (forms / "子文件夹" / "更深").mkdir(parents=True)
    views = PlanViews(load(folder))
    names = {"tanzhesi": "a.xlsx", "yongding": "B.XLSX", "finance": "子文件夹/c.xlsm", "water": "子文件夹/更深/d.Xlsx"}
    for unit, name in names.items():
        path = fill(views, tmp_path, unit, lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-06-30"))
        path.rename(forms / name)
    others = {
        "说明.docx": "不是 .xlsx 表格", "旧表.XLS": "是 .xls 文件，请用 Excel 或 WPS 另存为 .xlsx", "~$a.xlsx": "是 Excel 打开文件时",
        ".DS_Store": "是隐藏文件", "子文件夹/e.csv": "是 .csv 文件",
    }  # fmt: skip
    for name in others:
        (forms / name).write_bytes(b"x")
    (forms / "link.xlsx").symlink_to(forms / "a.xlsx")
    (forms / "links").symlink_to(tmp_path)
    os.mkfifo(forms / "pipe.xlsx")
    assert main(["returns", "--folder", str(folder), str(forms)]) == 0
    said = capsys.readouterr().out
    for name, reason in (others | {"link.xlsx": "是链接", "links": "是链接", "pipe.xlsx": "不是文件"}).items():
        assert re.search(rf"没有读：{re.escape(str(forms / name))}：{reason}", said), name
    assert said.count("没有读：") == len(others) + 3
    assert "共 4 条" in said


def test_a_picture_in_a_form_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(PLAN, tmp_path / "plan")
    views = PlanViews(load(folder))

    def edit(sheet: Worksheet) -> None:
        write(sheet, first_id(sheet), "推进中", "话", "", "", "", "2023-06-30")
        sheet.add_image(Image(io.BytesIO((PLAN.parents[2] / "readme.png").read_bytes())), "N3")

    path = fill(views, tmp_path, "tanzhesi", edit)
    assert main(["returns", "--folder", str(folder), str(path)]) == 0
    said = capsys.readouterr().out
    assert f"没有收：{path}：里面的图片（xl/media/image1.png）没有地方放" in said
    assert "潭柘寺镇：1条" in said


def test_macros_of_a_form_are_reported_and_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(PLAN, tmp_path / "plan")
    path = fill(
        PlanViews(load(folder)),
        tmp_path,
        "tanzhesi",
        lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-06-30"),
    ).rename(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert main(["returns", "--folder", str(folder), str(path)]) == 0
    assert "里面的宏（没有运行）" in capsys.readouterr().out


def test_nothing_is_written_while_the_only_form_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    views = PlanViews(load(folder))
    bad = fill(views, tmp_path, "yongding", lambda s: write(s, first_id(s), "推进中"))
    assert main(["returns", "--folder", str(folder), str(bad)]) == 1
    assert "1 份表里 1 份有错，共 2 处要改；有错的表一条也没有收" in capsys.readouterr().out
    assert not (folder / "progress.yaml").exists()


def test_another_report_of_the_same_day_is_refused(tmp_path: Path) -> None:
    views = PlanViews(load(OTHER))
    edit: Edit = lambda s: write(s, "first-2", "已完成", "改口", "", "", "", "2024-06-30")  # noqa: E731
    path = fill(views, tmp_path, "first-bureau", edit)
    entries, [problem] = load_returns([path], views, date(2024, 7, 1), None)
    assert entries == []
    assert "2024-06-30 对 first-2 的进展已经填报过，内容不同" in str(problem)


def test_where_it_was_published_may_come_later(tmp_path: Path) -> None:
    views = PlanViews(load(OTHER))

    def edit(sheet: Worksheet) -> None:
        write(sheet, "first-2", "推进中", "一季度检查三次。", "", "", "", "2024-03-31")

    path = fill(views, tmp_path, "first-bureau", edit)
    assert load_returns([path], views, date(2024, 7, 1), "https://report.example/later") == ([], [])


def test_formatting_below_the_table_is_no_content(views: PlanViews, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A5000"].number_format = "0%"
        sheet["A1048576"].number_format = "0%"

    assert load_returns([fill(views, tmp_path, "tanzhesi", edit)], views, TODAY, None) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "progress: []\n",
        "progress:   []  # 无\n",
        "progress: [{}]\n",
        "---\nprogress:\n- {}\n...\n",
        "progress:\n    - {}\n",
    ],
)
def test_entries_are_added_to_whatever_layout_stands_there(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    entry = "{measure: t1-1, unit: 区城管委, on: 2023-05-01, state: 推进中, words: 甲}"
    (folder / "progress.yaml").write_text(text.replace("{}", entry), encoding="utf-8")
    views = PlanViews(load(folder))
    form = fill(views, tmp_path, "tanzhesi", lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-06-30"))
    assert main(["returns", "--folder", str(folder), str(form)]) == 0
    assert [item.words for item in load(folder).progress] == ["甲"] * text.count("{}") + ["话"]
    assert ("# 无" in text) == ("# 无" in (folder / "progress.yaml").read_text(encoding="utf-8"))


def test_a_folder_of_forms_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, forms = tmp_path / "plan", tmp_path / "收到 的表"
    shutil.copytree(PLAN, folder)
    forms.mkdir()
    views = PlanViews(load(folder))
    for unit in ("tanzhesi", "yongding"):
        fill(views, forms, unit, lambda s: write(s, first_id(s), "推进中", "话", "", "", "", "2023-06-30"))
    (forms / "~$tanzhesi.xlsx").write_bytes(b"open in Excel")
    assert main(["returns", "--folder", str(folder), str(forms)]) == 0
    assert "共 2 条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "这不是完整的 .xlsx 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "设了打开密码的文件，或者是旧格式"),
        (b"PK\x03\x04" + bytes(100), "这不是完整的 .xlsx 文件"),
        (b"a,b\n", "这不是完整的 .xlsx 文件"),
        (None, "找不到这个文件"),
    ],
)
def test_what_is_no_workbook_is_refused(views: PlanViews, tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "form.xlsx"
    if content is not None:
        path.write_bytes(content)
    entries, [problem] = load_returns([path], views, TODAY, None)
    assert entries == []
    assert message in str(problem)


def test_a_workbook_that_would_fill_the_memory_is_refused(views: PlanViews, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    assert path.stat().st_size < 1_000_000
    entries, [problem] = load_returns([path], views, TODAY, None)
    assert entries == []
    assert "文件展开以后太大" in str(problem)


def test_a_cut_workbook_is_refused(views: PlanViews, tmp_path: Path) -> None:
    path = fill(views, tmp_path, "tanzhesi", lambda _: None)
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        names = file.namelist()
    for number, part in enumerate(names):
        with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w") as target:
            for name in names:
                if name != part:
                    target.writestr(name, source.read(name))
        entries, problems = load_returns([path], views, TODAY, None)
        assert entries == [], (number, part, problems)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("measure: second-1", "measure: second-9", "progress.yaml:22:14: 没有编号是“second-9”的措施，是不是“second-2”？"),
        ("unit: 乙局", "unit: 丙局", "progress.yaml:23:11: 填报单位“丙局”没有登记"),
        ("unit: 乙局", "unit: 有关部门", "progress.yaml:23:11: 填报单位“有关部门”是统称，请写具体单位"),
        ("on: 2024-02-20", "on: 2042-02-20", "progress.yaml:24:9: 日期 2042-02-20 离计划年度（2024）太远"),
        ("on: 2024-06-30", "on: 2024-03-31", "progress.yaml:11:5: 甲局 2024-03-31 对 first-2 的进展写过了（第4行）"),
        ("state: 欠进度", "state: 迟了", "“state”"),
        ("https://report.example/2024/q1", "javascript:alert(1)", "应填 http:// 或 https:// 开头的网址"),
        ("https://report.example/2024/q1", 'https://a.example/"onclick=', "应填 http:// 或 https:// 开头的网址"),
        ("    words: |-\n      还差两项。\n", "", "缺少“words”"),
        ("unit: 乙局", "unit: 甲局", None),
    ],
)  # fmt: skip
def test_wrong_entries_are_refused(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    folder = tmp_path / "other"
    shutil.copytree(OTHER, folder)
    text = (folder / "progress.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "progress.yaml").write_text(text.replace(old, new), encoding="utf-8")
    plan, problems = check_plan(folder)
    if message is None:  # 甲局 supervises second-1: it may report too
        assert plan is not None
    else:
        assert plan is None
        assert any(message in str(problem) for problem in problems), problems


def test_a_body_without_a_duty_is_asked_about(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    shutil.copytree(OTHER, folder)
    text = (folder / "progress.yaml").read_text(encoding="utf-8")
    (folder / "progress.yaml").write_text(text.replace("measure: second-1", "measure: first-1"), encoding="utf-8")
    plan, [problem] = check_plan(folder)
    assert plan is not None
    assert "progress.yaml:23:11: 提示：“乙局”不是 first-1 的责任单位" in str(problem)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reported")
    result = run_mkdocs("build", "--strict", "--site-dir", str(folder), PLAN=str(OTHER))
    assert result.returncode == 0, result.stderr
    return folder


def test_pages_show_the_latest_entry_as_it_was_reported(reported: Path) -> None:
    task = (reported / "tasks" / "1.1" / "index.html").read_text(encoding="utf-8")
    own = (reported / "agencies" / "first-bureau" / "index.html").read_text(encoding="utf-8")
    for page in (task, own):
        assert page.count('class="ap-progress"') == 1
        assert '<strong class="ap-progress__state">达进度</strong>甲局' in page
        assert "2024年6月30日</time>填报" in page
        assert "&lt;b&gt;发现&lt;/b&gt;问题2处" in page
        assert "<strong>存在问题</strong>　一处没有整改完。" in page
        assert "一季度检查三次" not in page
        assert "以前还填报过1次" in page
    other = (reported / "agencies" / "second-bureau" / "index.html").read_text(encoding="utf-8")
    assert '<strong class="ap-progress__state">欠进度</strong>乙局' in other
    assert "甲局" not in other.split('class="ap-progress"')[1].split("</div>")[0]
    frame = (reported / "embed" / "agencies" / "first-bureau" / "index.html").read_text(encoding="utf-8")
    assert "<strong>达进度</strong>　甲局" in frame
    assert "2024年6月30日</time>填报：二季度检查三次，&lt;b&gt;发现" in frame
    assert "还差两项" not in frame  # another body's
    for word in ("逾期", "超期", "滞后", "落后"):
        assert word not in task + own + other + frame


def test_data_has_every_entry(reported: Path) -> None:
    data = json.loads((reported / "api" / "v1" / "progress.json").read_text(encoding="utf-8"))
    assert [(entry["measure"], entry["on"], entry["state"]) for entry in data["progress"]] == [
        ("second-1", "2024-02-20", "behind"),
        ("first-2", "2024-03-31", "under_way"),
        ("first-2", "2024-06-30", "on_track"),
    ]
    assert data["progress"][1]["source"] == "https://report.example/2024/q1"


def test_a_plan_without_reports_shows_none(site: Path) -> None:
    assert not (site / "api" / "v1" / "progress.json").exists()
    for page in site.rglob("*.html"):
        assert "ap-progress" not in page.read_text(encoding="utf-8"), page


@pytest.mark.parametrize(
    ("day", "is_far"),
    [("2022-12-31", True), ("2023-01-01", False), ("2029-12-31", False), ("2030-01-01", True)],
)
def test_a_report_lies_between_the_year_before_and_five_after(tmp_path: Path, day: str, is_far: bool) -> None:  # noqa: FBT001
    folder = tmp_path / "other"
    shutil.copytree(OTHER, folder)
    text = (folder / "progress.yaml").read_text(encoding="utf-8")
    (folder / "progress.yaml").write_text(text.replace("on: 2024-02-20", f"on: {day}"), encoding="utf-8")
    assert any("离计划年度（2024）太远" in problem.message for problem in check_plan(folder)[1]) is is_far
