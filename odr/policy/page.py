"""Writes the pages: one for a rulebook, one for the list, in one language each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from xml.etree.ElementTree import Element, tostring

from odr.domain.calendar import local_day
from odr.domain.remedies import Remedy
from odr.domain.rulebook.choices import AppliesTo, Proof, StepIn
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import Expiry
from odr.notices.words import Words
from odr.policy.claims import complaints, listed, scrolled, time_frames
from odr.policy.example import Example
from odr.policy.facts import Policy, Shelf
from odr.policy.steps import steps
from odr.policy.transparency import transparency
from odr.policy.words import languages, length, name_of, words
from odr.records.markup import el, name, table
from odr.rulebooks import all_rulebooks
from odr.rulebooks.versions import Version

STYLE = "/policy/style.css"
_BESIDE = (".source", ".checked")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is made for: its language, the day of filing of the example, and the service's own address."""

    language: str
    filed: date
    url: str

    @property
    def words(self) -> Words:
        return words(self.language)


def path_of(rulebook: str, language: str = "") -> str:
    """Where a rulebook is read; without a language, in the reader's own."""
    return f"/policy/{quote(rulebook)}{'/' if language else ''}{language}"


def policy_page(policy: Policy, found: Example | None, asked: Asked) -> bytes:
    """The page of one rulebook."""
    told, rulebook = asked.words, policy.rulebook
    parts = {
        "steps": steps(rulebook, told),
        "example": _example(policy, found, asked),
        "complaints": _complaints(rulebook, told),
        "effect": _effect(rulebook, told),
        "costs": _costs(rulebook, told),
        "refusal": _refusal(rulebook, told),
        "review": _review(rulebook, told),
        "time": time_frames(rulebook, told),
        "transparency": transparency(policy, asked.url, told),
        "version": _version(policy, told),
        "differences": _differences(policy, told),
    }
    title = rulebook.title.in_language(asked.language)
    contents = el("ul", *(el("li", el("a", told(f"sections.{key}"), href=f"#{key}")) for key in parts))
    nav = el("nav", el("h2", told("page.contents")), contents, cls="contents", **{"aria-label": told("page.contents")})
    sections = (el("section", el("h2", told(f"sections.{key}")), *inside, id=key) for key, inside in parts.items())
    return _page(title, asked, [*_head(policy, title, told), nav, *sections], path_of(rulebook.id))


def _head(policy: Policy, title: str, told: Words) -> Iterator[Element]:
    yield el("h1", title)
    if policy.marketplace:
        yield el("p", name(policy.marketplace.name), cls="lead")
    yield el("p", told("page.published", name=policy.rulebook.id, day=told.day(policy.since)))
    if policy.since > policy.today:
        yield el("p", told("page.not_yet", day=told.day(policy.since)), cls="notice")
    elif policy.version is not None and policy.in_force != policy.rulebook.id:
        yield el("p", told("page.earlier", name=policy.in_force), cls="notice")
    if told.language not in policy.rulebook.languages:
        yield el("p", told("page.fallback"), cls="notice")
    yield el("p", told("page.modelled", modelled=policy.rulebook.modelled_on), " ", told("page.lawyer"), cls="quiet")


def _example(policy: Policy, found: Example | None, asked: Asked) -> Iterator[Element]:
    told = asked.words
    yield el("p", told("example.lead", day=told.day(asked.filed)))
    yield el("h3", told("example.case"))
    if found is None:
        yield el("p", told("example.unknown"))
    else:
        place = policy.zone.rsplit("/", 1)[-1].replace("_", " ")
        yield el("p", told("example.lead_silent", zone=place))
        heads = [told(f"example.{key}") for key in ("from", "stage", "who", "until")]
        rows = [
            (told.day(one.since), told(f"stages.{one.stage}"), _who(one.actors, told), told.day(one.last))
            for one in found.rows
        ]
        yield scrolled(table(heads, rows, "dates"), told("sections.example"))
        yield el("p", _end(found, told))
    drawing = f"{path_of(policy.rulebook.id, asked.language)}/course.svg?filed={asked.filed}"
    yield el("p", el("a", told("example.drawing"), href=drawing))
    yield _form(asked, told)
    yield el("p", told("example.promise"), cls="quiet")


def _who(actors: Sequence[str], told: Words) -> str:
    return ", ".join(dict.fromkeys(told(f"roles.{one}") for one in actors))


def _end(found: Example, told: Words) -> str:
    day = told.day(found.end)
    if found.ground is None:
        return told("example.open", day=day)
    return told("example.end", day=day, ground=told(f"grounds.{found.ground}"))


