"""Characters of symbol fonts, and characters in a circle, as the letters of Unicode that look the same.

Symbol: Adobe's encoding of the font. Wingdings: the signs that forms and lists use, by Unicode's document L2/11-052.
"""

from __future__ import annotations

import unicodedata

_SYMBOL = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xBF, "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"),
    (0xE1, "〈®©™∑"),
    (0xF1, "〉∫"),
)
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑",
    0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA7: "▪",
    0xA8: "☐", 0xAB: "★", 0xB2: "✧", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + at: chr(ord("①") + at) for at in range(10)}, **{0x8C + at: chr(ord("❶") + at) for at in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "●", 0x97: "●", 0x98: "●", 0xA2: "■", 0xA3: "☐",
    0x69: "⓪", **{0x6A + at: chr(ord("①") + at) for at in range(10)}, 0x75: "⓿", **{0x76 + at: chr(ord("❶") + at) for at in range(10)},
}  # fmt: skip
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {first + at: letter for first, letters in _SYMBOL for at, letter in enumerate(letters)},
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {0x22: "→", 0x21: "←", 0x23: "↑", 0x24: "↓", 0x70: "▲", 0x71: "▼", 0x7D: "▶", 0x7C: "◀"},
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
}
_PRIVATE = 0xF000  # where Word keeps the characters of such fonts
_BYTE = 0x100
#: Unicode's letters in a circle by what stands in it.
_CIRCLED = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for first, last in ((0x2460, 0x2473), (0x24B6, 0x24EA), (0x3251, 0x325F), (0x3280, 0x32BF))
    for code in range(first, last + 1)
}


def read_symbol(font: str, code: int) -> str | None:
    """The character of a font; of one that is no symbol font, the letter itself. None for a sign that is not known."""
    letters = _FONTS.get(font.strip().lower())
    is_private = _PRIVATE <= code < _PRIVATE + _BYTE
    if letters is not None:
        return letters.get(code - _PRIVATE if is_private else code)
    if is_private or not 0 < code <= 0x10FFFF or unicodedata.category(chr(code)) in ("Cc", "Co", "Cs", "Cn"):
        return None
    return chr(code)


def read_western(font: str, code: int) -> str | None:
    """The same of a number that is one of Windows' Western letters unless the font is one of symbols."""
    if font.strip().lower() in _FONTS or not 0 < code < _BYTE:
        return read_symbol(font, code)
    letter = bytes([code]).decode("cp1252", "ignore")
    return letter if letter.isprintable() and letter else None


def read_private(font: str, text: str) -> str:
    """A text in which characters of a symbol font have become plain ones, as far as they are known."""
    if font.strip().lower() not in _FONTS or text.isascii():
        return text
    return "".join(
        (read_symbol(font, ord(letter)) or letter) if _PRIVATE <= ord(letter) < _PRIVATE + _BYTE else letter
        for letter in text
    )


def encircle(words: str) -> str | None:
    """The character that is these words in a circle: ㉑; None where Unicode has none."""
    return _CIRCLED.get(words)
