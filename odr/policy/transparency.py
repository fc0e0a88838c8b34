"""The points of Article 7(1) of Directive 2013/11/EU, out of the rulebook and the installation."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from odr.domain.rulebook.shape import Rulebook
from odr.domain.vocabulary import RefusalGround
from odr.notices.words import Words
from odr.policy.claims import listed
from odr.policy.facts import Policy
from odr.policy.words import length, name_of
from odr.records.markup import el, name


def transparency(policy: Policy, url: str, words: Words) -> Iterator[Element]:
    """Each point with its name; `url` is where people reach the service."""
    yield el("p", words("transparency.lead"))
    rows = (
        el("div", el("dt", words(f"transparency.{key}")), el("dd", said)) for key, said in _rows(policy, url, words)
    )
    yield el("dl", *rows)


def _rows(policy: Policy, url: str, words: Words) -> Iterator[tuple[str, str | Element]]:
    rulebook = policy.rulebook
    yield "contact", _contact(policy, url, words)
    yield "listing", words("transparency.listing_words")
    yield "neutrals", words("transparency.neutrals_words", mediators=policy.mediators, deciders=policy.deciders)
    yield "appointment", _appointment(rulebook, words)
    yield "mandate", words("transparency.mandate_words")
    yield "competence", words("transparency.competence_words", products=_products(rulebook, words))
    yield "rules", words("transparency.rules_words")
    yield "languages", ", ".join(name_of(one) for one in rulebook.languages)
    yield "basis", words("transparency.basis_words")
    yield "preconditions", _preconditions(rulebook, words)
    yield "withdrawal", _withdrawal(rulebook, words)
    yield "costs", rulebook.costs.text.in_language(words.language)
    yield "length", _average(policy, words)
    yield "effect", rulebook.effect.text.in_language(words.language)
    decides = rulebook.default_track.default_decision is not None
    yield "human", words("transparency.human_words_default" if decides else "transparency.human_words")
    evidence, record = (
        length(one.length, words) for one in (rulebook.archive.erase_evidence, rulebook.archive.keep_record)
    )
    yield "records", words("transparency.records_words", evidence=evidence, record=record)


def _contact(policy: Policy, url: str, words: Words) -> Element | str:
    market = policy.marketplace
    if market is None:
        return words("transparency.contact_service", url=url)
    told = words("transparency.contact_words", marketplace="{}", website=market.website, url=url)
    before, _, behind = told.partition("{}")
    return el("span", before, name(market.name), behind)


def _appointment(rulebook: Rulebook, words: Words) -> str:
    if rulebook.neutrals is None or rulebook.appointment is None:
        return words("transparency.no_neutrals")
    text = rulebook.appointment.text.in_language(words.language)
    objection = length(rulebook.neutrals.objection.limit, words)
    return words("transparency.appointment_words", text=text, objection=objection)


def _products(rulebook: Rulebook, words: Words) -> str:
    products = dict.fromkeys(product for rule in rulebook.complaints.values() for product in rule.products)
    return listed("products", products, words)


def _preconditions(rulebook: Rulebook, words: Words) -> str:
    grounds = rulebook.intake.refuse_only_for if rulebook.intake else ()
    asked = RefusalGround.NO_CONTACT_ATTEMPT in grounds
    return words("transparency.precondition_contact" if asked else "transparency.precondition_none")


def _withdrawal(rulebook: Rulebook, words: Words) -> str:
    said = [
        words("transparency.withdrawal_complainant") if rulebook.withdraw.complainant_any_time else "",
        words("transparency.withdrawal_respondent") if rulebook.withdraw.respondent_if_voluntary else "",
    ]
    return " ".join(one for one in said if one) or words("page.none")


def _average(policy: Policy, words: Words) -> str:
    found = policy.average
    if found is None:
        return words("transparency.length_unknown")
    return words("transparency.length_known", days=found.days, count=found.cases)
