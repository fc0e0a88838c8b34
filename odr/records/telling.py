"""Puts a case into plain words of one language: who, when, how much, and what each entry says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from odr.domain.case import Case, Decision, Exhibit
from odr.domain.events import DecisionDrafted, DecisionIssued, Event, FrameMoved, FrameOpened
from odr.domain.money import Money, as_decimal
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Actor, Role, Side
from odr.domain.talk import tells_what_is_hidden
from odr.domain.words import Text
from odr.records import content as c
from odr.records import reasons
from odr.records.words import Words

SAID = (
    *("words", "summary", "narrative", "statement", "reasons"),
    *("circumstances", "reads", "conditions", "note", "description"),
)
"""Fields of events that hold what somebody said, as opposed to names and numbers."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells one case. `names` are the accounts' names by id; `zone` is the reader's."""

    case: Case
    names: Mapping[str, str]
    say: Words
    zone: str

    def name(self, holder: str) -> str:
        return self.names.get(holder) or self.say("text.no_name")

    def payer(self, payer: str) -> str:
        """Who pays a neutral: an account, or a word such as "service"."""
        return self.say("role.SYSTEM") if payer == "service" else self.name(payer)

    def side(self, side: Side) -> str:
        """The party's name; for a third party, what it was in the sale."""
        party = self.case.party(side)
        return self.name(party.holder) if party.holder else self.say(f"sale_role.{party.sale_role}")

    def giver(self, one: Exhibit) -> str:
        """Who handed an exhibit in."""
        return self.side(one.side) if one.side else self.third_party(one.third)

    def third_party(self, third: str) -> str:
        """Whoever came for it, and what they have to do with the sale."""
        known = self.case.third_parties.get(third)
        if known is None:
            return self.say("role.THIRD_PARTY")
        kind = self.say(f"thirdpartykind.{known.kind}")
        return f"{self.name(known.person)}, {kind}" if known.person else kind

    def who(self, actor: Actor) -> str:
        """A side speaks under the party's name, whoever of its people acts; who acts by mandate is named with it."""
        if actor.role.side:
            side = self.side(actor.role.side)
            mandates = self.case.representations.values()
            mandated = actor.role is Role.RECIPIENT or any(one.is_of(actor) for one in mandates)
            return self.say("text.for_side", person=self.name(actor.person), side=side) if mandated else side
        if actor.role is Role.MARKETPLACE:
            return self.name(self.case.marketplace)
        if actor.role is Role.SYSTEM or not actor.person:
            return self.role(actor.role)
        return f"{self.name(actor.person)}, {self.role(actor.role)}"

    def role(self, role: Role) -> str:
        if role.side:
            return self.side(role.side)
        return self.name(self.case.marketplace) if role is Role.MARKETPLACE else self.say(f"role.{role}")

    def moment(self, at: datetime, zone: str = "") -> c.Moment:
        zone = zone or self.zone
        return c.Moment(at.astimezone(UTC if zone == "UTC" else ZoneInfo(zone)), zone)

    def amount(self, money: Money) -> c.Amount:
        return c.Amount(as_decimal(money), money.currency)

    def said(self, text: Text | None) -> c.Said | None:
        return None if text is None else c.Said(text.body)

    def said_in(self, event: Event) -> c.Said | None:
        """What somebody said in an entry; of a message that is hidden, that it is."""
        return c.Said(None, hidden=True) if tells_what_is_hidden(event, self.case) else self.said(words_in(event))

    def words_of(self, text: Text) -> str:
        """Words that stand in a line, such as a file's name."""
        return self.say("text.erased") if text.body is None else text.body

    def item(self, line: str | None) -> str:
        """The order line a remedy or claim is about."""
        found = self.case.order.line(line) if line else None
        return found.title if found else self.say("text.whole_order")

    def remedies(self, lines: tuple[RemedyLine, ...]) -> tuple[c.RemedyLine, ...]:
        return tuple(self.remedy(line, str(number)) for number, line in enumerate(lines, 1))

    def remedy(self, line: RemedyLine, number: str) -> c.RemedyLine:
        what = f"{self.say(f'remedy_kind.{line.remedy}')}: {self.item(line.line)}"
        counted = f"{what} × {line.quantity}" if line.quantity > 1 else what
        counted = f"{counted}, {self.bound(line.due, self.zone)}" if line.due else counted
        counted = f"{counted}, {self.say('duty.item', item=line.item)}" if line.item else counted
        counted = f"{counted}, {self.say('duty.after_return')}" if line.after_return else counted
        bears = line.return_cost and self.say("duty.bears_return", side=self.side(line.return_cost))
        counted = f"{counted}, {bears}" if bears else counted
        amount = self.amount(line.amount) if line.amount else None
        return c.RemedyLine(number, counted, amount, self.said(line.note))

    def frame(self, frame: str) -> str:
        """What a time frame is for; it is named by its clause, with its subject after a slash."""
        return self.say(f"frame.{frame.split('/')[0].replace('.', '_')}")

    def bound(self, due: datetime, zone: str) -> str:
        """An exclusive bound as people say it: midnight is the end of the day before."""
        return reasons.bound(due, zone, self.say)

    def length(self, limit: str) -> str:
        """ "7d" in words."""
        return reasons.length(limit, self.say)

    def outcome(self, said: DecisionIssued | DecisionDrafted | Decision) -> str:
        """What is decided of the complaint, and what of the counterclaim."""
        complaint = [self.say(f"outcome.{said.outcome}")] if said.outcome else []
        return " ".join([*complaint, *([self.say(f"in_return.{said.counterclaim}")] if said.counterclaim else [])])

    def reason(self, frame: FrameOpened) -> str:
        """Why a bound is that date."""
        start = self.say.moment(self.moment(frame.start, frame.zone))
        if frame.limit == "typed":
            return self.say("deadline.typed", start=start)
        facts = {"limit": self.length(frame.limit), "start": start, "calendar": frame.calendar}
        counted = self.say("deadline.counted", source=frame.source, **facts)
        return f"{counted} {self.say('deadline.capped', clause=frame.capped_by)}" if frame.capped_by else counted

    def told(self, event: Event) -> str:
        """One entry as a sentence without its subject."""
        key = f"event.{type(event).__name__}"
        told = self.say(key, **{name: self._value(name, event) for name in self.say.names(key)})
        cited = getattr(event, "exhibits", ())
        return f"{told} {self.say('text.rests_on', exhibits=', '.join(cited))}" if cited else told

    def _value(self, name: str, event: Event) -> str:
        if isinstance(event, FrameOpened | FrameMoved) and name == "due":
            return self.bound(event.due, event.zone)
        if isinstance(event, DecisionIssued | DecisionDrafted) and name == "outcome":
            return self.outcome(event)
        value = getattr(event, name)
        match value:
            case bool():
                return self.say(f"{name}.{'yes' if value else 'no'}")
            case Role():
                return self.role(value)
            case Side():
                return self.side(value)
            case StrEnum():
                return self.say(f"{type(value).__name__.lower()}.{value}")
            case Text():
                return self.words_of(value)
            case _:
                pass
        tellers = {
            "person": lambda person: self.name(person) if person else self.say("text.by_law"),
            "third": self.third_party,
            "payer": self.payer,
            "clause": self.frame,
            "frame": self.frame,
            "length": self.length,
        }
        return tellers.get(name, str)(value)


def words_in(event: Event) -> Text | None:
    """What somebody said in an entry."""
    found = (getattr(event, name, None) for name in SAID)
    return next((text for text in found if isinstance(text, Text)), None)


def sentence(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def clause_of(event: Event) -> str:
    """The clause of the rulebook that an entry names."""
    return str(getattr(event, "clause", "")) or str(getattr(event, "frame", "")).split("/")[0]
