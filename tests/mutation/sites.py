"""Where the source of a module can be made wrong in a small way, and how it then reads."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}


class Site(NamedTuple):
    """One small change: the n-th node of a file, wrong in one of its ways."""

    file: str
    place: int
    way: int


def sites(file: str, source: str) -> Iterator[Site]:
    """Every change of this file, one at a time."""
    for place, (node, _) in enumerate(_nodes(ast.parse(source))):
        for way, _ in enumerate(_ways(node)):
            yield Site(file, place, way)


def changed(site: Site, source: str) -> tuple[str, str]:
    """The file's source with this change, and what changes in which line."""
    tree = ast.parse(source)
    node, holder = _nodes(tree)[site.place]
    after = _ways(deepcopy(node))[site.way]
    told = f"{getattr(node, 'lineno', 0)} {ast.unparse(node)[:70]!r} reads {ast.unparse(after)[:70]!r}"
    _put(holder, node, after)
    return ast.unparse(ast.fix_missing_locations(tree)), told


def _nodes(tree: ast.Module) -> list[tuple[ast.AST, ast.AST]]:
    """What can be changed, each with what holds it. Types and the words of documentation cannot."""
    found: list[tuple[ast.AST, ast.AST]] = []

    def walk(holder: ast.AST) -> None:
        for name, value in ast.iter_fields(holder):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for node in value if isinstance(value, list) else [value]:
                if isinstance(node, ast.AST) and not isinstance(node, ast.Import | ast.ImportFrom):
                    found.append((node, holder))
                    walk(node)

    walk(tree)
    return found


def _ways(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[one], comparators=right) if type(one) in COMPARISONS:
            return [ast.Compare(left, [COMPARISONS[type(one)]()], right)]
        case ast.BoolOp(op=one, values=values):
            other = ast.Or() if isinstance(one, ast.And) else ast.And()
            return [ast.BoolOp(other, values), *values]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return [operand]
        case ast.BinOp(left=left, op=one, right=right) if type(one) in SUMS:
            return [ast.BinOp(left, SUMS[type(one)](), right)]
        case ast.Constant(value=bool(value)):
            return [ast.Constant(not value)]
        case ast.Constant(value=int(value)):
            return [ast.Constant(value + 1)]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.Expr(value=ast.Call()):
            return [ast.Pass()]
        case ast.List(elts=elts) | ast.Set(elts=elts) if len(elts) > 1:
            return [_without(node, n) for n in range(len(elts))]
        case ast.Tuple(elts=elts) if len(elts) > 2:
            return [_without(node, n) for n in range(len(elts))]
        case _:
            return []


def _without(node: ast.AST, n: int) -> ast.AST:
    shorter = deepcopy(node)
    del shorter.elts[n]  # type: ignore[attr-defined]
    return shorter


def _put(holder: ast.AST, node: ast.AST, after: ast.AST) -> None:
    for name, value in ast.iter_fields(holder):
        if value is node:
            setattr(holder, name, after)
        elif isinstance(value, list):
            value[:] = [after if one is node else one for one in value]
