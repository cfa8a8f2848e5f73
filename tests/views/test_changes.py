"""Recorded revisions: written once by the command, read everywhere: /changes/, the bodies' pages, the Atom feeds."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from macros.audit import audit_site
from macros.check.checker import check_plan
from macros.exports.atom import create_atom
from macros.exports.embed import create_embed
from macros.model import Move, Plan
from macros.model.changes import ChangeKind, Changes, MeasureChange, Reach, Revision, Wording
from macros.store.problems import Level
from macros.views.plan_views import PlanViews
from tests.conftest import PLAN, load, run_mkdocs
from tests.edits import Repository, create_repository

NAMESPACE = "{http://www.w3.org/2005/Atom}"


def change_three_things(repository: Repository) -> None:
    """A text, a deadline with its reason, and a body that gets a new name and id."""
    repository.edit("tasks.yaml", "持续开展VOCs全流程整治", "常态化开展<b>VOCs</b>全流程整治")
    moved = "due: 10月底前\n            moved:\n              - was: 采暖季前\n                on: 2026-12-01\n                why: 统一部署 & 协调\n"
    repository.edit("tasks.yaml", "due: 采暖季前\n", moved)
    register = "- id: postal-west\n    name: 邮政管理西局\n    kind: agency\n"
    renamed = "- id: postal-bureau\n    name: 邮政管理西部局\n    kind: agency\n    variants: [邮政管理西局]\n    former_ids: [postal-west]\n"
    repository.edit("units.yaml", register, renamed)
    repository.edit("plan.yaml", "revised_on: 2026-11-23", "revised_on: 2026-12-02")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two recorded revisions on top of the first."""
    repository = create_repository(tmp_path_factory.mktemp("changes") / "clone")
    change_three_things(repository)
    assert repository.run("record", "HEAD", "--why", "年底前的调整").returncode == 0
    repository.commit()
    repository.edit("tasks.yaml", "lead: [区财政局, 区生态环境局]", "lead: [区生态环境局, 区财政局]")
    assert repository.run("record", "HEAD", "--why", "牵头有误", "--on", "2026-12-05").returncode == 0
    repository.commit()
    return repository


@pytest.fixture(scope="module")
def changed_site(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changed-site")
    address = "https://plan.example.invalid/a/"
    result = run_mkdocs("build", "--strict", "--site-dir", str(folder), PLAN=str(repository.plan), SITE_URL=address)
    assert result.returncode == 0, result.stderr
    return folder


def read_text(page: Path) -> str:
    """The words of a page's article, without markup."""
    html = page.read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", article))


def test_the_real_plan_starts_with_one_revision() -> None:
    [revision] = load(PLAN).revisions
    assert revision.changes.is_empty


def test_what_was_recorded_is_what_impact_said(tmp_path: Path) -> None:
    repository = create_repository(tmp_path / "clone")
    change_three_things(repository)
    said = repository.impact()["changes"]
    repository.run("record", "HEAD", "--why", "调整")
    recorded = load(repository.plan).revisions[-1].changes
    assert [change.measure for change in recorded.measures] == [change["measure"] for change in said["measures"]]
    [text] = [change.text for change in recorded.measures if change.text]
    assert (text.was[9:20], text.now[9:20]) == tuple(
        change["text"][key][9:20] for change in said["measures"] if change["text"] for key in ("was", "now")
    )


def test_publishing_waits_for_the_record(tmp_path: Path) -> None:
    """An editor is not bothered with it; the check before publication is."""
    repository = create_repository(tmp_path / "clone")
    assert repository.run("check", "--strict").returncode == 0
    repository.edit("deadlines.yaml", "原文没有写明是哪些时间节点。", "原文没有写是哪些时间节点。")
    assert repository.run("check").stdout.startswith("检查通过")
    strict = repository.run("check", "--strict")
    assert strict.returncode == 1
    assert (
        "plan/plan.yaml:46:13: 提示：最近一次修订是2026-11-23（本站首次整理发布。），以后的改动还没有登记；公布之前请运行 make record。"
        in strict.stdout
    )
    assert repository.run("record", "HEAD", "--why", "说明改得更清楚").returncode == 0
    assert repository.run("check", "--strict").returncode == 0


def names_of(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "plan" / "revisions").iterdir())


