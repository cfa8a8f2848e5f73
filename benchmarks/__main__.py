"""`python -m benchmarks`: measure; `python -m benchmarks limit PLAN FOLDER`: one build by no engine, for measuring."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.load import ROOT

_WORK = ROOT / "build" / "bench"
_ZENSICAL = ROOT / ".venv-peers" / "bin" / "zensical"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("limit", nargs="*", help="limit PLAN FOLDER")
    parser.add_argument("--plans", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.limit:
        from benchmarks.peers import build_limit  # noqa: PLC0415  # measured as a process of its own

        _, plan, folder = options.limit
        build_limit(Path(folder), Path(plan), with_files=False)
        return 0
    from benchmarks.builds import measure_builds  # noqa: PLC0415  # as above

    sizes = measure_builds(_WORK, _ZENSICAL, options.plans, options.rounds)
    for size in sizes:
        for name in size.runs:
            print(
                size.plans,
                size.pages,
                name,
                f"{size.wall(name):.2f} s, cpu {size.cpu(name):.2f} s, {size.megabytes.get(name)} MB, {size.memory.get(name)} MiB",
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
