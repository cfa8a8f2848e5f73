"""Addresses that whoever builds gives a site: plain ones are taken, all others refused with a sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.publish.addresses import AddressError, prove_address
from macros.publish.build import NotBuiltError, Publication, Settings
from tests.conftest import CLEAN, OTHER, ROOT, run_mkdocs


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.gov.cn/",
        "http://localhost:8000/plan2023/",
        "https://xn--fsqu00a.example/a%20b/",
        "http://[::1]:80/",
        "https://www.example.gov.cn/门头沟/",
    ],
)
def test_plain_addresses_are_taken(address: str) -> None:
    prove_address("SITE_URL", address)


BAD = {
    'https://x.example?"><script>alert(1)</script>': "不能有空格、引号、尖括号等",
    "https://x.example/<meta>": "不能有空格、引号、尖括号等",
    "https://x.example/a b/": "不能有空格、引号、尖括号等",
    "https://x.example/\nX: y": "不能有空格、引号、尖括号等",
    "https://x.example/{{ x }}": "不能有空格、引号、尖括号等",
    "https://user:pw@x.example/": "不能有用户名和密码",
    "https://user@x.example/": "不能有用户名和密码",
    "ftp://x.example/": "应是 https://",
    "javascript:alert(1)": "应是 https://",
    "//x.example/": "应是 https://",
    "x.example": "应是 https://",
    "no": "应是 https://",
    "https://x.example:99999/": "应是 https://",
    "https://x.example:0/": "应是 https://",
    "https://x.example:port/": "应是 https://",
    "https:///plan/": "应是 https://",
    "https://例子.cn/": "xn--",
    "https://x_y.example/": "应是 https://",
    "https://[::1/": "应是 https://",
    "https://x.example/?a=1": "不能有“?”和“#”",
    "https://x.example/#a": "不能有“?”和“#”",
}


@pytest.mark.parametrize(("address", "message"), BAD.items())
def test_others_are_refused(address: str, message: str) -> None:
    with pytest.raises(AddressError, match=re.escape(message)):
        prove_address("SITE_URL", address)


@pytest.mark.parametrize("setting", ["SITE_URL", "REPO_URL"])
@pytest.mark.parametrize("command", ["site", "serve"])
def test_the_commands_refuse_them_before_the_engine_reads_them(setting: str, command: str) -> None:
    """mkdocs.yml reads them as YAML: `no` would be false there."""
    for address in ("no", 'https://g.example/"><script>', "{a: b}", "~"):
        done = subprocess.run(
            [sys.executable, "-m", "macros", command, str(OTHER)],
            cwd=ROOT, env={**CLEAN, setting: address, "PORT": "0"}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert f"{setting}=“" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SITE_URL", "https://u:p@x.example/"),
        ("REPO_URL", 'https://g.example/"><script>alert(1)</script>'),
        ("EDIT_URI", "javascript:alert(1)//"),
        ("EDIT_URI", 'edit/"><script>'),
    ],
)
def test_the_engine_alone_refuses_them_too(tmp_path: Path, setting: str, value: str) -> None:
    others = {"REPO_URL": "https://g.example/o/r"} if setting == "EDIT_URI" else {}
    words = {"PLAN": str(OTHER), **others, setting: value}
    done = run_mkdocs("build", "--strict", "--site-dir", str(tmp_path), cwd=ROOT, **words)
    assert done.returncode == 1
    assert setting in done.stdout
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_python_without_docstrings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The editing page prints the rules' own words."""

    class Flags:
        optimize = 2

    monkeypatch.setattr("macros.publish.build.sys", type("sys", (), {"flags": Flags}))
    with pytest.raises(NotBuiltError, match="PYTHONOPTIMIZE"):
        Publication(Settings(ROOT, OTHER, None, None, None, None))
