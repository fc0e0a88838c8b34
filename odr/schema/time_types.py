"""Time as a case page shows it: dates with their reasons, pauses, and what one side asks the other for."""

from datetime import date, datetime

import strawberry

from odr.domain.calendar import Mark
from odr.domain.events import Ending
from odr.schema.base import sized
from odr.schema.entitlement_types import HumanReview
from odr.schema.lazily import Lazily
from odr.schema.part_types import Participant
from odr.schema.vocabulary import Role, Side, described
from odr.schema.vocabulary_time import ExtendBy, Moved, PauseGround

described(
    Mark,
    "What sets a day of a count apart.",
    {
        "WEEKEND": "A day of the weekend.",
        "HOLIDAY": "A public holiday.",
        "MADE_UP": "A day that is worked in place of another day.",
        "PAUSED": "A day on which time stood still.",
    },
    name="DayMark",
)
described(
    Ending,
    "How a time frame ended.",
    {
        "MET": "What it was for was done.",
        "EXPIRED": "It passed.",
        "MOOT": "It was no longer needed.",
    },
    name="DeadlineEnding",
)


@strawberry.type(description="One day of a count, or several days that are simply counted.")
class CountedDay:
    day: date = strawberry.field(description="The day, or the first of several.")
    until: date = strawberry.field(description="The last of them; the same day for one.")
    count: int | None = strawberry.field(description="How many days are counted with it; null for a day not counted.")
    mark: Mark | None = strawberry.field(description="What sets it apart.")
    name: str | None = strawberry.field(
        description="The name of the holiday, in the language of the reasons where the calendar has it."
    )
    words: str = strawberry.field(description="What the day is in the count, in a few words.")


@strawberry.type(description="Something that moved a date.")
class DateMove:
    why: Moved = strawberry.field(description="What it was.")
    begun: datetime = strawberry.field(description="From when it lasted, or when it was granted.")
    ended: datetime = strawberry.field(description="Until when it lasted.")
    length: str | None = strawberry.field(description='By how much it was extended, such as "7d".')
    by: ExtendBy | None = strawberry.field(description="By whose right it was extended.")
    start: datetime = strawberry.field(description="From when it counts since then.")
    due: datetime = strawberry.field(description="The bound since then.")


@strawberry.type(description="Why a date is that date. It follows from the docket alone.")
class WhyThisDate:
    sentences: list[str] = sized(10, description="The reasons in plain words of your language, in their order.")
    language: str = strawberry.field(description="The language of these sentences, and of the words of the days.")
    started_by: str | None = strawberry.field(description="The kind of entry that started the count.")
    entry: int | None = strawberry.field(description="Its number, as you count.")
    started_at: datetime = strawberry.field(description="From when it counts.")
    clause: str = strawberry.field(description="The clause of the rulebook.")
    rulebook: str = strawberry.field(description="The rulebook it was opened under.")
    source: str = strawberry.field(description="Where the number comes from.")
    checked: bool | None = strawberry.field(
        description="Whether the number was checked against its source; null when the clause is gone."
    )
    limit: str = strawberry.field(description='The length: "7d", "3wd" (working days), "48h", or "typed" by a party.')
    zones: list[str] = sized(2, description="The time zones of those who must act.")
    zone: str = strawberry.field(description="The one of them in which the last day ends.")
    calendar: str = strawberry.field(description="The versions of the calendars that say which days are worked.")
    days: list[CountedDay] = sized(15, description="The count day by day; empty for an end to the second.")
    moves: list[DateMove] = sized(1, description="What moved it, in order.")
    capped_by: str | None = strawberry.field(description="The time frame whose earlier end is this one's too.")


@strawberry.type(description="How you can make a time frame longer.")
class PossibleExtension:
    by: ExtendBy = strawberry.field(description="What it takes.")
    length: str = strawberry.field(description='By how much, such as "7d".')
    left: int = strawberry.field(description="How many times still.")


@strawberry.type(description="A date by which somebody must act, with the reasons of the date.")
class Deadline(Lazily):
    frame: strawberry.ID = strawberry.field(description="Its id: give it to extendFrame.")
    clause: str = strawberry.field(description="The clause of the rulebook, such as complaint.answer.")
    text: str = strawberry.field(description="The clause in plain words.")
    about: strawberry.ID | None = strawberry.field(description="The offer, proposal or line it concerns, if one.")
    actors: list[Role] = sized(2, description="Who must act.")
    mine: bool = strawberry.field(description="Whether you are one of them.")
    awaited: bool = strawberry.field(
        description="Whether somebody is waited for; false for a cap and while something more may be asked."
    )
    start: datetime = strawberry.field(description="From when it was counted.")
    due: datetime = strawberry.field(description="The bound. What is received at it is late.")
    last_day: date = strawberry.field(description="The last day to act, in the zone of the date.")
    zone: str = strawberry.field(description="The time zone it was counted in.")
    limit: str = strawberry.field(description='The length: "7d", "3wd" (working days), "48h", or "typed" by a party.')
    source: str = strawberry.field(description="Where the number comes from.")
    checked: bool = strawberry.field(description="Whether the number was checked against its source.")
    rulebook: str = strawberry.field(description="The rulebook it was counted under.")
    calendar: str = strawberry.field(description="The version of the calendar it was counted by.")
    capped_by: str = strawberry.field(description="The clause whose earlier end is this bound too; usually empty.")
    paused: bool = strawberry.field(description="Whether its time stands still now.")
    extension: PossibleExtension | None = strawberry.field(description="How you can make it longer, if you can.")
    extension_asked_by: Side | None = strawberry.field(description="Which side asks the other for more time.")
    why: WhyThisDate = strawberry.field(description="Why it is this date, day by day.")


@strawberry.type(description="A date that is over.")
class PastDeadline:
    deadline: Deadline = strawberry.field(description="The date with its reasons.")
    ending: Ending = strawberry.field(description="How it ended.")
    at: datetime = strawberry.field(description="When.")
    by_rule: bool = strawberry.field(
        description="Whether its end brought something by its clause. A person can be asked to look at that."
    )
    review: HumanReview | None = strawberry.field(description="That a person was asked to look at it, if one was.")


@strawberry.type(description="What comes next, and from whom.")
class NextStep:
    who: list[Role] = sized(2, description="Who must act.")
    mine: bool = strawberry.field(description="Whether you are one of them.")
    what: str = strawberry.field(description="What, in the words of the rulebook.")
    deadline: Deadline = strawberry.field(description="Until when, and why.")


@strawberry.type(description="Time that stands still for the whole case.")
class CasePause:
    ground: PauseGround = strawberry.field(description="Why.")
    since: datetime = strawberry.field(description="Since when.")
    until: datetime | None = strawberry.field(description="When it ends by itself.")
    by: Participant = strawberry.field(description="Who agreed last, or ordered it.")
    reasons: str | None = strawberry.field(description="Why, in the words of who ordered it.")


@strawberry.type(description="A pause for which one side asks the other.")
class PauseRequest:
    side: Side = strawberry.field(description="Which side asks.")
    days: int = strawberry.field(description="For how many days.")
    reasons: str | None = strawberry.field(description="Why, in its words; null once erased.")


@strawberry.type(description="Another rulebook under which one side asks to go on.")
class RulebookChangeRequest:
    side: Side = strawberry.field(description="Which side asks.")
    rulebook: strawberry.ID = strawberry.field(description="The rulebook.")
    name: str = strawberry.field(description="Its name and version.")
