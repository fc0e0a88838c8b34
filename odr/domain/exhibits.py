"""Evidence as the procedure knows it: an exhibit is received, then disclosed under a number. Files live elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Exhibit, ThirdParty
from odr.domain.compensation import DONE, carried_out
from odr.domain.events import Event, Stage, Step
from odr.domain.guards import Command, require_open, require_side, require_stage
from odr.domain.inspecting import is_looked_at
from odr.domain.producing import ASKING
from odr.domain.proving import proof_needed
from odr.domain.returning import is_printable, shows_label
from odr.domain.roles import Actor, Role, Room, Side, caucus_of, drafts_of
from odr.domain.rulebook.choices import Proof
from odr.domain.rulebook.claims import Document
from odr.domain.talk import rooms_open_to
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveExhibit(Command):
    """A file arrived whole: its size in bytes and the SHA-256 of what is stored. Only its own side sees it yet.

    `in_caucus`: the mediator sees it too, in private.
    """

    exhibit: str
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None = None
    document: Document | None = None
    in_caucus: bool = False


def may_hand_in(by: Actor, case: Case) -> None:
    """A side, or a third party, which discloses with its statement what it hands in.

    Also after the record closed: while goods that came back are looked at, while it says how they are sent, and by
    whoever owes what an exhibit shows.
    """
    if by.role is Role.THIRD_PARTY:
        require_third_party(by, case)
        require_heard(case)
        return
    require_side(by)
    require_open(case)
    if _is_over(case) and not (_can_show_more(by, case) or shows_label(by, case)):
        raise no.RecordIsClosed()


def _is_over(case: Case) -> bool:
    return case.record_closed or case.order_stands


def _can_show_more(by: Actor, case: Case) -> bool:
    return is_looked_at(case) or _has_to_show(by, case)


def only_a_label(by: Actor, case: Case) -> bool:
    """Whether of everything that this side could hand in before, the label for what comes back is left."""
    return _is_over(case) and shows_label(by, case) and not _can_show_more(by, case)


def is_label(document: Document | None, media_type: str) -> bool:
    """Whether something was handed in as the label for a return, and can be printed."""
    return document is Document.RETURN_LABEL and is_printable(media_type)


def may_hand_in_as(document: Document | None, by: Actor, case: Case) -> None:
    """As `may_hand_in`, of something that is this document."""
    may_hand_in(by, case)
    if only_a_label(by, case) and document is not Document.RETURN_LABEL:
        raise no.OnlyALabel()


def _has_to_show(by: Actor, case: Case) -> bool:
    """Whether this side owes something that an exhibit can show, or gives something up that has no parcel."""
    lines = carried_out(case)
    mine = (line for line in lines if line.remedy.owed_by is by.role.side and line.step not in DONE)
    if any(proof_needed(line, case) is Proof.EXHIBIT_OR_LINK for line in mine):
        return True
    sent = (line for line in lines if line.remedy.owed_by.other is by.role.side and line.step is Step.AWAITING_RETURN)
    return any(not case.order.has_parcel(line.remedy.line) for line in sent)


HEARD = (Stage.COMPLAINT, Stage.ESCALATION, Stage.INTAKE, *ASKING)
"""While something that a third party says can still count. It sees no more of the case than its stages."""


def require_heard(case: Case) -> None:
    require_stage(case, *HEARD)
    if case.record_closed:
        raise no.RecordIsClosed()


def require_third_party(by: Actor, case: Case) -> ThirdParty:
    """As which third party somebody takes part."""
    third = case.third_party_of(by.person)
    if by.role is not Role.THIRD_PARTY or third is None or not third.active:
        raise no.NotAllowed()
    return third


def receive_exhibit(ask: ReceiveExhibit, case: Case) -> list[Event]:
    may_hand_in(ask.by, case)
    if only_a_label(ask.by, case) and not is_label(ask.document, ask.media_type):
        raise no.OnlyALabel()
    third = case.third_party_of(ask.by.person) if ask.by.role is Role.THIRD_PARTY else None
    if ask.exhibit in case.drafts or ask.exhibit in case.exhibits:
        raise no.AlreadyDone()
    return [
        e.ExhibitReceived(
            ask.exhibit,
            _caucus(ask.by, case) if ask.in_caucus else drafts_of(ask.by.role),
            ask.by.role.side,
            ask.upload,
            ask.name,
            ask.sha256,
            ask.media_type,
            ask.size,
            ask.description,
            third.id if third else "",
            ask.document,
        )
    ]


def _caucus(by: Actor, case: Case) -> Room:
    """Where this side talks with the mediator in private, while there is a mediation."""
    room = caucus_of(require_side(by))
    open_now = rooms_open_to(by, case)
    if room not in open_now:
        raise no.RoomNotOpen(hint=f"Open to you now: {', '.join(open_now) or 'none'}.")
    return room


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscloseExhibit(Command):
    """Put an exhibit before the other side and the neutrals. This cannot be taken back.

    `document`: which document it is of those asked for, if that is not as it was handed in.
    """

    exhibit: str
    document: Document | None = None


def may_disclose(by: Actor, case: Case) -> None:
    require_side(by)
    may_hand_in(by, case)
    own = (one for one in case.drafts.values() if one.side is by.role.side and _is_in_time(one, by, case))
    if not any(still_there(one, case) and one.id not in case.sealed for one in own):
        raise no.NothingToAnswer()


def _is_in_time(draft: Exhibit, by: Actor, case: Case) -> bool:
    """Whether it is a label, where nothing else can be disclosed any more."""
    return is_label(draft.document, draft.media_type) or not only_a_label(by, case)


def disclose_exhibit(ask: DiscloseExhibit, case: Case) -> list[Event]:
    may_hand_in(ask.by, case)
    side = require_side(ask.by)
    draft = case.drafts.get(ask.exhibit)
    if draft is None or draft.side is not side or not still_there(draft, case):
        raise no.NotFound()
    if draft.id in case.sealed:
        raise no.ExhibitIsSealed()
    named = replace(draft, document=ask.document or draft.document)
    if not (_is_in_time(draft, ask.by, case) and _is_in_time(named, ask.by, case)):
        raise no.OnlyALabel()
    return [_disclosed(named, next_number(case, side), case)]


def disclosed_by_third_party(
    exhibits: Sequence[str], third: ThirdParty, first: int, case: Case
) -> list[e.ExhibitDisclosed]:
    """Its own drafts, by id, numbered from `first` on. Raises NotFound for what is none."""
    drafts = [case.drafts.get(one) for one in dict.fromkeys(exhibits)]
    own = [one for one in drafts if one is not None and one.third == third.id and still_there(one, case)]
    if len(own) < len(drafts):
        raise no.NotFound()
    return [_disclosed(one, f"{third.label}-{number}", case) for number, one in enumerate(own, first)]


def _disclosed(draft: Exhibit, number: str, case: Case) -> e.ExhibitDisclosed:
    return e.ExhibitDisclosed(
        draft.id,
        number,
        draft.side,
        draft.upload,
        draft.name,
        draft.sha256,
        draft.media_type,
        draft.size,
        reads(draft, case),
        draft.third,
        draft.document,
        draft.redacted,
    )


def still_there(draft: Exhibit, case: Case) -> bool:
    """Whether its giver did not take it back, and it was not erased."""
    gone = (e.Submission.EXHIBIT, draft.id) in case.erased
    return not (gone or case.is_withdrawn(e.Submission.EXHIBIT, draft.id))


def reads(draft: Exhibit, case: Case) -> Text | None:
    """What the other side reads of it: only its own side knows that it read otherwise before."""
    corrections = case.amendments.get((e.Submission.EXHIBIT, draft.id), ())
    return corrections[-1].reads if corrections else draft.description


def next_number(case: Case, side: Side) -> str:
    """C-1, C-2, ... for the complainant's exhibits, R-1, ... for the respondent's, in the order of disclosure."""
    own = [one for one in case.exhibits.values() if one.side is side]
    return f"{side.value[0]}-{len(own) + 1}"
