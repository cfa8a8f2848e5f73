"""Slips and malice in a text: characters, words, lines, indentation, keys and values, anchors, whole blocks, bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.fuzz.case import Dice

#: Signs of YAML and of what reads it, words that readers bend, characters that nobody sees or that look like others.
_TOKENS = [
    ":", ": ", "：", "-", "- ", "? ", "|", "|-", "|+", "|2-", ">", ">-", "#", " #", "# x", "&a ", "*a", "!!str ", "!x ", "!!python/name:os ",
    "%YAML 1.2\n", "---\n", "...\n", "<<: ", "[", "]", "{", "}", "[]", "{}", ",", ", ", "'", '"', "\\", "\\u0000", "\\ud800", "\\x07", "\\\n",
    "~", "null", "no", "true", "010", "0x1F", "1e3", ".inf", ".nan", "12:30", "2023-02-30", "2023-06-30", "99999999999999999999", "-0", "0",
    "\t", "\r", "\r\n", "\n", "\n\n", " ", "  ", "\u3000", "\xa0", "\ufeff", "\u200b", "\u202e", "\u2028", "\x85", "\x00", "\x1b", "\x7f",
    "\ufffd", "\ue000", "\ufdd0", "\U0001f600", "\U00020bb7", "\U0010ffff", "\u0301", "é", "ａ", "１", "٣", "а", "⽣", "後", "同上", "（", "）",
    "、", "，", "年底前", "13月底", "2月30日前", "9999年底前", "0000年1月1日前", "每月", "甲局", "各镇", "index", "../x", "t1-1", "{{ x }}",
    "<<<<<<< ", "=======", "constructor", "__proto__", "一" * 70, "x" * 3000, "{0}", "%s",
]  # fmt: skip
_KEYS = [
    "id", "title", "part", "tasks", "no", "measures", "text", "due", "starts", "moved", "withdrawn", "recurs", "units_as", "lead", "assist",
    "mentions", "targets", "confirmed", "notes", "rows", "was", "on", "why", "every", "words", "unit", "units", "name", "comparison", "value",
    "scope", "headline", "kind", "aliases", "variants", "members", "possible_members", "part_of", "former_ids", "renamed", "start", "end", "precision",
    "basis", "year", "counts", "sections", "roles", "source", "measure", "state", "issues", "titel", "标题", "class", "",
]  # fmt: skip
_VALUES = [
    "", "~", "[]", "{}", "[甲局]", "[甲局, 甲局]", "[[]]", "[{}]", "{a: b}", "甲局", "1", "-1", "0", "[1, 1]", "[0]", "[999999999]", "1.5", "1e9",
    "true", "yes", "2024-02-30", "2024-06-30", "02-29", "02-30", "'", '"x"', "'x'", '"a\\nb"', "|-\n  x", ">\n  x", "|-", "*a", "&a x", "!!set {a}",
    "by", "window", "from", "group", "town", "outside", "day", "month", "每月", "全年", "为", "年底前", "3月起", "https://x.example", "javascript:x",
    "plan.yaml", "/etc/passwd", "..", ".", "\\", "t1-1", "first-1", "index", "ongoing", "role-x", "total", "id", "A", "同上", "2099", "100000",
]  # fmt: skip
_COMMENTS = ["# 注", "#", "#注", "# - 减号", "# 冒号: 后面", "# '引号", '# "', "# |-", "# [", "#: 甲", "### "]


def mutate_text(dice: Dice, text: str) -> str:
    """A text with one to three changes of any kind."""
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        text = dice.choice(_MUTATORS)(dice, text)
    return text


def mutate_layout(dice: Dice, text: str) -> str:
    """A text with one to eight changes that mostly leave its values: comments, blank lines, spaces, quotes."""
    for _ in range(dice.randint(1, 8)):
        text = dice.choice(_LAYOUT_MUTATORS)(dice, text)
    return text


def mutate_bytes(dice: Dice, content: bytes) -> bytes:
    """Bytes changed, put in, taken out, doubled or cut off."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        kind = dice.randrange(6)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            data[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 4)))
        elif kind == 2:
            del data[at : at + dice.choice([1, 2, 16, 200])]
        elif kind == 3:
            data[at:at] = data[at : at + dice.choice([1, 16, 200])]
        elif kind == 4 and dice.random() < 0.2:
            del data[at:]
        elif at < len(data):
            data[at] = dice.choice([0, 9, 10, 13, 32, 0x22, 0x27, 0x80, 0xE2, 0xEF, 0xFE, 0xFF])
    return bytes(data)


def _lines(change: Callable[[Dice, list[str], int], None]) -> Callable[[Dice, str], str]:
    """A change of the list of lines at one of them."""

    def mutate(dice: Dice, text: str) -> str:
        lines = text.split("\n")
        change(dice, lines, dice.randrange(len(lines)))
        return "\n".join(lines)

    return mutate


