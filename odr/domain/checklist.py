"""Which documents the rulebook asks for, by the kinds of complaint in a case, and which exhibits cover them.

[TR 4.6.3.3 b, 4.4.3 b, 4.4.4 b, 4.7.3 b] ask for documents by kind of complaint. They are asked of whoever has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from odr.domain.case import Case, Exhibit
from odr.domain.exhibits import still_there
from odr.domain.remedies import Claim, ComplaintType
from odr.domain.rulebook.claims import Asked, Document


@dataclass(frozen=True, slots=True)
class Item:
    """One document: for which kinds of complaint it is asked, and what covers it of what the reader sees.

    An exhibit covers the document that its giver named; what was taken back or erased covers nothing.
    """

    document: Document
    asked: Asked
    kinds: tuple[ComplaintType, ...]
    exhibits: tuple[Exhibit, ...]

    @property
    def missing(self) -> bool:
        """Whether both sides and the neutrals have nothing of it yet; a draft is no evidence."""
        return not any(one.number for one in self.exhibits)


def checklist(case: Case) -> list[Item]:
    """What is asked for in this case, in the order of the rulebook's list of documents."""
    asked: dict[Document, list[ComplaintType]] = {}
    for claim in _claims(case):
        rule = case.rulebook.complaints.get(claim.complaint)
        for document in rule.documents if rule else ():
            kinds = asked.setdefault(document, [])
            kinds += [] if claim.complaint in kinds else [claim.complaint]
    known = case.rulebook.documents
    return [Item(one, known[one], tuple(asked[one]), _covering(one, case)) for one in known if one in asked]


def missing(case: Case) -> list[Item]:
    """What is asked for, and nobody has disclosed."""
    return [one for one in checklist(case) if one.missing]


def _claims(case: Case) -> Iterator[Claim]:
    """What somebody still claims: what was withdrawn needs no evidence."""
    if case.withdrawn is None:
        yield from case.claims
    if case.counterclaim and case.counterclaim.stands:
        yield from case.counterclaim.claims


def _covering(document: Document, case: Case) -> tuple[Exhibit, ...]:
    known = (*case.exhibits.values(), *case.drafts.values())
    named = (one for one in known if one.document is document)
    return tuple(one for one in named if still_there(one, case))
