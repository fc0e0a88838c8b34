"""The trees of questions that come with the service: one TOML file per version, never edited once released."""

from functools import cache
from importlib.resources import files

from odr.domain.diagnosis import Tree, lint
from odr.domain.rulebook.reading import read_record
from odr.domain.rulebook.terms import RulebookRefused

NEWEST = "buyer/1"


@cache
def trees() -> dict[str, Tree]:
    """Every tree, by its id. Raises RulebookRefused when a file cannot be used."""
    found = (_read(one.name) for one in files(__name__).iterdir() if one.name.endswith(".toml"))
    return {tree.id: tree for tree in found}


def _read(name: str) -> Tree:
    tree: Tree = read_record(Tree, (files(__name__) / name).read_bytes(), name)
    problems = lint(tree)
    if problems:
        raise RulebookRefused(f"{name}: {'; '.join(problems)}")
    return tree
