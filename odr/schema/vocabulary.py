"""The closed lists of the procedure as GraphQL shows them: the domain's own enums, with words for readers."""

from enum import EnumMeta

import strawberry

from odr.domain.case import Standing
from odr.domain.events import Function, Ground, How, Outcome, Position, RefusalGround, Stage, Step
from odr.domain.facts import LineKind
from odr.domain.possible import Action
from odr.domain.remedies import ComplaintType, Remedy
from odr.domain.roles import Capacity, Role, Room, SaleRole, Side
from odr.domain.rulebook import DecisionEffect

__all__ = [
    "Action",
    "Capacity",
    "ComplaintType",
    "DecisionEffect",
    "Function",
    "Ground",
    "How",
    "LineKind",
    "Outcome",
    "Position",
    "RefusalGround",
    "Remedy",
    "Role",
    "Room",
    "SaleRole",
    "Side",
    "Stage",
    "Standing",
    "Step",
    "described",
]


def described(kind: EnumMeta, description: str, values: dict[str, str], name: str | None = None) -> None:
    """Give a domain enum its GraphQL words. Raises KeyError for a value that has none."""
    strawberry.enum(kind, name=name, description=description)
    for value in kind.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]


def _mutation(action: str) -> str:
    first, *rest = action.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


described(
    Side,
    "A side of the case. Rules test sides, never buyer or seller.",
    {"COMPLAINANT": "The side that complains.", "RESPONDENT": "The side complained of."},
)
described(
    Role,
    "As whom somebody reads or acts in a case.",
    {
        "COMPLAINANT": "The side that complains.",
        "RESPONDENT": "The side complained of.",
        "RECIPIENT": "Was to receive what the buyer paid for; takes part on the buyer's side, and sees no payments.",
        "MEDIATOR": "Helps both sides to agree.",
        "DECIDER": "Decides with reasons.",
        "SECOND_READER": "Reads what the decision maker means to decide.",
        "REVIEWER": "Reviews a decision.",
        "THIRD_PARTY": "Carried, brokered or made what was sold; sees what concerns it, and is bound by nothing.",
        "MARKETPLACE": "Administrates the case for the marketplace.",
        "REGISTRAR": "Administrates the case for the service.",
        "REGULATOR": "Reads under a recorded scope.",
        "TRUST_AND_SAFETY": "Looks after danger and abuse; has no seat in the case.",
        "OPERATOR": "Runs the service; reads no words.",
        "SYSTEM": "The service itself, by rule.",
    },
)
described(
    Capacity,
    "In which capacity a side took part in the sale.",
    {
        "CONSUMER": "For purposes outside trade or profession.",
        "BUSINESS": "In trade or profession.",
        "PRIVATE": "A private person who is not protected as a consumer here.",
    },
)
described(
    SaleRole,
    "A side's part in the sale.",
    {"BUYER": "Bought.", "SELLER": "Sold.", "MARKETPLACE": "Brought both together."},
)
described(
    Room,
    "Where something is said, and so who hears it.",
    {
        "SHARED": "Everybody who takes part, the administrators included.",
        "OPEN": "Both sides and every neutral; a decision may rest on it.",
        "WITHOUT_PREJUDICE": "Both sides and the mediator; it never reaches a decision maker.",
        "CAUCUS_COMPLAINANT": "The complainant's side and the mediator, nobody else.",
        "CAUCUS_RESPONDENT": "The respondent's side and the mediator, nobody else.",
        "OWN_COMPLAINANT": "The complainant's side only.",
        "OWN_RESPONDENT": "The respondent's side only.",
        "NEEDS_COMPLAINANT": "The complainant's side and every neutral: what it needs to take part.",
        "NEEDS_RESPONDENT": "The respondent's side and every neutral: what it needs to take part.",
        "CONFIDENTIAL_COMPLAINANT": "The complainant's side and who decides or reviews: what is confidential.",
        "CONFIDENTIAL_RESPONDENT": "The respondent's side and who decides or reviews: what is confidential.",
        "DRAFT": "The decision maker and the second reader, nobody else.",
        "OWN_THIRD_PARTY": "One third party only.",
    },
)
described(
    Stage,
    "Where the case stands.",
    {
        "COMPLAINT": "The respondent is asked for an answer.",
        "ESCALATION": "The complainant may open a dispute.",
        "INTAKE": "An administrator admits or refuses the dispute.",
        "RESPONSE": "The respondent is asked to answer the dispute.",
        "NEGOTIATION": "Both sides look for an agreement.",
        "MEDIATOR_APPOINTMENT": "A mediator is being appointed.",
        "MEDIATION": "The mediator helps both sides.",
        "DECISION_CHOICE": "The complainant may ask for a decision.",
        "DECIDER_APPOINTMENT": "A decision maker is being appointed.",
        "SECOND_READER_APPOINTMENT": "A second reader of the decision is being appointed.",
        "EVIDENCE": "Both sides hand in evidence.",
        "FILE_COMPLETE": "The decision maker checks that the file is complete.",
        "DECISION": "The decision is being made.",
        "ACCEPTANCE": "The consumer may accept the decision.",
        "STAY": "The time for a review runs; the order waits.",
        "REVIEWER_APPOINTMENT": "A different neutral is being appointed to look at the decision.",
        "REVIEW": "A different neutral looks at the decision.",
        "COMPLIANCE": "The order is carried out.",
        "CLOSED": "The case is over.",
    },
)
described(
    Ground,
    "Why a case ended.",
    {
        "SETTLED": "Both sides agreed.",
        "NO_AGREEMENT": "They did not agree, and no decision was asked for.",
        "NOT_ESCALATED": "No dispute was opened in time.",
        "NOT_RATED": "Nobody said in time whether it was resolved.",
        "WITHDRAWN": "The complainant withdrew, without prejudice.",
        "DECIDED": "It was decided.",
        "REFUSED": "It was not admitted.",
        "NO_JURISDICTION": "It belongs before another forum, such as a court.",
        "MOOT_REMEDIED": "It was put right elsewhere.",
        "COMPLAINANT_INACTIVE": "Nothing came from the complainant after two notices.",
        "ABUSE": "The procedure was abused.",
    },
)
described(
    RefusalGround,
    "The only grounds on which a dispute may be refused.",
    {
        "NO_CONTACT_ATTEMPT": "The other side was not contacted first.",
        "FRIVOLOUS": "Frivolous or vexatious.",
        "OTHER_FORUM": "Another body or a court deals with it, or has.",
        "VALUE_THRESHOLD": "The value lies outside the thresholds.",
        "OUT_OF_TIME": "The time for it has passed.",
        "IMPAIRS_OPERATION": "It would seriously impair the service's work.",
    },
)
described(
    Position,
    "How a respondent answers.",
    {
        "ACCEPTS": "The complaint is right.",
        "DISPUTES": "The complaint is not right.",
        "OFFERS_REMEDY": "A remedy is offered.",
    },
)
described(
    How,
    "Whether somebody did it.",
    {"BY_ACT": "Somebody did it.", "BY_RULE": "The rulebook brought it about."},
)
described(
    Function,
    "What a neutral is appointed for.",
    {
        "MEDIATOR": "To mediate.",
        "DECIDER": "To decide.",
        "SECOND_READER": "To read a decision before it is issued.",
        "REVIEWER": "To look at a decision anew.",
    },
    "NeutralFunction",
)
described(
    Outcome,
    "What a decision says of a complaint, or of a counterclaim.",
    {
        "GRANTED": "It is granted.",
        "GRANTED_IN_PART": "It is granted in part.",
        "DISMISSED": "It is dismissed.",
    },
    "DecisionOutcome",
)
described(
    Step,
    "How far one line of compensation is.",
    {
        "ORDERED": "Owed.",
        "SUBMITTED": "Handed to whoever carries it out.",
        "AWAITING_RETURN": "The goods have to be sent back first.",
        "RETURN_IN_TRANSIT": "The goods are on their way back; what has no parcel was given up.",
        "RETURN_RECEIVED": "The goods are back, or it was confirmed that it was given up.",
        "RETURN_LOST": "The goods count as lost on their way back.",
        "INSPECTED": "The goods were looked at.",
        "SETTLING": "The payment is under way.",
        "UNKNOWN": "It was handed to the shop, and no answer came: a person finds out whether it was done.",
        "FULFILLED": "Done.",
        "FAILED": "Tried without success; it can be tried again.",
        "REVERSED": "It was done, and came undone; it is owed again.",
        "LAPSED": "No longer owed: the goods were not sent back.",
    },
    "FulfilmentStep",
)
described(
    Standing,
    "What became of an offer or proposal.",
    {
        "OPEN": "It waits for an answer.",
        "ACCEPTED": "It was accepted.",
        "DECLINED": "It was declined.",
        "REPLACED": "A counter-offer replaced it.",
        "WITHDRAWN": "It was taken back.",
        "LAPSED": "Its time passed, or the case went on without it.",
        "NOT_AGREED": "Not both sides accepted it. Who did not is never told.",
    },
)
described(
    DecisionEffect,
    "What a decision does.",
    {
        "BINDING_IF_CONSUMER_ACCEPTS": "It binds the trader once the consumer accepts it.",
        "RECOMMENDATION": "It binds nobody.",
        "CONTRACTUAL": "It binds as far as both sides agreed before.",
        "ARBITRATION": "It binds as an award.",
    },
)
described(
    LineKind,
    "What kind of thing was sold.",
    {
        "GOODS": "Things that are shipped.",
        "VIRTUAL": "Digital content, a code or a ticket.",
        "BOOKING": "A stay, a journey or an appointment.",
        "SERVICE": "Work done.",
    },
)
described(
    ComplaintType,
    "What is wrong. The last four are a seller's complaints.",
    {
        "NOT_RECEIVED": "It never came.",
        "LATE": "It came late.",
        "DAMAGED": "It came damaged.",
        "DEFECTIVE": "It does not work.",
        "NOT_AS_DESCRIBED": "It differs from its description.",
        "WRONG": "It is something else.",
        "INCOMPLETE": "Parts are missing.",
        "COUNTERFEIT": "It is not genuine.",
        "REFUND_NOT_PAID": "A promised refund was not paid.",
        "DUPLICATE": "It was charged twice.",
        "WRONG_AMOUNT": "A wrong amount was charged.",
        "SUBSCRIPTION": "A cancelled subscription went on.",
        "WITHDRAWAL_RIGHT": "The right of withdrawal was not respected.",
        "SERVICE_POOR": "The service was poor.",
        "PRECONTRACT_INFO": "Information before the purchase was missing or wrong.",
        "CUSTOMS": "Duties or taxes were not as told.",
        "WARRANTY": "A guarantee is not honoured.",
        "DATA_AS_PRICE": "Personal data were the price.",
        "RETURN_EMPTY": "The return was empty or held something else.",
        "RETURN_DAMAGED": "The return came back damaged.",
        "RETURN_MISSING": "The return lacked something, or never came.",
        "ABUSE": "The buyer abused a right.",
    },
)
described(
    Remedy,
    "What would put it right.",
    {
        "REFUND_FULL": "Everything paid for it is given back.",
        "REFUND_PARTIAL": "Part of what was paid is given back.",
        "REFUND_ON_RETURN": "A refund once the goods are back.",
        "REPLACE": "A replacement.",
        "REPLACE_PLUS_REFUND": "A replacement and part of the money.",
        "REPAIR": "A repair.",
        "PRICE_REDUCTION": "A lower price, the goods are kept.",
        "PRICE_PROTECTION": "The difference to a later lower price.",
        "FREIGHT_REIMBURSE": "The freight is given back.",
        "FREIGHT_INSURANCE": "The insurance of the freight pays for sending goods back; no payment of the order does.",
        "VOUCHER": "A voucher; it needs the buyer's consent.",
        "FREE_ITEM": "Something free of charge.",
        "UPGRADE": "Something better for the same price.",
        "DELIVER_NOW": "Delivery at last.",
        "CANCEL_CONTRACT": "The contract is cancelled.",
        "DATE_CHANGE": "Another date.",
        "VALIDITY_EXTENSION": "A longer validity.",
        "APOLOGY": "An apology.",
        "CORRECT_LISTING": "The listing is corrected.",
        "DAMAGES": "A further loss is made good.",
        "UNDERTAKING": "Something else that one side does, as the note says.",
        "RESTITUTION": "What was paid under a decision that stands no more is given back.",
        "NO_REMEDY": "Nothing is owed.",
    },
)
described(
    Action,
    "What somebody can do in a case; each is the mutation of the same name.",
    {action.value: _mutation(action.value) for action in Action}
    | {"HAND_IN_EVIDENCE": "createEvidenceUpload, then finalizeEvidenceUpload"},
)
