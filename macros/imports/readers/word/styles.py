"""The looks of runs and the numbering of paragraphs as styles give them (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.imports.readers.word.names import W, find_value, is_on, read_number

_DEEPEST = 50  # styles based on each other; Word takes no more than a dozen
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


@dataclass(frozen=True)
class _Styled:
    """The look that styles give, and its two ways of being struck, which a run may turn off one by one."""

    look: Look
    is_struck: bool
    is_struck_twice: bool


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
        self._chains: dict[str, tuple[Any, ...]] = {}
        self._looks: dict[tuple[str, ...], _Styled] = {}
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        for style in root.iterfind(f"{W}style") if root is not None else ():
            style_id = style.get(f"{W}styleId", "")
            self._styles.setdefault(style_id, style)
            if is_on(style, f"{W}default") and style.get(f"{W}default") is not None:
                self._usual.setdefault(style.get(f"{W}type", "paragraph"), style_id)

    def find_look(self, run: Any, paragraph: Any, table_style: str) -> Look:
        """The look of a run, given its properties and those of its paragraph; either may be None."""
        character = find_value(run, "rStyle") if run is not None else ""
        names = (
            table_style or self._usual.get("table", ""),
            (find_value(paragraph, "pStyle") if paragraph is not None else "") or self._usual.get("paragraph", ""),
            character or self._usual.get("character", ""),
        )
        if names not in self._looks:
            self._looks[names] = self._find_styled(names)
        styled = self._looks[names]
        if run is None or len(run) == 0:
            return styled.look
        is_struck_twice = _choose(run.find(f"{W}dstrike"), styled.is_struck_twice)
        return Look(
            is_hidden=_choose(run.find(f"{W}vanish"), styled.look.is_hidden),
            is_struck=_choose(run.find(f"{W}strike"), styled.is_struck) or is_struck_twice,
            position=_find_position(run, styled.look.position),
            shift=_find_shift(run, styled.look.shift),
            is_placeholder=styled.look.is_placeholder,
            font=_find_font(run, styled.look.font),
        )

    def _find_styled(self, names: tuple[str, ...]) -> _Styled:
        position, shift, font = "", 0, ""
        for properties in self._walk_properties(names):
            position = _find_position(properties, position)
            shift = _find_shift(properties, shift)
            font = _find_font(properties, font)
        title = find_value(self._styles[names[2]], "name") if names[2] in self._styles else names[2]
        is_struck, is_struck_twice = self._is_on("strike", names), self._is_on("dstrike", names)
        look = Look(
            is_hidden=self._is_on("vanish", names),
            is_struck=is_struck or is_struck_twice,
            position=position,
            shift=shift,
            is_placeholder=title.lower() in _PLACEHOLDERS,
            font=font,
        )
        return _Styled(look, is_struck, is_struck_twice)

    def _walk_properties(self, names: tuple[str, ...]) -> Iterator[Any]:
        """Properties of runs from the weakest to the strongest."""
        if self._defaults is not None:
            yield self._defaults
        for name in names:
            for style in reversed(self._find_chain(name)):
                yield from style.iterfind(f"{W}rPr")

    def _is_on(self, switch: str, names: tuple[str, ...]) -> bool:
        """Whether the document or a style of any kind turns a switch on.

        The standard (17.7.3) lets two kinds of styles that both do so turn it off again; LibreOffice does not, and words that
        were hidden or struck out on purpose twice are rather reported than published.
        """
        if self._defaults is not None and is_on(self._defaults.find(f"{W}{switch}")):
            return True
        chains = ((style.find(f"{W}rPr/{W}{switch}") for style in self._find_chain(name)) for name in names)
        return any(is_on(next((element for element in chain if element is not None), None)) for chain in chains)

    def _find_chain(self, name: str) -> tuple[Any, ...]:
        """A style and those that it is based on."""
        if name not in self._chains:
            chain: list[Any] = []
            style = self._styles.get(name)
            while style is not None and style not in chain and len(chain) < _DEEPEST:
                chain.append(style)
                style = self._styles.get(find_value(style, "basedOn"))
            self._chains[name] = tuple(chain)
        return self._chains[name]

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
        level: int | None = None
        names = []
        for style in self._find_chain(name):
            names.append(style.get(f"{W}styleId", ""))
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            if level is None:
                level = read_number(find_value(properties, "ilvl"))
            if list_id := find_value(properties, "numId"):
                return NumberPlace(list_id, level, tuple(names))
        return None


def _choose(switch: Any, styled: bool) -> bool:  # noqa: FBT001  # a value, not a switch
    return styled if switch is None else is_on(switch)


def _find_position(properties: Any, before: str) -> str:
    position = find_value(properties, "vertAlign")
    return (position if position in ("superscript", "subscript") else "") if position else before


def _find_shift(properties: Any, before: int) -> int:
    text = find_value(properties, "position")
    number = read_number(text.removeprefix("-").removesuffix("pt")) if text else None
    if number is None:
        return before
    return (-number if text.startswith("-") else number) * (2 if text.endswith("pt") else 1)


def _find_font(properties: Any, before: str) -> str:
    fonts = properties.find(f"{W}rFonts")
    return before if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or before)
