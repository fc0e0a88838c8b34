"""Signed notes as C2SP writes them: those of others are read, ours are the same, and what was changed is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from odr.custody.note import Checkpoint, NoteRefused, Verifier, opened, signed, verifier_of

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
"""The example of the package golang.org/x/mod/sumdb/note, from which the format comes."""
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "disputes.example"
OURS = verifier_of(NAME, KEY)
CHECKPOINT = Checkpoint(NAME, 48, bytes(32))


def test_the_note_of_another_program_is_opened() -> None:
    text = opened(GO_NOTE, Verifier.parse(GO_KEY))
    assert text == GO_NOTE.split("\n\n")[0] + "\n"


def test_a_key_is_written_as_it_was_read() -> None:
    assert str(Verifier.parse(GO_KEY)) == GO_KEY
    assert Verifier.parse(str(OURS)) == OURS


def test_a_checkpoint_survives_its_note() -> None:
    note = signed(str(CHECKPOINT), NAME, KEY)
    assert Checkpoint.parse(opened(note, OURS)) == CHECKPOINT
    assert note.startswith("disputes.example\n48\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— disputes.example ")


def test_signatures_of_witnesses_are_passed_over() -> None:
    note = signed(str(CHECKPOINT), NAME, KEY) + GO_NOTE.split("\n\n")[1]
    assert Checkpoint.parse(opened(note, OURS)) == CHECKPOINT


def test_lines_that_come_later_are_of_no_concern() -> None:
    assert Checkpoint.parse(f"{CHECKPOINT}more\n") == CHECKPOINT


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("\n48\n", "\n49\n", "signature does not fit"),
        ("— disputes.example", "— other.example", "not signed by the key"),
        ("\n\n", "\n", "no signed note"),
        ("— ", "- ", "no signature"),
        ("=\n\n", "=\n \n", "no signed note"),
    ],
)
def test_a_note_that_was_changed_is_refused(was: str, becomes: str, said: str) -> None:
    with pytest.raises(NoteRefused, match=said):
        opened(signed(str(CHECKPOINT), NAME, KEY).replace(was, becomes), OURS)


@pytest.mark.parametrize("text", ["", "a+b", "a+00000000+AAAA", str(OURS)[:-4], str(OURS).replace("d", "e", 1)])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        Verifier.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "a\n1\n", "a\nx\nAAAA\n", "a\n01\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n", "\n1\n" + "A" * 43 + "=\n"],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        Checkpoint.parse(text)
