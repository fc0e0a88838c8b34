"""The bundle on a case page. A side learns how many cases there are; the id leads staff to the list of them."""

from odr.bundles import Standing
from odr.domain.case import Bundled
from odr.domain.course import BUNDLE_OBJECTION
from odr.domain.roles import ADMINISTRATORS, NEUTRALS
from odr.schema import ids
from odr.schema.bundle_types import CaseBundle
from odr.schema.reader import Reader


def bundle(reader: Reader) -> CaseBundle | None:
    """The last one in which the case is or was."""
    found = reader.case.bundle
    if found is None:
        return None
    frame = reader.case.frames.get(BUNDLE_OBJECTION)
    return CaseBundle(
        id=ids.encode("Bundle", found.id) if reader.role in ADMINISTRATORS | NEUTRALS else None,
        cases=found.cases,
        reasons=found.reasons.body,
        standing=standing(found),
        joined=standing(found) is Standing.JOINED,
        proposed_at=found.at,
        objection_due=frame.due if frame else None,
        left=found.left,
        left_at=found.left_at,
        released_because=found.released.body if found.released else None,
    )


def standing(found: Bundled) -> Standing:
    """Where the case stands in it, as its own docket says."""
    if found.left is not None:
        return Standing.LEFT
    if found.decision:
        return Standing.DECIDED
    return Standing.JOINED if found.joined_at else Standing.PROPOSED
