"""The few properties of style sheets that change what a person reads: hidden, struck out, raised, with its own line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from macros.imports.readers.document import squeeze
from macros.imports.readers.html.selectors import Index, Selector, read_selector

_PROPERTIES = re.compile(
    "display|visibility|text-decoration|text-decoration-line|white-space|list-style|list-style-type|opacity|font-size|"
    "vertical-align|mso-hide|content"
)
#: Values that take words away from a page.
_TAKING = re.compile(r"\bnone\b|hidden|collapse|line-through|^0(?:\.0*)?(?:px|pt|em|rem|%)?$|\ball\b")
#: What browsers do of themselves.
_OWN = {
    "del": ("text-decoration", "line-through"),
    "s": ("text-decoration", "line-through"),
    "strike": ("text-decoration", "line-through"),
    "pre": ("white-space", "pre"),
    "listing": ("white-space", "pre"),
    "xmp": ("white-space", "pre"),
    "textarea": ("white-space", "pre-wrap"),
    "sup": ("vertical-align", "super"),
    "sub": ("vertical-align", "sub"),
    "ul": ("list-style-type", "disc"),
    "menu": ("list-style-type", "disc"),
    "dir": ("list-style-type", "disc"),
    "ol": ("list-style-type", "decimal"),
}
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
#: Elements that are compared with selectors, all in all; a selector alone counts for some.
_MOST_COMPARED, _RULE = 200_000, 50
#: Rules in rules.
_DEEPEST = 10
_BRACE = re.compile("[{}]")


class _Rule(NamedTuple):
    selector: str
    body: str
    is_applied: bool  # else it stands under a condition that is not known


class Looks:
    """The properties of each element of a page. What cannot be said of them is in `asides` and `unread`."""

    def __init__(self, root: Any) -> None:
        self._declared: dict[Any, list[tuple[tuple[Any, ...], str, str]]] = {}
        self.asides: list[str] = []
        self.unread: list[str] = []
        self._left = _MOST_COMPARED
        self._ignored, self._example = 0, ""
        index = Index(root)
        rules = (rule for style in root.iter("style") for rule in _walk_rules(_strip_comments(style.text or "")))
        for order, rule in enumerate(rules):
            self._apply(index, rule, order)
        if self._ignored:
            self.asides.append(
                f"网页样式里有{self._ignored}条会隐藏或划掉文字的规则，写法复杂，没有照办（例如“{self._example}”），"
                "请对照网页核对。"
            )
        self._report_links(root)

    def _report_links(self, root: Any) -> None:
        links = [link.get("href", "") for link in root.iter("link") if "stylesheet" in link.get("rel", "").lower()]
        if links:
            self.asides.append(
                f"网页另有{len(links)}个样式文件没有读，里面如果隐藏或划掉了文字，看不出来，请对照网页核对。"
            )

    def _apply(self, index: Index, rule: _Rule, order: int) -> None:
        declared = [(name, value) for name, value in _read_declarations(rule.body) if _PROPERTIES.fullmatch(name)]
        if not declared:
            return
        for words in rule.selector.split(","):
            selector = read_selector(words) if self._left > 0 else None
            is_taking = any(_TAKING.search(value) for name, value in declared if name != "content")
            if selector is None or not rule.is_applied:
                self._ignored += is_taking
                self._example = self._example or squeeze(words)[:60] * is_taking
                continue
            candidates = index.list_candidates(selector)
            self._left -= len(candidates) + _RULE
            matched = [element for element in candidates if selector.fits(element)]
            if selector.is_beside:
                self._report_content(matched, dict(declared).get("content", ""))
                continue
            ranked = list(_rank(selector, order, declared))
            for element in matched:
                self._declared.setdefault(element, []).extend(ranked)

    def _report_content(self, matched: list[Any], value: str) -> None:
        """Words that a style sheet writes beside an element; icons are not."""
        words = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", _unescape, "".join(re.findall(r"[\"']([^\"']*)[\"']", value)))
        if matched and re.search(r"[\w\u3400-\u9fff]", words) and not re.search("[\ue000-\uf8ff]", words):
            told = f"网页样式里另外写了文字，网页上看得见，没有导入：“{squeeze(words)}”。"
            self.unread += [told] if told not in self.unread else []

    def of(self, element: Any) -> dict[str, str]:
        """The properties that an element declares, the strongest value of each; those of elements around it are not in it."""
        found: dict[str, str] = {}
        if own := _OWN.get(element.tag):
            found[own[0]] = own[1]
        if element.get("hidden") is not None:
            found["display"] = "none"
        if element.tag in ("ol", "ul", "li") and element.get("type") in _TYPES:
            found["list-style-type"] = _TYPES[element.get("type")]
        style = element.get("style")
        inline = [pair for pair in _read_declarations(style) if _PROPERTIES.fullmatch(pair[0])] if style else []
        if inline or element in self._declared:
            ranked = [*self._declared.get(element, ()), *_rank(None, 0, inline)]
            found |= {name: value for _, name, value in sorted(ranked, key=lambda item: item[0])}
        return found


def is_hidden(look: dict[str, str]) -> bool:
    """Whether an element is not shown at all, with all that is in it."""
    return (
        look.get("display") == "none"
        or look.get("mso-hide") == "all"
        or re.fullmatch(r"0(?:\.0*)?%?", look.get("opacity", "")) is not None
    )


def is_sizeless(look: dict[str, str]) -> bool:
    """Whether words of an element have no size; an element in it may have one again."""
    return re.fullmatch(r"0(?:\.0*)?(?:px|pt|em|rem|%)?", look.get("font-size", "")) is not None


def is_struck(look: dict[str, str]) -> bool:
    """Whether the words of an element are struck out."""
    return "line-through" in look.get("text-decoration-line", look.get("text-decoration", ""))


def _rank(
    selector: Selector | None, order: int, declared: list[tuple[str, str]]
) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Declarations with their strength; those of an element itself (no selector) are stronger than any rule's."""
    for place, (name, value) in enumerate(declared):
        is_important = value.endswith("!important")
        weight = selector.weight if selector else (0, 0, 0)
        plain = value.removesuffix("!important").strip()
        yield (is_important, selector is None, weight, order, place), name, plain


