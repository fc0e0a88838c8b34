"""The play, second half: evidence, a decision, its acceptance, the order carried out, the signed record."""

from pathlib import Path
from typing import Any

from odr.demo.desk import NotPossible
from odr.demo.disputes import refund
from odr.demo.people import AGNIESZKA, INES, JONAS, NORA, RUTH
from odr.demo.player import Json, Player
from odr.demo.scenes import appoint
from odr.demo.stage import Stage, listed

HANDED_IN = (
    (AGNIESZKA, "lamp-crack.jpg", "The lamp on the evening it came."),
    (AGNIESZKA, "lamp-crack-near.jpg", "The crack from near."),
    (AGNIESZKA, "lamp-carton.jpg", "The carton with its crushed corner."),
    (AGNIESZKA, "lamp-chat.txt", "What we wrote to each other."),
    (JONAS, "lamp-packing-note.pdf", "How the lamp was packed."),
    (JONAS, "lamp-invoice.pdf", "The invoice."),
)
ISSUES = [
    {
        "question": "Was the lamp whole when it reached the buyer?",
        "finding": "No. The photographs, taken on the day of delivery, show a long crack and a crushed carton.",
        "exhibits": ["C-1", "C-2", "C-3"],
        "rule": "Directive (EU) 2019/771, Articles 5 and 10: the goods conform at the time of delivery",
    },
    {
        "question": "Does it help the seller that the lamp left it whole?",
        "finding": "No. In a sale to a consumer the seller bears the risk until delivery. Its own note "
        "says that the corner boards were missing.",
        "exhibits": ["R-1", "C-4"],
        "rule": "Directive 2011/83/EU, Article 20: the risk passes when the consumer acquires possession",
    },
]
REASONS = "The lamp was not in conformity when it was delivered, and the risk of the way was the seller's."


def _ask_for_a_decision(stage: Stage) -> None:
    stage.on_case(AGNIESZKA, "requestDecision")
    stage.voice.tell(f"{AGNIESZKA.name} asks for a decision. Nobody who mediated can decide.")
    appoint(stage, "DECIDER", RUTH)


def the_evidence(stage: Stage) -> None:
    stage.chapter("The evidence")
    _ask_for_a_decision(stage)
    for who, file, description in HANDED_IN:
        exhibit = stage.player(who).hand_in(stage.case, file, description)
        kilobytes = exhibit["size"] / 1000
        told = f"{who.name} hands in {file} ({exhibit['mediaType']}, {kilobytes:.0f} kB) and discloses it"
        stage.voice.tell(f"{told}: exhibit {exhibit['number']}.")
    seen = stage.ask(RUTH, "exhibits { number } messages { id } offers { id } proposals { id }")
    stage.voice.sees(
        RUTH.name,
        f"exhibits {listed(one['number'] for one in seen['exhibits'])}; {len(seen['offers'])} offers, "
        f"{len(seen['proposals'])} proposals and {len(seen['messages'])} messages of the talks before",
    )
    stage.move_past(AGNIESZKA, "evidence.collect", "the time for evidence is over")
    stage.move_past(AGNIESZKA, "evidence.reply", "the time to answer what came last is over, the record closes")
    stage.on_case(RUTH, "completeFile")
    stage.voice.tell(f"{RUTH.name} confirms that the file is complete.")


def the_decision(stage: Stage) -> None:
    stage.chapter("The decision")
    lines: list[dict[str, Any]] = [
        refund("lamp", "80.00", "REFUND_FULL"),
        {"remedy": "FREIGHT_REIMBURSE", "amount": {"amount": "6.90", "currency": "EUR"}},
    ]
    wanted = "decision { outcome effectText issues { question finding exhibits rule } }"
    given = {"outcome": "GRANTED", "issues": ISSUES, "lines": lines, "reasons": REASONS}
    decision = stage.on_case(RUTH, "issueDecision", wanted, **given)["decision"]
    stage.voice.tell(f'{RUTH.name} decides: the claim is {decision["outcome"].lower()}. "{REASONS}"')
    for issue in decision["issues"]:
        cited = f"{issue['finding']} (exhibits {listed(issue['exhibits'])}; {issue['rule']})"
        stage.voice.sees(AGNIESZKA.name, f"{issue['question']} {cited}")
    stage.voice.sees(AGNIESZKA.name, decision["effectText"])
    stage.tell_next(AGNIESZKA)
    stage.move_past(AGNIESZKA, "correction", "nobody pointed out a slip, and there was time to think")
    stage.on_case(AGNIESZKA, "acceptDecision", effectUnderstood=True)
    stage.voice.tell(f"{AGNIESZKA.name} accepts, after having been told what that means. Now it binds Holzhaus.")
    stage.move_past(AGNIESZKA, "review.ask", "nobody asked for a review, the order takes effect")


def the_order(stage: Stage, shop: Player) -> None:
    stage.chapter("The order is carried out")
    wanted = "compensation { lines { id step nextSteps remedy { remedy amount { amount currency } } due } }"
    for line in shop.ask(f"query Owed($case: ID!) {{ case(id: $case) {{ {wanted} }} }}", case=stage.case)["case"][
        "compensation"
    ]["lines"]:
        _carry_out(stage, shop, line)
    closed = stage.ask(AGNIESZKA, "stage ground closedAt")
    if closed["stage"] != "CLOSED":
        raise NotPossible(f"The case should be closed, but is at {closed['stage']}.")
    stage.voice.tell(f"With the last line done, the case closes: {closed['ground'].lower()}.")
    counts = {who.name: stage.ask(who, "version")["version"] for who in (AGNIESZKA, JONAS, INES, RUTH, NORA)}
    entries = listed(f"{name} {count}" for name, count in counts.items())
    stage.voice.tell(f"Entries of the docket that each may see: {entries}.")


def _carry_out(stage: Stage, shop: Player, line: Json) -> None:
    """Step by step until nothing more is to be reported."""
    amount = line["remedy"]["amount"]
    reference = f"re-{stage.suffix}-{line['id'][-4:]}"
    done = []
    for step in ("SUBMITTED", "SETTLING", "FULFILLED"):
        asked = {"case": stage.case, "line": line["id"], "step": step, "reference": reference}
        done.append(shop.do("reportFulfilment", "line { step }", **asked)["line"]["step"].lower())
    what = line["remedy"]["remedy"].lower().replace("_", " ")
    stage.voice.tell(
        f"The shop system reports, with its key, for the {what} of {amount['amount']} {amount['currency']}: "
        f"{', '.join(done)} (reference {reference})."
    )


def the_record(stage: Stage, folder: Path) -> Path:
    """Issue and fetch the signed record; where the file is."""
    stage.chapter("The record")
    wanted = "record { sha256 size entries path }"
    record = stage.on_case(AGNIESZKA, "issueRecord", wanted, scope="SHARED", language="en")["record"]
    file = folder / f"{stage.number}.pdf"
    file.write_bytes(stage.player(AGNIESZKA).fetch(record["path"]))
    stage.voice.tell(
        f"{AGNIESZKA.name} has the signed record issued, without anything that was said without prejudice: "
        f"{record['entries']} entries, {record['size']} bytes, SHA-256 {record['sha256']}."
    )
    return file