def test_a_record_goes_on_from_what_was_published(repository: Repository, tmp_path: Path) -> None:
    """A record that the base does not have was never published: a second one takes its place, none is lost."""
    copy = tmp_path / "clone"
    repository.git("clone", "--quiet", ".", str(copy))
    other = Repository(copy)
    assert other.run("record", "HEAD", "--why", "又一次").stdout == "内容和最近一次修订一样，不用登记。\n"
    other.edit("deadlines.yaml", "原文没有写明是哪些时间节点。", "原文没有写是哪些时间节点。")
    assert other.run("record", "--why", "又一次").returncode == 1
    assert "早于最近一次修订" in other.run("record", "HEAD", "--why", "又一次", "--on", "2026-12-01").stdout
    assert "revised_on: 2026-12-05\n" in other.read("plan.yaml")  # nothing is left of what was refused
    assert names_of(copy) == ["2026-11-23.yaml", "2026-12-02.yaml", "2026-12-05.yaml"]
    files = ["2026-11-23.yaml", "2026-12-02.yaml", "2026-12-05-2.yaml", "2026-12-05.yaml"]
    assert other.run("record", "HEAD", "--why", "又一次").returncode == 0
    assert names_of(copy) == files
    other.edit("deadlines.yaml", "原文没有写是哪些时间节点。", "原文没有写是哪些时间节点。请留意。")
    assert other.run("record", "HEAD", "--why", "再改一下").returncode == 0
    assert names_of(copy) == files
    assert load(other.plan).revisions[-1].why == "再改一下"
    [meaning] = load(other.plan).revisions[-1].changes.others
    assert meaning.name == "时限说法“按时间节点完成”的含义"
    assert meaning.now == ("日期另定。原文没有写是哪些时间节点。请留意。",)


def test_a_base_with_changes_that_were_never_recorded_is_refused(repository: Repository, tmp_path: Path) -> None:
    """They would be told by nobody."""
    copy = tmp_path / "clone"
    repository.git("clone", "--quiet", ".", str(copy))
    other = Repository(copy)
    other.edit("deadlines.yaml", "原文没有写明是哪些时间节点。", "原文没有写是哪些时间节点。")
    other.commit()
    other.edit("deadlines.yaml", "长期开展，没有截止日期。", "长期开展。")
    result = other.run("record", "HEAD", "--why", "又一次")
    assert result.returncode == 1
    assert result.stdout == "“HEAD”里有没有登记过的改动，请换成最近一次公布时的版本。\n"


@pytest.mark.parametrize("why", ["", "  ", "一\n二", "一\u200b二", "一\u00a0二"])
def test_a_reason_that_nobody_could_read_is_refused(tmp_path: Path, why: str) -> None:
    repository = create_repository(tmp_path / "clone")
    repository.edit("deadlines.yaml", "原文没有写明是哪些时间节点。", "原文没有写是哪些时间节点。")
    result = repository.run("record", "HEAD", "--why", why)
    assert result.returncode == 1
    assert result.stdout.startswith("请写明原因，写一行")
    assert names_of(repository.folder) == ["2026-11-23.yaml"]


def test_what_was_published_cannot_be_changed_or_deleted(repository: Repository, tmp_path: Path) -> None:
    copy = tmp_path / "clone"
    repository.git("clone", "--quiet", ".", str(copy))
    other = Repository(copy)
    latest = copy / "plan" / "revisions" / "2026-12-05.yaml"
    text = latest.read_text(encoding="utf-8")
    latest.write_text(text.replace("牵头有误", "别的原因"), encoding="utf-8")
    assert any("公布过的修订记录“revisions/2026-12-05.yaml”被改动或者删除了" in message for message in other.check())
    latest.unlink()
    assert any("被改动或者删除了" in message for message in other.check())
    latest.write_text(text, encoding="utf-8")
    (copy / "plan" / "revisions" / "2026-11-23.yaml").unlink()
    assert any("被改动或者删除了" in message for message in other.check())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: 修改", "kind: 改了", "2026-12-05.yaml:6:3: 修订记录的“changes.measures.0.kind”不对"),
        ("why: 牵头有误", "why: 牵头有误\nwho: 某人", "2026-12-05.yaml:4:6: 修订记录的“who”不对"),
        ("'on': '2026-12-05'", "'on': 昨天", "2026-12-05.yaml:2:7: 修订记录的“on”不对"),
        (
            "'on': '2026-12-05'",
            "'on': '2026-12-04'",
            "按日期和先后，这里应是“revisions/2026-12-04.yaml”；修订记录不能删除、不能改名",
        ),
        ("[finance", "[nobody", "修订记录里的单位编号“nobody”没有登记"),
        ("why: 牵头有误", "why: [", "方括号没有成对"),
    ],
)
def test_a_record_that_was_tampered_with(
    repository: Repository, tmp_path: Path, old: str, new: str, message: str
) -> None:
    copy = tmp_path / "clone"
    repository.git("clone", "--quiet", ".", str(copy))
    path = copy / "plan" / "revisions" / "2026-12-05.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = Repository(copy).run("check")
    assert result.returncode == 1
    assert message in result.stdout, result.stdout


