"""What was found on goods that came back, through GraphQL: until when it can be answered, and what silence brings."""

from tests.schema.house import Town
from tests.schema.test_journey import read
from tests.schema.test_returning import agreed

FOUND = """availableActions { action deadline }
    compensation { lines { due waitsFor inspections { found answerBy agreed answeredAt } } }"""


def looked_at(town: Town) -> tuple[str, str]:
    case, line = agreed(town)
    for who, step in (("buyer", "RETURN_IN_TRANSIT"), ("seller", "RETURN_RECEIVED")):
        town.as_(who).done("reportFulfilment", case=case, line=line, step=step)
    said = {"found": "DAMAGED", "words": "Scratched all over.", "exhibits": []}
    town.as_("seller").done("reportInspection", case=case, line=line, **said)
    return case, line


def test_the_sender_reads_until_when_it_can_answer(town: Town) -> None:
    case, line = looked_at(town)
    shown = read(town.as_("buyer"), case, FOUND)
    (owed,) = shown["compensation"]["lines"]
    until = owed["inspections"][0]["answerBy"]
    assert {"action": "ANSWER_INSPECTION", "deadline": until} in shown["availableActions"]
    assert owed["due"] < until, "the refund is due in its own time"
    town.as_("buyer").done("answerInspection", case=case, line=line, agreed=False, words="It left whole.", exhibits=[])
    (answered,) = read(town.as_("buyer"), case, FOUND)["compensation"]["lines"][0]["inspections"]
    assert (answered["answerBy"], answered["agreed"]) == (None, False)


def test_too_late_nothing_is_answered_any_more(town: Town) -> None:
    case, line = looked_at(town)
    town.wait(days=9)
    (seen,) = read(town.as_("buyer"), case, FOUND)["compensation"]["lines"][0]["inspections"]
    assert (seen["answerBy"], seen["agreed"]) == (None, None)
    late = {"case": case, "line": line, "agreed": False, "words": "It left whole.", "exhibits": []}
    assert town.as_("buyer").refused("answerInspection", **late) == "NOTHING_TO_ANSWER"


def test_a_side_reminds_the_other_of_its_next_step(town: Town) -> None:
    case, line = agreed(town)
    shown = "compensation { lines { nudgeFrom nudges { side } } } availableActions { action reasonIfBlocked }"

    def owed(who: str) -> dict[str, object]:
        (one,) = read(town.as_(who), case, shown)["compensation"]["lines"]
        return dict(one)

    assert (owed("buyer")["nudgeFrom"] is None, owed("seller")["nudgeFrom"]) == (False, None)
    assert town.as_("buyer").refused("nudgeLine", case=case, line=line) == "REMIND_LATER"
    actions = {
        one["action"]: one["reasonIfBlocked"] for one in read(town.as_("buyer"), case, shown)["availableActions"]
    }
    assert "from 2026" in actions["NUDGE_LINE"]
    town.wait(days=8)
    done = town.as_("buyer").done("nudgeLine", "line { nudges { side } }", case=case, line=line)
    assert done["line"]["nudges"] == [{"side": "RESPONDENT"}]
    assert town.as_("buyer").refused("nudgeLine", case=case, line=line) == "REMIND_LATER"
