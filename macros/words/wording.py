"""Deadline wording to dates: the plan's own vocabulary first (plan/deadlines.yaml), then the general forms.

A form that stands here must mean the same in every plan; what depends on a place or an office belongs in the data.
"""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from functools import cache

from macros.model import Deadline, DeadlineKind, Frequency, Precision
from macros.store.records import DeadlineRecord
from macros.words.figures import ISO_DATE, spell_figures, write_figures

#: Said in an error message, so that an editor sees what needs no explanation.
GENERAL_FORMS = "N月底前、N月N日前、N月N日起、N月起、N-M月、上半年、一季度末、年底前、全年、每月、每季度、长期实施"
_YEAR = r"(?:(?P<year>\d{4})年)?"
#: Words around a date that do not change it.
_BEFORE = r"(?:截至|截止到?|至|到|于|在)?"
_AFTER = r"(?:全部|全面)?(?:完成|建成|完工|竣工)?(?:[，,、]?(?:并|且|以后|之后)(?:长期|持续|常态化?)(?:坚持|实施|推进|开展|保持))?"
_DASH = r"(?:-|－|—|–|~|～|至|到)"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_RECURRENCES = {
    r"每周|按周": Frequency.WEEKLY,
    r"每月(?:末|底)?|按月|每个月": Frequency.MONTHLY,
    r"每季度?(?:末|底)?|按季度?|每个季度(?:末|底)?": Frequency.QUARTERLY,
    r"每半年": Frequency.HALF_YEARLY,
    r"每年(?:末|底)?": Frequency.YEARLY,
    r"(?:贯穿)?全年|常年": Frequency.ALL_YEAR,
    r"定期": Frequency.REGULARLY,
}


class ImpossibleDateError(ValueError):
    """The wording has the form of a date, but there is no such day."""


def create_reading(deadline: Deadline) -> str:
    """Our reading in one phrase, dates written out: “2023年12月31日前（含当日）”."""
    start, end = deadline.start, deadline.end
    if end and start:
        return f"{date_words(start)}至{date_words(end)}"
    if end:
        return f"{date_words(end)}前（含当日）"
    if start:
        words = f"{start.year}年{start.month}月" if deadline.precision is Precision.MONTH else date_words(start)
        rest = "，完成日期另定" if deadline.kind is DeadlineKind.AS_SCHEDULED else ""
        return f"自{words}起{rest}"
    return "长期开展" if deadline.kind is DeadlineKind.ONGOING else "日期另定"


def figure_words(value: float) -> str:
    """The number as people write it, never rounded: `2万`, `123.4567万`, `5.0`, `80`."""
    number = Decimal(str(value))
    return f"{(number / 10_000).normalize():f}万" if abs(number) >= 10_000 else f"{number:f}"


def size_words(size: int) -> str:
    """A file's size in bytes as people say it: rounded up, never 0."""
    return f"{max(1, -(-size // 1000))}KB" if size < 1_000_000 else f"{size / 1_000_000:.1f}MB"


def date_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def suggest_deadline(text: str, year: int, known: Iterable[str]) -> str | None:
    """The likely meaning of a wording that was not understood: the same numbers, and 起 only if it says so.

    None for a wording of two deadlines or of another year, where any suggestion would change the meaning.
    """
    if re.search(r"[，、；,;/]|明年|次年|\d{4}", text):
        return None
    plain = write_figures(text)
    numbers = re.findall(r"\d+", plain)
    forms = [
        form for form in (_fill(form, numbers) for form in GENERAL_FORMS.split("、")) if _may_mean(form, text, year)
    ]
    same_numbers = [form for form in [*forms, *known] if re.findall(r"\d+", form) == numbers]
    near = difflib.get_close_matches(plain, same_numbers, n=1, cutoff=0.6)
    return near[0] if near else None


def _fill(form: str, numbers: list[str]) -> str:
    for number in numbers:
        form = re.sub("[NM]", number, form, count=1)
    return form


def _may_mean(form: str, text: str, year: int) -> bool:
    is_other = form != text and ("起" in text or "起" not in form)
    return is_other and not isinstance(read_deadline(form, year, ()), Unread)


@cache
def parse_frequency(text: str) -> Frequency | None:
    """The interval of a wording that says nothing but how often (`每月`, `按季度`)."""
    return next((every for form, every in _RECURRENCES.items() if re.fullmatch(_YEAR + f"(?:{form})", text)), None)


