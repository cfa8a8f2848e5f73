"""Paragraphs as a person reads them: the number that Word prints, the words that are seen, raised ones as plain letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from macros.imports.readers.document import clean, squeeze
from macros.imports.readers.raised import read_lowered, read_raised
from macros.imports.readers.word.context import Context
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import W
from macros.imports.readers.word.numbering import Numbering, Printed
from macros.imports.readers.word.pieces import HIDDEN, LOWERED, PROMPT, RAISED, STRUCK, UNSEEN, Piece
from macros.imports.readers.word.runs import RunReader
from macros.imports.readers.word.styles import Styles

_LEFT_OUT = {
    HIDDEN: "隐藏的文字没有导入",
    STRUCK: "加了删除线的文字没有导入",
    PROMPT: "控件还没有填，里面的提示文字没有导入",
}
_SHOWN_BEFORE = 10  # characters before a mark that are shown with it


@dataclass(frozen=True)
class Line:
    """`text` with its number; `has_words`: whether it has more than that. `has_left_out`: some were hidden or struck out.
    `goes_on`: its end is deleted, so the next one continues it.
    """

    text: str = ""
    has_words: bool = False
    has_left_out: bool = False
    goes_on: bool = False


class ParagraphReader:
    """Reads paragraphs in the document's order, since numbers count them."""

    def __init__(self, runs: RunReader, numbering: Numbering, styles: Styles, findings: Findings) -> None:
        self._runs, self._numbering, self._styles, self._findings = runs, numbering, styles, findings

    def read(self, element: Any, context: Context) -> Line:
        """One paragraph; formulas that stand alone are read like one."""
        properties = element.find(f"{W}pPr")
        context = replace(context, properties=properties)
        printed = self._numbering.next_number(element)
        pieces = _join(self._runs.read(element, context))
        words = self._write(pieces)
        kinds = {piece.kind for piece in pieces if squeeze(piece.text)}
        has_words = bool(squeeze(words))
        goes_on = properties is not None and any(
            properties.find(f"{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom")
        )
        if goes_on or (not has_words and kinds & set(UNSEEN)):
            printed = Printed()
        number = self._tell_number(printed, context)
        return Line(clean(number.before(words)), has_words, bool(kinds & {HIDDEN, STRUCK}), goes_on)

    def _write(self, pieces: list[Piece]) -> str:
        """The words that are seen; the others are reported."""
        words = ""
        for piece in pieces:
            if piece.kind in _LEFT_OUT:
                if squeeze(piece.text):
                    self._findings.mention(_LEFT_OUT[piece.kind], piece.text)
            elif piece.kind in (RAISED, LOWERED) and squeeze(piece.text):
                words += self._write_shifted(piece, words)
            else:
                words += piece.text
        return words

    def _write_shifted(self, piece: Piece, before: str) -> str:
        if piece.kind == LOWERED:
            plain: str | None = read_lowered(piece.text)
        else:
            plain = read_raised(before, piece.text)
        if plain is None:
            last = squeeze(before.rpartition("\n")[2])[-_SHOWN_BEFORE:]
            self._findings.mention(f"有上标，看来是注的记号，没有导入（前面的字是“{last}”）", piece.text)
            return ""
        name = "上标" if piece.kind == RAISED else "下标"
        self._findings.decide(f"{name}写成“{squeeze(plain)}”，原来是", piece.text)
        return plain

    def _tell_number(self, printed: Printed, context: Context) -> Printed:
        """The number, unless it is hidden or struck out with the end of its paragraph."""
        for form in printed.unknown:
            self._findings.mention(f"自动编号的格式“{form}”认不出来，照数字写，请对照原文", printed.text)
        if printed.bullet:
            self._findings.decide_once("项目符号没有导入。")
        mark = context.properties.find(f"{W}rPr") if context.properties is not None else None
        if not printed.text or mark is None:
            return printed
        look = self._styles.find_look(mark, context.properties, context.table_style)
        if look.is_hidden or look.is_struck:
            self._findings.mention(f"{'隐藏' if look.is_hidden else '加了删除线'}的自动编号没有导入", printed.text)
            return Printed()
        return printed


def _join(pieces: list[Piece]) -> list[Piece]:
    """Neighbours that are seen alike as one: a number may be raised digit by digit."""
    joined: list[list[Piece]] = []
    for piece in pieces:
        if joined and joined[-1][0].kind == piece.kind:
            joined[-1].append(piece)
        elif piece.text:
            joined.append([piece])
    return [Piece("".join(piece.text for piece in group), group[0].kind) for group in joined]
