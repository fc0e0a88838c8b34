"""A label that is handed in: whoever sends the goods gets its pages, and never gets the file."""

from odr.evidence.tus import SENT_WITH
from tests.journey.city import PNG, City
from tests.schema.test_journey import read
from tests.schema.test_returning import LINES, WHERE, agreed

FILES = "query ($id: ID!) { exhibitFiles(case: $id) { exhibit } }"
LABEL = LINES.replace("label ", "label labelExhibit ")


def sent(city: City, case: str) -> str:
    """A picture that the seller sent and has not handed in."""
    asked = {"case": case, "filename": "label.png", "sizeBytes": len(PNG)}
    upload = city.as_("seller").done("createEvidenceUpload", "upload { id url }", **asked)["upload"]
    assert city.fetch("PATCH", upload["url"], content=PNG, headers=SENT_WITH).status_code == 204
    return str(upload["id"])


def test_the_sender_prints_a_label_that_was_handed_in(city: City) -> None:
    case, line = agreed(city)
    late = {"case": case, "filename": "a.png", "sizeBytes": 9}
    assert city.as_("buyer").refused("createEvidenceUpload", **late) == "RECORD_IS_CLOSED"
    upload = sent(city, case)
    refused = city.as_("seller").refused("finalizeEvidenceUpload", upload=upload)
    assert refused == "ONLY_A_LABEL", "the file stays, and is handed in as what it is"
    label = {"upload": upload, "document": "RETURN_LABEL"}
    exhibit = city.as_("seller").done("finalizeEvidenceUpload", "exhibit { id }", **label)["exhibit"]["id"]
    said = {"case": case, "line": line, **WHERE, "labelExhibit": "R-1"}
    assert city.as_("seller").refused("arrangeReturn", **said) == "EXHIBIT_UNKNOWN", "it is not disclosed"
    city.as_("seller").done("discloseExhibit", case=case, exhibit=exhibit)
    city.as_("seller").done("arrangeReturn", **said)
    (owed,) = read(city.as_("buyer"), case, LABEL)["compensation"]["lines"]
    assert (owed["arrangement"]["label"], owed["arrangement"]["labelExhibit"]) == (None, "R-1")
    link = {"case": case, "exhibit": exhibit}
    assert city.as_("buyer").refused("createEvidenceLink", **link) == "ORIGINAL_NOT_FOR_YOU"
    (file,) = city.as_("buyer").ask(FILES, id=case)["exhibitFiles"]
    assert file["exhibit"] == exhibit, "its pages can be shown, and printed, once they are made"
