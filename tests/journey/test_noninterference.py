"""What is said in private changes nothing for anybody else: the whole journey, with it and without, byte for byte.

The journey is a list of acts at fixed hours. Some are private. It is played once without them and once with some of
them, the clock and all randomness pinned by the step; then everything that the other readers get is compared: every
field of every page and list, nodes, mails, notices, the data of records, the regulator's export.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from odr import ids as randomness
from odr.app import parts
from odr.docket import dockets
from odr.domain.roles import Role
from odr.notices import post
from odr.outbox import claim, outbox
from odr.promises import TOLD_AFTER
from odr.records.content import to_json
from odr.records.issue import Recipient
from odr.records.reading import Scope
from odr.schema import ids
from odr.store import EPOCH, Store, instant, micros
from odr.verification import verify_dockets
from odr.worker import carry_out
from tests.conftest import HandClock
from tests.databases import empty
from tests.journey.city import City
from tests.schema.house import address, complaint, eur, remedy
from tests.schema.reading import CASE, CASES, everything_of
from tests.schema.test_journey import candidates

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
TALK, COMPLAINANT, RESPONDENT, DRAFTS_C, DRAFTS_R, BID_C, BID_R, OTHER_C, OTHER_R = (
    "talk without prejudice",
    "the complainant's caucus and answer",
    "the respondent's caucus and answer",
    "the complainant's drafts",
    "the respondent's drafts",
    "the complainant's bid",
    "the respondent's bid",
    "another bid of the complainant's",
    "another bid of the respondent's",
)
"""Which private things are done in a playing."""

NOTICES = f"""{{ notices(first: 100) {{ edges {{ cursor node {{ {everything_of("Notice")} }} }}
  pageInfo {{ hasNextPage endCursor }} }} viewer {{ {everything_of("Viewer")} }} }}"""
ORDERS = f"{{ orders(first: 5) {{ edges {{ cursor node {{ {everything_of('Order')} }} }} }} }}"
NODE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Case {{ {everything_of('Case')} }} }} }}"
OWED = "query ($id: ID!) { case(id: $id) { compensation { lines { id } } } }"
RECORDS = f"query ($case: ID!) {{ caseRecords(case: $case) {{ {everything_of('CaseRecord')} }} }}"
PAGES: tuple[tuple[str, dict[str, Any]], ...] = (
    (CASE, {"id": None}),
    (NODE, {"id": None}),
    (CASES, {"first": 20}),
    (CASES, {"first": 20, "filter": {"myTurn": True}}),
    (NOTICES, {}),
    (ORDERS, {}),
    (RECORDS, {"case": None}),
)
"""What a reader can ask for; None stands for the case."""
ROLES = {
    "buyer": Role.COMPLAINANT,
    "seller": Role.RESPONDENT,
    "mediator": Role.MEDIATOR,
    "decider": Role.DECIDER,
    "admin": Role.MARKETPLACE,
    "registrar": Role.REGISTRAR,
}


class Pinned:
    """Random bytes that follow from what is being done, so that what is done beside it draws none of them."""

    def __init__(self) -> None:
        self.step, self.drawn = "", 0

    def at(self, step: str) -> None:
        self.step, self.drawn = step, 0

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(f"{self.step}/{self.drawn}".encode()).digest(count)


@dataclass
class Played:
    """One playing of the journey: what everybody got."""

    got: dict[str, list[tuple[str, bytes]]] = field(default_factory=dict)
    mails: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)


class Play:
    """Plays the journey in a new city. `private`: which private acts are done."""

    def __init__(self, store: Store, folder: Path, private: frozenset[str], patch: pytest.MonkeyPatch) -> None:
        empty(store)
        self.private, self.played, self.pinned = private, Played(), Pinned()
        patch.setattr(randomness, "random_bytes", self.pinned)
        patch.setattr(post, "hand_over", self._deliver)
        self.pinned.at("city")
        self.city = City(store, HandClock(START), folder)
        self.pinned.at("order")
        self.case = ""

    def _deliver(self, _url: str, mail: EmailMessage) -> None:
        texts = [(part.get_content_type(), part.get_content()) for part in mail.walk() if not part.is_multipart()]
        heads = sorted((key, value) for key, value in mail.items() if key != "Content-Type")
        self.played.mails.setdefault(mail["To"], []).append((heads, texts))

    def step(self, hours: float, who: str, act: str, answer: str = "", private: str = "", **asked: Any) -> Any:
        """Somebody acts at this hour after the start; the worker works before and after, whether they do or not."""
        return self.at(hours, f"{who} {act}", lambda: self.city.as_(who).done(act, answer, **asked), private)

    def on_case(self, hours: float, who: str, act: str, answer: str = "", private: str = "", **asked: Any) -> Any:
        return self.step(hours, who, act, answer, private, case=self.case, **asked)

    def at(self, hours: float, name: str, work: Callable[[], Any], private: str = "") -> Any:
        self.city.clock.at = START + timedelta(hours=hours)
        self._worker()
        self._enter(hours)
        done = None
        if not private or private in self.private:
            self.pinned.at(f"{hours} {name}")
            done = work()
        self._worker()
        return done

    def _enter(self, hours: float) -> None:
        """Who signs in anew does so whether they act or not."""
        for who in self.city.people:
            self.pinned.at(f"{hours} {who} enters")
            self.city.as_(who)

    def _worker(self) -> None:
        """A worker that lives: at each bound, and whenever a message is due, up to now."""
        now = self.city.clock.now()
        while (next_at := self._next()) is not None and next_at < now:
            self.city.clock.at = next_at
            self._round()
        self.city.clock.at = now
        self._round()

    def _next(self) -> datetime | None:
        """When the worker has something to do next."""
        bounds = select(func.min(dockets.c.due_at) + micros(EPOCH + TOLD_AFTER) + 1)
        open_ones = outbox.c.done_at.is_(None) & outbox.c.dead_at.is_(None)
        due = select(func.min(func.coalesce(outbox.c.claimed_until, outbox.c.not_before))).where(open_ones)
        with self.city.store.read() as conn:
            found = [at for asked in (bounds, due) if (at := conn.execute(asked).scalar()) is not None]
        return instant(min(found)) if found else None

    def _round(self) -> None:
        self.pinned.at(f"sweep {self.city.clock.now()}")
        self.city.house.clerk.sweep(self.city.clock.now())
        while messages := claim(self.city.store, self.city.clock.now(), 20):
            for message in messages:
                self.pinned.at(f"carry out {message.id}")
                carry_out(parts(self.city.house), message)

    def look(self, name: str) -> None:
        """Everything that everybody can read now."""
        for who in (*ROLES, "stranger", "regulator"):
            self.pinned.at(f"look {name} {who}")
            got, caller = self.played.got.setdefault(who, []), self.city.as_(who)
            for document, variables in PAGES:
                asked = {key: self.case if value is None else value for key, value in variables.items()}
                got.append((f"{name}: {document[:60]}", caller.post(document, **asked).content))
            if who in ROLES:
                got += self._records(name, who)

    def _records(self, name: str, who: str) -> list[tuple[str, bytes]]:
        """The data of both records, as the PDF embeds it."""
        local, at = ids.local(self.case, "Case"), self.city.clock.now()
        office, person = self.city.house.records, self.city.people[who]
        return [
            (f"{name}: {scope} record", to_json(office.content(Recipient(local, ROLES[who], scope, "en", person), at)))
            for scope in Scope
        ]

    def file(self) -> None:
        order = self.city.register()
        made = self.step(0, "buyer", "fileComplaint", "case { id }", **complaint(order))
        self.case = made["case"]["id"]
        (_, texts), *_ = self.played.mails["info@holzhaus.example"]
        token = texts[0][1].partition("token=")[2].split()[0]
        self.step(1, "seller", "acceptCaseInvitation", token=token)
        self.on_case(2, "seller", "answerComplaint", position="DISPUTES", statement="It left us whole.")
        self.on_case(3, "buyer", "escalateComplaint", reasons="The base is cracked.")
        self.on_case(4, "admin", "admitCase")
        self.hear_a_maker()

    def hear_a_maker(self) -> None:
        """The stranger made the lamp: what they read must not depend on what is said in private either."""
        asked = {"kind": "MAKER", "lines": ["1"], "reasons": "Does it crack?", "email": address("stranger")}
        third = self.on_case(4.2, "admin", "inviteThirdParty", "thirdParty { id }", **asked)["thirdParty"]["id"]
        (_, texts), *_ = self.played.mails[address("stranger")]
        token = texts[0][1].partition("token=")[2].split()[0]
        self.step(4.4, "stranger", "acceptPart", token=token)
        self.on_case(4.6, "seller", "askThirdParty", thirdParty=third, words="Did it crack before?")
        self.on_case(4.8, "stranger", "giveThirdPartyStatement", words="Not that we know of.")

    def negotiate(self) -> None:
        lines, room = [remedy("30.00", "REFUND_PARTIAL")], "WITHOUT_PREJUDICE"
        self.on_case(5, "seller", "sendMessage", room="OPEN", words="The parcel left us whole.")
        self.on_case(6, "buyer", "sendMessage", private=TALK, room=room, words="Sixty, and we are done.")
        made = self.on_case(7, "seller", "makeOffer", "offer { id }", private=TALK, lines=lines)
        offer = made and made["offer"]["id"]
        self.on_case(8, "buyer", "declineOffer", private=TALK, offer=offer)
        self.on_case(9, "buyer", "makeOffer", private=TALK, lines=lines, conditions="At once.")
        self.at(10, "seller drafts", lambda: self.city.hand_in("seller", self.case), DRAFTS_R)
        self.at(11, "buyer drafts", lambda: self.city.hand_in("buyer", self.case), DRAFTS_C)
        self.bid()
        self.on_case(24 * 4, "buyer", "leaveNegotiation")

    def bid(self) -> None:
        """Secret bids that do not meet, whichever amounts are named."""
        made = self.on_case(12, "buyer", "openBidding", "bidding { id }", private=TALK)
        asked = {"bidding": made and made["bidding"]["id"], "effectUnderstood": True}
        for hour, who, bid, other, amounts in (
            (13, "buyer", BID_C, OTHER_C, ("79.00", "61.25")),
            (14, "seller", BID_R, OTHER_R, ("3.00", "11.50")),
        ):
            amount = eur(amounts[other in self.private])
            self.on_case(hour, who, "giveBid", private=bid, amount=amount, **asked)
        self.look("after the bids")

    def mediate(self) -> None:
        start = 24 * 4 + 1
        self.appoint(start, "MEDIATOR")
        for n, (who, room, whose) in enumerate(
            (
                ("mediator", "CAUCUS_COMPLAINANT", COMPLAINANT),
                ("buyer", "CAUCUS_COMPLAINANT", COMPLAINANT),
                ("mediator", "CAUCUS_RESPONDENT", RESPONDENT),
                ("seller", "CAUCUS_RESPONDENT", RESPONDENT),
            ),
            1,
        ):
            self.on_case(start + n, who, "sendMessage", private=whose, room=room, words="Between us: fifty?")
        lines = [remedy("50.00", "REFUND_PARTIAL")]
        asked = {"lines": lines, "reasons": "Half way."}
        made = self.on_case(start + 5, "mediator", "makeProposal", "proposal { id }", private=TALK, **asked)
        answer = {"proposal": made and made["proposal"]["id"], "effectUnderstood": True}
        self.on_case(start + 6, "buyer", "answerProposal", private=COMPLAINANT, accepts=True, **answer)
        self.on_case(start + 7, "seller", "answerProposal", private=RESPONDENT, accepts=False, **answer)
        self.look("in mediation")
        self.on_case(start + 30, "mediator", "endMediation")

    def decide(self) -> None:
        start = 24 * 7
        self.on_case(start, "buyer", "requestDecision")
        self.appoint(start + 1, "DECIDER")
        exhibit = self.at(start + 2, "buyer hands in", lambda: self.city.hand_in("buyer", self.case))
        self.on_case(start + 3, "buyer", "discloseExhibit", exhibit=exhibit)
        self.on_case(start + 24 * 14, "decider", "completeFile")
        issue = {"question": "Was it whole?", "finding": "It was not.", "exhibits": ["C-1"], "rule": "Conformity"}
        decision = {"outcome": "GRANTED", "issues": [issue], "lines": [remedy("40.00")], "reasons": "It shows."}
        self.on_case(start + 24 * 15, "decider", "issueDecision", **decision)
        self.look("decided")
        self.on_case(start + 24 * 19, "buyer", "acceptDecision", effectUnderstood=True)

    def fulfil(self) -> None:
        start = 24 * 45
        owed = self.at(start, "admin looks", lambda: self.city.as_("admin").ask(OWED, id=self.case))
        (line,) = owed["case"]["compensation"]["lines"]
        self.on_case(start + 1, "admin", "reportFulfilment", line=line["id"], step="FULFILLED", reference="RF-1")
        self.look("closed")

    def appoint(self, hours: float, function: str) -> None:
        (one,) = self.at(hours, "admin looks", lambda: candidates(self.city.as_("admin"), function))
        self.on_case(hours + 0.5, "admin", "appointNeutral", function=function, person=one["person"])

    def export(self) -> None:
        """What the regulator receives of the case, file by file."""
        marketplace = ids.encode("Marketplace", self.city.marketplace)
        scope = self.step(
            24 * 46,
            "registrar",
            "grantExportScope",
            "scope { id }",
            regulator=ids.encode("Person", self.city.people["regulator"]),
            marketplace=marketplace,
            openedFrom="2026-01-01T00:00:00Z",
            openedBefore="2027-01-01T00:00:00Z",
            legalBasis="Article 19",
        )["scope"]["id"]
        made = self.step(24 * 46 + 1, "regulator", "exportCases", "export { path files { name sha256 } }", scope=scope)
        fetched = self.city.fetch("GET", made["export"]["path"], self.city.as_("regulator").bearer)
        assert fetched.status_code == 200
        self.played.got["regulator"] += [("export", json.dumps(made).encode()), ("archive", fetched.content)]


PUBLIC = ("decider", "admin", "registrar", "regulator", "stranger")
ALL = frozenset({TALK, COMPLAINANT, RESPONDENT, DRAFTS_C, DRAFTS_R, BID_C, BID_R})
BOTH_BID = frozenset({TALK, BID_C, BID_R})
COMPARED: tuple[tuple[tuple[str, ...], frozenset[str], frozenset[str]], ...] = (
    (PUBLIC, frozenset(), ALL),
    (("buyer",), frozenset({TALK}), frozenset({TALK, RESPONDENT, DRAFTS_R, BID_R})),
    (("seller",), frozenset({TALK}), frozenset({TALK, COMPLAINANT, DRAFTS_C, BID_C})),
    (("mediator",), frozenset({TALK}), frozenset({TALK, DRAFTS_C, DRAFTS_R, BID_C})),
    ((*PUBLIC, "mediator", "seller"), BOTH_BID, BOTH_BID | {OTHER_C}),
    ((*PUBLIC, "mediator", "buyer"), BOTH_BID, BOTH_BID | {OTHER_R}),
)
"""Who must get the same, without this and with that."""


Playing = Callable[[frozenset[str]], Played]


@pytest.fixture(scope="module")
def playing(module_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Playing:
    """Plays the journey with these private things; each playing once per database."""

    @cache
    def played(private: frozenset[str]) -> Played:
        with pytest.MonkeyPatch.context() as patch:
            play = Play(module_store, tmp_path_factory.mktemp("city"), private, patch)
            for part in (play.file, play.negotiate, play.mediate, play.decide, play.fulfil, play.export):
                part()
        assert verify_dockets(module_store, play.city.house.clerk.law).divergence is None
        return play.played

    return played


@pytest.mark.parametrize(
    ("readers", "without", "with_it"),
    COMPARED,
    ids=("public", "buyer", "seller", "mediator", "the buyer's amount", "the seller's amount"),
)
def test_what_is_private_changes_nothing_for_anybody_else(
    playing: Playing, readers: tuple[str, ...], without: frozenset[str], with_it: frozenset[str]
) -> None:
    one, other = playing(without), playing(with_it)
    assert one != other, "the private things were not done"
    for who in readers:
        for (name, before), (_, after) in zip(one.got[who], other.got[who], strict=True):
            assert after == before, f"{who}, {name}"
        assert other.mails.get(address(who)) == one.mails.get(address(who)), who
