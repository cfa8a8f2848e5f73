"""A plan in a repository of its own: the steps that the template gives to GitHub and GitLab, run here as they stand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import CLEAN, OTHER, ROOT
from tools.prove_reproducible import copy_project

TEMPLATE = ROOT / "deploy" / "plan-repository"
_CLONE = 'git clone --quiet --depth 1 --branch "$SITE_VERSION" "$SITE_PROJECT" site-project'


def load(path: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


GITLAB = load(TEMPLATE / ".gitlab-ci.yml")
GITHUB = load(TEMPLATE / ".github" / "workflows" / "plan.yml")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template with a plan, under a name with a blank; the project stands where the clone would put it."""
    folder = tmp_path_factory.mktemp("own") / "某地 计划"
    shutil.copytree(TEMPLATE, folder)
    shutil.copytree(OTHER, folder / "plan")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "first")
    copy_project(folder / "site-project")
    return folder


def run(script: str, repository: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step as a runner runs it, with the packages that are installed here."""
    make = {"MAKEFLAGS": f"-o .venv/site.stamp BIN={Path(sys.executable).parent}"}
    environment = {**CLEAN, **make, "PLAN": str(repository / "plan"), **variables}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def list_scripts() -> Iterator[str]:
    yield from (line for job in GITLAB.values() if isinstance(job, dict) for line in job.get("script", ()))
    yield from (step["run"] for job in GITHUB["jobs"].values() for step in job["steps"] if "run" in step)


def test_the_project_is_fetched_at_a_version_that_is_pinned() -> None:
    assert GITLAB["before_script"] == [_CLONE]
    assert [step["run"] for job in GITHUB["jobs"].values() for step in job["steps"] if step["name"] == "取得程序"] == [
        _CLONE
    ] * 2
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATE.rglob("*") if path.is_file())
    assert "github.com" not in text.replace("https://semver.org", "")  # no host is written down: theirs may be inside


@pytest.mark.skipif(os.name == "nt", reason="runs what the runners run, with bash")
def test_checks_and_comparison_work_there(repository: Path) -> None:
    [check, impact] = GITLAB["检查数据"]["script"]
    base = git(repository, "rev-parse", "HEAD")
    checked = run(check, repository, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    tasks = repository / "plan" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    tasks.write_text(text.replace("甲局", "甲句", 1), encoding="utf-8")
    broken = run(check, repository, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert broken.returncode != 0
    assert "“甲句”没有登记" in broken.stdout
    tasks.write_text(text, encoding="utf-8")
    compared = run(impact, repository, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert compared.returncode == 0, compared.stderr
    assert "计划的内容没有变化" in (repository / "impact.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="as above")
def test_the_site_is_built_there_and_leads_back(repository: Path) -> None:
    [_, build, move] = GITLAB["pages"]["script"]
    variables = {
        "REPO_URL": "https://git.example/某地/计划",
        "EDIT_URI": "-/edit/main/plan/",
        "SITE_URL": "https://plan.example/",
    }
    built = run(f"{build}\n{move}", repository, **variables)
    assert built.returncode == 0, built.stdout + built.stderr
    page = next((repository / "public" / "tasks").glob("*/index.html")).read_text(encoding="utf-8")
    assert 'href="https://git.example/某地/计划/-/edit/main/plan/tasks.yaml#L' in page


def test_github_runs_the_same_commands() -> None:
    """But for the form of the answer: each target that one host runs, the other runs too, or makes what is published."""
    found = {
        word
        for script in list_scripts()
        for word in script.split()
        if word in ("check", "impact", "offline", "site", "release")
    }
    assert found == {"check", "impact", "offline", "site", "release"}
    for host in ("check", "impact", "offline"):
        assert sum(f"site-project {host}" in script for script in list_scripts()) >= 2, host
