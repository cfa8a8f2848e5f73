"""One cell as a person sees it: its text, its number in the format of the cell, the result of its formula."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

from lxml import etree

from macros.imports.readers.document import clean, squeeze
from macros.imports.readers.excel.chinese_digits import write_general
from macros.imports.readers.excel.findings import Findings
from macros.imports.readers.excel.format_code import UnknownFormatError
from macros.imports.readers.excel.number_format import read_number, show_number, show_text
from macros.imports.readers.excel.strings import Words, read_text, read_words, show_words
from macros.imports.readers.excel.styles import Style, Styles, read_index
from macros.imports.readers.parts import damaged

#: Formulas that put a picture into their cell: WPS's, and Excel's own.
_PICTURE = re.compile(r"=?\s*(?:_xl\w+\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
#: The day from which numbers count days (after February 1900), and where it is moved to.
_FIRST_DAY, _FROM_1904 = datetime.datetime(1899, 12, 30), 1_462  # noqa: DTZ001  # sheets know no zones
#: Characters of a format that are named.
_LONGEST_CODE = 60
_PARTS = ("f", "v", "is", "extLst")


class CellReader:
    """Reads the cells of one workbook; `pictures` are descriptions of WPS's pictures by their names."""

    def __init__(self, strings: list[Any], styles: Styles, *, is_1904: bool, pictures: dict[str, str]) -> None:
        self._strings, self._styles = strings, styles
        self._is_1904 = is_1904
        self._pictures = pictures

    def read(self, cell: Any, name: str, findings: Findings) -> str:
        """The text of a cell called `name`; what it has besides, and what cannot be read, goes to the findings."""
        for child in cell:
            if (kind := etree.QName(child).localname) not in _PARTS:
                findings.miss(name, f"里有读不懂的内容“{kind}”：“{squeeze(''.join(child.itertext()))}”。")
        kind, value = cell.get("t", "n"), cell.find("{*}v")
        formula, text = cell.find("{*}f"), (value.text or "" if value is not None else "")
        told = (formula.text or "" if formula is not None else "") or text
        if _PICTURE.match(told) and kind != "s":
            self._miss_picture(told, name, findings)
        elif kind == "e" and cell.get("vm"):
            findings.miss(name, "里是图片，没有导入；请对照原文补上文字。")
        elif kind == "e":
            findings.miss(name, f"里是出错的公式（{text}），没有导入；请在表格里改好再导入。")
        elif formula is not None and not text and kind != "str":
            findings.miss(name, "是公式，文件里没有存下结果，请打开另存一份再导入。")
        else:
            return self._show(cell, kind, text, name, findings)
        return ""

    def _miss_picture(self, formula: str, name: str, findings: Findings) -> None:
        words = [self._pictures.get(words, words) for words in re.findall(r'"([^"]*)"', formula)]
        findings.miss(name, f"里是图片（{'，'.join(words)}），没有导入；请对照原文补上文字。")

    def _show(self, cell: Any, kind: str, text: str, name: str, findings: Findings) -> str:
        style = self._styles.of(cell)
        words = self._find_words(cell, kind, text, style)
        if words is None:
            words = Words([(self._show_value(kind, text, style, name, findings), style.font)])
        else:
            words.runs = self._show_runs(words, style, name, findings)
        shown = show_words(words, lambda line: findings.decide(name, line), lambda line: findings.mention(name, line))
        if shown and style.font.is_white and not style.is_filled and all(font.is_white for _, font in words.runs):
            findings.mention(name, f"里是没有底色的白字，可能看不见，也导入了，请核对：“{squeeze(shown)}”。")
        return shown

    def _find_words(self, cell: Any, kind: str, text: str, style: Style) -> Words | None:
        """The words of a cell that has any; None for a number and the like."""
        if kind == "s":
            index = read_index(text) if text else len(self._strings)
            if index >= len(self._strings):
                raise damaged(f"没有第{text}条文字")
            return read_words(self._strings[index], style.font)
        if kind == "inlineStr":
            item = cell.find("{*}is")
            return read_words(item, style.font) if item is not None else Words()
        if kind == "str":
            return Words([(read_text(cell.find("{*}v")) if text else "", style.font)])
        return None

    def _show_runs(self, words: Words, style: Style, name: str, findings: Findings) -> list[tuple[str, Any]]:
        """The runs in the cell's format for texts, which may add to them or hide them."""
        whole = "".join(text for text, _ in words.runs)
        if style.code is None or not whole:
            return words.runs
        try:
            shown = show_text(whole, style.code)
        except UnknownFormatError:
            return words.runs
        if shown == whole:
            return words.runs
        if not shown.strip():
            findings.mention(name, f"的显示格式把内容藏起来了，没有导入：“{squeeze(clean(whole))}”。")
            return []
        before, _, after = shown.partition(whole)
        return [(before, style.font), *words.runs, (after, style.font)]

    def _show_value(self, kind: str, text: str, style: Style, name: str, findings: Findings) -> str:
        if not text.strip():
            return ""
        if kind == "b":
            signs = ("☐", "☒") if style.is_box else ("FALSE", "TRUE")
            return signs[text.strip() in ("1", "true")]
        try:
            number = _read_day(text, is_1904=self._is_1904) if kind == "d" else read_number(text)
        except ValueError:
            return text
        try:
            if style.code is None:
                raise UnknownFormatError
            shown = show_number(number, style.code, is_1904=self._is_1904)
        except UnknownFormatError:
            plain = write_general(number, 0)
            code = (style.code or "没有写明")[:_LONGEST_CODE]
            findings.miss(name, f"的显示格式（{code}）认不出来，写成了存着的数{plain}；请对照原文改成看到的样子。")
            return plain
        if not shown.strip():
            told = f"里的数{write_general(number, 0)}按它的显示格式不显示，没有导入。"
            (findings.mention if number else findings.decide)(name, told)
        return shown


def _read_day(text: str, *, is_1904: bool) -> Decimal:
    """The number of a day that is written as ISO 8601 has it. Raises ValueError."""
    words = text.strip().removesuffix("Z")
    if re.fullmatch(r"T?\d\d:\d\d(?::\d\d(?:\.\d+)?)?", words):
        words = f"1899-12-30T{words.removeprefix('T')}"
        is_1904 = False
    passed = datetime.datetime.fromisoformat(words).replace(tzinfo=None) - _FIRST_DAY
    seconds = Decimal(passed.microseconds).scaleb(-6) + passed.seconds
    return passed.days - _FROM_1904 * is_1904 + seconds / 86_400
