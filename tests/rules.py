"""The modules of the domain whose mistakes matter most: stage, time, money and access."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
RULES = {
    "stage": "amending appointing asking bidding breach bundling case changing clarifying closed_accounts correction"
    " counterclaim course decision executing exhibits filing human_review mediation negotiation nudging"
    " objecting parallel presence procedure producing projecting review second_reading settlement silence talk"
    " terminating third_parties",
    "time": "calendar counting extending frames happenings pausing recount service timeframes",
    "money": "claiming claims compensation conditions fund lines money outcomes recovering recovery remedies"
    " restitution",
    "access": "guarding guards participants possible recipients representing roles scoped sight unpriced",
}


def modules() -> list[str]:
    """Their files, from the root of the checkout."""
    return [f"odr/domain/{name}.py" for group in RULES.values() for name in group.split()]
