"""The modules of the domain whose mistakes matter most: stage, time, money and access."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
RULES = {
    "stage": "amending appointing asking bidding breach changing clarifying correction counterclaim course decision"
    " exhibits filing human_review mediation negotiation nudging objecting parallel presence procedure producing"
    " review second_reading settlement silence talk terminating",
    "time": "calendar counting extending frames happenings pausing recount service timeframes",
    "money": "claiming claims compensation money recovering recovery remedies restitution",
    "access": "guards participants possible recipients representing roles sight",
}


def modules() -> list[str]:
    """Their files, from the root of the checkout."""
    return [f"odr/domain/{name}.py" for group in RULES.values() for name in group.split()]