def _form(asked: Asked, told: Words) -> Element:
    """Another day of filing; an ordinary form, so that it works without script."""
    label = el("label", told("example.day"), **{"for": "filed"})
    field = el("input", id="filed", name="filed", type="date", value=asked.filed.isoformat(), required="required")
    button = el("button", told("example.count"), type="submit")
    legend = el("legend", told("example.form"))
    return el("form", el("fieldset", legend, label, field, button), action="#example", method="get")


def _complaints(rulebook: Rulebook, told: Words) -> Iterator[Element]:
    """The kinds that are known are of sales; a procedure for something else shows none."""
    if rulebook.applies_to is AppliesTo.SALES:
        return complaints(rulebook, told)
    return iter([el("p", told(f"applies_to.{rulebook.applies_to}"))])


def _effect(rulebook: Rulebook, told: Words) -> Iterator[Element]:
    effect = rulebook.effect
    yield el("p", effect.text.in_language(told.language))
    before = ", ".join(told(f"told.{one}") for one in effect.consent.told_before)
    consent = " ".join(
        (
            told(f"consent.{effect.consent.consumer}"),
            told("effect.told", told=before) if before else "",
            told("effect.reflection", length=length(effect.consent.reflection.length, told)),
        )
    )
    execution = rulebook.execution
    bears = [told(f"overpaid.{execution.fund.overpaid}")] if execution.fund else []
    waits = [told(f"while_review.{execution.while_review_is_open}"), *bears]
    yield _facts(
        (told("effect.settlement"), told(f"settlement_effect.{effect.settlement}")),
        (told("effect.decision"), told(f"decision_effect.{effect.decision}")),
        (told("effect.consent"), consent),
        (told("effect.while_review"), " ".join([*waits, execution.text.in_language(told.language)])),
        (told("effect.step_in"), _steps_in(rulebook.compliance.step_in, told)),
        (told("effect.proof"), _proofs(rulebook, told)),
    )


def _steps_in(rule: StepIn, told: Words) -> str | None:
    return None if rule is StepIn.NONE else told(f"step_in.{rule}")


def _proofs(rulebook: Rulebook, told: Words) -> Element:
    """What shows each remedy, a line for each kind of proof."""
    asked = {remedy: rulebook.compliance.proof.of(remedy) for remedy in Remedy if remedy is not Remedy.NO_REMEDY}
    kinds = (proof for proof in Proof if proof in asked.values())
    of = {proof: listed("remedies", [one for one in asked if asked[one] is proof], told) for proof in kinds}
    return el("ul", *(el("li", told(f"proof.{proof}", remedies=said)) for proof, said in of.items()))


def _facts(*rows: tuple[str, Element | str | None]) -> Element:
    return el("dl", *(el("div", el("dt", key), el("dd", said)) for key, said in rows if said is not None))


def _costs(rulebook: Rulebook, told: Words) -> Iterator[Element]:
    yield el("p", rulebook.costs.text.in_language(told.language))
    yield _facts((told("costs.borne_by"), told(f"payer.{rulebook.costs.borne_by}")))


def _refusal(rulebook: Rulebook, told: Words) -> Iterator[Element]:
    if rulebook.intake is None:
        yield el("p", told("refusal.none"))
        return
    yield el("p", told("refusal.lead", length=length(rulebook.intake.reasons_within.length, told)))
    grounds = (told(f"refusal_grounds.{ground}") for ground in rulebook.intake.refuse_only_for)
    yield el("ul", *(el("li", ground) for ground in grounds))


def _silence(rulebook: Rulebook, told: Words) -> Iterator[Element]:
    """What a respondent's silence brings, where some time ends with it."""
    if all(frame.expiry is not Expiry.DEFAULT_TRACK for frame in rulebook.clauses.values()):
        return
    track = rulebook.default_track
    yield el("p", told(f"silence.{track.no_response}"))
    if track.default_decision:
        yield el("p", track.default_decision.text.in_language(told.language))
        if not track.default_decision.against_consumers:
            yield el("p", told("silence.not_consumers"))


def _review(rulebook: Rulebook, told: Words) -> Iterator[Element]:
    yield from _silence(rulebook, told)
    review, aside = rulebook.review, rulebook.default_track.set_aside
    if review is None:
        yield el("p", told("review.none"))
    else:
        yield el("p", told("review.ask", length=length(review.ask.limit, told)))
        yield el("ul", *(el("li", told(f"review_grounds.{ground}")) for ground in review.grounds))
        yield el("p", told("review.by", length=length(review.decide.limit, told)))
    if aside is not None:
        yield el("p", told("review.set_aside", length=length(aside.ask.limit, told)))


