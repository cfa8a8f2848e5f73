"""Characters of Word's symbol fonts, as far as they say something in a plan."""

from __future__ import annotations

#: Of the font Symbol, by their codes.
_SYMBOL = dict(
    zip(
        (0x61, 0x62, 0x67, 0x64, 0x6D, 0x70, 0x44, 0x57, 0xA3, 0xA5, 0xAE, 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBB, 0xD6),
        "αβγδμπΔΩ≤∞→°±″≥×·÷≠≈√",
        strict=True,
    )
)  # fmt: skip
#: Of the Wingdings fonts: boxes and ticks.
_WINGDINGS = {
    0x6F: "☐",
    0x71: "☐",
    0xA8: "☐",
    0xFB: "☒",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x6C: "●",
    0x6E: "■",
    0x75: "◆",
}
_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "☐", 0x4F: "✗"}


def find_symbol(font: str, code: int) -> str | None:
    """The plain character; None for one that only the font shows."""
    is_private = code >= 0xF000  # the font alone says what stands there
    code &= 0xFF if is_private else 0xFFFF
    table = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}.get(font.lower())
    if table is not None:
        return table.get(code)
    return chr(code) if not is_private and 0x20 < code < 0x10000 and chr(code).isprintable() else None
