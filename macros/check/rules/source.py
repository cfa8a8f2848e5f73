"""Rules about the document as received: nothing of it is lost, nothing is changed without saying so.

A rule's docstring is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from macros.check.rules.subject import Finding, Subject
from macros.store.limits import MOST_PAIRS
from macros.store.records import MeasureRecord
from macros.words.differences import find_differences, measure_likeness

_QUOTED = re.compile("“([^”]+)”")
#: What a word processor leaves in a text; it was never printed.
_WORDS_OWN = re.compile(r"\[bookmark:[^\[\]]*\]")
#: Two texts that share less than this are not one text in two versions.
_SAME_TEXT = 0.6
#: So many paragraphs around a known one are looked at first.
_NEAR = 12
#: What comparing all of a document may cost, in pairs of characters; the real one costs a thousandth. To look at a paragraph
#: at all costs as much as so many pairs, and a pair takes as long as looking for a word in so many characters.
_MOST_WORK = 60_000_000
_LOOK = 500
_CHARACTERS_A_PAIR = 200


def check_source(subject: Subject) -> Iterator[Finding]:
    """措施的文字要和收到的原文（source）逐字一致，一字不多、一字不少，空格和换行不计；有意改动的，请在 notes 里说明，用引号引出改动的那几个字（连同前后几个字）。标题也要和原文一致。"""
    if subject.draft.source is None:
        return
    document = _Document(subject.draft.source, subject)
    unmatched = dict(document.strange_paragraphs)
    for number, cell in document.strange_cells:
        measure, paragraph = document.find_nearest(number, cell)
        if measure is not None:
            unmatched.pop(paragraph, None)
            if where := _find_difference(cell, paragraph, _list_quoted(measure)):
                yield measure.at("text"), f"正文和收到的原文不一样：{where}。{_ADVICE}"
        elif measure := document.find_neighbour(number):
            yield measure.at("text"), f"原文在这条旁边还有一段“{_shorten(cell)}”，这里没有。{_ADVICE}"
    for paragraph, measure in unmatched.items():
        if not any(_squeeze(words) in paragraph for words in _list_quoted(measure)):
            yield measure.at("text"), f"正文的“{_shorten(paragraph)}”在收到的原文里找不到。{_ADVICE}"
    yield from _check_titles(subject, document)
    if document.is_spent:
        yield subject.plan.at("source"), "收到的原文和计划相差太多，只核对了一部分；请看看是不是放错了文件。"


_LIST_SIGNS = re.compile(r"[、，,；;/／·]")
_ADVICE = "照抄有误的请改正；有意改动的请在 notes 里说明，用引号引出改动的字句。"


def _check_titles(subject: Subject, document: _Document) -> Iterator[Finding]:
    titles = [(subject.plan.at("title"), "文件标题", subject.plan.title)]
    for section in subject.tasks.sections:
        titles.append((section.at("title"), "部分的标题", section.title))
        titles += [(task.at("title"), "任务的标题", task.title) for task in section.tasks]
    for place, noun, title in titles:
        printed = title.removesuffix("…")  # a title that was made of the beginning of a text
        if not document.has(_squeeze(printed)) and title not in subject.plan.confirmed:
            yield place, f"{noun}“{title}”在收到的原文里找不到；没有问题的，写进 plan.yaml 的“confirmed”。"


def _is_list(line: str, known: set[str]) -> bool:
    """Whether a cell is a list of words of the plan: names parted by signs, which the plan has one by one."""
    parts = [part for part in _LIST_SIGNS.split(line) if part]
    return len(parts) > 1 and all(part in known for part in parts)


class _Document:
    """The source as cells (what stands between tabs and line ends), and what of it the plan does not have."""

    def __init__(self, source: str, subject: Subject) -> None:
        source = _WORDS_OWN.sub("", source)
        self.cells: list[str] = []
        self._wrapped: list[str] = []  # the whole of the cell that each is a line of
        for cell in source.split("\t"):
            lines = [line for part in cell.split("\n") if (line := _squeeze(part))]
            self.cells += lines
            self._wrapped += ["".join(lines)] * len(lines)  # one text for all of them
        self._measures = [
            measure for _, _, measure in subject.draft.measures() if measure.rows
        ]  # the others came later
        self._subject = subject
        self._source = source
        self._joined = "".join(self.cells)
        self._left = _MOST_WORK

    def has(self, title: str) -> bool:
        """Whether a title is printed; it may be wrapped over cells that stand apart in the file, one below the other."""
        return self._is_in(title, self._joined) or self._is_in(title, self._columns)

    def _is_in(self, words: str, text: str) -> bool:
        return not self._spend(len(text) // _CHARACTERS_A_PAIR) or words in text

    def _spend(self, pairs: int) -> bool:
        """Whether there is work left to do: of a document that has little to do with the plan, not all is compared."""
        self._left -= pairs
        return self._left > 0

    @property
    def is_spent(self) -> bool:
        return self._left <= 0

    @cached_property
    def _columns(self) -> str:
        return _join_columns(self._source)

    @cached_property
    def strange_paragraphs(self) -> list[tuple[str, MeasureRecord]]:
        """Paragraphs of measures that the source does not have."""
        whole = set(self.cells)
        return [item for item in self._paragraphs if item[0] not in whole and not self._is_in(item[0], self._joined)]

    @cached_property
    def _paragraphs(self) -> list[tuple[str, MeasureRecord]]:
        return [
            (words, measure)
            for measure in self._measures
            for paragraph in measure.text.split("\n")
            if (words := _squeeze(paragraph))
        ]

    @cached_property
    def strange_cells(self) -> list[tuple[int, str]]:
        """Cells, with their numbers, that no word of the plan has."""
        words = {word for _, word in self._subject.words}
        whole = {_squeeze(part) for word in words for part in (word, *word.split("\n"))}
        strange = [
            (number, line)
            for number, line in enumerate(self.cells)
            if line not in whole and self._wrapped[number] not in whole and not _is_list(line, whole)
        ]
        joined = "\0".join(map(_squeeze, words)) if strange else ""
        return [(number, line) for number, line in strange if not self._is_in(line, joined)]

    def find_nearest(self, number: int, cell: str) -> tuple[MeasureRecord | None, str]:
        """The measure with the paragraph that most likely was this cell; None where there is none.

        It is looked for beside the cells that stand beside this one, and only then everywhere.
        """
        beside = self._find_beside(number)
        near = self._paragraphs[max(0, beside - _NEAR) : beside + _NEAR] if beside is not None else []
        nearest = self._find_most_alike(cell, near)
        return nearest if nearest[0] else self._find_most_alike(cell, self._paragraphs)

    def find_neighbour(self, number: int) -> MeasureRecord | None:
        """The measure of which the cell before or behind is a paragraph."""
        beside = self._find_beside(number)
        return self._paragraphs[beside][1] if beside is not None else None

    def _find_beside(self, number: int) -> int | None:
        """The place among the paragraphs of the cell before a cell, or else of the one behind."""
        beside = self.cells[max(0, number - 1) : number] + self.cells[number + 1 : number + 2]
        return next((self._places[cell] for cell in beside if cell in self._places), None)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {words: place for place, (words, _) in reversed(list(enumerate(self._paragraphs)))}

    def _find_most_alike(
        self, cell: str, paragraphs: Iterable[tuple[str, MeasureRecord]]
    ) -> tuple[MeasureRecord | None, str]:
        best = _SAME_TEXT
        nearest: tuple[MeasureRecord | None, str] = None, ""
        matcher = difflib.SequenceMatcher(None, "", cell, autojunk=False)  # it looks into its second text once
        for paragraph, measure in paragraphs:
            if not self._spend(_LOOK):
                break
            matcher.set_seq1(paragraph)
            is_part = len(paragraph) >= 6 and paragraph in cell
            is_near = is_part or (matcher.real_quick_ratio() > best and matcher.quick_ratio() > best)
            ratio = 1.0 if is_part else self._measure_likeness(matcher, paragraph, cell) if is_near else 0.0
            if ratio > best:
                best, nearest = ratio, (measure, paragraph)
        return nearest

    def _measure_likeness(self, matcher: difflib.SequenceMatcher[str], paragraph: str, cell: str) -> float:
        pairs = len(paragraph) * len(cell)
        return measure_likeness(matcher, pairs) if self._spend(min(pairs, MOST_PAIRS)) else 0.0


def _join_columns(source: str) -> str:
    """Cells of one column on lines that follow each other, run together."""
    columns: dict[int, str] = {}
    for line in source.split("\n"):
        for column, cell in enumerate(line.split("\t")):
            columns[column] = columns.get(column, "") + _squeeze(cell)
    return "\n".join(columns.values())


def _find_difference(cell: str, paragraph: str, quoted: list[str]) -> str | None:
    """The first place where a paragraph differs from its cell and no quotation in a note covers it."""
    spans = [
        (match.start(), match.end(), text is paragraph)
        for text in (paragraph, cell)
        for words in quoted
        for match in re.finditer(re.escape(_squeeze(words)), text)
    ]
    for operation, i, j, k, m in find_differences(cell, paragraph):
        told = any((k >= a and m <= b) if is_new else (i >= a and j <= b) for a, b, is_new in spans)
        if operation != "equal" and not told:
            gone, came, before = cell[i:j], paragraph[k:m], cell[max(0, i - 6) : i]
            where = f"“{before}”后面" if before else f"“{cell[j : j + 6]}”前面"
            if gone and came:
                return f"{where}原文是“{_shorten(gone)}”，这里是“{_shorten(came)}”"
            return f"{where}{f'少了“{_shorten(gone)}”' if gone else f'多了“{_shorten(came)}”'}"
    return None


def _list_quoted(measure: MeasureRecord) -> list[str]:
    return [words for note in measure.notes for words in _QUOTED.findall(note)]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _shorten(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:16]}…"
