"""answers.yaml of an import: the questions that a person has to decide, each with its proposal and its places."""

from __future__ import annotations

from macros.check.rules.answers import is_settled
from macros.check.rules.questions import list_figures, list_unlisted
from macros.check.rules.subject import Subject
from macros.imports.files.texts import create_text
from macros.imports.report import Question, Report
from macros.imports.values import Yaml, dump_record
from macros.model import QuestionKind
from macros.store.load import ANSWERS, Draft
from macros.store.records import AnswerRecord
from macros.store.rewriting import rewrite
from macros.words.answers import CHOICES, OPEN
from macros.words.names import Register

#: Places of one question that stand in the file.
_MOST_PLACES = 50
#: Questions that only the document can ask again; the others follow from the plan's own files.
_OF_THE_DOCUMENT = frozenset({QuestionKind.PART, QuestionKind.COLUMN, QuestionKind.NAME, QuestionKind.FIELD})


def create_answers(draft: Draft, report: Report, source: str) -> str | None:
    """The text of answers.yaml beside the files that an import gave, which `draft` was read from; None where nothing is open.

    What a person wrote to a question that is still open stays. What the plan's files settle already is told as decided
    before, and asked no more; it leaves the report's open questions.
    """
    subject = Subject(draft, Register(draft.units.units))
    _ask_of_texts(subject, report)
    for key in [key for key in report.open if is_settled(subject, *key)]:
        question = report.open.pop(key)
        report.decide("、".join(question.places[:1]), f"已经定了，不再问：{question.message}")
    asked = {(record.kind, record.words): dump_record(record) for record in draft.answers.questions}
    values = [
        {**record, **_dump(report.open[key]), "answer": record["answer"]} if key in report.open else record
        for key, record in asked.items()
        if key in report.open or (key[0] not in _OF_THE_DOCUMENT and not is_settled(subject, *key))
    ]
    values += [_dump(question) for key, question in report.open.items() if key not in asked]
    if not values:
        return None
    if ANSWERS in draft.texts:
        return rewrite(draft.texts[ANSWERS], draft.answers, {"questions": values})
    return _explain(create_text("answers", AnswerRecord, ["questions:"], source, [(item, []) for item in values]))


def _ask_of_texts(subject: Subject, report: Report) -> None:
    """Ask once of all figures, and once of all bodies, that texts name and the plan does not list."""
    for _, task, measure in subject.draft.measures():
        if figures := list_figures(measure):
            message = "正文里带单位的数字（见 places），先都不列为量化目标，行不行？"
            place = f"{measure.id}：{'、'.join(figures)}"
            report.ask_once(QuestionKind.FIGURES, "正文里的数字", message, place=place)
        if bodies := list_unlisted(subject, task, measure):
            message = "正文提到、责任栏里没有的单位（见 places），是不是都只是提到？"
            place = f"{measure.id}：{'、'.join(words for _, words in bodies)}"
            report.ask_once(QuestionKind.MENTIONS, "正文提到的单位", message, place=place)


def _dump(question: Question) -> Yaml:
    places = question.places[:_MOST_PLACES]
    if len(question.places) > _MOST_PLACES:
        places.append(f"……共{len(question.places)}处")
    return {
        "kind": question.kind.value,
        "words": question.about,
        "question": question.message,
        **({"proposal": list(question.proposal)} if question.proposal else {}),
        **({"places": places} if places else {}),
        "answer": OPEN,
    }


def _explain(text: str) -> str:
    """The text with what each kind of question takes for an answer, at the end of its head."""
    lines = ["# answer 的写法：", *(f"#   {kind.value}  {words}" for kind, words in CHOICES.items())]
    head, mark, rest = text.partition("questions:")
    return head + "\n".join(lines) + "\n" + mark + rest
