"""Rulebooks are typed data: what is unknown or missing is refused with place, key and what is allowed."""

from importlib.resources import files

import pytest

from odr.domain.course import FRAMES_OF
from odr.domain.remedies import Remedy
from odr.domain.rulebook import RulebookRefused, read
from odr.rulebooks import DEFAULT, all_rulebooks

SOURCE = (files("odr.rulebooks") / "odr-default-1.toml").read_text()
RULEBOOK = all_rulebooks()[DEFAULT]


def test_the_default_rulebook_says_every_frame_that_a_stage_opens():
    opened = {clause for clauses in FRAMES_OF.values() for clause in clauses}
    assert opened - set(RULEBOOK.clauses) == {"counterclaim.make"}, "counterclaims are made within the response"


def test_every_remedy_has_a_period():
    assert all(RULEBOOK.clauses[RULEBOOK.compliance.period(remedy)].limit.count > 0 for remedy in Remedy)


def test_every_number_names_its_source_and_its_plain_words():
    assert all(frame.source for frame in RULEBOOK.clauses.values())
    assert all(said.endswith(".") for frame in RULEBOOK.clauses.values() for said in frame.text.said.values())


def test_the_numbers_are_those_of_the_model_procedure():
    limits = {clause: str(frame.limit) for clause, frame in RULEBOOK.clauses.items()}
    assert limits == {
        "complaint.acknowledge": "1wd",
        "complaint.answer": "7d",
        "escalation": "1y",
        "intake.admit": "3wd",
        "clarification": "5d",
        "response": "7d",
        "counterclaim.answer": "7d",
        "negotiation.agree": "10d",
        "negotiation.offer_answer": "7d",
        "negotiation.blind_bids.answer": "3d",
        "bundle.object": "7d",
        "neutrals.objection": "3d",
        "neutrals.objection_decision": "3wd",
        "appointment": "2d",
        "mediation.agree": "10d",
        "mediation.proposal_answer": "7d",
        "decision_choice": "7d",
        "evidence.collect": "7d",
        "evidence.reply": "3d",
        "evidence.request": "5d",
        "file_complete": "3wd",
        "decision": "14d",
        "acceptance": "14d",
        "correction": "7d",
        "review.ask": "14d",
        "review.decide": "14d",
        "default_track.set_aside.ask": "28d",
        "default_track.set_aside.decide": "14d",
        "overall_cap": "90d",
        "pause.limit": "30d",
        "compliance.return_ship": "10d",
        "compliance.confirm_return": "3wd",
        "compliance.confirm_done": "5wd",
        "compliance.return_lost_after": "10d",
        "compliance.refund": "5wd",
        "compliance.refund_after_return": "2wd",
        "compliance.answer_inspection": "5wd",
        "compliance.replace": "14d",
        "compliance.repair": "21d",
        "compliance.voucher": "2d",
        "compliance.money": "5wd",
        "compliance.other": "14d",
        "compliance.reopen_for_breach.report": "30d",
        "inactivity": "7d",
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[costs]", "[price]", r"rulebook: unknown price; allowed are .*costs"),
        (
            '[response]\nactor = "respondent"\n',
            "[response]\n",
            r"rulebook.response: missing actor; allowed are abroad, actor",
        ),
        ('title.de = "Standardverfahren"\n', "", r"rulebook.title: missing language de; allowed are de, en"),
        ('title.de = "Standardverfahren"', 'title.de = " "', r"rulebook.title.de: words are expected"),
        ('title.de = "Standardverfahren"', 'title.de = "x"\ntitle.fr = "y"', r"title: undeclared language fr"),
        ("[complaints.LATE]", "[complaints.TARDY]", r"rulebook.complaints: unknown TARDY; allowed are ABUSE, "),
        ("in_force_from = 2026-01-01", 'in_force_from = "soon"', r"in_force_from: expected a date such as"),
        ("times = 1", "times = -1", r"rulebook.response.extend\[0\].times: .*not negative"),
        ('by = "right"', 'by = "magic"', r"response.extend\[0\].by: .*allowed are right, agreement, neutral"),
        ('limit = "14d"', 'limit = "14 days"', r"rulebook.decision.limit: .*write for example 7d"),
        ('expiry = "mediation"', 'expiry = "war"', r"rulebook.negotiation.agree.expiry: .*war.*allowed are recorded"),
        (
            '[bsi]"\nchecked = true',
            '[bsi]"\nchecked = "yes"',
            r"rulebook.negotiation.agree.checked: expected bool, found 'yes'",
        ),
        ('languages = ["en", "de"]', 'languages = "en"', r"rulebook.languages: a list of language codes is expected"),
        ('voucher = "CODE"', 'voucher = "PHOTO"', r"compliance.proof.voucher: .*PHOTO.*allowed are REFERENCE, CODE, "),
        ('voucher = "CODE"\n', "", r"rulebook.compliance.proof: missing voucher; allowed are money, named, other"),
        ('voucher = "CODE"', 'coupon = "CODE"', r"rulebook.compliance.proof: unknown coupon; allowed are money, named"),
        ("CORRECT_LISTING = ", "LISTING = ", r"compliance.proof.named: unknown LISTING; allowed are APOLOGY, "),
        ("[execution]", "[execution", "not valid TOML"),
        ('id = "', 'hash = "abc"\nid = "', "hash: not a key of the file"),
    ],
)
def test_a_rulebook_that_cannot_be_used_says_where_and_what(old: str, new: str, said: str):
    assert old in SOURCE
    with pytest.raises(RulebookRefused, match=said):
        read(SOURCE.replace(old, new, 1).encode())


def test_the_hash_is_that_of_the_bytes():
    assert read(SOURCE.encode()).hash != read((SOURCE + "\n").encode()).hash
