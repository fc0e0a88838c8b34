from threading import Event, Thread

import pytest

from odr.accounts.passwords import Hasher, accept
from odr.accounts.refusals import Busy, PasswordTooCommon, PasswordTooLong, PasswordTooShort
from tests.accounts.helpers import CountingHasher


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    assert accept("zwölf kleine Ta") == "zwölf kleine Ta"
    with pytest.raises(PasswordTooShort):
        accept("zwölf kleine T")


@pytest.mark.parametrize("password", ["only small letters here", "907 135 286 440 917", "ЧЕТЫРЕ ЗЕЛЁНЫХ КОТА"])
def test_no_rule_says_which_characters(password: str) -> None:
    assert accept(password) == password


def test_a_password_has_an_upper_bound() -> None:
    assert accept("ab cd ef gh ij kl " + "x" * 238)
    with pytest.raises(PasswordTooLong):
        accept("ab cd ef gh ij kl " + "x" * 239)


@pytest.mark.parametrize(
    "password",
    [
        "password12345678",
        "Correct Horse Battery Staple",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcab",
        "passwordpassword",
        "1234567890123456",
        "Anna.Backer@Example.org",
        "Anna Maria Backermann",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        accept(password, "anna.backer@example.org", "Anna Maria Backermann")


def test_the_same_password_from_another_keyboard_is_the_same(hasher: Hasher) -> None:
    stored = hasher.hash("fünf grüne Flaschen")
    assert hasher.verify(stored, "fu\u0308nf gru\u0308ne Flaschen")


def test_a_hash_is_argon2id_and_salted(hasher: Hasher) -> None:
    one, other = hasher.hash("seven green bottles"), hasher.hash("seven green bottles")
    assert one.startswith("$argon2id$")
    assert one != other


def test_without_a_stored_password_nothing_fits(hasher: Hasher) -> None:
    assert not hasher.verify(None, "seven green bottles")


def test_other_parameters_make_a_hash_outdated(hasher: Hasher) -> None:
    stored = hasher.hash("seven green bottles")
    assert not hasher.outdated(stored)
    assert CountingHasher(memory_kib=16).outdated(stored)


def test_a_full_queue_refuses_at_once() -> None:
    hasher = SlowHasher(running=1, waiting=1)
    people = [Thread(target=hasher.hash, args=("seven green bottles",)) for _ in range(2)]
    people[0].start()
    assert hasher.started.wait(5)
    people[1].start()
    hasher.wait_until_full()
    with pytest.raises(Busy):
        hasher.hash("seven green bottles")
    hasher.go_on.set()
    for person in people:
        person.join(5)
    assert hasher.hash("seven green bottles")


class SlowHasher(Hasher):
    """Holds whoever hashes until told to go on."""

    def __init__(self, running: int, waiting: int) -> None:
        super().__init__(8, running=running, waiting=waiting)
        self.started, self.go_on = Event(), Event()
        self._running = Held(self)

    def wait_until_full(self) -> None:
        gone = Event()
        assert any(not self._places._value or gone.wait(0.01) for _ in range(500))


class Held:
    """The turn of one, who does not come to an end."""

    def __init__(self, hasher: SlowHasher) -> None:
        self._hasher = hasher

    def __enter__(self) -> None:
        self._hasher.started.set()
        assert self._hasher.go_on.wait(5)

    def __exit__(self, *_: object) -> None:
        pass
