"""Reminders before a bound: to those who must act and may see the time frame, and only while it is open."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from odr.domain import returning
from odr.domain.case import Case, Frame
from odr.domain.checklist import missing
from odr.domain.evolve import fold
from odr.domain.possible import available_actions
from odr.domain.roles import Actor, Role
from odr.notices import Parts
from odr.notices.readers import Reader, readers
from odr.notices.telling import Notice, Whole, deliver, frame_facts, load_range
from odr.outbox import Message, done
from odr.promises import point
from odr.store import instant
from odr.views import seen

APART = timedelta(hours=1)
"""Two reminders closer than this, or one so soon after the opening or before the bound, are one too many."""
KEPT = ("case", "frame", "due")


def remind(parts: Parts, message: Message) -> None:
    """Carry out "case.reminder": remind of one frame at one of the rulebook's points, or of nothing."""
    payload, now = message.payload, parts.clock.now()
    whole, _ = load_range(parts, payload["case"])
    frame = whole.case.frames.get(payload["frame"])
    with parts.store.write() as conn:
        if frame is not None and frame.due == instant(payload["due"]) and is_wanted(message, frame, whole, now):
            for reader in readers(conn, whole.case):
                case = fold(whole.case.id, seen(reader.seat, whole.entries), whole.case.rulebook, whole.case.calendars)
                if must_arrange(reader, frame, case):
                    facts = {"number": case.number, **frame_facts(frame, mine=True)}
                    deliver(conn, parts, reader, case.id, Notice("reminder_to_arrange", facts), message)
                elif must_act(reader, frame, case, now):
                    deliver(conn, parts, reader, case.id, reminder(frame, case), message)
        done(conn, message, now, kept=KEPT)


def reminder(frame: Frame, case: Case) -> Notice:
    """Before the time for evidence ends it also says how many of the documents that are asked for nobody has given."""
    facts = {"number": case.number, **frame_facts(frame, mine=True)}
    wanting = len(missing(case)) if frame.clause == "evidence.collect" else 0
    return Notice("reminder_of_documents", {**facts, "missing": wanting}) if wanting else Notice("reminder", facts)


def is_wanted(message: Message, frame: Frame, whole: Whole, now: datetime) -> bool:
    """Whether this is the reminder to send: its point is kept, its bound ahead, and no later point has come yet."""
    kept = points(frame, whole.case.rulebook.reminders)
    passed = [at for at in kept if at <= now]
    return frame.awaited and now < frame.due and passed[-1:] == [message.not_before]


def points(frame: Frame, reminders: Sequence[str]) -> list[datetime]:
    """When the rulebook reminds of a frame, without points less than `APART` from each other or from its ends."""
    kept: list[datetime] = []
    before = frame.latest.start
    for at in sorted(point(text, frame) for text in reminders):
        if at - before >= APART and frame.due - at >= APART:
            kept.append(at)
            before = at
    return kept


def must_arrange(reader: Reader, frame: Frame, case: Case) -> bool:
    """Whether goods wait to be sent to this reader's side, which has not said where to and how."""
    line = returning.not_arranged(frame, case)
    return line is not None and reader.role.side is line.remedy.owed_by and frame in case.running


def must_act(reader: Reader, frame: Frame, case: Case, now: datetime) -> bool:
    """Whether the frame waits for this reader, by the guards of what is possible, in the case as they see it."""
    if frame not in case.running or reader.role.acts_as not in frame.facts.actors:
        return False
    if reader.role is Role.REGISTRAR and Role.MARKETPLACE in frame.facts.actors:
        return False
    if returning.not_arranged(frame, case) is not None:
        return False
    return _owes_step(frame) or _can_act(reader, frame, case, now)


def _owes_step(frame: Frame) -> bool:
    """What is owed is carried out outside and reported by others, so no act of the case stands for it."""
    return frame.clause.startswith("compliance.")


def _can_act(reader: Reader, frame: Frame, case: Case, now: datetime) -> bool:
    possible = available_actions(Actor(reader.role, reader.person), case, now)
    return any(one.deadline == frame.due and one.blocked is None for one in possible)
