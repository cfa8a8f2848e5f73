"""The audit finds what it is there to find: a good site, damaged in one way, is refused with exactly that finding."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.__main__ import main
from macros.audit import CHECKS, audit_site, list_heavy_pages, weight
from macros.sums import write_sums
from tests.conftest import ROOT, run_mkdocs
from tests.tried import record_tried

#: The other plan's site: where it stands, and what it was told.
PATH = "/sub/"


@pytest.fixture
def copy(other_site: Path, tmp_path: Path) -> Path:
    """A site to damage. Its files are shared with the good one, so each is to be replaced, not written into."""
    return shutil.copytree(other_site, tmp_path / "site", copy_function=os.link)


def put(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text, path
    put(path, text.replace(old, new).encode())


def edit_part(path: Path, part: str, old: str, new: str, times: int = -1) -> None:
    """In a Word or Excel file; every time if `times` is -1."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    text = parts[part].decode()
    assert old in text, (path, part)
    parts[part] = text.replace(old, new, times).encode()
    path.unlink()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)


def edit_json(path: Path, change: Callable[[Any], object]) -> None:
    data = json.loads(path.read_bytes())
    change(data)
    put(path, json.dumps(data, ensure_ascii=False).encode())


def describe_again(folder: Path) -> None:
    """datapackage.json as it would be, so that what is found is in the table itself."""

    def change(data: Any) -> None:
        for table in data["resources"]:
            content = (folder / "downloads" / table["path"]).read_bytes()
            table["bytes"], table["hash"] = len(content), f"sha256:{hashlib.sha256(content).hexdigest()}"

    edit_json(folder / "downloads/datapackage.json", change)


def find(folder: Path) -> list[str]:
    """Findings, the list of digests being that of the damaged site."""
    put(folder / "SHA256SUMS", b"")
    write_sums(folder)
    return audit_site(folder, PATH)


