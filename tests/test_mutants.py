"""The tool that asks how much the tests notice: what it changes, and what it leaves alone."""

from __future__ import annotations

import ast

import pytest

from tools.mutations import find_mutations


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("a < b", ["a <= b"]),
        ("1 <= a < c", ["2 <= a < c", "0 <= a < c", "1 < a < c", "1 <= a <= c"]),
        ("a is not None", ["a is None"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("a - b", ["a + b"]),
        ("y = 'x' + a", ["y = 'x'", "y = 'xXX' + a"]),
        ("x = True", ["x = False"]),
        ("a if b else c", ["c if b else a"]),
        ("[a for a in b if a]", ["[a for a in b]"]),
        ("any(a)", ["all(a)"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("if a:\n    b()", ["if not a:\n    b()", "if a:\n    pass"]),
        ("for a in b:\n    continue", ["for a in b:\n    pass"]),
        ("x = '中文'", []),
        ("x: Literal[1]", []),
        ("def f():\n    '''Words.'''", []),
        ("raise E('x')", []),
        ("from a import b", []),
        ("f'{a}x'", []),
    ],
)
def test_one_place_is_changed_at_a_time(code: str, changed: list[str]) -> None:
    found = []
    for number, _ in enumerate(find_mutations(ast.parse(code))):
        tree = ast.parse(code)
        find_mutations(tree)[number].apply()
        found.append(ast.unparse(ast.fix_missing_locations(tree)))
    assert sorted(found) == sorted(changed + ["pass"] * isinstance(ast.parse(code).body[0], ast.Expr))


def test_a_change_says_where_it_is() -> None:
    [change] = find_mutations(ast.parse("x = 0\n\n\ndef f(a, b):\n    g(\n        a,\n        a\n        < b)\n"))[3:4]
    assert (change.function, change.line) == ("f", 7)
    assert (change.before, change.after) == ("g(a, a < b)", "g(a, a <= b)")
