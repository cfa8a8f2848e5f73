"""Numbers as Excel shows them. Where nothing else is said LibreOffice 7 shows the same (as CSV, cells as shown)."""

from __future__ import annotations

import pytest

from macros.imports.readers.excel.format_code import UnknownFormatError
from macros.imports.readers.excel.number_format import BUILT_IN, read_number, show_number, show_text

#: 2024-06-30, 2024-09-01, 2024-10-31, and 2024-12-31 one minute before midnight.
JUNE, SEPTEMBER, OCTOBER, LAST = "45473", "45536", "45596", "45657.99930555555"
CASES = [
    ("0.85", "0.0%", "85.0%"), ("0.001", "0.0%", "0.1%"), ("12000", "#,##0", "12,000"), ("1E15", "#,##0", "1,000,000,000,000,000"),
    ("50", '0"台"', "50台"), ("5", '0" 个"', "5 个"), ("5", "\\A0", "A5"), ("1", 'General"台"', "1台"), ("3", '"第"0"季度"', "第3季度"),
    ("1.1", "0.00", "1.10"), ("5", "00", "05"), ("0.05", ".00", ".05"), ("5.25", "0.##", "5.25"), ("0.125", "0.00", "0.13"),
    ("2.5", "0", "3"), ("-0.4", "0", "0"), ("-5", "0.0", "-5.0"), ("-5", "0;(0)", "(5)"), ("-3", "0.0_);(0.0)", "(3.0)"),
    ("-1234.5", "#,##0.0;[Red]-#,##0.0", "-1,234.5"), ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"), ("0", "0;-0;;@", ""),
    ("0.5", "# ?/?", "1/2"), ("1.5", "# ?/?", "1 1/2"), ("1.99", "# ?/?", "2"), ("0", "# ?/?", "0"), ("0.3333", "# ?/8", "3/8"),
    ("0.25", "#/4", "1/4"), ("1.25", "0/4", "5/4"), ("12345", "0.00E+00", "1.23E+04"), ("12345", "##0.0E+0", "12.3E+3"),
    ("0.00012", "0.0E-0", "1.2E-4"), ("999.96", "##0.0E+0", "1.0E+3"), ("1234567", '#,##0,"千元"', "1,235千元"),
    ("1234", '0.0,"k"', "1.2k"), ("202409", '0000"年"00"月"', "2024年09月"), ("13912345678", "000-0000-0000", "139-1234-5678"),
    ("7", '[<5]"少";[>=5]"多"0', "多7"), ("3", '[=1]"是";[=0]"否";0', "3"), ("-7", '[>=0]"增"0;[<0]"减"0', "减7"),
    ("0.30000000000000004", "General", "0.3"), ("0.333333333333333", "0.00", "0.33"),
    (SEPTEMBER, 'yyyy"年"m"月"', "2024年9月"), (JUNE, "yyyy年m月", "2024年6月"), (JUNE, "m月", "6月"), (JUNE, "yyyy.mm.dd", "2024.06.30"),
    (LAST, 'yyyy"年"m"月"d"日"', "2024年12月31日"), (LAST, "yyyy/m/d h:mm", "2024/12/31 23:59"), (JUNE, "yy-m-d", "24-6-30"),
    (JUNE, '[$-804]yyyy"年"m"月"d"日";@', "2024年6月30日"), (JUNE, "[$-804]mmm", "6月"), (JUNE, "[$-804]mmmm", "六月"),
    (OCTOBER, "[$-804]mmmmm", "十"), (JUNE, "mmm-yy", "Jun-24"), (JUNE, "[$-409]d-mmm-yy;@", "30-Jun-24"),
    (JUNE, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年六月三十日"), (JUNE, "[$-804]aaaa;@", "星期日"), (JUNE, "[$-804]dddd", "星期日"),
    ("1.5", "[h]:mm", "36:00"), ("1.25", "[mm]", "1800"), ("0.5", "mm:ss.0", "00:00.0"), ("45473.5", "m/d h:mm", "6/30 12:00"),
]  # fmt: skip
#: Of Chinese Excel, which LibreOffice does not follow: ! before a sign, Chinese digits without a language, its last second.
CHINESE = [
    ("12345", '0!.0,"万"', "1.2万"), ("123", "[DBNum1]General", "一百二十三"), ("12", "[DBNum1]G/通用格式", "一十二"),
    ("2024", '[DBNum1]0"年"', "二〇二四年"), ("10103", "[DBNum2]General", "壹万零壹佰零叁"), ("100005", "[DBNum1]General", "一十万〇五"),
    (JUNE, "aaa", "日"), (JUNE, "[$-804]aaa", "周日"), ("0.395833", '上午/下午h"时"mm"分"', "上午9时30分"), ("5", "0.##", "5."),
    ("0.895833", "[$-804]AM/PM h:mm", "下午 9:30"), ("60", "yyyy/m/d", "1900/2/29"), ("1", "yyyy/m/d", "1900/1/1"), (JUNE, "e年m月", "2024年6月"),
    (JUNE, "[$-F800]dddd, mmmm dd, yyyy", "2024年6月30日"), ("2024", '[DBNum3]0"年"', "２０２４年"),
]  # fmt: skip
#: ECMA-376 part 1, 18.8.30, the table for zh-CN.
BY_NUMBER = {
    14: "2024/6/30", 22: "2024/6/30 0:00", 27: "2024年6月", 28: "6月30日", 29: "6月30日", 30: "6-30-24", 31: "2024年6月30日",
    32: "0时00分", 33: "0时00分00秒", 34: "上午12时00分", 35: "上午12时00分00秒", 36: "2024年6月", 50: "2024年6月", 51: "6月30日",
    52: "2024年6月", 53: "6月30日", 54: "6月30日", 55: "上午12时00分", 56: "上午12时00分00秒", 57: "2024年6月", 58: "6月30日",
    15: "30-Jun-24", 16: "30-Jun", 17: "Jun-24", 18: "12:00 AM", 20: "0:00", 21: "0:00:00", 46: "1091352:00:00",
}  # fmt: skip


@pytest.mark.parametrize(("number", "code", "shown"), [*CASES, *CHINESE])
def test_a_number_in_a_format(number: str, code: str, shown: str) -> None:
    assert show_number(read_number(number), code).strip() == shown


@pytest.mark.parametrize(("number", "shown"), BY_NUMBER.items())
def test_a_date_in_a_format_that_excel_knows_by_its_number(number: int, shown: str) -> None:
    assert show_number(read_number(JUNE), BUILT_IN[number]) == shown


def test_dates_that_count_from_1904() -> None:
    assert show_number(read_number("44011"), "yyyy/m/d", is_1904=True) == "2024/6/30"


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("甲", "General", "甲"), ("甲", "@", "甲"), ("甲", '@"局"', "甲局"), ("甲", "0.00", "甲"), ("甲", "0;0;0;", ""), ("甲", ";;;", ""),
        ("甲", '0;0;0;"乙"@', "乙甲"), ("甲", 'yyyy"年"', "甲"), ("甲", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', " 甲 "),
    ],
)  # fmt: skip
def test_a_text_in_a_format(text: str, code: str, shown: str) -> None:
    assert show_text(text, code) == shown


@pytest.mark.parametrize("code", ["qqq", "[$-130000]yyyy", "[DBNum4]0", "0 ?/? ?/?", "[foo]0", "yyyy0.0%", "b"])
def test_a_format_that_is_not_known_whole_is_refused(code: str) -> None:
    with pytest.raises(UnknownFormatError):
        show_number(read_number(JUNE), code)


@pytest.mark.parametrize("number", ["-1", "2958466"])
def test_a_date_that_excel_cannot_show_is_refused(number: str) -> None:
    with pytest.raises(UnknownFormatError):
        show_number(read_number(number), "yyyy/m/d")


@pytest.mark.parametrize("text", ["", "nan", "inf", "甲", "1,2"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=text or "could not"):
        read_number(text)
