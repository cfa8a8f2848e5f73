"""Signs by which a cell tells what it is: a heading, a number, a note."""

from __future__ import annotations

import re

from macros.imports.readers.document import join_lines

HEADING = re.compile(r"第?[一二三四五六七八九十]+[、.．章节篇部][^。]*|[（(][一二三四五六七八九十]+[）)][^。]*")
NUMBER = re.compile(r"[（(]?\d{1,4}(?:[-.—]\d{1,3})*[）)]?[.、．]?|[一二三四五六七八九十]+、?")
CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]+、?|[（(][一二三四五六七八九十]+[）)]")
NOTE = re.compile(r"(?:备?注|说明)[\d一二三]*[：:.、]|[*＊※]")
#: Characters after which a text is whole.
SENTENCE_ENDS = "。！？；.;!?：:”）)"
LONGEST_HEADING = 60


def join_number(number: str, title: str) -> str:
    """A heading of which the number stands in a cell of its own: “二、…”, “（二）…”."""
    return f"{number}{'' if number[-1] in '）)、' else '、'}{join_lines(title)}"
