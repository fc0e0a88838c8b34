"""Links to files: for whom, how long, and what they leave in the audit log."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest

from odr.clerk import Clerk
from odr.domain import refusals as no
from odr.evidence.audit import Purpose, first_break
from odr.evidence.links import create_link, take_out
from odr.evidence.refusals import LinkOver, OriginalNotForYou
from odr.evidence.room import LINK_LIFE, EvidenceRoom
from tests.evidence.helpers import (
    ADMINISTRATOR,
    BUYER,
    CASE,
    COLLEAGUE,
    NOW,
    PDF,
    SELLER,
    STRANGER,
    arrived,
    hand_in,
    photograph,
)
from tests.evidence.shown import disclose
from tests.evidence.trail import trail


@pytest.fixture
def exhibit(room: EvidenceRoom) -> str:
    return hand_in(room, SELLER, PDF, filename="Lieferschein.pdf").upload.exhibit


def token(room: EvidenceRoom, visitor, exhibit: str) -> str:
    return create_link(room, visitor, CASE, exhibit, NOW).url.rpartition("/")[2]


def test_the_file_leaves_as_it_came_in(room: EvidenceRoom, exhibit: str):
    found = take_out(room, token(room, COLLEAGUE, exhibit), NOW)
    assert b"".join(found.body) == PDF
    assert (found.size, found.media_type) == (len(PDF), "application/pdf")
    assert found.disposition.startswith('attachment; filename="Lieferschein.pdf"')


def test_every_link_and_download_is_noted_with_its_person(room: EvidenceRoom, clerk: Clerk, exhibit: str):
    disclose(clerk, SELLER, exhibit)
    for visitor in (SELLER, COLLEAGUE):
        take_out(room, token(room, visitor, exhibit), NOW).body.close()
    assert trail(room.store, exhibit) == [
        ("", Purpose.INSPECTED),
        ("seller-person", Purpose.LINKED),
        ("seller-person", Purpose.DOWNLOADED),
        ("seller-colleague", Purpose.LINKED),
        ("seller-colleague", Purpose.DOWNLOADED),
    ]


def test_a_link_is_one_viewing_however_often_it_is_fetched(room: EvidenceRoom, exhibit: str):
    links = [token(room, visitor, exhibit) for visitor in (SELLER, COLLEAGUE)]
    for link in links * 1000:
        take_out(room, link, NOW).body.close()
    assert trail(room.store, exhibit)[1:] == [
        ("seller-person", Purpose.LINKED),
        ("seller-colleague", Purpose.LINKED),
        ("seller-person", Purpose.DOWNLOADED),
        ("seller-colleague", Purpose.DOWNLOADED),
    ]
    assert first_break(room.store, exhibit) is None


def test_many_links_within_five_minutes_are_one_viewing_and_later_ones_another(room: EvidenceRoom, exhibit: str):
    for second in range(300):
        at = NOW.replace(minute=0, second=0) + timedelta(seconds=2 * second)
        link = create_link(room, SELLER, CASE, exhibit, at).url.rpartition("/")[2]
        take_out(room, link, at).body.close()
    assert (
        trail(room.store, exhibit)[1:]
        == [
            ("seller-person", Purpose.LINKED),
            ("seller-person", Purpose.DOWNLOADED),
        ]
        * 2
    )
    assert first_break(room.store, exhibit) is None


def test_a_link_that_could_not_be_followed_is_no_viewing(room: EvidenceRoom, exhibit: str):
    link = token(room, SELLER, exhibit)
    with pytest.raises(LinkOver):
        take_out(room, link, NOW + LINK_LIFE)
    assert trail(room.store, exhibit)[-1] == ("seller-person", Purpose.LINKED)


@pytest.mark.parametrize("visitor", [BUYER, ADMINISTRATOR, STRANGER])
def test_an_exhibit_that_is_not_to_be_seen_answers_like_an_unknown_one(room: EvidenceRoom, exhibit: str, visitor):
    refusals = []
    for asked in (exhibit, "no-such-exhibit"):
        with pytest.raises(no.NotFound) as refused:
            create_link(room, visitor, CASE, asked, NOW)
        refusals.append((refused.value.message, refused.value.field))
    assert refusals[0] == refusals[1]
    assert trail(room.store, exhibit) == [("", Purpose.INSPECTED)]


def test_once_disclosed_the_other_side_sees_it_without_its_file_and_the_administrator_does_not(
    room: EvidenceRoom, clerk: Clerk, exhibit: str
):
    disclose(clerk, SELLER, exhibit)
    with pytest.raises(OriginalNotForYou):
        create_link(room, BUYER, CASE, exhibit, NOW)
    with pytest.raises(no.NotFound):
        create_link(room, ADMINISTRATOR, CASE, exhibit, NOW)


def test_what_has_arrived_and_is_not_an_exhibit_cannot_be_had(room: EvidenceRoom):
    upload = arrived(room, BUYER, photograph())
    with pytest.raises(no.NotFound):
        create_link(room, BUYER, CASE, upload.exhibit, NOW)


def test_a_link_is_over_after_five_minutes(room: EvidenceRoom, exhibit: str):
    made = create_link(room, SELLER, CASE, exhibit, NOW)
    assert made.expires_at - NOW == LINK_LIFE <= timedelta(minutes=5)
    with pytest.raises(LinkOver):
        take_out(room, made.url.rpartition("/")[2], made.expires_at)


def test_no_sign_of_a_link_can_be_changed(room: EvidenceRoom, exhibit: str):
    good = token(room, SELLER, exhibit)
    raw = base64.urlsafe_b64decode(good + "=" * (-len(good) % 4))
    for at in range(len(raw)):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(no.NotFound):
            take_out(room, base64.urlsafe_b64encode(changed).rstrip(b"=").decode(), NOW)
    for wrong in ("", "x", "é", "%", good[:20], token(replace(room, secret=b"another"), SELLER, exhibit)):
        with pytest.raises(no.NotFound):
            take_out(room, wrong, NOW)
