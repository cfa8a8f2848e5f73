"""Fields of a form on a page, as they stand filled in."""

from __future__ import annotations

import re
from typing import Any

from macros.imports.readers.html.findings import Findings

_BOXES = ("checkbox", "radio")
_BUTTONS = {"button": "", "submit": "提交", "reset": "重置", "image": ""}
_UNSHOWN = {"password": "密码框", "file": "选文件的框", "color": "选颜色的框"}


def read_input(element: Any, place: str, findings: Findings) -> str:
    """The text of an <input>: its value, a box with or without a tick."""
    kind = (element.get("type") or "text").strip().lower()
    value = element.get("value") or ""
    if kind in _BOXES:
        return "☒" if element.get("checked") is not None else "☐"
    if kind in _BUTTONS:
        findings.mention(place, "有按钮，没有导入", value or element.get("alt") or _BUTTONS[kind])
    elif kind == "hidden":
        if re.search(r"[\u3400-\u9fff]", value):
            findings.mention(place, "有看不见的文字，没有导入", value)
    elif kind in _UNSHOWN:
        findings.miss(place, f"有{_UNSHOWN[kind]}，没有导入")
    elif value:
        return value
    elif prompt := element.get("placeholder"):
        findings.mention(place, "有没有填的框，里面的提示没有导入", prompt)
    return ""


def read_select(element: Any, place: str, findings: Findings) -> str:
    """The options that are chosen; without any, the first, as a browser shows it."""
    options = list(element.iter("option"))
    is_list = element.get("multiple") is not None
    chosen = [option for option in options if option.get("selected") is not None]
    if not is_list:
        chosen = chosen[-1:] or [option for option in options if option.get("disabled") is None][:1] or options[:1]
    for option in options:
        if option not in chosen:
            findings.decide(place, "的下拉框只取选中的，没有选的是", name_option(option))
    return "、".join(name_option(option) for option in chosen)


def name_option(option: Any) -> str:
    return " ".join((option.get("label") or option.text_content()).split())
