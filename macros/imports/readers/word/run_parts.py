"""Parts of a run that are no text: formulas, symbols, drawings."""

from __future__ import annotations

from typing import Any

from macros.imports.readers.document import UNKNOWN, squeeze
from macros.imports.readers.word.context import Context
from macros.imports.readers.word.drawings import list_drawn
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.math import UnknownMathError, write_math
from macros.imports.readers.word.names import M, W
from macros.imports.readers.word.parts import WordParts
from macros.imports.readers.word.styles import Styles
from macros.imports.readers.word.symbols import read_symbol
from macros.imports.readers.word.words import list_words

#: What stands for a character.
SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_NO_WORDS = frozenset({f"{W}rPr", f"{M}rPr", f"{W}softHyphen", f"{W}lastRenderedPageBreak"})


def read_formula(element: Any, context: Context, styles: Styles, findings: Findings) -> str:
    """A formula in one line; "" for one that has no such form, and is reported."""

    def read_run(run: Any) -> str:
        look = styles.find_look(run.find(f"{W}rPr"), context.properties, context.table_style)
        known = {child.tag for child in run} - _NO_WORDS - {f"{M}t", f"{W}t", *SIGNS}
        if look.is_hidden or look.is_struck or known:
            raise UnknownMathError
        return "".join(SIGNS.get(child.tag, child.text or "") for child in run if child.tag not in _NO_WORDS)

    try:
        line = write_math(element, read_run)
    except UnknownMathError:
        findings.miss("有公式，没有导入，里面的字是", list_words(element))
        return ""
    if squeeze(line) != squeeze(list_words(element)):
        findings.decide("公式写成一行", line)
    return line


def read_symbol_sign(element: Any, findings: Findings) -> str:
    """The letter that a character of a symbol font looks like."""
    font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
    try:
        letter = read_symbol(font, int(code, 16))
    except ValueError:
        letter = None
    if letter is None:
        findings.miss(f"有一个符号字体（{font}）里的字符认不出来，请对照原文补上，它的编码是", code)
        return UNKNOWN
    findings.decide(f"符号字体（{font}）里的字符 {code} 写成“{letter}”")
    return letter


def tell_drawn(element: Any, parts: WordParts, findings: Findings, *, is_seen: bool) -> None:
    """Report what a drawing shows; `is_seen` unless it is hidden."""
    for drawn in list_drawn(element, parts):
        if drawn.kind == "文本框":
            findings.mention("文本框不属于表格，没有导入", drawn.words)
        elif is_seen and drawn.is_seen:
            findings.miss(f"有{drawn.kind}，没有导入", drawn.words)
        else:
            findings.mention(f"有{drawn.kind}，没有导入", drawn.words)
