"""Layers over a rulebook: what each changed is known, a seller's own policy is better for the buyer or refused."""

import hashlib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odr.domain.calendar import Length, Unit
from odr.domain.rulebook import RulebookRefused, StageName, read
from odr.domain.rulebook.lengths import no_longer
from odr.domain.rulebook.overlay import Compiled, Source, compiled, flat, read_source

DEFAULT = (files("odr.rulebooks") / "odr-default-1.toml").read_bytes()
BASE = read_source(DEFAULT)
WHERE = {"region": 'where = ["DE"]', "category": 'where = ["shoes"]', "seller": 'where = ["holzhaus"]'}


def layer(kind: str, words: str, name: str = "kiezmarkt/3", of: str = "odr-default/1", head: str = "") -> Source:
    told = f'overlay = "{kind}"\nid = "{name}"\nof = "{of}"\n{WHERE.get(kind, "")}\n{head}\n{words}'
    return read_source(told.encode())


def number(table: str, key: str, value: str) -> str:
    return f'[{table}]\n{key} = {value}\nsource = "terms of Kiezmarkt"\nchecked = false\n'


SHORT_ANSWER = number("complaint.answer", "limit", '"5d"')


def test_a_rulebook_without_layers_is_the_file_itself() -> None:
    assert compiled(BASE).rulebook == read(DEFAULT)
    assert set(compiled(BASE).origins.values()) == {"odr-default/1"}


def test_an_empty_layer_changes_nothing_but_the_name() -> None:
    made = compiled(BASE, [layer("baseline", "")])
    assert replace(made.rulebook, id=BASE.id, hash=BASE.hash) == read(DEFAULT)
    assert [(one.place, one.before, one.after) for one in made.differences] == [("id", "odr-default/1", "kiezmarkt/3")]


def test_what_a_layer_changed_is_known_with_what_was_there_before() -> None:
    made = compiled(BASE, [layer("baseline", SHORT_ANSWER)])
    assert str(made.rulebook.complaint.answer.limit) == "5d"
    assert made.origins["complaint.answer.limit"] == "kiezmarkt/3"
    assert made.origins["complaint.answer.actor"] == "odr-default/1"
    (limit,) = (one for one in made.differences if one.place == "complaint.answer.limit")
    assert (limit.before, limit.after, limit.by) == ("7d", "5d", "kiezmarkt/3")


def test_a_number_that_is_the_same_under_another_source_comes_from_there() -> None:
    made = compiled(BASE, [layer("baseline", number("decision", "limit", '"14d"'))])
    assert made.origins["decision.limit"] == made.origins["decision.source"] == "kiezmarkt/3"
    assert {one.place for one in made.differences} == {"id", "decision.source"}


def stack() -> Compiled:
    return compiled(
        BASE,
        [
            layer("baseline", SHORT_ANSWER),
            layer("region", number("escalation", "limit", '"2y"'), "kiezmarkt-de/1", "kiezmarkt/3"),
            layer("seller", number("complaint.answer", "limit", '"2d"'), "holzhaus/2", "kiezmarkt/3"),
        ],
    )


def test_layers_lie_over_each_other_and_the_last_word_counts() -> None:
    made = stack()
    assert made.rulebook.id == "kiezmarkt/3+kiezmarkt-de/1+holzhaus/2"
    assert str(made.rulebook.complaint.answer.limit) == "2d"
    assert made.origins["complaint.answer.limit"] == "holzhaus/2"
    assert made.origins["escalation.limit"] == "kiezmarkt-de/1"
    assert made.origins["response.limit"] == "odr-default/1"


def test_every_value_has_an_origin_and_what_differs_is_listed() -> None:
    made, before = stack(), flat(BASE.table)
    changed = {place for place, origin in made.origins.items() if origin != "odr-default/1"}
    assert changed == {one.place for one in made.differences}
    assert all(made.origins[place] == "odr-default/1" for place in before.keys() - changed)


