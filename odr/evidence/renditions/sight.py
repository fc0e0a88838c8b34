"""Who gets a file as it was handed in, and who sees its renditions only."""

from enum import StrEnum

from odr.domain.case import Case, Exhibit
from odr.domain.roles import NEUTRALS, Actor
from odr.evidence.tables import Rendering


class OthersSee(StrEnum):
    """What the other side gets of an exhibit that is disclosed."""

    RENDITIONS = "RENDITIONS"
    ORIGINAL = "ORIGINAL"
    """Nothing of its kind can be shown here, so the file itself goes out, with all that is hidden in it."""
    NOTHING_YET = "NOTHING_YET"
    NOTHING = "NOTHING"
    """This one file could not be shown. Those who conduct the case can have it; the other side cannot."""


OTHERS_SEE = {
    Rendering.READY: OthersSee.RENDITIONS,
    Rendering.NONE: OthersSee.ORIGINAL,
    Rendering.PENDING: OthersSee.NOTHING_YET,
    Rendering.FAILED: OthersSee.NOTHING,
}


def may_have_original(exhibit: Exhibit, by: Actor, case: Case, rendering: Rendering) -> bool:
    """Its giver's own side and the neutrals may; others where nothing else can be shown. `by` sees the exhibit."""
    return is_own(exhibit, by, case) or by.role in NEUTRALS or OTHERS_SEE[rendering] is OthersSee.ORIGINAL


def is_own(exhibit: Exhibit, by: Actor, case: Case) -> bool:
    """Whether it was handed in by this person's side, or by them as a third party."""
    if exhibit.third:
        third = case.third_party_of(by.person)
        return third is not None and third.id == exhibit.third
    return exhibit.side is not None and exhibit.side is by.role.side
