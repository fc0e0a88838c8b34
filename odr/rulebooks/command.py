"""`odr rulebook`: list, judge, show and compare rulebooks, shipped ones by their ids and others by their files."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from odr.domain.rulebook import Rulebook, RulebookRefused
from odr.domain.rulebook.compare import diff
from odr.domain.rulebook.lint import Severity, lint
from odr.domain.rulebook.overlay import Compiled, Source, compiled, read_source
from odr.domain.rulebook.places import numbers, plain, values
from odr.rulebooks import all_rulebooks, all_sources, chain
from odr.rulebooks.meanings import meaning, spoken_by
from odr.simulations import command as simulations

_MEASURED = ("limit", "length", "percent")
_BESIDE_A_NUMBER = ("source", "checked")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the acts and their options."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    for name, (work, told, count) in _ACTS.items():
        act = acts.add_parser(name, help=told, description=told)
        act.set_defaults(run_act=work)
        if count:
            act.add_argument("rulebooks", nargs=count, metavar="RULEBOOK", help="an id that is shipped, or a file")
    _add_diff(acts.add_parser("diff", help=DIFF, description=DIFF))
    _add_simulate(acts.add_parser("simulate", help=simulations.HELP, description=simulations.HELP))


DIFF = "Say what is different in the second rulebook, and what that changes for a case."


def _add_diff(act: argparse.ArgumentParser) -> None:
    act.add_argument("rulebooks", nargs=2, metavar="RULEBOOK", help="an id that is shipped, or a file")
    act.add_argument("--language", default="", metavar="LANGUAGE", help="the second rulebook's first unless given")


def _add_simulate(act: argparse.ArgumentParser) -> None:
    act.add_argument("rulebooks", nargs="+", metavar="RULEBOOK", help="an id that is shipped, or a file")
    simulations.add_arguments(act)


def run(arguments: argparse.Namespace, today: date) -> int:
    """Print what was asked for and answer the exit code: 1 for a rulebook with errors or one that cannot be used."""
    try:
        if arguments.act == "simulate":
            return simulations.run(arguments, found(arguments.rulebooks).rulebook, today)
        if arguments.act == "diff":
            return _diff(arguments.rulebooks, arguments.language)
        act: Callable[[Sequence[str], date], int] = arguments.run_act
        return act(getattr(arguments, "rulebooks", ()), today)
    except RulebookRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1


def found(names: Sequence[str]) -> Compiled:
    """The rulebook that these make: the first with all it lies over, the others as layers on top. RulebookRefused."""
    first, *above = [_source(name) for name in names]
    base, *layers = chain(first, {**all_sources(), **{source.id: source for source in above}})
    return compiled(base, [*layers, *above])


def _source(name: str) -> Source:
    shipped, file = all_sources(), Path(name)
    if name in shipped:
        return shipped[name]
    if not file.is_file():
        raise RulebookRefused(f"{name}: no such file, and no such rulebook; shipped are {', '.join(shipped)}")
    return read_source(file.read_bytes())


def _list(_: Sequence[str], today: date) -> int:
    rows = [_row(rulebook) for rulebook in all_rulebooks().values()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for *cells, last in rows:
        _say("  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), last]))
    return 0


def _row(rulebook: Rulebook) -> tuple[str, ...]:
    checked = Counter(number.checked for _, number in numbers(rulebook))
    said = f"{checked[True]} of {checked.total()} numbers checked"
    title = rulebook.title.in_language(rulebook.languages[0])
    return rulebook.id, rulebook.status, f"from {rulebook.in_force_from}", said, title


def _lint(names: Sequence[str], today: date) -> int:
    judged = [found(names).rulebook] if names else all_rulebooks().values()
    return max([_judge(rulebook, today) for rulebook in judged])


def _judge(rulebook: Rulebook, today: date) -> int:
    findings = lint(rulebook, today)
    for one in findings:
        _say(f"{rulebook.id}: {one.severity} {one.place}: {one.what} {one.to_do}")
    count = Counter(one.severity for one in findings)
    _say(f"{rulebook.id}: errors {count[Severity.ERROR]}, warnings {count[Severity.WARNING]}")
    return 1 if count[Severity.ERROR] else 0


def _show(names: Sequence[str], today: date) -> int:
    shown = found(names)
    _say(f"{shown.rulebook.id}  SHA-256 {shown.rulebook.hash}")
    for line in _lines(shown):
        _say(line)
    return 0


def _lines(shown: Compiled) -> Iterator[str]:
    """Each value with the file it came from; a number with its source."""
    held = values(shown.rulebook)
    for place, value in held.items():
        table, _, key = place.rpartition(".")
        if key in _BESIDE_A_NUMBER:
            continue
        origin = _origin(place, shown)
        if key in _MEASURED:
            mark = "checked" if held[f"{table}.checked"] else "not checked"
            origin = f"{origin}; {held[f'{table}.source']}, {mark}"
        yield f"{place} = {plain(value)}  [{origin}]"


def _origin(place: str, shown: Compiled) -> str:
    """The file of a value; a list of tables is one value of its file."""
    above = next(one for one in _upwards(place) if one in shown.origins)
    return shown.origins[above]


def _upwards(place: str) -> Iterator[str]:
    keys = place.split(".")
    return (".".join(keys[:count]) for count in range(len(keys), 0, -1))


def _diff(names: Sequence[str], language: str) -> int:
    old, new = (found([name]).rulebook for name in names)
    spoken = spoken_by(new, language)
    changes = diff(old, new)
    for one in changes:
        _say(f"{one.place}: {one.before or 'nothing'} → {one.after or 'nothing'}  {meaning(one.meaning, spoken)}")
    if not changes:
        _say("No difference.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


_ACTS: dict[str, tuple[Callable[[Sequence[str], date], int], str, int | str | None]] = {
    "list": (_list, "List the rulebooks that are shipped.", None),
    "lint": (_lint, "Say what a rulebook leaves open or contradicts; every shipped one unless one is named.", "*"),
    "show": (_show, "Print every value with the file it came from and its source.", "+"),
}
"""Each act with what it does, its help, and how many rulebooks it takes. Files after the first lie over it."""
