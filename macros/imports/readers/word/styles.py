"""The looks of runs and the numbering of paragraphs as styles give them (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from macros.imports.readers.word.names import W, find_value, is_on, read_number

_DEEPEST = 20  # styles that lead to a list; Word takes no more than a dozen
_PLACEHOLDERS = frozenset({"placeholder text", "placeholdertext", "占位符文本", "占位符文字"})


@dataclass(frozen=True)
class Look:
    """The look of a run, as far as it changes what a person reads. `position`: “superscript”, “subscript” or ""."""

    is_hidden: bool = False
    is_struck: bool = False
    position: str = ""
    shift: int = 0  # half points above the line
    is_placeholder: bool = False
    font: str = ""  # of symbols


class _Given(NamedTuple):
    """The same as far as properties say it; None where they do not."""

    is_hidden: bool | None = None
    is_struck: bool | None = None
    is_struck_twice: bool | None = None
    position: str | None = None
    shift: int | None = None
    font: str | None = None

    def over(self, other: _Given) -> _Given:
        """These properties where they say something, `other` where they do not."""
        return self._replace(**{name: value for name, value in other._asdict().items() if getattr(self, name) is None})

    def beside(self, other: _Given) -> _Given:
        """These and those of another kind of style: what either hides or strikes out is so.

        The standard (17.7.3) lets two kinds that both do it turn it off again; LibreOffice does not, and words that were
        hidden or struck out on purpose twice are rather reported than published.
        """
        return self.over(other)._replace(
            is_hidden=self.is_hidden or other.is_hidden,
            is_struck=self.is_struck or other.is_struck,
            is_struck_twice=self.is_struck_twice or other.is_struck_twice,
        )


@dataclass(frozen=True)
class NumberPlace:
    """The list and the level that a paragraph stands in; `styles` are those that lead to the list, if the paragraph does not name it."""

    list_id: str
    level: int | None
    styles: tuple[str, ...] = ()


class Styles:
    """Styles by their ids; of an unknown one nothing is known."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._usual: dict[str, str] = {}  # kind -> the style of what names none
        self._given: dict[str, _Given] = {}
        self._together: dict[tuple[str, str, str], _Given] = {}
        self._numbers: dict[str, NumberPlace | None] = {}
        self._defaults = _Given()
        if root is None:
            return
        if (defaults := root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) is not None:
            self._defaults = _read(defaults)
        for style in root.iterfind(f"{W}style"):
            style_id = style.get(f"{W}styleId", "")
            self._styles.setdefault(style_id, style)
            if is_on(style, f"{W}default") and style.get(f"{W}default") is not None:
                self._usual.setdefault(style.get(f"{W}type", "paragraph"), style_id)

    def find_look(self, run: Any, paragraph: Any, table_style: str) -> Look:
        """The look of a run, given its properties and those of its paragraph; either may be None."""
        character = find_value(run, "rStyle") if run is not None else ""
        given = self._find_together(
            (table_style, find_value(paragraph, "pStyle") if paragraph is not None else "", character)
        )
        if run is not None and len(run):
            given = _read(run).over(given)
        style = self._styles.get(character)
        title = find_value(style, "name") if style is not None else character
        return Look(
            is_hidden=bool(given.is_hidden),
            is_struck=bool(given.is_struck or given.is_struck_twice),
            position=given.position or "",
            shift=given.shift or 0,
            is_placeholder=title.lower() in _PLACEHOLDERS,
            font=given.font or "",
        )

    def _find_together(self, names: tuple[str, str, str]) -> _Given:
        """The properties of a style of tables, one of paragraphs and one of characters; those of the last are the strongest."""
        if names not in self._together:
            given = self._defaults
            for kind, name in zip(("table", "paragraph", "character"), names, strict=True):
                given = self._find_given(name or self._usual.get(kind, "")).beside(given)
            self._together[names] = given
        return self._together[names]

    def _find_given(self, name: str) -> _Given:
        """The properties of a style, with those that it is based on."""
        chain: dict[str, None] = {}
        given = _Given()
        while name in self._styles and name not in chain:
            if name in self._given:
                given = self._given[name]
                break
            chain[name] = None
            name = find_value(self._styles[name], "basedOn")
        for own in reversed(chain):
            properties = self._styles[own].find(f"{W}rPr")
            given = given if properties is None else _read(properties).over(given)
            self._given[own] = given
        return given

    def _list_chain(self, name: str) -> list[Any]:
        """A style and those that it is based on."""
        chain: list[Any] = []
        style = self._styles.get(name)
        while style is not None and style not in chain and len(chain) < _DEEPEST:
            chain.append(style)
            style = self._styles.get(find_value(style, "basedOn"))
        return chain

    def find_number(self, paragraph: Any) -> NumberPlace | None:
        """The list of a paragraph, by its own properties or by its style; None for a paragraph without a number."""
        own = paragraph.find(f"{W}numPr") if paragraph is not None else None
        list_id = find_value(own, "numId") if own is not None else ""
        level = read_number(find_value(own, "ilvl")) if own is not None else None
        style = (find_value(paragraph, "pStyle") if paragraph is not None else "") or self._usual.get("paragraph", "")
        styled = self.find_style_number(style)
        if list_id:
            found = NumberPlace(list_id, styled.level if level is None and styled is not None else level)
        elif styled is not None:
            found = (
                NumberPlace(styled.list_id, styled.level, styled.styles)
                if level is None
                else NumberPlace(styled.list_id, level)
            )
        else:
            return None
        return None if found.list_id == "0" else found

    def find_style_number(self, name: str) -> NumberPlace | None:
        """The list that a style names, or one that it is based on."""
        if name not in self._numbers:
            self._numbers[name] = self._read_style_number(name)
        return self._numbers[name]

    def _read_style_number(self, name: str) -> NumberPlace | None:
        level: int | None = None
        names = []
        for style in self._list_chain(name):
            names.append(style.get(f"{W}styleId", ""))
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            if level is None:
                level = read_number(find_value(properties, "ilvl"))
            if list_id := find_value(properties, "numId"):
                return NumberPlace(list_id, level, tuple(names))
        return None


def _read(properties: Any) -> _Given:
    """The properties of a run."""
    position = find_value(properties, "vertAlign")
    fonts = properties.find(f"{W}rFonts")
    return _Given(
        is_hidden=_read_switch(properties, "vanish"),
        is_struck=_read_switch(properties, "strike"),
        is_struck_twice=_read_switch(properties, "dstrike"),
        position=("" if position == "baseline" else position) if position else None,
        shift=_read_shift(find_value(properties, "position")),
        font=None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi"),
    )


def _read_switch(properties: Any, name: str) -> bool | None:
    switch = properties.find(f"{W}{name}")
    return None if switch is None else is_on(switch)


def _read_shift(text: str) -> int | None:
    """Half points above the line; the strict variant of the standard writes points, with their unit."""
    number = read_number(text.removeprefix("-").removesuffix("pt"))
    if number is None:
        return None
    return (-number if text.startswith("-") else number) * (2 if text.endswith("pt") else 1)
