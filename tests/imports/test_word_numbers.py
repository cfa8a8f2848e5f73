"""Automatic numbers of Word. Expected values are those that LibreOffice prints, or where it does not know them the standard's."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.imports.readers.word.number_formats import write_number
from tests.imports.word_plans import WordFile, paragraph, run, take


def level(
    at: int, form: str = "decimal", text: str | None = None, start: int = 1, more: str = "", suffix: str = ""
) -> str:
    words = f"%{at + 1}." if text is None else text
    behind = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}{behind}<w:lvlText w:val="{words}"/></w:lvl>'


def abstract(name: int, *levels: str, link: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{link}{"".join(levels)}</w:abstractNum>'


def listed(name: int, described: int, override: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{described}"/>{override}</w:num>'


def place(name: int | None = None, at: int | None = None) -> str:
    depth = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return f"<w:numPr>{depth}{'' if name is None else f'<w:numId w:val={chr(34)}{name}{chr(34)}/>'}</w:numPr>"


def style(name: str, numbers: str = "", based: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}<w:pPr>{numbers}</w:pPr></w:style>'
    )


def read(tmp_path: Path, numbering: str, *lines: str, styles: str = "") -> list[str]:
    """The lines of a cell of which each is the properties of a paragraph; the words are a, b, c …"""
    inside = "".join(paragraph(chr(ord("a") + at) + "。", line) for at, line in enumerate(lines))
    return take(tmp_path, WordFile(text=inside, numbering=numbering, styles=styles)).text.split("\n")


THREE = (level(0), level(1, text="%1.%2."), level(2, text="%1.%2.%3."))

#: Format -> the numbers 1, 2, 10, 11, 20, 21 and 101.
PRINTED = {
    "decimal": "1 2 10 11 20 21 101", "upperRoman": "I II X XI XX XXI CI", "lowerRoman": "i ii x xi xx xxi ci",
    "upperLetter": "A B J K T U WWWW", "lowerLetter": "a b j k t u wwww", "ordinal": "1st 2nd 10th 11th 20th 21st 101st",
    "cardinalText": "One Two Ten Eleven Twenty Twenty-one One_hundred_one", "ordinalText": "First Second Tenth Eleventh Twentieth Twenty-first One_hundred_first",
    "chineseCounting": "一 二 十 十一 二十 二十一 一百零一", "chineseCountingThousand": "一 二 十 十一 二十 二十一 一百零一",
    "taiwaneseCountingThousand": "一 二 十 十一 二十 二十一 一百零一", "japaneseCounting": "一 二 十 十一 二十 二十一 一百零一",
    "chineseLegalSimplified": "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零壹", "ideographLegalTraditional": "壹 貳 壹拾 壹拾壹 貳拾 貳拾壹 壹佰零壹",
    "decimalEnclosedCircle": "① ② ⑩ ⑪ ⑳ ㉑ 101", "decimalEnclosedCircleChinese": "① ② ⑩ ⑪ ⑳ ㉑ 101", "decimalZero": "01 02 10 11 20 21 101",
    "ideographTraditional": "甲 乙 癸 11 20 21 101", "ideographZodiac": "子 丑 酉 戌 20 21 101",
    # LibreOffice prints these in its own way; so does the standard (17.18.59):
    "decimalFullWidth": "１ ２ １０ １１ ２０ ２１ １０１", "decimalEnclosedParen": "⑴ ⑵ ⑽ ⑾ ⒇ 21 101", "decimalEnclosedFullstop": "⒈ ⒉ ⒑ ⒒ ⒛ 21 101",
    "ideographEnclosedCircle": "㊀ ㊁ ㊉ 11 20 21 101", "ideographZodiacTraditional": "甲子 乙丑 癸酉 甲戌 癸未 甲申 101",
    "ideographDigital": "一 二 一〇 一一 二〇 二一 一〇一", "taiwaneseDigital": "一 二 一〇 一一 二〇 二一 一〇一", "numberInDash": "-_1_- -_2_- -_10_- -_11_- -_20_- -_21_- -_101_-",
    "hex": "1 2 A B 14 15 65", "chicago": f"* † ††† ‡‡‡ {5 * chr(167)} ****** {26 * chr(42)}", "none": "", "decimalHalfWidth": "1 2 10 11 20 21 101",
}  # fmt: skip


@pytest.mark.parametrize("form", PRINTED)
def test_numbers_are_written_as_they_are_printed(form: str) -> None:
    expected = [words.replace("_", " ") for words in PRINTED[form].split()] or [""] * 7
    found = [write_number(number, form) for number in (1, 2, 10, 11, 20, 21, 101)]
    assert found == expected


@pytest.mark.parametrize(
    ("number", "form", "seen"),
    [
        (1010, "chineseCounting", "一千零一十"), (110, "chineseCounting", "一百一十"), (10001, "chineseCountingThousand", "一万零一"), (12345, "chineseLegalSimplified", "壹万贰仟叁佰肆拾伍"),
        (27, "upperLetter", "AA"), (28, "lowerLetter", "bb"), (0, "decimal", "0"), (0, "chineseCounting", "零"), (0, "upperRoman", "0"),
        (36, "decimalEnclosedCircle", "㊱"), (51, "decimalEnclosedCircle", "51"), (112, "ordinal", "112th"),
    ],
)  # fmt: skip
def test_large_and_odd_numbers(number: int, form: str, seen: str) -> None:
    assert write_number(number, form) == seen


def test_forms_with_zeros_of_their_own(tmp_path: Path) -> None:
    choice = '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    numbering = abstract(1, level(0).replace('<w:numFmt w:val="decimal"/>', choice)) + listed(1, 1)
    assert read(tmp_path, numbering, place(1, 0), place(1, 0)) == ["001.a。", "002.b。"]


def test_a_form_that_is_not_known_is_written_with_digits_and_reported(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "hebrew1", "%1、")) + listed(1, 1)
    inside = paragraph("登记。", place(1, 0)) + paragraph("更新。", place(1, 0))
    taken = take(tmp_path, WordFile(text=inside, numbering=numbering))
    assert taken.text == "1、登记。\n2、更新。"
    assert (
        "第1张表第2行“工作措施”栏：自动编号的格式“hebrew1”认不出来，照数字写，请对照原文：“1、”、“2、”" in taken.asides
    )


# Where a number comes from


def test_number_zero_takes_the_number_of_a_style_away(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "chineseCounting", "（%1）")) + listed(1, 1)
    styles = style("L", place(1, 0)) + style("Off", place(0), "L") + style("Child", "", "L")
    lines = [
        '<w:pStyle w:val="L"/>',
        f'<w:pStyle w:val="L"/>{place(0, 0)}',
        '<w:pStyle w:val="Off"/>',
        '<w:pStyle w:val="Child"/>',
    ]
    assert read(tmp_path, numbering, *lines, styles=styles) == ["（一）a。", "b。", "c。", "（二）d。"]


def test_levels_that_styles_name_one_by_one(tmp_path: Path) -> None:
    """As LibreOffice prints."""
    styles = style("A", place(1)) + style("B", place(None, 1), "A")
    lines = [
        '<w:pStyle w:val="A"/>',
        '<w:pStyle w:val="B"/>',
        '<w:pStyle w:val="A"/>',
        f'<w:pStyle w:val="A"/>{place(None, 2)}',
        f'<w:pStyle w:val="B"/>{place(1)}',
    ]
    found = read(tmp_path, abstract(1, *THREE) + listed(1, 1), *lines, styles=styles)
    assert found == ["1.a。", "1.1.b。", "2.c。", "2.1.1.d。", "2.2.e。"]


def test_a_list_of_the_paragraph_and_a_level_of_its_style(tmp_path: Path) -> None:
    """As LibreOffice prints."""
    styles = style("Q", place(1, 1))
    found = read(
        tmp_path, abstract(1, *THREE) + listed(1, 1), place(1, 0), f'<w:pStyle w:val="Q"/>{place(1)}', styles=styles
    )
    assert found == ["1.a。", "1.1.b。"]


def test_a_level_that_belongs_to_a_style(tmp_path: Path) -> None:
    """By ECMA-376, part 1, 17.9.23: LibreOffice takes the first level."""
    levels = level(0, "chineseCounting", "第%1章"), level(1, text="%1.%2.", more='<w:pStyle w:val="S"/><w:isLgl/>')
    styles = style("S", place(1)) + style("T", "", "S")
    lines = [place(1, 0), '<w:pStyle w:val="S"/>', '<w:pStyle w:val="T"/>']
    assert read(tmp_path, abstract(1, *levels) + listed(1, 1), *lines, styles=styles) == [
        "第一章a。",
        "1.1.b。",
        "1.2.c。",
    ]


def test_a_list_by_a_style_of_lists(tmp_path: Path) -> None:
    numbering = (
        abstract(1, link='<w:numStyleLink w:val="NL"/>') + abstract(2, level(0, "chineseCounting", "（%1）"), link='<w:styleLink w:val="NL"/>')
        + abstract(3, link='<w:numStyleLink w:val="Loop"/>') + listed(1, 1) + listed(2, 2) + listed(3, 3)
    )  # fmt: skip
    styles = style("NL", place(2), kind="numbering") + style("Loop", place(3), kind="numbering")
    found = read(tmp_path, numbering, place(1, 0), place(2, 0), place(3, 0), styles=styles)
    assert found == ["（一）a。", "（二）b。", "c。"]


def test_a_level_of_the_lists_own(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "（%1）", 3)}</w:lvlOverride>'
    numbering = abstract(1, *THREE) + listed(1, 1) + listed(2, 1, own)
    assert read(tmp_path, numbering, place(2, 0), place(2, 0)) == ["（三）a。", "（四）b。"]
    assert read(tmp_path, numbering, place(1, 0), place(2, 0), place(1, 0)) == ["1.a。", "（二）b。", "3.c。"]


def test_a_start_of_the_lists_own(tmp_path: Path) -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(1, *THREE) + listed(1, 1) + listed(2, 1, again)
    found = read(tmp_path, numbering, place(1, 0), place(2, 0), place(2, 0), place(1, 0))
    assert found == ["1.a。", "5.b。", "6.c。", "7.d。"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", "1.a。 1.1.b。 1.1.1.c。 1.2.d。 1.2.1.e。 2.f。 2.1.g。 2.1.1.h。"),
        ('<w:lvlRestart w:val="1"/>', "1.a。 1.1.b。 1.1.1.c。 1.2.d。 1.2.2.e。 2.f。 2.1.g。 2.1.1.h。"),
        ('<w:lvlRestart w:val="0"/>', "1.a。 1.1.b。 1.1.1.c。 1.2.d。 1.2.2.e。 2.f。 2.1.g。 2.1.3.h。"),
    ],
)  # fmt: skip
def test_where_a_level_begins_again(tmp_path: Path, more: str, expected: str) -> None:
    """By ECMA-376, part 1, 17.9.10."""
    numbering = abstract(1, *THREE[:2], level(2, text="%1.%2.%3.", more=more)) + listed(1, 1)
    assert read(tmp_path, numbering, *(place(1, at) for at in (0, 1, 2, 1, 2, 0, 1, 2))) == expected.split()


def test_numbers_of_law_are_digits(tmp_path: Path) -> None:
    """By ECMA-376, part 1, 17.9.4."""
    levels = (
        level(0, "chineseCounting", "第%1章"),
        level(1, "chineseCounting", "%1.%2", more="<w:isLgl/>"),
        level(2, text="%1.%2.%3"),
    )
    found = read(tmp_path, abstract(1, *levels) + listed(1, 1), *(place(1, at) for at in (0, 1, 2)))
    assert found == ["第一章a。", "1.1 b。", "一.一.1 c。"]


def test_levels_that_begin_deeper_and_levels_without_a_number(tmp_path: Path) -> None:
    found = read(tmp_path, abstract(1, *THREE) + listed(1, 1), *(place(1, at) for at in (1, 1, 0, 1)))
    assert found == ["1.1.a。", "1.2.b。", "2.c。", "2.1.d。"]
    levels = level(0, "none", "附件%1："), level(1, "bullet", "●"), level(2, text="%3）")
    found = read(tmp_path, abstract(1, *levels) + listed(1, 1), *(place(1, at) for at in (0, 1, 2, 5)), place(9, 0))
    assert found == ["附件：a。", "b。", "1）c。", "d。", "e。"]


@pytest.mark.parametrize(
    ("suffix", "words", "expected"),
    [("tab", "登记。", "1登记。"), ("space", "登记。", "1 登记。"), ("nothing", "登记。", "1登记。"), ("tab", "50台。", "1 50台。"), ("nothing", "50台。", "150台。"), ("", "3台。", "1 3台。")],
)  # fmt: skip
def test_a_blank_behind_the_number(tmp_path: Path, suffix: str, words: str, expected: str) -> None:
    numbering = abstract(1, level(0, text="%1", suffix=suffix)) + listed(1, 1)
    assert take(tmp_path, WordFile(text=paragraph(words, place(1, 0)), numbering=numbering)).text == expected


def test_numbers_of_paragraphs_that_are_not_seen(tmp_path: Path) -> None:
    """As LibreOffice prints: hidden paragraphs count, and have no number."""
    look = {"hidden": "<w:vanish/>", "struck": "<w:strike/>"}
    for name, mark in look.items():
        inside = (
            paragraph("登记。", place(1, 0)) + paragraph(run(f"{name}的话", mark), f"{place(1, 0)}<w:rPr>{mark}</w:rPr>")
            + paragraph("验收。", place(1, 0))
        )  # fmt: skip
        taken = take(tmp_path, WordFile(text=inside, numbering=abstract(1, *THREE) + listed(1, 1)))
        assert taken.text == "1.登记。\n3.验收。"
        assert f"{name}的话" in "".join(taken.asides)


def test_the_number_of_a_struck_end_is_left_out(tmp_path: Path) -> None:
    inside = paragraph("登记。", f"{place(1, 0)}<w:rPr><w:strike/></w:rPr>")
    taken = take(tmp_path, WordFile(text=inside, numbering=abstract(1, *THREE) + listed(1, 1)))
    assert taken.text == "登记。"
    assert "第1张表第2行“工作措施”栏：加了删除线的自动编号没有导入：“1.”" in taken.asides
