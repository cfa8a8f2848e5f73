"""The lines above a table: the document's annex number, title, status and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from macros.imports.readers.document import join_lines, squeeze
from macros.imports.report import Report
from macros.model import QuestionKind

ANNEX = re.compile(r"附\s*(?:件|表)\s*[\d一二三四五六七八九十]*[：:]?")
_STATUS = re.compile(r"(.*?)[（(]([^（）()]*(?:稿|印发|试行|草案|公示|暂行|修订)[^（）()]*)[）)]")
_YEAR = re.compile(r"(20\d\d)(?=\s*(?:年|[-—－~～至]\s*20\d\d\s*年))")
_SPAN = re.compile(r"(?P<first>20\d\d)\s*年?\s*[-—－–~～至到]+\s*(?P<last>20\d\d)\s*年")
#: A line that is a title by itself: whose plan, and that it is one.
TITLE = re.compile(
    r"[^。]*[省市区县州旗盟镇][^。]*(?:计划|方案|要点|清单|分解表|任务表|实施意见|行动)(?:[（(].*[）)])?"
)
#: So many lines above a table can be its title; more is the text of the document.
_MOST_LINES = 4
_LONGEST_LINE = 80


@dataclass(frozen=True)
class Title:
    annex: str | None
    title: str
    status: str
    year: int
    until: int | None  # the last year of a plan over several


def read_title(before: Iterable[str], texts: Iterable[str], name: str, year: int, report: Report) -> Title:
    """`name` and `year` stand in where the document has none; that is asked about. Lines that are no title are dropped."""
    lines = [line for text in before for line in text.split("\n")]
    start = max((at for at, line in enumerate(lines) if ANNEX.fullmatch(line)), default=None)
    annex = lines[start].strip() if start is not None else None
    first, last = _find_title(lines, start)
    for line in [*lines[: start if start is not None else first], *lines[last:]]:
        report.drop("表格上方", line, "表格上方的文字")
    titles = lines[first:last]
    title = join_lines("\n".join(titles))
    status = None
    if match := _STATUS.fullmatch(title):
        title, status = match[1].strip(), match[2]
        report.drop("表格上方", "（）", "状态外面的括号")
    if not squeeze(title):
        title = name
        _ask(report, "title", title, f"没有找到文件标题，暂用“{title}”；标题是什么？")
        report.added.append(title)
    if status is None:
        status = "原文没有注明状态"
        _ask(report, "status", status, "没有看到文件状态；是什么（如“征求意见稿”“正式印发”）？")
        report.added.append(status)
    return Title(annex, title, status, *_find_years(title, texts, year, report))


def _find_title(lines: list[str], annex: int | None) -> tuple[int, int]:
    """The first and last line of the title: under the annex number, or right above the table, or else the last line that is one."""
    if annex is not None:
        first = last = annex + 1
        while last < len(lines) and last - first < _MOST_LINES and _is_title(lines[last]):
            last += 1
        return first, last
    first = last = len(lines)
    while first and last - first < _MOST_LINES and _is_title(lines[first - 1]):
        first -= 1
    wholes = [at for at, line in enumerate(lines) if TITLE.fullmatch(squeeze(line)) and _is_title(line)]
    if first == last and wholes:
        return wholes[-1], wholes[-1] + 1
    return next((at for at in wholes if at >= first), first), last


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and not re.search(r"[。；！？：:]$|^注", line)


def _find_years(title: str, texts: Iterable[str], year: int, report: Report) -> tuple[int, int | None]:
    """The plan's year, or its first and last."""
    if (span := _SPAN.search(title)) and span["first"] < span["last"]:
        report.decide("", f"标题写着{span[0]}，计划从{span['first']}年到{span['last']}年；没有写年份的时限不推算。")
        return int(span["first"]), int(span["last"])
    return _find_year(title, texts, year, report), None


def _find_year(title: str, texts: Iterable[str], year: int, report: Report) -> int:
    years = _YEAR.findall(title)
    if len(years) == 1:
        return int(years[0])
    if years:
        message = f"标题里有几个年份（{'、'.join(years)}），没有写年份的时限按{years[-1]}年推算，对不对？"
        _ask(report, "year", years[-1], message)
        return int(years[-1])
    found = Counter(match for text in texts for match in re.findall(r"(20\d\d)年", text))
    guess = int(found.most_common(1)[0][0]) if found else year
    _ask(report, "year", str(guess), f"标题里没有年份，时限暂按{guess}年推算，对不对？")
    return guess


def _ask(report: Report, field: str, stand_in: str, message: str) -> None:
    """Ask about a field of plan.yaml that the document does not fill."""
    report.ask_once(QuestionKind.FIELD, f"{field}：{stand_in}", message, proposal=(stand_in,))