def test_the_hash_covers_every_file_in_its_order() -> None:
    one, two = layer("baseline", SHORT_ANSWER), layer("baseline", "", "kiezmarkt/4")
    said = "\n".join(source.hash for source in (BASE, one, two))
    assert compiled(BASE, [one, two]).rulebook.hash == hashlib.sha256(said.encode()).hexdigest()
    assert compiled(BASE, [two, one]).rulebook.hash != compiled(BASE, [one, two]).rulebook.hash


def test_a_layer_can_leave_a_stage_out() -> None:
    order = (
        '[stages]\norder = ["complaint", "escalation", "intake", "response", "negotiation", '
        '"decision_choice", "evidence", "file_complete", "decision"]\n[negotiation.agree]\nexpiry = "decision_choice"\n'
    )
    made = compiled(BASE, [layer("baseline", order, head='drop = ["mediation", "complaint.acknowledge"]')]).rulebook
    assert made.mediation is None
    assert "complaint.acknowledge" not in made.clauses
    assert StageName.MEDIATION not in made.stages.order


@pytest.mark.parametrize(
    ("kind", "words", "head", "said"),
    [
        ("baseline", '[complaint.answer]\nlimit = "5d"', "", r"complaint.answer.limit: a changed number names its own"),
        (
            "baseline",
            '[complaint.answer]\nlimmit = "5d"',
            "",
            r"rulebook.complaint.answer: unknown limmit; allowed are",
        ),
        ("baseline", "", 'drop = ["mediation.talk"]', r"drop: there is no mediation.talk below"),
        ("baseline", "", 'drop = ["effect"]', r"rulebook: missing effect"),
        ("baseline", "", 'where = ["DE"]', r"where: a baseline holds everywhere"),
        ("magic", "", "", r"overlay: unknown magic; allowed are preset, baseline, region, category, seller"),
        ("baseline", "", 'drop = "mediation"', r"drop: a list of texts is expected"),
    ],
)
def test_a_layer_that_cannot_be_used_says_where_and_what(kind: str, words: str, head: str, said: str) -> None:
    with pytest.raises(RulebookRefused, match=said):
        compiled(BASE, [layer(kind, words, head=head)])


def test_layers_name_what_they_lie_over_and_come_in_their_order() -> None:
    region, baseline = layer("region", "", "kiezmarkt-de/1"), layer("baseline", "", of="kiezmarkt-de/1")
    with pytest.raises(RulebookRefused, match="overlay: a baseline cannot lie over a region"):
        compiled(BASE, [region, baseline])
    with pytest.raises(RulebookRefused, match="of: kiezmarkt/3 lies over paypal-like/1, found below it odr-default/1"):
        compiled(BASE, [layer("baseline", "", of="paypal-like/1")])
    with pytest.raises(RulebookRefused, match="begin with a whole rulebook"):
        compiled(region)
    with pytest.raises(RulebookRefused, match="where: missing; say for which region"):
        read_source(b'overlay = "region"\nid = "kiezmarkt-de/1"\nof = "odr-default/1"')
    with pytest.raises(RulebookRefused, match=r'id: "Kiezmarkt" is no id of a layer; write for example kiezmarkt/3'):
        layer("baseline", "", "Kiezmarkt")


