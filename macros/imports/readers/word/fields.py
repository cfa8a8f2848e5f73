"""Fields: instructions whose result Word stores in the file, or draws anew each time (ECMA-376, part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from macros.imports.readers.word.equation_fields import NoLineError, read_equation
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import W, find_value, is_on, read_number
from macros.imports.readers.word.symbols import read_symbol, read_western

#: Fields that show nothing: marks for an index and the like.
_UNSEEN = frozenset(
    {"XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "NEXT", "NEXTIF", "SKIPIF", "BIDIOUTLINE", "DATA"}
)
#: Fields whose result is simply text of the document.
_PLAIN = frozenset(
    {"HYPERLINK", "TOC", "PAGEREF", "FORMTEXT", "REF", "NOTEREF", "INCLUDEPICTURE", "EMBED", "LINK", "CONTROL", "SHAPE"}
)
_DRAWN = frozenset({"EQ", "SYMBOL", "FORMCHECKBOX", "FORMDROPDOWN"})
_LONGEST = 2_000  # characters of an instruction by which something is drawn
_NAME = re.compile(r"\s*([^\s\\\"]*)")


@dataclass
class Field:
    """A field while it is read. `words` are those of its instruction; `has_result`: what follows is its result. `is_drawn`:
    Word draws it by its instruction, whatever result is stored.
    """

    words: list[str] = field(default_factory=list)
    has_result: bool = False
    has_text: bool = False
    is_drawn: bool = False
    result: list[str] = field(default_factory=list)  # of one that is drawn
    form: Any = None  # the description of a form's element

    @property
    def instruction(self) -> str:
        return "".join(self.words).strip()

    def find_kind(self) -> str:
        """The first word of its instruction: “EQ”."""
        match = _NAME.match(self.instruction)
        return (match[1] if match else "").upper()

    def begin_result(self) -> None:
        """The instruction is whole."""
        self.has_result = True
        self.is_drawn = self.find_kind() in _DRAWN


@dataclass(frozen=True)
class Drawn:
    """The text of a field in place of its result."""

    text: str = ""
    is_raised: bool = False


def draw_field(found: Field, findings: Findings) -> Drawn:
    """The text of a field that is over; what it leaves out is reported."""
    kind, instruction = found.find_kind(), found.instruction
    found.is_drawn = kind in _DRAWN
    if found.is_drawn and len(instruction) > _LONGEST:
        findings.miss("有一个域太长，读不出来，域代码是", instruction)
    elif found.is_drawn:
        return _draw(kind, found, findings)
    elif kind in ("MACROBUTTON", "GOTOBUTTON"):
        prompt = " ".join(instruction.split()[2:])
        findings.mention("有一处提示点击的文字，没有导入", prompt)
    elif found.has_result and (found.has_text or kind in _PLAIN):
        if instruction:
            findings.decide(f"有 {kind or '空'} 域，照文件里存的结果导入，域代码是", instruction)
    elif kind in _UNSEEN:
        findings.mention(f"有不显示的 {kind} 域，没有导入", instruction)
    elif kind not in _PLAIN:
        findings.miss("有一个域，文件里没有它的结果，读不出来，域代码是", instruction or "空")
    else:
        findings.mention(f"有 {kind} 域，没有结果，没有导入", instruction)
    return Drawn()


def _draw(kind: str, found: Field, findings: Findings) -> Drawn:
    if kind == "EQ":
        return _draw_equation(found.instruction, findings)
    if kind == "SYMBOL":
        return _draw_symbol(found.instruction, findings)
    return _draw_check_box(found.form, findings) if kind == "FORMCHECKBOX" else _draw_list(found.form, findings)


def tell_unfinished(fields: list[Field], findings: Findings) -> None:
    """Fields whose end is missing: what follows may be words that people see."""
    findings.place = ""
    for unfinished in fields:
        findings.miss("有一个域没有写完，域代码是", unfinished.instruction or "空")


def _draw_equation(instruction: str, findings: Findings) -> Drawn:
    try:
        equation = read_equation(instruction)
    except NoLineError:
        findings.miss("有公式域（EQ），没有导入，域代码是", instruction)
        return Drawn()
    for guide in equation.guides:
        findings.decide("注音没有导入，只取正文", guide)
    for words in equation.framed:
        findings.decide("带圈或带框的字按普通的字导入", words)
    if not equation.guides and not equation.framed:
        findings.decide(f"公式域（EQ）写成一行“{equation.text}”，域代码是", instruction)
    return Drawn(equation.text, equation.is_raised)


def _draw_symbol(instruction: str, findings: Findings) -> Drawn:
    """`SYMBOL 176 \\f "Symbol"`: the number is of the font, of Windows' Western letters, or with \\u of Unicode."""
    words = re.match(r"\s*SYMBOL\s+(\"[^\"]*\"|\S+)", instruction, re.IGNORECASE)
    font = re.search(r"\\f\s*(?:\"([^\"]*)\"|([^\s\\]+))", instruction)
    name = (font[1] or font[2]) if font else ""
    given = words[1].strip('"') if words else ""
    number = re.fullmatch(r"0[xX]([0-9a-fA-F]{1,6})|(\d{1,7})", given)
    code = (int(number[1], 16) if number[1] else int(number[2])) if number else ord(given) if len(given) == 1 else 0
    letter = (read_symbol if re.search(r"\\u\b", instruction) else read_western)(name, code)
    if letter is None or re.search(r"\\j\b", instruction):
        findings.miss("有符号域（SYMBOL），认不出是什么字，没有导入，域代码是", instruction)
        return Drawn()
    findings.decide(f"符号域（SYMBOL）写成“{letter}”，域代码是", instruction)
    return Drawn(letter)


def _draw_check_box(form: Any, findings: Findings) -> Drawn:
    box = form.find(f"{W}checkBox") if form is not None else None
    if box is None:
        findings.miss("有一个复选框，看不出勾没勾")
        return Drawn()
    checked = box.find(f"{W}checked")
    is_checked = is_on(box.find(f"{W}default") if checked is None else checked)
    findings.decide(f"复选框写成“{'☒' if is_checked else '☐'}”")
    return Drawn("☒" if is_checked else "☐")


def _draw_list(form: Any, findings: Findings) -> Drawn:
    listed = form.find(f"{W}ddList") if form is not None else None
    entries = [entry.get(f"{W}val", "") for entry in listed.iterfind(f"{W}listEntry")] if listed is not None else []
    chosen = None
    if listed is not None:
        text = find_value(listed, "result") or find_value(listed, "default") or "0"
        chosen = read_number(text)
    if chosen is None or chosen >= len(entries):
        findings.miss("有一个下拉列表，看不出选的是哪一项，列出的有", "、".join(entries))
        return Drawn()
    others = "、".join(entry for at, entry in enumerate(entries) if at != chosen)
    findings.decide(f"下拉列表取选中的“{entries[chosen]}”，没有选的是", others)
    return Drawn(entries[chosen])
