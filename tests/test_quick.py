"""The quick loop asks the tests of the rooms in which something changed, and of the house as a whole."""

from __future__ import annotations

import pytest

from tools.quick import choose_tests


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ([], ["tests/test_rooms.py"]),
        (["README.md"], ["tests/test_rooms.py"]),
        (["macros/check/rules/slips.py"], ["tests/check", "tests/test_rooms.py"]),
        (["macros/check/checker.py", "tests/check/test_check.py"], ["tests/check", "tests/test_rooms.py"]),
        (["tests/words/test_wording.py"], ["tests/test_rooms.py", "tests/words/test_wording.py"]),
        (["tests/words/test_gone.py"], ["tests/test_rooms.py"]),
        (["tests/browser/test_table.py"], ["tests/test_rooms.py"]),
        (["macros/hooks.py"], ["tests/publish", "tests/test_rooms.py"]),
        (["docs/editing.md"], ["tests/pages", "tests/test_rooms.py"]),
        (["plan/tasks.yaml"], ["tests/check/test_check.py", "tests/store", "tests/test_rooms.py"]),
    ],
)
def test_what_is_asked(changed: list[str], tests: list[str]) -> None:
    assert choose_tests(changed) == tests
