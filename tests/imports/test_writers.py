"""Files of our own and of other programs come back as the same plan."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from macros.audit import audit_site
from macros.exports.csv_files import create_csv, create_datapackage
from macros.exports.word_sheets import create_plan_docx
from macros.exports.xlsx import create_plan_xlsx
from macros.imports.importing import import_document
from macros.views.flat_tables import build_measures_table
from macros.views.plan_views import PlanViews
from tests.conftest import PLAN, run_mkdocs
from tests.documents import WRITERS, make_plan, write_html
from tests.imports.reading import TITLES, TODAY, A, B, C, read_rows


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "measures.csv"])
def test_our_own_files_come_back_as_the_same_plan(site: Path, tmp_path: Path, name: str) -> None:
    import_document(site / "downloads" / name, tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == read_rows(PLAN)


@pytest.mark.parametrize("seed", [3, 8, 9, 14])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_generated_plans_survive_export_and_import(tmp_path: Path, kind: str, seed: int) -> None:
    plan = make_plan(seed)
    WRITERS["html"](plan, tmp_path / "plan.html")
    views = PlanViews(import_document(tmp_path / "plan.html", tmp_path / "first", TODAY).plan)
    table = build_measures_table(views.plan)
    content = {"docx": create_plan_docx, "xlsx": create_plan_xlsx}[kind](views) if kind != "csv" else create_csv(table)
    path = tmp_path / f"measures.{kind}"
    path.write_bytes(content)
    if kind == "csv":
        (tmp_path / "datapackage.json").write_text(create_datapackage(views.plan, {path.name: (table, content)}))
    import_document(path, tmp_path / "second", TODAY)
    assert read_rows(tmp_path / "second") == read_rows(tmp_path / "first") == plan.rows()


@pytest.mark.slow
def test_a_word_file_of_libreoffice(libreoffice: str, tmp_path: Path) -> None:
    plan = make_plan(13)
    WRITERS["html"](plan, tmp_path / "plan.html")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        libreoffice,
        profile,
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "plan.html")], check=True, capture_output=True)
    import_document(tmp_path / "plan.docx", tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == plan.rows()


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    plan = make_plan(14)
    write_html(plan, tmp_path / "plan.html", "gb18030")
    import_document(tmp_path / "plan.html", tmp_path / "plan", TODAY)
    assert read_rows(tmp_path / "plan") == plan.rows()


def test_a_page_that_a_table_holds_together(tmp_path: Path) -> None:
    """The plan is inside a cell of another table; a blank between two names stays, a line end of the file does not."""
    head = "".join(f"<td>{title}</td>" for title in TITLES)
    inner = f"<table><tr>{head}</tr><tr><td>1<td>任务<td>措\n 施。<td>年底前<td>{A} {B}<td>{C}</tr></table>"
    path = tmp_path / "plan.html"
    page = f"<html><table><tr><td>导航<td>栏目</tr><tr><td><h1>某市2024年行动计划</h1>{inner}</tr></table></html>"
    path.write_text(page, encoding="utf-8")
    done = import_document(path, tmp_path / "plan", TODAY)
    [measure] = read_rows(tmp_path / "plan")
    assert measure[2:] == ("1", "任务", "措施。", "年底前", [[A, B], [C]])
    assert done.plan.title == "某市2024年行动计划"
    assert "没有着落" not in done.text


@pytest.mark.parametrize("seed", [0, 8, 14])
def test_any_plan_gives_a_site(tmp_path: Path, seed: int) -> None:
    """No role at all, three, and four with two levels of headings."""
    plan = make_plan(seed)
    WRITERS["docx"](plan, tmp_path / "plan.docx")
    import_document(tmp_path / "plan.docx", tmp_path / "plan", TODAY)
    result = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path / "site"), PLAN=str(tmp_path / "plan"))
    assert result.returncode == 0, result.stderr
    assert audit_site(tmp_path / "site") == []
    table = (tmp_path / "site" / "plan" / "index.html").read_text(encoding="utf-8")
    for section in plan.sections:
        assert f">{section.part}<" in table if section.part else section.title in table
    assert (tmp_path / "site" / "towns").exists() == any(town in table for town in ("东湖镇", "西山街道"))
    if seed == 0:
        assert not (tmp_path / "site" / "agencies").exists()