def _read_declarations(body: str) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in body.split(";"))
    return [
        (name.strip().lower(), re.sub(r"!\s+important$", "!important", value.strip().lower()))
        for name, _, value in pairs
    ]


def _strip_comments(sheet: str) -> str:
    first, *others = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(part.partition("*/")[2] for part in others)


def _walk_rules(sheet: str, *, is_applied: bool = True, depth: int = 0) -> Iterator[_Rule]:
    """The rules of a style sheet in their order; of those for print none."""
    if depth > _DEEPEST:
        return
    at = 0
    while (start := sheet.find("{", at)) >= 0:
        head = sheet[at:start].rpartition(";")[2].strip()
        level, end = 1, start + 1
        while level and (step := _BRACE.search(sheet, end)):
            level, end = level + (1 if step[0] == "{" else -1), step.end()
        end = end if level == 0 else len(sheet) + 1
        body = sheet[start + 1 : end - 1]
        at = end
        if not head.startswith("@"):
            yield _Rule(head, body, is_applied)
        elif match := re.match(r"@(media|supports|layer|container)\b(.*)", head, re.IGNORECASE | re.DOTALL):
            yield from _walk_conditional(
                match[1].lower(), match[2].strip().lower(), body, is_applied=is_applied, depth=depth
            )


def _walk_conditional(kind: str, condition: str, body: str, *, is_applied: bool, depth: int) -> Iterator[_Rule]:
    if kind == "media" and "print" in condition and "screen" not in condition and "not" not in condition:
        return
    is_plain = kind == "layer" or (kind == "media" and condition in ("", "all", "screen", "only screen"))
    yield from _walk_rules(body, is_applied=is_applied and is_plain, depth=depth + 1)


def _unescape(match: re.Match[str]) -> str:
    return chr(min(int(match[1], 16), 0xFFFD))
