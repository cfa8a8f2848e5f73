"""Text stays text: no string of the data becomes HTML, Markdown, a template, a formula, a property, a path or a link.

Two plans hold the whole corpus of hostile strings in every field that takes a text. Their sites are built as any, opened in
the browser, and every file to take away is read by another library.
"""

from __future__ import annotations

import collections
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import docx
import feedparser
import icalendar
import lxml.html
import openpyxl
import pytest
import vobject
from playwright.sync_api import Browser, Dialog, Page
from pydantic import TypeAdapter, ValidationError

from macros.check.checker import check_plan
from macros.model import Measure, Plan
from macros.store.problems import Problem
from macros.store.records.base import Record
from macros.store.yaml_text import load_yaml
from macros.urls import embed_url, unit_url
from tests.browser.served import serve
from tests.conftest import OTHER, Breaker, load, run_mkdocs
from tests.hostile import BOUND, FREE, Filler, list_fields, list_taken, read_corpus, takes, write_plan
from tests.tried import record_tried

#: Half of the strings in each of two plans; the difference is odd, for the names.
STARTS = (0, 245)
MEASURES = 245
URL = "https://plan.example/"


@dataclass(frozen=True)
class HostileSite:
    plan: Plan
    site: Path
    filler: Filler


@pytest.fixture(scope="module", params=STARTS)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    folder, site = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("site")
    filler = write_plan(folder, start=request.param, measures=MEASURES, longest=1900)
    result = run_mkdocs("build", "--strict", "--site-dir", str(site), PLAN=str(folder), SITE_URL=URL)
    assert result.returncode == 0, result.stderr[-3000:]
    assert "WARNING" not in result.stderr
    return HostileSite(load(folder), site, filler)


def squeeze(text: str) -> str:
    """White space as a browser shows it."""
    return " ".join(text.split())


def test_the_corpus_is_large_and_says_why() -> None:
    corpus = read_corpus()
    kinds = collections.Counter(item.kind for item in corpus)
    assert len({item.text for item in corpus}) == len(corpus) >= 150
    assert all(item.kind and item.why for item in corpus)
    assert len(kinds) >= 25
    half = {kind: len(list_taken(kind)) for kind in ("text", "line")}
    assert max(half.values()) <= 2 * MEASURES  # else the plans leave some out
    for kind, count in kinds.items():
        refused = sum(item.refused is not None or item.refused_in is not None for item in corpus if item.kind == kind)
        result = (
            "拒绝" if refused == count else "原样显示，不起作用" if not refused else f"拒绝{refused}个，其余原样显示"
        )
        record_tried(f"敌意文字：{kind}", count, result)


def test_no_field_is_forgotten() -> None:
    """A new field that takes a text is not in the plans of this test, and fails here."""
    filler_fields = {key for key, kind in list_fields().items() if kind in FREE.values()}
    assert len(filler_fields) > 40
    assert filler_fields > BOUND


def test_every_text_field_had_its_strings(hostile: HostileSite) -> None:
    free = {key for key, kind in list_fields().items() if kind in FREE.values()}
    assert free - BOUND - hostile.filler.filled == set()


def test_what_nobody_sees_is_refused_wherever_it_stands() -> None:
    refused = [item for item in read_corpus() if item.refused == "unseen"]
    assert len(refused) > 70
    for item in refused:
        texts = [json.dumps(item.text)]  # written with a backslash
        if not re.search("[\ud800-\udfff]", item.text):
            texts.append(f"- |-\n  {item.text}\n")
        for text in texts:
            problems: list[Problem] = []
            load_yaml(text, "plan/tasks.yaml", problems)
            assert problems, (item, text)
            assert all(re.search("[一-龥]", problem.message) for problem in problems)


def test_what_looks_like_another_letter_is_refused_in_names(break_plan: Breaker) -> None:
    strange = [item.text for item in read_corpus() if item.refused_in == "names"]
    assert len(strange) > 20
    for name in strange:
        assert not takes("name", name), name
    aliases = json.dumps(strange, ensure_ascii=False)
    found = break_plan("units.yaml", "    name: 龙泉镇\n", f"    name: 龙泉镇\n    aliases: {aliases}\n")
    refused = [message for message in found if "不是汉字、英文字母或数字" in message]
    assert len(refused) == len(strange)
    assert all(re.match(r"units\.yaml:\d+:\d+: 名称“", message) for message in refused)


