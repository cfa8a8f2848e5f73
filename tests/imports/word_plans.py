"""Word files put together from their own XML: a plan of two rows in which any cell, and all around, can be given."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from macros.imports.importing import Imported, import_document
from tests.imports.reading import TODAY, read_rows

TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": TIES,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "x": "http://example.org/unknown",
    }.items()
)
HEAD = ("序号", "重点任务", "工作措施", "完成时限", "责任单位")
SECOND = ("2", "检查", "每月检查一次。", "全年", "乙镇")


def run(words: str, properties: str = "") -> str:
    """A run with its words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph of runs; plain words become one."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>{inside if inside.startswith('<') else run(inside) if inside else ''}</w:p>"
    )


def cell(inside: str, properties: str = "") -> str:
    """A cell of blocks, of runs, or of words."""
    is_block = inside.startswith(("<w:p>", "<w:tbl>", "<w:sdt><w:sdtContent><w:p>"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if is_block else paragraph(inside)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, each as `cell` takes it or as a whole `<w:tc>`."""
    inside = "".join(item if item.startswith("<w:tc>") else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def field_of(instruction: str, result: str | None = None, form: str = "") -> str:
    """A field with an instruction and, if it is given, runs as its result."""
    parts = [
        f'<w:fldChar w:fldCharType="begin">{form}</w:fldChar>',
        f'<w:instrText xml:space="preserve">{escape(instruction)}</w:instrText>',
        *(['<w:fldChar w:fldCharType="separate"/>'] if result is not None else []),
    ]
    begin = "".join(f"<w:r>{part}</w:r>" for part in parts)
    return f'{begin}{result or ""}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@dataclass
class WordFile:
    """`text` and the like are the cells of the first row; `before` and `after` stand around the table."""

    text: str = "组织更新。"
    due: str = "6月底前"
    bodies: str = "甲局"
    before: str = ""
    after: str = ""
    rows: str = ""
    styles: str = ""
    numbering: str = ""
    table: str = ""  # properties of the table
    parts: dict[str, str | bytes] = field(default_factory=dict)
    ties: tuple[tuple[str, str, str], ...] = ()  # id, kind, target
    main: str = "word/document.xml"

    @property
    def body(self) -> str:
        """The body as it stands in the main part."""
        first = row("1", "更新", self.text, self.due, self.bodies)
        rows = f"{row(*HEAD)}{first}{row(*SECOND)}{self.rows}"
        return f"{paragraph('某区2024年行动计划')}{self.before}<w:tbl><w:tblPr>{self.table}</w:tblPr>{rows}</w:tbl>{self.after}"

    def write(self, path: Path) -> Path:
        """The file at `path`."""
        folder, _, name = self.main.rpartition("/")
        ties = [("s", "styles", "styles.xml"), ("n", "numbering", "numbering.xml"), *self.ties]
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/{self.main}" ContentType="{_TYPE}"/></Types>',
            "_rels/.rels": create_ties([("main", "officeDocument", self.main)]),
            f"{folder}/_rels/{name}.rels".lstrip("/"): create_ties(ties),
            self.main: f"<w:document {SPACES}><w:body>{self.body}</w:body></w:document>",
            f"{folder}/styles.xml".lstrip("/"): f"<w:styles {SPACES}>{self.styles}</w:styles>",
            f"{folder}/numbering.xml".lstrip("/"): f"<w:numbering {SPACES}>{self.numbering}</w:numbering>",
            **self.parts,
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for part, content in parts.items():
                file.writestr(part, content)
        return path


def create_ties(ties: list[tuple[str, str, str]]) -> str:
    """A part of ties; a target with “://” is outside of the file."""
    found = "".join(
        f'<Relationship Id="{tie}" Type="{TIES}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if "://" in target else ""}/>'
        for tie, kind, target in ties
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


@dataclass
class Taken:
    """Text, deadline and bodies of the first measure, and the report of the import."""

    text: str
    due: str
    bodies: list[str]
    report: str
    done: Imported
    rows: list[tuple[object, ...]]

    @property
    def unread(self) -> list[str]:
        """Questions about parts that could not be read."""
        return [question.message for question in self.done.report.open.values() if question.kind.name == "PART"]

    @property
    def asides(self) -> list[str]:
        return [str(entry) for entry in self.done.report.questions]

    @property
    def decisions(self) -> list[str]:
        return [str(entry) for entry in self.done.report.decisions]


def take(tmp_path: Path, file: WordFile) -> Taken:
    """A Word file imported into a new folder."""
    number = len(list(tmp_path.iterdir()))
    done = import_document(file.write(tmp_path / f"{number}.docx"), tmp_path / f"plan-{number}", TODAY)
    assert "没有着落" not in done.text
    rows = read_rows(tmp_path / f"plan-{number}")
    *_, text, due, names = rows[0]
    assert isinstance(names, list)
    return Taken(str(text), str(due), names[0], done.text, done, rows)
