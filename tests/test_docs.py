"""What is documented is what there is: pages made from the code agree with it, links lead somewhere, documents run."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate
from graphql.execution.values import get_variable_values

from odr.__main__ import COMMANDS
from odr.domain.calendar import read_length
from odr.domain.course import FRAMES_OF
from odr.rulebooks import DEFAULT, all_rulebooks
from scripts.docs import parts, refusals, words

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CLAUSES = all_rulebooks()[DEFAULT].clauses
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
REQUIREMENTS = (
    "L1 L2 L3 L4 L5 W1 W2 R1 R2 R3 F1 F2 C1 C2 C3 C4 C5 C6 D1 D2 D3 D4 D5 D6 D7 K1 K2 K3 K4 P1 P2 P3 P4 P5"
    " I1 I2 I3 I4 S1 S2 S3 S4 S5 S6 X1 X2 X3 X4 Q"
).split()


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", parts.pages(), ids=name_of)
def test_generated_parts_are_what_the_code_says(page: Path) -> None:
    """When they differ: .venv/bin/python -m scripts.docs"""
    text = page.read_text(encoding="utf-8")
    assert parts.filled(text) == text


def test_every_part_is_shown_once() -> None:
    shown = [name for page in parts.pages() for name in parts.places(page.read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(parts.PARTS)


def test_every_refusal_is_explained() -> None:
    text = read("docs/reference/errors.md")
    codes = {refusals.code_of(one) for one in refusals.refusals()}
    assert set(re.findall(r"^\| `([A-Z_]+)` \| (?:`|\|)", text, re.MULTILINE)) | codes == codes
    assert {code for code in codes if f"| `{code}` |" not in text} == set()


def test_every_mutation_is_explained() -> None:
    told = set(re.findall(r"^\| `([a-z]\w+)` \|", read("docs/reference/graphql.md"), re.MULTILINE))
    assert told == set(refusals.codes_of_mutations())


def test_operators_read_of_every_command() -> None:
    text = read("docs/guides/operator.md") + read("docs/deploy.md")
    assert [name for name in COMMANDS if f"odr {name}" not in text] == []


def headings(text: str) -> set[str]:
    """The anchors of a page, as they are made from its headings."""
    found = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one).strip().lower().replace(" ", "-") for one in found}


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The relative links of a page: file and anchor."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"(?:\]\(|(?:src|href|srcset)=\")([^)\s\"]+)", text):
        if "://" not in target and not target.startswith("mailto:"):
            file, _, anchor = target.partition("#")
            yield file, anchor


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, anchor in links(page):
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), file
        assert target.is_relative_to(ROOT), file
        if anchor:
            assert anchor in headings(target.read_text(encoding="utf-8")), f"{file}#{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    reached, new = set(), {DOCS / "README.md"}
    while new:
        reached |= new
        found = {(page.parent / file).resolve() for page in new for file, _ in links(page) if file.endswith(".md")}
        new = {page for page in found if page.is_relative_to(DOCS)} - reached
    assert set(DOCS.rglob("*.md")) - reached == set()


@pytest.fixture(scope="module")
def sdl() -> GraphQLSchema:
    return build_schema(read("docs/schema.graphql"))


def documents() -> list[tuple[str, str]]:
    return [
        (f"{name_of(page)}:{number}", document)
        for page in PAGES
        for number, document in enumerate(
            re.findall(r"^```graphql\n(.*?)^```", page.read_text("utf-8"), re.M | re.S), 1
        )
    ]


@pytest.mark.parametrize("document", [document for _, document in documents()], ids=[name for name, _ in documents()])
def test_every_document_is_valid(sdl: GraphQLSchema, document: str) -> None:
    assert validate(sdl, parse(document)) == []


def with_variables() -> list[tuple[str, str]]:
    """Documents that are followed by their variables."""
    pairs = re.compile(r"^```graphql\n((?:(?!```).*\n)*)```\n\n```json\n((?:(?!```).*\n)*)```", re.MULTILINE)
    return [pair for page in PAGES for pair in pairs.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize(("document", "variables"), with_variables())
def test_the_variables_of_a_document_fit(sdl: GraphQLSchema, document: str, variables: str) -> None:
    (operation,) = parse(document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert not isinstance(get_variable_values(sdl, operation.variable_definitions, json.loads(variables)), list)


@pytest.mark.parametrize(
    "clause", [clause for clauses in FRAMES_OF.values() for clause in clauses if clause in CLAUSES]
)
def test_the_length_of_a_stage_is_told_as_the_file_has_it(clause: str) -> None:
    """Read from the file itself, apart from the generator."""
    toml = (ROOT / "odr" / "rulebooks" / "odr-default-1.toml").read_text(encoding="utf-8")
    found = re.search(
        rf'^\[{re.escape(clause)}\]\n(?:.+\n)*?limit = "(\w+)"\n(?:.+\n)*?text.en = "(.+)"', toml, re.MULTILINE
    )
    assert found is not None
    rows = [row for row in read("docs/explanation/procedure.md").splitlines() if found[2] in row]
    assert rows
    assert all(f"| {words.length(read_length(found[1]))} |" in row for row in rows)


def test_days_told_in_sentences_are_those_of_the_rulebook() -> None:
    """Pages for people say them in words; a change of the rulebook has to change the words."""
    clauses = all_rulebooks()[DEFAULT].clauses
    told = {
        "complaint.answer": ("7d", "docs/guides/party.md", "seven days to answer"),
        "escalation": ("1y", "docs/guides/party.md", "within a year"),
        "acceptance": ("14d", "docs/guides/party.md", "fourteen days to accept"),
        "negotiation.offer_answer": ("7d", "docs/guides/party.md", "Without a date, an offer holds for seven days"),
        "mediation.agree": ("10d", "docs/guides/mediator.md", "Mediation lasts ten days"),
        "decision": ("14d", "docs/guides/mediator.md", "fourteen days for the decision"),
        "file_complete": ("3wd", "docs/guides/mediator.md", "three working days to confirm"),
        "intake.admit": ("3wd", "docs/guides/marketplace.md", "three working days"),
        "appointment": ("2d", "docs/guides/marketplace.md", "two days"),
    }
    for clause, (limit, page, sentence) in told.items():
        assert str(clauses[clause].limit) == limit, clause
        assert sentence in " ".join(read(page).split()), sentence


def test_every_row_of_the_requirements_is_answered() -> None:
    rows = re.findall(
        r"^\| ([A-Z]\d?) \| [^|]+ \| (met|partly|not yet) \|", read("docs/reference/requirements.md"), re.M
    )
    assert [row for row, _ in rows] == REQUIREMENTS


def test_what_the_requirements_point_at_is_there() -> None:
    named = re.findall(r"`((?:odr|tests|docs|frontend)/[^`]+)`", read("docs/reference/requirements.md"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_map_of_the_house_is_true() -> None:
    named = set(re.findall(r"^\| `([\w./-]+)/` \|", read("README.md"), re.MULTILINE))
    there = {f"odr/{one.name}" for one in (ROOT / "odr").iterdir() if (one / "__init__.py").exists()}
    assert [name for name in named if not (ROOT / name).is_dir()] == []
    assert there - named == set()
