"""Looks and numbers that styles give: each style goes on with the one that it is based on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.imports.readers.word.names import W, is_on

#: Styles based on each other; more are a circle.
_DEEPEST = 30


class Styles:
    """The styles of one document; `root` is None where it has none."""

    def __init__(self, root: Any) -> None:
        found = list(root.iter(f"{W}style")) if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._defaults = {
            style.get(f"{W}type", ""): style.get(f"{W}styleId", "")
            for style in found
            if style.get(f"{W}default", "0") in ("1", "true", "on")
        }
        self._looks: dict[tuple[str, str], str | None] = {}

    def walk(self, name: str) -> Iterator[Any]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            base = style.find(f"{W}basedOn")
            name = base.get(f"{W}val", "") if base is not None else ""

    def name_of(self, element: Any, kind: str) -> str:
        """The style of a paragraph or a run; the document's own for one that names none."""
        tag = {"paragraph": "pPr/{0}pStyle", "character": "rPr/{0}rStyle"}[kind].format(W)
        style = element.find(f"{W}{tag}") if element is not None else None
        return str(style.get(f"{W}val", "")) if style is not None else self._defaults.get(kind, "")

    def is_shown(self, run: Any, paragraph: Any, *looks: str) -> bool:
        """Whether a run has one of some looks (`vanish`, `strike`): its own word counts before those of its styles."""
        return any(self._has(run, paragraph, look) for look in looks)

    def _has(self, run: Any, paragraph: Any, look: str) -> bool:
        own = run.find(f"{W}rPr/{W}{look}")
        if own is not None:
            return is_on(own)
        kinds = (("character", run), ("paragraph", paragraph))
        return any(is_on(self._find(self.name_of(element, kind), look)) for kind, element in kinds)

    def find_position(self, run: Any, paragraph: Any) -> str:
        """`superscript`, `subscript` or ""."""
        own = run.find(f"{W}rPr/{W}vertAlign")
        for name in (self.name_of(run, "character"), self.name_of(paragraph, "paragraph")):
            own = own if own is not None else self._find(name, "vertAlign")
        value = own.get(f"{W}val", "") if own is not None else ""
        return value if value in ("superscript", "subscript") else ""

    def _find(self, name: str, look: str) -> Any:
        return next(
            (found for style in self.walk(name) if (found := style.find(f"{W}rPr/{W}{look}")) is not None), None
        )
