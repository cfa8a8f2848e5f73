"""The report of an import: every decision, every doubt, and every text that was left out, word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from macros.imports.readers.document import squeeze
from macros.model import QuestionKind
from macros.store.limits import LONGEST_LINE

#: Places of one question that a person is shown.
_MOST_PLACES = 3
#: Characters of a part that the closing line quotes.
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Entry:
    """`place` is where in the document (“第1张表第12行”), "" for the whole."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


@dataclass
class Question:
    """One question that changes what the public reads, and stays open until a person answers it.

    `about` are the printed words that it is about, alike in every version of the document; `proposal` is what answers it
    if a person agrees: names, wordings or a single word, as the subject has it.
    """

    kind: QuestionKind
    about: str
    message: str
    proposal: tuple[str, ...] = ()
    places: list[str] = field(default_factory=list)


@dataclass
class Report:
    """`read` is every printed text of the document; `asides` what else its file holds, a sentence each; `dropped` the texts
    that are not in the plan, with the reason.
    """

    read: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    decisions: list[Entry] = field(default_factory=list)
    questions: list[Entry] = field(default_factory=list)
    open: dict[tuple[QuestionKind, str], Question] = field(default_factory=dict)
    dropped: list[tuple[str, Entry]] = field(default_factory=list)
    figures: list[tuple[str, int]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)  # words of the plan that the document has not

    def decide(self, place: str, message: str) -> None:
        self.decisions.append(Entry(place, message))

    def ask(self, place: str, message: str) -> None:
        self.questions.append(Entry(place, message))

    def ask_once(
        self, kind: QuestionKind, about: str, message: str, *, place: str = "", proposal: tuple[str, ...] = ()
    ) -> None:
        """Ask one question of all the places that it concerns."""
        about, message = (_one_line(words)[:LONGEST_LINE].strip() for words in (about, message))
        if about.startswith(("|", "｜")):  # a slip for the sign of a text of several lines, in files that people write
            about = f"“{about[: LONGEST_LINE - 2]}”"
        question = self.open.setdefault((kind, about), Question(kind, about, message, proposal))
        if place and place not in question.places:
            question.places.append(place)

    def drop(self, place: str, text: str, reason: str) -> None:
        """A text that does not come into the plan; blank ones are not worth a line."""
        if squeeze(text):
            self.dropped.append((text, Entry(place, reason)))

    def leave_out(self, note: str) -> None:
        """A note of the import that editors had taken out before: it stays out, and its words of the document are named."""
        if note in self.added:
            self.added.remove(note)
            return
        own = next((words for words in self.added if note.startswith(words.removesuffix("”")) and len(words) > 3), None)
        if own is not None:
            self.added.remove(own)
            note = note.removeprefix(own.removesuffix("”"))
        self.drop("", note, "编者删去的说明，没有再写")

    def without_added(self) -> Report:
        """A copy for a reading that added nothing to the plan."""
        return replace(self, added=[])

    def merge(self, other: Report) -> None:
        """Take in the report of one reading, once that is kept."""
        self.read += other.read
        self.decisions += other.decisions
        self.questions += other.questions
        for key, question in other.open.items():
            known = self.open.setdefault(key, question)
            known.places += [place for place in question.places if place not in known.places]
        self.dropped += other.dropped
        self.figures += other.figures
        self.added += other.added


def find_lost(report: Report, kept: Iterable[str]) -> Counter[str]:
    """Characters that were read and are neither in the plan (`kept`) nor named as left out: a fault of ours, if any."""
    from_document = _count(kept) - _count(report.added)
    return _count(report.read) - _count(text for text, _ in report.dropped) - from_document


def _count(texts: Iterable[str]) -> Counter[str]:
    counter: Counter[str] = Counter()
    for text in texts:
        counter.update(squeeze(text))
    return counter


def describe_left_out(report: Report) -> str:
    """One sentence for a person: what of the document did not come into the plan."""
    parts = [question.about for (kind, _), question in report.open.items() if kind is QuestionKind.PART]
    sizes: Counter[str] = Counter()
    for text, entry in report.dropped:
        sizes[entry.message] += len(squeeze(text))
    said = [f"没有读的部分{len(parts)}处（{_list_some(parts)}）"] if parts else []
    said += [f"正文以外的{len(report.asides)}处（{_list_some(report.asides)}）"] if report.asides else []
    if sizes:
        reasons = [f"{reason}{number}个字" for reason, number in sizes.most_common()]
        said.append(f"{sizes.total()}个字（{_list_some(reasons)}）")
    return f"没有放进计划的：{'；'.join(said) or '没有'}。"


def _list_some(words: list[str]) -> str:
    shown = [line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…" for line in map(_one_line, words)]
    return "；".join(shown[:_MOST_PLACES]) + ("等" if len(shown) > _MOST_PLACES else "")


def create_report_text(report: Report, source: str, lost: Counter[str]) -> str:
    """Markdown for a person."""
    lines = [f"# 导入报告：{source}", ""]
    lines += [f"- {name}：{number}" for name, number in report.figures]
    if lost:
        words = "、".join(f"“{character}”{count}个" for character, count in lost.most_common())
        lines += ["", f"**有{sum(lost.values())}个字没有着落，请对照原文：{words}**"]
    asked = [*map(_describe, report.open.values()), *report.questions]
    for title, entries in (
        ("要对照原文的和还没有定的事", asked),
        ("程序的处理", report.decisions),
        ("没有放进计划的文字", _group(report.dropped)),
    ):
        lines += ["", f"## {title}（{len(entries)}）", ""]
        lines += [f"{number}. {_one_line(str(entry))}" for number, entry in enumerate(entries, 1)] or ["没有。"]
    return "\n".join(lines) + "\n"


def _describe(question: Question) -> Entry:
    shown = question.places[:_MOST_PLACES]
    more = f"等{len(question.places)}处" if len(question.places) > _MOST_PLACES else ""
    return Entry("、".join(shown) + more, question.message)


def _group(dropped: Iterable[tuple[str, Entry]]) -> list[Entry]:
    """The same text left out for the same reason in many places is one entry."""
    places: dict[tuple[str, str], list[str]] = {}
    for text, entry in dropped:
        places.setdefault((text, entry.message), []).append(entry.place)
    return [
        Entry(
            found[0]
            if len(found) == 1
            else f"{len(found)}处（{'、'.join(found[:3])}{'等' if len(found) > 3 else ''}）",
            f"{message}：“{text}”",
        )
        for (text, message), found in places.items()
    ]


def _one_line(text: str) -> str:
    return text.replace("\n", "／")
