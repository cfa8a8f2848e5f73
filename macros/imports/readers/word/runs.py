"""The inside of a paragraph: its words in their order, each with how it is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from macros.imports.readers.document import squeeze
from macros.imports.readers.word.context import Context, choose_way
from macros.imports.readers.word.fields import Field
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import MC, W14, M, R, W, is_on, local, tags
from macros.imports.readers.word.notes import Notes
from macros.imports.readers.word.parts import WordParts
from macros.imports.readers.word.pieces import HIDDEN, LOWERED, PROMPT, RAISED, SEEN, STRUCK, UNSEEN, Piece, Pieces
from macros.imports.readers.word.run_parts import SIGNS, read_formula, read_symbol_sign, tell_drawn
from macros.imports.readers.word.styles import Look, Styles
from macros.imports.readers.word.symbols import read_private
from macros.imports.readers.word.words import list_all_texts, list_words

#: Elements that carry no words and change none: properties, marks of places and of ranges, proofing.
SILENT = tags(
    W,
    "pPr rPr tcPr trPr tblPr tblPrEx tblGrid sdtPr sdtEndPr customXmlPr smartTagPr sectPr rubyPr bookmarkStart bookmarkEnd proofErr permStart "
    "permEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
    "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd lastRenderedPageBreak softHyphen annotationRef "
    "footnoteRef endnoteRef separator continuationSeparator delInstrText",
) | tags(
    W14,
    "customXmlConflictInsRangeStart customXmlConflictInsRangeEnd customXmlConflictDelRangeStart customXmlConflictDelRangeEnd",
)
_THROUGH = tags(W, "smartTag customXml sdtContent dir bdo")
INSERTED, DELETED = tags(W, "ins moveTo") | {f"{W14}conflictIns"}, tags(W, "del moveFrom") | {f"{W14}conflictDel"}
_NOTES = {f"{W}footnoteReference": "脚注", f"{W}endnoteReference": "尾注", f"{W}commentReference": "批注"}
_FILLED_IN = {f"{W}pgNum": "页码"} | {
    f"{W}{part}{length}": f"{name}（打开文件那一天的）"
    for part, name in (("day", "日"), ("month", "月"), ("year", "年"))
    for length in ("Short", "Long")
}
UNSETTLED = "文件里有还没有接受的修订，增加的文字都按已接受导入，逐处列在下面；请核对这份文件是不是定稿。"
#: Half points by which a run stands higher or lower than the words before if it is raised or lowered.
_SHIFT = 4


@dataclass(frozen=True)
class _Run:
    """All that holds for what stands in one run."""

    context: Context
    look: Look
    kind: str


class RunReader:
    """Reads paragraph after paragraph, since a field may begin in one and end in another."""

    def __init__(self, parts: WordParts, styles: Styles, notes: Notes, findings: Findings) -> None:
        self._parts, self._styles, self._notes, self._findings = parts, styles, notes, findings
        self.pieces = Pieces(findings)
        self._line: int | None = None  # where the words of the paragraph stand, in half points
        self._ways: dict[str, Callable[[Any, Context], None]] = {
            f"{W}r": self._read_run,
            f"{W}sdt": self._read_control,
            f"{W}fldSimple": self._read_simple_field,
            f"{W}hyperlink": self._read_link,
            f"{W}subDoc": lambda element, _: self._findings.miss("有一个子文档，没有导入", self._find_target(element)),
            f"{M}oMath": self._read_formula,
            f"{M}oMathPara": self._read_formula,
            f"{MC}AlternateContent": lambda ways, context: self.walk(*choose_way(ways, context, self._findings)),
            **dict.fromkeys(INSERTED, self._read_inserted),
            **dict.fromkeys(DELETED, lambda element, _: self.tell_deleted(element)),
            **dict.fromkeys(_THROUGH, self.walk),
        }
        self._run_ways: dict[str, Callable[[Any, _Run], None]] = {
            f"{W}t": lambda text, run: self.pieces.say(read_private(run.look.font, text.text or ""), run.kind),
            f"{W}instrText": self._read_instruction,
            f"{W}fldChar": lambda mark, run: self.pieces.mark(mark, run.kind),
            f"{W}sym": lambda sign, run: self.pieces.say(read_symbol_sign(sign, self._findings), run.kind),
            f"{W}ruby": self._read_ruby,
            f"{MC}AlternateContent": self._read_way,
            **dict.fromkeys(tags(W, "drawing pict object"), self._tell_drawn),
        }

    def read(self, paragraph: Any, context: Context) -> list[Piece]:
        """The pieces of one paragraph."""
        self.pieces.all, self._line = [], None
        self.walk(paragraph, context)
        return self.pieces.all

    def walk(self, element: Any, context: Context) -> None:
        """Read what stands between the runs of a paragraph, and the runs."""
        for child in element if element is not None else ():
            way = self._ways.get(child.tag)
            if way is not None:
                way(child, context)
            elif child.tag == f"{W}t":  # without a run: some programs write it so
                self.pieces.say(child.text or "")
            elif child.tag not in SILENT:
                self.tell_unknown(child)

    def enter(self, element: Any, context: Context) -> tuple[Any, Context] | None:
        """The inside of an element that may stand around paragraphs, rows and cells; None for any other."""
        if element.tag == f"{W}sdt":
            return element.find(f"{W}sdtContent"), context.enter_control(element)
        if element.tag == f"{MC}AlternateContent":
            return choose_way(element, context, self._findings)
        if element.tag in INSERTED:
            return element, self.tell_inserted(element, context)
        return (element, context) if element.tag in _THROUGH else None

    def tell_other(self, element: Any) -> None:
        """Report an element that holds nothing for the plan, unless it never has words."""
        if element.tag in DELETED:
            self.tell_deleted(element)
        elif element.tag not in SILENT:
            self.tell_unknown(element)

    def tell_unknown(self, element: Any) -> None:
        """Report an element that is not in the list."""
        words = squeeze(list_all_texts(element))
        report = self._findings.miss if words else self._findings.mention
        report(f"有认不出的内容（{local(element)}），没有导入", words)

    def tell_deleted(self, element: Any) -> None:
        """Report words that a change took out."""
        is_moved = element.tag == f"{W}moveFrom"
        if words := squeeze(list_words(element)):
            self._findings.mention(f"修订里{'移走' if is_moved else '删除'}的文字没有导入", words)

    def tell_inserted(self, element: Any, context: Context) -> Context:
        """Report words that a change put in; one change inside another has been reported with it."""
        is_moved = element.tag == f"{W}moveTo"
        words = squeeze(list_words(element)) if not context.is_inserted else ""
        if words:
            self._findings.decide(f"修订里{'移来' if is_moved else '增加'}的文字按已接受导入", words)
            self._findings.mention_once(UNSETTLED)
        return replace(context, is_inserted=True)

    def _read_inserted(self, element: Any, context: Context) -> None:
        self.walk(element, self.tell_inserted(element, context))

    def _read_link(self, element: Any, context: Context) -> None:
        if target := self._find_target(element):
            self._findings.decide("链接只取文字，没有导入的地址是", target)
        self.walk(element, context)

    def _find_target(self, element: Any) -> str:
        tie = self._parts.find_tie(element.get(f"{R}id", ""))
        return tie.target if tie is not None else ""

    def _read_control(self, element: Any, context: Context) -> None:
        before = len(self.pieces.all)
        for child in element:
            if child.tag == f"{W}sdtContent":
                self.walk(child, context.enter_control(element))
            elif child.tag not in SILENT:
                self.tell_unknown(child)
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None and not any(piece.text.strip() for piece in self.pieces.all[before:]):
            checked = box.find(f"{W14}checked")
            sign = "☒" if is_on(checked, f"{W14}val") else "☐"
            self._findings.decide(f"复选框写成“{sign}”")
            self.pieces.say(sign)

    def _read_simple_field(self, element: Any, context: Context) -> None:
        self.pieces.begin(Field([element.get(f"{W}instr", "")]))
        self.pieces.fields[-1].begin_result()
        self.walk(element, context)
        self.pieces.end()

    def _read_formula(self, element: Any, context: Context) -> None:
        line = read_formula(element, context, self._styles, self._findings)
        self.pieces.say(line, PROMPT if context.is_prompt else SEEN)

    def _read_run(self, run: Any, context: Context) -> None:
        look = self._styles.find_look(run.find(f"{W}rPr"), context.properties, context.table_style)
        self._read_content(run, _Run(context, look, self._find_kind(look, context)))

    def _find_kind(self, look: Look, context: Context) -> str:
        if look.is_hidden or look.is_struck:
            return HIDDEN if look.is_hidden else STRUCK
        if context.is_prompt or (context.is_control and look.is_placeholder):
            return PROMPT
        self._line = look.shift if self._line is None else self._line
        shift = look.shift - self._line
        return look.position or (RAISED if shift >= _SHIFT else LOWERED if shift <= -_SHIFT else SEEN)

    def _read_content(self, element: Any, run: _Run) -> None:
        for child in element if element is not None else ():
            way = self._run_ways.get(child.tag)
            if way is not None:
                way(child, run)
            elif child.tag in SIGNS:
                self.pieces.say(SIGNS[child.tag], run.kind if run.kind in UNSEEN else SEEN)
            elif child.tag not in SILENT:
                self._read_rare(child)

    def _read_way(self, element: Any, run: _Run) -> None:
        chosen, context = choose_way(element, run.context, self._findings)
        self._read_content(chosen, replace(run, context=context))

    def _read_instruction(self, element: Any, _: _Run) -> None:
        if self.pieces.is_instruction:
            self.pieces.say(element.text or "")
        elif squeeze(element.text or ""):
            self._findings.mention("有域代码不在域里，没有导入", element.text or "")

    def _read_rare(self, element: Any) -> None:
        """Marks of notes, parts of the date, and what is not known."""
        if element.tag in _NOTES:
            self._notes.tell(_NOTES[element.tag], element.get(f"{W}id", ""), self._findings)
        elif element.tag == f"{W}delText":
            self._findings.mention("修订里删除的文字没有导入", element.text or "")
        elif element.tag in _FILLED_IN:
            self._findings.miss("有 Word 自动填的内容，没有导入", _FILLED_IN[element.tag])
        else:
            self.tell_unknown(element)

    def _tell_drawn(self, element: Any, run: _Run) -> None:
        tell_drawn(element, self._parts, self._findings, is_seen=run.kind not in UNSEEN)

    def _read_ruby(self, element: Any, run: _Run) -> None:
        if run.kind in UNSEEN:
            self.pieces.say(list_words(element), run.kind)
            return
        for child in element:
            if child.tag == f"{W}rt":
                self._findings.decide("注音没有导入，只取正文", list_words(child))
            elif child.tag == f"{W}rubyBase":
                self.walk(child, run.context)
            else:
                self.tell_other(child)
