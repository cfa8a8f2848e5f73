"""A Word file as paragraphs and tables in their order, with reports of all that was not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.imports.readers.document import Document, Paragraph
from macros.imports.readers.package import Package
from macros.imports.readers.word.blocks import BlockReader
from macros.imports.readers.word.context import Context
from macros.imports.readers.word.fields import tell_unfinished
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import W
from macros.imports.readers.word.notes import Notes
from macros.imports.readers.word.numbering import Numbering
from macros.imports.readers.word.paragraphs import ParagraphReader
from macros.imports.readers.word.parts import WordParts
from macros.imports.readers.word.runs import SILENT, RunReader
from macros.imports.readers.word.styles import Styles
from macros.imports.readers.word.tables import TableReader


def read_word(path: Path) -> Document:
    """Raises UnreadableError."""
    with Package(path, "docx") as package:
        parts = WordParts(package)
        root = parts.parse_document()
        findings, notes = Findings(), Notes(parts)
        styles = Styles(parts.parse_one("styles"))
        runs = RunReader(parts, styles, notes, findings)
        numbering = Numbering(parts.parse_one("numbering"), styles)
        paragraphs = ParagraphReader(runs, numbering, styles, findings)
        document = _read_body(root.find(f"{W}body"), BlockReader(parts, runs, paragraphs, findings), runs, findings)
        tell_unfinished(runs.pieces.fields, findings)
        notes.tell_rest(findings)
    findings.write(document)
    return document


def _read_body(body: Any, blocks: BlockReader, runs: RunReader, findings: Findings) -> Document:
    document = Document()
    findings.place = "正文开头"
    tables = paragraphs = 0
    before = ""  # of a paragraph whose end is deleted
    for element, context in blocks.walk(body, Context()):
        if element.tag == f"{W}tbl":
            tables += 1
            place = f"第{tables}张表"
            document.blocks.append(TableReader(blocks, runs, findings, place).read(element, context))
            findings.place = f"{place}后面"
            continue
        if any(child.tag not in SILENT for child in element):  # a person does not count blank ones
            paragraphs += 1
            findings.place = f"正文第{paragraphs}段"
        line = blocks.paragraphs.read(element, context)
        before += line.text
        if not line.goes_on:
            document.blocks += [Paragraph(before)] if before else []
            before = ""
    document.blocks += [Paragraph(before)] if before else []
    return document
