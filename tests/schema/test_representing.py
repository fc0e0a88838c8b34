"""A side lets somebody speak for it, through the API: by a link, for everybody to see, until one of them ends it."""

from typing import Any

import pytest
from sqlalchemy import select

from odr.accounts.tables import tokens
from odr.docket import texts
from odr.notices.tables import notices
from odr.schema import participating
from tests.accounts.helpers import last_mail
from tests.schema.house import Town, address, remedy, unknown
from tests.schema.reading import CASE, CASES
from tests.schema.test_journey import in_mediation, read

MANDATES = "representations { id side name settles joinedAt ended you }"
WHO = "messages { words from { role name person you } }"


def named(town: Town, case: str, *, settles: bool = False, who: str = "buyer") -> str:
    """The token of the link; the stranger is the one who is asked."""
    asked = {"case": case, "email": address("stranger"), "settles": settles}
    town.as_(who).done("nameRepresentative", "representation { id name }", **asked)
    return str(last_mail(town.store, "mail.part")["token"])


def represented(town: Town, case: str, *, settles: bool = False) -> None:
    token = named(town, case, settles=settles)
    assert town.as_("stranger").done("acceptPart", "caseId", token=token)["caseId"] == case


def test_a_representative_sees_what_the_side_sees_and_acts_for_it(town: Town) -> None:
    case = in_mediation(town)
    token = named(town, case)
    stranger = town.as_("stranger")
    assert stranger.post(CASE, id=case).content == stranger.post(CASE, id=unknown("Case")).content
    assert read(town.as_("seller"), case, MANDATES)["representations"][0]["name"] is None
    stranger.done("acceptPart", token=token)
    said = {"case": case, "room": "CAUCUS_COMPLAINANT", "words": "Mine would take forty."}
    stranger.done("sendMessage", **said)
    mandate = {"side": "COMPLAINANT", "name": "Stefan Fremd", "settles": False, "ended": None}
    for who in ("buyer", "seller", "mediator", "admin", "registrar", "stranger"):
        (seen,) = read(town.as_(who), case, MANDATES)["representations"]
        assert seen["joinedAt"]
        assert {key: seen[key] for key in mandate} == mandate
        assert seen["you"] is (who == "stranger")
    by = {"role": "COMPLAINANT", "name": "Bożena Nowak", "person": "Stefan Fremd"}
    (message,) = read(town.as_("mediator"), case, WHO)["messages"]
    assert message["from"] == {**by, "you": False}
    assert read(stranger, case, WHO) == {"messages": [{"words": said["words"], "from": {**by, "you": True}}]}
    assert read(town.as_("seller"), case, WHO)["messages"] == []
    mine = stranger.ask(CASES, first=20)["cases"]["edges"]
    assert [edge["node"]["id"] for edge in mine] == [case]


def test_the_docket_names_who_acted_and_for_whom(town: Town) -> None:
    case = town.file()
    represented(town, case)
    told = read(town.as_("seller"), case, "timeline { kind sentence by { name person } }")["timeline"]
    by_kind = {entry["kind"]: entry for entry in told}
    assert by_kind["RepresentativeNamed"]["sentence"].endswith("does not cover what binds the side.")
    assert by_kind["RepresentativeJoined"]["by"] == {"name": "Bożena Nowak", "person": "Stefan Fremd"}


def test_what_binds_is_blocked_with_the_reason_where_the_mandate_does_not_cover_it(town: Town) -> None:
    case = in_mediation(town)
    represented(town, case)
    stranger = town.as_("stranger")
    assert stranger.refused("makeOffer", case=case, lines=[remedy()]) == "OUTSIDE_MANDATE"
    actions = read(stranger, case, "availableActions { action reasonIfBlocked }")["availableActions"]
    blocked = {one["action"]: one["reasonIfBlocked"] for one in actions}
    assert "mandate does not cover" in blocked["MAKE_OFFER"]
    assert "NAME_REPRESENTATIVE" not in blocked
    town.as_("buyer").done("endRepresentation", case=case)
    represented(town, case, settles=True)
    stranger.done("makeOffer", case=case, lines=[remedy()])


def test_a_revoked_representative_is_outside_at_once_and_told(town: Town) -> None:
    case = in_mediation(town)
    represented(town, case)
    town.work()
    town.as_("buyer").done("endRepresentation", case=case)
    town.work()
    stranger = town.as_("stranger")
    assert stranger.post(CASE, id=case).content == stranger.post(CASE, id=unknown("Case")).content
    assert stranger.ask(CASES, first=20)["cases"]["edges"] == []
    assert stranger.refused("endRepresentation", case=case) == "NOT_FOUND"
    (mandate,) = read(town.as_("seller"), case, MANDATES)["representations"]
    assert mandate["ended"] == "REVOKED"
    kinds = select(notices.c.kind).where(notices.c.person == town.people["stranger"])
    with town.store.read() as conn:
        told = [*conn.execute(kinds).scalars()]
    assert told == ["representation_ended"]
    town.as_("seller").done("sendMessage", case=case, room="WITHOUT_PREJUDICE", words="Good riddance.")
    town.work()
    with town.store.read() as conn:
        assert [*conn.execute(kinds).scalars()] == told


