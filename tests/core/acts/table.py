"""What happens at each stage when each role tries each act: worked out, and written as a table."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from odr.domain import procedure
from odr.domain import refusals as no
from odr.domain.events import Stage, StageOpened
from odr.domain.guards import Command
from odr.domain.roles import Actor, Role
from tests.core.acts.courses import PEOPLE, Filed, at_stage, copied
from tests.core.acts.rows import ROWS, Act
from tests.core.given import Story

SHORT = {"NOT_ALLOWED": ".", "NOT_AT_THIS_STAGE": "-", "CASE_IS_CLOSED": "closed"}
COLUMNS = {
    Role.COMPLAINANT: "complainant",
    Role.RESPONDENT: "respondent",
    Role.RECIPIENT: "recipient",
    Role.MEDIATOR: "mediator",
    Role.DECIDER: "decider",
    Role.SECOND_READER: "second reader",
    Role.REVIEWER: "reviewer",
    Role.THIRD_PARTY: "third party",
    Role.MARKETPLACE: "marketplace",
    Role.REGISTRAR: "registrar",
    Role.TRUST_AND_SAFETY: "safety",
    Role.REGULATOR: "regulator",
    Role.OPERATOR: "operator",
    Role.SYSTEM: "service",
}
HEAD = """# Who can do what at which stage

Each act is tried by each role at each stage, with an input that is right for whoever may do it, and after others did
what has to come before it (an offer is made before it is accepted). All under the default rulebook.

- `yes`: it is done. A stage in capitals after `to`: it is done, and the case goes on to that stage.
- `.`: refused, the act belongs to another role (NOT_ALLOWED). `-`: refused at this stage (NOT_AT_THIS_STAGE).
- `closed`: refused, the case is closed (CASE_IS_CLOSED). Any other word is the code of the refusal.
- Some acts need another case of the same stage: setting aside, and reporting beside a review, one in which the
  respondent stayed silent. A second reader is appointed, and drafts are read, under a rulebook with four eyes.

Who may file a complaint is no row: there is no case yet.
"""


class Tried(NamedTuple):
    """One act by one role at one stage: the case before it, the command, and the answer in full."""

    story: Story
    command: Command
    answer: str

    @property
    def done(self) -> bool:
        return self.answer == "yes" or self.answer.startswith("to ")


@cache
def tried(act: Act, by: Actor, stage: Stage, filed: Filed) -> Tried:
    """Try it on a case at this stage; what has to come before is done if it does not lead to another stage."""
    story = prepared(act, by, at_stage(stage, filed, act.course))
    command = act.kind(by=by, at=story.now, **act.asked(story, by))
    try:
        events = procedure.decide(command, story.case)
    except no.Refused as refused:
        return Tried(story, command, refused.code)
    led = [event.stage for event in events if isinstance(event, StageOpened)]
    return Tried(story, command, f"to {led[-1]}" if led else "yes")


def prepared(act: Act, by: Actor, story: Story) -> Story:
    after = copied(story)
    try:
        act.before(after, by)
    except (no.Refused, StopIteration):
        return story
    return after if after.case.stage is story.case.stage else story


def answers(act: Act, stage: Stage, filed: Filed) -> list[str]:
    found = (tried(act, PEOPLE[role], stage, filed).answer for role in COLUMNS)
    return [SHORT.get(answer, answer) for answer in found]


def written() -> str:
    """The whole table: every stage of a buyer's case, then what is otherwise in a seller's."""
    blocks = [HEAD, *(_block(stage) for stage in Stage), *_otherwise()]
    return "\n".join(blocks)


def _block(stage: Stage) -> str:
    rows = [[act.kind.__name__, *answers(act, stage, Filed.BY_THE_BUYER)] for act in ROWS]
    return f"## {stage}\n\n{_table(['', *COLUMNS.values()], rows)}"


def _otherwise() -> Iterator[str]:
    yield (
        "## Filed by the seller\n\nOnly what differs from the tables above: the complainant is the seller, so that the"
        " respondent is the consumer.\n"
    )
    rows = []
    for stage in Stage:
        for act in ROWS:
            usual, here = (answers(act, stage, filed) for filed in Filed)
            if here != usual:
                rows.append([stage.value, act.kind.__name__, *here])
    yield _table(["stage", "", *COLUMNS.values()], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]

    def line(cells: list[str]) -> str:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join(padded)} |\n"

    return line(head) + line(["-" * width for width in widths]) + "".join(line(row) for row in rows)