def test_the_page_of_changes_tells_newest_first(changed_site: Path) -> None:
    text = read_text(changed_site / "changes" / "index.html")
    assert text.index("2026年12月5日") < text.index("2026年12月2日") < text.index("2026年11月23日")
    assert "［删去：持续］［增加：常态化］开展［增加：&lt;b&gt;］VOCs［增加：&lt;/b&gt;］全流程整治" in text
    assert "时限提前采暖季前（2023年11月14日前）→10月底前（2023年10月31日前）" in text
    assert "原因统一部署&amp;协调" in text
    assert "名称邮政管理［删去：西］［增加：西部］局" in text


def test_a_body_page_tells_what_changed_for_it_alone(changed_site: Path) -> None:
    city = read_text(changed_site / "agencies" / "urban-management" / "index.html")
    assert "更新记录2026年12月2日年底前的调整" in city
    assert "序号23·编号t23-1" in city[city.index("更新记录2026") :]
    assert "序号3·编号t3-1" not in city[city.index("更新记录2026") :]
    assert "更新记录2026" not in read_text(changed_site / "agencies" / "tax" / "index.html")


def test_old_addresses_of_a_renamed_body_lead_on(changed_site: Path) -> None:
    old, new = changed_site / "agencies" / "postal-west", changed_site / "agencies" / "postal-bureau"
    assert 'content="0; url=../postal-bureau/"' in (old / "index.html").read_text(encoding="utf-8")
    for feed in ("deadlines.ics", "lead.ics", "atom.xml"):
        assert (old / feed).read_bytes() == (new / feed).read_bytes()
    api = changed_site / "api" / "v1" / "units"
    assert (api / "postal-west.json").read_bytes() == (api / "postal-bureau.json").read_bytes()


def test_feeds_are_read_by_another_program(changed_site: Path) -> None:
    """Valid Atom (RFC 4287), absolute links that the site has, ids that stay."""
    feeds = sorted(changed_site.rglob("atom.xml"))
    assert len(feeds) == 44  # the plan's, 42 bodies', one at a former address
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert feed.version == "atom10"
        assert feed.feed.id.startswith("urn:uuid:")
        assert feed.feed.updated == "2026-12-05T00:00:00+08:00"
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            assert entry.link.startswith("https://plan.example.invalid/a/changes/#revision-")
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314  # our own file
        assert all(root.find(NAMESPACE + tag) is not None for tag in ("id", "title", "updated", "author"))
    main = feedparser.parse((changed_site / "changes" / "atom.xml").read_bytes())
    assert [entry.title for entry in main.entries] == [
        "2026-12-05：牵头有误",
        "2026-12-02：年底前的调整",
        "2026-11-23：本站首次整理发布。",
    ]
    assert "&lt;b&gt;" in main.entries[1].content[0].value
    city = feedparser.parse((changed_site / "agencies" / "urban-management" / "atom.xml").read_bytes())
    assert [entry.title for entry in city.entries] == ["2026-12-02：年底前的调整"]
    assert main.entries[1].id != city.entries[0].id


def test_the_changed_site_has_no_broken_link(changed_site: Path) -> None:
    assert audit_site(changed_site, "/a/") == []


def test_pages_offer_their_feed(changed_site: Path) -> None:
    page = (changed_site / "agencies" / "urban-management" / "index.html").read_text(encoding="utf-8")
    assert re.search(
        r'<link rel="alternate feed" type="application/atom\+xml" title="区城管委的更新记录" href="atom\.xml">', page
    )
    hub = (changed_site / "changes" / "index.html").read_text(encoding="utf-8")
    assert 'type="application/atom+xml"' in hub


def test_a_frame_says_that_a_deadline_was_moved(plan: Plan) -> None:
    section = plan.sections[0]
    task = section.tasks[0]
    measure = task.measures[0]
    moved = replace(measure, moves=(Move(measure.deadline, date(2023, 7, 5), "设备到货推迟"),))
    tasks = (replace(task, measures=(moved,)), *section.tasks[1:])
    changed = replace(plan, sections=(replace(section, tasks=tasks), *plan.sections[1:]))
    frame = create_embed(PlanViews(changed), plan.units["yongding"], None)
    assert frame.count("<strong>时限已改</strong>") == 1
    assert "设备到货推迟" in frame
    assert "时限已改" not in create_embed(PlanViews(plan), plan.units["yongding"], None)