def test_a_representative_lays_the_mandate_down(town: Town) -> None:
    case = town.file()
    represented(town, case)
    done = town.as_("stranger").done("endRepresentation", "case { id }", case=case)
    assert done["case"] is None
    (mandate,) = read(town.as_("buyer"), case, MANDATES)["representations"]
    assert mandate["ended"] == "LAID_DOWN"


def test_a_link_leads_one_person_into_a_part_that_is_free(town: Town) -> None:
    case = town.file()
    token = named(town, case)
    for who in ("seller", "admin", "registrar", "buyer"):
        assert town.as_(who).refused("acceptPart", token=token) == "HAS_ANOTHER_PART"
    town.as_("stranger").done("acceptPart", token=token, idempotencyKey="once")
    again = town.as_("stranger").done("acceptPart", "caseId replayed", token=token, idempotencyKey="once")
    assert (again["caseId"], again["replayed"]) == (case, True)
    assert town.as_("decider").refused("acceptPart", token=token) == "LINK_NOT_VALID"
    town.as_("buyer").done("endRepresentation", case=case)
    late = named(town, case)
    town.as_("buyer").done("endRepresentation", case=case)
    assert town.as_("stranger").refused("acceptPart", token=late) == "LINK_NOT_VALID"


def test_a_link_that_was_lost_is_sent_again_and_the_one_before_opens_nothing(town: Town) -> None:
    case = town.file()
    lost = named(town, case)
    town.wait(days=31)
    again = named(town, case, settles=True)
    assert town.as_("stranger").refused("acceptPart", token=lost) == "LINK_NOT_VALID"
    town.as_("stranger").done("acceptPart", token=again)
    assert [one["ended"] for one in read(town.as_("seller"), case, MANDATES)["representations"]] == ["REVOKED", None]
    asked = {"case": case, "email": address("decider"), "settles": True}
    assert town.as_("buyer").refused("nameRepresentative", **asked) == "REPRESENTED_ALREADY"


def test_who_came_and_whose_link_was_not_used_up_is_answered_when_they_try_again(town: Town, monkeypatch: Any) -> None:
    case = town.file()
    token = named(town, case)
    with monkeypatch.context() as crash:
        crash.setattr(participating, "once", _dies)
        with pytest.raises(AssertionError, match="INTERNAL"):
            town.as_("stranger").done("acceptPart", token=token, idempotencyKey="k")
    done = town.as_("stranger").done("acceptPart", "caseId replayed", token=token, idempotencyKey="k")
    assert (done["caseId"], done["replayed"]) == (case, False)
    again = town.as_("stranger").done("acceptPart", "caseId replayed", token=token, idempotencyKey="k")
    assert (again["caseId"], again["replayed"]) == (case, True)
    joined = [one["joinedAt"] for one in read(town.as_("buyer"), case, MANDATES)["representations"]]
    assert len(joined) == 1
    assert joined[0]


def _dies(*_: object) -> None:
    raise RuntimeError


def test_the_side_is_told_what_was_done_for_it_and_its_own_acts_are_not(town: Town) -> None:
    case = in_mediation(town)
    represented(town, case)
    town.work()
    kinds = select(notices.c.kind).order_by(notices.c.created_at, notices.c.id)
    told = [*_of(town, "buyer", kinds)]
    said = {"case": case, "room": "CAUCUS_COMPLAINANT", "words": "Forty would do."}
    town.as_("stranger").done("sendMessage", **said)
    town.work()
    assert sorted(_of(town, "buyer", kinds)) == sorted([*told, "spoken_for"])
    assert "spoken_for" not in _of(town, "stranger", kinds)
    town.as_("buyer").done("sendMessage", **said)
    town.work()
    assert _of(town, "buyer", kinds).count("spoken_for") == 1
    assert "spoken_for" not in _of(town, "seller", kinds)


def _of(town: Town, who: str, kinds: Any) -> list[str]:
    with town.store.read() as conn:
        return [*conn.execute(kinds.where(notices.c.person == town.people[who])).scalars()]


def test_the_address_stands_in_no_entry_and_a_repeat_sends_no_second_link(town: Town) -> None:
    case = town.file()
    asked = {"case": case, "email": "Anna@Kanzlei.example", "settles": True, "idempotencyKey": "k"}
    first = town.as_("buyer").done("nameRepresentative", "representation { id }", **asked)
    again = town.as_("buyer").done("nameRepresentative", "representation { id } replayed", **asked)
    assert (again["representation"], again["replayed"]) == (first["representation"], True)
    with town.store.read() as conn:
        links = [*conn.execute(select(tokens.c.payload).where(tokens.c.purpose == "PART")).scalars()]
        said = [*conn.execute(select(texts.c.body)).scalars()]
    assert len(links) == 1
    assert not any("kanzlei" in str(one).lower() for one in (*links, *said))
    assert town.as_("seller").refused("nameRepresentative", case=case, email="x", settles=True) == "EMAIL_NOT_VALID"
