"""Random walks through a plan's life, each held against a model of all that people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.walk import STEPS, walk
from tests.tried import record_tried

SEEDS = (1, 2, 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_people_wrote_is_lost_on_the_way(tmp_path: Path, seed: int) -> None:
    taken = walk(tmp_path, seed, STEPS)
    assert len(taken) == STEPS
    assert len(set(taken)) == 10
    record_tried(
        "随机走一遍计划的一生：手改、排版、导入新版、收表、登记、改名、撤销、答问题，每一步都核对",
        len(SEEDS) * STEPS,
        "没有丢一个字、一条注释、一个编号、一条进展、一次修订",
    )
