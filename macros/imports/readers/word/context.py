"""Everything that holds for the words inside an element; and the choice between two ways to show the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from macros.imports.readers.document import UnreadableError, squeeze
from macros.imports.readers.word.findings import Findings
from macros.imports.readers.word.names import MC, W, is_on
from macros.imports.readers.word.words import list_words

#: Namespaces of Word's later versions, which we read like the first; other ways to show something stand in for the rest.
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.microsoft.com/office/drawing/",
    "http://schemas.openxmlformats.org/",
)
_DEEPEST = 10


@dataclass(frozen=True)
class Context:
    """`properties` are those of the paragraph. `is_prompt`: inside a control that nobody has filled in."""

    table_style: str = ""
    properties: Any = None
    is_control: bool = False
    is_prompt: bool = False
    is_inserted: bool = False  # by a change that has been reported
    ways: int = 0  # two ways to show something, one in the other

    def enter_control(self, element: Any) -> Context:
        """The context inside of a control."""
        shown = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        return replace(self, is_control=True, is_prompt=self.is_prompt or is_on(shown))


def choose_way(element: Any, context: Context, findings: Findings) -> tuple[Any, Context]:
    """The part of an AlternateContent that a program of today shows, None if it shows none; and the context inside.

    Raises UnreadableError for more of them in each other than any program writes: each is compared as a whole.
    """
    if context.ways >= _DEEPEST:
        raise UnreadableError(
            f"文件里给不同版本的 Word 看的内容一个套一个，超过{_DEEPEST}层，不读；请打开另存一份再试。"
        )
    choices = element.findall(f"{MC}Choice")
    fallback = element.find(f"{MC}Fallback")
    chosen = next((choice for choice in choices if _is_understood(choice)), fallback)
    seen = squeeze(list_words(chosen)) if chosen is not None else ""
    for other in (*choices, fallback):
        if other is not None and other is not chosen and (words := squeeze(list_words(other))) not in ("", seen):
            report = findings.mention if chosen is not None else findings.miss
            report("有给别的版本的 Word 看的文字，没有导入", words)
    return chosen, replace(context, ways=context.ways + 1)


def _is_understood(choice: Any) -> bool:
    spaces = [choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split()]
    return bool(spaces) and all(space is not None and space.startswith(_UNDERSTOOD) for space in spaces)
