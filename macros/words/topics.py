"""The words of topics in the plan's texts."""

from __future__ import annotations

from collections.abc import Iterable


def find_words(words: Iterable[str], title: str, text: str) -> list[str]:
    """Those of the words that stand in a task's title or a measure's text, where line ends count for nothing."""
    whole = f"{title}\n{text.replace(chr(10), '')}"
    return [word for word in words if word in whole]
