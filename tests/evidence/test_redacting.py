"""Places are painted over in a file of its own: nothing of what lay under them is in it, and the original stays."""

import io

import pypdfium2
import pytest
from PIL import Image

from odr.domain import refusals as no
from odr.domain.events import Area, Place
from odr.domain.exhibits import DiscloseExhibit
from odr.evidence import redacting
from odr.evidence.links import create_link, take_out
from odr.evidence.redacting import redact
from odr.evidence.refusals import CannotRedact
from odr.evidence.renditions.run import ChildFailed
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.uploads import by_id
from tests.evidence.helpers import BUYER, CASE, NOW, SELLER, TEXT, files, hand_in

CORNER = Place(page=1, area=Area(0, 0, 5000, 5000))


def pictured(*colours: str, form: str = "JPEG") -> bytes:
    """A picture, or a document with a page of each colour."""
    pages = [Image.new("RGB", (60, 80), colour) for colour in colours]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if form == "PDF" else {}
    pages[0].save(out, form, **more)
    return out.getvalue()


def body_of(room: EvidenceRoom, exhibit: str) -> bytes:
    link = create_link(room, BUYER, CASE, exhibit, NOW)
    return b"".join(take_out(room, link.url.rsplit("/", 1)[1], NOW).body)


def test_what_lay_under_a_place_is_not_in_the_new_file_and_the_original_is_as_it_was(room: EvidenceRoom):
    original = pictured("red")
    exhibit = hand_in(room, BUYER, original).upload.exhibit
    made, replayed = redact(room, BUYER, CASE, exhibit, (CORNER,), NOW)
    assert not replayed
    with Image.open(io.BytesIO(body_of(room, made))) as found:
        assert found.format == "JPEG"
        seen = found.convert("RGB")
        assert max(seen.getpixel((10, 10))) < 20, "black"
        assert seen.getpixel((50, 70))[0] > 200, "as it was"
    assert body_of(room, exhibit) == original
    case = room.clerk.look(CASE, BUYER, NOW).case
    assert (case.drafts[made].redacted, case.sealed) == (True, {exhibit})
    assert case.drafts[made].name.body == "redacted-crack.jpg"


def test_a_document_keeps_its_pages_and_loses_its_words(room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, pictured("red", "lime", "blue", form="PDF"), filename="a.pdf").upload.exhibit
    made, _ = redact(room, BUYER, CASE, exhibit, (Place(page=2),), NOW)
    body = body_of(room, made)
    assert body.startswith(b"%PDF")
    document = pypdfium2.PdfDocument(body)
    colours = [page.render(scale=0.2).to_pil().convert("RGB").getpixel((2, 2)) for page in document]
    assert len(colours) == 3
    assert max(colours[1]) < 20
    assert colours[0][0] > 200 > 60 > colours[0][2]
    assert colours[2][2] > 200 > 60 > colours[2][0]


def test_it_is_shown_in_the_place_of_the_original(room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, pictured("red")).upload.exhibit
    made, _ = redact(room, BUYER, CASE, exhibit, (CORNER,), NOW)
    with pytest.raises(no.ExhibitIsSealed):
        room.clerk.submit(CASE, BUYER, lambda by: DiscloseExhibit(by=by, at=NOW, exhibit=exhibit), NOW)
    room.clerk.submit(CASE, BUYER, lambda by: DiscloseExhibit(by=by, at=NOW, exhibit=made), NOW)
    theirs = room.clerk.look(CASE, SELLER, NOW).case
    assert [*theirs.exhibits] == [made]
    with pytest.raises(no.NotFound):
        create_link(room, SELLER, CASE, exhibit, NOW)


@pytest.mark.parametrize(
    ("body", "places"), [(TEXT, (CORNER,)), (pictured("red"), (Place(page=2),)), (b"\xff\xd8\xff\xe0cut", (CORNER,))]
)
def test_what_cannot_be_seen_whole_is_not_redacted(room: EvidenceRoom, body: bytes, places: tuple[Place, ...]):
    exhibit = hand_in(room, BUYER, body).upload.exhibit
    before = files(room)
    with pytest.raises(CannotRedact):
        redact(room, BUYER, CASE, exhibit, places, NOW)
    assert files(room) == before
    assert not room.clerk.look(CASE, BUYER, NOW).case.sealed


def test_a_process_that_dies_leaves_nothing(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    def dies(*_: object) -> object:
        raise ChildFailed

    exhibit = hand_in(room, BUYER, pictured("red")).upload.exhibit
    monkeypatch.setattr(redacting, "blackened", dies)
    with pytest.raises(CannotRedact):
        redact(room, BUYER, CASE, exhibit, (CORNER,), NOW)


def test_the_other_side_is_answered_as_if_there_were_no_such_exhibit(room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, pictured("red")).upload.exhibit
    hand_in(room, SELLER, pictured("lime"))
    with pytest.raises(no.NotFound):
        redact(room, SELLER, CASE, exhibit, (CORNER,), NOW)


def test_what_the_docket_refuses_leaves_no_file(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    exhibit = hand_in(room, BUYER, pictured("red")).upload.exhibit
    before = files(room)
    with pytest.raises(no.StaleVersion):
        redact(room, BUYER, CASE, exhibit, (CORNER,), NOW, expected_version=1)
    assert files(room) == before


def test_the_new_file_is_available_like_any_other(room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, pictured("red")).upload.exhibit
    made, _ = redact(room, BUYER, CASE, exhibit, (CORNER,), NOW)
    upload = room.clerk.look(CASE, BUYER, NOW).case.drafts[made].upload
    with room.store.read() as conn:
        kept = by_id(conn, upload)
    assert kept is not None
    assert (kept.state, kept.media_type) == (State.AVAILABLE, "image/jpeg")
