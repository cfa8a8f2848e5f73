"""The words of a paragraph while they are read; those inside of a field's instruction are none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from macros.imports.readers.document import UnreadableError
from macros.imports.readers.word.fields import Field, draw_field
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import W

HIDDEN, STRUCK, PROMPT, RAISED, LOWERED, SEEN = "hidden", "struck", "prompt", "superscript", "subscript", ""
UNSEEN = (HIDDEN, STRUCK, PROMPT)
_DEEPEST = 20  # fields in fields


@dataclass(frozen=True)
class Piece:
    """Words and how they are seen: one of the kinds above."""

    text: str
    kind: str = SEEN


class Pieces:
    """Pieces of one paragraph, and the fields that are open: one may begin in this paragraph and end in another."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.fields: list[Field] = []
        self.all: list[Piece] = []

    @property
    def is_instruction(self) -> bool:
        """Whether the words that come belong to the instruction of a field."""
        return any(not field.has_result for field in self.fields)

    def say(self, text: str, kind: str = SEEN) -> None:
        """Put words where they belong: into the instruction of a field, or among the words that are seen."""
        for field in reversed(self.fields):
            if not field.has_result:
                field.words.append(text)
                return
            if kind not in UNSEEN and text.strip():
                field.has_text = True
                field.result += [text] if field.is_drawn else []
            if field.is_drawn:
                return
        self.all.append(Piece(text, kind))

    def mark(self, mark: Any, kind: str) -> None:
        """The beginning, the middle or the end of a field."""
        where = mark.get(f"{W}fldCharType")
        if where == "begin":
            self.begin(Field(form=mark.find(f"{W}ffData")))
        elif self.fields and where == "separate":
            self.fields[-1].begin_result()
        elif self.fields and where == "end":
            self.end(kind)

    def begin(self, field: Field) -> None:
        """Open a field. Raises UnreadableError for fields in fields without an end."""
        if len(self.fields) >= _DEEPEST:
            raise UnreadableError(f"文件里的域一个套一个，超过{_DEEPEST}层，不读；请打开另存一份再试。")
        self.fields.append(field)

    def end(self, kind: str = SEEN) -> None:
        """Close the innermost field, and say what Word draws in its place."""
        field = self.fields.pop()
        drawn = draw_field(field, self._findings)
        if field.is_drawn:
            self.say(drawn.text or "".join(field.result), RAISED if drawn.is_raised and kind == SEEN else kind)
