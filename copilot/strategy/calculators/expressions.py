"""Formulas of calculators: a small language of names, numbers, `+ - * /`, comparisons, `and`, `or`, and `chain`."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import pairwise

CHAIN = "chain"
"""`chain(k, n)` is 1 + k + k² + … + kⁿ: one person, those they bring, and those whom these bring, over n rounds."""
SPELLED_OUT = 4
_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
_STRENGTH: Mapping[type[ast.operator], int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}
_ATOM = 3
_COMPARE: Mapping[type[ast.cmpop], Callable[[Decimal, Decimal], bool]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
}
_REDUCE: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed formula or condition."""

    text: str
    root: ast.expr

    @property
    def names(self) -> frozenset[str]:
        """The figures it is made of."""
        return frozenset(n.id for n in ast.walk(self.root) if isinstance(n, ast.Name)) - {CHAIN}

    @property
    def divides(self) -> bool:
        """Whether it divides by anything but a written number."""
        parts = (n for n in ast.walk(self.root) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div))
        return any(not isinstance(part.right, ast.Constant) for part in parts)

    def value(self, figures: Mapping[str, Decimal]) -> Decimal:
        """What it comes to. Raises `ZeroDivisionError` (`decimal` raises its own kind of it)."""
        return _value(self.root, figures)

    def holds(self, figures: Mapping[str, Decimal]) -> bool:
        """Whether the condition is met."""
        return _holds(self.root, figures)

    def told(self, word_of: Callable[[str], str]) -> str:
        """The formula with each name as `word_of` gives it."""
        return _told(self.root, word_of)


def parse(text: str) -> Expression:
    """Read a formula or a condition. Raises `ValueError` for anything that is not part of the language."""
    try:
        root = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"not a formula: {text}") from error
    _checked(root, text)
    return Expression(text, root)


def _checked(node: ast.AST, text: str) -> None:
    match node:
        case ast.Name():
            return
        case ast.Constant(value=int() | float()):
            return
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            parts: list[ast.expr] = [node.left, node.right]
        case ast.Call(func=ast.Name(id="chain"), args=[_, _], keywords=[]):
            parts = node.args
        case ast.Compare() if all(type(op) in _COMPARE for op in node.ops):
            parts = [node.left, *node.comparators]
        case ast.BoolOp():
            parts = node.values
        case _:
            raise ValueError(f"no part of a formula: {ast.unparse(node)} in {text}")
    for part in parts:
        _checked(part, text)


def _value(node: ast.expr, figures: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Name():
            return figures[node.id]
        case ast.Constant():
            return Decimal(str(node.value))
        case ast.Call():
            each, rounds = (_value(one, figures) for one in node.args)
            return reduce(lambda total, _: 1 + each * total, range(int(rounds)), Decimal(1))
        case ast.BinOp():
            return _REDUCE[type(node.op)](_value(node.left, figures), _value(node.right, figures))
    raise ValueError(f"has no value: {ast.unparse(node)}")


def _holds(node: ast.expr, figures: Mapping[str, Decimal]) -> bool:
    match node:
        case ast.BoolOp(op=ast.And()):
            return all(_holds(one, figures) for one in node.values)
        case ast.BoolOp():
            return any(_holds(one, figures) for one in node.values)
        case ast.Compare():
            values = [_value(one, figures) for one in (node.left, *node.comparators)]
            return all(_COMPARE[type(op)](a, b) for op, (a, b) in zip(node.ops, pairwise(values), strict=True))
    raise ValueError(f"no condition: {ast.unparse(node)}")


def _told(node: ast.expr, word_of: Callable[[str], str]) -> str:
    match node:
        case ast.Name():
            return word_of(node.id)
        case ast.Constant():
            return str(node.value)
        case ast.Call():
            return _chain_told(*(_told(one, word_of) for one in node.args))
        case ast.BinOp():
            strength = _STRENGTH[type(node.op)]
            left = _within(node.left, strength, word_of)
            # What stands right of − or ÷ keeps its parentheses where it is as weak.
            right = _within(node.right, strength + isinstance(node.op, ast.Sub | ast.Div), word_of)
            return f"{left} {_SIGNS[type(node.op)]} {right}"
    raise ValueError(f"no formula: {ast.unparse(node)}")


def _within(node: ast.expr, strength: int, word_of: Callable[[str], str]) -> str:
    told = _told(node, word_of)
    own = _STRENGTH[type(node.op)] if isinstance(node, ast.BinOp) else _ATOM
    negative = isinstance(node, ast.Name) and told.startswith("−")
    return f"({told})" if own < strength or negative else told


def _chain_told(each: str, rounds: str) -> str:
    """Written out for a few rounds, with the beginning and the end for more, or where their number is a word."""
    if not rounds.isdigit() or int(rounds) > SPELLED_OUT:
        return f"(1 + {each} + … + {each}^{rounds})"
    powers = [each if n == 1 else f"{each}^{n}" for n in range(1, int(rounds) + 1)]
    return f"({' + '.join(('1', *powers))})"
