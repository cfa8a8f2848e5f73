"""The questions that an import leaves open, because their answers change what the public reads."""

from __future__ import annotations

from enum import StrEnum


class QuestionKind(StrEnum):
    """The things that a person decides, each once, however many places it concerns."""

    MEMBERS = "members"  # of a collective name
    SAME = "same"  # two names that may be one body
    NAME = "name"  # words that may be no name, or more than one
    WORDING = "wording"  # of a deadline
    FIELD = "field"  # of plan.yaml, which the document does not fill
    COLUMN = "column"  # of a table
    PART = "part"  # of the document, which is not in the plan
    FIGURES = "figures"  # in the texts, which are no targets yet
    MENTIONS = "mentions"  # of bodies in the texts, whom no role names
