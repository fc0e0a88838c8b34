"""Procedure as data: what a rulebook is made of, and how it is read."""

from odr.domain.rulebook.choices import ConsentTime as ConsentTime
from odr.domain.rulebook.choices import DecisionEffect as DecisionEffect
from odr.domain.rulebook.choices import EscalateOn as EscalateOn
from odr.domain.rulebook.choices import EscalationCounts as EscalationCounts
from odr.domain.rulebook.choices import NoResponse as NoResponse
from odr.domain.rulebook.choices import ReviewGround as ReviewGround
from odr.domain.rulebook.claims import ComplaintRule as ComplaintRule
from odr.domain.rulebook.reading import read as read
from odr.domain.rulebook.shape import Rulebook as Rulebook
from odr.domain.rulebook.terms import DECIDING as DECIDING
from odr.domain.rulebook.terms import Acts as Acts
from odr.domain.rulebook.terms import DefaultDecision as DefaultDecision
from odr.domain.rulebook.terms import Expiry as Expiry
from odr.domain.rulebook.terms import ExtendBy as ExtendBy
from odr.domain.rulebook.terms import Extension as Extension
from odr.domain.rulebook.terms import Frame as Frame
from odr.domain.rulebook.terms import PauseGround as PauseGround
from odr.domain.rulebook.terms import RulebookRefused as RulebookRefused
from odr.domain.rulebook.terms import StageName as StageName
from odr.domain.rulebook.terms import Term as Term
from odr.domain.rulebook.terms import Wording as Wording
