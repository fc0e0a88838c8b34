"""The pages of a record that tell how the case went and how it ended."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from odr.records.content import (
    Correction,
    Deadline,
    Decision,
    Document,
    Duty,
    Exhibit,
    Issue,
    Line,
    Neutral,
    Offer,
    Said,
    Settlement,
)
from odr.records.markup import Child, Row, el, facts, name, said, section, table
from odr.records.remedies import remedies
from odr.records.words import Words


def course(lines: tuple[Line, ...], say: Words) -> Element:
    heads = [say(f"course.{key}") for key in ("number", "when", "what")]
    rows: Iterable[Row] = ([str(line.number), say.moment(line.at), _entry(line, say)] for line in lines)
    return section(say("section.course"), el("p", say("course.lead"), cls="quiet"), table(heads, rows, "course"))


def _entry(line: Line, say: Words) -> Element:
    clause = f"{say('course.clause')}: {line.clause}" if line.clause else ""
    return el(
        "div",
        el("p", line.room, cls="room") if line.room else None,
        el("p", el("strong", name(line.who)), " ", line.what),
        said(say, line.said),
        el("p", clause, cls="quiet") if clause else None,
        el("p", line.hash, cls="hash") if line.hash else None,
    )


def deadlines(frames: tuple[Deadline, ...], say: Words) -> Element | None:
    if not frames:
        return None
    heads = [say(f"deadline.{key}") for key in ("name", "due", "reason")]
    rows: Iterable[Row] = ([_whose(frame), _due(frame), _reason(frame, say)] for frame in frames)
    return section(
        say("section.deadlines"), el("p", say("deadline.lead"), cls="quiet"), table(heads, rows, "deadlines")
    )


def _whose(frame: Deadline) -> Element:
    return el("div", el("p", frame.name), el("p", name(frame.who), cls="quiet"))


def _due(frame: Deadline) -> Element:
    return el("div", el("p", frame.due_words), el("p", frame.status, cls="quiet"))


def _reason(frame: Deadline, say: Words) -> Element:
    clause = el("p", f"{say('deadline.clause')}: {frame.clause}", cls="quiet") if frame.clause else None
    return el("div", *(el("p", one) for one in frame.why or (frame.reason,)), clause)


def offers(made: tuple[Offer, ...], say: Words) -> Element | None:
    return section(say("section.offers"), *(_offer(offer, say) for offer in made)) if made else None


def _offer(offer: Offer, say: Words) -> Element:
    return el(
        "article",
        el("h3", offer.title),
        el("p", name(offer.by), ", ", say.moment(offer.at), ". ", offer.standing, cls="quiet"),
        remedies(offer.lines, say),
        *_conditions(offer.conditions, say),
        *_reasons(offer.reasons, say),
        el("p", offer.outcome, cls="outcome"),
        cls="whole",
    )


def _conditions(conditions: Said | None, say: Words) -> list[Child]:
    return [el("h4", say("offer.conditions")), said(say, conditions)] if conditions else []


def settlement(agreed: Settlement | None, say: Words) -> Element | None:
    if agreed is None:
        return None
    moment = el("p", say.moment(agreed.at), cls="quiet")
    return section(
        say("section.settlement"),
        moment,
        remedies(agreed.lines, say),
        *_conditions(agreed.conditions, say),
        el("p", agreed.effect),
    )


def decisions(issued: tuple[Decision, ...], say: Words) -> Element | None:
    return section(say("section.decision"), *(_decision(decision, say) for decision in issued)) if issued else None


def _decision(decision: Decision, say: Words) -> Element:
    return el(
        "article",
        el("h3", decision.title),
        el("p", name(decision.by), ", ", say.moment(decision.at), cls="quiet"),
        el("p", decision.outcome, cls="outcome"),
        *(_issue(number, issue, say) for number, issue in enumerate(decision.issues, 1)),
        *_reasons(decision.reasons, say),
        el("h4", say("decision.order")),
        remedies(decision.order, say) if decision.order else el("p", say("decision.no_order")),
        *(_correction(one, say) for one in decision.corrections),
        facts([(say("cover.effect"), decision.effect), (say("decision.answer"), decision.answer)]),
    )


def _correction(one: Correction, say: Words) -> Element:
    """The original stays above it."""
    ordered = remedies(one.order, say) if one.order else None
    return el("div", el("h4", one.title), said(say, one.reads), ordered, cls="whole")


def _reasons(reasons: Said | None, say: Words) -> list[Child]:
    return [el("h4", say("decision.reasons")), said(say, reasons)] if reasons else []


def _issue(number: int, issue: Issue, say: Words) -> Element:
    evidence = ", ".join(issue.evidence) or say("decision.no_evidence")
    return el(
        "div",
        el("h4", say("decision.issue", number=number)),
        said(say, issue.question),
        facts(
            [
                (say("decision.finding"), said(say, issue.finding)),
                (say("decision.evidence"), evidence),
                (say("decision.rule"), issue.rule),
                *([(say("decision.inference"), say("decision.inferred"))] if issue.inferred else []),
            ]
        ),
        cls="issue whole",
    )


def duties(owed: tuple[Duty, ...], say: Words) -> Element | None:
    return section(say("section.duties"), *(_duty(duty, say) for duty in owed)) if owed else None


def _duty(duty: Duty, say: Words) -> Element:
    steps: Iterable[Child] = (el("li", say.moment(s.at), ", ", name(s.who), ": ", s.what) for s in duty.steps)
    return el(
        "article",
        remedies((duty.line,), say),
        facts(
            [
                (say("duty.owed_by"), name(duty.owed_by)),
                (say("duty.due"), duty.due_words),
                (say("duty.status"), duty.status),
                (say("duty.steps"), el("ul", *steps) if duty.steps else None),
            ]
        ),
        cls="whole",
    )


def exhibits(files: tuple[Exhibit, ...], say: Words) -> Element | None:
    if not files:
        return None
    heads = [say(f"exhibit.{key}") for key in ("number", "name", "by", "size")]
    rows: Iterable[Row] = (
        [file.number, _file(file), _handed_in(file, say), f"{file.size:,}".replace(",", "\u202f")] for file in files
    )
    return section(say("section.exhibits"), el("p", say("exhibit.lead"), cls="quiet"), table(heads, rows, "exhibits"))


def _file(file: Exhibit) -> Element:
    return el("div", el("p", name(file.name)), el("p", file.sha256, cls="hash"))


def _handed_in(file: Exhibit, say: Words) -> Element:
    return el("div", el("p", name(file.by)), el("p", say.moment(file.at), cls="quiet"))


def documents(asked: tuple[Document, ...], say: Words) -> Element | None:
    if not asked:
        return None
    heads = [say(f"document.{key}") for key in ("title", "why", "given")]
    rows: Iterable[Row] = ([one.title, one.why, ", ".join(one.exhibits) or say("document.not_given")] for one in asked)
    return section(
        say("section.documents"), el("p", say("document.lead"), cls="quiet"), table(heads, rows, "documents")
    )


def neutrals(people: tuple[Neutral, ...], say: Words) -> Element | None:
    if not people:
        return None
    heads = [say(f"neutral.{key}") for key in ("name", "role", "appointed_by", "paid_by", "from")]
    rows: Iterable[Row] = (
        [name(p.name), p.role, name(p.appointed_by), name(p.paid_by), say.moment(p.at)] for p in people
    )
    return section(say("section.neutrals"), table(heads, rows, "neutrals"))


def checking(say: Words) -> Element:
    lines = (el("li", say(f"checking.{key}")) for key in ("meaning", "file", "seal", "limits"))
    return section(say("section.checking"), el("ul", *lines))
