"""A seller who was silent takes the more time that the rules give."""

from collections.abc import Iterator

import pytest

from odr.demo.people import LUIS, MARIAM, NORA
from odr.demo.service import Running, started
from tests.browser.conftest import People
from tests.browser.dates import dates, due, fits
from tests.browser.visitor import PHONE, case_of


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service of its own: weeks go by."""
    with started(tmp_path_factory.mktemp("right")) as running:
        yield running


def test_who_has_a_right_to_more_time_takes_it_at_once(people: People) -> None:
    """The seller was silent, so that the dispute opened, and it was admitted."""
    buyer, seller, administrator = people.come(MARIAM), people.come(LUIS, viewport=PHONE), people.come(NORA)
    case = case_of(buyer, "Game key")
    buyer.go(f"/cases/{case}")
    buyer.forward_until("The administrator admits or refuses the dispute next.", weeks=1)
    administrator.go(f"/desk/{case}")
    administrator.desk_act("Admit the dispute")
    administrator.press("Admit the dispute")
    administrator.sees_first("next")
    before = due(seller, case, "response")
    seller.go(f"/cases/{case}")
    seller.sees_first("It is your turn: answer the complaint.")
    seller.follow("More time")
    seller.reads("You can take 7 days more at once")
    fits(seller)
    seller.press("Make it later")
    seller.sees_first("It is your turn: answer the complaint.")
    seller.reads_nothing_of("You asked for more time")
    assert due(buyer, case, "response") > before
    assert "EXTEND_FRAME" not in {one["action"] for one in dates(seller, case)["availableActions"]}
    buyer.go(f"/cases/{case}")
    buyer.sees_first("next")
