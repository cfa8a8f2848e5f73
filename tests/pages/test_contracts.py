"""Pages are given what their contracts say, all of it and nothing else: rendered for every plan that the tests have."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import pytest
from jinja2 import StrictUndefined, UndefinedError, meta

from macros.html import page as page_module
from macros.html.page import Page
from macros.html.render import create_environment
from macros.model.changes import Revision
from macros.pages.data import create_page_foot
from macros.pages.outputs import list_outputs
from macros.pages.page_macros import MACROS
from macros.pages.preview import create_problem_page
from macros.pages.site import Site
from macros.pages.virtual_pages import create_hub_files
from macros.store.provenance import Provenance
from macros.views.comparison import build_changes_between
from macros.views.plan_views import PlanViews
from tests.conftest import OTHER, PLAN, ROOT, load

TEMPLATES = ROOT / "macros" / "html" / "templates" / "pages"
SAMPLE = ROOT / "macros" / "store" / "sample"


def list_contracts() -> list[type[Page]]:
    assert MACROS  # with them, every module that has a contract is imported
    kinds = [*Page.__subclasses__()]
    for kind in kinds:
        kinds += kind.__subclasses__()  # those that are found here are looked at in their turn
    return sorted((kind for kind in kinds if kind.__module__.startswith("macros.")), key=str)


def list_sites() -> Iterator[Site]:
    """Each test plan as it is published; one with a revision and with all of its own data, one before anything is known."""
    made_of = Provenance({"plan.yaml": b"a"}, 1, is_recorded=False, source_revision="v1")
    for folder in (PLAN, OTHER, SAMPLE):
        plan = load(folder)
        before = PlanViews(replace(plan, sections=plan.sections[1:]))
        added = build_changes_between(before.edition, PlanViews(plan).edition)
        revisions = (Revision(date(2023, 1, 1), "首次", "a"), Revision(date(2023, 2, 1), "新增", "b", added))
        yield Site(PlanViews(plan))
        yield Site(
            PlanViews(replace(plan, revisions=revisions)), "https://git.example/e", "https://p.example/", made_of
        )


@pytest.fixture(scope="module")
def rendered() -> dict[type[Page], list[Page]]:
    """Every page that the test plans have, by its contract."""
    found: dict[type[Page], list[Page]] = {}

    usual = Page.render

    def render(self: Page) -> str:
        found.setdefault(type(self), []).append(self)
        return usual(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_module.Page, "render", render)
        for site in list_sites():
            for _ in list_outputs(site):
                pass
            create_problem_page("plan/tasks.yaml:1:1: 错\n\n共有 1 个问题")
            for files in create_hub_files(site.views).values():
                create_page_foot(site, files)
    return found


def list_free_names(template: str) -> set[str]:
    """The names that a template takes from outside, in every branch that it has."""
    environment = create_environment()
    text = (TEMPLATES.parent / template).read_text(encoding="utf-8")
    return meta.find_undeclared_variables(environment.parse(text)) - environment.globals.keys()


def is_used(page: Page, name: str) -> bool:
    """Whether the template does anything with a value in this page: without it, rendering fails."""
    values = {field.name: getattr(page, field.name) for field in dataclasses.fields(page)}
    template = create_environment().get_template(page.template())
    try:
        template.render(values | {name: StrictUndefined(name=name)})
    except UndefinedError:
        return True
    return False


def find_unused(kind: type[Page], pages: list[Page]) -> list[str]:
    return [field.name for field in dataclasses.fields(kind) if not any(is_used(page, field.name) for page in pages)]


def test_each_template_has_one_contract() -> None:
    assert sorted(kind.template() for kind in list_contracts()) == sorted(
        f"pages/{path.name}" for path in TEMPLATES.iterdir()
    )


@pytest.mark.parametrize("kind", list_contracts(), ids=lambda kind: kind.__name__)
def test_a_template_names_just_the_fields_of_its_contract(kind: type[Page]) -> None:
    assert list_free_names(kind.template()) == {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize("kind", list_contracts(), ids=lambda kind: kind.__name__)
def test_rendering_touches_every_field(kind: type[Page], rendered: dict[type[Page], list[Page]]) -> None:
    assert find_unused(kind, rendered[kind]) == []


@pytest.mark.parametrize("kind", list_contracts(), ids=lambda kind: kind.__name__)
def test_each_field_has_its_sentence(kind: type[Page]) -> None:
    hints = get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        assert re.fullmatch(r"[A-Z].*\.", hints[field.name].__metadata__[0]), field.name


def test_a_field_too_many_is_found(rendered: dict[type[Page], list[Page]]) -> None:
    @dataclass(frozen=True)
    class TargetsPicture(Page):
        scales: Annotated[Any, "Used."]
        spare: Annotated[Any, "Not used."]

    (own,) = [kind for kind in rendered if kind.__name__ == "TargetsPicture"]
    pages: list[Page] = [TargetsPicture(page.scales, 1) for page in rendered[own]]  # type: ignore[attr-defined]
    assert find_unused(TargetsPicture, pages) == ["spare"]
    assert "spare" not in list_free_names(TargetsPicture.template())


def test_a_value_that_is_missing_ends_the_build() -> None:
    @dataclass(frozen=True)
    class TargetsPicture(Page):
        """The contract of that template without its one field."""

    with pytest.raises(UndefinedError):
        TargetsPicture().render()


def test_templates_stay_short() -> None:
    counts = {path.relative_to(TEMPLATES.parent).as_posix(): _count(path) for path in TEMPLATES.parent.rglob("*.html")}
    assert {name: count for name, count in counts.items() if count > 100} == {}


def _count(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")
