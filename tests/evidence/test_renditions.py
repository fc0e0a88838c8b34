"""Renditions: what is made of a file, for whom, and what a process that dies on the way leaves."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, update

from odr.clerk import Clerk
from odr.domain import refusals as no
from odr.evidence.audit import Purpose
from odr.evidence.folder import Folder
from odr.evidence.links import create_link, take_out
from odr.evidence.refusals import DiskFull, OriginalNotForYou, StorageAway
from odr.evidence.renditions import making
from odr.evidence.renditions.kinds import can_show
from odr.evidence.renditions.made import Kind
from odr.evidence.renditions.making import LEASE, MOST_TRIES, make_renditions
from odr.evidence.renditions.run import ChildFailed
from odr.evidence.renditions.sight import OthersSee
from odr.evidence.room import EvidenceRoom
from odr.evidence.sealed import CaseKeys
from odr.evidence.tables import Rendering, State, renditions, uploads
from odr.evidence.upkeep import collect
from odr.evidence.vault import Vault
from tests.evidence.corpus.archives import WORD, word
from tests.evidence.helpers import BUYER, CASE, COLLEAGUE, NOW, PDF, SELLER, TEXT, files, hand_in, photograph, soon
from tests.evidence.shown import bodies, body_of, disclose, handed_in, seen
from tests.evidence.trail import trail


def rows(room: EvidenceRoom) -> list[tuple[str, str]]:
    with room.store.read() as conn:
        return [(row.state, row.key) for row in conn.execute(select(renditions).order_by(renditions.c.number))]


def sideways() -> bytes:
    """A picture that is to be turned before it is looked at, red at what is then its top."""
    picture = Image.new("RGB", (40, 20), "blue")
    picture.paste("red", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def test_a_photograph_is_painted_anew_without_place_and_camera(room: EvidenceRoom):
    exhibit = handed_in(room, photograph())
    found = seen(room, exhibit)
    assert (found.rendering, found.others_see) == (Rendering.READY, OthersSee.RENDITIONS)
    assert [(one.kind, one.media_type, one.width, one.height) for one in found.renditions] == [
        (Kind.PICTURE, "image/webp", 64, 48)
    ]
    (body,) = bodies(room, exhibit)
    with Image.open(io.BytesIO(body)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (64, 48), {})
    assert (b"Kamerawerk" in photograph(), b"Kamerawerk" in body) == (True, False)
    assert body_of(room, exhibit, None) == photograph()


def test_a_picture_stands_upright(room: EvidenceRoom):
    (body,) = bodies(room, handed_in(room, sideways()))
    with Image.open(io.BytesIO(body)) as shown:
        assert shown.size == (20, 40)
        red, _, blue = shown.convert("RGB").getpixel((10, 2))
        assert red > 200 > 60 > blue


def test_text_is_shown_without_signs_that_deceive(room: EvidenceRoom):
    (body,) = bodies(room, handed_in(room, "Grüße\r\n\u202efdp.exe\x1b[2J".encode("utf-16")))
    assert body.decode() == "Grüße\n[U+202E]fdp.exe[U+001B][2J"


def test_what_word_hides_is_hidden_here_too(room: EvidenceRoom):
    def run(text: str, look: str = "") -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    said = run("Seen.") + run("Canary.", "<w:vanish/>") + run(" Too.", '<w:vanish w:val="0"/>')
    marked = f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('Last.')}</w:p>"
    document = f'<w:document xmlns:w="{WORD}"><w:body><w:p>{said}</w:p>{marked}</w:body></w:document>'
    (body,) = bodies(room, handed_in(room, word({}, document)))
    assert body.decode() == "Seen. Too.\nLast.\n"


def test_each_step_is_in_the_audit_log(room: EvidenceRoom):
    exhibit = handed_in(room, TEXT)
    list(bodies(room, exhibit))
    purposes = [purpose for _, purpose in trail(room.store, exhibit)]
    assert purposes == [Purpose.INSPECTED, Purpose.RENDERED, Purpose.LINKED, Purpose.VIEWED]


def test_the_other_side_sees_the_renditions_and_not_the_file(room: EvidenceRoom, clerk: Clerk):
    exhibit = handed_in(room, photograph(), SELLER)
    disclose(clerk, SELLER, exhibit)
    assert len(list(bodies(room, exhibit, BUYER))) == 1
    assert not seen(room, exhibit, BUYER).original_for_you
    with pytest.raises(OriginalNotForYou):
        create_link(room, BUYER, CASE, exhibit, NOW)
    assert seen(room, exhibit, COLLEAGUE).original_for_you
    assert body_of(room, exhibit, None, COLLEAGUE) == photograph()


def test_where_nothing_of_its_kind_can_be_shown_the_file_goes_out_and_its_giver_is_told(
    room: EvidenceRoom, clerk: Clerk, monkeypatch
):
    monkeypatch.setattr(making, "can_show", lambda _: False)
    exhibit = handed_in(room, TEXT, SELLER)
    found = seen(room, exhibit, SELLER)
    assert (found.rendering, found.others_see) == (Rendering.NONE, OthersSee.ORIGINAL)
    disclose(clerk, SELLER, exhibit)
    assert body_of(room, exhibit, None, BUYER) == TEXT


def test_films_need_ffmpeg(monkeypatch):
    assert can_show("image/jpeg")
    monkeypatch.setenv("PATH", "/nowhere")
    assert (can_show("video/mp4"), can_show("audio/ogg"), can_show("image/jpeg")) == (False, False, True)


def test_a_file_that_cannot_be_shown_is_kept_from_the_other_side_and_its_giver_is_told(
    room: EvidenceRoom, clerk: Clerk
):
    exhibit = handed_in(room, photograph()[:-200], SELLER)
    assert seen(room, exhibit, SELLER).others_see is OthersSee.NOTHING
    disclose(clerk, SELLER, exhibit)
    with pytest.raises(OriginalNotForYou):
        create_link(room, BUYER, CASE, exhibit, NOW)


def test_before_they_are_made_there_is_nothing_yet(room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, TEXT).upload.exhibit
    found = seen(room, exhibit)
    assert (found.rendering, found.renditions, found.others_see) == (Rendering.PENDING, [], OthersSee.NOTHING_YET)


def test_a_rendition_of_another_exhibit_is_not_to_be_had(room: EvidenceRoom):
    mine, secret = handed_in(room, TEXT, BUYER), handed_in(room, TEXT, SELLER)
    (theirs,) = seen(room, secret, SELLER).renditions
    for exhibit, rendition in ((mine, theirs.id), (secret, theirs.id), (mine, "0" * 32)):
        with pytest.raises(no.NotFound):
            create_link(room, BUYER, CASE, exhibit, NOW, rendition)


def test_two_workers_do_not_make_the_same(room: EvidenceRoom, monkeypatch):
    hand_in(room, BUYER, TEXT)
    keep, second = making._keep, []

    def meanwhile(*arguments: object) -> None:
        second.append(make_renditions(room, NOW))
        keep(*arguments)

    monkeypatch.setattr(making, "_keep", meanwhile)
    assert make_renditions(room, NOW)
    assert (second, len(rows(room))) == ([False], 1)


class Dead(BaseException):
    """The process was killed here."""


def test_killed_between_row_and_bytes_it_is_made_again_and_nothing_is_left(room: EvidenceRoom, monkeypatch):
    exhibit = hand_in(room, BUYER, TEXT).upload.exhibit

    def killed(*_: object) -> None:
        raise Dead

    monkeypatch.setattr(Vault, "keep", killed)
    with pytest.raises(Dead):
        make_renditions(room, NOW)
    monkeypatch.undo()
    ((state, lost),) = rows(room)
    assert (state, seen(room, exhibit).renditions) == ("PENDING", [])
    assert not make_renditions(room, NOW + LEASE - timedelta(seconds=1))
    assert make_renditions(room, NOW + LEASE)
    ((state, key),) = rows(room)
    assert (state, key != lost, len(files(room))) == ("READY", True, 2)


def test_killed_between_bytes_and_end_it_is_made_again_and_nothing_is_left(room: EvidenceRoom, monkeypatch):
    hand_in(room, BUYER, TEXT)

    def killed(*_: object) -> None:
        raise Dead

    monkeypatch.setattr(making, "_end", killed)
    with pytest.raises(Dead):
        make_renditions(room, NOW)
    monkeypatch.undo()
    assert len(files(room)) == 2
    make_renditions(room, NOW + LEASE)
    assert (len(rows(room)), len(files(room))) == (1, 2)


def test_what_fails_again_and_again_is_given_up(room: EvidenceRoom, monkeypatch):
    exhibit = hand_in(room, BUYER, TEXT).upload.exhibit

    def fails(*_: object) -> None:
        raise ChildFailed

    monkeypatch.setattr(making, "shown", fails)
    for turn in range(MOST_TRIES):
        assert seen(room, exhibit).rendering is Rendering.PENDING
        assert make_renditions(room, soon(60 * turn + 60))
    assert make_renditions(room, soon(600))
    assert seen(room, exhibit).rendering is Rendering.FAILED
    assert not make_renditions(room, soon(6000))


@pytest.mark.parametrize("away", [StorageAway, DiskFull])
def test_storage_that_is_away_for_long_is_not_the_fault_of_a_file(room: EvidenceRoom, monkeypatch, away):
    exhibit = hand_in(room, BUYER, TEXT).upload.exhibit

    def fails(*_: object) -> None:
        raise away

    with monkeypatch.context() as patched:
        patched.setattr(Vault, "keep", fails)
        patched.setattr(Vault, "delete", fails)
        for turn in range(MOST_TRIES + 2):
            assert make_renditions(room, soon(60 * turn + 60))
    assert make_renditions(room, soon(600))
    assert seen(room, exhibit).rendering is Rendering.READY


def test_erased_while_they_are_made_none_is_left(room: EvidenceRoom, monkeypatch):
    hand_in(room, BUYER, TEXT)
    keep = Vault.keep

    def meanwhile(vault: Vault, key: str, whole: Path) -> None:
        with room.store.write() as conn:
            conn.execute(update(uploads).values(state=State.ERASED.value))
        keep(vault, key, whole)

    monkeypatch.setattr(Vault, "keep", meanwhile)
    make_renditions(room, NOW)
    monkeypatch.undo()
    assert (rows(room), files(room)) == ([], [TEXT])


def test_renditions_go_with_their_file(room: EvidenceRoom):
    exhibit = handed_in(room, TEXT)
    (one,) = seen(room, exhibit).renditions
    token = create_link(room, BUYER, CASE, exhibit, NOW, one.id).url.rpartition("/")[2]
    with room.store.write() as conn:
        conn.execute(update(uploads).values(state=State.ERASED.value))
    with pytest.raises(no.NotFound):
        take_out(room, token, NOW)
    collect(room, NOW)
    assert (rows(room), files(room)) == ([], [])


def test_the_folder_of_a_killed_process_goes(room: EvidenceRoom):
    (room.scratch / "work-died").mkdir(parents=True)
    handed_in(room, TEXT)
    collect(room, NOW - timedelta(days=1))
    assert [one.name for one in room.scratch.iterdir()] == ["work-died"]
    collect(room, NOW + timedelta(days=3650))
    assert list(room.scratch.iterdir()) == []


def test_what_the_vault_lost_is_tried_again_later(room: EvidenceRoom, keys: CaseKeys):
    exhibit = hand_in(room, BUYER, TEXT).upload.exhibit
    broken = replace(room, vault=Vault(Folder(room.scratch / "empty"), keys))
    assert make_renditions(broken, NOW)
    assert seen(room, exhibit).rendering is Rendering.PENDING
    assert make_renditions(room, soon(60))
    assert seen(room, exhibit).rendering is Rendering.READY


@pytest.mark.parametrize("kind", ["pdf that is none", "chat"])
def test_a_render_leaves_no_folder(room: EvidenceRoom, kind: str):
    handed_in(room, PDF if kind.startswith("pdf") else b"a,b,c\n1,2,3\n4,5,6\n")
    assert list(room.scratch.iterdir()) == []


def test_the_service_starts_without_what_reads_hostile_files():
    code = "import odr.app, sys; print([one for one in ('PIL', 'pypdfium2', 'pikepdf') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
