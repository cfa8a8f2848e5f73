"""The time of a build: by package, then by function of ours."""

from __future__ import annotations

import cProfile
import os
import re
from collections import defaultdict
from pathlib import Path

from benchmarks.load import ROOT

_SHOWN = 25


def profile_build(plan: Path, site: Path) -> str:
    """A table as text. The process that writes the files beside is not in it: they are made in `create_*` functions."""
    os.environ |= {"PLAN": str(plan), "NO_MKDOCS_2_WARNING": "1"}
    from mkdocs.commands.build import build  # noqa: PLC0415  # it reads the environment
    from mkdocs.config import load_config  # noqa: PLC0415  # as above

    profiler = cProfile.Profile()
    profiler.enable()
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site)))
    profiler.disable()
    entries = [(entry, entry.code) for entry in profiler.getstats()]
    packages: defaultdict[str, float] = defaultdict(float)
    for entry, code in entries:
        packages[_find_package(code if isinstance(code, str) else code.co_filename)] += entry.inlinetime
    lines = [f"{sum(packages.values()):.2f} s in all (slower than without the profiler)", "", "own time by package"]
    lines += [
        f"  {seconds:6.2f} s  {name}" for name, seconds in sorted(packages.items(), key=lambda item: -item[1])[:12]
    ]
    lines += ["", "functions of ours, with what they call"]
    ours = [
        (entry.totaltime, entry.callcount, code)
        for entry, code in entries
        if not isinstance(code, str) and f"{ROOT}/macros/" in code.co_filename
    ]
    for seconds, calls, code in sorted(ours, key=lambda row: -row[0])[:_SHOWN]:
        place = f"{Path(code.co_filename).relative_to(ROOT)}:{code.co_firstlineno}"
        lines.append(f"  {seconds:6.2f} s  {calls:>8}  {code.co_qualname}  {place}")
    return "\n".join(lines)


def _find_package(file: str) -> str:
    """The part of ours, or the library, that a file belongs to."""
    if match := re.search(r"site-packages/([^/]+)", file):
        return match[1]
    if match := re.search(r"/(macros/(?:\w+/)?)", file):
        return match[1].rstrip("/")
    return "Python itself" if "/lib/python" in file or "<" in file else "templates and the rest"
