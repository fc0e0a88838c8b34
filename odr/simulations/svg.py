"""A course as a drawing that stands alone: a lane for whoever must act, a bar for each time frame, a mark at its bound.

One hue and ink, light and dark (tokens of the interface). Everything drawn is also said: in the text twin below the
drawing, in the description, and in the title of each bar.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from odr.domain.events import Ending
from odr.domain.simulate import Bar, Course, Span
from odr.notices.words import Words
from odr.simulations import words
from odr.simulations.lanes import Lane, Row, rows
from odr.simulations.scale import Scale, scale

WIDTH, LEFT, RIGHT, ROW, TOP = 1140, 232, 1040, 30, 132
HEADING, LINE, STEPS = 20, 18, 380
"""The height of a lane's heading and of a line of the twin, and where its second column begins."""
CHARACTER = 6.6
"""How wide a character of a label is at most, in pixels."""

STYLE = """
:root { color-scheme: light dark }
:root { --ground: #fbfaf7; --ink: #1b1d21; --muted: #565c66; --line: #8b8f97; --accent: #1f4e79 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15171a; --ink: #eceae4; --muted: #a8aeb8; --line: #6f757f; --accent: #8fc1f0 }
}
svg { background: var(--ground) }
text { font: 12px system-ui, "Noto Sans", sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums }
.title { font-size: 19px; font-weight: 600 } .quiet { fill: var(--muted) } .lane { font-weight: 600 }
.line { stroke: var(--line); stroke-width: 1; fill: none } .faint { stroke: var(--line); stroke-opacity: .35 }
.bar { fill: var(--accent) } .left { fill: none; stroke: var(--accent); stroke-dasharray: 3 3 }
.bound { stroke: var(--ink); stroke-width: 3 } .act { fill: var(--ground); stroke: var(--ink); stroke-width: 2 }
.stripe { stroke: var(--ground); stroke-width: 3; stroke-opacity: .55 }
"""


BOTH = """<defs><pattern id="both" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="8" height="8" class="bar"/><line y2="8" class="stripe"/></pattern></defs>"""


def svg(course: Course, say: Words) -> str:
    """The drawing in these words, as a file of its own."""
    lanes = rows(course.bars)
    axis = scale(_instants(course), LEFT, RIGHT)
    foot = TOP + ROW * len(lanes) + HEADING * len({row.lane for row in lanes})
    height = foot + 108 + LINE * max(len(course.spans), len(course.steps))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"',
            f' height="{height}" role="img" lang="{say.language}" aria-labelledby="title desc">',
            f'<title id="title">{escape(words.heading(course, say))}</title>',
            f'<desc id="desc">{escape(" ".join(f"{words.told(step, say)}." for step in course.steps))}</desc>',
            f"<style>{STYLE}</style>",
            BOTH,
            *_head(course, say),
            *_stages(course, axis, foot, say),
            *_lanes(lanes, axis, course, say),
            *_legend(foot + 24, say),
            *_twin(course, foot + 60, say),
            "</svg>",
            "",
        ]
    )


def _instants(course: Course) -> Iterator[datetime]:
    """What must have a place: the steps, and the bounds that lie within the course."""
    yield from (course.start, course.end)
    yield from (step.at for step in course.steps)
    yield from (bar.due for bar in course.bars if bar.due < course.end)


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(said)}</text>'


def _head(course: Course, say: Words) -> Iterator[str]:
    yield _text(24, 36, course.rulebook, "title")
    yield _text(24, 58, words.heading(course, say, "head"), "quiet")


def _stages(course: Course, axis: Scale, foot: float, say: Words) -> Iterator[str]:
    """The strip of stages by number, its lines through the lanes, and the days at which they begin."""
    said_until = 0.0
    yield f'<path class="line" d="M{LEFT} {TOP - 14}H{RIGHT}"/>'
    for number, span in enumerate(course.spans, 1):
        left, right = axis.x(span.since), axis.x(span.until)
        yield f'<path class="line faint" d="M{left:.1f} {TOP - 22}V{foot}"/>'
        if right - left >= 16:
            yield _text((left + right) / 2, TOP - 20, _strip(number, span, right - left, say), "quiet", "middle")
        label = words.short(words.at_day(span.since, course), say)
        if left >= said_until:
            yield _text(left, TOP - 38, label)
            said_until = left + CHARACTER * len(label) + 10
    yield f'<path class="line faint" d="M{RIGHT} {TOP - 22}V{foot}"/>'
    for place in axis.breaks:
        yield f'<path class="line" d="M{place - 5:.1f} {TOP - 9}l4 -10M{place + 1:.1f} {TOP - 9}l4 -10"/>'