#: file, what stands there, what it becomes, and the finding, which begins with the file.
EDITS = [
    ("tasks/1.1/index.html", 'href="../../agencies/first-bureau/"', 'href="../../agencies/nowhere/"', "指向的“agencies/nowhere/index.html”不存在"),
    ("agencies/first-bureau/index.html", "/tasks/1.1/#first-1", "/tasks/1.1/#first-99", "指向的锚点不存在"),
    ("agencies/old-bureau/index.html", "url=../first-bureau/", "url=../nowhere/", "不存在"),
    ("embed/agencies/second-bureau/index.html", '<h1>', '<h1><a href="../x/">', "不存在"),
    ("tasks/1.1/index.html", "<h1", '<h1><a href="http://[x">甲</a></h1><h1', "不是网址"),
    ("index.html", '<h1', '<p><a href="javascript:alert(1)">甲</a></p><h1', "的协议不允许"),
    ("tasks/1.1/index.html", "<h1", '<p id="first-1"></p><h1', "锚点“first-1”重复"),
    ("plan/index.html", 'id="first-1"', 'id="other-1"', "缺少措施 first-1"),
    ("index.html", "<h1", "<p>{{ key_figures() }}</p><h1", "留有没有处理的模板标记“{{”"),
    ("index.html", "<title>", "<title>{% raw %}", "留有没有处理的模板标记“{%”"),
    ("index.html", "<h1", '<img src="https://cdn.example/a.png"><h1', "从站外加载“https://cdn.example/a.png”"),
    ("index.html", "<h1", '<img srcset="//cdn.example/a.png 2x"><h1', "从站外加载"),
    ("index.html", "<h1", '<script src="//cdn.example/a.js"></script><h1', "从站外加载"),
    ("index.html", "</head>", '<link rel="stylesheet" href="http://cdn.example/a.css"></head>', "从站外加载"),
    ("index.html", "<h1", '<iframe src="https://map.example/"></iframe><h1', "从站外加载"),
    ("index.html", "<h1", '<img src="nothing.png"><h1', "指向的“nothing.png”不存在"),
    ("assets/plan.css", ".ap-foot {", '.x { background: url("https://cdn.example/a.png"); } .ap-foot {', "从站外加载"),
    ("assets/plan.css", ".ap-foot {", ".x { background: url(nothing.png); } .ap-foot {", "指向的“assets/nothing.png”不存在"),
    ("assets/embed.css", "body", '@import "//cdn.example/a.css"; body', "从站外加载"),
    ("calendar/index.html", "<h1", "<h4", "页面是空的，或者一级标题不是正好一个"),
    ("calendar/index.html", "default-src 'none'", "default-src *", "没有“只从本站加载”的安全策略"),
    ("calendar/index.html", "script-src 'self'", "script-src 'self' https://cdn.example", "没有“只从本站加载”的安全策略"),
    ("search/entries.json", '"tasks/1.1/"', '"tasks/9.9/"', "指向的“tasks/9.9/index.html”不存在"),
    ("redirects.json", "agencies/first-bureau/", "agencies/third-bureau/", "不存在"),
    ("api/v1/tasks/1.1.json", "第一项", "第二项", "和 api/v1/plan.json 里的这项任务不一样"),
    ("api/v1/units/first-bureau.json", '"via": null', '"via": "某些"', "责任和 api/v1/plan.json 的不一样"),
    ("api/v1/units/first-bureau.json", '"total": 4', '"total": 5', "条数（counts）和列出的责任不一样"),
    ("downloads/measures.csv", "first-1,", "first-9,", "缺少措施 first-1"),
    ("downloads/measures.csv", "first-1,", "first-9,", "多出措施 first-9"),
    ("api/v1/deadlines.json", '"text": "', '"text": "约', "的时限和 api/v1/plan.json 的不一样"),
    ("calendar/deadlines.ics", "UID:second-1", "UID:second-9", "缺少日历事件 second-1"),
    ("agencies/second-bureau/deadlines.ics", "BEGIN:VEVENT", "BEGIN:VTODO", "文件是坏的"),
    ("agencies/second-bureau/lead.ics", "END:VCALENDAR\r\n", "", "文件是坏的"),
    ("embed/agencies/second-bureau/index.html", "#second-1", "", "缺少措施 second-1"),
    ("downloads/data/tasks.yaml", "sections:", "sections: # 改", "内容和 downloads/data/SHA256SUMS 里的"),
    ("404.html", "SHA-256：", "SHA-256：<i></i>", None),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "finding"), EDITS)
def test_one_fault_is_found(copy: Path, file: str, old: str, new: str, finding: str | None) -> None:
    edit(copy / file, old, new)
    if file.endswith("measures.csv"):
        describe_again(copy)
    found = find(copy)
    if finding is None:  # a change that is no fault
        assert found == []
        return
    assert any(finding in line for line in found), found
    assert all(line.startswith(("api/v1/plan.json", file)) for line in found), found


def damage_sums_content(folder: Path) -> None:
    put(folder / "robots.txt", b"User-agent: *\n")


def damage_sums_more(folder: Path) -> None:
    put(folder / "more.txt", b"more")


def damage_sums_less(folder: Path) -> None:
    (folder / "robots.txt").unlink()


def damage_sums_order(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    put(folder / "SHA256SUMS", b"".join(reversed(lines)))


def damage_sums_gone(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        (damage_sums_content, "robots.txt：内容和 SHA256SUMS 里的 SHA-256 不一样。"),
        (damage_sums_more, "more.txt：没有列入 SHA256SUMS。"),
        (damage_sums_less, "SHA256SUMS：列出的“robots.txt”不存在。"),
        (damage_sums_order, "SHA256SUMS：没有按文件名排序，或者有重复的文件。"),
        (damage_sums_gone, "SHA256SUMS：没有这个文件。"),
    ],
)
def test_the_list_of_digests_is_that_of_the_files(copy: Path, damage: Callable[[Path], None], finding: str) -> None:
    damage(copy)
    assert audit_site(copy, PATH) == [finding]


