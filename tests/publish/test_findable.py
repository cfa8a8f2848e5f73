"""Data about pages for other programs: schema.org, the picture that goes with a link, the code on paper."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from macros.exports.card import create_card
from macros.exports.json_ld import create_body, create_dataset
from macros.exports.qr import create_qr
from macros.views.matrix import Matrix, MatrixRow
from macros.views.plan_views import PlanViews
from macros.views.units import RoleCount
from tests.conftest import run_mkdocs

ADDRESS = "https://plan.example/sub/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's site as it is built for an address."""
    folder = tmp_path_factory.mktemp("published")
    result = run_mkdocs("build", "--strict", "--site-dir", str(folder), SITE_URL=ADDRESS)
    assert result.returncode == 0, result.stderr
    return folder


def read_json_ld(path: Path) -> Any:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(encoding="utf-8"))
    assert len(found) == 1, path
    return json.loads(found[0])


def test_the_dataset_names_files_that_are_there(published: Path) -> None:
    for page in ("index.html", "data/index.html"):
        dataset = read_json_ld(published / page)
        assert (dataset["@type"], dataset["url"], dataset["temporalCoverage"]) == ("Dataset", ADDRESS, "2023")
        for file in dataset["distribution"]:
            assert (published / file["contentUrl"].removeprefix(ADDRESS)).is_file()


def test_bodies_are_what_they_are(published: Path) -> None:
    kinds = {
        "agencies/urban-management": ("区城管委", "GovernmentOrganization"),
        "agencies/zgc-park": ("中关村门头沟园管委会", "Organization"),
        "towns/tanzhesi": ("潭柘寺镇", "AdministrativeArea"),
    }
    for folder, (name, kind) in kinds.items():
        page = read_json_ld(published / folder / "index.html")
        assert (page["about"]["name"], page["about"]["@type"]) == (name, kind)
        trail = [item["item"].removeprefix(ADDRESS) for item in page["breadcrumb"]["itemListElement"]]
        assert all((published / url / "index.html").is_file() for url in trail)
        assert trail[-1] == f"{folder}/"


def test_no_text_ends_the_script_it_stands_in(views: PlanViews) -> None:
    evil = "</script><script>alert(1)</script><!--"
    plan = replace(views.plan, title=evil)
    unit = replace(plan.bodies[0], aliases=(evil,))
    for text in (create_dataset(plan, "./"), create_body(plan, unit, "../")):
        assert "<" not in text
        assert evil in json.dumps(json.loads(text), ensure_ascii=False)


def test_a_shared_link_has_a_picture(published: Path, site: Path) -> None:
    """1200 × 630, and in it as many white discs as there are cells in which a body leads."""
    page = (published / "towns" / "tanzhesi" / "index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{ADDRESS}assets/card.png">' in page
    image = Image.open(io.BytesIO((published / "assets" / "card.png").read_bytes())).convert("RGB")
    assert image.size == (1200, 630)
    plan = json.loads((published / "api" / "v1" / "plan.json").read_text(encoding="utf-8"))
    leads = {
        (task["id"], duty["unit"])
        for task in plan["tasks"]
        for measure in task["measures"]
        for duty in measure["duties"]
        if duty["certain"] and duty["role"] == "lead"
    }
    assert count_spots(image) == len(leads)
    assert not (site / "assets" / "card.png").exists()  # without an address nobody can ask for it
    assert "og:image" not in (site / "index.html").read_text(encoding="utf-8")


def count_spots(image: Image.Image) -> int:
    """The number of connected white areas."""
    width, height = image.size
    data = image.tobytes()
    white = {i for i in range(width * height) if data[i * 3] > 240 and data[i * 3 + 1] > 240}
    count = 0
    while white:
        count += 1
        edge = [white.pop()]
        while edge:
            here = edge.pop()
            for other in (here - 1, here + 1, here - width, here + width):
                if other in white:
                    white.remove(other)
                    edge.append(other)
    return count


def test_the_code_on_paper_leads_to_the_page(published: Path, site: Path) -> None:
    page = (published / "towns" / "tanzhesi" / "index.html").read_text(encoding="utf-8")
    svg = re.search(r'<svg[^>]*class="ap-qr".*?</svg>', page, re.DOTALL)
    assert svg
    assert svg[0] == create_qr(f"{ADDRESS}towns/tanzhesi/")
    assert 'class="ap-qr"' not in (site / "towns" / "tanzhesi" / "index.html").read_text(encoding="utf-8")


def test_robots_and_sitemap_name_every_page(published: Path) -> None:
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (published / "robots.txt").read_text(encoding="utf-8")
    sitemap = (published / "sitemap.xml").read_text(encoding="utf-8")
    pages = {
        f"{ADDRESS}{path.parent.relative_to(published).as_posix()}/".replace("/./", "/")
        for path in published.rglob("index.html")
        if not path.is_relative_to(published / "embed")  # parts of other sites' pages
    }
    assert set(re.findall(r"<loc>(.*?)</loc>", sitemap)) == pages


def test_a_reader_of_codes_reads_it() -> None:
    """Drawn from the SVG's own path by this test, read by zxing."""
    address = f"{ADDRESS}agencies/urban-management/"
    svg = create_qr(address)
    size = int(re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1])  # type: ignore[index]
    image = Image.new("L", (size * 4, size * 4), 255)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r'd="([^"]+)"', svg)[1]):  # type: ignore[index]
        values = [float(number) for number in numbers.split()]
        if command == "h":
            image.paste(0, (int(x) * 4, int(y) * 4, int(x + values[0]) * 4, int(y) * 4 + 4))
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    found = zxingcpp.read_barcodes(image)
    assert [code.text for code in found] == [address]


