"""Every mutation, by subject, with what it may refuse beside the common reasons."""

from odr.schema import schema as house
from odr.schema.schema import schema
from scripts.docs import tables
from scripts.docs.refusals import codes_of_mutations, common

TITLES = {
    "accounts": "Your account",
    "payouts": "Where you are paid",
    "second_factor": "Second factor",
    "organisations": "Organisations and invitations",
    "closing": "Closing accounts",
    "feeds": "Calendar feed",
    "keys": "API keys",
    "webhooks": "Webhooks",
    "demo": "The demo",
    "orders": "Orders",
    "pulling": "Orders",
    "filing": "Filing a complaint",
    "assisting": "Assisted filing",
    "purchase": "Filing about several sellers",
    "entitling": "What law and policies give",
    "complaint": "Complaint and dispute",
    "clarifying": "Clarification",
    "counterclaiming": "Counterclaim",
    "negotiation": "Talking and offers",
    "amending": "Correcting and taking back",
    "bidding": "Secret bids",
    "neutrals": "Neutrals",
    "neutral_profiles": "What is known of neutrals",
    "objecting": "Independence of neutrals",
    "mediation": "Mediation",
    "confidentiality": "What is confidential",
    "noting": "Notes on exhibits",
    "redacting": "Redacting exhibits",
    "producing": "Asking for evidence",
    "decision": "Decision",
    "second_reading": "Four eyes",
    "bundling": "Cases handled together",
    "reviewing": "After a decision",
    "ending": "Breach and end",
    "compensation": "Carrying out",
    "returning": "Goods that come back",
    "unknowns": "Carrying out: what got lost",
    "inspecting": "Goods that came back",
    "recoveries": "What came back",
    "parallel": "Elsewhere",
    "erasing": "Erasing and legal holds",
    "timing": "Time",
    "needs": "What a side needs",
    "representing": "Who speaks for a side",
    "guarding": "Minors and guardians",
    "participating": "Who else takes part",
    "third_parties": "Carriers, brokers and makers",
    "safety": "Safety",
    "evidence": "Evidence",
    "exhibit_files": "Evidence",
    "records": "Records",
    "notices": "Notices",
    "rulebooks": "Rulebooks",
    "exports": "Exports",
}


def table() -> str:
    """A table for each subject, in the order of the schema."""
    mutations = schema()._schema.mutation_type
    fields = mutations.fields if mutations else {}
    codes, shared = codes_of_mutations(), common()
    found = []
    for module in house.MODULES:
        here = [name for name in fields if _camel_in(name, module)]
        if here:
            rows = [(f"`{name}`", fields[name].description or "", _own(codes[name] - shared)) for name in here]
            title = TITLES[module.__name__.rpartition(".")[2]]
            found.append(f"### {title}\n\n{tables.table(('Mutation', 'What it does', 'Refuses also'), rows)}")
    return "\n\n".join(found)


def _camel_in(name: str, module: object) -> bool:
    snake = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name)
    return hasattr(module, snake)


def _own(codes: set[str]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes))
