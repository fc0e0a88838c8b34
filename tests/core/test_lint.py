"""Each rule finds what it is for in a rulebook that was broken in one place; the shipped ones have no errors."""

import re
from datetime import date
from importlib.resources import files

import pytest

from odr.domain.rulebook import Rulebook, read
from odr.domain.rulebook.lint import RULES, Severity, lint
from odr.domain.rulebook.lint.frames import _SENSE
from odr.rulebooks import all_rulebooks

SOURCE = (files("odr.rulebooks") / "odr-default-1.toml").read_text()
TODAY = date(2026, 11, 25)
ERROR, WARNING, INFO = Severity
ORDER = (
    'order = ["complaint", "escalation", "intake", "response", "negotiation", "mediation", "decision_choice", '
    '"evidence", "file_complete", "decision"]'
)


def broken(*changes: tuple[str, str]) -> Rulebook:
    """The default rulebook with these texts replaced, once each."""
    source = SOURCE
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new, 1)
    return read(source.encode())


def without(table: str) -> tuple[str, str]:
    """Leave a whole table out."""
    found = re.search(rf"^\[{re.escape(table)}\]\n(?:(?!\[).*\n)*", SOURCE, re.MULTILINE)
    assert found is not None
    return found[0], ""


def order(*stages: str) -> tuple[str, str]:
    return ORDER, f"order = [{', '.join(f'{chr(34)}{stage}{chr(34)}' for stage in stages)}]"


def expiry(table: str, new: str) -> tuple[str, str]:
    """Another expiry for the frame in this table."""
    found = re.search(rf'^\[{re.escape(table)}\]\n(?:(?!\[).*\n)*?expiry = "\w+"\n', SOURCE, re.MULTILINE)
    assert found is not None
    return found[0], re.sub(r'expiry = "\w+"', f'expiry = "{new}"', found[0])


