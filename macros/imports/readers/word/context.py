"""Everything that holds for the words inside an element; and the choice between two ways to show the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from macros.imports.readers.document import squeeze
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import MC, W, is_on
from macros.imports.readers.word.words import list_words

#: Namespaces of Word's later versions, which we read like the first; other ways to show something stand in for the rest.
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.microsoft.com/office/drawing/",
    "http://schemas.openxmlformats.org/",
)


@dataclass(frozen=True)
class Context:
    """`properties` are those of the paragraph. `is_prompt`: inside a control that nobody has filled in."""

    table_style: str = ""
    properties: Any = None
    is_control: bool = False
    is_prompt: bool = False
    is_inserted: bool = False  # by a change that has been reported

    def enter_control(self, element: Any) -> Context:
        """The context inside of a control."""
        shown = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        return replace(self, is_control=True, is_prompt=self.is_prompt or is_on(shown))


def choose_way(element: Any, findings: Findings) -> Any:
    """The part of an AlternateContent that a program of today shows; None if it shows none."""
    choices = element.findall(f"{MC}Choice")
    fallback = element.find(f"{MC}Fallback")
    chosen = next((choice for choice in choices if _is_understood(choice)), fallback)
    seen = squeeze(list_words(chosen)) if chosen is not None else ""
    for other in (*choices, fallback):
        if other is not None and other is not chosen and (words := squeeze(list_words(other))) not in ("", seen):
            report = findings.mention if chosen is not None else findings.miss
            report("有给别的版本的 Word 看的文字，没有导入", words)
    return chosen


def _is_understood(choice: Any) -> bool:
    spaces = [choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split()]
    return bool(spaces) and all(space is not None and space.startswith(_UNDERSTOOD) for space in spaces)
