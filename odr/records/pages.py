"""The pages of a record: the document, its cover, the order and the claims."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from odr.records.annex import custody, logged
from odr.records.content import Certificate, Claim, Content, OrderFacts, Party, RemedyLine
from odr.records.markup import Child, el, facts, money, name, said, section, table
from odr.records.proceedings import (
    checking,
    course,
    deadlines,
    decisions,
    documents,
    duties,
    exhibits,
    neutrals,
    offers,
    settlement,
)
from odr.records.remedies import remedies
from odr.records.words import Words, words


def html(content: Content) -> str:
    """The whole record as HTML for the renderer.

    Raises:
        UnknownLanguage: there is no catalogue for the content's language.
    """
    say = words(content.language)
    root = el("html", _head(content, say), _body(content, say), lang=content.language, dir=say.direction)
    return "<!DOCTYPE html>" + tostring(root, encoding="unicode", method="html")


def _head(content: Content, say: Words) -> Element:
    moment = content.cover.as_of.at.isoformat()
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("title", say("page.head", case=content.cover.case_number)),
        el("meta", name="dcterms.created", content=moment),
        el("meta", name="dcterms.modified", content=moment),
    )


def _body(content: Content, say: Words) -> Element:
    if content.certificate is not None:
        return el("body", *_running(content, say), el("main", *_certified(content, content.certificate, say)))
    return el("body", *_running(content, say), el("main", _cover(content, say), *_sections(content, say)))


def _running(content: Content, say: Words) -> Iterable[Child]:
    head = "page.private_head" if content.cover.private else "page.head"
    head = "page.certificate_head" if content.certificate else head
    yield el("div", say(head, case=content.cover.case_number), id="head")
    yield el("div", content.cover.notice, id="foot")
    before, between, after = say("page.number", page="\0", pages="\0").split("\0")
    yield el("div", before, el("span", cls="page"), between, el("span", cls="pages"), after, id="number")
    if content.development_key:
        yield el("div", say("page.development"), id="development")


def _sections(content: Content, say: Words) -> Iterable[Child]:
    yield _order(content.order, say)
    yield _claims(content.claims, say)
    yield decisions(content.decisions, say)
    yield settlement(content.settlement, say)
    yield duties(content.duties, say)
    yield offers(content.offers, say)
    yield deadlines(content.deadlines, say)
    yield exhibits(content.exhibits, say)
    yield documents(content.documents, say)
    yield neutrals(content.neutrals, say)
    yield course(content.course, say)
    yield custody(content.exhibits, say)
    yield logged(content.checkpoint, say)
    yield checking(say)


def _cover(content: Content, say: Words) -> Element:
    cover = content.cover
    return el(
        "section",
        el("h1", say("cover.private_title" if cover.private else "cover.title")),
        el("p", cover.case_number, cls="case-number"),
        el("p", name(cover.subject), cls="subject"),
        el("p", say("cover.private_note"), cls="private") if cover.private else None,
        _parties(cover.parties, say),
        facts(_case_facts(content, say)),
        el(
            "div",
            el("h2", say("cover.proof")),
            el("p", cover.notice, cls="notice"),
            el("p", say("cover.sealed")),
            cls="proof",
        ),
        cls="cover",
    )


def _certified(content: Content, certificate: Certificate, say: Words) -> Iterable[Child]:
    """The one page of a certificate, and how to check it."""
    cover = content.cover
    ended = say.moment(certificate.ended) if certificate.ended else say("certificate.goes_on")
    rows: list[tuple[str, Child]] = [
        (say("certificate.opened"), say.moment(certificate.opened)),
        (say("certificate.ended"), ended),
        *([(say("certificate.ground"), certificate.ground)] if certificate.ground else []),
        (say("order.reference"), content.order.reference),
        (say("cover.marketplace"), name(cover.marketplace)),
        (say("cover.as_of"), say("cover.as_of_value", entries=cover.entries, moment=say.moment(cover.as_of))),
        (say("cover.rulebook"), el("div", el("p", cover.rulebook), el("p", cover.rulebook_hash, cls="hash"))),
    ]
    yield el(
        "section",
        el("h1", say("certificate.title")),
        el("p", cover.case_number, cls="case-number"),
        el("p", say("certificate.lead")),
        _parties(cover.parties, say),
        facts(rows),
        el("div", el("p", cover.notice, cls="notice"), el("p", say("certificate.limits")), cls="proof"),
        cls="cover",
    )
    yield checking(say)


def _parties(parties: Iterable[Party], say: Words) -> Element:
    cards = (
        el("td", el("p", say(f"side.{p.side}"), cls="side"), el("p", name(p.name), cls="party"), _capacity(p))
        for p in parties
    )
    return el("table", el("tbody", el("tr", *cards)), cls="parties")


def _capacity(party: Party) -> Element:
    return el("p", ", ".join(filter(None, (party.role_in_sale, party.capacity))), cls="capacity")


def _case_facts(content: Content, say: Words) -> Iterable[tuple[str, Child]]:
    cover = content.cover
    yield say("cover.status"), cover.status
    yield say("cover.effect"), cover.effect
    yield say("cover.marketplace"), name(cover.marketplace)
    yield (
        say("cover.reader"),
        el(
            "div",
            el("p", name(cover.reader)),
            el("p", say("cover.private_reader_note" if cover.private else "cover.reader_note"), cls="quiet"),
        ),
    )
    yield say("cover.as_of"), say("cover.as_of_value", entries=cover.entries, moment=say.moment(cover.as_of))
    yield say("cover.rulebook"), el("div", el("p", cover.rulebook), el("p", cover.rulebook_hash, cls="hash"))


def _order(order: OrderFacts, say: Words) -> Element:
    placed = say.moment(order.placed) if order.placed else None
    return section(
        say("section.order"),
        facts([(say("order.reference"), order.reference), (say("order.placed"), placed)]),
        _items(order, say),
        _payments(order, say),
        _parcels(order, say),
        *(el("p", sentence) for sentence in order.vouched),
        _differences(order, say),
        _policies(order, say),
    )


def _differences(order: OrderFacts, say: Words) -> Element | None:
    heads = [say(f"order.{key}") for key in ("about", "what", "registered", "in_shop")]
    rows: list[list[Element | str | None]] = [
        [name(one.about), one.what, name(one.registered), name(one.in_shop)] for one in order.differences
    ]
    return table(heads, rows, "differences") if order.differences else None


def _items(order: OrderFacts, say: Words) -> Element | None:
    heads = [say(f"order.{key}") for key in ("number", "item", "quantity", "price")]
    rows = ([item.number, name(item.title), str(item.quantity), money(item.price)] for item in order.items)
    return table(heads, rows, "items") if order.items else None


def _payments(order: OrderFacts, say: Words) -> Element | None:
    heads = [say(f"order.{key}") for key in ("payment", "when", "amount")]
    rows = ([f"{p.reference}, {p.method}", say.moment(p.at), money(p.amount)] for p in order.payments)
    return table(heads, rows, "payments") if order.payments else None


def _parcels(order: OrderFacts, say: Words) -> Element | None:
    heads = [say(f"order.{key}") for key in ("parcel", "when", "status")]
    rows = ([f"{p.reference}, {p.carrier}", say.moment(p.at) if p.at else None, p.status] for p in order.parcels)
    return table(heads, rows, "parcels") if order.parcels else None


def _policies(order: OrderFacts, say: Words) -> Element | None:
    if not order.policies:
        return None
    return el(
        "div",
        el("h3", say("order.policies")),
        el("ul", *(el("li", name(policy)) for policy in order.policies)),
    )


def _claims(claims: Iterable[Claim], say: Words) -> Element:
    return section(say("section.claims"), *(_claim(claim, say) for claim in claims))


def _claim(claim: Claim, say: Words) -> Element:
    return el(
        "article",
        el("h3", say("claim.title", number=claim.number, kind=claim.kind)),
        el("p", say("claim.about"), ": ", name(claim.about), cls="quiet") if claim.about else None,
        said(say, claim.account),
        _asked(claim.asked, say),
    )


def _asked(asked: tuple[RemedyLine, ...], say: Words) -> Element | None:
    return el("div", el("h4", say("claim.asked")), remedies(asked, say)) if asked else None
