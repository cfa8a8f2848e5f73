"""Fields without a result of their own: EQ, SYMBOL, drop-downs and check boxes (ECMA-376, part 1, 17.16), as Word shows them."""

from __future__ import annotations

import re
from typing import Any

from macros.imports.readers.raised import read_lowered, read_raised
from macros.imports.readers.word.names import W, is_on
from macros.imports.readers.word.symbols import find_symbol

_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_CHINESE_CIRCLES = dict(zip("一二三四五六七八九十月火水木金土日株有社名特财祝劳秘男女适优印注项休写正上中下左右医宗学监企资协夜", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉㊊㊋㊌㊍㊎㊏㊐㊑㊒㊓㊔㊕㊖㊗㊘㊙㊚㊛㊜㊝㊞㊟㊠㊡㊢㊣㊤㊥㊦㊧㊨㊩㊪㊫㊬㊭㊮㊯㊰", strict=False))  # fmt: skip
_RINGS = "○◯〇O"
#: Fields that print what Word puts in by itself; without a result there is nothing to print.
_EMPTY = (
    "TOC",
    "PAGE",
    "NUMPAGES",
    "REF",
    "HYPERLINK",
    "SEQ",
    "TC",
    "XE",
    "BOOKMARK",
    "SET",
    "ASK",
    "FILLIN",
    "ADDIN",
    "NOTEREF",
    "PAGEREF",
    "GOTOBUTTON",
    "MACROBUTTON",
    "PRIVATE",
    "ADVANCE",
    "LISTNUM",
    "AUTONUM",
)


def write_field(instruction: str, data: Any) -> str | None:
    """The text that a field without a result shows; None for one that cannot be written. `data` is its w:ffData, if it has one."""
    words = instruction.split()
    name = words[0].upper() if words else ""
    if data is not None and (drop := data.find(f"{W}ddList")) is not None:
        return _read_drop_down(drop)
    if data is not None and (box := data.find(f"{W}checkBox")) is not None:
        return (
            "☒"
            if is_on(box.find(f"{W}checked")) or (box.find(f"{W}checked") is None and is_on(box.find(f"{W}default")))
            else "☐"
        )
    if name == "EQ":
        return _Equation(instruction.strip()[2:]).write()
    if name == "SYMBOL" and len(words) > 1:
        return _write_symbol(words)
    return "" if name in ("", "FORMTEXT", *_EMPTY) else None


def _read_drop_down(drop: Any) -> str:
    entries = [entry.get(f"{W}val", "") for entry in drop.iterfind(f"{W}listEntry")]
    chosen = drop.find(f"{W}result")
    chosen = chosen if chosen is not None else drop.find(f"{W}default")
    number = chosen.get(f"{W}val", "0") if chosen is not None else "0"
    return entries[int(number)] if number.isdecimal() and len(number) < 4 and int(number) < len(entries) else ""


def _write_symbol(words: list[str]) -> str | None:
    font = next((words[at + 1].strip('"”“') for at, word in enumerate(words[:-1]) if word == r"\f"), "")
    try:
        code = int(words[1], 0)
    except ValueError:
        return words[1] if len(words[1]) == 1 else None
    return find_symbol(font, code)


class _Equation:
    r"""The instruction of an EQ field: \f(2,3), \o\ac(○,21), \s\up8(2), \r(3,x), \b(x), \x(x), \i(…), \l(…), \a(…), \d(…)."""

    def __init__(self, text: str) -> None:
        self._text = re.sub(r"\\\*\s*(?:jc\d+|\"[^\"]*\"|hps\s*\d+)", "", text)
        self._at = 0

    def write(self) -> str | None:
        try:
            text = self._read_sequence("")
        except (IndexError, ValueError):
            return None
        return text.strip() if self._at >= len(self._text) else None

    def _read_sequence(self, ends: str) -> str:
        found = ""
        while self._at < len(self._text) and self._text[self._at] not in ends:
            if self._text[self._at] != "\\":
                found += self._text[self._at]
                self._at += 1
            elif self._text[self._at + 1] in "\\(),;":
                found += self._text[self._at + 1]
                self._at += 2
            else:
                found += self._read_command(found)
        return found

    def _read_command(self, before: str) -> str:
        """One command with its options and its arguments in brackets."""
        match = re.compile(r"(?:\\[a-zA-Z]+\s*\d*\s*)+").match(self._text, self._at)
        if match is None:
            raise ValueError(self._text)
        names = re.findall(r"\\([a-zA-Z]+)", match[0])
        self._at = match.end()
        arguments = self._read_arguments()
        return self._join([name.lower() for name in names], arguments, before)

    def _read_arguments(self) -> list[str]:
        if self._at >= len(self._text) or self._text[self._at] != "(":
            return []
        arguments = []
        while True:
            self._at += 1
            arguments.append(self._read_sequence(",;)").strip())
            if self._text[self._at] == ")":
                self._at += 1
                return arguments

    def _join(self, names: list[str], arguments: list[str], before: str) -> str:
        first = arguments[0] if arguments else ""
        if names[0] == "f" and len(arguments) == 2:
            return "/".join(part if part.isalnum() else f"({part})" for part in arguments)
        if names[0] == "r" and arguments:
            inner = arguments[-1] if arguments[-1].isalnum() else f"({arguments[-1]})"
            return {"": f"√{inner}", "2": f"√{inner}", "3": f"∛{inner}"}.get(
                first if len(arguments) > 1 else "", f"{first}次√{inner}"
            )
        if names[0] == "o":
            return _lay_over(arguments)
        if names[0] == "s" and arguments:
            return (
                (read_raised(before, first) or first)
                if "up" in names
                else read_lowered(first)
                if "do" in names
                else first
            )
        if names[0] == "b":
            return f"({'，'.join(arguments)})"
        if names[0] in ("x", "l", "a"):
            return "，".join(filter(None, arguments))
        if names[0] == "i" and len(arguments) == 3:
            return f"∫{arguments[0]}^{arguments[1]}({arguments[2]})"
        if names[0] == "d":
            return " "
        raise ValueError(names[0])


def _lay_over(arguments: list[str]) -> str:
    """Characters that stand over each other: a ring around one, or a guide to its sound above it."""
    rings = [part for part in arguments if part in _RINGS and part]
    others = [part for part in arguments if part and part not in _RINGS]
    if rings and len(others) == 1:
        word = others[0]
        if word.isdecimal() and 1 <= int(word) <= len(_CIRCLES):
            return _CIRCLES[int(word) - 1]
        return _CHINESE_CIRCLES.get(word.replace("密", "秘"), word)
    return others[-1] if others else "".join(rings)