def parse_deadline(
    text: str, year: int, vocabulary: Iterable[DeadlineRecord], until: int | None = None
) -> Deadline | None:
    """The meaning of a wording in a plan for `year`; None if it is not explained anywhere.

    Where the plan goes on `until` a later year, a day without its year is not guessed. Raises ImpossibleDateError for
    2月30日 and the like. Ends are inclusive.
    """
    for record in vocabulary:
        if record.text == text:
            return create_deadline(record, year)
    plain = write_figures(text)
    for form, read in _FORMS:
        if match := re.fullmatch(_BEFORE + _YEAR + form + _AFTER, plain, re.ASCII):
            deadline = read(text, match, int(match["year"] or year))
            is_dated = bool(deadline.start or deadline.end)
            is_open = is_dated and match["year"] is None and until not in (None, year)
            is_other = not is_dated and int(match["year"] or year) not in range(year, (until or year) + 1)
            return None if is_open or is_other else deadline
    return None


class Unread(Enum):
    """Why a wording gives no deadline."""

    UNKNOWN = auto()  # no form has it, and it is not registered
    IMPOSSIBLE = auto()  # there is no such day
    YEARLESS = auto()  # the plan goes over several years, and the wording does not say in which


def read_deadline(
    text: str, year: int, vocabulary: Iterable[DeadlineRecord], until: int | None = None
) -> Deadline | Unread:
    """The meaning of a wording in a plan for `year`, or why it has none; `until` as in parse_deadline."""
    try:
        deadline = parse_deadline(text, year, vocabulary, until)
        return deadline or (Unread.YEARLESS if parse_deadline(text, year, ()) else Unread.UNKNOWN)
    except ImpossibleDateError:
        return Unread.IMPOSSIBLE


def create_deadline(record: DeadlineRecord, year: int) -> Deadline:
    """A registered wording in a plan for `year`; an end before its start lies in the next year, where it names none itself."""
    start, end = (
        _day(record.text, day.year or year, day.month, day.day) if day else None for day in (record.start, record.end)
    )
    if start and end and end < start and record.end and record.end.year is None:
        end = _day(record.text, start.year + 1, end.month, end.day)
    if start and end and end < start:
        raise ImpossibleDateError(record.text)
    return Deadline(record.text, record.kind, start, end, record.precision, record.basis)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDateError(text) from None


def _month_end(text: str, year: int, month: int) -> date:
    return _day(text, year, month, calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 1)


def _by(text: str, end: date, precision: Precision) -> Deadline:
    return Deadline(text, DeadlineKind.BY, None, end, precision, f"按{date_words(end)}（含当日）推算。")


def _from(text: str, start: date, precision: Precision) -> Deadline:
    return Deadline(text, DeadlineKind.FROM, start, None, precision, f"自{date_words(start)}起，没有写明结束日期。")


def _window(text: str, match: re.Match[str], year: int) -> Deadline:
    first, last = int(match["first"]), int(match["last"])
    start = _day(text, year, first, 1)
    end = _month_end(text, _find_end_year(match, year, is_over=last < first), last)
    return _between(text, start, end, Precision.MONTH)


def _day_window(text: str, match: re.Match[str], year: int) -> Deadline:
    first, last = (int(match["first"]), int(match["begin"])), (int(match["last"]), int(match["day"]))
    start = _day(text, year, *first)
    return _between(text, start, _day(text, _find_end_year(match, year, is_over=last < first), *last), Precision.DAY)


def _find_end_year(match: re.Match[str], year: int, *, is_over: bool) -> int:
    """The year in which a time ends: the one that is named, else the next one where its end comes before its start."""
    until = match["until"]
    return int(until) if until and until != "次" else year + (is_over or until == "次")


def _between(text: str, start: date, end: date, precision: Precision) -> Deadline:
    if end < start:
        raise ImpossibleDateError(text)
    basis = f"按{date_words(start)}至{date_words(end)}（含首尾两日）推算。"
    return Deadline(text, DeadlineKind.WINDOW, start, end, precision, basis)


def _quarter_end(text: str, match: re.Match[str], year: int) -> Deadline:
    return _by(text, _month_end(text, year, 3 * _QUARTERS[match["quarter"]]), Precision.MONTH)


def _part_of_month(text: str, match: re.Match[str], year: int) -> Deadline:
    month = int(match["month"])
    ends = {"上": _day(text, year, month, 10), "中": _day(text, year, month, 20), "下": _month_end(text, year, month)}
    return _by(text, ends[match["part"]], Precision.DAY)


def _ongoing(text: str, match: re.Match[str], year: int) -> Deadline:
    return Deadline(text, DeadlineKind.ONGOING, None, None, None, "长期开展，没有截止日期。")