def _insert_token(dice: Dice, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(_TOKENS) + text[at:]


def _insert_character(dice: Dice, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    code = dice.choice(
        [dice.randrange(0x80), dice.randrange(0x3000), dice.randrange(0xD800), dice.randrange(0xE000, 0x110000)]
    )
    return text[:at] + chr(code) + text[at:]


def _delete_piece(dice: Dice, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.choice([1, 1, 2, 5, 30]) :]


def _replace_character(dice: Dice, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(_TOKENS) + text[at + 1 :]


def _change_key(dice: Dice, lines: list[str], at: int) -> None:
    lines[at] = re.sub(r"[\w]+(?=:)", lambda _: dice.choice(_KEYS), lines[at], count=1)


def _change_value(dice: Dice, lines: list[str], at: int) -> None:
    lines[at] = re.sub(r"(?<=: ).*|(?<=- )[^:]*$", lambda _: dice.choice(_VALUES), lines[at], count=1)


def _change_indent(dice: Dice, lines: list[str], at: int) -> None:
    line = lines[at]
    lines[at] = dice.choice(
        [f" {line}", f"  {line}", line[1:], line[2:], line.lstrip(), f"\t{line}", line.replace("  ", "\t", 1)]
    )


def _indent_block(dice: Dice, lines: list[str], at: int) -> None:
    for number in range(at, min(len(lines), at + dice.randint(2, 12))):
        lines[number] = f"  {lines[number]}" if at % 2 else lines[number][2:]


def _delete_lines(dice: Dice, lines: list[str], at: int) -> None:
    del lines[at : at + dice.choice([1, 1, 1, 2, 6, 20])]


def _double_lines(dice: Dice, lines: list[str], at: int) -> None:
    piece = lines[at : at + dice.choice([1, 1, 2, 8])]
    to = dice.choice([at, dice.randrange(len(lines) + 1)])
    lines[to:to] = piece


def _swap_lines(dice: Dice, lines: list[str], at: int) -> None:
    other = dice.choice([min(at + 1, len(lines) - 1), dice.randrange(len(lines))])
    lines[at], lines[other] = lines[other], lines[at]


def _insert_entry(dice: Dice, lines: list[str], at: int) -> None:
    indent = " " * (len(lines[at]) - len(lines[at].lstrip(" ")))
    lines.insert(at, f"{indent}{dice.choice(['', '', '- '])}{dice.choice(_KEYS)}: {dice.choice(_VALUES)}")


def _insert_anchor(dice: Dice, lines: list[str], at: int) -> None:
    """An anchor, and an alias of it somewhere below."""
    lines[at] = re.sub(r"(?<=: )", "&a ", lines[at], count=1)
    below = dice.randrange(at, len(lines))
    lines[below] = re.sub(r"(?<=: ).*", "*a", lines[below], count=1)


def _swap_words(dice: Dice, text: str) -> str:
    """Two words change places: values that are right, but not here."""
    words = list(re.finditer(r"[^\s:,\[\]]+", text))
    if len(words) < 2:
        return text
    first, second = sorted(dice.sample(range(len(words)), 2))
    one, two = words[first], words[second]
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _copy_word(dice: Dice, text: str) -> str:
    words = list(re.finditer(r"[^\s:,\[\]]+", text))
    if not words:
        return text
    one, two = dice.choice(words), dice.choice(words)
    return text[: one.start()] + two[0] + text[one.end() :]


def _nest(dice: Dice, text: str) -> str:
    at, depth = dice.randrange(len(text) + 1), dice.choice([3, 25, 400])
    return text[:at] + dice.choice(["[", "{a: ", "- ", "? "]) * depth + text[at:]


def _add_comment_line(dice: Dice, lines: list[str], at: int) -> None:
    lines.insert(at, " " * dice.choice([0, 2, 6, 12]) + dice.choice(_COMMENTS))


def _add_comment_behind(dice: Dice, lines: list[str], at: int) -> None:
    """Behind a word it would be taken for a part of the text: mostly where there is none."""
    if lines[at].endswith((":", "]", "}", "|-")) or dice.random() < 0.1:
        lines[at] += dice.choice(["  ", " ", "\t"]) + dice.choice(_COMMENTS) + dice.choice(["", "", " "])


def _add_blank(dice: Dice, lines: list[str], at: int) -> None:
    lines.insert(at, dice.choice(["", " ", "    "]))


def _add_spaces(dice: Dice, text: str) -> str:
    found = list(re.finditer(r"(?<=[:,\[-]) ?|$", text, re.MULTILINE))
    at = dice.choice(found).end()
    return text[:at] + " " * dice.randint(1, 3) + text[at:]


def _quote(dice: Dice, lines: list[str], at: int) -> None:
    def quote(match: re.Match[str]) -> str:
        word = match[0].replace("\\", "\\\\").replace('"', '\\"')
        return dice.choice(
            [f'"{word}"', "'" + match[0].replace("'", "''") + "'", f"|-\n{' ' * 40}{match[0]}", f"? {match[0]}"]
        )

    lines[at] = re.sub(r"(?<=: )[^\[|&#\"'{\s][^\n]*$", quote, lines[at])


def _break_flow(dice: Dice, text: str) -> str:
    places = [match.end() for match in re.finditer(r", |\[", text)]
    if not places:
        return text
    at = dice.choice(places)
    return text[:at] + dice.choice(["\n", f"  {dice.choice(_COMMENTS)}\n"]) + " " * 20 + text[at:]


_MUTATORS: list[Callable[[Dice, str], str]] = [
    _insert_token, _insert_token, _insert_character, _delete_piece, _replace_character, _swap_words, _copy_word, _copy_word, _nest,
    *map(_lines, [
        _change_key, _change_value, _change_value, _change_value, _change_indent, _indent_block, _delete_lines, _double_lines, _swap_lines,
        _insert_entry, _insert_entry, _insert_anchor, _add_comment_behind, _quote,
    ]),
]  # fmt: skip
_LAYOUT_MUTATORS: list[Callable[[Dice, str], str]] = [
    _add_spaces, _break_flow, *map(_lines, [_add_comment_line, _add_comment_line, _add_comment_behind, _add_blank, _quote]),
]  # fmt: skip