FEED = """\
<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:6413d11d-f480-549b-84a1-80b8d99144c8</id>
  <title>某市示例计划的更新记录</title>
  <updated>2024-01-15T00:00:00+08:00</updated>
  <author>
    <name>某市示例计划</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://a.example/changes/atom.xml" />
  <link rel="alternate" type="text/html" href="https://a.example/changes/" />
  <entry>
    <id>urn:uuid:64b40283-7c50-5e21-ab82-aef48ff2d8f7</id>
    <title>2024-01-15：更正&lt;b&gt;</title>
    <updated>2024-01-15T00:00:00+08:00</updated>
    <link rel="alternate" type="text/html" href="https://a.example/changes/#revision-2" />
    <content type="html">&lt;p&gt;更正&amp;lt;b&amp;gt;&lt;/p&gt;
&lt;ul&gt;
&lt;li&gt;&lt;strong&gt;序号1.1 · 编号 first-2　第一项（修改）&lt;/strong&gt;
&lt;p&gt;&lt;del&gt;甲&lt;/del&gt;&lt;ins&gt;乙&lt;/ins&gt;&lt;/p&gt;
&lt;/li&gt;
&lt;/ul&gt;
</content>
  </entry>
  <entry>
    <id>urn:uuid:7be95f23-31da-54ae-9686-bd838d857840</id>
    <title>2024-01-10：首次</title>
    <updated>2024-01-10T00:00:00+08:00</updated>
    <link rel="alternate" type="text/html" href="https://a.example/changes/#revision-1" />
    <content type="html">&lt;p&gt;首次&lt;/p&gt;
</content>
  </entry>
</feed>
"""


def test_a_feed_in_full(other_views: PlanViews) -> None:
    """Ids are UUIDs of version 5 in the namespace of URLs: `other-2024/changes/atom.xml`, and with `#revision-2`."""
    reach = (Reach(("first-bureau",), ("lead",), ("lead",)),)
    change = MeasureChange(
        ChangeKind.CHANGED, "first-2", "序号1.1 · 编号 first-2", "第一项", text=Wording("甲", "乙"), reach=reach
    )
    revisions = (
        Revision(date(2024, 1, 10), "首次", "0" * 64),
        Revision(date(2024, 1, 15), "更正<b>", "1" * 64, Changes(measures=(change,))),
    )
    plan = replace(other_views.plan, revisions=revisions)
    views = PlanViews(plan)
    assert create_atom(views, None, "https://a.example/").decode() == FEED
    body = feedparser.parse(create_atom(views, plan.units["first-bureau"], None))
    assert [entry.title for entry in body.entries] == ["2024-01-15：更正<b>"]
    assert body.feed.id == "urn:uuid:cd1a6a06-8291-5bb4-9612-3a18b570d722"  # of other-2024/old-bureau/atom.xml
    assert body.feed.title == "甲局的更新记录"
    assert "links" not in body.feed
    assert "links" not in body.entries[0]
    other = feedparser.parse(create_atom(views, plan.units["second-bureau"], "https://a.example/"))
    assert [link.href for link in other.feed.links] == [
        "https://a.example/agencies/second-bureau/atom.xml", "https://a.example/agencies/second-bureau/",
    ]  # fmt: skip
    assert other.entries == []


def test_what_was_not_recorded_is_asked_for_publication_alone(tmp_path: Path) -> None:
    shutil.copytree(PLAN, tmp_path / "plan")
    file = tmp_path / "plan" / "tasks.yaml"
    text = file.read_text(encoding="utf-8")
    note = "            notes:\n              - 试一试。\n"
    file.write_text(text.replace("- id: t20-1\n", f"- id: t20-1\n{note}"), encoding="utf-8")
    assert not any(problem.rule == "recorded" for problem in check_plan(tmp_path / "plan")[1])
    plan, problems = check_plan(tmp_path / "plan", for_publication=True)
    assert plan is not None  # it asks, and refuses nothing
    [problem] = [problem for problem in problems if problem.rule == "recorded"]
    line = (tmp_path / "plan" / "plan.yaml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :] == "2026-11-23"
    assert problem.level is Level.WARNING
    assert problem.message.startswith("最近一次修订是2026-11-23（本站首次整理发布。），以后的改动还没有登记")


def test_a_frame_leads_to_its_page_its_measures_and_its_style(other_views: PlanViews) -> None:
    """`/embed/agencies/first-bureau/` is three folders deep."""
    unit = other_views.plan.units["first-bureau"]
    frame = create_embed(other_views, unit, "https://a.example/")
    assert '<link rel="stylesheet" href="../../../assets/embed.css">' in frame
    assert '<link rel="canonical" href="https://a.example/agencies/first-bureau/">' in frame
    assert '<h1><a href="../../../agencies/first-bureau/"' in frame
    tasks = ["../../../tasks/1.1/#first-1", "../../../tasks/1.1/#first-2", "../../../tasks/1.2/#second-1"]
    assert re.findall(r'<p><a href="([^"]+)"', frame)[:3] == tasks
    assert "<strong>达进度</strong>" in frame
    assert "Content-Security-Policy" in frame
    assert 'rel="canonical"' not in create_embed(other_views, unit, None)
