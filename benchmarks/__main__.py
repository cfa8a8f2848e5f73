"""The work of `make bench` and `make profile`.

`python -m benchmarks` measures and writes RESULTS.md; `profile` says where a build's time goes; `limit PLAN FOLDER` is one
build by no engine, itself measured.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.load import ROOT

_WORK = ROOT / "build" / "bench"
_RESULTS = ROOT / "benchmarks" / "RESULTS.md"
_MEASURES = 68  # of one plan
_CHECKED = (1, 40)  # plans
_ZENSICAL = ROOT / ".venv-peers" / "bin" / "zensical"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--plans", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--rounds", type=int, default=5)
    commands = parser.add_subparsers(dest="command")
    profile = commands.add_parser("profile")
    profile.add_argument("load", type=int, nargs="?", default=1)
    limit = commands.add_parser("limit")
    limit.add_argument("plan", type=Path)
    limit.add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.command == "limit":
        from benchmarks.peers import build_limit  # noqa: PLC0415  # measured as a process of its own

        build_limit(options.folder, options.plan)
    elif options.command == "profile":
        from benchmarks.profile import profile_build  # noqa: PLC0415  # as above

        print(profile_build(_find_load(options.load), _WORK / "profiled"))
    else:
        from benchmarks.measure import NotMeasuredError  # noqa: PLC0415  # as above

        try:
            run_bench(options.plans, options.rounds)
        except NotMeasuredError as error:
            print(f"not measured: {error}\n{_RESULTS.name} stays as it was.", file=sys.stderr)
            return 1
    return 0


def _find_load(plans: int) -> Path:
    from benchmarks.load import make_load  # noqa: PLC0415  # the plan of a limit is there already

    folder = _WORK / str(plans) / "plan"
    if not folder.is_dir():
        make_load(folder, plans)
    return folder


def run_bench(plan_counts: list[int], rounds: int) -> None:
    from benchmarks.browsing import measure_browsing  # noqa: PLC0415  # a limit needs no browser
    from benchmarks.builds import measure_builds, measure_check  # noqa: PLC0415  # as above
    from benchmarks.editing import measure_saving  # noqa: PLC0415  # as above
    from benchmarks.measure import clear  # noqa: PLC0415  # as above
    from benchmarks.report import Editing, create_results  # noqa: PLC0415  # as above

    clear(_WORK)
    saving = measure_saving(_WORK / "edited", rounds)
    print(f"saved → seen: {saving:.2f} s", flush=True)
    checks = {plans * _MEASURES: measure_check(_find_load(plans), rounds) for plans in _CHECKED}
    sizes = measure_builds(_WORK, _ZENSICAL, [(count, _find_load(count)) for count in plan_counts], rounds)
    peers = subprocess.run([_ZENSICAL, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    visit, answer = measure_browsing(_WORK / str(plan_counts[0]) / "ours")
    _RESULTS.write_text(
        create_results(sizes, Editing(checks, saving), visit, answer, f"Zensical {peers}"), encoding="utf-8"
    )
    clear(_WORK)
    print(_RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