def damage_page(folder: Path) -> None:
    shutil.rmtree(folder / "agencies" / "second-bureau")


def damage_empty(folder: Path) -> None:
    put(folder / "api/v1/openapi.json", b"")


def damage_json(folder: Path) -> None:
    put(folder / "api/v1/deadlines.json", b"{")


def damage_measure_feed(folder: Path) -> None:
    next(folder.glob("tasks/*/*.ics")).unlink()


def damage_duties(folder: Path) -> None:
    lines = (folder / "downloads/duties.csv").read_bytes().splitlines(keepends=True)
    put(folder / "downloads/duties.csv", b"".join(lines[:-1]))
    describe_again(folder)


def damage_certain(folder: Path) -> None:
    edit(folder / "downloads/duties.csv", "true", "false")
    describe_again(folder)


def damage_text(folder: Path) -> None:
    text = json.loads((folder / "api/v1/plan.json").read_bytes())["tasks"][0]["measures"][0]["text"].split("\n")[0]
    edit(folder / "downloads/measures.csv", text, "别的话")
    describe_again(folder)


def damage_excel_ids(folder: Path) -> None:
    edit_part(folder / "downloads/plan.xlsx", "xl/sharedStrings.xml", ">first-1<", ">first-9<")


def damage_excel_table(folder: Path) -> None:
    edit_part(folder / "downloads/plan.xlsx", "xl/sharedStrings.xml", "采暖季", "非采暖季")


def damage_description(folder: Path) -> None:
    edit(folder / "downloads/datapackage.json", '"hash": "sha256:', '"hash": "sha256:0')


def damage_contract(folder: Path) -> None:
    edit(folder / "api/v1/deadlines.json", '"undated"', '"dated"')


def damage_word(folder: Path) -> None:
    edit_part(folder / "downloads/plan.docx", "word/document.xml", "采暖季", "非采暖季")


def damage_zip(folder: Path) -> None:
    put(folder / "downloads/plan.docx", (folder / "downloads/plan.docx").read_bytes()[:2000])


def damage_unit_excel(folder: Path) -> None:
    edit_part(folder / "downloads/units/second-bureau.xlsx", "xl/sharedStrings.xml", ">second-1<", ">second-9<")


def damage_unit_word(folder: Path) -> None:
    edit_part(folder / "downloads/units/first-bureau.docx", "word/document.xml", "采暖季", "非采暖季")


def damage_unit_page(folder: Path) -> None:
    edit(folder / "agencies/second-bureau/index.html", 'id="second-1"', 'id="x-second-1"')


def damage_digest(folder: Path) -> None:
    edit_json(folder / "api/v1/plan.json", lambda plan: plan["provenance"].update(sha256="0" * 64))


def damage_foot(folder: Path) -> None:
    digest = json.loads((folder / "api/v1/plan.json").read_bytes())["provenance"]["sha256"]
    edit(folder / "data/index.html", digest, "0" * 64)


def damage_large(folder: Path) -> None:
    edit(folder / "index.html", "</article>", f"<p>{'x' * 300_000}</p></article>")


def damage_frame(folder: Path) -> None:
    put(folder / "assets/embed.js", b"//" + b"x" * 600_000)


DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (damage_page, r"单位 second-bureau（乙局）没有页面或数据。"),
    (damage_empty, r"api/v1/openapi.json：是空文件。"),
    (damage_json, r"api/v1/deadlines.json：文件是坏的，读不出来（JSONDecodeError）。"),
    (damage_measure_feed, r"tasks/[\w.]+/[\w-]+.ics：没有这个文件。|tasks/.*不存在。"),
    (damage_duties, r"downloads/duties.csv：有 \d+ 条责任，api/v1/plan.json 里有 \d+ 条。"),
    (damage_certain, r"downloads/duties.csv：责任和 api/v1/plan.json 的不一样。"),
    (damage_text, r"downloads/measures.csv：措施 [\w-]+ 的原文或日期和 api/v1/plan.json 的不一样。"),
    (damage_excel_ids, r"downloads/plan.xlsx（措施）：(缺少措施 first-1|多出措施 first-9)。"),
    (damage_excel_table, r"downloads/plan.xlsx（计划表）：缺少措施 .*，或者先后不对。"),
    (damage_description, r"downloads/\w+.csv：大小或 SHA-256 和 downloads/datapackage.json 写的不一样。"),
    (damage_contract, r"数据缺少字段，或者字段不对（check_calendar：KeyError\('undated'\)）。"),
    (damage_word, r"downloads/plan.docx：缺少措施 first-1，或者先后不对。"),
    (damage_zip, r"downloads/plan.docx：文件是坏的，读不出来（BadZipFile）。"),
    (damage_unit_excel, r"downloads/units/second-bureau.xlsx：缺少措施 second-1。"),
    (damage_unit_word, r"downloads/units/first-bureau.docx：缺少措施 first-1。"),
    (damage_unit_page, r"agencies/second-bureau/index.html：缺少措施 second-1。|.*锚点不存在。"),
    (damage_digest, r"api/v1/plan.json：数据的 SHA-256 和 downloads/data/SHA256SUMS 的不一样。"),
    (damage_foot, r"data/index.html：页面上没有写明数据的 SHA-256，或者写得不对。"),
    (damage_large, r"index.html：网页有 \d+KB，按数据的多少不应超过 \d+KB。"),
    (damage_frame, r"embed/.*/index.html：加载的样式、脚本和图共 \d+KB，不应超过 \d+KB。"),
]


@pytest.mark.parametrize(("damage", "finding"), DAMAGES)
def test_one_damage_is_found(copy: Path, damage: Callable[[Path], None], finding: str) -> None:
    damage(copy)
    found = find(copy)
    assert found
    if damage is damage_page:  # what leads there is told as well
        assert any(re.fullmatch(finding, line) for line in found), found
        assert any("agencies/second-bureau/index.html”不存在" in line for line in found)
    else:
        assert [line for line in found if not re.fullmatch(finding, line)] == []


def test_revisions_are_counted(site: Path, tmp_path: Path) -> None:
    """The first edition has a recorded revision."""
    folder = shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    feed = (folder / "changes/atom.xml").read_text(encoding="utf-8")
    first = feed[feed.index("  <entry>") : feed.index("</feed>")].replace("2026-", "2025-")
    edit(folder / "changes/atom.xml", "  <entry>", f"{first}  <entry>")
    edit(folder / "agencies/tax/atom.xml", "</feed>", "<entry><title>没有这次</title></entry></feed>")
    put(folder / "SHA256SUMS", b"")
    write_sums(folder)
    assert audit_site(folder) == [
        "changes/atom.xml：有 2 次修订，changes/index.html 上有 1 次。",
        "api/v1/plan.json：最近一次登记的修订和 changes/atom.xml 的不一样。",
        "agencies/tax/atom.xml：多出修订 没有这次。",
    ]


def test_every_kind_of_finding_was_tried() -> None:
    """A sentence of which no test above expects a part is one that nobody has seen work."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "macros" / "audit").glob("*.py"))
    tests = re.sub(r"\\d\+|\[.*?\]\+", "", Path(__file__).read_text(encoding="utf-8"))
    sentences = [re.sub(r"^\{[^}]*\}[^：]*：", "", said) for said in re.findall(r'yield f"(.*?)"\n', code)]
    for sentence in sentences:
        words = [word for part in re.split(r"\{[^}]*\}", sentence) for word in re.findall(r"[\u4e00-\u9fff]{2,}", part)]
        assert max(words, key=len) in tests, sentence
    assert len(sentences) >= 30
    record_tried("发布前核对：把网站弄坏一处", len(EDITS) + len(DAMAGES) + 6, "每次都指出那一处，不采用")


def test_a_release_with_compressed_files_passes(copy: Path) -> None:
    put(copy / "plan/index.html.gz", gzip.compress((copy / "plan/index.html").read_bytes()))
    assert audit_site(copy, PATH) == []


def test_a_large_plan_is_published_with_a_warning(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of pages grow with the data; what is heavy in itself is told, and stops nothing."""
    plan = copy / "api/v1/plan.json"
    put(plan, plan.read_bytes() + b" " * 1_000_000)
    edit(copy / "plan/index.html", "</article>", f"<p>{'x' * 2_100_000}</p></article>")
    assert find(copy) == []
    [told] = list_heavy_pages(copy)
    assert re.fullmatch(r"提示：plan/index.html 有 2.1MB，手机上打开会慢；计划很大时可以分成几份。", told)
    monkeypatch.setattr(weight, "PAGE_PER_DATA", 0)
    assert any(line.startswith("plan/index.html：网页有") for line in audit_site(copy, PATH))


