"""A bounded share of what `make fuzz` throws every night, by Hypothesis: always the same cases, cut down to what matters where
one fails. And every case that was ever found, again.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.case import Dice, judge_in, read_case
from tests.fuzz.guides import GUIDES
from tests.fuzz.run import guard_time
from tests.fuzz.targets import TARGETS
from tests.tried import record_tried

FOUND = sorted(path for path in (Path(__file__).parent / "data" / "found").glob("*/*") if path.is_dir())
#: Cases of each target: half a minute in all.
CASES = {"plan": 500, "valid": 25, "format": 100, "deadline": 1500, "import": 60, "returns": 60}


@pytest.fixture(scope="module", autouse=True)
def quiet() -> None:
    """openpyxl warns of files that are odd, and all are."""
    warnings.simplefilter("ignore", UserWarning)


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_thrown_is_answered(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    count = 0

    # many draws make one plan, most of which are small; Hypothesis takes that for a strategy that is too slow
    @settings(
        max_examples=CASES[name],
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # a red run must end soon; `make fuzz` keeps the case for who mends it
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(st.randoms(use_true_random=False))
    def judge(dice: Dice) -> None:
        nonlocal count
        count += 1
        with guard_time():
            judge_in(tmp_path / "case", target, target.make(dice))

    judge()
    record_tried(f"模糊测试，每次提交（Hypothesis）：{name}", count, "不对的 0 个")


@pytest.mark.parametrize("found", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(found: Path, tmp_path: Path) -> None:
    """Folders in data/found/: the target, a name, and the files of the case as `make fuzz` kept them."""
    with guard_time():
        judge_in(tmp_path / "case", TARGETS[found.parent.name], read_case(found))


@pytest.mark.parametrize("name", GUIDES)
def test_every_seed_of_the_guided_fuzzer_is_a_case(name: str, tmp_path: Path) -> None:
    guide = GUIDES[name]
    for seed in guide.seeds()[:3]:
        judge_in(tmp_path / "case", TARGETS[guide.target], {**guide.rest(), guide.file: seed})
