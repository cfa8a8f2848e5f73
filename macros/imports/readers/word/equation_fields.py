"""EQ fields: what Word draws by an instruction such as `EQ \\f(1,3)`, as one line of text.

The syntax is that of ECMA-376, part 1, 17.16.5.20. What has no plain form in a line raises NoLineError.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from macros.imports.readers.word.linear import lower, raise_, root, write_fraction
from macros.imports.readers.word.symbols import encircle

_DEEPEST = 20
_FORMAT = re.compile(r"\\\*\s*(?:\"[^\"]*\"|[^\s\\]+)")  # how it is to look: \* jc2 \* "Font:宋体"
_SWITCH = re.compile(r"\s*\\([a-zA-Z]{1,2})\s*(\d*)(?:\s*\\([^a-zA-Z]))?")  # with its points, and a bracket of its own
_RINGS = "○◯〇⃝"
_FRAMES = "□△◇◻▢"


class NoLineError(Exception):
    """An instruction that is not understood, or that has no plain form."""


@dataclass
class Equation:
    """`text` in one line; `guides` are readings that stand above it; `framed`: signs whose frame was left out. `is_raised`: all of
    it stands higher than the words before.
    """

    text: str = ""
    is_raised: bool = False
    guides: list[str] = field(default_factory=list)
    framed: list[str] = field(default_factory=list)


def read_equation(instruction: str) -> Equation:
    """Raises NoLineError."""
    body = _FORMAT.sub(" ", re.sub(r"^\s*eq\b", "", instruction, flags=re.IGNORECASE)).strip()
    equation = Equation()
    reader = _Reader(body, equation)
    equation.text = reader.read(0)
    equation.is_raised = equation.text == reader.raised
    if reader.at < len(body) or not equation.text:
        raise NoLineError
    return equation


@dataclass
class _Part:
    """One argument, and whether all of it is raised."""

    text: str
    is_raised: bool


class _Reader:
    def __init__(self, body: str, equation: Equation) -> None:
        self._body, self._equation = body, equation
        self.at = 0
        self.raised = ""

    def read(self, depth: int) -> str:
        """Text up to the end of an argument."""
        if depth > _DEEPEST:
            raise NoLineError
        words, brackets = "", 0
        while self.at < len(self._body):
            letter = self._body[self.at]
            if depth and not brackets and letter in "),;":
                break
            brackets += {"(": 1, ")": -1}.get(letter, 0) if depth else 0
            if letter == "\\":
                words += self._read_switches(depth, words)
            else:
                words += letter
                self.at += 1
        return words.strip()

    def _read_switches(self, depth: int, before: str) -> str:
        escaped = self._body[self.at + 1 : self.at + 2]
        if escaped and not escaped.isalpha():
            self.at += 2
            return escaped
        names: list[str] = []
        while match := _SWITCH.match(self._body, self.at):
            names.append(match[1].lower() + (match[3] or ""))
            self.at = match.end()
        if self._body[self.at : self.at + 1] != "(":
            if names == ["d"]:
                return ""
            raise NoLineError
        parts = self._read_parts(depth)
        return self._write(names, parts, before)

    def _read_parts(self, depth: int) -> list[_Part]:
        parts = []
        while True:
            self.at += 1
            self.raised = ""
            text = self.read(depth + 1)
            parts.append(_Part(text, is_raised=text == self.raised))
            if self.at >= len(self._body):
                raise NoLineError
            if self._body[self.at] == ")":
                self.at += 1
                return parts

    def _write(self, names: list[str], parts: list[_Part], before: str) -> str:
        name, options = names[0], names[1:]
        texts = [part.text for part in parts]
        if name == "f" and len(texts) == 2:  # numerator and denominator
            return write_fraction(*texts)
        if name == "r" and len(texts) in (1, 2):
            return root(texts[-1], texts[0] if len(texts) == 2 else "")  # degree and radicand
        if name == "s" and len(texts) == 1:
            return self._shift(options, texts[0], before)
        if name == "b" and len(texts) == 1:
            return _bracket(options, texts[0])
        if name == "l":
            return ",".join(texts)
        if name == "d" and texts == [""]:
            return ""
        if name == "o" and len(texts) == 2:  # drawn over each other
            return self._overstrike(parts)
        if name == "x" and len(texts) == 1 and not options:
            self._equation.framed.append(texts[0])
            return texts[0]
        raise NoLineError

    def _shift(self, options: list[str], words: str, before: str) -> str:
        """Raised or lowered words; raised ones that stand over another argument are a guide to its reading."""
        self.raised = words if "up" in options else ""
        if "do" in options:
            return lower(words)
        return raise_(words) if before else words

    def _overstrike(self, parts: list[_Part]) -> str:
        first, second = parts
        if first.text in _RINGS or second.text in _RINGS:
            inner = second.text if first.text in _RINGS else first.text
            ringed = encircle(inner)
            if ringed is None:
                self._equation.framed.append(inner)
            return ringed or inner
        if first.text in _FRAMES:
            self._equation.framed.append(second.text)
            return second.text
        if first.is_raised == second.is_raised:
            raise NoLineError
        guide, base = (first, second) if first.is_raised else (second, first)
        self._equation.guides.append(guide.text)
        return base.text


def _bracket(options: list[str], words: str) -> str:
    """Words in brackets: \\bc for both, \\lc and \\rc for one side."""
    pairs = {"[": "]", "{": "}", "(": ")", "<": ">", "|": "|"}
    signs = {option[:2]: option[2:] for option in options if len(option) == 3}  # two letters and a sign
    if not options:
        return f"({words})"
    if both := signs.get("bc"):
        return f"{both}{words}{pairs.get(both, both)}"
    return f"{signs.get('lc', '')}{words}{signs.get('rc', '')}"
