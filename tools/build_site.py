"""Build site/, audit it, and say in one line what was built. `make site` runs it."""

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

from macros.audit import audit_site  # noqa: E402  # the path is set just above
from macros.console import speak_utf8  # noqa: E402
from macros.urls import PLAN_JSON_URL  # noqa: E402

SITE = ROOT / "site"


def main() -> int:
    speak_utf8()
    started = time.monotonic()
    mkdocs = Path(sys.executable).with_name("mkdocs")
    built = subprocess.run(
        [mkdocs, "build", "--strict", "--site-dir", SITE], cwd=ROOT, text=True, capture_output=True, check=False
    )
    for line in (built.stdout + built.stderr).splitlines():
        if line.strip() and not line.startswith("INFO "):
            print(line)
    if built.returncode:
        return built.returncode
    findings = audit_site(SITE, urlsplit(os.environ.get("SITE_URL", "")).path or "/")
    for finding in findings:
        print(finding)
    if findings:
        print(f"\n网站已生成，但有 {len(findings)} 处不对，不要发布。")
        return 1
    plan = json.loads((SITE / PLAN_JSON_URL).read_text(encoding="utf-8"))
    pages = sum(1 for path in SITE.rglob("*.html") if not path.is_relative_to(SITE / "embed"))
    measures = sum(len(task["measures"]) for task in plan["tasks"])
    bodies = sum(1 for unit in plan["units"] if unit["kind"] != "group")
    seconds = time.monotonic() - started
    plan_folder = os.environ.get("PLAN") or "plan"
    hint = "" if plan_folder == "plan" else f" PLAN={plan_folder}"
    print(
        f"已生成 site/：{pages} 个页面、{measures} 条措施、{bodies} 个单位，用时 {seconds:.1f} 秒。"
        f"预览：make serve{hint}，或 python3 -m http.server -d site 8000 后打开 http://localhost:8000/"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
