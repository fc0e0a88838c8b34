"""Every word and every id of every kind of entry is marked, and nobody finds a mark of what they may not see.

The dockets come from the table of acts: each kind of entry, in each room, stands in one of them as it is really made.
Then each text, secret amount and id is replaced by a mark of its own; whoever reads gets their page and their two
records; and each mark found there must be one of an entry that the audience table gives them (who sees what).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import product
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from odr import codec
from odr.domain import (
    amending,
    confidentiality,
    erasing,
    exhibits,
    extending,
    filing,
    noting,
    pausing,
    procedure,
    refusals,
    retention,
    talk,
    third_parties,
)
from odr.domain import events as e
from odr.domain.case import Entry
from odr.domain.changing import AnswerRulebookChange
from odr.domain.closed_accounts import RecordAccount
from odr.domain.events import Stage
from odr.domain.evolve import fold
from odr.domain.facts import Address
from odr.domain.recovering import RecordRecovery
from odr.domain.roles import SERVICE, Actor, Concern, Role, Room, Seat, Side
from odr.domain.rulebook import Rulebook
from odr.domain.scanning import RecordScan
from odr.domain.shop_order import Aspect, Difference, FactKind
from odr.domain.sight import PASSED_ON_FREELY, room_of
from odr.domain.words import Secret, Text
from odr.kept import CaseSeen
from odr.records.compose import compose
from odr.records.content import to_json
from odr.records.reading import Reading, Scope
from odr.rulebooks import all_rulebooks
from odr.schema import ids
from odr.schema.lazily import Lazily
from odr.schema.reader import Reader
from odr.schema.shown import page_of
from odr.views import seen
from tests.core.acts.courses import PEOPLE, SAID, C, Course, D, Filed, M, P, R, T, at_stage
from tests.core.acts.rows import MAKER, ROWS, _change_asked, _exhibit, _longer_asked, _pause_asked
from tests.core.acts.table import tried
from tests.core.given import FOUR_EYES, RULEBOOK, Story, eur
from tests.core.test_guarding import guarded
from tests.core.test_inspecting import answers, contested
from tests.core.test_procedure import returned
from tests.core.test_sight import ABOUT_ONE, DATED, LETTER, expected

READERS = [role for role in Role if role in LETTER or role is Role.THIRD_PARTY]
ON_A_PAGE = [role for role in READERS if role is not Role.REGULATOR]
"""A regulator reads exports, no pages."""
RECORDED = [role for role in ON_A_PAGE if role is not Role.THIRD_PARTY]
"""A third party has no record."""
MARK = re.compile(r"mark-\d+-|(?<![0-9a-f])917\d{6}(?![0-9a-f])")
DECIMALS = re.compile(r"(\d)\.(\d\d)\b")
"""An amount is written in whole units and hundredths, its mark without the point."""
NAMES = {**{actor.person: actor.person for actor in PEOPLE.values()}, "holzhaus": "Holzhaus", "kiezmarkt": "Kiezmarkt"}
ID = re.compile(r"(?<![\w-])([bdmnopqrux]|another)(?!\w)")
"""The ids that the acts of the table give to what they make."""


def said_in_each_room() -> Story:
    """Everybody says something in each room that is open to them."""
    story = at_stage(Stage.MEDIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    for by in (C, R, M):
        for number, room in enumerate(talk.rooms_open_to(by, story.case)):
            story.do(talk.SendMessage, by, message=f"m-{by.role}-{number}", room=room, words=SAID)
    return story


FILE = {"upload": "u", "name": SAID, "sha256": SAID, "media_type": "image/png", "size": 1}


def noted_in_each_room() -> Story:
    """Exhibits in every hand they can be in, with notes of everybody who can note something on them."""
    story = at_stage(Stage.MEDIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    for by in (C, R):
        for kind in ("drafted", "private", "disclosed", "claimed"):
            name = f"{kind}-{by.role}"
            story.do(exhibits.ReceiveExhibit, by, exhibit=name, in_caucus=kind == "private", **FILE)
        story.do(exhibits.DiscloseExhibit, by, exhibit=f"disclosed-{by.role}")
        claim = {"claim": f"claim-{by.role}", "reasons": SAID, "summary": SAID}
        story.do(confidentiality.ClaimConfidentiality, by, exhibit=f"claimed-{by.role}", **claim)
    _note_all(story, C, R, M)
    return story


def ruled_on() -> Story:
    """Each side claims that two exhibits are confidential: one is found to be, and one is not."""
    story = at_stage(Stage.EVIDENCE, Filed.BY_THE_BUYER, Course.ANSWERED)
    for by, granted in product((C, R), (True, False)):
        name = f"{granted}-{by.role}"
        story.do(exhibits.ReceiveExhibit, by, exhibit=name, **FILE)
        claim = {"claim": f"claim-{name}", "exhibit": name, "reasons": SAID, "summary": SAID}
        story.do(confidentiality.ClaimConfidentiality, by, **claim)
        ruling = {"claim": f"claim-{name}", "granted": granted, "reasons": SAID}
        story.do(confidentiality.RuleOnConfidentiality, D, **ruling)
    _note_all(story, C, R, D)
    for note in (*story.case.notes.values(),):
        own = {"what": note.what, "subject": note.id}
        story.do(amending.CorrectSubmission, note.by, **own, reads=SAID)
        story.do(amending.WithdrawSubmission, note.by, **own, reasons=SAID)
    return story


def _note_all(story: Story, *people: Actor) -> None:
    for by in people:
        case = fold("case-1", seen(by.role, story.entries), story.case.rulebook)
        for exhibit in (*case.exhibits.values(), *case.drafts.values()):
            for room in noting.rooms_for(by, exhibit, case):
                name = f"{by.role}-{exhibit.id}-{room}"
                asked = {"exhibit": exhibit.id, "words": SAID, "room": room}
                story.do(noting.AnnotateExhibit, by, annotation=f"a-{name}", **asked)
                said = {"language": "en", "translator": SAID, "certified": False}
                story.do(noting.NoteTranslation, by, translation=f"t-{name}", **asked, **said)


def declined(before: Callable[[Story, Actor], object], kind: Any, **asked: Any) -> Story:
    story = at_stage(Stage.NEGOTIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    before(story, C)
    story.do(kind, C, agrees=False, **asked)
    return story


def recovered() -> Story:
    """The bank gave back so much that nothing is left of what was ordered."""
    story = at_stage(Stage.COMPLIANCE, Filed.BY_THE_BUYER, Course.ANSWERED)
    recovery = next(act for act in ROWS if act.kind is RecordRecovery)
    story.do(RecordRecovery, SERVICE, **{**recovery.asked(story, SERVICE), "amount": eur(12400)})
    return story


def looked_at() -> Story:
    """Goods came back damaged, less was offered for them, and the sender agreed."""
    story = contested()
    answers(story, agreed=True)
    return story


def account_closed() -> Story:
    """The account of the seller was closed, and opened again."""
    story = at_stage(Stage.NEGOTIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    for closed in (True, False):
        story.do(RecordAccount, SERVICE, side=Side.RESPONDENT, closed=closed)
    return story


def decided_by_silence() -> Story:
    """Under a rulebook that lets silence decide."""
    story = Story(all_rulebooks()["klarna-like/1"]).file()
    story.wait_for("complaint.answer")
    return story


def two_third_parties() -> Story:
    """Two of them: neither sees anything of the other. One is asked in time, the other lets it pass."""
    story = at_stage(Stage.NEGOTIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    for third, person, question in (("n", T, "q"), ("u", Actor(Role.THIRD_PARTY, "another-one"), "b")):
        story.do(third_parties.InviteThirdParty, C, **{**MAKER, "third": third})
        story.do(third_parties.JoinAsThirdParty, person, third=third)
        story.do(third_parties.AskThirdParty, R, third=third, question=question, words=SAID)
        story.do(third_parties.GiveThirdPartyStatement, person, statement=f"{third}", words=SAID)
    story.do(third_parties.GiveThirdPartyStatement, T, statement="o", words=SAID, answers="q")
    for person, statement in ((T, "n"), (Actor(Role.THIRD_PARTY, "another-one"), "u")):
        own = {"what": e.Submission.STATEMENT, "subject": statement}
        story.do(amending.CorrectSubmission, person, **own, reads=SAID)
        story.do(amending.WithdrawSubmission, person, **own, reasons=SAID)
    story.wait_for("evidence.request")
    return story


def taken_down() -> Story:
    """Staff took the complaint down, and the complainant confirmed it."""
    return Story(RULEBOOK).file(taken_down=e.ComplaintTakenDown(Role.MARKETPLACE, "staff", e.Via.PHONE))


def erased() -> Story:
    """Drafts of both sides and of a third party, what was disclosed, words; then holds, and all of it by rule."""
    story = at_stage(Stage.NEGOTIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    story.do(third_parties.InviteThirdParty, C, **MAKER)
    story.do(third_parties.JoinAsThirdParty, T, third="n")
    ordered = {"ground": e.LawfulGround.ORDERED, "reasons": SAID}
    for person, exhibit in ((C, "x"), (R, "y"), (T, "p"), (C, "z")):
        story.do(exhibits.ReceiveExhibit, person, **{**_exhibit(), "exhibit": exhibit})
    for person, exhibit in ((C, "x"), (R, "y"), (T, "p")):
        story.do(erasing.AskErasure, person, erasure=exhibit, what=EXHIBIT, subject=exhibit, **ordered)
    story.do(exhibits.DiscloseExhibit, C, exhibit="z")
    story.do(third_parties.GiveThirdPartyStatement, T, statement="s", words=SAID)
    for what, subject in ((EXHIBIT, "z"), (e.Submission.STATEMENT, "s"), (e.Submission.COMPLAINT, "")):
        asks = T if what is e.Submission.STATEMENT else R
        story.do(erasing.AskErasure, asks, erasure=f"e{subject}", what=what, subject=subject, **ordered)
        story.do(erasing.AnswerErasure, P, erasure=f"e{subject}", erases=True, reasons=SAID)
    story.do(retention.PlaceLegalHold, P, hold="h", reasons=SAID, authority=SAID, reference=SAID)
    story.do(retention.LiftLegalHold, P, hold="h", reasons=SAID)
    story.do(filing.WithdrawComplaint, C, reasons=SAID)
    for _ in range(4):
        story.wait(until=retention.erases_at(story.case) or story.now)
        story.do(retention.ApplyRetention, SERVICE)
    return story


def lost_on_its_way() -> Story:
    story = returned()
    known = {"scanned_at": story.now, "place": SAID, "carrier": "post", "tracking": "0034", "reference": "7"}
    story.do(RecordScan, SERVICE, line="r-1", kind=e.ScanKind.ACCEPTED, **known)
    story.wait_for("compliance.return_lost_after")
    return story


EXHIBIT = e.Submission.EXHIBIT


def dockets() -> Iterator[list[Entry]]:
    """Everything that the acts of the table bring, and then what time brings."""
    yield said_in_each_room().entries
    yield noted_in_each_room().entries
    yield ruled_on().entries
    yield recovered().entries
    yield looked_at().entries
    yield two_third_parties().entries
    yield account_closed().entries
    yield decided_by_silence().entries
    yield lost_on_its_way().entries
    yield taken_down().entries
    yield guarded().entries
    yield erased().entries
    yield declined(_pause_asked, pausing.AnswerPause).entries
    yield declined(_change_asked, AnswerRulebookChange).entries
    yield declined(_longer_asked, extending.AnswerExtension, frame="negotiation.agree").entries
    for act, role, stage in product(ROWS, Role, Stage):
        found = tried(act, PEOPLE[role], stage, Filed.BY_THE_BUYER)
        if found.done:
            story = replace(found.story, entries=[*found.story.entries])
            events = procedure.decide(found.command, story.case)
            story._enter(procedure.enter_in_docket(story.case, events, found.command.by, story.now))
            yield [*story.entries]
            if story.case.next_due:
                story.wait(until=story.case.next_due)
                yield story.entries


def told_by(entries: Iterable[Entry]) -> set[tuple[str, Room]]:
    return {(type(entry.event).__name__, room_of(entry.event)) for entry in entries}


@cache
def chosen() -> list[list[Entry]]:
    """As few dockets as show every kind of entry in every room."""
    known: set[tuple[str, Room]] = set()
    kept = []
    for entries in dockets():
        if told_by(entries) - known:
            known |= told_by(entries)
            kept.append(entries)
    return kept


_hints = cache(get_type_hints)


class Marks:
    """Puts marks into entries, and knows who may see each."""

    def __init__(self) -> None:
        self.readers: dict[str, set[Role]] = {}
        self.rooms: dict[str, set[Room]] = {}
        self.of: dict[str, str] = {}
        self._given: dict[str, str] = {}

    def marked(self, entry: Entry) -> Entry:
        event = self._value(type(entry.event), _with_an_address(entry.event))
        kind, room = type(event), room_of(event)
        allowed = {role for role in READERS if LETTER.get(role) in expected(kind, room).split()}
        allowed |= {Role.THIRD_PARTY} if self._is_about_the_third_party(event) else set()
        for mark in set(MARK.findall(repr(_plain(event)))):
            self.readers.setdefault(mark, set()).update(allowed)
            self.rooms.setdefault(mark, set()).add(room)
            self.of.setdefault(mark, kind.__name__)
        return entry._replace(event=event)

    @property
    def third(self) -> Concern:
        """The third party that reads."""
        return Concern(self._given.get("n", "nobody"), ("lamp",))

    def seat(self, role: Role) -> Seat:
        return self.third if role is Role.THIRD_PARTY else role

    def _is_about_the_third_party(self, event: e.Event) -> bool:
        name, third = type(event).__name__, self.third.third
        by_frame = name in DATED and f"/{third}/" in getattr(event, "frame", "")
        return by_frame or (name in ABOUT_ONE and getattr(event, "third", "") == third)

    def _value(self, kind: Any, value: Any) -> Any:
        """The value with marks; a text that could be said and was not is said."""
        if get_origin(kind) is UnionType or isinstance(kind, UnionType):
            wanted = next((one for one in get_args(kind) if one is not type(None)), None)
            if value is None and wanted is not Text:
                return None
            return self._value(wanted if wanted is Text else type(value), value)
        if kind is Text:
            return Text(self._new("words"))
        if kind is Secret:
            return Secret(f"917{len(self._given):06}" if self._new("amount") else "")
        if isinstance(value, tuple):
            part = next((one for one in get_args(kind) if one is not Ellipsis), None)
            return tuple(self._value(part or type(one), one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            hints = _hints(type(value))
            return replace(
                value, **{one.name: self._value(hints[one.name], getattr(value, one.name)) for one in fields(value)}
            )
        return ID.sub(self._id, value) if type(value) is str else value

    def _new(self, what: str) -> str:
        mark = f"mark-{len(self._given)}-{what}"
        self._given[mark] = mark
        return mark

    def _id(self, found: re.Match[str]) -> str:
        return self._given.get(found[1]) or self._given.setdefault(found[1], f"mark-{len(self._given)}-id")


def _with_an_address(event: e.Event) -> e.Event:
    if isinstance(event, e.OrderLookedUp):
        place = Difference(FactKind.ADDRESS, "delivery", Aspect.PLACE, None, None)
        return replace(event, differences=(*event.differences, place))
    if not isinstance(event, e.OrderRecorded):
        return event
    return replace(event, order=replace(event.order, addresses=(Address("delivery", "PL", SAID),)))


def _plain(value: Any) -> Any:
    """All that a value holds, as plain values that can be read."""
    if isinstance(value, Text | Secret):
        return value.body
    if isinstance(value, Lazily):
        parts = vars(value)["__parts__"]
        return {name: _plain(getattr(value, name)) for name in parts}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _readable(value) if isinstance(value, str) else value


def _readable(value: str) -> str:
    """The words, or what an id of the interface is made of."""
    try:
        return ids.decode(value).local
    except refusals.NotFound:
        return value


def rulebook_of(entries: list[Entry]) -> Rulebook:
    opened = next(one.event for one in entries if isinstance(one.event, e.CaseOpened))
    return {**all_rulebooks(), FOUR_EYES.id: FOUR_EYES}[opened.rulebook]


def page(role: Role, seat: Seat, entries: list[Entry]) -> str:
    own = seen(seat, entries)
    case = fold("case-1", own, rulebook_of(own))
    by = PEOPLE[role]
    return repr(_plain(page_of(Reader(CaseSeen(case, own, by, own[-1].at), NAMES))))


def record(role: Role, scope: Scope, entries: list[Entry]) -> str:
    own = [one for one in seen(role, entries) if scope is Scope.PRIVATE or room_of(one.event) in PASSED_ON_FREELY]
    case = fold("case-1", own, rulebook_of(own))
    reading = Reading(case, tuple(own), tuple("0" * 64 for _ in own), role, scope)
    return to_json(compose(reading, NAMES, "en")).decode()


@pytest.fixture(autouse=True)
def _no_amount_that_reads_like_a_mark() -> None:
    assert not MARK.search(repr(_plain(at_stage(Stage.COMPLIANCE, Filed.BY_THE_BUYER, Course.ANSWERED).entries)))


def test_nobody_finds_a_mark_of_what_they_may_not_see():
    found_by: dict[str, set[str]] = {}
    for entries in chosen():
        marks = Marks()
        marked = [marks.marked(entry) for entry in entries]
        for role in READERS:
            bodies = [codec.encode(one.event) for one in seen(marks.seat(role), marked)]
            told = {"docket": repr([(body, [word.body for word in words]) for body, words in bodies])}
            if role in ON_A_PAGE:
                told |= {"page": page(role, marks.seat(role), marked)}
            if role in RECORDED:
                told |= {scope: record(role, scope, marked) for scope in Scope}
            for where, text in told.items():
                here = set(MARK.findall(DECIMALS.sub(r"\1\2", text)))
                leaked = {marks.of[one] for one in here if role not in marks.readers[one]}
                assert not leaked, (role, where, leaked)
                if where is Scope.SHARED:
                    private = {marks.of[one] for one in here if not marks.rooms[one] & PASSED_ON_FREELY}
                    assert not private, (role, where, private)
                found_by.setdefault(where, set()).update(marks.of[one] for one in here)
    with_words = {kind.__name__ for kind in get_args(e.Event) if _has_words(kind)}
    assert with_words - found_by["docket"] == set(), "every kind with words was marked"
    shown = found_by["page"] | found_by[Scope.PRIVATE]
    assert with_words - shown == set(), "and its words stand on somebody's page"


def _has_words(kind: Any) -> bool:
    if kind in (Text, Secret):
        return True
    inner = get_type_hints(kind).values() if is_dataclass(kind) else get_args(kind)
    return any(_has_words(one) for one in inner)


def test_every_kind_of_entry_stands_in_a_docket_that_is_read():
    known = {name for entries in chosen() for name, _ in told_by(entries)}
    assert {kind.__name__ for kind in get_args(e.Event)} - known == set()
    assert {room for entries in chosen() for _, room in told_by(entries)} == set(Room)