def test_too_long_is_refused_everywhere() -> None:
    for item in read_corpus():
        if item.refused == "long":
            assert not any(takes(kind, item.text) for kind in ("text", "line", "name"))


def test_a_field_bound_to_a_form_takes_nothing_else() -> None:
    """Ids, numbers, dates, choices and addresses: what is accepted is made of letters that do no harm anywhere."""
    records = {record.__name__: record for record in _walk_records(Record)}
    bound = {key: kind for key, kind in list_fields().items() if kind not in FREE.values()}
    tried = 0
    for (record, name), kind in bound.items():
        field = records[record].model_fields[name]
        form: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        adapter: TypeAdapter[Any] = TypeAdapter(form)
        for item in read_corpus():
            tried += 1
            try:
                adapter.validate_python([item.text] if "tuple" in str(field.annotation) else item.text)
            except ValidationError:
                continue
            harmless = (
                r"https?://[0-9A-Za-z一-龥./?#-]+"
                if kind == "_web_address"
                else r"[0-9A-Za-z一-龥]+([.-]+[0-9A-Za-z一-龥]+)*"
            )
            assert re.fullmatch(harmless, item.text), (record, name, item.text)
    assert len(bound) > 25
    record_tried(
        "敌意文字填进编号、序号、日期、数字、网址等有格式的字段",
        tried,
        "拒绝；收下的只含字母、数字、点、横线，或者是 http(s) 网址",
    )


def _walk_records(record: type[Record]) -> Iterator[type[Record]]:
    for child in record.__subclasses__():
        yield child
        yield from _walk_records(child)


@pytest.mark.parametrize(("field", "value"), [("starts", "3月起"), ("units_as", "first-1")])
def test_a_line_that_a_rule_binds_takes_nothing_else(tmp_path: Path, field: str, value: str) -> None:
    """A start and a measure above, all strings at once: each measure's is refused."""
    lines = list_taken("line")[:150]
    units = "units:\n  - {id: a, name: 甲局, kind: agency}\n"
    measures = [
        {"id": f"m{n}", "text": f"文字。\n{line}", "due": "年底前", **({} if field == "units_as" else {"lead": ["甲局"]}),
         field: line, "rows": [n + 1]}
        for n, line in enumerate(lines)
    ]  # fmt: skip
    tasks = {
        "sections": [{"id": "s", "title": "一", "tasks": [{"id": "t", "no": "1", "title": "一", "measures": measures}]}]
    }
    plan = (OTHER / "plan.yaml").read_text(encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        re.sub(r"(?s)roles:.*?none_mark", "roles: [{id: lead, name: 主责}]\nnone_mark", plan)
    )
    (tmp_path / "units.yaml").write_text(units, encoding="utf-8")
    (tmp_path / "deadlines.yaml").write_text("deadlines: []\n", encoding="utf-8")
    (tmp_path / "tasks.yaml").write_text(json.dumps(tasks, ensure_ascii=False, indent=1), encoding="utf-8")
    _, problems = check_plan(tmp_path)
    told = [problem for problem in problems if ("起始时间" if field == "starts" else "units_as") in problem.message]
    assert len(told) == len(lines), value


@pytest.mark.parametrize(
    "source", ["../plan.yaml", "/etc/passwd", "..", "http://x/y", "source/../../x", "a\\b", "plan.yaml\\0"]
)
def test_a_document_from_elsewhere_is_refused(break_plan: Breaker, source: str) -> None:
    found = break_plan("plan.yaml", "source: source/plan.txt", f"source: '{source}'")
    assert any("读不出来；写成相对于计划文件夹的路径" in message for message in found)


