"""Rules about what is taken from a text: words as printed, the figures of targets.

A rule's docstring is the rule in an editor's words; the editing page prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros.check.rules.subject import Finding, Subject
from macros.store.records import TargetRecord
from macros.words.wording import figure_words

_DIGITS = "零一二三四五六七八九"
_NUMERALS = _DIGITS + "两十百千万亿"


def check_words(subject: Subject) -> Iterator[Finding]:
    """recurs、mentions、targets 的 words 和 confirmed 必须照抄本条措施的正文，一字不差；targets 的数值要在 words 里找得到。"""
    for _, _, measure in subject.draft.measures():
        for noun, records in (
            ("重复性工作", measure.recurs),
            ("文中提到", measure.mentions),
            ("量化目标", measure.targets),
        ):
            for record in records:
                if record.words not in measure.text:
                    yield record.at("words"), f"{noun}的“{record.words}”在正文里找不到，请照抄正文。"
        for index, words in enumerate(measure.confirmed):
            if words not in measure.text:
                yield measure.at("confirmed", index), f"核对过的说法“{words}”在正文里找不到，请照抄正文。"
        for target in measure.targets:
            if target.words in measure.text and not _states_value(target):
                yield target.at("value"), f"数值“{target.value}”在原话“{target.words}”里找不到。"


def _states_value(target: TargetRecord) -> bool:
    value, words = target.value, target.words
    number = Decimal(str(value))
    forms = {f"{number.normalize():f}", f"{number:f}", figure_words(value)}
    if any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d.]*\d|[万亿])", words) for form in forms):
        return True
    if not isinstance(value, int) or not 0 < value < 100:
        return False
    tens, ones = divmod(value, 10)
    chinese = (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")
    return re.search(rf"(?<![{_NUMERALS}]){chinese}(?![{_NUMERALS}])", words) is not None


def check_targets(subject: Subject) -> Iterator[Finding]:
    """量化目标约束的单位必须是本条的责任单位。"""
    for _, task, measure in subject.draft.measures():
        names = subject.names_of(task, measure)
        bodies = {unit.id for unit in subject.register.expand(names)}
        is_known = all(subject.register.find(name) for name in names)  # a wrong name is check_bodies' finding
        for target in measure.targets:
            if not target.units:
                yield target.at("units"), f"量化目标“{target.name}”没有写约束哪些单位。"
            for index, name in enumerate(target.units):
                if is_known and not {unit.id for unit in subject.register.expand([name])} <= bodies:
                    yield target.at("units", index), f"量化目标的单位“{name}”不是本条的责任单位。"
