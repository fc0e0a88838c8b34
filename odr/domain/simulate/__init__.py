"""A case that nobody has: it runs through the real procedure under a script, and leaves its dated course."""

from odr.domain.simulate.course import Bar as Bar
from odr.domain.simulate.course import Course as Course
from odr.domain.simulate.course import Span as Span
from odr.domain.simulate.course import Step as Step
from odr.domain.simulate.run import simulate as simulate
from odr.domain.simulate.script import PLAYERS as PLAYERS
from odr.domain.simulate.script import Script as Script
from odr.domain.simulate.script import Setting as Setting
