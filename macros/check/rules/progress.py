"""Rules about progress.yaml: who reported what, of which measure."""

from __future__ import annotations

from collections.abc import Iterator

from macros.check.rules.subject import Finding, Subject
from macros.model import UnitKind
from macros.store.problems import create_suggestion
from macros.words.years import is_report_year


def check_progress(subject: Subject) -> Iterator[Finding]:
    """一条进展要写计划里有的措施、登记过的具体单位，日期在计划年度前后；同一单位（按填报时的名称）对同一措施一天只有一条。"""
    measures = {measure.id for _, _, measure in subject.draft.measures()}
    seen: dict[tuple[str, str, str], int] = {}
    for record in subject.draft.progress.progress:
        if record.measure not in measures:
            hint = create_suggestion(record.measure, measures)
            yield record.at("measure"), f"没有编号是“{record.measure}”的措施{hint}"
        reference = subject.register.find(record.unit)
        if reference is None:
            hint = subject.register.create_hint(record.unit)
            yield record.at("unit"), f"填报单位“{record.unit}”没有登记{hint}"
            continue
        if reference.unit.kind is UnitKind.GROUP:
            yield record.at("unit"), f"填报单位“{record.unit}”是统称，请写具体单位。"
        if not is_report_year(record.on, (subject.plan.year, subject.plan.until_year or subject.plan.year)):
            yield record.at("on"), f"日期 {record.on} 离计划年度（{subject.plan.year}）太远，请核对。"
        key = (record.measure, record.unit, str(record.on))
        if key in seen:
            yield record.at(), f"{record.unit} {record.on} 对 {record.measure} 的进展写过了（第{seen[key]}行）。"
        else:
            seen[key] = record.at().line


def check_reporters(subject: Subject) -> Iterator[Finding]:
    """填报进展的，一般是这条措施的责任单位；不是的，请核对。"""
    measures = {measure.id: (task, measure) for _, task, measure in subject.draft.measures()}
    for record in subject.draft.progress.progress:
        reference = subject.register.find(record.unit)
        if reference and record.measure in measures:
            bodies = subject.duties_of(*measures[record.measure])
            if reference.unit.id not in bodies:
                yield record.at("unit"), f"“{record.unit}”不是 {record.measure} 的责任单位，请核对。"
