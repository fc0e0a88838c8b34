"""Every document of the web interface is valid, within the limits, and runs by a plan."""

import re
from pathlib import Path

import pytest
from graphql import DefinitionNode, FragmentDefinitionNode, OperationDefinitionNode, parse, print_ast
from graphql.execution.values import VariableValues

from odr.schema.plan import Runner
from odr.schema.schema import schema

SOURCES = Path(__file__).parents[2] / "frontend" / "src"
RUNNER = Runner(schema(), introspection=False)


def definitions() -> list[DefinitionNode]:
    """Every operation and every fragment that the interface's sources hold, several of them in one text or not."""
    return [
        definition
        for path in sorted(SOURCES.rglob("*.ts*"))
        if "generated" not in path.parts
        for text in re.findall(r"\bgraphql\(\s*`(.*?)`", path.read_text(encoding="utf-8"), re.DOTALL)
        for definition in parse(text).definitions
    ]


DEFINED = definitions()
OPERATIONS = {
    f"{node.operation.value} {node.name.value}": print_ast(node)
    for node in DEFINED
    if isinstance(node, OperationDefinitionNode) and node.name is not None
}
FRAGMENTS = {node.name.value: print_ast(node) for node in DEFINED if isinstance(node, FragmentDefinitionNode)}


def whole(text: str) -> str:
    """The document with the fragments it uses."""
    needed, waiting = dict[str, str](), [text]
    while waiting:
        for name in re.findall(r"\.\.\.\s*(\w+)", waiting.pop()):
            if name in FRAGMENTS and name not in needed:
                needed[name] = FRAGMENTS[name]
                waiting.append(FRAGMENTS[name])
    return "\n".join([text, *needed.values()])


def test_the_interface_has_documents() -> None:
    assert len(OPERATIONS) > 20
    assert len(OPERATIONS) + len(FRAGMENTS) == len(DEFINED)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_document_of_the_interface_runs_by_a_plan(name: str) -> None:
    document = RUNNER.documents.read(whole(OPERATIONS[name]), {})
    operation = document.operation(None, live=None)
    assert RUNNER._made(document, operation, VariableValues({}, {})) is not None
