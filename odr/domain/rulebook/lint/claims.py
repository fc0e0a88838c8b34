"""Rules on complaints: every kind and every sort of product has its rule, and every name its words."""

from collections.abc import Iterator
from datetime import date

from odr.domain.facts import LineKind
from odr.domain.remedies import ComplaintType
from odr.domain.roles import SaleRole
from odr.domain.rulebook.claims import ComplaintRule
from odr.domain.rulebook.lint.findings import Finding, Rule, error
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import StageName

_BASICS = {
    "that it did not come": (ComplaintType.NOT_RECEIVED,),
    "that it is not what it should be": (
        ComplaintType.DEFECTIVE,
        ComplaintType.NOT_AS_DESCRIBED,
        ComplaintType.SERVICE_POOR,
    ),
}
"""What can always be complained about, whatever was sold: at least one of these kinds."""


def every_complaint_has_a_rule(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    missing = [one for one in ComplaintType if one not in rulebook.complaints]
    for kind in missing:
        yield error(f"complaints.{kind}", "This kind of complaint has no rule.", f"Write [complaints.{kind}].")
    for side in (SaleRole.BUYER, SaleRole.SELLER):
        if not any(rule.filed_by is side for rule in rulebook.complaints.values()):
            yield error("complaints", f"No complaint is filed by the {side.lower()}.", "Write one for this side.")


def every_product_has_a_rule(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    rules = rulebook.complaints
    for product in LineKind:
        for what, kinds in _BASICS.items():
            if not any(_covers(rules.get(kind), product) for kind in kinds):
                said = f"For {product} a buyer cannot complain {what}."
                yield error("complaints", said, f"Add {product} to the products of {' or '.join(kinds)}.")


def _covers(rule: ComplaintRule | None, product: LineKind) -> bool:
    return rule is not None and rule.filed_by is SaleRole.BUYER and product in rule.products


def every_rule_says_something(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for kind, rule in rulebook.complaints.items():
        for name in ("products", "documents", "remedies", "criteria"):
            if not getattr(rule, name):
                yield error(f"complaints.{kind}.{name}", "This list is empty.", "Name at least one.")
        if rule.cap.percent == 0:
            yield error(f"complaints.{kind}.cap.percent", "Nothing could be given.", "A cap is more than 0 percent.")


def every_name_has_its_words(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for kind, rule in rulebook.complaints.items():
        held = (
            ("documents", rule.documents, rulebook.documents),
            ("criteria", rule.criteria, rulebook.criteria),
            ("exclusions", rule.exclusions, rulebook.exclusions),
        )
        for name, used, said in held:
            for one in used:
                if one not in said:
                    yield error(f"complaints.{kind}.{name}", f"{one} has no words.", f"Write {name}.{one}.")


def a_wait_is_for_a_dispute(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for kind, rule in rulebook.complaints.items():
        if rule.escalate and StageName.ESCALATION not in rulebook.stages.order:
            yield error(f"complaints.{kind}.escalate", "Nobody opens a dispute here, so nobody waits.", "Leave it out.")


RULES: tuple[Rule, ...] = (
    every_complaint_has_a_rule,
    every_product_has_a_rule,
    every_rule_says_something,
    every_name_has_its_words,
    a_wait_is_for_a_dispute,
)
