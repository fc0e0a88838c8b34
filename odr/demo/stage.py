"""The stage of the play: who is on it, the case that it is about, the clock that can be moved."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import httpx

from odr.demo.desk import NotPossible
from odr.demo.people import OSKAR, DemoPerson
from odr.demo.player import Json, Mailbox, Player, Voice, sign_in

WHOLE_CASE = """
query Page($case: ID!) {
  case(id: $case) {
    number title role stage ground version openedAt updatedAt closedAt joined acknowledgedAt silent recordClosed
    deadlines { clause text actors mine start due lastDay zone limit }
    nextStep { who mine what }
    availableActions { action deadline reasonIfBlocked }
    roomsOpen { room meaning }
    messages { id room from { role name person you } words at }
    offers { id side room standing at expiresAt lines { remedy line amount { amount currency } } }
    proposals { id reasons standing at expiresAt answers { side accepts } lines { remedy amount { amount currency } } }
    neutrals { function name appointer payer at active }
    exhibits { id number name sha256 mediaType size disclosed }
    timeline { number at by { role name } room kind sentence leaf }
  }
  cases(first: 50) { edges { node { id number stage version myTurn due updatedAt } } }
}
"""
NOW = "query Now { demo { now } }"
STANDING = """
query Standing($case: ID!) {
  case(id: $case) {
    stage ground version
    deadlines { clause due lastDay zone mine }
    nextStep { who mine what deadline { lastDay zone } }
    availableActions { action reasonIfBlocked }
  }
}
"""


@dataclass
class Stage:
    """What all scenes share. `case` is the global id of the case, once there is one."""

    http: httpx.Client
    voice: Voice
    suffix: str
    """Tells this play's order and seller from those of other plays on the same service."""
    mailbox: Mailbox = field(init=False)
    case: str = ""
    number: str = ""
    players: dict[DemoPerson, Player] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mailbox = Mailbox(self.http)

    def player(self, who: DemoPerson) -> Player:
        """This person, signed in with a session of their own."""
        if who not in self.players:
            renew = sign_in(who)
            player = Player(who.name, self.http, renew=renew)
            player.bearer = renew(player)
            self.players[who] = player
            self.voice.tell(f"{who.name} signs in ({who.part}).")
        return self.players[who]

    def on_case(self, who: DemoPerson, name: str, wanted: str = "", /, **given: Any) -> Json:
        """Somebody acts in the case."""
        return self.player(who).do(name, wanted, case=self.case, **given)

    def ask(self, who: DemoPerson, wanted: str) -> Json:
        """Parts of the case as somebody sees them."""
        data = self.player(who).ask(f"query Part($case: ID!) {{ case(id: $case) {{ {wanted} }} }}", case=self.case)
        case: Json = data["case"]
        return case

    def standing(self, who: DemoPerson) -> Json:
        """Stage, dates and possible acts as somebody sees them."""
        case: Json = self.player(who).ask(STANDING, case=self.case)["case"]
        return case

    def page(self, who: DemoPerson) -> str:
        """Everything that somebody sees of the case and its row in their list, as one text that can be compared."""
        data = self.player(who).ask(WHOLE_CASE, case=self.case)
        rows = [edge["node"] for edge in data["cases"]["edges"] if edge["node"]["id"] == self.case]
        return json.dumps({"case": data["case"], "row": rows}, sort_keys=True, ensure_ascii=False)

    def tell_next(self, who: DemoPerson) -> None:
        """What this person sees of what comes next."""
        case = self.standing(who)
        step = case["nextStep"]
        until = step["deadline"]
        mine = "your turn" if step["mine"] else f"the turn of {listed(role(one) for one in step['who'])}"
        when = f"by the end of {day(until['lastDay'])} ({city(until['zone'])} time)"
        self.voice.sees(who.name, f"stage {case['stage'].lower().replace('_', ' ')}; {mine}, {when}. {step['what']}")

    def now(self) -> datetime:
        """What time it is at the service.

        Raises:
            NotPossible: it is not in demo mode.
        """
        demo = Player("The play", self.http).ask(NOW)["demo"]
        if demo is None:
            raise NotPossible("This service is not in demo mode; the play would be real. Start it with ODR_MODE=demo.")
        return datetime.fromisoformat(demo["now"])

    def chapter(self, title: str) -> None:
        self.voice.chapter(title, written(self.now()))

    def move_to(self, to: datetime, why: str) -> None:
        """Move the demo's clock forward."""
        answer = self.player(OSKAR).do("advanceClock", "now", to=to.isoformat())
        now = datetime.fromisoformat(answer["now"])
        self.voice.tell(f"{OSKAR.name} moves the demo's clock forward to {written(now)}, {now:%H:%M} UTC: {why}.")

    def move_past(self, who: DemoPerson, clause: str, why: str) -> None:
        """Move the clock past the bound of this clause, as this person sees it."""
        dates = {one["clause"]: one["due"] for one in self.standing(who)["deadlines"]}
        if clause not in dates:
            raise NotPossible(f"No date runs under {clause}; there are {sorted(dates)}.")
        self.move_to(datetime.fromisoformat(dates[clause]) + timedelta(minutes=1), why)


def role(name: str) -> str:
    """A role as it is read in a sentence."""
    return f"the {name.lower().replace('_', ' ')}"


def listed(words: Iterable[str]) -> str:
    """ "a, b and c" """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def day(iso: str) -> str:
    """ "Monday 4 January 2027" """
    return written(date.fromisoformat(iso))


def written(when: date) -> str:
    return f"{when:%A} {when.day} {when:%B %Y}"


def city(zone: str) -> str:
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