class Watched:
    """A page of the browser that notes whatever should not happen."""

    def __init__(self, browser: Browser, root: str) -> None:
        self.page: Page = browser.new_page()
        self.faults: list[str] = []
        self._root = root
        self.page.on("dialog", self._dismiss)
        self.page.on("console", lambda message: self._note(f"{self.page.url}: {message.text}"))
        self.page.on("pageerror", lambda error: self._note(f"{self.page.url}: {error}"))
        self.page.on("request", lambda request: self._look_at(request.url))
        self.page.on("response", lambda response: self._look_at_status(response.status, response.url))
        self.page.on("popup", lambda popup: self._note(f"popup {popup.url}"))

    def _note(self, fault: str) -> None:
        self.faults.append(fault)

    def _dismiss(self, dialog: Dialog) -> None:
        self._note(f"dialog {dialog.message}")
        dialog.dismiss()

    def _look_at_status(self, status: int, url: str) -> None:
        # 304: the browser asked again for a file that it already has, which it does after a while.
        if not (200 <= status < 300 or status == 304):
            self._note(f"{status} {url}")

    def _look_at(self, url: str) -> None:
        if not url.startswith((self._root, "data:image/svg+xml", "blob:" + self._root)):
            self.faults.append(f"request {url}")

    def prove_quiet(self) -> None:
        """Nothing happened that should not; what did counts once."""
        faults, self.faults[:] = "\n".join(self.faults), []
        assert faults == ""

    def open(self, url: str) -> str:
        """The text of a page."""
        self.page.goto(self._root + url)
        assert self.page.evaluate("() => window.ran") is None, url
        return squeeze(self.page.evaluate("() => document.documentElement.textContent"))

    def find(self, selector: str) -> dict[str, str]:
        script = "s => Object.fromEntries([...document.querySelectorAll(s)].map(e => [e.id, e.textContent]))"
        return {key: squeeze(text) for key, text in self.page.evaluate(script, selector).items()}


@pytest.fixture(scope="module")
def watched(browser: Browser, hostile: HostileSite) -> Iterator[Watched]:
    with serve(hostile.site) as root:
        watched = Watched(browser, root)
        yield watched
        watched.page.close()


def list_words(measure: Measure) -> Iterator[str]:
    """The words of a task's page on a measure."""
    yield measure.text
    yield from (measure.deadline.text, measure.deadline.basis, *measure.notes)
    yield from (move.why for move in measure.moves)
    yield from (recurrence.words for recurrence in measure.recurrences)
    yield from (item.printed for item in measure.assignments)
    for target in measure.targets if not measure.withdrawal else ():
        yield from (target.name, target.unit, target.words, target.scope or "")
    if measure.withdrawal:
        yield measure.withdrawal.why


def test_pages_of_tasks_say_every_word(hostile: HostileSite, watched: Watched) -> None:
    words = 0
    for task in hostile.plan.tasks:
        said = watched.open(f"tasks/{task.no}/")
        assert squeeze(task.title) in said
        measures = watched.find("article.ap-measure")
        for measure in task.measures:
            for text in list_words(measure):
                assert squeeze(text) in measures[measure.id], (measure.id, text[:200])
                words += 1
        for entry in hostile.plan.progress:
            if entry.measure in measures:
                for text in (entry.words, entry.issues or "", entry.next_steps or ""):
                    assert squeeze(text) in measures[entry.measure], text[:200]
                    words += 1
    watched.prove_quiet()
    record_tried("敌意文字在任务页（真实浏览器）", words, "逐字显示，没有脚本、弹窗、外部请求、控制台错误")


def test_the_hubs_say_the_words_of_the_plan(hostile: HostileSite, watched: Watched) -> None:
    plan = hostile.plan
    said = {url: watched.open(url) for url in ("", "plan/", "calendar/", "targets/", "overview/", "agencies/", "towns/",
                                               "data/", "changes/", "editing/", "accessibility/", "404.html")}  # fmt: skip
    for text in (plan.title, plan.short_title, plan.status, plan.status_note or "", plan.towns_name, *plan.notes):
        assert squeeze(text) in said[""], text
    for text in (plan.columns.no, plan.columns.task, plan.columns.measure, plan.columns.deadline):
        assert squeeze(text) in said["plan/"], text
    assert squeeze(plan.licence or "") in said["data/"]
    for section in plan.sections:
        assert squeeze(section.title) in said["plan/"]
        assert squeeze(section.part or "") in said["plan/"]
    for measure in plan.measures:
        assert squeeze(measure.text) in said["plan/"]
        assert squeeze(measure.deadline.text) in said["plan/"]
    for change in plan.revisions[0].changes.measures:
        for text in (change.task, change.why or "", *(cell.role for cell in change.cells)):
            assert squeeze(text) in said["changes/"]
    for unit in plan.units.values():
        assert squeeze(unit.name) in (said["agencies/"] + said["towns/"])
    watched.prove_quiet()


