"""A course as tables of plain text."""

from collections.abc import Sequence

from odr.domain.events import How
from odr.domain.simulate import Bar, Course
from odr.simulations import words


def text(course: Course) -> str:
    """What happened on which day, then every time frame with its dates."""
    steps = [
        (
            words.day(step.day),
            step.who,
            words.did(step),
            "by act" if step.how is How.BY_ACT else "by rule",
            step.clause,
            words.stage(step.stage),
        )
        for step in course.steps
    ]
    frames = [
        (bar.frame, words.who(bar.actors), f"{words.at_day(bar.start, course)}", *_bounds(bar), bar.limit, bar.source)
        for bar in course.bars
    ]
    return "\n".join(
        [
            words.heading(course),
            f"Days as they are in {course.zone}. A simulation, no promise: nobody has this case.",
            "",
            *_table([("Day", "Who", "What", "How", "Time frame", "Stage then"), *steps]),
            "",
            *_table([("Time frame", "Waits for", "From", "Until the end of", "It ended", "Length", "Source"), *frames]),
            "",
        ]
    )


def _bounds(bar: Bar) -> tuple[str, str]:
    zone = f"{words.last_day(bar)} ({bar.zone}{', capped' if bar.capped_by else ''})"
    return zone, words.plain(bar.ended.value) if bar.ended else "runs"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