BROKEN: dict[str, tuple[tuple[tuple[str, str], ...], Severity, str, str]] = {
    "begins_with_the_complaint": (
        (order("escalation", "complaint", "intake", "evidence", "file_complete", "decision"),),
        ERROR,
        "stages.order",
        "does not begin with the complaint",
    ),
    "every_stage_has_its_table_and_its_place": (
        (without("decision_choice"),),
        ERROR,
        "decision_choice",
        "no time frame is said for it",
    ),
    "every_stage_can_be_reached": (
        (expiry("complaint.answer", "close_not_escalated"),),
        ERROR,
        "response",
        "No way leads to this stage",
    ),
    "what_an_expiry_names_is_in_the_order": (
        (
            order(
                "complaint", "escalation", "intake", "response", "negotiation", "evidence", "file_complete", "decision"
            ),
            without("mediation.agree"),
            without("mediation.proposal_answer"),
            ('before = ["mediation", "evidence"]', 'before = ["evidence"]'),
        ),
        ERROR,
        "negotiation.agree.expiry",
        'stage "mediation" is not in the order',
    ),
    "every_stage_ends": ((expiry("file_complete", "recorded"),), ERROR, "file_complete", "Nothing ends this stage"),
    "silence_leads_out": (
        (expiry("mediation.agree", "negotiation"),),
        ERROR,
        "stages",
        "negotiation → mediation → negotiation",
    ),
    "who_decides_is_appointed": (
        (('before = ["mediation", "evidence"]', 'before = ["mediation"]'),),
        ERROR,
        "neutrals.before",
        "Nobody is appointed before the decision",
    ),
    "a_record_is_for_a_decision": (
        ((ORDER, ORDER.replace(', "decision"]', "]")), without("decision")),
        ERROR,
        "evidence",
        "prepares a decision, but there is none",
    ),
    "the_effect_fits_the_course": ((without("acceptance"),), ERROR, "acceptance", "no time is said for it"),
    "a_fund_that_pays_says_what_it_bears": (
        (('while_review_is_open = "stay"', 'while_review_is_open = "pay_from_fund"'),),
        ERROR,
        "execution.fund",
        "who bears what it overpays",
    ),
    "setting_aside_leads_somewhere": (
        (('reopens = "evidence"', 'reopens = "negotiation"'), order("complaint", "escalation", "evidence", "decision")),
        ERROR,
        "default_track.set_aside.reopens",
        "is not in the order",
    ),
    "silence_decides_by_its_rule": (
        (('no_response = "decide_on_file"', 'no_response = "grant_claim"'),),
        ERROR,
        "default_track.default_decision",
        "nobody is told by which rule",
    ),
    "a_breach_leads_somewhere": (
        (('at = "evidence"', 'at = "negotiation"'), order("complaint", "escalation", "evidence", "decision")),
        ERROR,
        "compliance.reopen_for_breach.at",
        "is not in the order",
    ),
    "nobody_steps_in_for_what_binds_nobody": (
        (
            ("[compliance]\n", '[compliance]\nstep_in = "from_escrow"\n'),
            ('"binding_on_trader_if_consumer_accepts"', '"recommendation"'),
            without("acceptance"),
        ),
        WARNING,
        "compliance.step_in",
        "steps in for settlements only",
    ),
    "inactivity_is_told_before": ((without("inactivity"),), ERROR, "inactivity", "no time to answer is said"),
    "between_businesses_nobody_is_a_consumer": (
        (('status = "in_force"', 'status = "in_force"\nbetween = "businesses"'),),
        ERROR,
        "effect.decision",
        "waits for a consumer",
    ),
    "proceedings_elsewhere_can_do_what_is_said": (
        (('"NO_JURISDICTION", ', ""),),
        ERROR,
        "parallel.court.does",
        "no ground for that is listed",
    ),
    "a_bundle_has_somebody_to_serve_it": (
        (without("neutrals"), without("neutrals.objection"), without("neutrals.objection_decision")),
        ERROR,
        "bundle",
        "nobody is appointed",
    ),
    "what_it_serves_can_be_filed": (
        (('status = "in_force"', 'status = "in_force"\napplies_to = "platform_decisions"'),),
        Severity.INFO,
        "applies_to",
        "Nobody can file under it",
    ),
    "every_frame_makes_sense": (
        (expiry("intake.admit", "close_no_agreement"),),
        ERROR,
        "intake.admit.expiry",
        "no sense",
    ),
    "a_counterclaim_has_its_times": (
        (without("counterclaim.answer"), ("[negotiation]\n", "[counterclaim]\n\n[negotiation]\n")),
        ERROR,
        "counterclaim",
        "no time at all",
    ),
    "time_abroad_is_longer": (
        (
            (
                '[response]\nactor = "respondent"',
                '[response]\nabroad = { length = "7d", source = "x", checked = false }\nactor = "respondent"',
            ),
        ),
        ERROR,
        "response.abroad",
        "no longer than 7d",
    ),
    "there_is_a_year_to_escalate": ((('limit = "1y"', 'limit = "364d"'),), ERROR, "escalation.limit", "Only 364d"),
    "reminders_can_be_read": ((('"50%", "72h"', '"half", "72h"'),), ERROR, "reminders[0]", '"half" is no point'),
    "everything_is_told_before_a_consent": (
        (('told_before = ["effect", "court_route", ', 'told_before = ["effect", '),),
        ERROR,
        "effect.consent.told_before",
        "court_route",
    ),
    "the_worst_case_fits_into_the_cap": (
        (('limit = "90d"', 'limit = "60d"'),),
        WARNING,
        "overall_cap.limit",
        "appointment of another 4 + decision by another 16 + objection 5 + evidence reopened 14 + pauses 32",
    ),
    "a_nudge_comes_within_the_time": (
        (("nudge_after_percent = 75", "nudge_after_percent = 101"),),
        ERROR,
        "compliance.nudge_after_percent",
        "not within it",
    ),
    "every_complaint_has_a_rule": ((without("complaints.LATE"),), ERROR, "complaints.LATE", "has no rule"),
    "every_product_has_a_rule": (
        (('products = ["GOODS", "VIRTUAL", "BOOKING", "SERVICE"]', 'products = ["GOODS", "VIRTUAL", "SERVICE"]'),),
        ERROR,
        "complaints",
        "For BOOKING a buyer cannot complain that it did not come",
    ),
    "every_rule_says_something": (
        (('criteria = ["DELIVERED_AFTER_PROMISE"]', "criteria = []"),),
        ERROR,
        "complaints.LATE.criteria",
        "empty",
    ),
    "every_name_has_its_words": (
        (without("documents.TRACKING"),),
        ERROR,
        "complaints.NOT_RECEIVED.documents",
        "TRACKING has no words",
    ),
    "a_wait_is_for_a_dispute": (
        (
            (ORDER, ORDER.replace('"escalation", ', "")),
            (
                "[complaints.LATE]\n",
                (
                    '[complaints.LATE]\nescalate.after = { length = "7d", source = "x", checked = false }\n'
                    'escalate.since = "payment"\n'
                ),
            ),
        ),
        ERROR,
        "complaints.LATE.escalate",
        "nobody waits",
    ),
    "sentences_are_short": (
        (('text.en = "The refund is made."', f'text.en = "The refund {"really " * 20}is made."'),),
        WARNING,
        "compliance.refund.text.en",
        "24 words",
    ),
    "words_agree_with_their_numbers": (
        (('limit = "90d"', 'limit = "80d"'), ('length = "90d"', 'length = "80d"')),
        ERROR,
        "overall_cap.text.en",
        "The words say 90 days, the limit is 80d",
    ),
    "every_number_names_its_source": (
        (('source = "ISO 32122:2025 as described by BSI [bsi]"', 'source = ""'),),
        ERROR,
        "negotiation.agree.source",
        "no source",
    ),
    "it_says_what_it_is_modelled_on": (
        (('modelled_on = "modelled on ', 'modelled_on = "complies with '),),
        ERROR,
        "modelled_on",
        "only modelled on",
    ),
    "it_is_looked_at_again": (
        (("review_by = 2027-06-30", "review_by = 2026-06-30"),),
        WARNING,
        "review_by",
        "by 2026-06-30",
    ),
    "its_status_is_that_of_today": (
        (('status = "in_force"', 'status = "not_yet_in_force"'),),
        WARNING,
        "status",
        "was to be in force from 2026-01-01",
    ),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_finds_what_was_broken(rule) -> None:
    changes, severity, place, what = BROKEN[rule.__name__]
    found = [one for one in rule(broken(*changes), TODAY) if one.severity is severity and one.place == place]
    assert [one for one in found if what in one.what], list(rule(broken(*changes), TODAY))
    assert all(one.to_do.endswith(".") for one in found)


@pytest.mark.parametrize(
    ("changes", "place", "what"),
    [
        ((order("complaint", "complaint"),), "stages.order", "more than once"),
        ((order("complaint", "escalation"),), "intake", "not its place in the order"),
        ((('before = ["mediation", "evidence"]', 'before = ["evidence"]'),), "neutrals.before", "for the mediation"),
        ((('before = ["mediation", ', 'before = ["intake", '),), "neutrals.before", 'at the stage "intake"'),
        ((without("appointment"),), "appointment", "no time is said"),
        (
            (without("neutrals"), without("neutrals.objection"), without("neutrals.objection_decision")),
            "appointment",
            "Nobody is appointed here",
        ),
        (((ORDER, ORDER.replace('"file_complete", ', "")), without("file_complete")), "overall_cap", "no file is"),
        ((('"binding_on_trader_if_consumer_accepts"', '"recommendation"'),), "acceptance", "Nothing here needs"),
        ((('[escalation]\nactor = "complainant"', '[escalation]\nactor = "decider"'),), "escalation.actor", "not act"),
        ((expiry("mediation.agree", "negotiation"),), "mediation.agree.expiry", "makes no sense"),
    ],
)
def test_what_else_is_an_error(changes, place, what) -> None:
    found = [one for one in lint(broken(*changes), TODAY) if one.severity is ERROR and one.place == place]
    assert any(what in one.what for one in found)


def test_a_year_may_be_said_in_days_and_a_marketplace_of_its_own_may_give_less() -> None:
    assert "escalation.limit" not in {one.place for one in lint(broken(('limit = "1y"', 'limit = "366d"')), TODAY)}
    own = ('decision = "binding_on_trader_if_consumer_accepts"', 'decision = "contractual"')
    found = {one.place: one for one in lint(broken(('limit = "1y"', 'limit = "20d"'), own), TODAY)}
    assert found["escalation.limit"].severity is WARNING


def test_every_rule_and_every_clause_is_thought_of() -> None:
    assert [rule.__name__ for rule in RULES] == list(BROKEN)
    assert {clause for one in all_rulebooks().values() for clause in one.clauses} <= _SENSE.keys()


@pytest.mark.parametrize("rulebook", all_rulebooks().values(), ids=lambda rulebook: rulebook.id)
def test_the_rulebooks_shipped_have_no_errors(rulebook: Rulebook) -> None:
    assert [one for one in lint(rulebook, TODAY) if one.severity is ERROR] == []


def test_a_rulebook_for_decisions_of_a_platform_says_that_nobody_can_file_under_it():
    day = date(2026, 3, 2)
    books = all_rulebooks().items()
    told = {name: [one for one in lint(book, day) if one.place == "applies_to"] for name, book in books}
    assert [name for name, found in told.items() if found] == ["dsa-21/1"]
    assert "Nobody can file under it" in told["dsa-21/1"][0].what
