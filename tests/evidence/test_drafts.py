"""Files that are arriving: they grow by whoever holds them, and outlive whatever breaks."""

import os
from pathlib import Path

import pytest

from odr.evidence.drafts import Drafts, Held
from odr.evidence.vault import Measured
from tests.evidence.helpers import digest

BODY = bytes(range(256)) * 9000


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_a_file_grows_from_transfer_to_transfer(drafts: Drafts):
    for piece in (BODY[:1000], BODY[1000:5000], BODY[5000:]):
        with drafts.hold("upload") as draft:
            draft.write(piece)
            draft.flush()
    assert drafts.size("upload") == len(BODY)
    with drafts.hold("upload") as draft:
        assert draft.measure() == Measured(len(BODY), digest(BODY))


def test_what_came_at_one_go_is_measured_on_the_way(drafts: Drafts, monkeypatch: pytest.MonkeyPatch):
    with drafts.hold("upload") as draft:
        draft.write(BODY[:1000])
        draft.write(BODY[1000:])
        monkeypatch.setattr("odr.evidence.drafts.measured", lambda file: pytest.fail("it was read again"))
        assert draft.measure() == Measured(len(BODY), digest(BODY))


def test_what_is_cut_off_does_not_count(drafts: Drafts):
    with drafts.hold("upload") as draft:
        draft.write(BODY)
        draft.cut(100)
        assert draft.measure() == Measured(100, digest(BODY[:100]))
    assert drafts.size("upload") == 100


def test_one_holds_it_and_hears_who_knocks(drafts: Drafts):
    with drafts.hold("upload") as draft:
        assert not draft.is_wanted
        with pytest.raises(Held):
            drafts.hold("upload")
        assert draft.is_wanted
    with drafts.hold("upload") as draft:
        assert not draft.is_wanted


def test_one_that_was_removed_while_another_waited_is_a_new_one(drafts: Drafts, monkeypatch: pytest.MonkeyPatch):
    with drafts.hold("upload") as draft:
        draft.write(b"x")
    opened = os.open

    def open_and_lose(path: Path, *more: int) -> int:
        monkeypatch.undo()
        handle = opened(path, *more)
        drafts.discard("upload")
        return handle

    monkeypatch.setattr(os, "open", open_and_lose)
    with drafts.hold("upload") as draft:
        assert draft.size == 0
    assert list(drafts.left()) == ["upload"]


def test_nothing_is_left_of_what_is_discarded(drafts: Drafts):
    with drafts.hold("upload"), pytest.raises(Held):
        drafts.hold("upload")
    for _ in range(2):
        drafts.discard("upload")
    assert (list(drafts.left()), drafts.size("upload")) == ([], 0)
