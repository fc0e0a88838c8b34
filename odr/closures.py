"""Whether an act meets a closed account: of who acts, or of the side for which they act."""

from odr.domain.case import Case
from odr.domain.roles import Role, Visitor
from odr.domain.sight import acts_for_another, holder_of
from odr.store import Store, spelt


def is_closed(store: Store, case: Case, role: Role, visitor: Visitor) -> bool:
    """Whether the account of the side for which somebody enters is closed. Visitors know that of their own only."""
    holder = holder_of(case, role)
    if not acts_for_another(case, role, visitor):
        return holder in visitor.closed
    with store.raw() as db:
        found = db.execute(spelt("select 1 from closures where holder = ?", store.dialect), (holder,))
        return found.fetchone() is not None