def test_pages_of_bodies_say_their_names(hostile: HostileSite, watched: Watched) -> None:
    """Every sixth; each has strings of every field, and of each kind of page there are many."""
    for unit in hostile.plan.bodies[::6]:
        said = watched.open(unit_url(unit, hostile.plan))
        for text in (unit.name, *unit.aliases, *unit.notes):
            assert squeeze(text) in said, text
        assert squeeze(unit.name) in watched.page.title()
        assert squeeze(unit.name) in watched.open(embed_url(unit, hostile.plan))
    watched.prove_quiet()


@pytest.mark.parametrize("query", ["<img", "{{", "javascript:"])
def test_the_search_shows_what_it_found_as_text(watched: Watched, query: str) -> None:
    watched.open("")
    page = watched.page
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator(".md-search-result__link").first.wait_for()
    assert query in (page.locator(".md-search-result__list").text_content() or "")
    page.evaluate("() => new Promise(done => requestIdleCallback(done))")  # whatever it has started is over
    assert page.evaluate("() => window.ran") is None
    watched.prove_quiet()


def test_links_lead_nowhere_else(hostile: HostileSite) -> None:
    """Of all pages: an address in them is one of ours."""
    links = 0
    for path in hostile.site.rglob("*.html"):
        root = lxml.html.document_fromstring(path.read_bytes())
        for element, attribute, link, _ in root.iterlinks():
            links += 1
            own = re.fullmatch(
                r"(?:(?:https|webcal)://plan\.example/|\.{0,2}/|#|[a-z])[0-9A-Za-z一-龥./#?=&_-]*", link
            ) or link in ("", ".", "..")
            assert own, (path, element.tag, attribute, link)
            assert not re.match(r"(?!https:|webcal:)[a-z]+:", link), (path, element.tag, attribute, link)
        for element in root.iter():
            assert not any(name.startswith("on") for name in element.keys()), (path, element.tag)  # noqa: SIM118  # lxml
    assert links > 10_000


def read_json(hostile: HostileSite, url: str) -> Any:
    return json.loads((hostile.site / url).read_text(encoding="utf-8"))


def test_json_reads_back(hostile: HostileSite) -> None:
    plan, data = hostile.plan, read_json(hostile, "api/v1/plan.json")
    assert data["plan"]["title"] == plan.title
    read = {item["id"]: item for task in data["tasks"] for item in task["measures"]}
    for measure in plan.measures:
        item = read[measure.id]
        assert (item["text"], item["deadline"]["text"], item["notes"][-2:]) == (
            measure.text, measure.deadline.text, list(measure.notes),
        )  # fmt: skip
        assert item["targets"][0]["words"] == measure.targets[0].words
        assert item["units"]["lead"] == [name.printed for name in measure.assignments_of("lead")]
    assert {unit["name"] for unit in data["units"]} == {unit.name for unit in plan.units.values()}
    for path in hostile.site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_the_search_index_reads_back(hostile: HostileSite) -> None:
    [path] = (hostile.site / "search").glob("*entries*.json") if (hostile.site / "search").is_dir() else []
    docs = {doc["location"]: doc for doc in json.loads(path.read_text(encoding="utf-8"))["entries"]}
    for task in hostile.plan.tasks:
        for measure in task.measures:
            assert squeeze(measure.text) in squeeze(docs[f"tasks/{task.no}/#{measure.id}"]["text"])


