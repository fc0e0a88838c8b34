"""The dates and the rules of a case, and the answers to what the other side asks for."""

from odr.demo.player import Json
from tests.browser.test_pages import AXE, BROAD, violations
from tests.browser.visitor import Visitor

DATES = """query Dates($case: ID!) { case(id: $case) {
  rulebook { name } deadlines { clause due paused } availableActions { action }
} }"""
ASKED = {
    "Answer about more time": "The other side asks for more time.",
    "Answer about the pause": "The other side asks to let time stand still.",
    "Answer about other rules": "The other side asks to go on under other rules.",
}


def dates(visitor: Visitor, case: str) -> Json:
    read: Json = visitor.ask(DATES, case=case)["case"]
    return read


def due(visitor: Visitor, case: str, clause: str) -> str:
    return str(next(one["due"] for one in dates(visitor, case)["deadlines"] if one["clause"] == clause))


def answer(visitor: Visitor, case: str, act: str, words: str, *told: str) -> None:
    """From the card on the case page; without a choice the form says what is missing."""
    visitor.go(f"/cases/{case}")
    visitor.reads(ASKED[act])
    visitor.main.get_by_role("listitem").filter(has_text=ASKED[act]).get_by_role("link", name=act).click()
    visitor.heading(act)
    visitor.reads(*told)
    fits(visitor)
    visitor.press("Send my answer")
    visitor.reads("Choose your answer")
    visitor.choose(words, "Your answer")
    visitor.press("Send my answer")
    visitor.reads_nothing_of(ASKED[act])
    visitor.sees_first("")


def fits(visitor: Visitor) -> None:
    """The page is no broader than its screen, and axe finds nothing, in light and dark."""
    visitor.page.evaluate(AXE.read_text("utf-8"))
    assert visitor.page.evaluate(BROAD) <= 0
    wrong = violations(visitor, dark=False) + violations(visitor, dark=True)
    assert not wrong, "\n".join(wrong)
