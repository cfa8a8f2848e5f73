"""The words of a paragraph as a person sees them; what else stands among them is reported with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from macros.imports.readers.document import Document
from macros.imports.readers.raised import read_lowered, read_raised
from macros.imports.readers.word.fields import write_field
from macros.imports.readers.word.math import write_formula
from macros.imports.readers.word.names import MC, M, W, is_on, read_words
from macros.imports.readers.word.styles import Styles
from macros.imports.readers.word.symbols import find_symbol

#: What stands for a character.
_SIGNS = {
    "br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": "", "pgNum": "", "lastRenderedPageBreak": "",
}  # fmt: skip
#: What only holds words together.
_THROUGH = frozenset(["hyperlink", "smartTag", "customXml", "bdo", "dir", "sdtContent"])
#: What carries no words: properties, marks, places.
_SILENT = frozenset(
    [
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "tblPr",
        "tblGrid",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "annotationRef",
        "footnoteReference",
        "endnoteReference",
        "footnoteRef",
        "endnoteRef",
        "separator",
        "continuationSeparator",
        "permStart",
        "permEnd",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "sectPr",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
        "dayShort",
        "dayLong",
        "monthShort",
        "monthLong",
        "yearShort",
        "yearLong",
        "instrText",
        "delInstrText",
        "fldData",
    ]
)
_ACCEPTED = frozenset({"ins", "moveTo"})
_UNSETTLED = "文件里有还没有接受的修订，增加的文字都按已接受导入，逐处列在下面；请核对这份文件是不是定稿。"
_TOLD = {
    "del": "修订里删除的文字没有导入",
    "moveFrom": "修订里移走的文字没有导入",
    "ins": "修订里增加的文字按已接受导入",
    "moveTo": "修订里移来的文字按已接受导入",
}
_TEXT_BOX = "文本框不属于表格，没有导入"


@dataclass
class _Field:
    """A field that has begun: its instruction, and whether its result has."""

    data: Any
    instruction: str = ""
    has_result: bool = False


class RunReader:
    """Reads paragraphs of one document in their order; a field may go over several of them."""

    def __init__(self, document: Document, styles: Styles) -> None:
        self._document, self._styles = document, styles
        self._fields: list[_Field] = []
        self._place = ""
        self._paragraph: Any = None
        self._before = ""

    def read(self, paragraph: Any, place: str) -> str:
        self._place, self._paragraph, self._before = place, paragraph, ""
        for words in self._walk(paragraph):
            self._before += words
        return self._before

    def _walk(self, element: Any) -> Iterator[str]:
        for child in element.iterchildren(etree.Element):
            name = etree.QName(child)
            if name.namespace == W[1:-1]:
                yield from self._read_word(child, name.localname)
            elif name.namespace == M[1:-1]:
                yield self._show(write_formula(child))
            elif child.tag == f"{MC}AlternateContent":
                choice = child.find(f"{MC}Choice")
                yield from self._walk(choice if choice is not None else child.find(f"{MC}Fallback"))
            else:
                self._tell_unread(child)

    def _read_word(self, child: Any, name: str) -> Iterator[str]:
        if name in _SIGNS:
            yield self._show(_SIGNS[name])
        elif name in _THROUGH:
            yield from self._walk(child)
        elif name in _READERS:
            yield from _READERS[name](self, child)
        elif name not in _SILENT:
            self._tell_unread(child)

    def _read_text(self, element: Any) -> Iterator[str]:
        if self._fields and not self._fields[-1].has_result:
            self._fields[-1].instruction += element.text or ""
        yield self._show(element.text or "")

    def _read_instruction(self, element: Any) -> Iterator[str]:
        if self._fields:
            self._fields[-1].instruction += element.text or ""
        yield ""

    def _read_change(self, element: Any) -> Iterator[str]:
        """A change that was tracked; one inside another has been told with it."""
        name = etree.QName(element).localname
        is_first = next(element.iterancestors(element.tag), None) is None
        if is_first and (words := read_words(element)):
            told = self._document.decisions if name in _ACCEPTED else self._document.asides
            told.append(f"{_TOLD[name]}：“{words}”")
            if name in _ACCEPTED and _UNSETTLED not in self._document.asides:
                self._document.asides.append(_UNSETTLED)
        if name in _ACCEPTED:
            yield from self._walk(element)

    # runs and their looks

    def _read_run(self, run: Any) -> Iterator[str]:
        styles, paragraph = self._styles, self._paragraph
        for looks, kind in ((("vanish",), "隐藏的文字"), (("strike", "dstrike"), "划掉的文字")):
            if styles.is_shown(run, paragraph, *looks):
                if words := read_words(run):
                    self._document.asides.append(f"{self._place}{kind}没有导入：“{words}”")
                return
        position = styles.find_position(run, paragraph)
        if not position:
            yield from self._walk(run)
            return
        words = "".join(self._walk(run))
        shown = read_lowered(words) if position == "subscript" else read_raised(self._before, words)
        if shown is None:
            self._document.asides.append(f"{self._place}注释的标号没有导入：“{words}”")
        yield shown or ""

    def _show(self, words: str) -> str:
        """Words that are printed: not those of an instruction before its result."""
        return "" if any(not field.has_result for field in self._fields) else words

    # fields

    def _read_mark(self, mark: Any) -> Iterator[str]:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(mark.find(f"{W}ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if not field.has_result:
                yield self._write_field(field.instruction, field.data)

    def _walk_simple_field(self, element: Any) -> Iterator[str]:
        if read_words(element):
            yield from self._walk(element)
        else:
            yield self._write_field(element.get(f"{W}instr", ""), element.find(f"{W}ffData"))

    def _write_field(self, instruction: str, data: Any) -> str:
        written = write_field(instruction, data)
        if written is None:
            self._document.unread.append(
                f"{self._place}有一处域读不懂，请对照原文补上：“{' '.join(instruction.split())}”"
            )
        elif written and instruction.split()[:1] == ["EQ"]:
            self._document.decisions.append(f"{self._place}公式“{' '.join(instruction.split())}”读作“{written}”。")
        return self._show(written or "")

    # what is not simply words

    def _read_control(self, control: Any) -> Iterator[str]:
        """A control with what was filled in; the prompt of an empty one is no text."""
        if is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
            self._document.asides.append(
                f"{self._place}有一个控件没有填，按空着导入；它的提示是“{read_words(control)}”"
            )
            return
        yield from self._walk(control)

    def _read_ruby(self, ruby: Any) -> Iterator[str]:
        guide, base = ruby.find(f"{W}rt"), ruby.find(f"{W}rubyBase")
        if guide is not None and (words := read_words(guide)):
            self._document.decisions.append(f"{self._place}字上的注音“{words}”没有导入。")
        if base is not None:
            yield from self._walk(base)

    def _read_symbol(self, symbol: Any) -> Iterator[str]:
        font, code = symbol.get(f"{W}font", ""), symbol.get(f"{W}char", "")
        found = find_symbol(font, int(code, 16)) if code and all(c in "0123456789abcdefABCDEF" for c in code) else None
        if found is None:
            message = f"{self._place}有一个符号字体里的字符认不出来，请对照原文补上，它的编码是：“{code}”（{font}）"
            self._document.unread.append(message)
        yield self._show(found or "")

    def _read_picture(self, element: Any) -> Iterator[str]:
        """A drawing: the words of its text boxes, and what else of it a person sees."""
        for box in element.iter(f"{W}txbxContent"):
            if next(box.iterancestors(f"{W}txbxContent", f"{MC}Fallback"), None) is None and (words := read_words(box)):
                self._document.asides.append(f"{self._place}{_TEXT_BOX}：“{words}”")
        kinds = {etree.QName(part).localname for part in element.iter(etree.Element)}
        what = next((word for name, word in _PICTURES if name in kinds), None)
        if what:
            said = dict.fromkeys(
                text.strip()
                for part in element.iter(etree.Element)
                for key in ("descr", "alt", "title", "ProgID")
                if (text := part.get(key, "")).strip()
            )
            more = f"，说明是“{'、'.join(said)}”" if said else ""
            self._document.unread.append(f"{self._place}有{what}没有读{more}；里面有要写进计划的，请照着补上。")
        yield ""

    def _tell_unread(self, element: Any) -> None:
        name, words = etree.QName(element).localname, read_words(element)
        self._document.unread.append(
            f"{self._place}有一处“{name}”读不懂" + (f"，里面的文字没有导入：“{words}”" if words else "。")
        )


#: Parts of a drawing that a person sees, the first that is there; a bare line or frame is none.
_PICTURES = (
    ("OLEObject", "嵌入的对象"), ("chart", "图表"), ("relIds", "图形（SmartArt）"), ("pic", "图片"), ("imagedata", "图片"), ("blip", "图片"),
    ("contentPart", "手写的内容"),
)  # fmt: skip

_READERS: dict[str, Callable[[RunReader, Any], Iterator[str]]] = {
    "t": RunReader._read_text,  # noqa: SLF001  # this class's own table
    "r": RunReader._read_run,  # noqa: SLF001
    "ins": RunReader._read_change,  # noqa: SLF001
    "moveTo": RunReader._read_change,  # noqa: SLF001
    "del": RunReader._read_change,  # noqa: SLF001
    "moveFrom": RunReader._read_change,  # noqa: SLF001
    "fldSimple": RunReader._walk_simple_field,  # noqa: SLF001
    "fldChar": RunReader._read_mark,  # noqa: SLF001
    "instrText": RunReader._read_instruction,  # noqa: SLF001
    "sdt": RunReader._read_control,  # noqa: SLF001
    "ruby": RunReader._read_ruby,  # noqa: SLF001
    "sym": RunReader._read_symbol,  # noqa: SLF001
    **dict.fromkeys(("drawing", "pict", "object"), RunReader._read_picture),  # noqa: SLF001
}