def _version(policy: Policy, told: Words) -> Iterator[Element]:
    rulebook, version = policy.rulebook, policy.version
    published, announced = (
        local_day(at, policy.zone) if at else None
        for at in ((version.published_at, version.announced_at) if version else (None, None))
    )
    yield _facts(
        (told("version.name"), el("code", rulebook.id)),
        (told("version.status"), told(f"status.{rulebook.status}")),
        (told("version.published"), told.day(published) if published else None),
        (told("version.announced"), told.day(announced) if announced else None),
        (told("version.in_force"), told.day(policy.since)),
        (told("version.review_by"), told.day(rulebook.review_by)),
        (told("version.modelled"), rulebook.modelled_on),
        (told("version.layers"), ", ".join(dict.fromkeys(policy.made.origins.values()))),
        (told("version.hash"), el("code", rulebook.hash)),
    )


def _differences(policy: Policy, told: Words) -> Iterator[Element]:
    """What every layer changed; the words and sources of a number go with it."""
    changed = [one for one in policy.made.differences if one.place != "id" and not one.place.endswith(_BESIDE)]
    if not changed:
        yield el("p", told("differences.none"))
        return
    yield el("p", told("differences.lead", base=next(iter(policy.made.origins.values()))))
    heads = [told(f"differences.{key}") for key in ("place", "before", "after", "by")]
    rows = ((el("code", one.place), one.before or "–", one.after or "–", el("code", one.by)) for one in changed)
    yield scrolled(table(heads, rows, "wide"), told("sections.differences"))


def list_page(found: Sequence[Shelf], asked: Asked) -> bytes:
    """Every marketplace with its procedures, and those that are shipped."""
    told = asked.words
    markets = [part for one in found for part in _shelf(one, asked)]
    shipped = el(
        "ul", *(_link(one.id, one.title.in_language(asked.language), told) for one in all_rulebooks().values())
    )
    body = [el("h1", told("list.title")), el("p", told("list.lead"), cls="lead"), *markets]
    return _page(told("list.title"), asked, [*body, el("h2", told("list.shipped")), shipped], "/policy")


def _shelf(one: Shelf, asked: Asked) -> Iterator[Element]:
    told = asked.words
    yield el("h2", name(one.name))
    yield el("h3", told("list.now"))
    yield el("ul", _link(one.now.id, one.now.title.in_language(asked.language), told))
    for key, versions in (("coming", one.coming), ("before", one.before)):
        if versions:
            yield el("h3", told(f"list.{key}"))
            yield el("ul", *(_version_link(version, told) for version in versions))


def _version_link(version: Version, told: Words) -> Element:
    since = told("list.from", day=told.day(version.in_force_from)) if version.in_force_from else ""
    return _link(version.name or "", since, told)


def _link(rulebook: str, beside: str, told: Words) -> Element:
    return el("li", el("a", rulebook, href=path_of(rulebook, told.language)), f" · {beside}" if beside else "")


def _page(title: str, asked: Asked, body: Sequence[Element], path: str) -> bytes:
    told = asked.words
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} · {told('page.service')}"),
        el("link", rel="stylesheet", href=STYLE),
        el("link", rel="icon", href="/mark.svg", type="image/svg+xml"),
        *(el("link", rel="alternate", hreflang=one, href=f"{asked.url}{path}/{one}") for one in languages()),
    )
    skip = el("a", told("page.skip"), href="#main", cls="skip")
    ways = el(
        "p", el("a", told("page.all"), href=f"/policy/{asked.language}"), " ", el("a", told("page.start"), href="/")
    )
    header = el("header", ways, _languages(path, asked))
    made = el(
        "html", head, el("body", skip, header, el("main", *body, id="main")), lang=asked.language, dir=told.direction
    )
    written: bytes = tostring(made, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + written


def _languages(path: str, asked: Asked) -> Element:
    links = (
        el(
            "a",
            name_of(one),
            href=f"{path}/{one}",
            lang=one,
            hreflang=one,
            **_current(one, asked),
        )
        for one in languages()
    )
    return el("nav", *(el("span", link, " ") for link in links), **{"aria-label": asked.words("page.languages")})


def _current(language: str, asked: Asked) -> dict[str, str]:
    return {"aria-current": "page"} if language == asked.language else {}
