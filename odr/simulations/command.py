"""`odr rulebook simulate`: the dated course of a case that nobody has, under a rulebook and a script."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from odr.calendars import Calendars
from odr.domain.calendar import Unit, read_length, zone_info
from odr.domain.possible import Action
from odr.domain.rulebook import Acts, Rulebook
from odr.domain.simulate import PLAYERS, Course, Script, Setting, simulate
from odr.domain.simulate.acts import SPOKEN
from odr.domain.simulate.script import Line
from odr.notices.words import Words
from odr.rulebooks.meanings import spoken_by
from odr.simulations.data import json
from odr.simulations.svg import svg
from odr.simulations.text import text
from odr.simulations.words import spoken

HELP = "Say on which day a case would be where, if these stay silent and those act then."
FORMATS: dict[str, Callable[[Course, Words], str]] = {
    "text": text,
    "json": lambda course, say: json(course),
    "svg": svg,
}
NOON = time(12)
EVERYBODY = "all"


class Act(NamedTuple):
    """`respondent=2d`, or `respondent=2d:make_offer`: who acts how long after it became possible, and what is meant."""

    player: Acts
    after: timedelta
    action: Action | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    players = ", ".join(player.value for player in PLAYERS)
    parser.add_argument(
        "--from", dest="start", type=date.fromisoformat, metavar="DATE", help="filed at noon of this day"
    )
    parser.add_argument("--silent", type=_players, default=frozenset(), metavar="WHO,...", help=f"of {players}, or all")
    parser.add_argument(
        "--act",
        dest="acts",
        type=_act,
        action="append",
        default=[],
        metavar="WHO=WHEN[:ACT]",
        help="acts so long (2d, 12h) after it is possible; with ACT, an act that nobody takes unasked; may be repeated",
    )
    for side in ("complainant", "respondent", "staff"):
        parser.add_argument(f"--{side}-zone", metavar="ZONE", help="an IANA name, Europe/Berlin unless given")
        parser.add_argument(
            f"--{side}-place", metavar="PLACE", help="whose holidays count: DE, or DE-BY; DE unless given"
        )
    parser.add_argument("--days", type=int, default=366, help="how long at most, 366 unless given")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text unless given")
    parser.add_argument(
        "--language", default="", metavar="LANGUAGE", help="of text and drawing; the rulebook's first unless given"
    )
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write there instead of to the terminal")


def run(arguments: argparse.Namespace, rulebook: Rulebook, today: date) -> int:
    """Print or write the course; the exit code is 0. Refuses: ZoneUnknown, PlaceUnknown, CalendarUnknown.

    Raises:
        RulebookRefused: it does not declare the language.
    """
    setting = _setting(arguments)
    noon = datetime.combine(arguments.start or today, NOON, zone_info(setting.complainant.zone))
    days, lasts = Calendars().of, timedelta(days=arguments.days)
    course = simulate(rulebook, noon.astimezone(UTC), _script(arguments), setting, days, lasts)
    said = FORMATS[arguments.format](course, spoken(spoken_by(rulebook, arguments.language)))
    if arguments.out is None:
        sys.stdout.write(said)
    else:
        arguments.out.write_text(said, encoding="utf-8")
    return 0


def _script(arguments: argparse.Namespace) -> Script:
    acts: list[Act] = arguments.acts
    return Script(
        silent=arguments.silent,
        after={one.player: one.after for one in acts if one.action is None},
        named={Line(one.player, one.action): one.after for one in acts if one.action is not None},
    )


def _setting(arguments: argparse.Namespace) -> Setting:
    usual = Setting()
    sides = {}
    for side in ("complainant", "respondent"):
        party = getattr(usual, side)
        country, _, region = (getattr(arguments, f"{side}_place") or party.place).partition("-")
        zone = getattr(arguments, f"{side}_zone") or party.zone
        sides[side] = replace(party, zone=zone, country=country, region=region)
    return Setting(
        **sides,
        staff_zone=arguments.staff_zone or usual.staff_zone,
        staff_place=arguments.staff_place or usual.staff_place,
    )


def _players(given: str) -> frozenset[Acts]:
    return frozenset(PLAYERS) if given == EVERYBODY else frozenset(map(_player, given.split(",")))


def _player(name: str) -> Acts:
    found = next((player for player in PLAYERS if player.value == name.strip()), None)
    if found is None:
        raise argparse.ArgumentTypeError(f'"{name}" is none of {", ".join(player.value for player in PLAYERS)}')
    return found


def _act(given: str) -> Act:
    who, _, said = given.partition("=")
    when, _, what = said.partition(":")
    return Act(_player(who), _after(when), _action(what) if what else None)


def _after(given: str) -> timedelta:
    """`at_once`, or days and hours of the clock: 2d, 12h."""
    if given == "at_once":
        return timedelta()
    try:
        length = read_length(given)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    if length.unit not in (Unit.DAY, Unit.HOUR):
        raise argparse.ArgumentTypeError(f'"{given}": somebody acts after days (2d) or hours (12h), or at_once')
    return timedelta(days=length.count) if length.unit is Unit.DAY else timedelta(hours=length.count)


def _action(given: str) -> Action:
    found = next((action for action in SPOKEN if action.value == given.upper()), None)
    if found is None:
        raise argparse.ArgumentTypeError(f'"{given}" is none of {", ".join(a.value.lower() for a in SPOKEN)}')
    return found
