"""Word files made of raw XML: one measure whose cells hold whatever a test wants."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADS = ("序号", "重点任务", "工作措施", "完成时限", "牵头单位")


def run(text: str, looks: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def cell(content: str) -> str:
    """A cell of paragraphs; plain words are one."""
    inner = (
        content
        if content.startswith(("<w:p>", "<w:p "))
        else paragraph(content if content.startswith("<") else run(content))
    )
    return f"<w:tc>{inner}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(map(cell, cells))}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def measure(text: str, *, due: str = "年底前", lead: str = "市甲局") -> str:
    """A plan of one measure."""
    return paragraph(run("某市2024年行动计划（试行）")) + table(row(*HEADS), row("1", "任务", text, due, lead))


def write_word(path: Path, body: str, *, main: str = "word/document.xml", **parts: str) -> Path:
    """A file of a body and of parts such as `styles` and `numbering`, tied to it."""
    kinds = {
        "styles": "styles",
        "numbering": "numbering",
        "header": "header",
        "comments": "comments",
        "footnotes": "footnotes",
    }
    folder, _, name = main.rpartition("/")
    ties = "".join(
        f'<Relationship Id="r{number}" Type="{_TIES}/{kinds[kind]}" Target="{kind}7.xml"/>'
        for number, kind in enumerate(parts)
    )
    spaces = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "_rels/.rels",
            f'<Relationships {spaces}><Relationship Id="r1" Type="{_TIES}/officeDocument" Target="{main}"/></Relationships>',
        )
        file.writestr(main, f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        file.writestr(f"{folder}/_rels/{name}.rels", f"<Relationships {spaces}>{ties}</Relationships>")
        for kind, content in parts.items():
            file.writestr(f"{folder}/{kind}7.xml", content.replace(">", f" {_SPACES}>", 1))
    return path
