"""Build a site beside site/, audit it, let it take the place of site/, and say in one line what was built.

`make site` runs it. Whatever goes wrong, and whenever, site/ stays the last good one: see tools/swap.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros.audit import audit_site, list_heavy_pages  # noqa: E402  # the path is set just above
from macros.commands.console import speak_utf8  # noqa: E402
from macros.urls import PLAN_JSON_URL  # noqa: E402
from tools.swap import Beside, BusyError, replacing  # noqa: E402

SITE = ROOT / "site"


class _NotGoodError(Exception):
    """What was built is not to be published; what is wrong with it has been printed."""


def main() -> int:
    speak_utf8()
    started = time.monotonic()
    try:
        with replacing(SITE) as beside:
            _build(beside)
            figures = _count(beside.path)  # another run may replace site/ as soon as this one is done
    except (_NotGoodError, BusyError, OSError) as error:
        print(f"没有生成网站{f'：{error}' if str(error) else ''}。{'原来的 site/ 没有动。' if SITE.is_dir() else ''}")
        return 1
    plan_folder = os.environ.get("PLAN") or "plan"
    hint = "" if plan_folder == "plan" else f" PLAN={plan_folder}"
    print(
        f"已生成 site/：{figures}，用时 {time.monotonic() - started:.1f} 秒。"
        f"预览：make serve{hint}，或 python3 -m http.server -d site 8000 后打开 http://localhost:8000/"
    )
    return 0


def _build(beside: Beside) -> None:
    mkdocs = Path(sys.executable).with_name("mkdocs")
    built = subprocess.run(
        [mkdocs, "build", "--strict", "--site-dir", beside.path],
        cwd=ROOT, text=True, capture_output=True, check=False, pass_fds=() if os.name == "nt" else (beside.lock,),
    )  # fmt: skip
    for line in (built.stdout + built.stderr).splitlines():
        if line.strip() and not line.startswith("INFO "):
            print(line)
    if built.returncode:
        raise _NotGoodError
    findings = audit_site(beside.path, urlsplit(os.environ.get("SITE_URL", "")).path or "/")
    for finding in findings:
        print(finding)
    if findings:
        raise _NotGoodError(f"核对发现 {len(findings)} 处不对")
    for warning in list_heavy_pages(beside.path):
        print(warning)


def _count(site: Path) -> str:
    plan = json.loads((site / PLAN_JSON_URL).read_text(encoding="utf-8"))
    pages = sum(1 for path in site.rglob("*.html") if not path.is_relative_to(site / "embed"))
    measures = sum(len(task["measures"]) for task in plan["tasks"])
    bodies = sum(1 for unit in plan["units"] if unit["kind"] != "group")
    return f"{pages} 个页面、{measures} 条措施、{bodies} 个单位"


if __name__ == "__main__":
    sys.exit(main())
