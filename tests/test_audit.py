"""The audit finds what it is there to find: a good site, damaged in one place, is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.audit import audit_site


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("tasks/14/index.html", 'href="../../towns/yongding/"', 'href="../../towns/nowhere/"', "不存在"),
        ("towns/yongding/index.html", "/tasks/14/#t14-2", "/tasks/14/#t14-99", "锚点不存在"),
        ("tasks/14/index.html", 'id="t14-2"', 'id="t14-1"', "重复"),
        ("plan/index.html", 'id="t14-2"', 'id="t99-2"', "缺少措施 t14-2"),
        ("index.html", "关键数字", "{{ key_figures() }}", "模板标记"),
        ("index.html", "关键数字", '<img src="https://cdn.example/a.png">', "从站外加载"),
        ("index.html", '<a class="ap-chip" href="./towns/yongding/"', '<a href="javascript:alert(1)"', "协议不允许"),
        ("targets/index.html", "<h1", "<h4", "一级标题不是正好一个"),
    ],
)
def test_one_fault_is_found(site: Path, tmp_path: Path, file: str, old: str, new: str, finding: str) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    found = audit_site(folder)
    assert any(finding in line for line in found), found
    assert all(line.startswith(file) for line in found if finding in line)


def test_a_missing_page_is_found(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    shutil.rmtree(folder / "agencies" / "tax")
    found = audit_site(folder)
    assert "单位 tax（区税务局）没有页面或数据。" in found
    assert any("agencies/tax/index.html”不存在" in line for line in found)
