"""Puts a wrong module in the place of the right one, in a process that has imported it everywhere already."""

import sys
from types import FunctionType, ModuleType
from typing import Any


def replace_by(module: ModuleType, source: str) -> None:
    """Every function does what the wrong source says, and every constant is the wrong one, wherever it was imported."""
    names: dict[str, Any] = {**vars(module)}
    exec(compile(source, module.__name__, "exec"), names)
    for name, right in list(vars(module).items()):
        wrong = names[name]
        if wrong is right:
            continue
        if isinstance(right, FunctionType):
            _do(right, wrong)
        elif isinstance(right, type):
            _methods(right, wrong)
        else:
            _everywhere(name, right, wrong)


def _do(right: FunctionType, wrong: FunctionType) -> None:
    right.__code__, right.__defaults__, right.__kwdefaults__ = wrong.__code__, wrong.__defaults__, wrong.__kwdefaults__


def _methods(right: type, wrong: type) -> None:
    for name, method in vars(right).items():
        method, other = (getattr(one, "fget", one) for one in (method, vars(wrong).get(name)))
        both = isinstance(method, FunctionType) and isinstance(other, FunctionType)
        if both and method.__code__.co_freevars == other.__code__.co_freevars:
            _do(method, other)


def _everywhere(name: str, right: Any, wrong: Any) -> None:
    for module in list(sys.modules.values()):
        if module.__name__.startswith(("odr.", "tests.")) and vars(module).get(name) is right:
            setattr(module, name, wrong)
