"""The documents that are asked for, on the page of each reader of a case."""

from tests.schema.house import Town
from tests.schema.test_journey import in_mediation, read

CHECKLIST = "checklist { document title why complaints exhibits missing }"


def test_sides_and_neutrals_read_what_is_asked_for_and_nobody_else(town: Town) -> None:
    case = in_mediation(town)
    found = read(town.as_("buyer"), case, CHECKLIST)["checklist"]
    assert found
    assert all(one["missing"] and one["why"] and one["exhibits"] == [] for one in found)
    for who in ("seller", "mediator"):
        assert read(town.as_(who), case, CHECKLIST)["checklist"] == found
    for who in ("admin", "registrar"):
        assert read(town.as_(who), case, CHECKLIST)["checklist"] == [], "to them all would read as missing"
