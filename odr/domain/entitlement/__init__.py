"""What the law and the policies give: computed, with every criterion shown, and decided by nobody.

A pure function of the facts of the order, the claim, the rulebook and the law of the buyer's country.
"""

from odr.domain.entitlement.lines import EntitlementLine as EntitlementLine
from odr.domain.entitlement.matter import Matter as Matter
from odr.domain.entitlement.policies import platform_policy, terms_in_force
from odr.domain.entitlement.results import with_best
from odr.domain.entitlement.statutory import statutory


def entitlement(matter: Matter) -> tuple[EntitlementLine, ...]:
    """The lines of one claim, the law first; the best for the buyer is marked."""
    return with_best([*statutory(matter), *platform_policy(matter), *terms_in_force(matter)])
