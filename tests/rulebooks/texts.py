"""Texts of rulebooks as a marketplace and its sellers write them."""


def layer(
    kind: str = "baseline",
    name: str = "kiezmarkt/1",
    of: str = "odr-default/1",
    day: str = "2026-03-02",
    words: str = "",
) -> str:
    """A layer that says nothing but `words`."""
    where = {"region": '["PL"]', "category": '["GOODS"]', "seller": '["s-77"]'}.get(kind)
    head = f'overlay = "{kind}"\nid = "{name}"\nof = "{of}"\nin_force_from = {day}\n'
    return head + (f"where = {where}\n" if where else "") + words


def limit(clause: str, length: str) -> str:
    """A time frame of another length, with its source."""
    return f'[{clause}]\nlimit = "{length}"\nsource = "terms of Kiezmarkt"\nchecked = false\n'


def answer(length: str) -> str:
    """How long the seller has to answer."""
    return limit("complaint.answer", length)
