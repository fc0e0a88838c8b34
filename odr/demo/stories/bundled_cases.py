"""Three buyers, one trader, one fault: proposed together, one objects, and one text decides the other two."""

from odr.demo.people import AGNIESZKA, CAMILLE, MARIAM, NORA, RUTH, DemoPerson
from odr.demo.player import Json
from odr.demo.stories.words import Story, claim, of_money

TITLE = "Three buyers complain about one trader; two cases are decided in one text"


def play(story: Story) -> None:
    cases = {who: _complains(story, who) for who in (AGNIESZKA, CAMILLE, MARIAM)}
    bundle = _proposed(story, [*cases.values()])
    story.goes_on_with(cases[CAMILLE])
    found = story.sees(CAMILLE, "bundle { id cases reasons }", lambda case: case["bundle"])
    story.check((found["id"], found["cases"]) == (None, 3), "a buyer learns how many there are, and never which")
    story.goes_on_with(cases[MARIAM])
    story.stage.on_case(MARIAM, "objectToBundle")
    story.tell(f"{MARIAM.name} objects, without reasons. Her case goes on by itself.")

    two = [cases[AGNIESZKA], cases[CAMILLE]]
    _to_the_decision(story, two, bundle)
    _decided(story, two, bundle)
    for who, amount in ((AGNIESZKA, "40.00"), (CAMILLE, "80.00")):
        story.goes_on_with(cases[who])
        wanted = "bundle { standing cases } decision { lines { amount { amount } } }"
        seen = story.sees(who, wanted, lambda case: case)
        story.check(seen["bundle"] == {"standing": "DECIDED", "cases": 2}, "two were decided together")
        story.check(seen["decision"]["lines"][0]["amount"]["amount"] == amount, "each has amounts of its own")
    story.goes_on_with(cases[MARIAM])
    alone = story.sees(MARIAM, "bundle { left } decision { outcome }", lambda case: case)
    story.check(alone == {"bundle": {"left": "OBJECTED"}, "decision": None}, "who objected is not decided with them")


def _complains(story: Story, who: DemoPerson) -> Json:
    story.buyer = who
    order = story.bought()
    story.complains(who, order, "The lamp flickers.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    return {"id": story.stage.case, "number": story.stage.number}


def _proposed(story: Story, cases: list[Json]) -> str:
    nora = story.stage.player(NORA)
    suggested = nora.ask("query Alike { bundleSuggestions { respondent cases { id } } }")["bundleSuggestions"]
    alike = {one["id"] for group in suggested for one in group["cases"]}
    story.check({one["id"] for one in cases} <= alike, "the three are suggested")
    words = "Three buyers complain that the same lamp flickers."
    asked = {"cases": [one["id"] for one in cases], "reasons": words}
    made: str = nora.do("proposeBundle", "bundle { id }", **asked)["bundle"]["id"]
    story.tell(f'{NORA.name} proposes to handle the three cases together: "{words}"')
    return made


def _to_the_decision(story: Story, cases: list[Json], bundle: str) -> None:
    """The trader stays silent towards all of them."""
    story.goes_on_with(cases[1])
    story.stage.move_past(NORA, "bundle.object", "nobody else objected, and the trader did not answer")
    for one in cases:
        story.goes_on_with(one)
        story.stage.on_case(NORA, "admitCase")
    story.stage.move_past(NORA, "response", "the trader stays silent")
    nora = story.stage.player(NORA)
    people = nora.ask("query Deciders { neutrals(function: DECIDER) { person name } }")["neutrals"]
    ruth = next(one["person"] for one in people if one["name"] == RUTH.name)
    nora.do("appointForBundle", bundle=bundle, function="DECIDER", person=ruth)
    story.tell(f"{NORA.name} appoints {RUTH.name} in both cases at once.")
    story.stage.move_past(NORA, "evidence.collect", "the time for evidence is over")
    for one in cases:
        story.goes_on_with(one)
        story.stage.on_case(RUTH, "completeFile")
    story.tell(f"{RUTH.name} confirms that both files are complete.")


def _decided(story: Story, cases: list[Json], bundle: str) -> None:
    issue = {"question": "Does the lamp flicker?", "finding": "Nobody denies it.", "rule": "Directive (EU) 2019/771"}
    said = {"bundle": bundle, "issues": [issue], "reasons": "A lamp that flickers is not what was sold."}
    first, second = (one["id"] for one in cases)
    full = {"case": second, "outcome": "GRANTED", "lines": [of_money("80.00", "REFUND_FULL")]}
    part = {"case": first, "outcome": "GRANTED_IN_PART", "lines": [of_money("40.00")]}
    too_much = {**part, "lines": [of_money("900.00")]}
    ruth = story.stage.player(RUTH)
    story.refused_at_all(RUTH, "MORE_THAN_WAS_PAID", "decideBundle", **said, cases=[too_much, full])
    more = "She used it for a year before that."
    ruth.do("decideBundle", **said, cases=[{**part, "particulars": more}, full])
    story.tell(f"{RUTH.name} decides both in one text: 40.00 EUR here, 80.00 EUR there.")
