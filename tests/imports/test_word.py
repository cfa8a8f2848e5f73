"""Word documents: tracked changes, text boxes, automatic numbers."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from macros.imports.importing import import_document
from tests.imports.reading import TODAY, read_rows, walk


def test_tracked_changes_text_boxes_and_nested_tables(tmp_path: Path) -> None:
    """The text that Word shows when all changes are accepted comes in; the rest is reported."""
    document = docx.Document()
    document.add_paragraph("某市2024年行动计划")
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[0].cells, ["序号", "工作措施", "完成时限", "责任单位"], strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ["1", "", "年底前", "市甲局"], strict=True):
        cell.text = text
    box = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    table.rows[1].cells[1].paragraphs[0]._p.append(  # noqa: SLF001  # python-docx knows nothing of tracked changes
        parse_xml(f"<w:r {nsdecls('w')}><w:t>开展</w:t></w:r>")
    )
    paragraph = table.rows[1].cells[1].paragraphs[0]._p  # noqa: SLF001  # as above
    for piece in (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>旧的</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="x"><w:r><w:t>新的检查。</w:t></w:r></w:ins>',
        box,
    ):
        paragraph.append(parse_xml(piece.replace(">", f" {nsdecls('w')}>", 1) if "xmlns:w" not in piece else piece))
    inner = table.rows[1].cells[1].add_table(rows=1, cols=1)
    inner.rows[0].cells[0].text = "里面的表。"
    path = tmp_path / "plan.docx"
    document.save(str(path))
    done = import_document(path, tmp_path / "plan", TODAY)
    [measure] = read_rows(tmp_path / "plan")
    assert measure[4] == "开展新的检查。\n里面的表。"
    for words in (
        "修订里删除的文字没有导入：“旧的”",
        "修订里增加的文字按已接受导入：“新的检查。”",
        "文本框不属于表格，没有导入：“框里的话”",
        "格里还有一张表",
    ):
        assert words in done.text
    assert "增加的文字" not in "\n".join(map(str, done.report.questions)).replace("增加的文字都按已接受导入", "")


def test_automatic_numbers_of_word_are_printed(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某市2024年行动计划")
    table = document.add_table(rows=3, cols=4)
    for cell, text in zip(table.rows[0].cells, ["序号", "重点任务", "工作措施", "责任单位"], strict=True):
        cell.text = text
    for at in (1, 2):
        cells = table.rows[at].cells
        cells[0].paragraphs[0].style = document.styles["List Number"]
        for cell, text in zip(cells[1:], [f"任务{at}", f"措施{at}。", "市甲局"], strict=True):
            cell.text = text
    path = tmp_path / "plan.docx"
    document.save(str(path))
    import_document(path, tmp_path / "plan", TODAY)
    assert [task["no"] for _, task, _ in walk(tmp_path / "plan")] == ["1", "2"]
