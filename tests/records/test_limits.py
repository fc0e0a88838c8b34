"""Until when a complaint can be filed, told in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from odr.calendars import Calendars
from odr.domain.claiming import LineLimit, limits_of
from odr.domain.counting import Place
from odr.domain.facts import OrderFacts, Parcel, ParcelLine, Shipment
from odr.domain.remedies import ComplaintType
from odr.domain.roles import SaleRole
from odr.records.limits import limit_sentences, other_ways
from odr.records.reasons import why_words
from tests.core.given import ORDER, RULEBOOK

ARRIVED = datetime(2024, 4, 5, 10, 0, tzinfo=UTC)
"""Two years later is Sunday 5 April 2026, Easter: the limit rolls over Easter Monday to the Tuesday."""
IN_TIME = datetime(2026, 4, 7, 21, 59, tzinfo=UTC)


def limit(kind: ComplaintType, arrived: datetime | None = ARRIVED, by: SaleRole = SaleRole.BUYER) -> LineLimit:
    parcel = Parcel("parcel", "T1", (ParcelLine("lamp", 1),))
    order: OrderFacts = replace(ORDER, shipments=(Shipment("ship", "Bote", (parcel,), delivered_at=arrived),))
    place = Place("Europe/Berlin", Calendars().of("DE"))
    return next(one for one in limits_of(ORDER.lines[0], order, by, RULEBOOK, place) if one.complaint is kind)


def test_a_limit_is_told_with_its_start_rule_source_and_end() -> None:
    told = limit_sentences(limit(ComplaintType.DAMAGED), "odr-default/1", IN_TIME, why_words("en"))
    assert told[0] == "It counts from Fri 5 April 2024, 12:00 (Berlin time, UTC+2): the last delivery."
    assert told[1] == "Clause complaints.DAMAGED.filing of odr-default/1 gives 2 years."
    assert told[2].startswith("Where the number comes from: Directive (EU) 2019/771 Art. 10")
    assert told[-3:] == [
        "Mon 6 April 2026 is a day off: Easter Monday.",
        "The last day was no working day. So the end moved to Tue 7 April 2026.",
        "So the time ends with the end of Tue 7 April 2026 (Berlin time).",
    ]


def test_the_same_in_german_once_it_is_over() -> None:
    over = limit(ComplaintType.DAMAGED)
    told = limit_sentences(over, "odr-default/1", IN_TIME + timedelta(minutes=1), why_words("de"))
    assert "Mo, 6. April 2026 ist frei: Ostermontag." in told
    assert told[-1] == "Die Zeit endete mit dem Ablauf von Di, 7. April 2026 (Zeit von Berlin)."
    assert [one.partition(" ")[0] for one in other_ways(over, why_words("de"))] == ["Beide", "Das", "Ihre"]


def test_what_is_not_known_is_said() -> None:
    told = limit_sentences(limit(ComplaintType.DAMAGED, None), "odr-default/1", IN_TIME, why_words("en"))
    assert told[0] == ("It counts from this: the last delivery. When that is, is not known here. So no time has ended.")


@pytest.mark.parametrize("language", ["en", "de"])
def test_only_a_buyer_is_sent_to_a_bank(language: str) -> None:
    sold, bought = limit(ComplaintType.ABUSE, by=SaleRole.SELLER), limit(ComplaintType.DAMAGED)
    assert len(other_ways(sold, why_words(language))) == len(other_ways(bought, why_words(language))) - 1
