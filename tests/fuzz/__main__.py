"""`make fuzz`: python -m tests.fuzz [--cases N] [--seed S] [--target NAME …] [--guided SECONDS --python …] [--replay FOLDER]."""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.fuzz.guides import GUIDES
from tests.fuzz.run import FOLDER, SECONDS, Tally, make_scratch, replay, run_target
from tests.fuzz.targets import TARGETS
from tests.fuzz.walk import STEPS, run_walks
from tests.tried import record_tried

#: Cases of each target for one of mutated plans: what takes longer, or has less to go wrong, gets fewer.
_SHARES = {"plan": 1.0, "valid": 0.02, "format": 0.1, "deadline": 1.0, "import": 0.1, "returns": 0.1}
_NAMES = {
    "plan": "改坏的计划（加载、检查、排版、导出）",
    "valid": "随机的合格计划（写出、读回）",
    "format": "改乱排版的计划",
    "deadline": "时限的说法",
    "import": "改坏的文件（导入）",
    "returns": "改坏的进展表（收回）",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="向程序投掷随机改坏的文件")
    parser.add_argument("--cases", type=int, default=100_000, help="改坏的计划的个数；其余各类按比例")
    parser.add_argument("--seed", default="", help="种子；同一个种子投的总是同样的文件")
    parser.add_argument("--target", choices=TARGETS, nargs="*", help="只投这几类")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="同时运行几个进程")
    parser.add_argument("--replay", type=Path, help="重放存下来的一个")
    parser.add_argument("--walks", type=int, default=0, help="再随机走计划的一生，走几秒")
    parser.add_argument("--guided", type=int, default=0, help="再由 atheris 按覆盖率改每种文件几秒")
    parser.add_argument("--python", default=sys.executable, help="装有 atheris 的 Python")
    options = parser.parse_args()
    if options.replay:
        if not (options.replay / "case").is_dir():
            parser.error(f"{options.replay} 不是存下来的：里面没有 case 文件夹")
        return replay(options.replay)
    seed = options.seed or secrets.token_hex(4)
    print(f"种子 SEED={seed}", flush=True)
    failed = 0
    for name in options.target or TARGETS:
        cases = max(1, round(options.cases * _SHARES[name]))
        tally = run_target(TARGETS[name], seed, cases, options.jobs)
        failed += tally.failures.total()
        print(_describe(name, tally), flush=True)
        record_tried(f"模糊测试：{_NAMES[name]}", tally.count, f"不对的 {tally.failures.total()} 个")
    if options.walks:
        count, said = run_walks(seed, options.walks, options.jobs)
        failed += len(said)
        print("\n".join([*said, f"随机走计划的一生：{count} 遍，每遍 {STEPS} 步，不对的 {len(said)} 遍"]), flush=True)
        record_tried(f"随机走一遍计划的一生（每遍 {STEPS} 步，每步核对）", count, f"丢了东西的 {len(said)} 遍")
    if options.guided:
        guide = partial(_run_guided, options.python, options.guided)
        with ThreadPoolExecutor(options.jobs) as pool:
            failed += sum(pool.map(guide, GUIDES))
    print(f"不对的共 {failed} 个。" + ("" if not failed else "存在 build/fuzz/，命令见上。"))
    return int(failed > 0)


def _run_guided(python: str, seconds: int, name: str) -> int:
    """One file under the coverage-guided fuzzer, which stops at the first failure; 1 for that, else 0."""
    bounds = [f"-max_total_time={seconds}", f"-timeout={3 * SECONDS}", "-rss_limit_mb=3000", "-max_len=100000"]
    command = [
        python,
        "-m",
        "tests.fuzz.guided",
        name,
        str(FOLDER / "corpus" / name),
        *bounds,
        f"-artifact_prefix={FOLDER}/{name}-",
    ]
    with make_scratch() as scratch:
        done = subprocess.run(
            command, cwd=FOLDER.parents[1], env={**os.environ, "TMPDIR": scratch},
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
    count = int((re.findall(r"^#(\d+)", done.stderr, re.MULTILINE) or ["0"])[-1])
    covered = (re.findall(r"cov: (\d+)", done.stderr) or ["?"])[-1]
    print(f"按覆盖率  {name}：{count} 个，覆盖 {covered} 处", flush=True)
    if done.returncode:
        print(done.stdout or "", done.stderr[-3000:], sep="", flush=True)
    record_tried(f"模糊测试（按覆盖率）：{name}", count, "有不对的" if done.returncode else "不对的 0 个")
    return int(done.returncode != 0)


def _describe(name: str, tally: Tally) -> str:
    outcomes = "，".join(f"{outcome} {count}" for outcome, count in sorted(tally.outcomes.items()))
    failures = "".join(f"\n  不对 {count} 个：{cause}" for cause, count in tally.failures.most_common())
    return f"{name}  {_NAMES[name]}：{tally.count} 个，{tally.seconds:.0f} 秒；{outcomes}{failures}"


if __name__ == "__main__":
    sys.exit(main())