def test_the_dataset_and_a_body_in_full(views: PlanViews) -> None:
    dataset = json.loads(create_dataset(views.plan, "R/"))
    title = "北京市门头沟区大气污染防治2023年行动计划"
    assert dataset == {
        "@context": "https://schema.org", "@type": "Dataset", "name": f"{title}（征求意见稿）",
        "description": f"《{title}》（征求意见稿）的全部任务、措施、时限和责任单位。", "url": "R/", "inLanguage": "zh-CN",
        "temporalCoverage": "2023", "dateModified": "2026-11-23", "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"R/{url}", "encodingFormat": kind}
            for url, kind in (
                ("api/v1/plan.json", "application/json"), ("api/v1/deadlines.json", "application/json"),
                ("calendar/deadlines.ics", "text/calendar"),
            )
        ],
    }  # fmt: skip
    body = json.loads(create_body(views.plan, views.plan.units["tax"], "R/"))
    assert body == {
        "@context": "https://schema.org", "@type": "WebPage", "name": "区税务局", "inLanguage": "zh-CN",
        "dateModified": "2026-11-23",
        "about": {"@type": "GovernmentOrganization", "name": "区税务局", "alternateName": ["税务局"]},
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "部门单位", "item": "R/agencies/"},
                {"@type": "ListItem", "position": 2, "name": "区税务局", "item": "R/agencies/tax/"},
            ],
        },
        "subjectOf": {
            "@type": "DataDownload", "contentUrl": "R/api/v1/units/tax.json", "encodingFormat": "application/json",
        },
    }  # fmt: skip
    town = json.loads(create_body(views.plan, views.plan.units["yongding"], "R/"))
    assert town["about"] == {"@type": "AdministrativeArea", "name": "永定镇"}
    assert town["breadcrumb"]["itemListElement"][0]["name"] == "镇街"


def test_the_picture_has_a_disc_a_ring_and_a_point(views: PlanViews) -> None:
    """Three bodies and one task: cells of 360 px from (60, 135); radii are 36, 30 and 7 hundredths of that."""
    plan = views.plan
    lead, other = plan.roles
    cells = ((RoleCount(lead, 1), RoleCount(other, 1)), (RoleCount(other, 2),), ())
    row = MatrixRow(plan.sections[0], plan.tasks[0], cells)
    matrix = Matrix(None, lead, plan.bodies[:2], plan.towns[:1], (row,))
    image = Image.open(io.BytesIO(create_card(matrix))).convert("RGB")
    ground, white, ring, point = (0x0B, 0x5C, 0x6B), (255, 255, 255), (0x8F, 0xD0, 0xDA), (0x17, 0x70, 0x7F)
    expected = {
        (240, 315): white, (240 + 125, 315): white, (240, 315 + 125): white, (240 + 134, 315): ground,
        (600, 315): ground, (600 + 64, 315): ground, (600 + 72, 315): ring, (600, 315 - 104): ring,
        (600 + 112, 315): ground, (960, 315): point, (960 + 22, 315): point, (960 + 29, 315): ground,
        (5, 5): ground, (1195, 625): ground,
    }  # fmt: skip
    assert {place: image.getpixel(place) for place in expected} == expected


def test_a_picture_of_many_tasks_is_as_high_as_the_card(views: PlanViews) -> None:
    """Two bodies, five tasks: 1020 / 5 = 204 dots at twice the size; 51 px from the margin to the first centre."""
    plan = views.plan
    rows = tuple(MatrixRow(plan.sections[0], task, ((RoleCount(plan.roles[0], 1),), ())) for task in plan.tasks[:5])
    image = Image.open(io.BytesIO(create_card(Matrix(None, plan.roles[0], plan.bodies[:2], (), rows)))).convert("RGB")
    assert count_spots(image) == 5
    white = [y for y in range(630) if image.getpixel((600 - 51, y)) == (255, 255, 255)]
    assert abs(min(white) - (60 + 51 - 37)) <= 2
    assert abs(max(white) - (570 - 51 + 37)) <= 2


def test_the_code_can_be_read_with_a_seventh_of_it_spoilt() -> None:
    """Level M needs a larger code than level L would: for this address 29 modules and 4 of margin at each side, not 25."""
    svg = create_qr(f"{ADDRESS}towns/tanzhesi/")
    assert svg.startswith("<svg ")
    assert 'viewBox="0 0 37 37"' in svg
    assert 'width="' not in svg
    assert "qrline" not in svg