def _strip(number: int, span: Span, room: float, say: Words) -> str:
    said = f"{number} {words.stage(span.stage, say)}"
    return said if CHARACTER * len(said) < room - 4 else str(number)


def _lanes(lanes: list[Row], axis: Scale, course: Course, say: Words) -> Iterator[str]:
    y: float = TOP
    lane: Lane | None = None
    for row in lanes:
        if row.lane != lane:
            lane = row.lane
            yield f'<path class="line faint" d="M24 {y}H{RIGHT}"/>'
            yield _text(24, y + 16, words.who(row.lane, say), "lane")
            y += HEADING
        yield _text(36, y + 18, row.clause, "quiet")
        yield from _row(row, y, axis, course, say)
        y += ROW


def _row(row: Row, y: float, axis: Scale, course: Course, say: Words) -> Iterator[str]:
    said_until = 0.0
    for place, bar in enumerate(row.bars):
        yield from _bar(bar, y, axis, course, say)
        x, label = axis.x(min(bar.due, course.end)), _label(bar, course, say)
        following = axis.x(row.bars[place + 1].start) if place + 1 < len(row.bars) else float(WIDTH)
        needed = CHARACTER * len(label) + 10
        if x + 6 >= said_until and x + needed <= following:
            yield _text(x + 6, y + 18, label)
            said_until = x + needed


def _label(bar: Bar, course: Course, say: Words) -> str:
    """The last day; with an arrow when it lies beyond the drawing."""
    last = words.last_day(bar)
    return f"→ {words.short(last, say)} {last.year}" if bar.due > course.end else words.short(last, say)


def _bar(bar: Bar, y: float, axis: Scale, course: Course, say: Words) -> Iterator[str]:
    """The time that was taken, what was left of it, and how it ended."""
    left, right = axis.x(bar.start), axis.x(bar.until or course.end)
    bound = axis.x(min(bar.due, course.end))
    fill = ' style="fill: url(#both)"' if bar.is_joint else ""
    yield f"<g><title>{escape(_said(bar, course, say))}</title>"
    if bound > right + 1:
        yield f'<rect class="left" x="{right:.1f}" y="{y + 8}" width="{bound - right:.1f}" height="12" rx="2"/>'
    yield f'<rect class="bar" x="{left:.1f}" y="{y + 6}" width="{max(right - left, 3):.1f}" height="16" rx="2"{fill}/>'
    if bar.due <= course.end:
        yield f'<path class="bound" d="M{bound:.1f} {y + 3}v22"/>'
    if bar.ended is Ending.MET:
        yield f'<circle class="act" cx="{right:.1f}" cy="{y + 14}" r="4.5"/>'
    yield "</g>"


def _said(bar: Bar, course: Course, say: Words) -> str:
    return say(
        "course.bar",
        frame=bar.frame,
        who=words.who(bar.actors, say),
        limit=bar.limit,
        begun=words.short(words.at_day(bar.start, course), say),
        last=words.day(words.last_day(bar), say),
        zone=bar.zone,
        over=words.over(bar, course.zone, say),
    )


_SIGNS = {
    "taken": '<rect class="bar" x="{x}" y="{y}" width="26" height="12" rx="2"/>',
    "left": '<rect class="left" x="{x}" y="{y}" width="26" height="12" rx="2"/>',
    "joint": '<rect class="bar" x="{x}" y="{y}" width="26" height="12" rx="2" style="fill: url(#both)"/>',
    "bound": '<path class="bound" d="M{x} {y}v14"/>',
    "act": '<circle class="act" cx="{x}" cy="{y}" r="4.5" transform="translate(5 6)"/>',
    "shorter": '<path class="line" d="M{x} {y}m0 11l4 -10m2 10l4 -10"/>',
}
_BROAD = ("taken", "left", "joint")


def _legend(y: float, say: Words) -> Iterator[str]:
    """Each sign with its words, one after the other."""
    x = 24.0
    for name, sign in _SIGNS.items():
        said = say(f"drawing.{name}")
        yield sign.format(x=f"{x:.1f}", y=f"{y - 10:.1f}")
        x += 32 if name in _BROAD else 14
        yield _text(x, y, said)
        x += CHARACTER * len(said) + 16


def _twin(course: Course, y: float, say: Words) -> Iterator[str]:
    """The same in words: the stages by their numbers, and what happened on which day."""
    yield _text(24, y, say("drawing.stages"), "lane")
    yield _text(STEPS, y, say("drawing.happened"), "lane")
    for number, span in enumerate(course.spans, 1):
        since = words.short(words.at_day(span.since, course), say)
        line = say("course.stage", stage=words.stage(span.stage, say), since=since)
        yield _text(24, y + LINE * number, f"{number}  {line}")
    for number, step in enumerate(course.steps, 1):
        yield _text(STEPS, y + LINE * number, words.told(step, say))
