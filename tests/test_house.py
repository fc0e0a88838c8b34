"""The house keeps its own rules: which way imports go, how long things are, where the clock and the dice stand."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE_LIMIT = 320
FUNCTION_LIMIT = 45
EDGES = frozenset({"schema", "outbox", "exports", "records", "worker", "notices", "demo", "webhooks", "app"})
GROUND = frozenset({"settings", "store", "prepared", "clock", "ids", "lanes", "logs", "remembered"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    return sorted((ROOT / "odr").rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """The full name of everything a file imports, wherever in it: `from odr.store import Store` is odr.store.Store."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def room(path: Path) -> str:
    """The part of the house a file belongs to: odr/schema/cases.py is in `schema`, odr/clerk.py is `clerk`."""
    return path.relative_to(ROOT / "odr").parts[0].removesuffix(".py")


def crossings(inside: frozenset[str], forbidden: frozenset[str]) -> list[str]:
    """Imports from the rooms `inside` of anything in the rooms `forbidden`."""
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules()
        if room(path) in inside
        for name in imports(path)
        if name.startswith("odr.") and name.split(".")[1] in forbidden
    ]


def test_the_domain_imports_itself_and_the_standard_library_only() -> None:
    outside = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules()
        if room(path) == "domain"
        for name in imports(path)
        if not name.startswith("odr.domain.") and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert outside == []


@pytest.mark.parametrize("name", ["datetime.now", "time.time", "urandom", "open"])
def test_the_domain_asks_no_clock_and_does_no_io(name: str) -> None:
    assert [call for call in calls(name) if call.startswith("odr/domain/")] == []


def test_the_docket_knows_nothing_of_who_uses_it() -> None:
    assert crossings(frozenset({"docket", "codec"}), EDGES - {"outbox"} | {"clerk"}) == []


def test_the_clerk_knows_nothing_of_the_edges() -> None:
    assert crossings(frozenset({"clerk", "views"}), EDGES - {"outbox"}) == []


def test_the_ground_carries_and_knows_nobody() -> None:
    rooms = frozenset(room(path) for path in modules())
    assert crossings(GROUND, rooms - GROUND) == []


def test_the_application_is_known_to_the_command_line_only() -> None:
    rooms = frozenset(room(path) for path in modules())
    assert crossings(rooms - {"app", "__main__"}, frozenset({"app"})) == []


def test_the_renderer_is_loaded_in_its_own_process_only() -> None:
    """It loads libraries of the system: a quarter of the start of every other process."""
    alone = ROOT / "odr" / "records" / "paint.py"
    asked = {path: list(imports(path)) for path in modules()}
    assert [path for path, names in asked.items() if any(name.startswith("weasyprint") for name in names)] == [alone]
    assert not [path for path, names in asked.items() if any("records.paint" in name for name in names)]


def test_hostile_files_are_read_in_their_own_process_only() -> None:
    """A library that is taken over by a file must not hold the service's keys."""
    alone = ROOT / "odr" / "evidence" / "renditions"
    readers = ("PIL", "pypdfium2", "pikepdf", "zipfile", "xml")
    own = [path for path in modules() if any(name.split(".")[0] in readers for name in imports(path))]
    assert [path for path in own if path.parent != alone and room(path) in ("evidence", "schema")] == []
    loaded = [f"odr.evidence.renditions.{path.stem}" for path in own]
    inside = {path for path in modules() if path.parent == alone}
    asked = {path: list(imports(path)) for path in modules() if path not in inside}
    assert not [path for path, names in asked.items() if any(name.startswith(tuple(loaded)) for name in names)]


def calls(name: str) -> list[str]:
    """Where something is called by the dotted name that ends in `name`."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and re.search(rf"(^|\.){re.escape(name)}$", ast.unparse(node.func))
    ]


@pytest.mark.parametrize("name", ["datetime.now", "datetime.utcnow", "date.today", "time.time", "time.time_ns"])
def test_only_the_clock_knows_what_time_it_is(name: str) -> None:
    assert [call for call in calls(name) if not call.startswith("odr/clock.py")] == []


@pytest.mark.parametrize("name", ["uuid1", "uuid4", "urandom", "token_bytes", "token_hex", "token_urlsafe"])
def test_all_randomness_comes_from_one_place(name: str) -> None:
    assert [call for call in calls(name) if not call.startswith("odr/ids.py")] == []


def test_nobody_draws_from_a_generator_that_can_be_guessed() -> None:
    """But for the clerk, whose waiting between two tries is no secret."""
    guessed = (path.name for path in modules() if any(name.split(".")[0] == "random" for name in imports(path)))
    assert set(guessed) <= {"clerk.py"}


def test_every_name_of_the_environment_is_documented() -> None:
    written = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    used = {name for path in modules() for name in re.findall(r"\b(ODR_[A-Z_]*[A-Z])\b", path.read_text("utf-8"))}
    assert [name for name in sorted(used) if f"`{name}`" not in written] == []


def test_no_file_is_longer_than_a_room() -> None:
    lengths = {path.relative_to(ROOT): path.read_text("utf-8").count("\n") for path in modules()}
    assert {str(path): length for path, length in lengths.items() if length >= FILE_LIMIT} == {}


def length(function: Function) -> int:
    """Lines from `def` to the end, without what explains it."""
    first = function.body[0]
    is_explained = ast.get_docstring(function, clean=False) is not None
    explained = (first.end_lineno or 0) - first.lineno + 1 if is_explained else 0
    return (function.end_lineno or 0) - function.lineno + 1 - explained


def functions() -> Iterator[tuple[str, int]]:
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length(node)


def test_no_function_is_longer_than_a_glance() -> None:
    assert {name: lines for name, lines in functions() if lines >= FUNCTION_LIMIT} == {}


def test_functions_are_short_at_the_median() -> None:
    lengths = sorted(lines for _, lines in functions())
    assert lengths[len(lengths) // 2] <= 10


def tracked() -> list[Path]:
    """The files of the repository; without git, every file of the parts that are released."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return [path for part in ("odr", "tests", "docs", "migrations") for path in (ROOT / part).rglob("*.*")]


@pytest.mark.parametrize(
    "pattern",
    [r"(?<![\w.~])/(work|root)/", r"\.pyenv\b", r"\bpyp[i]\.org", r"pythonhoste[d]", r"registry\.(npmj[s]|yarnpk[g])"],
)
def test_nothing_names_a_machine_or_a_package_index(pattern: str) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__) and re.search(pattern, text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
