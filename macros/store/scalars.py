"""The types of single values in the plan's files; each refuses in Chinese what is not of its kind.

load hands over every scalar as a string or None. The JSON Schema of each type is for editors' programs, which see YAML's
own numbers and booleans where we see words: it allows every way of writing what the type accepts.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from macros.store.limits import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT


def _fail(message: str) -> PydanticCustomError:
    return PydanticCustomError("chinese", "{message}", {"message": message})


def _word(value: Any, wanted: str) -> str:
    """The scalar as it is written, for the types below to read; load gives no other."""
    if value is None:
        raise _fail(f"是空的，应填{wanted}。")
    if not isinstance(value, str):
        raise _fail(f"应填{wanted}。")
    return value


def _integer(value: Any) -> int:
    word = _word(value, "整数")
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", word):
        raise _fail(f"应填整数，现在是“{word}”。")
    return int(word)


def _number(value: Any) -> int | float:
    word = _word(value, "数字")
    if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", word):
        raise _fail(f"应填数字（不带单位、不用“万”），现在是“{word}”。")
    return float(word) if "." in word else int(word)


def _truth(value: Any) -> bool:
    word = _word(value, " true 或 false")
    if word not in ("true", "false"):
        raise _fail(f"只能填 true 或 false，现在是“{word}”。")
    return word == "true"


def _iso_date(value: Any) -> date:
    word = _word(value, "日期，如 2023-12-31")
    if (day := _parse_date(word)) is None:
        raise _fail(f"应填日期，如 2023-12-31，现在是“{word}”。")
    return day


class DayOfYear(NamedTuple):
    """A day of a plan's year, or of the year that it names."""

    year: int | None
    month: int
    day: int


def _registered_day(value: Any) -> DayOfYear:
    """`06-30` or `2025-06-30`; the 29th of February is a day of some years, which year decides later."""
    word = _word(value, "月和日，如 06-30")
    if day := _parse_date(word):
        return DayOfYear(day.year, day.month, day.day)
    if (day := _parse_date(f"2024-{word}")) is None:
        raise _fail(f"应填月和日，如 06-30，或者年、月和日，如 2025-06-30，现在是“{word}”。")
    return DayOfYear(None, day.month, day.day)


def _parse_date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _slug(value: str) -> str:
    if not re.fullmatch(_SLUG, value) or len(value) > 60:
        raise _fail(f"编号只能用小写英文字母、数字和连字符，以字母开头，最长60个字符，现在是“{value}”。")
    return _fit_address(value)


def _task_no(value: str) -> str:
    if not re.fullmatch(_TASK_NO, value):
        raise _fail(f"序号只能用数字、字母、汉字，中间可以有点和连字符，现在是“{value}”。")
    return _fit_address(value)


def is_slug(value: str) -> bool:
    """Whether an id may stand in an address."""
    return re.fullmatch(_SLUG, value) is not None and not re.match(_TAKEN, value)


def is_task_no(value: str) -> bool:
    """Whether a number may stand in an address."""
    return re.fullmatch(_TASK_NO, value) is not None and not re.match(_TAKEN, value)


def _fit_address(value: str) -> str:
    """A name of a folder and of files on every system: not the page of a folder, not a device of Windows."""
    if re.match(_TAKEN, value):
        reserved = "目录页的网址" if value.lower().startswith("index") else "Windows 保留的名字，那里建不了这样的文件"
        raise _fail(f"不能用“{value}”，它是{reserved}。")
    return value


def _text(value: str) -> str:
    return _check_text(value, LONGEST_TEXT)


def _check_text(value: str, longest: int) -> str:
    if len(value) > longest:
        raise _fail(f"有{len(value)}个字，太长了，最多{longest}个；请核对是不是误贴了别的内容，或者分成几条写。")
    if not value.strip():
        raise _fail("不能空着。")
    if value.startswith(("｜", "|")):
        raise _fail("开头的竖线应是英文的“|-”，后面不能有别的字。")
    return value


def _name(value: str) -> str:
    _check_line(value, LONGEST_NAME)
    if has_separator(value):
        raise _fail(f"名称里不能有逗号、顿号、分号和空格；几个名称之间用英文逗号隔开，如 [甲, 乙]，现在是“{value}”。")
    return value