def test_csv_reads_back(hostile: HostileSite) -> None:
    text = (hostile.site / "downloads/measures.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == MEASURES
    for row, measure in zip(rows, hostile.plan.measures, strict=True):
        for name, wanted in (("text", measure.text), ("deadline", measure.deadline.text)):
            assert not re.match(r"[=+\-@\t\r＝＋－＠]", row[name])
            assert row[name].removeprefix("'" if re.match(r"'+[=+\-@\t\r＝＋－＠]", row[name]) else "") == wanted


def test_excel_reads_back(hostile: HostileSite) -> None:
    book = openpyxl.load_workbook(hostile.site / "downloads/plan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    rows = list(book["措施"].iter_rows(min_row=2, values_only=True))
    heads = [cell.value for cell in book["措施"][1]]
    column = next(number for number, head in enumerate(heads) if str(head) == hostile.plan.columns.measure)
    for row, measure in zip(rows, hostile.plan.measures, strict=True):
        if "_x005F_x0041_" not in measure.text:  # xlsxwriter 3.3.1 escapes the first of two that share an underscore
            assert str(row[column]) == measure.text
    for unit in hostile.plan.bodies[::9]:
        sheet = openpyxl.load_workbook(hostile.site / f"downloads/units/{unit.id}.xlsx").active
        assert sheet is not None
        assert str(sheet["A1"].value) == f"{unit.name}任务分工表"
        footer = str(sheet.oddFooter.left.text)
        assert footer.replace("&&", "&").startswith(unit.name)


def test_word_reads_back(hostile: HostileSite) -> None:
    document = docx.Document(str(hostile.site / "downloads/plan.docx"))
    words = "\n".join("".join(node.itertext()) for node in document.element.body.iter(f"{W}p"))
    for measure in hostile.plan.measures:
        for paragraph in measure.paragraphs:
            assert paragraph in words, paragraph[:200]
    assert document.core_properties.title == f"{hostile.plan.title}（{hostile.plan.status}）"
    assert all("image" not in rel.reltype and not rel.is_external for rel in document.part.rels.values())
    for unit in hostile.plan.bodies[::9]:
        sheet = docx.Document(str(hostile.site / f"downloads/units/{unit.id}.docx"))
        assert sheet.paragraphs[0].text == f"{unit.name}任务分工表"


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_calendars_read_back(hostile: HostileSite) -> None:
    content = (hostile.site / "calendar/deadlines.ics").read_bytes().decode()
    calendar = icalendar.Calendar.from_ical(content)
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert calendar["X-WR-CALNAME"] == hostile.plan.short_title
    other = vobject.readOne(content)
    assert len(other.vevent_list) == len(events) == content.count("\r\nBEGIN:VEVENT\r\n")
    by_measure = {measure.id: measure for measure in hostile.plan.measures}
    for uid, event in events.items():
        measure = next(
            by_measure[name]
            for name in sorted(by_measure, key=len, reverse=True)
            if name in re.split("[@.]|(?<=\\d)-", uid)
        )
        assert measure.text in str(event["DESCRIPTION"])
        assert set(event) <= {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "RRULE", "SUMMARY",
                              "DESCRIPTION", "URL", "CATEGORIES", "TRANSP"}  # fmt: skip
        assert [part.name for part in event.subcomponents] in ([], ["VALARM"])
    for event in other.vevent_list:
        assert event.description.value == str(events[event.uid.value]["DESCRIPTION"])
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))


def test_feeds_read_back(hostile: HostileSite) -> None:
    revision = hostile.plan.revisions[0]
    feed = feedparser.parse(
        (hostile.site / "changes/atom.xml").read_bytes(), sanitize_html=False, resolve_relative_uris=False
    )
    assert not feed.bozo
    [entry] = feed.entries
    assert squeeze(entry.title) == squeeze(f"2024-01-15：{revision.why}")
    assert feed.feed.title == f"{hostile.plan.short_title}的更新记录"
    content = lxml.html.fromstring(entry.content[0].value)
    said = squeeze(str(content.text_content()))
    for change in revision.changes.measures:
        assert squeeze(change.task) in said
        assert squeeze(change.why or "") in said
    assert not list(content.iter("script", "img", "iframe", "svg", "style", "object"))


def test_what_pages_say_to_programs_reads_back(hostile: HostileSite) -> None:
    for unit in hostile.plan.bodies[::6]:
        page = hostile.site / ("towns" if unit.is_town else "agencies") / unit.id / "index.html"
        root = lxml.html.document_fromstring(page.read_bytes())
        [script] = [item for item in root.iter("script") if item.get("type") == "application/ld+json"]
        data = json.loads(script.text or "")
        assert data["about"]["name"] == unit.name
        assert data["about"]["alternateName"] == list(unit.other_names)
