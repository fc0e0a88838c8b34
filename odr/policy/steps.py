"""The procedure in short steps: stage by stage who acts, how long, and what silence brings."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from odr.domain.rulebook.graph import frames_of
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import DECIDING, Frame, StageName
from odr.notices.words import Words
from odr.policy.words import length
from odr.records.markup import el


def steps(rulebook: Rulebook, words: Words) -> Iterator[Element]:
    """An ordered list of the stages, and what holds in all of them."""
    yield el("ol", *(_stage(rulebook, stage, words) for stage in rulebook.stages.order), cls="steps")
    yield from _counterclaim(rulebook, words)
    reasons = ", ".join(words(f"pause_grounds.{ground}") for ground in rulebook.pause.grounds)
    if reasons:
        yield el("p", words("steps.pause", length=length(rulebook.pause.limit.limit, words), reasons=reasons))
    if rulebook.withdraw.complainant_any_time:
        yield el("p", words("steps.withdraw"))
    if rulebook.reminders:
        points = ", ".join(_reminder(point, words) for point in rulebook.reminders)
        yield el("p", words("steps.reminders", points=points))


def _counterclaim(rulebook: Rulebook, words: Words) -> Iterator[Element]:
    """What the other side can claim in return, by when, and by when that is answered."""
    said = rulebook.counterclaim
    if said is None:
        return
    yield el("p", words("steps.counterclaim"))
    for frame in filter(None, (said.make, said.answer)):
        yield from _frame(frame, words)


def _reminder(point: str, words: Words) -> str:
    kind = "percent" if point.endswith("%") else "hours"
    return words(f"steps.reminder_{kind}", count=point[:-1])


def _stage(rulebook: Rulebook, stage: StageName, words: Words) -> Element:
    frames = list(frames_of(rulebook, stage))
    second = rulebook.second_reading if stage is StageName.DECISION else None
    told = [part for frame in (*(one for _, one in frames), second) if frame for part in _frame(frame, words)]
    neutral = el("p", words("steps.before"), cls="quiet") if _needs_somebody(rulebook, stage) else None
    return el("li", el("h3", words(f"stages.{stage.name}")), neutral, *told)


def _needs_somebody(rulebook: Rulebook, stage: StageName) -> bool:
    first = next((one for one in rulebook.stages.order if one in DECIDING), None)
    named = rulebook.neutrals.before if rulebook.neutrals else ()
    return (stage is StageName.MEDIATION and stage in named) or (stage is first and any(s in named for s in DECIDING))


def _frame(frame: Frame, words: Words) -> Iterator[Element]:
    yield el("p", frame.text.in_language(words.language))
    rows = [
        (words("steps.who"), words(f"acts.{frame.actor}")),
        (words("steps.how_long"), length(frame.limit, words)),
        (words("steps.silence"), words(f"expiry.{frame.expiry}")),
        (words("steps.more"), more_time(frame, words)),
    ]
    yield el("dl", *(el("div", el("dt", name), el("dd", said)) for name, said in rows if said), cls="frame")


def more_time(frame: Frame, words: Words) -> str:
    """How a frame can become longer; empty where it cannot."""
    return "; ".join(
        words(
            "time_frames.extend",
            count=one.times,
            length=length(one.length, words),
            by=words(f"extend_by.{one.by}"),
        )
        for one in frame.extend
    )
