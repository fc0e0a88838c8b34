"""A course as a drawing that stands alone: a lane for whoever must act, a bar for each time frame, a mark at its bound.

One hue and ink, light and dark (tokens of the interface). Everything drawn is also said: in the text twin below the
drawing, in the description, and in the title of each bar.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from odr.domain.events import Ending, How
from odr.domain.simulate import Bar, Course, Span, Step
from odr.simulations import words
from odr.simulations.lanes import Row, rows
from odr.simulations.scale import Scale, scale

WIDTH, LEFT, RIGHT, ROW, TOP = 1040, 232, 940, 30, 132
HEADING, LINE, STEPS = 20, 18, 320
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


def svg(course: Course) -> str:
    """The drawing, as a file of its own."""
    lanes = rows(course.bars)
    axis = scale(_instants(course), LEFT, RIGHT)
    foot = TOP + ROW * len(lanes) + HEADING * len({row.lane for row in lanes})
    height = foot + 108 + LINE * max(len(course.spans), len(course.steps))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"',
            f' height="{height}" role="img" aria-labelledby="title desc">',
            f'<title id="title">{escape(words.heading(course))}</title>',
            f'<desc id="desc">{escape(" ".join(f"{_told(step)}." for step in course.steps))}</desc>',
            f"<style>{STYLE}</style>",
            BOTH,
            *_head(course),
            *_stages(course, axis, foot),
            *_lanes(lanes, axis, course),
            *_legend(foot + 24),
            *_twin(course, foot + 60),
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


def _head(course: Course) -> Iterator[str]:
    begun, over = (words.day(words.at_day(one, course)) for one in (course.start, course.end))
    yield _text(24, 36, course.rulebook, "title")
    yield _text(24, 58, f"{begun} to {over} ({course.zone}), {words.days(course)} days, {words.end(course)}", "quiet")


def _stages(course: Course, axis: Scale, foot: float) -> Iterator[str]:
    """The strip of stages by number, its lines through the lanes, and the days at which they begin."""
    said_until = 0.0
    yield f'<path class="line" d="M{LEFT} {TOP - 14}H{RIGHT}"/>'
    for number, span in enumerate(course.spans, 1):
        left, right = axis.x(span.since), axis.x(span.until)
        yield f'<path class="line faint" d="M{left:.1f} {TOP - 22}V{foot}"/>'
        if right - left >= 16:
            yield _text((left + right) / 2, TOP - 20, _strip(number, span, right - left), "quiet", "middle")
        label = words.short(words.at_day(span.since, course))
        if left >= said_until:
            yield _text(left, TOP - 38, label)
            said_until = left + CHARACTER * len(label) + 10
    yield f'<path class="line faint" d="M{RIGHT} {TOP - 22}V{foot}"/>'
    for place in axis.breaks:
        yield f'<path class="line" d="M{place - 5:.1f} {TOP - 9}l4 -10M{place + 1:.1f} {TOP - 9}l4 -10"/>'


def _strip(number: int, span: Span, room: float) -> str:
    said = f"{number} {words.stage(span.stage)}"
    return said if CHARACTER * len(said) < room - 4 else str(number)


def _lanes(lanes: list[Row], axis: Scale, course: Course) -> Iterator[str]:
    y, lane = float(TOP), ""
    for row in lanes:
        if row.lane != lane:
            lane = row.lane
            yield f'<path class="line faint" d="M24 {y}H{RIGHT}"/>'
            yield _text(24, y + 16, lane, "lane")
            y += HEADING
        yield _text(36, y + 18, row.clause, "quiet")
        yield from _row(row, y, axis, course)
        y += ROW


def _row(row: Row, y: float, axis: Scale, course: Course) -> Iterator[str]:
    said_until = 0.0
    for place, bar in enumerate(row.bars):
        yield from _bar(bar, y, axis, course)
        x, label = axis.x(min(bar.due, course.end)), _label(bar, course)
        following = axis.x(row.bars[place + 1].start) if place + 1 < len(row.bars) else float(WIDTH)
        needed = CHARACTER * len(label) + 10
        if x + 6 >= said_until and x + needed <= following:
            yield _text(x + 6, y + 18, label)
            said_until = x + needed


def _label(bar: Bar, course: Course) -> str:
    """The last day; with an arrow when it lies beyond the drawing."""
    last = words.last_day(bar)
    return f"→ {words.short(last)} {last.year}" if bar.due > course.end else words.short(last)


def _bar(bar: Bar, y: float, axis: Scale, course: Course) -> Iterator[str]:
    """The time that was taken, what was left of it, and how it ended."""
    left, right = axis.x(bar.start), axis.x(bar.until or course.end)
    bound = axis.x(min(bar.due, course.end))
    fill = ' style="fill: url(#both)"' if bar.is_joint else ""
    yield f"<g><title>{escape(_said(bar, course))}</title>"
    if bound > right + 1:
        yield f'<rect class="left" x="{right:.1f}" y="{y + 8}" width="{bound - right:.1f}" height="12" rx="2"/>'
    yield f'<rect class="bar" x="{left:.1f}" y="{y + 6}" width="{max(right - left, 3):.1f}" height="16" rx="2"{fill}/>'
    if bar.due <= course.end:
        yield f'<path class="bound" d="M{bound:.1f} {y + 3}v22"/>'
    if bar.ended is Ending.MET:
        yield f'<circle class="act" cx="{right:.1f}" cy="{y + 14}" r="4.5"/>'
    yield "</g>"


def _said(bar: Bar, course: Course) -> str:
    begun = words.short(words.at_day(bar.start, course))
    over = bar.ended and bar.until and f"{words.plain(bar.ended.value)} {words.short(words.at_day(bar.until, course))}"
    bound = f"by the end of {words.day(words.last_day(bar))} ({bar.zone})"
    return f"{bar.frame}, {words.who(bar.actors)}: {bar.limit} from {begun}, {bound}, {over or 'runs'}"


def _legend(y: float) -> Iterator[str]:
    yield f'<rect class="bar" x="24" y="{y - 10}" width="26" height="12" rx="2"/>'
    yield _text(56, y, "time taken")
    yield f'<rect class="left" x="140" y="{y - 9}" width="26" height="10" rx="2"/>'
    yield _text(172, y, "time left over")
    yield f'<rect class="bar" x="272" y="{y - 10}" width="26" height="12" rx="2" style="fill: url(#both)"/>'
    yield _text(304, y, "both sides together")
    yield f'<path class="bound" d="M440 {y - 12}v16"/>'
    yield _text(450, y, "bound; beside it the last day")
    yield f'<circle class="act" cx="634" cy="{y - 4}" r="4.5"/>'
    yield _text(646, y, "somebody acted in time")
    yield f'<path class="line" d="M800 {y + 1}l4 -10M806 {y + 1}l4 -10"/>'
    yield _text(818, y, "drawn shorter")


def _twin(course: Course, y: float) -> Iterator[str]:
    """The same in words: the stages by their numbers, and what happened on which day."""
    yield _text(24, y, "Stages", "lane")
    yield _text(STEPS, y, "What happened", "lane")
    for number, span in enumerate(course.spans, 1):
        since = words.short(words.at_day(span.since, course))
        yield _text(24, y + LINE * number, f"{number}  {words.stage(span.stage)}, from {since}")
    for number, step in enumerate(course.steps, 1):
        yield _text(STEPS, y + LINE * number, _told(step))


def _told(step: Step) -> str:
    by = "" if step.how is How.BY_ACT else " (by rule)"
    return f"{words.day(step.day)}, {step.who}: {words.did(step)}{by}"
