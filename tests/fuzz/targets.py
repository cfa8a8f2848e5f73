"""The targets: how each case is made, and by what it is judged."""

from __future__ import annotations

import re

from macros.words.wording import GENERAL_FORMS
from tests.fuzz.case import Case, Dice, Target
from tests.fuzz.judge_others import judge_deadline, judge_document, judge_return
from tests.fuzz.judge_plan import judge_laid_out_plan, judge_plan, judge_valid_plan
from tests.fuzz.mutate_files import mutate_package
from tests.fuzz.mutate_text import mutate_bytes, mutate_layout, mutate_text
from tests.fuzz.mutate_tree import mutate_tree
from tests.fuzz.plans import dump_plan, make_plan
from tests.fuzz.seeds import OTHER, REAL, SAMPLE, WRONG, fill_form, load_documents, load_folder

_PIECES = [
    "年", "月", "日", "底", "末", "前", "之前", "以前", "起", "至", "到", "-", "－", "—", "~", "上半年", "下半年", "季度", "第", "一", "二", "三", "四", "十",
    "每", "每月", "按", "周", "全年", "定期", "长期", "实施", "常态", "持续", "推进", "2024", "2023", "9999", "0000", "0", "1", "2", "6", "9", "12", "13",
    "29", "30", "31", "99", "６", "٣", "号", "份", "内", "个", "半", "，", "、", "/", "明年", "汛期前", " ", "\n", "N", "M", "年底前", "6月底", "？", "（", "\\",
]  # fmt: skip
_FORMS = [
    *GENERAL_FORMS.split("、"),
    "第N季度末",
    "N月份起",
    "N月末之前",
    "N月到M月底",
    "年内",
    "每个季度",
    "按半年",
    "常态化开展",
    "长期坚持",
]
_NUMBERS = [
    "1",
    "2",
    "3",
    "4",
    "6",
    "9",
    "11",
    "12",
    "13",
    "28",
    "29",
    "30",
    "31",
    "0",
    "00",
    "06",
    "99",
    "100",
    "十二",
    "二十九",
    "６",
]


def make_mutated_plan(dice: Dice) -> Case:
    """Mostly a small plan, sometimes the real one; one file of it mutated, now and then its bytes."""
    roll = dice.random()
    if roll < 0.4:
        case = load_folder(SAMPLE)
    elif roll < 0.7:
        case = load_folder(OTHER)
    elif roll < 0.94:
        case = dump_plan(dice, make_plan(dice))
    else:
        case = load_folder(REAL if roll < 0.97 else WRONG)
    names = sorted(case)
    name = dice.choice([*(["tasks.yaml"] * 3), *names])
    content = case[name]
    roll = dice.random()
    if roll < 0.5:
        content = mutate_tree(dice, content.decode("utf-8")).encode("utf-8")
    if roll > 0.45:
        content = mutate_text(dice, content.decode("utf-8")).encode("utf-8")
    if dice.random() < 0.05:
        content = mutate_bytes(dice, content)
    return {**case, name: content}


def make_laid_out_plan(dice: Dice) -> Case:
    """A plan whose values stay, mostly, and whose layout does not."""
    case = (
        load_folder(dice.choice([SAMPLE, SAMPLE, OTHER])) if dice.random() < 0.8 else dump_plan(dice, make_plan(dice))
    )
    name = dice.choice(["tasks.yaml", "tasks.yaml", *sorted(case)])
    return {**case, name: mutate_layout(dice, case[name].decode("utf-8")).encode("utf-8")}


def make_deadline(dice: Dice) -> Case:
    """Pieces in any order, or a form that is known with other numbers, and slips in it."""
    if dice.random() < 0.3:
        text = "".join(dice.choice(_PIECES) for _ in range(dice.randint(1, 6)))
    else:
        form = dice.choice(["", "", "2024年", "2023年", "明年"]) + dice.choice(_FORMS)
        text = re.sub("[NM]", lambda _: dice.choice(_NUMBERS), form)
        if dice.random() < 0.3:
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(_PIECES) + text[at + dice.randrange(2) :]
    if dice.random() < 0.05:
        text = mutate_text(dice, text)
    return {"deadline.txt": f"{dice.choice([2023, 2024, 2000, 2099])}\n{text}".encode("utf-8", "replace")}


def make_document(dice: Dice) -> Case:
    kind = dice.choice(["docx", "xlsx", "csv", "html", "txt"])
    case = dice.choice(load_documents(kind))
    name = f"document.{kind}"
    content = case[name]
    if kind in ("docx", "xlsx"):
        return {**case, name: mutate_package(dice, content)}
    if dice.random() < 0.8:
        encoding = (
            "gb18030" if kind == "csv" and b"," in content and not content.startswith(b"\xef\xbb\xbf") else "utf-8"
        )
        content = mutate_text(dice, content.decode(encoding, "ignore")).encode(encoding, "replace")
    if dice.random() < 0.25:
        content = mutate_bytes(dice, content)
    return {**case, name: content}


def make_return(dice: Dice) -> Case:
    content = fill_form(dice)
    return {"form.xlsx": mutate_package(dice, content) if dice.random() < 0.6 else content}


TARGETS = {
    target.name: target
    for target in (
        Target("plan", make_mutated_plan, judge_plan),
        Target("valid", lambda dice: dump_plan(dice, make_plan(dice)), judge_valid_plan),
        Target("format", make_laid_out_plan, judge_laid_out_plan),
        Target("deadline", make_deadline, judge_deadline),
        Target("import", make_document, judge_document),
        Target("returns", make_return, judge_return),
    )
}