def test_the_command_says_what_is_wrong(copy: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "macros", "audit", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    address = "--site-url=https://plan.example/sub/"
    good = run(str(copy), address)
    assert (good.returncode, good.stdout) == (0, "没有发现不对的地方。\n")
    (copy / "robots.txt").unlink()
    bad = run(str(copy), address)
    assert (bad.returncode, bad.stdout) == (1, "SHA256SUMS：列出的“robots.txt”不存在。\n\n共 1 处不对，不要发布。\n")
    assert run(str(copy / "nothing")).returncode == 1


def test_every_check_says_what_it_is_for() -> None:
    assert len(CHECKS) == len(set(CHECKS)) == 17


def test_braces_that_were_once_said_are_no_leftover(tmp_path: Path) -> None:
    """A text with braces was published and corrected: the redline shows it for ever, with a reason that has braces too."""
    plan = shutil.copytree(ROOT / "macros" / "store" / "sample", tmp_path / "plan")
    tasks = plan / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    old = "更新情况与乙部门共享"
    tasks.write_text(text.replace(old, f"{{{{甲}}}}{old}"), encoding="utf-8")
    assert main(["record", "--folder", str(plan), "--why", "印发 {% if %}"]) == 0
    base = shutil.copytree(plan, tmp_path / "base")
    tasks.write_text(text.replace(old, f"{{{{乙}}}}{old}"), encoding="utf-8")
    assert main(["record", str(base), "--folder", str(plan), "--why", "改正 {{ x }}"]) == 0
    site = tmp_path / "site"
    built = run_mkdocs("build", "--strict", "--site-dir", str(site), PLAN=str(plan))
    assert built.returncode == 0, built.stderr
    assert "{{" in (site / "changes" / "index.html").read_text(encoding="utf-8")
    assert audit_site(site, "/") == []
    edit(site / "changes" / "index.html", "<h1", "<p>{{ other }}</p><h1")
    assert any("留有没有处理的模板标记" in finding for finding in find(site))


@pytest.mark.parametrize("text", ["'=1+1。", "＝1+1。", "－5℃以下停工。", "_x0041_甲_x000D_乙。", "''＋1。"])
def test_texts_that_formats_write_otherwise_are_no_difference(tmp_path: Path, text: str) -> None:
    """Guards of CSV and the escapes of Excel are taken off by the audit's own hand."""
    plan = shutil.copytree(ROOT / "macros" / "store" / "sample", tmp_path / "plan")
    tasks = (plan / "tasks.yaml").read_text(encoding="utf-8")
    old = list(re.finditer(r"            text: \|-\n(?: {14}.*\n)+", tasks))[-1][0]
    new = f"            text: {json.dumps(text, ensure_ascii=False)}\n"
    (plan / "tasks.yaml").write_text(tasks.replace(old, new), encoding="utf-8")
    site = tmp_path / "site"
    built = run_mkdocs("build", "--strict", "--site-dir", str(site), PLAN=str(plan))
    assert built.returncode == 0, built.stdout + built.stderr
    assert text in (site / "api/v1/plan.json").read_text(encoding="utf-8")
    assert audit_site(site, "/") == []
