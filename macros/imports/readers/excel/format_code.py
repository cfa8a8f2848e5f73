"""The code of a number format, cut into sections and tokens. The list of tokens is closed: what is not in it is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache


class UnknownFormatError(Exception):
    """A format of numbers that is not known whole, so that nobody can say what it shows."""


@dataclass(frozen=True)
class Section:
    """Between two semicolons. Tokens are (kind, words); `digits` is the N of [DBNumN], 0 for plain ones."""

    code: str
    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None
    digits: int = 0
    is_chinese: bool = False  # names of months and days
    system: str = ""  # "date" or "time": the format is that of the computer's own settings

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.tokens)

    def has(self, kind: str) -> bool:
        return kind in self._kinds

    @property
    def is_date(self) -> bool:
        return bool(self.system) or not self._kinds.isdisjoint(("date", "elapsed", "noon"))


#: Characters of the longest code that Excel takes.
_LONGEST = 255
_TOKEN = re.compile(
    r"""(?P<end>;) | "(?P<quoted>[^"]*)(?:"|$) | [\\!](?P<escaped>.) | _(?P<wide>.) | \*(?P<filled>.)
    | \[(?P<bracket>[^\]]*)\] | (?P<general>General|G/通用格式|Standard) | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-]) | (?P<date>y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|a{3,4}|e{1,2}) | (?P<digit>[0\#?]) | (?P<point>\.)
    | (?P<comma>,) | (?P<percent>%) | (?P<text>@) | (?P<slash>/) | (?P<number>[1-9]) | (?P<literal>[-+$():^&'~{}<>=\ ]|[^\x00-\x7f])""",
    re.VERBOSE | re.IGNORECASE,
)
#: The language of Chinese names, whatever the country.
_CHINESE, _LANGUAGE = 0x04, 0x3FF
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}|黑色?|蓝色?|青色?|绿色?|洋红|红色?|白色?|黄色?|颜色 ?\d{1,2})",
    re.IGNORECASE,
)


@lru_cache(maxsize=1_000)
def read_sections(code: str) -> list[Section]:
    """The sections of a format, at least one. Raises UnknownFormatError."""
    sections: list[Section] = []
    tokens: list[tuple[str, str]] = []
    settings: list[str] = []
    at = 0
    if len(code) > _LONGEST:
        raise UnknownFormatError(code)
    while at < len(code):
        match = _TOKEN.match(code, at)
        if match is None or match.lastgroup is None:
            raise UnknownFormatError(code)
        kind, words = match.lastgroup, match[match.lastgroup]
        if kind == "end":
            sections.append(_create_section(code, tokens, settings))
            tokens, settings = [], []
        elif kind == "bracket":
            settings.append(words)
            _take_bracket(words, tokens)
        elif kind in ("quoted", "escaped"):
            tokens.append(("literal", words))
        elif kind != "filled":
            tokens.append(("literal", " ") if kind == "wide" else (kind, words))
        at = match.end()
    sections.append(_create_section(code, tokens, settings))
    return sections


def _take_bracket(words: str, tokens: list[tuple[str, str]]) -> None:
    """The token that stands in brackets, if it is one: hours that count on after a day, the sign of a currency."""
    if re.fullmatch(r"h+|m+|s+", words, re.IGNORECASE):
        tokens.append(("elapsed", words))
    elif words.startswith("$") and (sign := words[1:].partition("-")[0]):
        tokens.append(("literal", sign))


def _create_section(code: str, tokens: list[tuple[str, str]], settings: list[str]) -> Section:
    condition, digits, is_chinese, system = None, 0, False, ""
    for words in settings:
        if match := re.fullmatch(r"(<=|>=|<>|[<>=])\s*(-?[\d.]+)", words):
            try:
                condition = match[1], Decimal(match[2])
            except InvalidOperation:
                raise UnknownFormatError(code) from None
        elif match := re.fullmatch(r"DBNum([123])", words, re.IGNORECASE):
            digits = int(match[1])
        elif words.startswith("$"):
            local = words[1:].partition("-")[2]
            if local.upper() in ("F800", "F400"):
                system = "date" if local.upper() == "F800" else "time"
            elif not re.fullmatch(r"(?:(?:0?1)?0[01])?0?[0-9A-Fa-f]{0,4}", local):  # other digits, other calendars
                raise UnknownFormatError(code)
            is_chinese = is_chinese or int(local[-4:] or "0", 16) & _LANGUAGE == _CHINESE
        elif not _COLOUR.fullmatch(words) and not re.fullmatch(r"h+|m+|s+", words, re.IGNORECASE):
            raise UnknownFormatError(code)
    return Section(code, tuple(_settle(tokens)), condition, digits, is_chinese, system)


def _settle(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Signs that are tokens only among some others: a stroke is a fraction's between digits, a comma is one of theirs."""
    has_digits = any(kind in ("digit", "number") for kind, _ in tokens)
    is_date = any(kind in ("date", "elapsed", "noon") for kind, _ in tokens)
    settled = []
    for kind, words in tokens:
        is_sign = kind in ("slash", "comma", "point", "percent") and (not has_digits or (is_date and kind != "point"))
        settled.append(("literal", words) if is_sign and not (kind == "percent" and not is_date) else (kind, words))
    if any(kind == "slash" for kind, _ in settled):
        return [("digit", words) if kind == "number" else (kind, words) for kind, words in settled]
    return [("literal", words) if kind == "number" else (kind, words) for kind, words in settled]
