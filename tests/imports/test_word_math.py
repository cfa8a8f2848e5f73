"""Formulas of Word in one line. The forms are those of Unicode's linear format (UnicodeMath), with raised and lowered letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.word_plans import WordFile, paragraph, run, take


def r(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


def part(name: str, inside: str) -> str:
    return f"<m:{name}>{inside if inside.startswith('<') or not inside else r(inside)}</m:{name}>"


def fraction(above: str, below: str, kind: str = "") -> str:
    properties = f'<m:fPr><m:type m:val="{kind}"/><m:ctrlPr/></m:fPr>' if kind else ""
    return f"<m:f>{properties}{part('num', above)}{part('den', below)}</m:f>"


def made(name: str, properties: str = "", **parts: str) -> str:
    inside = "".join(part(key, value) for key, value in parts.items())
    return f"<m:{name}>{f'<m:{name}Pr>{properties}</m:{name}Pr>' if properties else ''}{inside}</m:{name}>"


def power(base: str, exponent: str) -> str:
    return made("sSup", e=base, sup=exponent)


LINES = {
    fraction("2", "3"): "2/3", fraction("a+b", "c-1"): "(a+b)/(c-1)", fraction("1", "2", "lin"): "1/2", fraction("3", "4", "skw"): "3/4",
    fraction(fraction("1", "2"), "3"): "(1/2)/3", power("10", "3"): "10³", power("10", "-3"): "10⁻³", power("10", "x"): "10^x",
    power("a+b", "2"): "(a+b)²", power("e", "a+b"): "e^(a+b)", made("sSub", e="CO", sub="2"): "CO₂", made("sSub", e="P", sub="max"): "P_max",
    made("sSubSup", e="x", sub="1", sup="2"): "x₁²", made("sPre", sub="6", sup="12", e="C"): "¹²₆C", made("rad", deg="", e="2"): "√2",
    made("rad", '<m:degHide m:val="1"/>', deg="", e="a+b"): "√(a+b)", made("rad", deg="3", e="8"): "³√8",
    made("nary", '<m:chr m:val="∑"/>', sub="1", sup="9", e="P"): "∑₁⁹ P", made("nary", sub="0", sup="1", e="x"): "∫₀¹ x",
    made("d", e="a+b"): "(a+b)", made("d", '<m:begChr m:val="["/><m:endChr m:val=""/>', e="a"): "[a", f"<m:d>{part('e', 'a')}{part('e', 'b')}</m:d>": "(a|b)",
    made("bar", '<m:pos m:val="top"/>', e="x"): "¯(x)", made("bar", e="x"): "▁(x)", made("acc", '<m:chr m:val="→"/>', e="a"): "a→",
    made("func", fName="lg", e="x"): "lg x", made("limLow", e="min", lim="1"): "min₁", made("limUpp", e="A", lim="2"): "A²",
    made("box", e="a+b"): "a+b", made("borderBox", e="a"): "a", made("phant", e="a"): "a", r("2") + r("+3"): "2+3",
    f"<w:ins w:id='1'>{r('5')}</w:ins>": "5",
}  # fmt: skip


@pytest.mark.parametrize("formula", LINES)
def test_a_formula_is_one_line(tmp_path: Path, formula: str) -> None:
    inside = f"{run('减少')}<m:oMath>{formula}</m:oMath>{run('以上。')}"
    taken = take(tmp_path, WordFile(text=inside))
    assert taken.text == f"减少{LINES[formula]}以上。"
    assert taken.unread == []


def test_the_change_is_reported(tmp_path: Path) -> None:
    taken = take(tmp_path, WordFile(text=f"{run('减少')}<m:oMath>{fraction('2', '3')}</m:oMath>{run('。')}"))
    assert "第1张表第2行“工作措施”栏：公式写成一行：“2/3”" in taken.decisions
    taken = take(tmp_path, WordFile(text=f"{run('减少')}<m:oMath>{r('2+3')}</m:oMath>{run('。')}"))
    assert not [line for line in taken.decisions if "公式" in line]


def test_a_formula_on_a_line_of_its_own(tmp_path: Path) -> None:
    alone = f"<m:oMathPara><m:oMathParaPr/><m:oMath>{fraction('2', '3')}</m:oMath></m:oMathPara>"
    taken = take(tmp_path, WordFile(text=f"{paragraph('减少')}{alone}{paragraph('以上。')}"))
    assert taken.text == "减少\n2/3\n以上。"


@pytest.mark.parametrize(
    "formula",
    [
        f"<m:m><m:mr>{part('e', '甲')}{part('e', '乙')}</m:mr></m:m>", f"<m:eqArr>{part('e', '甲')}{part('e', '乙')}</m:eqArr>", fraction("甲", "乙", "noBar"),
        made("groupChr", e="甲乙"), "<m:r><w:rPr><w:strike/></w:rPr><m:t>甲乙</m:t></m:r>", f"<w:del w:id='1'>{r('甲乙')}</w:del>",
        made("borderBox", '<m:strikeH m:val="1"/>', e="甲乙"), made("phant", '<m:show m:val="0"/>', e="甲乙"), "<x:new>甲乙</x:new>" + r("甲乙"),
        "<m:r><x:new/><m:t>甲乙</m:t></m:r>",
    ],
)  # fmt: skip
def test_a_formula_without_such_a_form_is_asked_about(tmp_path: Path, formula: str) -> None:
    inside = f"{run('减少')}<m:oMath>{formula}</m:oMath>{run('以上。')}"
    taken = take(tmp_path, WordFile(text=inside))
    assert taken.text == "减少以上。"
    assert taken.unread == ["第1张表第2行“工作措施”栏：有公式，没有导入，里面的字是：“甲乙”"]
