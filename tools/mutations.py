"""Small changes of a module that a test ought to notice: one operator, one constant, one branch, one statement.

What is for people alone is left as it is: docstrings, texts with Chinese in them, the words of f-strings and of
exceptions; so are types, imports and decorators.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SKIPPED_FIELDS = frozenset({"annotation", "returns", "decorator_list", "bases", "ctx", "format_spec"})
_SKIPPED = (ast.Import, ast.ImportFrom, ast.Raise)
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class Mutation:
    """`function` is the name of the one that it stands in, or of the class; empty outside of them."""

    function: str
    line: int
    before: str
    after: str
    apply: Callable[[], None]  # to the tree that it was found in


def find_mutations(tree: ast.Module) -> list[Mutation]:
    """Every change that may be made of a tree, always in the same order."""
    return list(_walk(tree, ""))


def _walk(node: ast.AST, function: str) -> Iterator[Mutation]:
    for name, value in ast.iter_fields(node):
        if name in _SKIPPED_FIELDS:
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or isinstance(child, _SKIPPED) or _is_docstring(child) or _is_type(child):
                continue
            for after in _variants(node, child):
                apply = (
                    _replace_item(value, index, after) if isinstance(value, list) else _replace_field(node, name, after)
                )
                yield Mutation(function, _line_of(child), *_show(node, child, after), apply)
            yield from _walk(child, child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else function)


def _show(parent: ast.AST, child: ast.AST, after: ast.AST) -> tuple[str, str]:
    """The code before and after, with as much around it as says where it is."""
    before, now = ast.unparse(child), ast.unparse(after)
    around = ast.unparse(parent) if isinstance(parent, ast.expr | ast.keyword | ast.Assign | ast.Return) else before
    at = around.find(before) if around.count(before) == 1 else -1
    if at < 0:
        return before, now
    end = at + len(before)
    left, right = around[max(at - 40, 0) : at], around[end : end + 40]
    return f"{left}{before}{right}", f"{left}{now}{right}"


def _line_of(node: ast.AST) -> int:
    if isinstance(node, ast.comprehension):
        node = node.ifs[0]
    return node.lineno if isinstance(node, ast.expr | ast.stmt) else 0


def _replace_item(items: list[ast.AST], index: int, after: ast.AST) -> Callable[[], None]:
    return lambda: items.__setitem__(index, after)


def _replace_field(node: ast.AST, name: str, after: ast.AST) -> Callable[[], None]:
    return lambda: setattr(node, name, after)


def _is_type(node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Callable"


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _variants(parent: ast.AST, node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that may stand in the place of one."""
    if isinstance(node, ast.expr):
        yield from _other_expressions(parent, node)
    else:
        yield from _other_statements(node)


def _other_expressions(parent: ast.AST, node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for index, op in enumerate(node.ops):
                ops = [*node.ops[:index], _COMPARISONS[type(op)](), *node.ops[index + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.BinOp(op=ast.Add()) if any(_is_sequence(side) for side in (node.left, node.right)):
            yield node.left
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant() if not isinstance(parent, ast.JoinedStr):
            yield from (ast.Constant(value) for value in _other_values(node.value))
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Name(id=name) if name in _OPPOSITES:
            yield ast.Name(_OPPOSITES[name], ast.Load())


def _other_statements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.If() | ast.While():
            yield type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.comprehension() if node.ifs:
            yield ast.comprehension(node.target, node.iter, node.ifs[1:], node.is_async)
        case ast.Expr() | ast.AugAssign() | ast.Continue():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()


def _is_sequence(node: ast.expr) -> bool:
    """Whether adding to it is no arithmetic."""
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple | ast.Constant) and not (
        isinstance(node, ast.Constant) and not isinstance(node.value, str)
    )


def _other_values(value: object) -> Iterator[bool | int | float | str | bytes]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value - 1)
    elif isinstance(value, str) and not _CHINESE.search(value):
        yield f"{value}XX"
    elif isinstance(value, bytes):
        yield value + b"XX"