def has_separator(value: str) -> bool:
    """Whether several names run together; what stands in brackets belongs to one name (“各区政府（含甲、乙）”)."""
    return _SEPARATOR.search(_BRACKETS.sub("", value)) is not None


def _line(value: str) -> str:
    return _check_line(value, LONGEST_LINE)


def _check_line(value: str, longest: int) -> str:
    _check_text(value, longest)
    if "\n" in value:
        raise _fail("只能写一行。")
    if value != value.strip():
        raise _fail(f"前后不能有空格，现在是“{value}”。")
    return value


def _web_address(value: str) -> str:
    _line(value)
    if not re.fullmatch(_WEB_ADDRESS, value):
        raise _fail(
            f"应填 http:// 或 https:// 开头的网址，网站名只用英文字母、数字和汉字，里面不能有空格和引号，现在是“{value}”。"
        )
    return value


#: The host in letters that a visitor can tell from others: Latin ones and Chinese characters.
_WEB_ADDRESS = r"https?://[0-9A-Za-z一-龥][0-9A-Za-z一-龥.:-]*([/?#][^\s<>\"'`\\]*)?"
#: Names that no file may have, whatever ending it has.
_TAKEN = r"(?:[iI][nN][dD][eE][xX]|[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|(?:[cC][oO][mM]|[lL][pP][tT])[0-9])(?:\.|$)"
_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_TASK_NO = r"[0-9A-Za-z一-龥](?:(?!.*\.\.)[0-9A-Za-z一-龥.-]{0,18}[0-9A-Za-z一-龥])?"
_DAY = "(0[1-9]|[12][0-9]|3[01])"
_MONTH_DAY = f"(0[1-9]|1[0-2])-{_DAY}"

#: What parts two names.
_SEPARATOR = re.compile(r"[，、；,;\s]")
_BRACKETS = re.compile(r"（[^（）\n]*）")
#: A word in YAML may look like a number or a truth to other programs.
_WORD_TYPES = ["string", "number", "boolean"]


def _schema(pattern: str, types: list[str] | None = None, **others: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": types or _WORD_TYPES, "pattern": f"^{pattern}$", **others})


Text = Annotated[str, AfterValidator(_text), _schema(r"\s*[^\s|｜][\s\S]*", maxLength=LONGEST_TEXT)]
Line = Annotated[str, AfterValidator(_line), _schema(r"[^\s|｜]([^\n]*[^\s])?", maxLength=LONGEST_LINE)]
Slug = Annotated[str, AfterValidator(_slug), _schema(rf"(?!{_TAKEN}){_SLUG}", ["string"], maxLength=60)]
TaskNo = Annotated[str, AfterValidator(_task_no), _schema(rf"(?!{_TAKEN}){_TASK_NO}")]
Integer = Annotated[
    int,
    PlainValidator(_integer),
    _schema("(0|[1-9][0-9]{0,8})", ["integer", "string"], minimum=0, maximum=999_999_999),
]
Number = Annotated[
    int | float, PlainValidator(_number), _schema(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", ["number", "string"])
]
Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema({"enum": [True, False, "true", "false"]})]
IsoDate = Annotated[date, PlainValidator(_iso_date), _schema(rf"[0-9]{{4}}-{_MONTH_DAY}", ["string"])]
RegisteredDay = Annotated[
    DayOfYear, PlainValidator(_registered_day), _schema(rf"(?:[0-9]{{4}}-)?{_MONTH_DAY}", ["string"])
]
Name = Annotated[
    str,
    AfterValidator(_name),
    _schema(r"(?![|｜])(?:[^\s，、；,;（）]|（[^（）\n]*）)+", maxLength=LONGEST_NAME),
]
WebAddress = Annotated[str, AfterValidator(_web_address), _schema(_WEB_ADDRESS, ["string"])]
Names = tuple[Name, ...]
_Word = Annotated[str, AfterValidator(_line), _schema(r"[^\n]+", maxLength=LONGEST_LINE)]
#: One word or a list of them, as an answer may be.
Words = Annotated[
    tuple[_Word, ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Notes = tuple[Line, ...]
