"""What a rulebook leaves open, contradicts or cannot mean. Reading refuses what is no rulebook; this judges one."""

from datetime import date

from odr.domain.rulebook.lint import claims, course, frames, texts
from odr.domain.rulebook.lint.findings import Finding as Finding
from odr.domain.rulebook.lint.findings import Rule as Rule
from odr.domain.rulebook.lint.findings import Severity as Severity
from odr.domain.rulebook.shape import Rulebook

RULES: tuple[Rule, ...] = (*course.RULES, *frames.RULES, *claims.RULES, *texts.RULES)


def lint(rulebook: Rulebook, today: date) -> list[Finding]:
    """Every finding, errors first; otherwise in the order of the rules."""
    found = [finding for rule in RULES for finding in rule(rulebook, today)]
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))