def _recurring(text: str, match: re.Match[str], year: int) -> Deadline:
    return Deadline(text, DeadlineKind.ONGOING, None, None, None, "反复进行，没有单独的截止日期。")


_Reader = Callable[[str, "re.Match[str]", int], Deadline]
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (
        r"(?P<month>\d{1,2})月(?:底|末)(?:前|之前|以前)?",
        lambda text, match, year: _by(text, _month_end(text, year, int(match["month"])), Precision.MONTH),
    ),
    (
        r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:前|之前|以前|止)?",
        lambda text, match, year: _by(text, _day(text, year, int(match["month"]), int(match["day"])), Precision.DAY),
    ),
    (
        r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日起",
        lambda text, match, year: _from(text, _day(text, year, int(match["month"]), int(match["day"])), Precision.DAY),
    ),
    (
        r"(?P<month>\d{1,2})月(?:份)?起",
        lambda text, match, year: _from(text, _day(text, year, int(match["month"]), 1), Precision.MONTH),
    ),
    (rf"(?P<first>\d{{1,2}})月?{_DASH}(?:(?P<until>\d{{4}}|次)年)?(?P<last>\d{{1,2}})月(?:份|底)?", _window),
    (
        rf"(?P<first>\d{{1,2}})月(?P<begin>\d{{1,2}})日{_DASH}"
        r"(?:(?P<until>\d{4}|次)年)?(?P<last>\d{1,2})月(?P<day>\d{1,2})日(?:前|止)?",
        _day_window,
    ),
    (
        r"(?P<month>\d{1,2})月份?(?:内|止)?",
        lambda text, match, year: _by(text, _month_end(text, year, int(match["month"])), Precision.MONTH),
    ),
    (
        r"每年(?P<month>\d{1,2})月(?:底|末)(?:前|之前|以前)?",
        lambda text, match, year: _by(text, _month_end(text, year, int(match["month"])), Precision.MONTH),
    ),
    (r"(?P<month>\d{1,2})月(?P<part>[上中下])旬(?:前|之前|以前)?", _part_of_month),
    (r"上半年(?:底|末|内)?(?:前)?", lambda text, match, year: _by(text, _day(text, year, 6, 30), Precision.MONTH)),
    (r"下半年(?:底|末|内)?(?:前)?", lambda text, match, year: _by(text, _day(text, year, 12, 31), Precision.MONTH)),
    (r"第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)?(?:前)?", _quarter_end),
    (r"(?<=年)度?(?:内|止)?", lambda text, match, year: _by(text, _day(text, year, 12, 31), Precision.YEAR)),
    (r"年(?:底|末|内)(?:前)?", lambda text, match, year: _by(text, _day(text, year, 12, 31), Precision.YEAR)),
    (
        r"(?<=年)(?:底|末|内)(?:前)?",  # 2023年底前: the year form has taken the 年
        lambda text, match, year: _by(text, _day(text, year, 12, 31), Precision.YEAR),
    ),
    ("|".join(f"(?:{form})" for form in _RECURRENCES).join(("(?:", ")")), _recurring),
    (r"长期(?:实施|坚持|推进|开展)?|常态(?:工作|化|化开展|化推进)|持续(?:推进|实施|开展)", _ongoing),
)


def create_pattern() -> str:
    """Every general form as one regular expression of ECMA-262 (JSON Schema), without what the dates mean."""
    forms = "|".join(f"(?:{form})" for form, _ in _FORMS)
    pattern = re.sub(r"\?P<\w+>", "?:", f"{_BEFORE}{_YEAR}(?:{forms}){_AFTER}")
    return f"{spell_figures(pattern)}|{ISO_DATE}"


#: What readers are told of a wording that nobody has explained yet.
UNREAD_BASIS = "这里还没有弄清这个说法指哪一天，请看原文。"

#: What wording of deadlines is made of, besides general forms.
_DEADLINE_WORDS = re.compile(
    r"[^。]{0,16}(?:年底|月底|月末|季度|上半年|下半年|长期|常态|持续|全年|每年|每月|每季|采暖季|供暖季|汛期|时间节点|\d月|\d日|"
    r"\d{4}年|立行立改|年度|按时|定期|即时|节点|期间|夏季|秋冬季|冬季|春季)[^。]{0,16}"
)


def looks_like_deadline(text: str) -> bool:
    """Whether a cell says a time rather than a body or what is to be done; a guess for readers of documents."""
    is_body = re.search(r"[局委办]$|公司|政府|街道|[^到至]镇", text) is not None
    return bool(text) and len(text) <= 30 and not is_body and _DEADLINE_WORDS.fullmatch(text) is not None
