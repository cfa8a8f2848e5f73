"""Invisible characters, and those that look like others: some readers refuse them, some leave them out."""

from __future__ import annotations

import re
import unicodedata

#: Spaces that look like a space and are none: no-break, of a font's widths, Ogham's, the blank of Braille.
WIDE_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800"
#: Joiners, marks of direction and of encoding, hyphens that show only at a line's end, selectors of variants, fillers of
#: Hangul, controls of musical and shorthand signs, tags: none of them is printed.
JOINERS = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\U00013430-\U0001345f\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Control characters and other line ends.
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
#: Private use, annotation, U+FFFD, halves of pairs, and what no character will ever be: each font shows what it likes.
NOBODYS = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 15)
)
UNSEEN = re.compile(f"[{CONTROLS}{WIDE_SPACES}{JOINERS}{NOBODYS}]")

#: What lies outside of the blocks that a Chinese text is written with; most of it is fine.
_RARE = re.compile(
    "[\u0370-\u1fff\ua000-\uabff\ufb00-\ufdff\U00010000-\U0001ffff\U00040000-\U000dffff\U000e1000-\U000effff]"
)

#: What names of Chinese bodies are written with: characters (not their radicals and compatibility forms, which look the
#: same), Latin letters and digits, full-width ones too. Signs may stand beside them; letters of other scripts may not.
STRANGE_IN_NAMES = re.compile(
    "[^\\W_0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002f7ff"
    "\U00030000-\U0003ffff]|[\u2e80-\u2fdf\u0300-\u036f\u20d0-\u20ff]"
)


def has_unseen(text: str) -> bool:
    """Whether a text has invisible characters, which the plan's files do not take."""
    return find_unseen(text) is not None


def replace_unassigned(text: str, sign: str) -> str:
    """The text with a sign in place of each character that is not assigned."""
    return _RARE.sub(lambda match: sign if _is_unassigned(match[0]) else match[0], text)


def _is_unassigned(character: str) -> bool:
    return unicodedata.category(character) == "Cn"


def find_unseen(text: str) -> int | None:
    """The place of the first invisible character, or of one that no font shows since it is not assigned; else None."""
    places = [match.start() for match in [UNSEEN.search(text)] if match]
    places += [match.start() for match in _RARE.finditer(text) if _is_unassigned(match[0])][:1]
    return min(places, default=None)
