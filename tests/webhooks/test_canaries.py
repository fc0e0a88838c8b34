"""Every word and id of every kind of entry is marked: a message holds no mark of what a marketplace may not see."""

import json

from odr.domain.evolve import fold
from odr.domain.roles import Role
from odr.webhooks.saying import TYPE_OF, Speaker, said_of, visible_to
from tests.core.test_canaries import DECIMALS, MARK, Marks, _plain, chosen, rulebook_of


def test_no_message_has_a_mark_of_what_a_marketplace_does_not_see() -> None:
    told = set()
    for entries in chosen():
        marks = Marks()
        marked = [marks.marked(entry) for entry in entries]
        mine = visible_to(Role.MARKETPLACE, marked, marked)
        case = fold("case-1", mine, rulebook_of(mine))
        for one in said_of(Speaker(case, Role.MARKETPLACE, does=frozenset()), mine):
            told.add(one.type)
            text = repr(_plain(json.loads(one.body)))
            here = set(MARK.findall(DECIMALS.sub(r"\1\2", text)))
            leaked = {marks.of[mark] for mark in here if Role.MARKETPLACE not in marks.readers[mark]}
            assert not leaked, (one.type, leaked)
    assert told == set(TYPE_OF.values())
