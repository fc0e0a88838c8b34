"""Words that rest on evidence cite it by its number, which is checked when they are said."""

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case


def require_citable(numbers: tuple[str, ...], case: Case, field: str = "evidence") -> tuple[str, ...]:
    """The numbers, each once. A number is before both sides and the neutrals, so whoever hears the words can look.

    Who administers or supervises a case reads an answer and sees no exhibit: only its number, as in a decision.

    `field`: where they were typed.
    Refuses: ExhibitUnknown, ExhibitWithdrawn.
    """
    said = {(e.Submission.EXHIBIT, one.id): one.number for one in case.exhibits.values()}
    said |= {(e.Submission.STATEMENT, one.id): one.number for one in case.third_statements}
    gone = {number for key, number in said.items() if key in case.erased or case.is_withdrawn(*key)}
    for number in numbers:
        if number not in case.citable:
            raise no.ExhibitUnknown(field=field, exhibit=number[:20])
        if number in gone:
            raise no.ExhibitWithdrawn(field=field, exhibit=number)
    return tuple(dict.fromkeys(numbers))
