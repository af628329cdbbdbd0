"""Formulas as MathML, in symbols or with the numbers put in.

A formula comes as an expression such as ``sqrt(1 / n_i + 1 / n_c)``; ``n_i`` is the
symbol n with the index i. Only what the formulas of ``analysis.steps`` use is known.
"""

import ast
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString

MINUS, TIMES = "\u2212", "\u00d7"
LETTERS = {
    "omega": "\u03c9",
    "gamma": "\u03b3",
    "eta": "\u03b7",
    "rho": "\u03c1",
    "Phi": "\u03a6",
    "b": "n\u0305",
}
DIGITS = 6
SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: MINUS,
    ast.Mult: TIMES,
}
WEAK = (ast.Add, ast.Sub)

Numbers = Mapping[str, float]


def number_words(value: float) -> str:
    """Write a number with as many digits as a reader can follow."""
    text = f"{value:.{DIGITS}g}"
    if "e" in text:
        text = f"{value:.3g}"
    return text.replace("-", MINUS)


def symbol(name: str) -> SafeString:
    """Write a symbol such as ``n_i`` with its index."""
    letter, _bar, index = name.partition("_")
    first = format_html("<mi>{}</mi>", LETTERS.get(letter, letter))
    if not index:
        return first
    return format_html("<msub>{}<mi>{}</mi></msub>", first, index)


def formula(name: str, expression: str) -> SafeString:
    """Write ``name = expression`` in symbols."""
    return _math(symbol(name), _write(_tree(expression), {}))


def filled(expression: str, numbers: Numbers, value: float) -> SafeString:
    """Write the expression with its numbers put in, and what it comes to."""
    right = format_html("<mn>{}</mn>", number_words(value))
    return _math(_write(_tree(expression), numbers), right)


def plain(expression: str) -> str:
    """Write an expression for a spreadsheet's cell."""
    return expression.replace("**", "^")


def _math(left: SafeString, right: SafeString) -> SafeString:
    return format_html('<math displaystyle="true">{}<mo>=</mo>{}</math>', left, right)


def _tree(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _write(node: ast.expr, numbers: Numbers) -> SafeString:
    if isinstance(node, ast.BinOp):
        return _operation(node, numbers)
    if isinstance(node, ast.Call):
        return _call(node, numbers)
    if isinstance(node, ast.UnaryOp):
        inner = _grouped(node.operand, numbers, is_needed=_is_weak(node.operand))
        return format_html("<mrow><mo>{}</mo>{}</mrow>", MINUS, inner)
    if isinstance(node, ast.Name):
        if node.id in numbers:
            return _number(numbers[node.id])
        return symbol(node.id)
    if isinstance(node, ast.Constant):
        return format_html("<mn>{}</mn>", node.value)
    raise ValueError(f"formulas hold no {type(node).__name__}, got {ast.dump(node)}.")


def _number(value: float) -> SafeString:
    """Write a number; a negative one in parentheses, as it may follow a sign."""
    if value < 0:
        return format_html(
            "<mrow><mo>(</mo><mn>{}</mn><mo>)</mo></mrow>", number_words(value)
        )
    return format_html("<mn>{}</mn>", number_words(value))


def _operation(node: ast.BinOp, numbers: Numbers) -> SafeString:
    if isinstance(node.op, ast.Div):
        return format_html(
            "<mfrac>{}{}</mfrac>",
            _row(_write(node.left, numbers)),
            _row(_write(node.right, numbers)),
        )
    if isinstance(node.op, ast.Pow):
        base = _grouped(node.left, numbers, is_needed=isinstance(node.left, ast.BinOp))
        return format_html("<msup>{}{}</msup>", base, _write(node.right, numbers))
    needs = isinstance(node.op, ast.Mult)
    left = _grouped(node.left, numbers, is_needed=needs and _is_weak(node.left))
    is_apart = needs or isinstance(node.op, ast.Sub)
    right = _grouped(node.right, numbers, is_needed=is_apart and _is_weak(node.right))
    return format_html(
        "<mrow>{}<mo>{}</mo>{}</mrow>", left, SIGNS[type(node.op)], right
    )


def _call(node: ast.Call, numbers: Numbers) -> SafeString:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    inner = [_write(argument, numbers) for argument in node.args]
    if name == "sqrt":
        return format_html("<msqrt>{}</msqrt>", inner[0])
    if name == "abs":
        return format_html("<mrow><mo>|</mo>{}<mo>|</mo></mrow>", inner[0])
    joined = SafeString("<mo>,</mo>".join(inner))
    return format_html(
        "<mrow><mi>{}</mi><mo>(</mo>{}<mo>)</mo></mrow>",
        LETTERS.get(name, name),
        joined,
    )


def _is_weak(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, WEAK)


def _grouped(node: ast.expr, numbers: Numbers, *, is_needed: bool) -> SafeString:
    inner = _write(node, numbers)
    if not is_needed:
        return _row(inner)
    return format_html("<mrow><mo>(</mo>{}<mo>)</mo></mrow>", inner)


def _row(inner: SafeString) -> SafeString:
    return format_html("<mrow>{}</mrow>", inner)
