"""The sounds of names, by pypinyin, which takes 0.2 s and 55 MB to load: only names that are not known yet ask it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: A name whole and by its initials: “城管委” is chengguanwei and cgw.
Spelling = tuple[str, str]


def spell(words: Iterable[str], known: Mapping[str, Spelling]) -> dict[str, Spelling]:
    """The spelling of each word, each once. What is not Chinese stays as it is."""
    wanted = list(dict.fromkeys(words))
    if known.keys() >= set(wanted):
        return {word: known[word] for word in wanted}
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  # see above

    def read(word: str) -> Spelling:
        return "".join(lazy_pinyin(word)), "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))

    return {word: known.get(word) or read(word) for word in wanted}
