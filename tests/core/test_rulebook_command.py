"""`odr rulebook` on what is shipped and on files: exit codes, and what is told."""

from importlib.resources import files
from pathlib import Path

import pytest

from odr.__main__ import main
from odr.domain.rulebook.places import values
from odr.rulebooks import DEFAULT, all_compiled, all_rulebooks
from odr.rulebooks.command import found
from tests.core.test_overlay import SHORT_ANSWER

SOURCE = (files("odr.rulebooks") / "odr-default-1.toml").read_text()


def written(folder: Path, text: str, name: str = "own.toml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def layer(folder: Path, kind: str, name: str, of: str, words: str) -> str:
    where = 'where = ["holzhaus"]\n' if kind == "seller" else ""
    head = f'overlay = "{kind}"\nid = "{name}"\nof = "{of}"\n{where}'
    return written(folder, head + words, f"{name.replace('/', '-')}.toml")


def test_everything_shipped_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(all_rulebooks())
    assert "not_yet_in_force" in next(line for line in lines if line.startswith("eu-2025-2647/1"))


def test_what_is_shipped_is_judged_without_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "lint"]) == 0
    assert "ebay-like/1: errors 0, warnings 1" in capsys.readouterr().out


def test_an_error_is_told_with_its_place_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = written(tmp_path, SOURCE.replace('expiry = "complete_by_rule"', 'expiry = "recorded"'))
    assert main(["rulebook", "lint", own]) == 1
    said = capsys.readouterr().out
    assert "ERROR file_complete: Nothing ends this stage if everybody stays silent. Give it an expiry" in said


def test_a_file_that_is_no_rulebook_is_refused_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = written(tmp_path, SOURCE.replace("[costs]", "[price]"))
    assert main(["rulebook", "lint", own]) == 1
    assert "rulebook: unknown price; allowed are" in capsys.readouterr().err
    assert main(["rulebook", "show", "nothing"]) == 1
    assert "nothing: no such file, and no such rulebook; shipped are odr-default/1" in capsys.readouterr().err


@pytest.mark.parametrize("name", all_rulebooks())
def test_every_value_is_shown_with_where_it_came_from(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "show", name]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == f"{name}  SHA-256 {all_rulebooks()[name].hash}"
    beside = (".source", ".checked")
    assert len(lines) == len([place for place in values(all_rulebooks()[name]) if not place.endswith(beside)])
    origins = set(all_compiled()[name].origins.values())
    assert all(any(f"[{origin}" in line for origin in origins) for line in lines)


def test_a_number_is_shown_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "show", "paypal-like/1"]) == 0
    said = capsys.readouterr().out
    assert "complaint.answer.limit = 20d  [paypal-like/1; PayPal help pages, 20 days [pp], checked]" in said
    assert "compliance.repair.limit = 21d  [odr-default/1; model procedure, not checked]" in said


def test_files_lie_over_what_they_name_and_over_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = layer(tmp_path, "baseline", "kiezmarkt/3", "paypal-like/1", SHORT_ANSWER)
    policy = SHORT_ANSWER.replace('"5d"', '"2d"')
    seller = layer(tmp_path, "seller", "holzhaus/1", "kiezmarkt/3", policy)
    made = found([own, seller])
    assert made.rulebook.id == "kiezmarkt/3+holzhaus/1"
    assert made.origins["decision.limit"] == "paypal-like/1"
    assert made.origins["complaint.answer.limit"] == "holzhaus/1"
    assert main(["rulebook", "show", seller]) == 1
    assert "of: kiezmarkt/3 is not known; known are odr-default/1" in capsys.readouterr().err


def test_two_rulebooks_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = layer(tmp_path, "baseline", "kiezmarkt/3", DEFAULT, SHORT_ANSWER)
    assert main(["rulebook", "diff", DEFAULT, own]) == 0
    assert "complaint.answer.limit: 7d → 5d  Less time for the respondent." in capsys.readouterr().out
    assert main(["rulebook", "diff", DEFAULT, DEFAULT]) == 0
    assert capsys.readouterr().out == "No difference.\n"
