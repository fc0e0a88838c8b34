"""The stages of the default rulebook with the lengths that stand in its file."""

from odr.domain.course import FRAMES_OF
from odr.domain.rulebook import Rulebook
from odr.domain.vocabulary import Ground, Stage
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.schema.schema import schema
from scripts.docs import words
from scripts.docs.tables import table

OTHERS = ("negotiation.offer_answer", "mediation.proposal_answer", "evidence.reply", "overall_cap")


def default() -> Rulebook:
    """The rulebook that a marketplace has unless it chose another."""
    return all_rulebooks()[DEFAULT]


def _described(kind: str, name: str) -> str:
    return schema()._schema.type_map[kind].values[name].description  # type: ignore[attr-defined,no-any-return]


def stages() -> str:
    """Every stage with its time frames."""
    rows = []
    for stage in Stage:
        clauses = FRAMES_OF[stage]
        rows += [_frame_row(f"`{stage}`", clause) for clause in clauses if clause in default().clauses]
        rows += [] if clauses else [(f"`{stage}`", "", "", "", _described("Stage", stage.name))]
    return table(("Stage", "Who acts", "How long", "If the time ends", "What happens"), rows)


def other_frames() -> str:
    """The time frames that belong to no stage, or run beside it."""
    rows = (_frame_row(f"`{clause}`", clause) for clause in OTHERS)
    return table(("Time frame", "Who acts", "How long", "If the time ends", "What happens"), rows)


def _frame_row(name: str, clause: str) -> tuple[str, ...]:
    frame = default().clauses[clause]
    return (
        name,
        words.ACTS[frame.actor],
        words.length(frame.limit),
        words.EXPIRY[frame.expiry],
        frame.text.in_language(words.LANGUAGE),
    )


def compliance() -> str:
    """How long each way of putting things right may take."""
    named = ((name, frame) for name, frame in default().clauses.items() if name.startswith("compliance."))
    rows = (
        (frame.text.in_language(words.LANGUAGE), words.length(frame.limit), words.EXPIRY[frame.expiry], f"`{name}`")
        for name, frame in named
    )
    return table(("What is owed", "How long", "If the time ends", "Clause"), rows)


def endings() -> str:
    """The closed list of grounds on which a case ends."""
    return table(("Ground", "Meaning"), ((f"`{one}`", _described("Ground", one.name)) for one in Ground))
