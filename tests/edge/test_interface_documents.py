"""Every document of the web interface is valid, within the limits, and runs by a plan."""

import re
from pathlib import Path

import pytest
from graphql.execution.values import VariableValues

from odr.schema.plan import Runner
from odr.schema.schema import schema

SOURCES = Path(__file__).parents[2] / "frontend" / "src"
RUNNER = Runner(schema(), introspection=False)


def documents() -> dict[str, str]:
    """The documents by their first line, as the interface's sources hold them."""
    texts = [
        found
        for path in sorted(SOURCES.rglob("*.ts*"))
        if "generated" not in path.parts
        for found in re.findall(r"\bgraphql\(\s*`(.*?)`", path.read_text(encoding="utf-8"), re.DOTALL)
    ]
    return {text.strip().split("{")[0].strip(): text for text in texts}


DOCUMENTS = documents()
FRAGMENTS = {name.split()[1]: text for name, text in DOCUMENTS.items() if name.startswith("fragment")}


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
    assert len(DOCUMENTS) > 20


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.startswith("fragment")])
def test_a_document_of_the_interface_runs_by_a_plan(name: str) -> None:
    document = RUNNER.documents.read(whole(DOCUMENTS[name]), {})
    operation = document.operation(None, live=None)
    assert RUNNER._made(document, operation, VariableValues({}, {})) is not None
