"""Workflows on GitHub and GitLab, and their templates for editors: valid, least in rights, true of this project.

The scripts inside the workflows are run here too: those of the shell as the runner runs them, that of the comment in
node against a GitHub of our own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from playwright._impl._driver import compute_driver_executable

from macros.commands import COMMANDS
from macros.publish.offline import make_offline
from macros.store.records.base import Record
from tests.conftest import CLEAN, ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
GITLAB_CI = ROOT / ".gitlab-ci.yml"
PRE_COMMIT = ROOT / ".pre-commit-config.yaml"
MERGE_TEMPLATES = ROOT / ".gitlab" / "merge_request_templates"
ISSUE_TEMPLATES = ROOT / ".gitlab" / "issue_templates"

#: The same template on GitHub, where an address names it, and on GitLab, where an editor picks it by name.
TEMPLATES = {"typo": "改错字", "deadline": "改时限", "units": "调整责任单位", "measures": "新增、撤销措施"}

Yaml = dict[Any, Any]

needs_gnu = pytest.mark.skipif(sys.platform != "linux", reason="runs what the runners run, with their sed and bash")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def load(path: Path) -> Yaml:
    loaded = yaml.safe_load(read(path))
    assert isinstance(loaded, dict)
    return loaded


def workflow(name: str) -> Yaml:
    return load(GITHUB / "workflows" / f"{name}.yml")


def steps_of(file: Yaml) -> Iterator[Yaml]:
    for job in file["jobs"].values():
        yield from job["steps"]


def find_step(name: str, title: str) -> Yaml:
    return next(step for step in steps_of(workflow(name)) if step["name"] == title)


def run_tool(tool: str, *arguments: str | Path) -> None:
    """Run a program of the virtual environment; what it complains of is what the test says."""
    program = Path(sys.executable).with_name(tool)
    environment = {name: value for name, value in CLEAN.items() if name not in ("GH_TOKEN", "GITHUB_TOKEN")}
    done = subprocess.run([program, *arguments], cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# What the machines read


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("github-issue-forms", [GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml" for name in ("error", "question")]),
        ("gitlab-ci", [GITLAB_CI]),
    ],
)
def test_files_fit_their_published_schemas(schema: str, paths: list[Path]) -> None:
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    run_tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *transform, *paths)


def test_zizmor_finds_nothing() -> None:
    run_tool("zizmor", "--offline", "--persona=auditor", "--strict-collection", "--no-progress", GITHUB, PRE_COMMIT)


def test_one_thing_is_hidden_from_zizmor() -> None:
    hidden = [line.strip() for path in WORKFLOWS for line in read(path).splitlines() if "zizmor:" in line]
    assert hidden == ["workflow_run: # zizmor: ignore[dangerous-triggers]"]


def test_actions_are_pinned_by_commit_and_alike() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for line in read(path).splitlines():
            if "uses:" in line:
                pinned = re.fullmatch(r" +(?:- )?uses: ([\w-]+/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
                assert pinned, f"{path.name}: {line}"
                pins.setdefault(pinned[1], set()).add(pinned[2])
    assert len(pins) == 8
    assert {action: found for action, found in pins.items() if len(found) > 1} == {}


def test_rights_are_the_least() -> None:
    writing = {}
    for path in WORKFLOWS:
        file = load(path)
        assert file["permissions"] == {}, path.name
        for name, job in file["jobs"].items():
            rights = {right for right, level in job["permissions"].items() if level != "read"}
            if rights:
                writing[f"{path.stem}.{name}"] = rights
    assert writing == {"comment.comment": {"pull-requests"}, "publish.deploy": {"pages", "id-token"}}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_of_a_stranger_reaches_a_script_or_a_secret(path: Path) -> None:
    text, file = read(path), load(path)
    triggers = file[True]  # YAML takes `on` for true
    assert "pull_request_target" not in triggers
    assert not re.search(r"\bsecrets *[.:\[)]", text)
    for step in steps_of(file):
        assert "${{" not in step.get("run", "") + step.get("with", {}).get("script", "")
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_the_comment_runs_nothing_of_the_pull_request() -> None:
    steps = list(steps_of(workflow("comment")))
    assert [step["uses"].split("@")[0] for step in steps] == ["actions/download-artifact", "actions/github-script"]
    assert not any("run" in step for step in steps)


def test_the_comment_follows_the_check() -> None:
    assert workflow("comment")[True]["workflow_run"]["workflows"] == [workflow("check")["name"]]
    assert find_step("comment", "取得影响")["with"]["name"] == find_step("check", "保存影响")["with"]["name"]


def test_every_make_target_exists() -> None:
    used = {
        target
        for path in (*WORKFLOWS, GITLAB_CI, PRE_COMMIT)
        for target in re.findall(r"\bmake(?: --silent)? ([a-z]+)", read(path))
    }
    assert used >= {"check", "impact", "format", "site", "test"}
    assert used - COMMANDS.keys() == set()


def test_pre_commit_hooks_are_our_own() -> None:
    (repository,) = load(PRE_COMMIT)["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert re.search(hook["files"], "plan/tasks.yaml")
        assert not re.search(hook["files"], "plan/source/plan.txt")
        assert hook["pass_filenames"] is False


# What an editor reads


def all_fields(record: type[Record] = Record) -> set[str]:
    fields = set(record.model_fields)
    return fields.union(*(all_fields(kind) for kind in record.__subclasses__()))


def text_of_templates() -> dict[str, str]:
    markdown = (
        *(GITHUB / "PULL_REQUEST_TEMPLATE").iterdir(),
        GITHUB / "pull_request_template.md",
        *MERGE_TEMPLATES.iterdir(),
        *ISSUE_TEMPLATES.iterdir(),
        *(GITHUB / "ISSUE_TEMPLATE").iterdir(),
    )
    return {path.relative_to(ROOT).as_posix(): read(path) for path in markdown}


def test_templates_name_only_fields_and_files_that_exist() -> None:
    known = all_fields()
    for name, text in text_of_templates().items():
        for word in re.findall(r"`([^`]+)`", text):
            assert word in known or (ROOT / word).exists(), f"{name}: {word}"


@pytest.mark.parametrize(
    ("template", "fields"),
    [
        ("deadline", {"due", "moved", "was", "on", "why", "revised_on"}),
        ("units", {"former_ids", "aliases", "units_as"}),
        ("measures", {"id", "rows", "counts", "withdrawn", "on", "why"}),
    ],
)
def test_a_template_asks_for_what_its_change_needs(template: str, fields: set[str]) -> None:
    text = read(GITHUB / "PULL_REQUEST_TEMPLATE" / f"{template}.md")
    assert fields - set(re.findall(r"`([^`]+)`", text)) == set()
    assert "会签" in text


def test_github_and_gitlab_have_the_same_templates() -> None:
    folder = GITHUB / "PULL_REQUEST_TEMPLATE"
    assert {path.stem for path in folder.iterdir()} == set(TEMPLATES)
    assert {path.stem for path in MERGE_TEMPLATES.iterdir()} == {*TEMPLATES.values(), "Default"}
    for github, gitlab in TEMPLATES.items():
        assert read(folder / f"{github}.md") == read(MERGE_TEMPLATES / f"{gitlab}.md")
    general = "都不是的"
    ours, theirs = read(GITHUB / "pull_request_template.md"), read(MERGE_TEMPLATES / "Default.md")
    assert ours.partition(general)[2] == theirs.partition(general)[2]
    for github, gitlab in TEMPLATES.items():
        assert f"[{gitlab}](?expand=1&template={github}.md)" in ours
        assert gitlab in theirs


def test_nothing_is_made_up() -> None:
    """No address, no account: where one is needed, the file says what to fill in."""
    texts = text_of_templates() | {path.name: read(path) for path in (GITHUB / "CODEOWNERS", GITLAB_CI, PRE_COMMIT)}
    for name, text in texts.items():
        assert "://" not in text, name
        assert not re.search(r"(?<!\S)@[A-Za-z]|\w@[\w-]+\.\w", text), name
    assert all(not line or line.startswith("#") for line in read(GITHUB / "CODEOWNERS").splitlines())


# What the runner's shell does


def run_script(script: str, folder: Path, **environment: str) -> str:
    """Run the script of a step as the runner does; the result is the summary that it wrote."""
    summary = folder / "summary.md"
    subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**CLEAN, "GITHUB_STEP_SUMMARY": str(summary), **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return read(summary) if summary.exists() else ""


def put_make(script: str, folder: Path) -> dict[str, str]:
    """A `make` that does something else: the environment in which a step finds it."""
    programs = folder / "programs"
    programs.mkdir()
    (programs / "make").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (programs / "make").chmod(0o755)
    return {"BASE": "HEAD^1", "PATH": f"{programs}{os.pathsep}{CLEAN['PATH']}"}


@needs_gnu
@pytest.mark.parametrize(
    ("make", "impact"),
    [
        ("echo 影响到区水务局", "影响到区水务局\n"),
        ("echo 写到一半; exit 2", "数据有误，改好以后再比较。\n"),
        ("exit 0", "数据有误，改好以后再比较。\n"),
    ],
)
def test_an_impact_is_kept_whatever_the_comparison_says(tmp_path: Path, make: str, impact: str) -> None:
    environment = put_make(make, tmp_path)
    assert run_script(find_step("check", "比较影响")["run"], tmp_path, **environment) == impact
    assert read(tmp_path / "impact.md") == impact
    (tmp_path / "impact.md").unlink()
    run_script("\n".join(load(GITLAB_CI)["比较影响"]["script"]), tmp_path, **environment)
    assert read(tmp_path / "impact.md") == impact


@needs_gnu
@pytest.mark.parametrize(
    ("preview", "status", "words"),
    [
        ("https://preview.invalid/1", "success", "全部解压缩"),
        ("", "failure", "没有通过"),
        ("", "success", "没有生成"),
    ],
)
def test_the_summary_says_what_to_do(tmp_path: Path, preview: str, status: str, words: str) -> None:
    environment = put_make("echo plan/tasks.yaml:3:1：一个问题; exit 1", tmp_path)
    script = find_step("check", "说明怎样看结果")["run"]
    summary = run_script(script, tmp_path, **environment, PREVIEW=preview, STATUS=status)
    assert "一个问题" in summary
    assert words in summary
    assert preview in summary


@needs_gnu
def test_the_preview_opens_from_a_disk(site: Path, tmp_path: Path) -> None:
    script = find_step("check", "做一份双击就能打开的")["run"]
    assert script.strip() == load(GITLAB_CI)["生成预览"]["script"][-1].strip() == ".venv/bin/python -m macros offline"
    served = tmp_path / "site"
    shutil.copytree(site, served)
    former = served / "agencies" / "former" / "index.html"
    former.parent.mkdir()
    former.write_text('<meta http-equiv="refresh" content="0; url=../../towns/#group">', encoding="utf-8")
    folder = tmp_path / "offline"
    make_offline(served, folder)
    redirect = folder / "agencies" / "former" / "index.html"
    followed = 0
    for page in folder.rglob("*.html"):
        for link in re.findall(r'\s(?:href|src)="([^"]+)"|\burl=([^"]+)"', read(page)):
            address = urljoin(page.as_uri(), "".join(link))
            if address.startswith("file:"):
                assert Path(unquote(urlsplit(address).path)).is_file(), f"{page}: {link}"
                followed += 1
    assert followed > 3000
    assert "url=../../towns/index.html#group" in read(redirect)


# What the comment's script does


class Said(NamedTuple):
    """The effect of the script on GitHub: whose comments there are now, and its notices."""

    comments: list[Yaml]
    calls: list[str]


#: A GitHub with one pull request and some comments; runs the script as actions/github-script does.
HARNESS = """
const { script, state } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const calls = [];
const rest = {
  pulls: { list: async ({ head, state: wanted }) => ({
    data: wanted === 'open' ? state.pulls.filter((pull) => pull.head.label === head) : [],
  }) },
  issues: {
    listComments: async ({ issue_number }) => ({ data: state.comments.filter((c) => c.issue === issue_number) }),
    createComment: async ({ issue_number, body }) => {
      calls.push('create');
      const user = { login: 'github-actions[bot]', type: 'Bot' };
      state.comments.push({ id: 100 + state.comments.length, issue: issue_number, user, body });
    },
    updateComment: async ({ comment_id, body }) => {
      calls.push('update');
      state.comments.find((comment) => comment.id === comment_id).body = body;
    },
  },
};
const github = { rest, paginate: async (method, options) => (await method(options)).data };
const core = { notice: () => { calls.push('notice'); } };
const context = { repo: { owner: 'ours', repo: 'plan' }, payload: { workflow_run: state.run } };
const AsyncFunction = (async () => {}).constructor;
new AsyncFunction('github', 'context', 'core', 'require', script)(github, context, core, require).then(
  () => console.log(JSON.stringify({ comments: state.comments, calls })),
);
"""


class Comment:
    """The script of comment.yml and the state of the GitHub around it."""

    def __init__(self, folder: Path) -> None:
        self.impact = folder / "impact.md"
        self.step = find_step("comment", "写评论")
        repository = {"id": 7, "owner": {"login": "someone"}}
        self.run: Yaml = {
            "head_sha": "abc",
            "head_branch": "改时限",
            "head_repository": repository,
            "conclusion": "success",
            "html_url": "https://run.invalid/1",
        }
        head = {"sha": "abc", "label": "someone:改时限", "repo": {"id": 7}}
        self.pulls: list[Yaml] = [{"number": 5, "head": head}]
        self.comments: list[Yaml] = []

    def say(self, impact: str | None = None) -> Said:
        if impact is not None:
            self.impact.write_text(impact, encoding="utf-8")
        state = {"run": self.run, "pulls": self.pulls, "comments": self.comments}
        done = subprocess.run(
            [compute_driver_executable()[0], "-e", HARNESS],
            input=json.dumps({"script": self.step["with"]["script"], "state": state}),
            env={**CLEAN, "IMPACT": str(self.impact)},
            encoding="utf-8",
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said = Said(**json.loads(done.stdout))
        self.comments = said.comments
        return said

    def body(self, impact: str) -> str:
        body = self.say(impact).comments[-1]["body"]
        assert isinstance(body, str)
        return body


@pytest.fixture
def comment(tmp_path: Path) -> Comment:
    return Comment(tmp_path)


def test_one_comment_is_made_and_kept_up_to_date(comment: Comment) -> None:
    assert comment.say("影响到区水务局").calls == ["create"]
    assert comment.say("影响到区水务局").calls == []
    said = comment.say("影响到区交通局")
    assert said.calls == ["update"]
    (only,) = said.comments
    assert only["issue"] == 5
    assert "区交通局" in only["body"]
    assert "区水务局" not in only["body"]
    assert "检查通过" in only["body"]
    comment.run["conclusion"] = "failure"
    (only,) = comment.say().comments
    assert "检查没有通过" in only["body"]


def test_comments_of_others_are_left_alone(comment: Comment) -> None:
    forged = {"id": 1, "issue": 5, "user": {"login": "someone", "type": "User"}, "body": "<!-- plan-impact -->"}
    quoting = {"id": 2, "issue": 5, "user": {"login": "github-actions[bot]", "type": "Bot"}, "body": "别的评论"}
    comment.comments = [forged, quoting]
    said = comment.say("影响")
    assert said.calls == ["create"]
    assert said.comments[:2] == [forged, quoting]


@pytest.mark.parametrize(
    "change",
    [
        {"head_sha": "newer"},
        {"head_repository": {"id": 8, "owner": {"login": "someone"}}},
        {"head_branch": "别的"},
        {"head_repository": None},
    ],
)
def test_no_pull_request_but_its_own_is_written_to(comment: Comment, change: Yaml) -> None:
    comment.run |= change
    assert comment.say("影响") == Said([], ["notice"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("请@all看", "请＠all看"),
        ("&#64;all &#x0040;all &commat;all", "＠all ＠all ＠all"),
        ("&#6\u00004;all", "＠all"),
        ("[登录](https://evil.invalid/)", "[登录]\u200b(https:\u200b//evil.invalid/)"),
        ("![](//evil.invalid/a.png)", "![]\u200b(//evil.invalid/a.png)"),
        ("[a]: //evil.invalid", "[a]\u200b: //evil.invalid"),
        ("www.evil.invalid", "www\u200b.evil.invalid"),
        ("<img src=x> <!-- plan-impact", "&lt;img src=x> &lt;!-- plan-impact"),
        ("other/repo#12 GH-3 &#35;4", "other/repo#\u200b12 GH-\u200b3 &#35;\u200b4"),
        ("改\u202e字", "改字"),
        ("<details><summary>区水务局</summary>\n\n| 一 | 二<br>三 |\n\n</details>", None),
        ("## 标题\n\n- <b>任务2</b>（编号 t2-1）\n  - 文字：甲<del>乙&#42;</del><ins>丙</ins>……\n", None),
    ],
)
def test_a_stranger_notifies_nobody_and_links_nowhere(comment: Comment, written: str, shown: str | None) -> None:
    assert comment.body(f"开头 {written}").endswith(f"开头 {written.rstrip() if shown is None else shown}")


@pytest.mark.parametrize("line", ["- 区水务局，任务14第2条\n", "😀", "@<", "一" * 40000 + "\n"])
def test_a_long_impact_is_cut_and_says_so(comment: Comment, line: str) -> None:
    body = comment.body(line * (300000 // len(line) + 1))
    assert len(body) <= 65536
    assert "内容太长" in body
    body.encode()  # no half of a character
    assert "内容太长" not in comment.body("- 区水务局\n")


def test_only_a_plain_file_is_read(comment: Comment, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("令牌", encoding="utf-8")
    comment.impact.symlink_to(secret)
    (only,) = comment.say().comments
    assert "令牌" not in only["body"]
    assert "没有得出影响" in only["body"]
