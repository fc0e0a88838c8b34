"""A course as tables of plain text."""

from collections.abc import Sequence

from odr.domain.simulate import Course
from odr.notices.words import Words
from odr.simulations import words


def text(course: Course, say: Words) -> str:
    """What happened on which day, then every time frame with its dates."""
    names = say.table("table")
    steps = [
        (
            words.day(step.day, say),
            words.actor(step, say),
            words.did(step, say),
            names[step.how],
            step.clause,
            words.stage(step.stage, say),
        )
        for step in course.steps
    ]
    frames = [
        (
            bar.frame,
            words.who(bar.actors, say),
            f"{words.at_day(bar.start, course)}",
            f"{words.last_day(bar)} ({bar.zone}{names['capped'] if bar.capped_by else ''})",
            words.over(bar, course.zone, say),
            bar.limit,
            bar.source,
        )
        for bar in course.bars
    ]
    return "\n".join(
        [
            words.heading(course, say),
            say("table.lead", zone=course.zone),
            "",
            *_table([names["steps"], *steps]),
            "",
            *_table([names["frames"], *frames]),
            "",
        ]
    )


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