BETTER = [
    number("complaint.answer", "limit", '"5d"'),
    number("complaint.answer", "limit", '"168h"'),
    number("compliance.refund", "limit", '"5d"'),
    number("compliance.return_ship", "limit", '"14d"'),
    number("escalation", "limit", '"2y"'),
    number("complaints.LATE.filing.within", "length", '"366d"'),
    number("effect.consent.reflection", "length", '"14d"'),
    "[response]\nextend = []",
    '[complaint]\nmay_escalate_on = ["answer", "offer", "any_time"]',
    '[complaints.LATE]\ndocuments = ["ORDER_RECORD"]',
    "[complaints.DAMAGED]\nexclusions = []",
    '[intake]\nrefuse_only_for = ["frivolous"]',
    'title.en = "The policy of Holzhaus"',
    number("complaint.answer", "limit", '"5d"') + 'text.en = "Holzhaus answers within five days."',
]
WORSE = [
    (number("complaint.answer", "limit", '"8d"'), "complaint.answer.limit: 7d became 8d, which is worse"),
    (number("compliance.return_ship", "limit", '"9d"'), "compliance.return_ship.limit: 10d became 9d"),
    (
        number("complaints.LATE.filing.within", "length", '"364d"'),
        "complaints.LATE.filing.within.length: 1y became 364d",
    ),
    (number("complaints.LATE.cap", "percent", "90"), "complaints.LATE.cap.percent: 100 became 90"),
    ('[complaints.LATE]\nremedies = ["APOLOGY"]', "complaints.LATE.remedies: .* became APOLOGY"),
    ('[complaints.LATE]\nexclusions = ["FREIGHT"]', "complaints.LATE.exclusions: none became FREIGHT"),
    ('[complaints.LATE]\ndocuments = ["ORDER_RECORD", "PHOTO"]', "complaints.LATE.documents: .* worse"),
    ('[costs]\nborne_by = "parties"', "costs.borne_by: marketplace became parties"),
]
BEYOND_COMPARISON = [
    (number("negotiation.agree", "limit", '"9d"'), "negotiation.agree.limit: cannot be compared"),
    (number("compliance.refund", "limit", '"6d"'), "compliance.refund.limit: cannot be compared"),
    (number("complaints.RETURN_EMPTY.filing.within", "length", '"60d"'), "complaints.RETURN_EMPTY.*cannot be compared"),
    ('[complaints.LATE.text]\nen = "Late parcels are no matter."', "complaints.LATE.text.en: cannot be compared"),
    ('[complaint.answer.text]\nen = "Silence ends it."', "complaint.answer.text.en: cannot be compared"),
    ('[complaint.answer]\nexpiry = "close_no_agreement"', "complaint.answer.expiry: cannot be compared"),
    ('[stages]\norder = ["complaint"]', "stages.order: cannot be compared"),
]


@pytest.mark.parametrize("words", BETTER)
def test_a_seller_may_be_better_for_the_buyer(words: str) -> None:
    made = compiled(BASE, [layer("seller", words, "holzhaus/1")])
    assert made.differences


@pytest.mark.parametrize(("words", "said"), [*WORSE, *BEYOND_COMPARISON])
def test_a_seller_is_refused_what_is_worse_or_cannot_be_compared(words: str, said: str) -> None:
    with pytest.raises(RulebookRefused, match=said):
        compiled(BASE, [layer("seller", words, "holzhaus/1")])
    assert compiled(BASE, [layer("baseline", words)]).differences


def test_a_seller_drops_a_wait_and_nothing_else() -> None:
    waiting = layer("baseline", number("complaint.escalate_after", "length", '"3d"'))
    free = layer("seller", "", "holzhaus/1", "kiezmarkt/3", 'drop = ["complaint.escalate_after"]')
    assert compiled(BASE, [waiting, free]).rulebook.complaint.escalate_after is None
    silent = layer("seller", "", "holzhaus/1", "kiezmarkt/3", 'drop = ["complaint.acknowledge"]')
    with pytest.raises(RulebookRefused, match=r"complaint.acknowledge.\w+: cannot be compared"):
        compiled(BASE, [waiting, silent])


LENGTHS = st.builds(Length, st.integers(1, 800), st.sampled_from(Unit))


@given(LENGTHS, LENGTHS)
def test_of_two_lengths_no_two_answers_contradict(one: Length, other: Length) -> None:
    there, back = no_longer(one, other), no_longer(other, one)
    assert (there is False) <= (back is True)
    assert not (there is False and back is False)


@given(LENGTHS, LENGTHS, LENGTHS)
def test_what_ends_no_later_does_so_along_a_chain(one: Length, two: Length, three: Length) -> None:
    if no_longer(one, two) and no_longer(two, three):
        assert no_longer(one, three) is not False
