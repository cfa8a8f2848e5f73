"""Coverage-guided fuzzing of one file by atheris, in an environment of its own (requirements/fuzz.txt):
python -m tests.fuzz.guided NAME CORPUS [options of libFuzzer].

What fails is kept as a case of its target, so that it is replayed without atheris.
"""

from __future__ import annotations

import random
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["macros"]):
    from tests.fuzz.case import find_signature, judge_in
    from tests.fuzz.guides import GUIDES
    from tests.fuzz.run import save_failure
    from tests.fuzz.targets import TARGETS


def main() -> None:
    name, corpus, *options = sys.argv[1:]
    guide = GUIDES[name]
    target = TARGETS[guide.target]
    rest = guide.rest()
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(guide.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    warnings.simplefilter("ignore")  # openpyxl warns of files that are odd, and all are
    scratch = Path(tempfile.mkdtemp())  # libFuzzer ends the process as it is: whoever started it cleans up

    def test_one(content: bytes) -> None:
        case = {**rest, guide.file: content}
        if guide.target == "deadline" and content.partition(b"\n")[0] not in (b"2023", b"2024"):
            return  # the year has passed the check
        try:
            judge_in(scratch / "case", target, case)
        except Exception as error:
            kept = save_failure(target, case, f"guided-{name}", traceback.format_exc())
            print(f"  不对：{find_signature(error)}\n    重放：make fuzz REPLAY={kept}", flush=True)
            raise

    def mutate(content: bytes, largest: int, seed: int) -> bytes:
        dice = random.Random(seed)  # noqa: S311  # no secret
        if dice.random() < 0.4:
            return bytes(atheris.Mutate(content, largest))
        return guide.mutate(dice, content)[:largest]

    atheris.Setup([sys.argv[0], corpus, *options], test_one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
