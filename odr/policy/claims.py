"""What can be complained about, and the table of every time frame with its source."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from xml.etree.ElementTree import Element

from odr.domain.rulebook.claims import ComplaintRule
from odr.domain.rulebook.shape import Rulebook
from odr.notices.words import Words
from odr.policy.steps import more_time
from odr.policy.words import length
from odr.records.markup import el, table


def listed(section: str, values: Iterable[StrEnum], words: Words) -> str:
    """The words of several values, in a row."""
    return ", ".join(words(f"{section}.{value}") for value in values)


def complaints(rulebook: Rulebook, words: Words) -> Iterator[Element]:
    """Each kind that can be filed, folded up: the reader opens their own."""
    yield el("p", words("complaints.lead"))
    for rule in rulebook.complaints.values():
        summary = el("summary", rule.text.in_language(words.language))
        yield el("details", summary, el("dl", *_rows(rulebook, rule, words)))


def _rows(rulebook: Rulebook, rule: ComplaintRule, words: Words) -> Iterator[Element]:
    since = words(f"since.{rule.filing.since}")
    within = words("complaints.within", length=length(rule.filing.within.length, words), since=since)
    of = words(f"cap_of.{rule.cap.of}")
    yield _row(words("complaints.who"), words(f"filed_by.{rule.filed_by}"))
    yield _row(words("complaints.products"), listed("products", rule.products, words))
    yield _row(words("complaints.limit"), within)
    yield _row(words("complaints.documents"), el("ul", *_documents(rulebook, rule, words)))
    yield _row(
        words("complaints.remedies"),
        el("p", listed("remedies", rule.remedies, words)),
        el("p", words("complaints.cap", percent=rule.cap.percent, of=of)),
        _exclusions(rulebook, rule, words),
    )


def _row(name: str, *said: Element | str | None) -> Element:
    return el("div", el("dt", name), el("dd", *said))


def _documents(rulebook: Rulebook, rule: ComplaintRule, words: Words) -> Iterator[Element]:
    for document in rule.documents:
        asked = rulebook.documents[document]
        text, why = (one.in_language(words.language) for one in (asked.text, asked.why))
        yield el("li", el("span", f"{text}. "), el("span", why, cls="quiet"))


def _exclusions(rulebook: Rulebook, rule: ComplaintRule, words: Words) -> Element | None:
    names = " ".join(rulebook.exclusions[one].in_language(words.language) for one in rule.exclusions)
    return el("p", words("complaints.exclusions", names=names)) if names else None


def time_frames(rulebook: Rulebook, words: Words) -> Iterator[Element]:
    """Every clause. A wide table scrolls by itself, also by keyboard."""
    heads = [words(f"time_frames.{key}") for key in ("place", "what", "who", "length", "end", "source")]
    rows = (
        (
            el("code", clause),
            frame.text.in_language(words.language),
            words(f"acts.{frame.actor}"),
            "; ".join(filter(None, (length(frame.limit, words), more_time(frame, words)))),
            words(f"expiry.{frame.expiry}"),
            f"{frame.source} ({words('time_frames.checked' if frame.checked else 'time_frames.unchecked')})",
        )
        for clause, frame in rulebook.clauses.items()
    )
    yield el("p", words("time_frames.lead"))
    yield scrolled(table(heads, rows, "wide"), words("sections.time"))


def scrolled(inside: Element, name: str) -> Element:
    """A wide table that scrolls by itself, also by keyboard."""
    return el("div", inside, cls="scroll", role="region", tabindex="0", **{"aria-label": name})
