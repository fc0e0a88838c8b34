"""Drafts and published versions: kept as sent, published by a second person, never changed afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from odr.accounts.marketplaces import (
    Marketplace,
    NewMarketplace,
    SellerDetails,
    create_marketplace,
    marketplace_of,
    register_seller,
)
from odr.accounts.principal import CONSOLE
from odr.domain.refusals import AlreadyDone
from odr.domain.rulebook import read
from odr.domain.rulebook.overlay import compiled, read_source
from odr.domain.rulebook.reading import parsed
from odr.domain.rulebook.writing import written
from odr.rulebooks import DEFAULT, all_compiled, all_rulebooks, all_sources
from odr.rulebooks.applying import Sale
from odr.rulebooks.refusals import (
    DraftChanged,
    InForceTooEarly,
    RulebookHasErrors,
    RulebookNameTaken,
    SecondPersonNeeded,
)
from odr.rulebooks.shelf import Opening, Shelf
from odr.rulebooks.tables import compiled_rulebooks, rulebook_versions
from odr.rulebooks.versions import (
    Desk,
    Version,
    VersionState,
    checked,
    draft,
    publish,
    rewrite,
    version_of,
    withdraw,
)
from odr.store import Store
from tests.rulebooks.texts import answer, layer, limit

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA, BEN = "ada", "ben"


def market(conn: Connection, name: str = "Kiezmarkt", code: str = "KM") -> Marketplace:
    new = NewMarketplace(name, code, "Europe/Berlin", "DE", "https://kiezmarkt.example")
    return marketplace_of(conn, create_marketplace(conn, CONSOLE, new, NOW))


def seller(conn: Connection, marketplace: Marketplace) -> str:
    said = SellerDetails("s-77", "Holzhaus GmbH", "info@holzhaus.example", "de", "Europe/Berlin", "DE")
    return register_seller(conn, marketplace.id, said, NOW).organisation


def drafted(conn: Connection, marketplace: Marketplace, text: str, organisation: str | None = None) -> Version:
    return version_of(conn, draft(conn, Desk(ADA, marketplace.id, organisation), text, NOW))


def published(
    conn: Connection, marketplace: Marketplace, text: str, organisation: str | None = None, at: datetime = NOW
) -> Version:
    version = drafted(conn, marketplace, text, organisation)
    publish(conn, version, BEN, at)
    return version_of(conn, version.id)


def opening(marketplace: Marketplace, at: datetime = NOW, country: str = "DE", seller: str = "nobody") -> Opening:
    places = frozenset({country[:2], country})
    return Opening(marketplace, seller, Sale(places, frozenset({"GOODS"})), at)


def test_a_draft_is_kept_as_it_was_sent_whatever_is_wrong_with_it(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        broken = drafted(conn, kiez, "id = kiezmarkt\n\t[")
        assert (broken.source, broken.name, broken.state) == ("id = kiezmarkt\n\t[", None, VersionState.DRAFT)
        (found,) = checked(conn, broken, NOW.date()).findings
    assert found.what.startswith("The rulebook is not valid TOML")


def test_what_is_wrong_names_the_place_and_what_is_allowed(store: Store) -> None:
    with store.write() as conn:
        wrong = drafted(conn, market(conn), layer(words='[complaint.answer]\nlimmit = "5d"\n'))
        (found,) = checked(conn, wrong, NOW.date()).errors
    assert found.place == "rulebook.complaint.answer"
    assert found.what == "Unknown limmit."
    assert "limit" in found.to_do


def test_who_wrote_the_last_words_does_not_publish_them(store: Store) -> None:
    with store.write() as conn:
        version = drafted(conn, market(conn), layer())
        with pytest.raises(SecondPersonNeeded):
            publish(conn, version, ADA, NOW)
        rewrite(conn, version, BEN, layer(words=answer("5d")), NOW)
        publish(conn, version_of(conn, version.id), ADA, NOW)
        assert version_of(conn, version.id).state is VersionState.PUBLISHED


def test_the_database_itself_wants_two_people(store: Store) -> None:
    with store.write() as conn:
        version = drafted(conn, market(conn), layer())
    with pytest.raises(IntegrityError), store.write() as conn:
        conn.execute(update(rulebook_versions).values(state="PUBLISHED", published_by=ADA))
    with store.read() as conn:
        assert version_of(conn, version.id).state is VersionState.DRAFT


def test_what_has_errors_is_not_published(store: Store) -> None:
    with store.write() as conn:
        gone = drafted(conn, market(conn), layer(words='[mediation.agree]\nexpiry = "escalate_by_platform"\n'))
        with pytest.raises(RulebookHasErrors) as refused:
            publish(conn, gone, BEN, NOW)
    assert "Errors in all" in refused.value.message


def test_it_holds_from_today_on_at_the_earliest(store: Store) -> None:
    with store.write() as conn:
        early = drafted(conn, market(conn), layer(day="2026-03-01"))
        with pytest.raises(InForceTooEarly):
            publish(conn, early, BEN, NOW)


def test_the_day_is_that_of_the_marketplace(store: Store) -> None:
    """At 23:30 UTC on 1 March it is 2 March in Berlin."""
    with store.write() as conn:
        version = drafted(conn, market(conn), layer(day="2026-03-01"))
        with pytest.raises(InForceTooEarly):
            publish(conn, version, BEN, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))


def test_what_is_published_is_never_changed(store: Store) -> None:
    with store.write() as conn:
        version = published(conn, market(conn), layer())
        for act in (
            lambda: rewrite(conn, version, ADA, layer(words=answer("5d")), NOW),
            lambda: withdraw(conn, version),
            lambda: publish(conn, version, BEN, NOW),
        ):
            with pytest.raises(AlreadyDone):
                act()
        assert version_of(conn, version.id) == version


def test_nobody_publishes_words_that_were_changed_meanwhile(store: Store) -> None:
    with store.write() as conn:
        read_before = drafted(conn, market(conn), layer())
        rewrite(conn, read_before, ADA, layer(words=answer("5d")), NOW)
        with pytest.raises(DraftChanged):
            publish(conn, read_before, BEN, NOW)


def test_a_withdrawn_draft_stays_withdrawn(store: Store) -> None:
    with store.write() as conn:
        version = drafted(conn, market(conn), layer())
        withdraw(conn, version)
        with pytest.raises(AlreadyDone):
            publish(conn, version_of(conn, version.id), BEN, NOW)


@pytest.mark.parametrize("name", ["kiezmarkt/1", "odr-default/2"])
def test_a_name_belongs_to_whoever_published_it_first(store: Store, name: str) -> None:
    with store.write() as conn:
        kiez, other = market(conn), market(conn, "Andermarkt", "AM")
        published(conn, kiez, layer())
        with pytest.raises(RulebookNameTaken):
            published(conn, other, layer(name=name))


def test_numbers_of_versions_only_rise(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        published(conn, kiez, layer(name="kiezmarkt/2"))
        with pytest.raises(RulebookNameTaken):
            published(conn, kiez, layer(name="kiezmarkt/1"))


@pytest.mark.parametrize("name", all_rulebooks())
def test_a_rulebook_written_as_toml_reads_as_before(name: str) -> None:
    made = all_compiled()[name]
    assert parsed(written(made.table).encode()) == made.table
    assert read(written(made.table).encode()).clauses == made.rulebook.clauses


def test_a_case_opens_under_the_version_in_force_on_its_day(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        published(conn, kiez, layer(name="kiezmarkt/1", words=answer("5d")))
        published(conn, kiez, layer(name="kiezmarkt/2", day="2026-03-10", words=answer("4d")))
    shelf = Shelf(store)
    assert shelf.for_case(opening(kiez)) == "kiezmarkt/1"
    assert shelf.for_case(opening(kiez, datetime(2026, 3, 9, 22, 59, tzinfo=UTC))) == "kiezmarkt/1"
    assert shelf.for_case(opening(kiez, datetime(2026, 3, 9, 23, tzinfo=UTC))) == "kiezmarkt/2", "midnight in Berlin"
    assert str(shelf["kiezmarkt/2"].complaint.answer.limit) == "4d"


def test_a_marketplace_that_wrote_nothing_keeps_what_it_began_with(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
    assert Shelf(store).for_case(opening(kiez)) == DEFAULT


def test_a_rulebook_is_found_that_another_process_made_and_read_once(store: Store) -> None:
    shelf = Shelf(store)
    assert shelf.get("kiezmarkt/1") is None
    with store.write() as conn:
        published(conn, market(conn), layer())
    assert shelf["kiezmarkt/1"] is shelf["kiezmarkt/1"]
    assert set(shelf) == {*all_rulebooks(), "kiezmarkt/1"}


def test_layers_of_region_and_seller_lie_over_the_baseline(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        holz = seller(conn, kiez)
        published(conn, kiez, layer(words=answer("5d")))
        published(conn, kiez, layer("region", "kiezmarkt-pl/1", "kiezmarkt/1", words=limit("escalation", "2y")))
        published(conn, kiez, layer("seller", "holzhaus/1", "kiezmarkt/1", words=answer("2d")), holz)
    shelf = Shelf(store)
    everything = shelf.for_case(opening(kiez, country="PL", seller=holz))
    assert everything == "kiezmarkt/1+kiezmarkt-pl/1+holzhaus/1"
    assert shelf.for_case(opening(kiez, country="DE", seller=holz)) == "kiezmarkt/1+holzhaus/1"
    assert shelf.for_case(opening(kiez, country="PL")) == "kiezmarkt/1+kiezmarkt-pl/1"
    assert shelf.for_case(opening(kiez, country="PL-MZ")) == "kiezmarkt/1+kiezmarkt-pl/1"
    assert shelf.for_case(opening(kiez)) == "kiezmarkt/1"
    assert str(shelf[everything].complaint.answer.limit) == "2d"
    assert str(shelf[everything].clauses["escalation"].limit) == "2y"


def test_a_category_holds_when_all_that_is_in_dispute_belongs_to_it(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        published(conn, kiez, layer("category", "kiezmarkt-goods/1", words=answer("5d")))
    shelf, both = Shelf(store), Sale(frozenset({"DE"}), frozenset({"GOODS", "SERVICE"}))
    assert shelf.for_case(opening(kiez)) == "odr-default/1+kiezmarkt-goods/1"
    assert shelf.for_case(Opening(kiez, "", both, NOW)) == DEFAULT


def test_a_layer_goes_on_over_a_later_version_of_its_ground(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        published(conn, kiez, layer(words=answer("5d")))
        published(conn, kiez, layer("region", "kiezmarkt-pl/1", "kiezmarkt/1", words=limit("escalation", "2y")))
        published(conn, kiez, layer(name="kiezmarkt/2", words=answer("6d")), at=NOW + timedelta(hours=1))
    assert Shelf(store).for_case(opening(kiez, country="PL")) == "kiezmarkt/2+kiezmarkt-pl/1"


def test_a_policy_that_became_worse_than_the_baseline_no_longer_counts(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        holz = seller(conn, kiez)
        published(conn, kiez, layer("seller", "holzhaus/1", "odr-default/1", words=answer("5d")), holz)
        published(conn, kiez, layer(words=answer("3d")))
    assert Shelf(store).for_case(opening(kiez, seller=holz)) == "kiezmarkt/1"


def test_a_seller_s_policy_that_is_worse_for_the_buyer_is_refused(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        worse = drafted(conn, kiez, layer("seller", "holzhaus/1", words=answer("9d")), seller(conn, kiez))
        with pytest.raises(RulebookHasErrors, match="worse for the buyer"):
            publish(conn, worse, BEN, NOW)


def test_a_compiled_rulebook_is_the_one_its_layers_make_and_its_row_alone_is_enough(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        source = read_source(published(conn, kiez, layer(words=answer("5d"))).source.encode())
    again = compiled(all_sources()[DEFAULT], [source]).rulebook
    with store.write() as conn:
        conn.execute(rulebook_versions.delete())
        assert list(conn.execute(select(compiled_rulebooks.c.id)).scalars()) == ["kiezmarkt/1"]
    assert Shelf(store)["kiezmarkt/1"] == again
    assert Shelf(store)["kiezmarkt/1"].hash == again.hash


def test_a_seller_writes_for_itself_and_a_marketplace_for_no_seller(store: Store) -> None:
    with store.write() as conn:
        kiez = market(conn)
        holz = seller(conn, kiez)
        theirs = drafted(conn, kiez, layer("seller", "other/1").replace("s-77", "s-78"), holz)
        ours = drafted(conn, kiez, layer("seller", "other/1"))
        today = date(2026, 3, 2)
        assert [one.place for one in checked(conn, theirs, today).errors] == ["where"]
        assert [one.place for one in checked(conn, ours, today).errors] == ["overlay"]
